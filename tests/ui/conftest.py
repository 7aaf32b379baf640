"""What the window's tests share."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings

from tests import make
from ui.jobs import Worker
from ui.session import Session


@pytest.fixture(autouse=True)
def settings_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the window remembers, and the home folder, belong to one test only."""
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    QSettings.setPath(
        QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home / "settings")
    )


@pytest.fixture
def worker(qapp: object) -> Iterator[Worker]:
    """A worker process, ended after the test."""
    made = Worker("test")
    yield made
    made.close()


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    """An open case of two documents, three pages, all of them read."""
    letter = make.pdf(
        "Dear Ms Smith\nYou asked for the minutes of the meeting.\n"
        "Jane Smith was there, and so was\nTom Ashby of the council.",
        "Second page of the letter.\nYours sincerely\nAnn Example",
    )
    minutes = make.pdf("Minutes\nJS: Jane Smith spoke first.", rotation=90)
    make.case_file(tmp_path, letter=letter, minutes=minutes).close()
    opened = Session(tmp_path / "case.foicase")
    yield opened
    opened.close()
