"""Everybody can reach everything: names, letters, order and room."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.errors import BadInput
from redactor.law.exemptions import catalogue
from redactor.parts import take_parts
from tests import make
from tests.ui import cases, tree
from ui import style
from ui.dialogs.case import CaseDialog
from ui.dialogs.clock import ClockDialog
from ui.dialogs.document import DocumentDialog
from ui.dialogs.exemptions import ExemptionPicker
from ui.dialogs.figures import FiguresDialog
from ui.dialogs.help import HelpDialog
from ui.dialogs.letter import LetterDialog
from ui.dialogs.log import LogDialog
from ui.dialogs.release import ReleaseDialog
from ui.dialogs.request import RequestDialog
from ui.dialogs.review import ReviewDialog
from ui.dialogs.rules import RuleQuestion, RulesDialog
from ui.panels.kind_box import KindBox
from ui.session import Session
from ui.window import Window

_ROOM = QSize(1366 - 12, 768 - 44)  # the smallest screen, less a window's frame
_ASKED = "Please send:\n1. the letters;\n2. the minutes."

DIALOGS: dict[str, Callable[[Session], QDialog]] = {
    "new case": lambda _: CaseDialog(None),
    "days": ClockDialog,
    "document": lambda session: DocumentDialog(session, "D01"),
    "codes": lambda _: ExemptionPicker(catalogue("FOIA"), ["s.40(2)"], "1 redaction"),
    "figures": lambda session: FiguresDialog(session.second.figures()),
    "help": lambda _: HelpDialog(),
    "letter": LetterDialog,
    "log": LogDialog,
    "release": lambda session: ReleaseDialog(session, 2),
    "request": RequestDialog,
    "review": ReviewDialog,
    "rules": lambda session: RulesDialog(session.rules()),
    "a rule": lambda _: RuleQuestion("Heron", "s.43(2)"),
}


@pytest.fixture(params=DIALOGS)
def dialog(
    request: pytest.FixtureRequest, qtbot: QtBot, session: Session
) -> Iterator[QDialog]:
    cases.propose_two_people(session)
    session.do(take_parts(session.state, _ASKED))
    made = DIALOGS[request.param](session)
    made.setStyleSheet(style.sheet())
    made.show()
    yield made
    made.close()
    gc.collect()  # wrappers of what Qt made itself, before their addresses serve again
    shiboken6.delete(made)
    gc.collect()


def _pages(dialog: QDialog) -> Iterator[str]:
    """Each tab of the dialog in its turn."""
    tabs = dialog.findChild(QTabWidget)
    for at in range(tabs.count() if tabs else 1):
        if tabs:
            tabs.setCurrentIndex(at)
        QApplication.processEvents()
        yield tabs.tabText(at) if tabs else ""


def test_a_dialog_can_be_heard_and_gone_through_by_keys(dialog: QDialog) -> None:
    for page in _pages(dialog):
        assert (page, tree.nameless(dialog)) == (page, [])
        assert (page, tree.doubled(dialog)) == (page, [])
        assert (page, tree.clashes(dialog)) == (page, {})
        assert (page, tree.backwards(dialog)) == (page, [])


def test_a_dialog_has_room_for_its_words_and_fits_the_screen(dialog: QDialog) -> None:
    for page in _pages(dialog):
        assert (page, tree.cut(dialog)) == (page, [])
        least = dialog.minimumSizeHint()
        assert _ROOM.width() >= least.width()
        assert _ROOM.height() >= least.height()


def test_escape_closes_a_dialog(dialog: QDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """At the smallest size, with a case of two people, one of them decided."""
    letter = make.pdf("Dear Ms Smith\nJane Smith was there, as was Tom Ashby.", "Two")
    file = make.case_file(tmp_path, letter=letter, minutes=make.pdf("Minutes\nJane"))
    there = cases.two_people()
    rows = there.people.values(), there.redactions.values()
    file.apply(edits.propose(file.state, *rows), by="A Caseworker")
    accepted = edits.accept(file.state, ["D01-R003"], ("s.43(2)",))
    file.apply(accepted, by="A Caseworker")
    file.close()
    answers = cases.Answers()
    made = Window(answers)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.setStyleSheet(style.sheet())
    made.show()
    made.files.open(tmp_path / "case.foicase")
    yield made
    answers.stop = True
    made.close()


def _states(window: Window) -> Iterator[str]:
    """The window with each list shown, and with the bars that come and go."""
    desk = window.desk
    assert desk is not None
    window.helpers.tour.start()
    desk.find_bar.begin()
    desk.find_bar.box.setText("Jane")
    window.messages.show_error(BadInput("It is so.", "Do this."))
    for at in range(desk.tabs.count()):
        desk.tabs.setCurrentIndex(at)
        if desk.tabs.currentWidget() is desk.people:
            desk.people.select("P01")
        if desk.tabs.currentWidget() is desk.reasons:
            desk.reasons.begin(["D01-R003"])
        QApplication.processEvents()
        yield desk.tabs.tabText(at)


def test_the_window_can_be_heard_and_gone_through_by_keys(window: Window) -> None:
    for state in _states(window):
        assert (state, tree.nameless(window)) == (state, [])
        assert (state, tree.doubled(window)) == (state, [])
        assert (state, tree.clashes(window)) == (state, {})


def test_the_window_has_room_for_its_words(window: Window) -> None:
    for state in _states(window):
        assert (state, tree.cut(window)) == (state, [])
    assert window.minimumSizeHint().width() <= _ROOM.width()


def test_the_start_page_can_be_heard(qtbot: QtBot) -> None:
    window = Window(cases.Answers())
    qtbot.addWidget(window)
    window.setStyleSheet(style.sheet())
    window.show()
    assert tree.nameless(window) == []
    assert tree.clashes(window) == {}
    assert tree.backwards(window) == []
    window.close()


def test_tab_goes_once_round_the_window_in_the_order_that_it_is_read(
    window: Window,
) -> None:
    desk = window.desk
    assert desk is not None
    window.activateWindow()
    for at in range(desk.tabs.count()):
        desk.tabs.setCurrentIndex(at)
        desk.people.select("P01")
        desk.pages.setFocus()
        QApplication.processEvents()
        passed: list[QWidget] = []
        while len(passed) < 40 and (here := QApplication.focusWidget()) is not None:
            if passed and here is passed[0]:
                break
            passed.append(here)
            QTest.keyClick(here, Qt.Key.Key_Tab)
        assert len(set(map(id, passed))) == len(passed) < 40
        assert desk.tabs.tabBar() is passed[1]
        assert desk.documents.tree is passed[-1]
        if at == 0:
            kind = desk.people.findChild(KindBox)
            assert kind is not None
            order = [desk.people.filter_box, desk.people.list, kind.box]
            assert passed[2:5] == order
