"""The window with a case in it, for tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pytestqt.qtbot import QtBot

from tests.ui import cases
from ui.desk import Desk
from ui.window import Window


@contextmanager
def opened(
    qtbot: QtBot, path: Path, answers: cases.Answers | None = None
) -> Iterator[Window]:
    """The window at the size of a small screen, with this case open; closed after."""
    answers = answers or cases.Answers()
    made = Window(answers)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.files.open(path)
    yield made
    answers.stop = True
    made.close()


def desk_of(window: Window) -> Desk:
    """The desk of the case that is open."""
    assert window.desk is not None
    return window.desk
