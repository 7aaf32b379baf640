"""Documents and presentations of before 2007 are read where there is no LibreOffice."""

from __future__ import annotations

import struct

import pymupdf
import pytest

from redactor.errors import FileRefused
from redactor.intake import paper
from redactor.intake.kinds import Kind, kind_of
from redactor.intake.office import older
from tests import make, offices, olds

DOC = olds.doc(
    ("Dear Jane Smith\r", b""),
    ("see \x13 HYPERLINK x \x14the minutes\x15\x07\x07", b""),
    ("we knew in May\r", olds.DELETED),
    ("Project Heron\r", olds.HIDDEN),
    header="Borsetshire Council\r",
    comment="Take this out\r",
    pool=make.text_pdf(["Attached to it"]),
)
PPT = olds.ppt(
    "Budget\vof Tom Ashby", "Not shown", hidden=2, notes="Ask Carol", before="Redundant"
)


def test_a_document_keeps_every_word_and_tells_what_it_hides() -> None:
    made = older.document("a.doc", DOC)
    said = paper.words(made.pdf or b"")
    for words in ("the minutes", "we knew in May", "Project Heron", "Take this out"):
        assert words in said
    assert "HYPERLINK" not in said
    told = " ".join(made.warnings)
    for thing in (
        "Layout approximate",
        "It has links",
        "deleted text that the file still holds (tracked changes): shown from page 2",
        "hidden text: shown from page 2",
        "comments: shown from page 2",
        "page headers and footers",
    ):
        assert thing in told
    (part,) = made.parts
    assert part.data.startswith(b"%PDF")


def test_what_is_hidden_is_not_among_what_is_seen() -> None:
    made = older.document("a.doc", DOC)
    with pymupdf.open(stream=made.pdf) as document:
        seen = document[0].get_text().split()
    assert seen == ["Dear", "Jane", "Smith", "see", "the", "minutes"]


def test_slides_that_are_hidden_notes_and_earlier_versions_are_told() -> None:
    made = older.presentation("a.ppt", PPT)
    said = paper.words(made.pdf or b"")
    for words in ("Budget\nof Tom Ashby", "Not shown", "Ask Carol", "Redundant"):
        assert words in said
    told = " ".join(made.warnings)
    for thing in (
        "Slide 2 is hidden: shown from page 2",
        "speaker notes: shown from page 2",
        "text of earlier versions that the file still holds: shown from page 2",
    ):
        assert thing in told


def test_what_they_are_is_known_whatever_the_case_of_their_streams() -> None:
    assert kind_of("a.doc", DOC) is Kind.OLD_WORD
    assert kind_of("a.ppt", PPT) is Kind.OLD_SLIDES


@pytest.mark.parametrize("cut", [20, 200, 0x1A2, 1000])
def test_a_broken_stream_is_refused_in_one_sentence(cut: int) -> None:
    broken = DOC[:512] + bytes(cut) + DOC[512 + cut :]
    with pytest.raises(FileRefused, match="too badly damaged"):
        older.document("a.doc", broken)
    loop = PPT.replace(struct.pack("<HHI", 0xF, 1000, 0)[:4], bytes(4))
    with pytest.raises(FileRefused, match="too badly damaged"):
        older.presentation("a.ppt", loop)


def test_a_word_file_is_no_presentation() -> None:
    with pytest.raises(FileRefused):
        older.presentation("a.ppt", offices.docx("one"))
