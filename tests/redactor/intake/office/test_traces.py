"""What an office file says in places that no page shows: shown behind them, or told."""

from __future__ import annotations

import struct

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from redactor.intake import paper
from redactor.intake.office import objects, slides, word, workbook
from redactor.intake.office.package import Package
from redactor.intake.source import Made
from tests import offices
from tests.offices import run

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
CHART = (
    '<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    f"{_A}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sick days</a:t></a:r></a:p>"
    "</c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser><c:tx><c:strRef>"
    '<c:strCache><c:pt idx="0"><c:v>Depot</c:v></c:pt></c:strCache></c:strRef></c:tx>'
    '<c:cat><c:strRef><c:strCache><c:pt idx="0"><c:v>Tom Ashby</c:v></c:pt>'
    '<c:pt idx="1"><c:v>Priya Raman</c:v></c:pt></c:strCache></c:strRef></c:cat>'
    '<c:val><c:numRef><c:numCache><c:pt idx="0"><c:v>117</c:v></c:pt><c:pt idx="1">'
    "<c:v>21</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart>"
    "</c:plotArea></c:chart></c:chartSpace>"
)
STYLES = (
    f'<w:styles {_W}><w:style w:styleId="Base"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:styleId="Low"><w:basedOn w:val="Base"/></w:style></w:styles>'
)


def letter(
    *paragraphs: str, more: dict[str, str | bytes] | None = None
) -> tuple[str, str]:
    """The words of all pages that are made here, and the report."""
    package = Package("a.docx", offices.docx("Open", *paragraphs, more=more))
    root = package.xml("word/document.xml")
    return said(word.finished(package, root, None))


def said(made: Made) -> tuple[str, str]:
    assert made.pdf
    return paper.words(made.pdf), "\n".join(made.warnings)


@pytest.mark.parametrize(
    ("look", "told"),
    [
        ("<w:webHidden/>", "hidden text"),
        ('<w:rStyle w:val="Low"/>', "hidden text"),
        ('<w:sz w:val="2"/>', "too small to be seen"),
        ('<w:w w:val="1"/>', "too small to be seen"),
        (
            '<w:color w:val="336699"/><w:shd w:val="clear" w:fill="336699"/>',
            "colour of its background",
        ),
        ('<w:color w:val="000080"/><w:highlight w:val="darkBlue"/>', "black highl"),
    ],
)
def test_text_that_nobody_sees_is_told_however_it_was_done(
    look: str, told: str
) -> None:
    words, report = letter(run("Seen"), run("Marmaduke", look),
                           more={"word/styles.xml": STYLES})  # fmt: skip
    assert told in report
    assert words.count("Marmaduke") == 2  # where it stands, and behind


@pytest.mark.parametrize("look", ['<w:vanish w:val="0"/>', '<w:sz w:val="22"/>', ""])
def test_text_that_is_seen_is_no_finding(look: str) -> None:
    words, report = letter(run("Marmaduke", look))
    assert words.count("Marmaduke") == 1
    assert "hidden" not in report


@pytest.mark.parametrize(
    ("part", "xml", "told"),
    [
        ("word/charts/chart1.xml", CHART, ""),
        (
            "customXml/item1.xml",
            "<case><clerk>Tom Ashby</clerk></case>",
            "data of other programs",
        ),
        (
            "word/settings.xml",
            f'<w:settings {_W}><w:docVars><w:docVar w:name="clerk" '
            'w:val="Tom Ashby"/></w:docVars></w:settings>',
            "variables and data sources",
        ),
        ("word/glossary/document.xml", f"<w:d {_W}>{run('Tom Ashby')}</w:d>", "text"),
        ("word/diagrams/data1.xml", f"<x {_A}><a:t>Tom Ashby</a:t></x>", "text"),
    ],
)
def test_what_stands_beside_the_text_is_shown_behind_it(
    part: str, xml: str, told: str
) -> None:
    words, report = letter(more={part: xml})
    assert "Tom Ashby" in words
    assert told in report


def test_an_empty_list_of_sources_is_no_finding() -> None:
    empty = '<b:Sources xmlns:b="urn:b" StyleName="APA" SelectedStyle="/APA.XSL"/>'
    words, report = letter(more={"customXml/item1.xml": empty})
    assert "APA" not in words
    assert "data of other programs" not in report


def test_a_chart_is_listed_with_its_labels_and_values() -> None:
    words, _ = letter(more={"word/charts/chart1.xml": CHART})
    for line in ("Sick days", "| Depot", "Tom Ashby | 117", "Priya Raman | 21"):
        assert line in words


