"""Choosing codes by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from redactor.law.exemptions import catalogue
from ui.dialogs.exemptions import Choice, ExemptionPicker, recent_codes

FOIA = catalogue("FOIA")


@pytest.fixture
def picker(qtbot: QtBot) -> ExemptionPicker:
    made = ExemptionPicker(FOIA, ["s.40(2)"], "D01-R001")
    qtbot.addWidget(made)
    made.show()
    return made


def rows(picker: ExemptionPicker) -> list[str]:
    return [picker.list.item(at).text() for at in range(picker.list.count())]


def test_what_is_chosen_already_stands_first_and_is_ticked(
    picker: ExemptionPicker,
) -> None:
    assert rows(picker)[0].startswith("s.40(2)")
    assert picker.list.item(0).checkState() == Qt.CheckState.Checked
    assert len(rows(picker)) == len(FOIA.offered())


def test_typing_a_number_and_return_twice_adds_a_code(
    picker: ExemptionPicker,
) -> None:
    QTest.keyClicks(picker.search_box, "31(1)(g)")
    assert rows(picker)[0].startswith("s.31(1)(g)")
    QTest.keyClick(picker.search_box, Qt.Key.Key_Return)
    assert picker.isVisible()
    assert picker.chosen.text() == "s.40(2), s.31(1)(g)"
    QTest.keyClick(picker.search_box, Qt.Key.Key_Return)
    assert picker.result() == QDialog.DialogCode.Accepted
    assert picker.choice == Choice(("s.40(2)", "s.31(1)(g)"), None)


def test_down_moves_in_the_list_while_typing_goes_on(picker: ExemptionPicker) -> None:
    QTest.keyClicks(picker.search_box, "31")
    QTest.keyClick(picker.search_box, Qt.Key.Key_Down)
    assert picker.list.currentRow() == 1
    QTest.keyClick(picker.search_box, Qt.Key.Key_Return)
    assert len(picker.choice.codes) == 2


def test_a_row_says_whether_it_is_absolute_and_what_it_is_for(
    picker: ExemptionPicker,
) -> None:
    assert "(absolute)" in rows(picker)[0]
    assert FOIA["s.40(2)"].heading in picker.about.text()
    assert FOIA["s.40(2)"].use in picker.about.text()


def test_unticking_takes_a_code_away(picker: ExemptionPicker) -> None:
    picker.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert picker.choice.codes == ()
    assert picker.chosen.text() == "none"


def test_words_that_nothing_fits_say_so(picker: ExemptionPicker) -> None:
    QTest.keyClicks(picker.search_box, "zebra crossing")
    assert rows(picker) == []
    assert "Nothing fits" in picker.about.text()
    QTest.keyClick(picker.search_box, Qt.Key.Key_Return)
    assert picker.isVisible()


def test_codes_used_lately_come_first_next_time(
    picker: ExemptionPicker, qtbot: QtBot
) -> None:
    QTest.keyClicks(picker.search_box, "42")
    QTest.keyClick(picker.search_box, Qt.Key.Key_Return)
    picker.accept()
    assert recent_codes(FOIA) == ["s.40(2)", "s.42(1)"]
    assert recent_codes(catalogue("EIR")) == []
    again = ExemptionPicker(FOIA, [], "D01-R002")
    qtbot.addWidget(again)
    assert rows(again)[1].startswith("s.42(1)")


def test_a_category_is_chosen_with_the_codes(picker: ExemptionPicker) -> None:
    picker.category_box.setCurrentText("legal advice")
    assert picker.choice.category == "legal advice"


def test_the_eir_calls_them_exceptions(qtbot: QtBot) -> None:
    picker = ExemptionPicker(catalogue("EIR"), [], "D01-R001")
    qtbot.addWidget(picker)
    assert picker.windowTitle() == "Exception codes"
    assert picker.list.accessibleName() == "Exceptions"
