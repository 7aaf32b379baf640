"""A new case: what is wrong is said beside the field, the due date at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from redactor.law.timetable import timetable
from redactor.model import Case
from tests.ui import cases
from ui.dates import clock_words, date_words, left_words, many
from ui.dialogs.case import CaseDialog


@pytest.fixture
def dialog(qtbot: QtBot) -> CaseDialog:
    made = CaseDialog()
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_fields_make_a_case(dialog: CaseDialog) -> None:
    QTest.keyClicks(dialog.reference, " 2024/0381 ")
    QTest.keyClicks(dialog.authority, "Borsetshire Council")
    dialog.received.setDate(QDate(2024, 10, 1))
    dialog.agree.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.case == Case(
        "2024/0381", dt.date(2024, 10, 1), "FOIA", "Borsetshire Council"
    )


def test_correcting_a_case_keeps_what_the_dialog_does_not_ask(qtbot: QtBot) -> None:
    before = replace(cases.CASE, title="Minutes", requester="A Person", team="FOI team")
    made = CaseDialog(before)
    qtbot.addWidget(made)
    made.reference.setText("2024/0382")
    assert made.case == replace(before, reference="2024/0382")


def test_the_due_date_follows_the_date_received(dialog: CaseDialog) -> None:
    dialog.received.setDate(QDate(2024, 10, 1))
    assert dialog.due.text().startswith("29 October 2024, ")
    dialog.received.setDate(QDate(2024, 12, 20))
    # 2 January is a bank holiday in Scotland, which counts for everybody
    assert dialog.due.text().startswith("23 January 2025, ")


def test_a_missing_reference_is_said_beside_it(dialog: CaseDialog) -> None:
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "Enter the reference" in dialog.reference_said.text()
    assert dialog.reference_said.isVisible()
    QTest.keyClicks(dialog.reference, "1")
    assert not dialog.reference_said.isVisible()


def test_a_date_to_come_is_refused(dialog: CaseDialog) -> None:
    QTest.keyClicks(dialog.reference, "1")
    dialog.received.setDate(QDate.currentDate().addDays(3))
    assert "still to come" in dialog.received_said.text()
    dialog.agree.click()
    assert dialog.isVisible()


def test_a_year_without_known_holidays_is_said_not_guessed(
    dialog: CaseDialog,
) -> None:
    dialog.received.setDate(QDate(1999, 5, 1))
    assert dialog.due.text() == "not known"
    assert "1999" in dialog.received_said.text()


def test_details_of_a_case_can_be_corrected(qtbot: QtBot) -> None:
    dialog = CaseDialog(cases.CASE)
    qtbot.addWidget(dialog)
    assert dialog.case == cases.CASE


def test_the_authority_is_offered_again(dialog: CaseDialog, qtbot: QtBot) -> None:
    QTest.keyClicks(dialog.reference, "1")
    QTest.keyClicks(dialog.authority, "Borsetshire Council")
    dialog.agree.click()
    again = CaseDialog()
    qtbot.addWidget(again)
    assert again.authority.text() == "Borsetshire Council"


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (0, "due today"),
        (1, "1 working day left"),
        (12, "12 working days left"),
        (-1, "1 working day late"),
        (-2, "2 working days late"),
    ],
)
def test_days_are_said_in_words(left: int, words: str) -> None:
    assert left_words(left) == words


def test_dates_are_written_as_people_do() -> None:
    assert date_words(dt.date(2024, 10, 1)) == "1 October 2024"
    assert many(1, "page") == "1 page"
    assert many(2000, "page") == "2,000 pages"
    day = dt.date(2024, 10, 1)
    assert clock_words(timetable("FOIA", day), dt.date(2024, 10, 28)) == (
        "due 29 October 2024, 1 working day left"
    )
