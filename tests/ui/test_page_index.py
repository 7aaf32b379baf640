"""The redactions of a page are found without looking at all others."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from redactor import edits
from redactor.model import (
    Case,
    Change,
    Document,
    PageShape,
    Rect,
    Redaction,
    State,
)
from ui.page_index import PageIndex

A4 = PageShape(595, 842)
RECTS = (Rect(0, 0, 10, 10),)


def state_of(*redactions: Redaction) -> State:
    document = Document("D01", "a.pdf", "a", "b", (A4, A4, A4))
    return State(
        Case("R", dt.date(2024, 10, 1)),
        {"D01": document},
        {},
        {r.serial: r for r in redactions},
        {"D": 1, "D01": len(redactions)},
    )


ONE = Redaction("D01-R001", "D01", 1, RECTS)
TWO = Redaction("D01-R002", "D01", 2, RECTS)


def test_every_page_has_its_own() -> None:
    index = PageIndex(state_of(ONE, TWO))
    assert index.on_page("D01", 1) == (ONE,)
    assert index.on_page("D01", 2) == (TWO,)
    assert index.on_page("D01", 3) == ()


def test_changes_and_undo_are_followed() -> None:
    state = state_of(ONE, TWO)
    index = PageIndex(state)
    change = edits.reject(state, [ONE.serial])
    assert index.update(change) == {("D01", 1)}
    assert index.on_page("D01", 1) == change.added
    index.update(change.reversed())
    assert index.on_page("D01", 1) == (ONE,)
    gone = edits.delete(state, [TWO.serial])
    index.update(gone)
    assert index.on_page("D01", 2) == ()


def test_a_redaction_that_goes_to_another_page_leaves_the_first() -> None:
    index = PageIndex(state_of(ONE))
    moved = replace(ONE, page=3)
    touched = index.update(Change("move", "", (ONE,), (moved,)))
    assert touched == {("D01", 1), ("D01", 3)}
    assert index.on_page("D01", 1) == ()
    assert index.on_page("D01", 3) == (moved,)


def test_a_revision_tells_that_a_page_changed_and_that_others_did_not() -> None:
    state = state_of(ONE, TWO)
    index = PageIndex(state)
    before = index.revision("D01", 1), index.revision("D01", 2)
    index.update(edits.accept(state, [ONE.serial]))
    assert index.revision("D01", 1) != before[0]
    assert index.revision("D01", 2) == before[1]
