"""Files held over the window and let go: what is said, and what happens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from pytestqt.qtbot import QtBot

from redactor.model import Case
from tests import make
from tests.ui import cases
from tests.ui.windows import desk_of
from ui.window import Window


@pytest.fixture
def answers() -> cases.Answers:
    return cases.Answers()


@pytest.fixture
def window(answers: cases.Answers, qtbot: QtBot) -> Iterator[Window]:
    """The window without a case."""
    made = Window(answers)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    answers.stop = True
    made.close()


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.pdf"
    path.write_bytes(make.pdf("Dear Ms Smith"))
    return path


def held(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def enter(window: Window, data: QMimeData) -> bool:
    """Hold it over the window; whether the window would take it."""
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    event = QDragEnterEvent(QPoint(5, 5), action, data, buttons, keys)
    event.ignore()
    window.dragEnterEvent(event)
    return event.isAccepted()


def drop(window: Window, data: QMimeData) -> None:
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    window.dropEvent(QDropEvent(QPointF(5, 5), action, data, buttons, keys))


def test_what_letting_go_does_is_said_while_files_are_held(
    window: Window, letter: Path
) -> None:
    sign = window.drops.sign
    assert enter(window, held(letter))
    assert sign.isVisible()
    assert sign.head.text() == "Drop to begin a case with them"
    window.dragLeaveEvent(QDragLeaveEvent())
    assert not sign.isVisible()
    assert enter(window, held(letter.with_name("IC-1.foicase")))
    assert sign.head.text() == "Drop to open this case"
    assert sign.more.text() == "IC-1"


def test_words_that_are_dragged_are_not_taken(window: Window) -> None:
    words = QMimeData()
    words.setText("Jane")
    assert not enter(window, words)
    assert not window.drops.sign.isVisible()


def test_files_dropped_without_a_case_go_into_the_one_that_is_made(
    window: Window, answers: cases.Answers, letter: Path, qtbot: QtBot
) -> None:
    enter(window, held(letter))
    drop(window, held(letter))
    assert not window.drops.sign.isVisible()
    assert window.messages.words.text().startswith("A case is needed first")
    answers.case = Case("IC-1", dt.date(2024, 10, 1), "FOIA", "Borsetshire Council")
    answers.make = letter.with_name("IC-1.foicase")
    window.messages.button.click()
    session = desk_of(window).session
    qtbot.waitUntil(lambda: "D01" in session.state.documents, timeout=60_000)


def test_without_a_new_case_nothing_is_added(
    window: Window, answers: cases.Answers, letter: Path
) -> None:
    drop(window, held(letter))
    window.messages.button.click()  # and the person says Cancel
    assert answers.asked == ["new"]
    assert window.desk is None


def test_a_case_dropped_is_opened(window: Window, tmp_path: Path) -> None:
    make.empty_case(tmp_path).close()
    path = tmp_path / "case.foicase"
    drop(window, held(path))
    assert desk_of(window).session.path == path
