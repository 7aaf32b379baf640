"""Workbooks become print pages; what they hide stands on pages at the end."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from openpyxl.workbook.defined_name import DefinedName
from PIL import Image

from redactor.casefile import CaseFile
from redactor.intake.office import figures, soffice, workbook
from tests import offices
from tests.redactor.intake.shown import offer, text


def _filled(book: openpyxl.Workbook) -> None:
    sheet = book.active
    sheet.title = "Summary"
    sheet.append(["Team", "Cost", "Since"])
    sheet.append(["North", 1234.5, dt.date(2024, 3, 1)])
    sheet["B2"].number_format = "£#,##0.00"
    sheet.append(["Heron", 7, "x"])
    sheet["A5"] = "Kept in row five"
    sheet["A6"], sheet["A6"].font = "Pale Percy", Font(color="FFFFFFFF")
    sheet["A2"].comment = Comment("Ask Ann Lee", "Bob Gray")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    staff = book.create_sheet("Staff")
    staff.sheet_state = "veryHidden"
    staff.append(["Olena Petrenko", "PSN 4411"])
    book.defined_names["Secret_Range"] = DefinedName(
        "Secret_Range", attr_text="Staff!$A$1"
    )


def test_everything_hidden_is_shown_at_the_end_and_told(case: CaseFile) -> None:
    (document,), _ = offer(case, a__xlsx=offices.xlsx(_filled))
    said = text(case, document)
    order = ["Sheet: Summary", "£1,234.50", "Kept in row five", "Hidden rows", "Heron",
             "Hidden sheet: Staff", "Olena Petrenko", "Secret_Range"]  # fmt: skip
    assert [said.find(words) for words in order] == sorted(
        said.find(words) for words in order
    )
    assert "01/03/2024" in said
    assert "Bob Gray: Ask Ann Lee" in said
    told = " ".join(document.warnings)
    for words in (
        "Sheet 1 has hidden rows or columns",
        "Sheet 1 has 1 comment",
        "Sheet 2 is very hidden: shown from page 2 on",
        "colour of its background",
        "named ranges",
        "properties name people",
    ):
        assert words in told


def test_no_cell_is_cut_however_wide_or_long(case: CaseFile) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        for column in range(1, 61):
            book.active.cell(1, column, f"Head{column}")
        book.active["A2"] = " ".join(f"word{n}" for n in range(3000))
        book.active["B3"] = "y" * 500
        book.active.cell(900_000, 3, "Far below")

    (document,), _ = offer(case, a__xlsx=offices.xlsx(fill))
    said = text(case, document)
    assert all(f"Head{n}" in said for n in range(1, 61))
    assert all(f"word{n}" in said for n in range(3000))
    assert said.count("y") == 500
    assert "columns A to" in said
    assert "900000" in said
    assert document.pages < 40


def test_data_of_pivots_links_charts_and_boxes_comes_to_light(case: CaseFile) -> None:
    plain = offices.xlsx(lambda book: book.active.append(["Seen"]))
    data = offices.with_parts(
        plain,
        {
            "xl/pivotCache/pivotCacheDefinition1.xml": "<p><cacheFields>"
            '<cacheField name="Officer"><sharedItems><s v="Ann Lee"/><s v="Bob Gray"/>'
            "</sharedItems></cacheField></cacheFields></p>",
            "xl/pivotCache/pivotCacheRecords1.xml": '<p><r><x v="1"/></r></p>',
            "xl/externalLinks/externalLink1.xml": "<e><sheetNames>"
            '<sheetName val="Payroll"/></sheetNames><cell r="B2"><v>41000</v></cell>'
            "</e>",
            "xl/drawings/drawing9.xml": "<d><p><t>Boxed remark</t></p></d>",
            "xl/charts/chart1.xml": "<c><v>Charted Charlie</v></c>",
            "xl/threadedComments/threadedComment1.xml": "<T><threadedComment>"
            "<text>Threaded thought</text></threadedComment></T>",
            "xl/customThing/odd.xml": "<o><t>Nobody knows this part</t></o>",
        },
    )
    (document,), _ = offer(case, a__xlsx=data)
    said = text(case, document)
    for words in (
        "Bob Gray",
        "Payroll",
        "41000",
        "Boxed remark",
        "Charted Charlie",
        "Threaded thought",
        "Nobody knows this part",
    ):
        assert words in said
    told = " ".join(document.warnings)
    for words in ("pivot cache", "external links", "text boxes", "chart", "comments"):
        assert words in told


@pytest.mark.parametrize(
    ("value", "style", "words"),
    [
        (0.256, "0.0%", "25.6%"),
        (-1234.5, "#,##0.00", "-1,234.50"),
        (7, "00000", "00007"),
        (1234567, "General", "1234567"),
        (0.1 + 0.2, "General", "0.3"),
        (5, '"£"#,##0', "£5"),
        (dt.datetime.fromisoformat("2024-01-02T03:04"), "x", "02/01/2024 03:04"),
        (True, "", "TRUE"),
        (None, "", ""),
    ],
)
def test_values_look_as_their_format_shows_them(
    value: object, style: str, words: str
) -> None:
    assert figures.shown(value, style) == words


def test_an_open_spreadsheet_with_a_hidden_sheet(case: CaseFile) -> None:
    def table(name: str, style: str, words: str) -> str:
        return (
            f'<table:table table:name="{name}" table:style-name="{style}">'
            '<table:table-row table:number-rows-repeated="1048000"><table:table-cell/>'
            "</table:table-row><table:table-row><table:table-cell><office:annotation>"
            "<text:p>Noted by Ann</text:p></office:annotation>"
            f"<text:p>{words}</text:p></table:table-cell></table:table-row></table:table>"
        )

    hidden = (
        '<style:style style:name="off" style:family="table"><style:table-properties '
        'table:display="false"/></style:style>'
    )
    body = table("Front", "on", "Seen words") + table("Back", "off", "Olena Petrenko")
    (document,), _ = offer(case, a__ods=offices.opened("spreadsheet", body, hidden))
    said = text(case, document)
    assert said.index("Seen words") < said.index("Hidden sheet: Back")
    assert said.index("Hidden sheet: Back") < said.index("Olena Petrenko")
    assert "Noted by Ann" in said
    assert any("Sheet 2 is hidden" in w for w in document.warnings)


def test_a_table_as_text(case: CaseFile) -> None:
    data = 'Name;Note\r\nZoë;"two\r\nlines"\r\n'.encode("windows-1252")
    (document,), _ = offer(case, a__csv=data)
    said = text(case, document)
    for words in ("Table: a.csv", "Name", "Zoë", "two", "lines"):
        assert words in said


def test_a_shared_workbook_tells_what_its_cells_said_before(case: CaseFile) -> None:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    data = offices.with_parts(
        offices.xlsx(lambda book: book.active.append(["now"])),
        {
            "xl/revisions/revisionLog1.xml": f'<revisions {main}><rcc><oc r="A1" '
            't="inlineStr"><is><t>dismissed</t></is></oc><nc r="A1"><v>41250</v></nc>'
            "</rcc></revisions>",
            "xl/worksheets/sheet9.xml": f'<worksheet {main}><scenarios><scenario name='
            '"Cuts" user="Ann Lee"><inputCells r="B2" val="73000"/></scenario>'
            "</scenarios></worksheet>",
            "xl/media/image7.emf": b"drawn",
        },
    )  # fmt: skip
    (document,), _ = offer(case, a__xlsx=data)
    said = text(case, document)
    for words in ("A1 before", "dismissed", "41250", "Cuts Ann Lee", "B2: 73000"):
        assert words in said
    told = " ".join(document.warnings)
    assert "a log of changes" in told
    assert "other values (scenarios)" in told
    assert "1 drawing (EMF, WMF), which can't be shown here" in told


def test_photos_in_office_files_that_say_by_whom_they_are_are_told() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Tom Ashby"
    plain = offices.xlsx(lambda book: book.active.append(["now"]))
    for about, told in ((exif, True), (None, False)):
        out = io.BytesIO()
        Image.new("RGB", (40, 30)).save(
            out, "JPEG", **({"exif": about} if about else {})
        )
        photo = offices.with_parts(plain, {"xl/media/image1.jpg": out.getvalue()})
        made = workbook.made("a.xlsx", photo)
        assert ("Photos in it say" in " ".join(made.warnings)) is told


@pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed")
def test_an_older_workbook_tells_of_what_stands_beside_its_cells(
    case: CaseFile,
) -> None:
    def fill(book: openpyxl.Workbook) -> None:
        sheet = book.active
        sheet["A1"], sheet["A2"], sheet["A3"] = "Pale Percy", 41250, "words"
        sheet["A1"].font = Font(color="FFFFFFFF")
        sheet["A2"].number_format = ";;;"
        sheet["A3"].hyperlink = "http://example.org/?u=tom"
        book.create_sheet("Kept").sheet_state = "veryHidden"

    data = soffice.converted(offices.xlsx(fill), ".xlsx", "xls")
    assert data
    (document,), _ = offer(case, a__xls=data)
    told = " ".join(document.warnings)
    assert "in the colour of its background, or hidden by its number format" in told
    assert "It has 1 link" in told
    assert "not shown. Compare" not in told
    assert "41250" in text(case, document)
