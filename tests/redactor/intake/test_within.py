"""What hides in PDFs and pictures is told, and the files in them become documents."""

from __future__ import annotations

import io
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from redactor import pages
from redactor.casefile import CaseFile
from tests import make
from tests.redactor.intake.shown import offer, text


def test_files_attached_to_a_pdf_become_documents(case: CaseFile) -> None:
    with pymupdf.open(stream=make.text_pdf(["Cover"])) as document:
        document.embfile_add("plan", make.text_pdf(["Plan"]), filename="plan.pdf")
        document[0].add_file_annot((300, 300), b"Dear Jane", "note.txt")
        data = document.tobytes()
    documents, _ = offer(case, a__pdf=data)
    assert [(d.name, d.parent) for d in documents] == [
        ("a.pdf", ""),
        ("plan.pdf", "D01"),
        ("note.txt", "D01"),
    ]


def test_an_earlier_version_that_says_more_is_shown(
    case: CaseFile, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(make.text_pdf(["Dear Jane", "The whistleblower is Ann Lee"]))
    with pymupdf.open(path) as document:
        document[0].clean_contents()
        xref = document[0].get_contents()[0]
        kept = document.xref_stream(xref).split(b"ET")[0] + b"ET Q"
        document.update_stream(xref, kept)
        document.saveIncr()
    documents, _ = offer(case, letter__pdf=path.read_bytes())
    assert [d.name for d in documents] == [
        "letter.pdf",
        "letter - earlier version 1.pdf",
    ]
    assert "Ann Lee" not in text(case, documents[0])
    assert "Ann Lee" in text(case, documents[1])
    assert "earlier versions" in " ".join(documents[0].warnings)


def test_an_earlier_version_that_says_less_is_none(
    case: CaseFile, tmp_path: Path
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(make.text_pdf(["Dear Jane"]))
    with pymupdf.open(path) as document:
        make.write(document[0], ["added later"], top=300)
        document.saveIncr()
    documents, _ = offer(case, letter__pdf=path.read_bytes())
    assert len(documents) == 1


def _page(**how: object) -> pymupdf.Document:
    document = pymupdf.open(stream=make.text_pdf(["Seen by all"]))
    document[0].insert_text((72, 300), "Project Heron", **how)
    return document


def _under_a_picture() -> pymupdf.Document:
    document = _page()
    white = make.png(Image.new("RGB", (50, 20), "white"))
    document[0].insert_image((60, 280, 300, 310), stream=white, keep_proportion=False)
    return document


def _photo(area: tuple[float, ...], *, before: bool = False) -> pymupdf.Document:
    """A noisy photograph that lies over, or below, the words."""
    noise = Image.effect_noise((120, 60), 90).convert("RGB")
    document = _page()
    document[0].insert_image(
        area, stream=make.png(noise), keep_proportion=False, overlay=not before
    )
    return document


@pytest.mark.parametrize(
    ("document", "unseen"),
    [
        (_page(color=(1, 1, 1)), True),
        (_page(render_mode=3), True),
        (_under_a_picture(), True),
        (_photo((60, 280, 300, 310)), True),
        (_photo((60, 280, 300, 310), before=True), False),
        (_photo((60, 500, 300, 600)), False),
        (_photo((0, 0, 595, 842)), False),  # a scan with its text below it
        (_page(), False),
        (_page(color=(0.9, 0.9, 0.2)), False),
    ],
)
def test_text_that_is_not_seen_is_known(
    document: pymupdf.Document, *, unseen: bool
) -> None:
    with document, pages.open_pdf(document.tobytes()) as pdf:
        assert pages.has_unseen_text(pdf, 1) is unseen


def test_white_text_on_a_dark_ground_is_seen() -> None:
    with pymupdf.open(stream=make.text_pdf(["x"])) as document:
        document[0].draw_rect((60, 280, 300, 310), fill=(0, 0, 0.5))
        document[0].insert_text((72, 300), "Heading", color=(1, 1, 1))
        with pages.open_pdf(document.tobytes()) as pdf:
            assert not pages.has_unseen_text(pdf, 1)


def test_text_off_the_page_is_told(case: CaseFile) -> None:
    with pymupdf.open(stream=make.text_pdf(["Seen"])) as document:
        document[0].insert_text((900, 300), "Project Heron")
        document.set_metadata({"author": "Ann Lee"})
        data = document.tobytes()
    (document_,), _ = offer(case, a__pdf=data)
    told = " ".join(document_.warnings)
    assert "Page 1: there is text outside of the page" in told
    assert "name an author" in told


def test_a_photo_that_says_where_and_by_whom_is_told(case: CaseFile) -> None:
    out = io.BytesIO()
    about = Image.Exif()
    about[0x013B] = "Ann Lee"
    about[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    Image.new("RGB", (60, 60), "green").save(out, "JPEG", exif=about)
    (document,), _ = offer(case, a__jpg=out.getvalue())
    told = " ".join(document.warnings)
    assert "GPS" in told
    assert "author or owner" in told
