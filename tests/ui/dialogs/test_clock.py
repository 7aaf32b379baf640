"""The days of the request in the window."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from tests.ui import cases
from ui.dialogs.clock import ClockDialog
from ui.session import Session


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> ClockDialog:
    made = ClockDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


def note(dialog: ClockDialog, kind: str, day: dt.date, code: str = "") -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    dialog.date.setDate(QDate(day.year, day.month, day.day))
    dialog.exemption.setText(code)
    dialog.add.click()


def days(dialog: ClockDialog) -> list[tuple[str, str]]:
    items = [
        dialog.days.topLevelItem(n) for n in range(dialog.days.topLevelItemCount())
    ]
    return [(item.text(0), item.text(1)) for item in items]


def test_it_says_when_the_answer_is_due(dialog: ClockDialog) -> None:
    assert days(dialog) == [("Answer due", "29 October 2024")]


def test_an_extension_asks_for_what_is_weighed(dialog: ClockDialog) -> None:
    day = cases.CASE.received + dt.timedelta(days=10)
    note(dialog, "public interest extension", day)
    assert "exemption" in dialog.said.text()
    assert dialog.said.isVisible()
    note(dialog, "public interest extension", day, "s.31(1)(g)")
    assert not dialog.said.isVisible()
    assert days(dialog)[0] == ("Answer due", "8 November 2024")
    assert dialog.happened.topLevelItemCount() == 1


def test_what_was_noted_is_taken_out_and_undone(
    dialog: ClockDialog, session: Session
) -> None:
    note(dialog, "clarification asked", cases.CASE.received)
    assert "waiting" in dialog.due.text()
    assert not dialog.exemption.isVisible()
    dialog.happened.topLevelItem(0).setSelected(True)
    dialog.remove.click()
    assert not session.state.moments
    session.undo()
    assert session.state.moments
    assert dialog.happened.topLevelItemCount() == 1
