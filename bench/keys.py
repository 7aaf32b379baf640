"""How many keys a caseworker presses from proposals to a decided case.

A case of 300 pages and 2,000 proposals is decided in the real window, key by key: each
person once, then each text that belongs to nobody. The alternative in the same run is
one key for each place.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pymupdf
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from redactor import edits, intake
from redactor.casefile import CaseFile
from redactor.model import Case, Person, PersonDecision, Rect, Redaction, Status
from redactor.work import finish
from ui import style
from ui.desk import Desk
from ui.window import Window

DOCUMENTS, PAGES, PLACES, PEOPLE, TEXTS = 12, 25, 2000, 40, 60
TARGET = 150
_ALONE = 0.15  # the part of the places that belongs to nobody: numbers, addresses
_PATIENCE = 60.0  # seconds


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["HOME"] = folder
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        case = Path(folder) / "bench.foicase"
        _make(case)
        pressed, slowest = _decide(case)
    print(f"{PLACES} places, {PEOPLE} people, {DOCUMENTS * PAGES} pages")
    print(f"{'keys pressed':<42}{pressed:7d}   target: below {TARGET}")
    print(f"{'as part of one key for each place':<42}{pressed / PLACES:7.1%}")
    print(f"{'slowest key':<42}{1000 * slowest:7.0f} ms")


def _make(path: Path) -> None:
    case = Case("BENCH-1", dt.date(2024, 10, 1), "FOIA", "Borsetshire Council")
    with CaseFile.create(path, case, by="bench") as file:
        sources = list(_sources(path.parent))
        taken = finish(intake.add(file, sources))
        file.apply(edits.add_documents(taken.documents(file.state)), by="bench")
        finish(intake.read(file))
        people = [Person(f"P{n:02d}", f"Person {n}") for n in range(1, PEOPLE + 1)]
        rows = list(_places(list(file.state.documents)))
        file.apply(edits.propose(file.state, people, rows), by="bench")


def _sources(folder: Path) -> Iterator[Path]:
    for number in range(1, DOCUMENTS + 1):
        path = folder / f"file {number}.pdf"
        with pymupdf.open() as document:
            for page in range(1, PAGES + 1):
                sheet = document.new_page()
                sheet.insert_text((72, 72), f"File {number}, page {page}")
            document.save(path)
        yield path


def _places(documents: list[str]) -> Iterator[Redaction]:
    """Places strewn over the case, always the same; a few people are everywhere."""
    strewn = random.Random(1)  # noqa: S311 - nothing secret
    for number in range(PLACES):
        document = documents[number % len(documents)]
        alone = strewn.random() < _ALONE
        person = 1 + min(int(strewn.expovariate(0.1)), PEOPLE - 1)
        text = f"0{strewn.randrange(TEXTS):09d}" if alone else f"Person {person}"
        top = 90.0 + 12.0 * strewn.randrange(55)
        left = 72.0 + 110.0 * strewn.randrange(4)
        yield Redaction(
            serial=f"{document}-R{number // len(documents) + 1:03d}",
            document=document,
            page=strewn.randrange(PAGES) + 1,
            rects=(Rect(left, top, left + 90, top + 10),),
            text=text,
            label="PHONE" if alone else "PERSON",
            person=None if alone else f"P{person:02d}",
            exemptions=("s.40(2)",),
        )


def _decide(case: Path) -> tuple[int, float]:
    """Decide everything by keys; how many there were, and seconds of the slowest."""
    app = QApplication.instance()
    style.apply(app if isinstance(app, QApplication) else QApplication([]))
    window = Window()
    window.resize(1366, 720)
    window.show()
    QTest.qWaitForWindowActive(window)
    window.files.open(case)
    desk = window.desk
    if desk is None:
        raise RuntimeError("the case did not open")
    _wait(lambda: not window.status.jobs.jobs)
    keys = _Keys(window)
    keys.press(Qt.Key.Key_3, Qt.KeyboardModifier.ControlModifier)
    while _undecided(desk) and keys.count < PLACES:
        keys.press(Qt.Key.Key_R if keys.count % 5 == 4 else Qt.Key.Key_A)
    keys.press(Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    keys.press(Qt.Key.Key_N)
    while _left(window) and keys.count < PLACES:
        keys.press(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    left = _left(window)
    window.close()
    if left:
        raise RuntimeError(f"{left} places are left undecided")
    return keys.count, keys.slowest


def _undecided(desk: Desk) -> bool:
    """Whether the people list still has somebody, or something, to decide."""
    shown = desk.people.shown
    rows = range(shown.rowCount())
    return any(shown.tally(row).standing is PersonDecision.UNDECIDED for row in rows)


def _left(window: Window) -> int:
    rows = window.desk.session.state.redactions.values() if window.desk else ()
    return sum(row.status is Status.SUGGESTED for row in rows)


def _wait(done: Callable[[], bool]) -> None:
    end = time.monotonic() + _PATIENCE
    while not done() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.01)


class _Keys:
    """Presses keys wherever the keyboard is, and counts them."""

    def __init__(self, window: Window) -> None:
        self._window = window
        self.count = 0
        self.slowest = 0.0

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        begin = time.perf_counter()
        QTest.keyClick(self._window, key, modifier)
        QApplication.processEvents()
        self.slowest = max(self.slowest, time.perf_counter() - begin)
        self.count += 1


if __name__ == "__main__":
    main()
