"""The fields to write in: what they show, what they say, and when they are left."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.fields import Choice, Day, Field, Letters, Line, Pick, Prose


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    made.resize(300, 600)
    QVBoxLayout(made)
    qtbot.addWidget(made)
    return made


MAKERS: dict[str, tuple[Callable[[QWidget], Field], str]] = {
    "prose": (lambda page: Prose(page, "Why"), "One line\nand another"),
    "line": (lambda page: Line(page, "Who"), "The Commissioner"),
    "day": (lambda page: Day(page, "When"), "2024-10-01"),
    "choice": (lambda page: Choice(page, "How", ("would", "could")), "could"),
    "letters": (lambda page: Letters(page, "Which", ("a", "b", "c")), "a, c"),
    "pick": (lambda page: Pick(page, "Law", (("none", ""), ("EIR", "EIR"))), "EIR"),
}


@pytest.mark.parametrize("kind", list(MAKERS))
def test_a_field_says_what_it_was_shown_and_can_be_empty_again(
    kind: str, page: QWidget
) -> None:
    make, value = MAKERS[kind]
    field = make(page)
    left: list[int] = []
    field.left.connect(lambda: left.append(1))
    assert field.value() == ""
    field.show_value(value)
    assert field.value() == value
    field.show_value("")
    assert field.value() == ""
    assert left == []


@pytest.mark.parametrize("kind", list(MAKERS))
def test_every_field_has_a_name_for_a_screen_reader(kind: str, page: QWidget) -> None:
    assert MAKERS[kind][0](page).accessibleName()


def test_a_text_area_is_left_once_and_grows_with_its_text(
    page: QWidget, qtbot: QtBot
) -> None:
    prose, other = Prose(page, "Why"), QLineEdit(page)
    for one in (prose, other):
        page.layout().addWidget(one)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    low = prose.height()
    prose.setFocus()
    left: list[str] = []
    typed: list[int] = []
    prose.left.connect(lambda: left.append(prose.value()))
    prose.typed.connect(lambda: typed.append(1))
    QTest.keyClicks(prose, "many words " * 20)
    assert prose.height() > low
    assert left == []
    assert typed
    QTest.keyClick(prose, Qt.Key.Key_Tab)
    assert other.hasFocus()
    assert left == [("many words " * 20).strip()]


def test_a_date_is_there_only_where_it_is_ticked(page: QWidget) -> None:
    day = Day(page, "When")
    assert not day.edit.isEnabled()
    left: list[str] = []
    day.left.connect(lambda: left.append(day.value()))
    day.there.click()
    assert len(left[0]) == len("2024-10-01")
    day.there.click()
    assert left[1] == ""


def test_choices_and_letters_are_left_as_they_are_pressed(
    page: QWidget, qtbot: QtBot
) -> None:
    choice = Choice(page, "How", ("would", "would be likely to"))
    letters = Letters(page, "Which", ("a", "b"), ("breach of the law", "conduct"))
    said: list[str] = []
    choice.left.connect(lambda: said.append(choice.value()))
    letters.left.connect(lambda: said.append(letters.value()))
    choice.group.button(1).click()
    letters.boxes["b"].click()
    assert said == ["would be likely to", "b"]
    assert letters.boxes["a"].accessibleName() == "(a) breach of the law"
