"""Boxes and whole pages in the window, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from redactor.casefile import CaseFile
from redactor.edits import draw
from redactor.find.query import Query
from redactor.find.search import search
from redactor.model import Redaction, Status
from redactor.work import finish
from tests import make
from tests.ui import cases
from tests.ui.windows import desk_of, opened
from ui.window import Window

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
LETTER = "First line of words\nJane Smith was here\nThe last line"


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    with make.case_file(tmp_path, letter=make.pdf(LETTER, "Two")) as file:
        marks = [finish(search(file, Query(text)))[0] for text in ("Jane", "Smith")]
        file.apply(draw(file.state, marks, exemptions=cases.CODE), by="Ann")
        file.put_setting("codes", "s.43(2)")
    with opened(qtbot, tmp_path / "case.foicase") as made:
        desk_of(made).pages.setFocus()
        yield made


def press(
    window: Window,
    key: Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    QTest.keyClick(desk_of(window).pages, key, modifier)


def rows(window: Window) -> list[Redaction]:
    return desk_of(window).session.state.in_order()


def test_boxes_are_merged_split_and_brought_back(window: Window) -> None:
    desk_of(window).choose(["D01-R001", "D01-R002"])
    press(window, Key.Key_B)
    assert [r.text for r in rows(window)] == ["Jane Smith"]
    press(window, Key.Key_B, SHIFT)
    assert {r.text for r in rows(window)} == {"Jane", "Smith"}
    assert "split D01-R001 into 2" in window.messages.words.text()
    window.actions_["undo"].trigger()
    assert [r.text for r in rows(window)] == ["Jane Smith"]


def test_one_box_alone_says_how_to_select_more(window: Window) -> None:
    desk_of(window).choose(["D01-R001"])
    press(window, Key.Key_B)
    assert "Ctrl+click" in window.messages.words.text()


def test_the_page_on_screen_is_withheld_by_a_key(window: Window) -> None:
    press(window, Key.Key_G)
    (whole,) = [r for r in rows(window) if r.found_by == "withheld whole"]
    assert (whole.page, whole.exemptions) == (1, ("s.43(2)",))
    assert "First line" in whole.text


def test_pages_are_asked_for_and_the_document_is_offered(window: Window) -> None:
    press(window, Key.Key_G, SHIFT)
    dialog = window.findChild(QInputDialog)
    assert dialog is not None
    assert dialog.textValue() == "1-2"
    dialog.accept()
    whole = [r.page for r in rows(window) if r.found_by == "withheld whole"]
    assert whole == [1, 2]


def test_everything_but_the_selected_boxes_goes(window: Window) -> None:
    desk_of(window).choose(["D01-R001"])
    press(window, Key.Key_I, SHIFT)
    state = desk_of(window).session.state
    assert state.redactions["D01-R001"].status is Status.REJECTED
    rest = [r.page for r in rows(window) if r.found_by == "all but a passage"]
    assert sorted(rest) == [1, 2]


def test_what_is_withheld_but_for_a_passage_is_hidden_word_by_word(
    window: Window,
) -> None:
    """The strips around a passage hide every other word, and none of its letters."""
    desk_of(window).choose(["D01-R001"])
    press(window, Key.Key_I)
    path = desk_of(window).session.path
    with CaseFile.attach(path) as file:
        words = file.words(file.state.documents["D01"], 1)
        assert words is not None
        hidden = [r for r in file.state.redactions.values() if r.status == "accepted"]
        under = words.under(rect for row in hidden for rect in row.rects)
    assert under == "First line of words Smith was here The last line"


def test_a_box_is_repeated_on_the_pages_asked_for(window: Window) -> None:
    desk_of(window).choose(["D01-R001"])
    window.actions_["repeat_box"].trigger()
    dialog = window.findChild(QInputDialog)
    assert dialog is not None
    assert dialog.textValue() == "2-2"
    dialog.accept()
    first, again = (r for r in rows(window) if r.text == "Jane" or r.page == 2)
    assert (again.page, again.rects) == (2, first.rects)
    assert again.status is Status.ACCEPTED
    assert again.exemptions == first.exemptions
    assert "repeat D01-R001 on 1 page of D01" in window.messages.words.text()
