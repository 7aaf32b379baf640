"""Texts and presentations become pages, and what they hide is shown behind them."""

from __future__ import annotations

import io

import pytest
from extract_msg.ole_writer import OleWriter

from redactor.casefile import CaseFile
from redactor.intake import paper
from redactor.intake.office import slides, soffice, word
from redactor.intake.office.package import Package
from tests import make, offices
from tests.offices import run
from tests.redactor.intake.shown import offer, text

TRACKED = (
    '<w:del w:author="Ann Lee"><w:r><w:delText>we knew in May</w:delText></w:r>'
    "</w:del>"
    f'<w:ins w:author="Bob Gray">{run("we did not know")}</w:ins>'
)
LETTER = offices.docx(
    "Dear Jane Smith",
    TRACKED,
    run("Project Heron", "<w:vanish/>"),
    run("Pale Percy", '<w:color w:val="FFFFFF"/>'),
    run("Blacked Bella", '<w:highlight w:val="black"/>'),
    comments=(("Carol Diaz", "Take this out"),),
    header="Borsetshire Council",
    template="http://evil.example/t.dotm",
    more={"word/embeddings/plan.pdf": make.text_pdf(["The plan"])},
)
EVERYTHING = (
    "Dear Jane Smith",
    "Ann Lee: we knew in May",
    "Bob Gray: we did not know",
    "Project Heron",
    "Pale Percy",
    "Blacked Bella",
    "Carol Diaz: Take this out",
    "Borsetshire Council",
)
TOLD = (
    "1 comment",
    "deleted text",
    "added text",
    "hidden text",
    "white text",
    "black highlighting that poses as redaction",
    "outside of itself",
)


def test_the_built_in_way_keeps_every_word_and_tells_what_was_hidden() -> None:
    package = Package("a.docx", LETTER)
    made = word.finished(package, package.xml("word/document.xml"), None)
    assert made.pdf
    said = paper.words(made.pdf)
    for words in EVERYTHING:
        assert words in said
    told = " ".join(made.warnings)
    for words in (*TOLD, "Layout approximate"):
        assert words in told


def test_a_word_document_and_the_file_in_it(case: CaseFile) -> None:
    documents, _ = offer(case, a__docx=LETTER)
    assert [(d.name, d.parent) for d in documents] == [
        ("a.docx", ""),
        ("plan.pdf", "D01"),
    ]
    said = text(case, documents[0])
    for words in EVERYTHING:
        assert words in said
    told = " ".join(documents[0].warnings)
    for words in TOLD:
        assert words in told


@pytest.mark.parametrize("libreoffice", [False, True])
def test_slides_hidden_slides_and_notes(*, libreoffice: bool) -> None:
    data = offices.pptx("First point", "Secret slide", hidden=(2,), notes="Say nothing")
    if libreoffice and soffice.program() is None:
        pytest.skip("LibreOffice is not installed")
    pdf = soffice.converted(data, ".pptx") if libreoffice else None
    made = slides.finished(Package("a.pptx", data), pdf)
    assert made.pdf
    said = paper.words(made.pdf)
    order = ["First point", "Hidden slide 2", "Secret slide", "Slide 1: Say nothing"]
    assert [said.find(w) for w in order] == sorted(said.find(w) for w in order)
    assert -1 not in [said.find(w) for w in order]
    told = " ".join(made.warnings)
    assert "Slide 2 is hidden" in told
    assert "speaker notes" in told
    assert ("Layout approximate" in told) is not (pdf is not None)


def test_an_open_text_with_deleted_text_and_a_comment(case: CaseFile) -> None:
    body = (
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>Struck out "
        "Stan</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:h text:outline-level="1">Minutes</text:h><text:p>Jane<text:s/>Smith'
        "<office:annotation><text:p>Who is she</text:p></office:annotation></text:p>"
    )
    (document,), _ = offer(case, a__odt=offices.opened("text", body))
    said = text(case, document)
    for words in ("Minutes", "Jane Smith", "Struck out", "Stan", "Who is she"):
        assert words in said


def test_rich_text_plain_text_and_a_web_page(case: CaseFile) -> None:
    documents, _ = offer(
        case,
        a__rtf=rb"{\rtf1\ansi Dear Zo\'eb Smith\par Second line}",
        b__txt="Dear Zoë Smith\nSecond line".encode("utf-16"),
        c__html=b"<html><script>x()</script><p>Dear Zo&euml; Smith<p>Second line",
    )
    for document in documents:
        assert text(case, document).replace("\n\n", "\n").strip() == (
            "Dear Zoë Smith\nSecond line"
        )


def test_boxes_in_boxes_without_end_keep_their_words(case: CaseFile) -> None:
    page = b"<div>" * 5000 + b"Deep down" + b"</div>" * 5000
    (document,), _ = offer(case, a__html=b"<html>" + page)
    assert text(case, document) == "Deep down"


def test_a_file_of_an_old_format_that_nothing_reads_is_refused(case: CaseFile) -> None:
    writer, out = OleWriter(), io.BytesIO()
    writer.addEntry(["WordDocument"], bytes(5000))
    writer.write(out)
    _, result = offer(case, a__doc=out.getvalue())
    (refused,) = result.refused
    assert "too badly damaged" in refused.sentence
    assert refused.remedy


@pytest.mark.skipif(soffice.program() is None, reason="LibreOffice is not installed")
def test_an_old_word_document_tells_what_it_hides(case: CaseFile) -> None:
    data = soffice.converted(LETTER, ".docx", "doc")
    assert data
    (document,), _ = offer(case, a__doc=data)
    said = text(case, document)
    assert "Dear Jane Smith" in said
    assert "Project Heron" in said


def test_an_encrypted_workbook_opens_with_its_password(case: CaseFile) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    plain = offices.xlsx(lambda book: book.active.append(["Olena Petrenko"]))
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt("sesame", out)
    _, first = offer(case, a__xlsx=out.getvalue())
    assert first.refused[0].needs_password
    (document,), _ = offer(case, ("wrong", "sesame"), a__xlsx=out.getvalue())
    assert "Olena Petrenko" in text(case, document)


@pytest.mark.parametrize("name", ["a__docx", "a__xlsx", "a__pptx", "a__odt", "a__ods"])
@pytest.mark.parametrize("cut", [40, 400, 900])
def test_a_file_cut_short_is_refused_in_one_sentence(
    case: CaseFile, name: str, cut: int
) -> None:
    whole = {
        "a__docx": LETTER,
        "a__xlsx": offices.xlsx(lambda book: book.active.append(["x"])),
        "a__pptx": offices.pptx("x"),
        "a__odt": offices.opened("text", "<text:p>x</text:p>"),
        "a__ods": offices.opened("spreadsheet", "<table:table/>"),
    }[name]
    _, result = offer(case, **{name: whole[: min(cut, len(whole) - 60)]})
    (refused,) = result.refused
    assert refused.remedy


def test_a_word_without_end_keeps_its_letters(case: CaseFile) -> None:
    endless = "a1b2c3d4e5" * 5000
    (document,), _ = offer(case, a__txt=f"Jane Smith {endless} end".encode())
    said = "".join(text(case, document).split())
    assert said == f"JaneSmith{endless}end"
