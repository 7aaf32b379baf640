"""Small widgets and what guards them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.ui import cases
from ui.dialogs.document import DocumentDialog
from ui.dialogs.help import HelpDialog
from ui.dialogs.letter import LetterDialog
from ui.dialogs.review import ReviewDialog
from ui.jobs import Worker
from ui.parts import while_there
from ui.session import Session


def _bury(dialog: QWidget) -> None:
    dialog.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def test_a_slot_is_silent_once_its_owner_is_gone(qtbot: QtBot) -> None:
    heard: list[str] = []
    owner = QWidget()
    slot = while_there(owner, heard.append)
    slot("there")
    _bury(owner)
    slot("gone")
    assert heard == ["there"]


@pytest.mark.parametrize("make", [lambda s: LetterDialog(s), lambda s: ReviewDialog(s)])
def test_work_may_end_after_the_dialog_that_asked_for_it(
    qtbot: QtBot, session: Session, make: Callable[[Session], QDialog]
) -> None:
    cases.propose_two_people(session)
    dialog = make(session)
    workers = session.findChildren(Worker)
    assert any(worker.busy for worker in workers)
    _bury(dialog)
    qtbot.wait_until(lambda: not any(w.busy for w in workers), timeout=60_000)


def test_a_refusal_after_a_dialog_was_closed_reaches_nobody(
    qtbot: QtBot, session: Session
) -> None:
    dialog = DocumentDialog(session, "D01")
    _bury(dialog)
    session.failed.emit(ValueError("refused"))


def test_a_dialog_comes_as_large_as_it_was_left(qtbot: QtBot) -> None:
    first = HelpDialog()
    qtbot.addWidget(first)
    first.show()
    first.resize(610, 470)
    first.close()
    second = HelpDialog()
    qtbot.addWidget(second)
    assert second.size() == QSize(610, 470)
