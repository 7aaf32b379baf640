"""Boxes: handles, tool tips and what is written in them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from redactor.model import Person, Rect, Redaction, Status
from ui.page.boxes import (
    HANDLES,
    Corner,
    handle_at,
    in_words,
    resized,
    stamps,
    tool_tip,
)

AREA = QRectF(100, 100, 80, 20)


@pytest.mark.parametrize("handle", HANDLES)
def test_each_of_the_eight_handles_can_be_grabbed(handle: Corner) -> None:
    x, y = handle
    point = QPointF(140 + x * 42, 110 + y * 12)
    assert handle_at(AREA, point) == handle


def test_the_middle_of_a_box_is_no_handle() -> None:
    assert handle_at(AREA, AREA.center() + QPointF(15, 0)) is None


@given(st.sampled_from(HANDLES), st.floats(-300, 300), st.floats(-300, 300))
def test_a_handle_moves_its_own_edges_only(
    handle: Corner, dx: float, dy: float
) -> None:
    after = resized(AREA, handle, QPointF(dx, dy))
    assert after.width() > 0
    assert after.height() > 0
    if handle[0] >= 0:
        assert after.left() == AREA.left()
    if handle[0] <= 0:
        assert after.right() == pytest.approx(AREA.right())
    if handle[1] >= 0:
        assert after.top() == AREA.top()
    if handle[1] <= 0:
        assert after.bottom() == pytest.approx(AREA.bottom())


def redaction(**more: object) -> Redaction:
    return Redaction("D01-R001", "D01", 1, (Rect(0, 0, 1, 1),), **more)  # type: ignore[arg-type]


def test_a_tool_tip_says_who_what_and_why() -> None:
    jane = Person("P01", "Jane Smith")
    found = redaction(
        person="P01",
        status=Status.REJECTED,
        found_by="mail header",
        why="Her name stands in the From line.",
    )
    lines = in_words(found, {"P01": jane})
    assert lines[0] == "D01-R001: Left visible"
    assert "Jane Smith" in lines
    assert "Found by: mail header" in lines
    assert "Her name stands in the From line." in lines
    assert "No exemption chosen" in lines


def test_a_document_cannot_put_markup_into_a_tool_tip() -> None:
    person = Person("P01", "<img src='file:///etc/passwd'>")
    text = tool_tip([redaction(person="P01")], {"P01": person})
    assert "<img" not in text
    assert tool_tip([], {}) == ""


def test_a_code_is_written_as_its_stamp_and_one_unknown_as_it_is() -> None:
    assert "40(2)" in stamps("FOIA", ("s.40(2)",))
    assert stamps("FOIA", ("s.999",)) == "s.999"
    assert stamps("FOIA", ()) == "no code"