def test_fields_and_controls_say_what_they_hold() -> None:
    field = '<w:fldSimple w:instr=" MERGEFIELD Ashby "><w:r/></w:fldSimple>'
    page = '<w:fldSimple w:instr=" PAGE "><w:r/></w:fldSimple>'
    control = (
        '<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="Priya Raman"/>'
        "</w:dropDownList></w:sdtPr><w:sdtContent><w:r/></w:sdtContent></w:sdt>"
    )
    words, _ = letter(field, page, control)
    assert "MERGEFIELD Ashby" in words
    assert "Priya Raman" in words
    assert "PAGE" not in words


def test_what_never_leaves_is_told_and_not_shown() -> None:
    words, report = letter(
        more={
            "docProps/core.xml": "<p><title>The Ashby complaint</title></p>",
            "docProps/thumbnail.jpeg": b"small",
            "word/people.xml": '<people><person author="Tom Ashby"/></people>',
            "word/media/film.mp4": b"film",
        }
    )
    assert "Ashby" not in words
    for sentence in ("hold a title", "thumbnail", "people who worked", "sound or film"):
        assert sentence in report


def _native(name: str, data: bytes) -> bytes:
    path = name.encode() + b"\0"
    return (
        b"\0\0\0\0\2\0" + path + path + struct.pack("<II", 3, len(path)) + path
        + struct.pack("<I", len(data)) + data
    )  # fmt: skip


def test_a_file_packed_by_windows_is_taken_out_with_its_name() -> None:
    inner = objects._native(_native(r"C:\a\secret.txt", b"Tom Ashby"), 1)
    assert inner is not None
    assert (inner.name, inner.data) == ("secret.txt", b"Tom Ashby")
    assert objects._native(b"\0" * 9, 1) is None


def test_a_workbook_tells_of_cells_that_nobody_sees() -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        assert sheet is not None
        sheet["A1"] = "Seen"
        sheet["B1"], sheet["A2"] = "Slim", "Low"
        sheet.column_dimensions["B"].width = 0.1
        sheet.row_dimensions[2].height = 0
        sheet["A3"], sheet["A3"].number_format = 4711, '"masked"'
        sheet["A4"], sheet["A4"].font = "Tiny", Font(size=1)
        sheet["A5"] = "Black"
        sheet["A5"].fill = PatternFill("solid", fgColor="FF000000")
        sheet.firstHeader.center.text = "First Header"
        rule = DataValidation(type="list", formula1='"Tom Ashby,Priya Raman"')
        sheet.add_data_validation(rule)
        rule.add("C1")

    words, report = said(workbook.made("a.xlsx", offices.xlsx(fill)))
    for shown in ("Slim", "Low", "4711", "First Header", "Tom Ashby,Priya Raman"):
        assert shown in words
    for told in ("hidden rows or columns", "number format", "too small", "its backgr"):
        assert told in report


def test_a_slide_tells_of_what_is_hidden_or_beside_it() -> None:
    data = offices.pptx("Seen")
    package = Package("a.pptx", data)
    shape = package.read("ppt/slides/slide1.xml").decode()
    away = shape.replace("x='100000'", "x='-9000000'").replace("Seen", "Away")
    pale = shape.replace(
        "<a:r>", '<a:r><a:rPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        "</a:rPr>",
    ).replace("Seen", "Pale")  # fmt: skip
    found = []
    for xml in (away, pale):
        made = offices.with_parts(data, {"ppt/slides/slide1.xml": xml})
        found.append(said(slides.finished(Package("a.pptx", made), None)))
    assert "hidden or lies beside the slide" in found[0][1]
    assert "white or tiny text" in found[1][1]


def test_the_master_shows_its_text_but_not_its_prompts() -> None:
    ns = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
    text = "<p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody>"
    prompt = f"<p:sp><p:nvPr><p:ph/></p:nvPr>{text.format('Click to edit')}</p:sp>"
    own = f"<p:sp>{text.format('Borsetshire')}</p:sp>"
    part = "ppt/slideMasters/slideMaster1.xml"
    xml = f"<p:sldMaster {ns} {_A}>{prompt}{own}</p:sldMaster>"
    data = offices.with_parts(offices.pptx("Seen"), {part: xml})
    words, _ = said(slides.finished(Package("a.pptx", data), None))
    assert "Borsetshire" in words
    assert "Click" not in words
