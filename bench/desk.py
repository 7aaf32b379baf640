"""How soon the whole window answers on a case of 2,000 pages and as many redactions.

Prints how long it takes to open the case until the first page is sharp, and for each
act how long it held the window's thread and the longest time that thread was away.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from bench.scroll import Stalls, case_of, pause, show
from redactor import edits
from redactor.casefile import CaseFile
from redactor.model import Person, PersonDecision
from ui.desk import Desk
from ui.window import Window

_PAGES = 2000
_PEOPLE = 40


def peopled(path: Path) -> None:
    """Give the places of the case to people, in turn."""
    with CaseFile.open(path) as file:
        rows = list(file.state.redactions.values())
        people = [Person(f"P{n:02d}", f"Person {n}") for n in range(1, _PEOPLE + 1)]
        file.apply(edits.propose(file.state, people, ()), by="Bench")
        given = [
            replace(row, person=people[at % _PEOPLE].id, label="PERSON")
            for at, row in enumerate(rows)
        ]
        change = edits.Change("give", "give", tuple(rows), tuple(given))
        file.apply(change, by="Bench")


def act(name: str, stalls: Stalls, does: Callable[[], object]) -> None:
    """Do it, and say how long it took and how long the window was away."""
    pause(300)
    stalls.take()
    started = time.perf_counter()
    does()
    QApplication.processEvents()
    show(name, [1000 * (time.perf_counter() - started)])
    pause(1200)
    show(f"{name}: window's thread", stalls.take())


def acts(window: Window, desk: Desk) -> Iterable[tuple[str, Callable[[], object]]]:
    """What a caseworker does, by the names of the acts."""
    session = desk.session
    first = next(iter(session.state.redactions))
    yield "accept one place", lambda: session.do(edits.accept(session.state, [first]))
    yield (
        "decide a person of 50 places",
        lambda: session.do(
            edits.decide_person(session.state, "P02", PersonDecision.WITHHOLD)
        ),
    )
    yield (
        "select a person",
        lambda: desk.people.list.setCurrentIndex(desk.people.shown.index(3, 0)),
    )
    yield "next undecided", window.actions_["next_undecided"].trigger
    yield "select all 2,000", desk.select_all
    yield (
        "accept all 2,000",
        lambda: session.do(edits.accept(session.state, session.state.redactions)),
    )
    yield "undo", session.undo
    yield "redo", session.redo
    yield "search, 84,000 hits to come", lambda: desk.find_bar.begin("Jane Smith")
    yield "close the search", desk.find_bar.leave


def main() -> None:
    if not os.environ.get("DISPLAY") and os.name == "posix":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        path = case_of(Path(folder), _PAGES)
        peopled(path)
        window = Window()
        window.resize(1366, 768)
        window.show()
        app.processEvents()
        started = time.perf_counter()
        window.files.open(path)
        desk = window.desk
        if desk is None:
            sys.exit("The case did not open.")
        while not desk.pages.is_sharp:
            app.processEvents()
        show("open until sharp", [1000 * (time.perf_counter() - started)])
        stalls = Stalls()
        for name, does in acts(window, desk):
            act(name, stalls, does)
        window.close_case()
        window.close()


if __name__ == "__main__":
    main()
