"""Each step of the proof alone stops a release that was broken on purpose."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, String

from redactor.model import Redaction
from redactor.release.bundle import NAME, bundled, prove_bundle
from redactor.release.item import Released
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.produce import Produced, produce, reference, sheets
from redactor.release.proof.needles import needles
from redactor.release.proof.prove import Subject, prove_file, prove_page, readers
from redactor.work import finish
from tests import make
from tests.redactor.release.traps import SECRET, Maker, box, line

BESIDE = line("Another line that stays", 600)
ROW = Redaction("D01-R001", "D01", 1, (box(1),), text=SECRET, label="PERSON")
SOUGHT = needles([ROW])
Break = Callable[[pikepdf.Pdf], None]


def made() -> tuple[bytes, Produced]:
    source = Maker(line() + BESIDE).done().pdf
    return source, finish(produce(source, {1: [Box(box(1), "s.40(2)", "D01-R001")]}))


def broken(pdf: bytes, change: Break) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        change(document)
        out = io.BytesIO()
        document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue()


def found(change: Break) -> set[str]:
    source, good = made()
    pdf = broken(good.pdf, change)
    subject = Subject("D01", pdf, [1], reference(source), sheets(good), good.boxes)
    with readers(subject) as every:
        findings, seen = prove_page(subject, 1, every, SOUGHT)
    return {f.reason for f in [*findings, *prove_file(subject, SOUGHT, seen)]}


def beneath(more: bytes) -> Break:
    """Content that is drawn before the boxes."""

    def change(document: pikepdf.Pdf) -> None:
        content = document.pages[0].obj.Contents
        content[0] = document.make_stream(bytes(content[0].read_bytes()) + more)

    return change


def shown(text: str, x: float, y: float, mode: int) -> bytes:
    font = b"/F1 12 Tf" if mode != 3 else b"/F1 12 Tf 3 Tr"
    return b"q BT " + font + f" 1 0 0 1 {x} {y} Tm ({text}) Tj ET Q\n".encode()


def other_font(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.Resources.Font["/Box"].BaseFont = Name("/Courier-Bold")


def private_data(document: pikepdf.Pdf) -> None:
    document.pages[0].obj.PieceInfo = Dictionary(Any=Dictionary(Private=1))


def in_a_title(document: pikepdf.Pdf) -> None:
    document.docinfo["/Title"] = String(f"About {SECRET}")


UNDER = shown("quiz", box(1).x0 + 4, 700, 3)
STEPS: dict[str, tuple[Break, str]] = {
    "text under a box": (
        beneath(UNDER),
        "text can be read under redaction D01-R001",
    ),
    "text elsewhere on the page": (
        beneath(shown(SECRET, 300, 600, 3)),
        "what redaction D01-R001 withholds can be read elsewhere on this page",
    ),
    "a string of the file": (
        in_a_title,
        "the file holds what redaction D01-R001 withholds",
    ),
    "the look of a box": (
        other_font,
        "something can be seen in redaction D01-R001",
    ),
    "the look of the page": (
        beneath(b"q 1 g 70 595 60 15 re f Q\n"),
        "the page looks different outside of its redactions",
    ),
    "a kind of object": (
        private_data,
        "the file holds an entry of a kind that is not allowed",
    ),
}


def test_what_was_not_broken_passes() -> None:
    assert found(lambda _: None) == set()


@pytest.mark.parametrize("step", STEPS)
def test_the_step_alone_finds_it(step: str) -> None:
    change, reason = STEPS[step]
    assert found(change) == {reason}


def test_a_bookmark_that_says_a_name_stops_the_bundle(tmp_path: Path) -> None:
    _, good = made()
    file = make.case_file(tmp_path, d=make.pdf("x"))
    one = Released(file.state.documents["D01"], "D01", good)
    pdf = bundled([one], ["disclosed in part"], "Released")
    assert prove_bundle(pdf, [one], SOUGHT) == []

    def rename(document: pikepdf.Pdf) -> None:
        document.Root.Outlines.First.Title = String(SECRET)

    findings = prove_bundle(broken(pdf, rename), [one], SOUGHT)
    assert {f.document for f in findings} == {NAME}
    assert "it says what redaction D01-R001 withholds" in {f.reason for f in findings}
