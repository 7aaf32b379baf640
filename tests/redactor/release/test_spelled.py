"""What content streams spell is read whether it is shown or not."""

from __future__ import annotations

from redactor.model import Rect, Redaction
from redactor.release.proof.needles import needles
from redactor.release.proof.prove import Subject, prove_file
from redactor.release.proof.spelled import spelled
from tests import make
from tests.redactor.release.traps import SECRET, Maker, hidden, line


def texts(pdf: bytes) -> str:
    return "".join(text.raw for _, text in spelled(pdf))


def test_text_that_is_cut_off_or_white_is_read() -> None:
    for before in (b"0 0 1 1 re W n ", b"1 g ", b"3 Tr "):
        assert SECRET in texts(Maker(line("Dear") + hidden(before)).done().pdf)


def test_text_in_pieces_is_read_together() -> None:
    content = b"BT /F1 9 Tf 9 9 Td [(Zeb) -20 (edi)] TJ (ah) Tj ET"
    assert SECRET in texts(Maker(content).done().pdf)
    moved = b"BT /F1 9 Tf 9 9 Td (Zebe) Tj 40 0 Td (diah) Tj ET"
    assert SECRET in texts(Maker(moved).done().pdf)


def test_composite_fonts_are_read_through_their_map() -> None:
    assert "Dear Jane" in texts(make.text_pdf(["Dear Jane"]))


def test_the_proof_says_so() -> None:
    pdf = Maker(line("Dear") + hidden(b"0 0 1 1 re W n ")).done().pdf
    place = (Rect(0, 0, 1, 1),)
    sought = needles([Redaction("D01-R001", "D01", 1, place, SECRET, "PERSON")])
    found = prove_file(Subject("D01", pdf, [1], pdf, pdf, {}), sought, set())
    assert any("spells what redaction D01-R001" in f.reason for f in found)
