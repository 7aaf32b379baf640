"""The proof looks beneath the boxes: what they only cover, a reader can peel off."""

from __future__ import annotations

import io

import pikepdf
import pytest

from redactor.model import Rect
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.produce import produce, sheets
from redactor.release.pdf.rebuild import rebuild
from redactor.release.proof.prove import Subject, prove_page, readers
from redactor.work import finish
from tests import make
from tests.redactor.release import traps_document
from tests.redactor.release.traps import TRAPS

assert traps_document
LINES = ["Dear Zebediah Smith regards", "The meeting is on Monday"]
OUTLINES = "outlines one path for the line"


def carrier(kind: str) -> tuple[bytes, list[Box]]:
    """A page that says a name in pixels or in outlines, and the box over it."""
    if kind == "scan":
        return make.scan_pdf(LINES), [
            Box(Rect(100, 70, 175, 90), "s.40(2)", "D01-R001")
        ]
    trap = TRAPS[OUTLINES]()
    return trap.pdf, [Box(trap.boxes[1][0], "s.40(2)", "D01-R001")]


def reasons(pdf: bytes, source: bytes, boxes: list[Box], stamps: bytes) -> list[str]:
    subject = Subject("D01", pdf, [1], source, stamps, {1: boxes})
    with readers(subject) as every:
        return [f.reason for f in prove_page(subject, 1, every, [])[0]]


def stamp_of(pdf: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return bytes(document.pages[0].obj.Contents[-1].read_bytes())


@pytest.mark.parametrize("kind", ["scan", "outlines"])
def test_what_a_box_only_covers_is_found(kind: str) -> None:
    source, boxes = carrier(kind)
    made = finish(produce(source, {1: boxes}))
    drawn = list(made.boxes[1])
    only = sheets(made)
    assert reasons(made.pdf, source, drawn, only) == []
    covered = rebuild(source, stamps={1: stamp_of(only)}).pdf
    found = reasons(covered, source, drawn, only)
    assert found == ["something is drawn under redaction D01-R001"]


def test_boxes_that_are_not_drawn_last_are_found() -> None:
    source, boxes = carrier("scan")
    made = finish(produce(source, {1: boxes}))
    only = sheets(made)
    more = stamp_of(only) + b"q 1 g 300 300 9 9 re f Q"
    other = rebuild(source, stamps={1: more}).pdf
    assert "its redactions are not what is drawn last" in reasons(
        other, source, list(made.boxes[1]), only
    )
