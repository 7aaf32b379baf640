"""A date can be typed through and pasted as it was written."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.fields import DayEdit


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def field(qtbot: QtBot, parent: QWidget) -> DayEdit:
    made = DayEdit(parent, "Date received")
    parent.show()
    made.setFocus()
    return made


@pytest.mark.parametrize("keys", ["20062024", "20/06/2024", "20.6.2024"])
def test_a_date_is_typed_without_leaving_the_keys(
    field: DayEdit, qtbot: QtBot, keys: str
) -> None:
    field.setDate(QDate(2025, 1, 1))
    field.setSelectedSection(DayEdit.Section.DaySection)
    qtbot.keyClicks(field, keys)
    assert field.date() == QDate(2024, 6, 20)


@pytest.mark.parametrize(
    "written",
    ["20 June 2024", " 20/6/2024\n", "2024-06-20", "20 Jun 2024", "20.06.2024"],
)
def test_a_date_is_pasted_as_it_was_written(
    field: DayEdit, qtbot: QtBot, written: str
) -> None:
    QGuiApplication.clipboard().setText(written)
    qtbot.keyClick(field, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert field.date() == QDate(2024, 6, 20)


def test_what_is_no_date_changes_nothing(field: DayEdit) -> None:
    field.setDate(QDate(2024, 6, 20))
    field.take("next Tuesday")
    assert field.date() == QDate(2024, 6, 20)
