"""From a passage to its reasons and back, in the whole window."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.casefile import CaseFile
from redactor.model import Rect, Status
from redactor.reasons import say
from tests import make
from tests.ui import cases
from tests.ui.windows import desk_of, opened
from ui.dialogs.versions import VersionsDialog
from ui.fields import Choice, Prose
from ui.window import Window


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make.case_file(tmp_path, letter=make.pdf("Dear Ms Smith", "Advice.")).close()
    path = tmp_path / "case.foicase"
    with CaseFile.open(path) as file:
        for page, code in ((1, "s.42(1)"), (2, "s.35(1)(a)"), (2, "s.42(1)")):
            at = (Rect(72, 72 * len(code), 90, 72 * len(code) + 9),)
            mark = edits.Mark("D01", page, at, "words", (code,))
            file.apply(edits.draw(file.state, [mark]), by="A Caseworker")
    return path


@pytest.fixture
def window(path: Path, qtbot: QtBot) -> Iterator[Window]:
    answers = cases.Answers()
    answers.stop = True
    with opened(qtbot, path, answers) as made:
        yield made


def test_the_tab_says_how_much_is_missing(window: Window, qtbot: QtBot) -> None:
    desk = desk_of(window)
    at = desk.tabs.indexOf(desk.reasons)
    qtbot.waitUntil(lambda: desk.tabs.tabText(at) == "Reasons (8)")
    session = desk.session
    session.do(say(session.state, "s.42(1)", {"privilege": "advice"}))
    qtbot.waitUntil(lambda: desk.tabs.tabText(at) == "Reasons (7)")


def test_from_a_passage_to_its_reasons_and_back(window: Window) -> None:
    desk = desk_of(window)
    desk.choose(["D01-R002"])
    window.actions_["reasons"].trigger()
    assert desk.tabs.currentWidget() is desk.reasons
    assert desk.reasons.form.title.text() == "s.35(1)(a)"
    assert desk.reasons.form.isAncestorOf(window.focusWidget())
    desk.reasons.form.on.click()
    assert desk.serials == ["D01-R002"]
    assert desk.where.page == 2


def test_what_is_not_withheld_has_no_reasons(window: Window) -> None:
    desk = desk_of(window)
    desk.session.do(edits.reject(desk.session.state, ["D01-R001"]))
    desk.choose(["D01-R001"])
    window.actions_["reasons"].trigger()
    assert desk.tabs.currentWidget() is not desk.reasons
    assert "not withheld" in window.messages.words.text()


def test_going_on_stays_with_the_exemption(window: Window) -> None:
    desk = desk_of(window)
    desk.choose(["D01-R001"])
    window.actions_["reasons"].trigger()
    went = []
    for _ in range(2):
        desk.reasons.form.on.click()
        went += desk.serials
    assert went == ["D01-R003", "D01-R001"]
    assert desk.reasons.form.title.text() == "s.42(1)"


def test_letters_typed_in_the_form_decide_nothing(window: Window) -> None:
    desk = desk_of(window)
    desk.choose(["D01-R001"])
    window.actions_["reasons"].trigger()
    field = desk.reasons.form.boxes["privilege"].field
    assert isinstance(field, Choice)
    button = field.group.button(0)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_R)
    QTest.keyClick(button, Qt.Key.Key_Delete)
    assert desk.session.state.redactions["D01-R001"].status is Status.ACCEPTED
    desk.redactions.table.setFocus()
    QTest.keyClick(desk.redactions.table, Qt.Key.Key_R)
    assert desk.session.state.redactions["D01-R001"].status is Status.REJECTED


def test_undo_is_that_of_the_case_where_nothing_was_typed(window: Window) -> None:
    desk = desk_of(window)
    session = desk.session
    session.do(say(session.state, "s.42(1)", {"privilege": "advice"}))
    desk.choose(["D01-R001"])
    window.actions_["reasons"].trigger()
    field = desk.reasons.form.boxes["for"].field
    assert isinstance(field, Prose)
    field.setFocus()
    QTest.keyClicks(field, "x")
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == ""
    assert len(session.state.decisions) == 1
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.state.decisions == {}


def test_closing_the_case_keeps_what_is_being_written(
    window: Window, path: Path
) -> None:
    desk = desk_of(window)
    desk.choose(["D01-R001"])
    window.actions_["reasons"].trigger()
    field = desk.reasons.form.boxes["for"].field
    assert isinstance(field, Prose)
    field.setFocus()
    QTest.keyClicks(field, "Openness")
    window.close_case()
    with CaseFile.attach(path) as file:
        said = [d.answer("for") for d in file.state.decisions.values()]
        assert said == ["Openness"]
        assert file.problems() == []


def test_what_was_said_before_is_shown(window: Window, qtbot: QtBot) -> None:
    desk = desk_of(window)
    session = desk.session
    for words in ("Openness", "Trust"):
        session.do(say(session.state, "s.42(1)", {"for": words}))
    desk.reasons.history.emit("J01")
    shown = desk.findChildren(VersionsDialog)
    assert len(shown) == 1
    words = shown[0].text.toPlainText()
    assert words.index("Trust") < words.index("First said") < words.index("Openness")


def test_the_keyboard_goes_to_the_reasons(window: Window) -> None:
    window.actions_["focus_reasons"].trigger()
    desk = desk_of(window)
    assert desk.tabs.currentWidget() is desk.reasons
    assert desk.reasons.isAncestorOf(window.focusWidget())
