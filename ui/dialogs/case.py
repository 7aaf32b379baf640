"""New case, or its details: what the request is, with its due date shown at once."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QDate, QSettings
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from redactor.errors import RedactorError
from redactor.law.regimes import regimes
from redactor.law.timetable import timetable
from redactor.model import Case
from ui.dates import clock_words, date_words, today
from ui.fields import DayEdit
from ui.parts import below, form, label

_AUTHORITY = "authority"


class CaseDialog(QDialog):
    """``case`` is what the fields say, once it is accepted."""

    def __init__(self, case: Case | None = None, parent: QWidget | None = None) -> None:
        """A new case, or the details of ``case`` to correct."""
        super().__init__(parent)
        self.setWindowTitle("Case details" if case else "New case")
        self.setMinimumWidth(540)
        self._before = case
        self._build("Save" if case else "Create case…")
        if case is not None:
            self._fill(case)
        self._tell()

    @property
    def case(self) -> Case:
        """A frozen value of what the fields hold."""
        fields: dict[str, Any] = {
            "reference": self.reference.text().strip(),
            "received": _date(self.received.date()),
            "regime": self.regime.currentData(),
            "authority": self.authority.text().strip(),
        }
        return replace(self._before, **fields) if self._before else Case(**fields)

    def _build(self, word: str) -> None:
        self.reference = QLineEdit(self)
        self.reference.setPlaceholderText(
            "As it stands on the request, for example 2024/0381"
        )
        self.reference_said = _said(self)
        self.authority = QLineEdit(self)
        self.authority.setPlaceholderText("The public body that answers")
        self.authority.setText(str(QSettings().value(_AUTHORITY, "")))
        self.regime = QComboBox(self)
        for law in regimes():
            self.regime.addItem(f"{law.name}: {law.title}", law.name)
        self.received = DayEdit(self)
        self.received_said = _said(self)
        self.due = label(self)
        self.due.setAccessibleName("Due date")
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Cancel, self)
        self.agree = self.buttons.addButton(
            word, QDialogButtonBox.ButtonRole.AcceptRole
        )
        self.agree.setDefault(True)

        self._lay_out()
        self.reference.textChanged.connect(lambda: self.reference_said.hide())
        self.regime.currentIndexChanged.connect(lambda: self._tell())
        self.received.dateChanged.connect(lambda: self._tell())
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        fields = form(
            ("&Reference", self.reference),
            ("", self.reference_said),
            ("&Authority", self.authority),
            ("&Law", self.regime),
            ("Date re&ceived", self.received),
            ("", self.received_said),
            ("Answer due", self.due),
        )
        below(self, fields, self.buttons, margin=16).setSpacing(14)

    def _fill(self, case: Case) -> None:
        self.reference.setText(case.reference)
        self.authority.setText(case.authority)
        at = self.regime.findData(case.regime)
        self.regime.setCurrentIndex(max(at, 0))
        day = case.received
        self.received.setDate(QDate(day.year, day.month, day.day))

    def _tell(self) -> None:
        """Say when the answer is due, or what is wrong with the date."""
        case = self.case
        wrong = _wrong_date(case.received)
        try:
            told = clock_words(timetable(case.regime, case.received), today())
        except RedactorError as error:
            wrong, told = str(error), "not known"
        self.due.setText(told.removeprefix("due "))
        self.received_said.setText(wrong)
        self.received_said.setVisible(bool(wrong))
        self.adjustSize()

    def accept(self) -> None:
        case = self.case
        if not case.reference:
            self.reference_said.setText(
                "Enter the reference that the request was given."
            )
            self.reference_said.show()
            self.adjustSize()
            self.reference.setFocus()
            return
        if _wrong_date(case.received):
            self.received.setFocus()
            return
        QSettings().setValue(_AUTHORITY, case.authority)
        super().accept()


def _wrong_date(received: dt.date) -> str:
    if received > today():
        return f"{date_words(received)} is still to come: check it."
    return ""


def _date(day: QDate) -> dt.date:
    return dt.date(day.year(), day.month(), day.day())


def _said(parent: QWidget) -> QLabel:
    """A line below a field that says what is wrong with it."""
    line = label(parent, "", "wrong")
    line.hide()
    return line
