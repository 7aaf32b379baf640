"""How soon the whole window answers on a case of 2,000 pages and 4,000 proposals.

Prints how long it takes to open the case until its first page is seen, and is sharp;
then for each act how long the window was away at the most: the act itself, what
is painted, and what follows from it by itself. "work" is the processor time of the
window's thread for the act and its painting, which other programs do not lengthen. The
alternative in the same run is to make anew what the window shows of the case.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from bench._acts import Acts
from bench._case import case_of
from bench.scroll import Stalls, pause
from redactor.law.clock import due
from redactor.model import State
from ui import style
from ui.dates import today
from ui.page.cache import PictureCache, Piece
from ui.panels.documents_model import standings
from ui.panels.people_model import PeopleModel
from ui.panels.redactions_model import RedactionsModel
from ui.panels.schedule_model import REDACTIONS, ScheduleModel
from ui.panels.status import left_words
from ui.window import Window

PAGES, PLACES = 2000, 4000
CROWDS = (40, 400)  # people of the case, one run for each
TARGET = 50.0  # milliseconds
_TIMES = 5
_AFTER = 300  # milliseconds given to what follows an act
_LATE = 1700  # and once to what waits for a pause
_PATIENCE = 60.0  # seconds


def main() -> None:
    app = QApplication.instance()
    style.apply(app if isinstance(app, QApplication) else QApplication([]))
    for people in CROWDS:
        with tempfile.TemporaryDirectory() as folder:
            form = QSettings.Format.IniFormat
            QSettings.setDefaultFormat(form)
            QSettings.setPath(form, QSettings.Scope.UserScope, folder)
            path = case_of(Path(folder), PAGES, places=PLACES, people=people)
            print(f"{PAGES} pages, {PLACES} proposals, {people} people", flush=True)
            measure(path)


def measure(path: Path) -> None:
    """Open the case, do every act, and say how long each took."""
    due("FOIA", today())  # as the program does while the start page is looked at
    window = Window()
    window.resize(1366, 720)
    window.files.prepare()
    window.show()
    pause(_LATE)
    _open(window, path)
    desk = window.desk
    if desk is None:
        sys.exit("The case did not open.")
    pause(_LATE)
    whole = median([_anew(desk.session.state) for _ in range(3)])
    print(f"{'make anew what is shown':<32}{whole:8.0f} ms")
    acts, worst = Acts(window, desk), 0.0
    print(f"{'':<32}  median     p95     max ms    work   of making anew")
    for name, does in acts.all():
        times = _TIMES if not name.startswith(("search", "close")) else 1
        taken, work = _measure(does, times, lambda name=name: acts.late(name))
        worst = max(worst, *taken)
        _show(name, taken, work, whole)
    print(f"{'the longest of all':<32}{worst:24.1f} ms   target: below {TARGET:.0f}")
    for job in list(window.status.jobs.jobs):  # or closing would ask about them
        job.cancel()
    while window.status.jobs.jobs:
        pause(_AFTER)
    window.close()


def _open(window: Window, path: Path) -> None:
    """Until a picture of the first page is there, and until all in view is sharp."""
    first: list[float] = []
    put = PictureCache.put

    def seen(cache: PictureCache, piece: Piece, picture: QPixmap) -> None:
        first.append(time.perf_counter())
        put(cache, piece, picture)

    # only to know when a picture arrives; put back below
    PictureCache.put = seen  # type: ignore[method-assign]
    stalls, begin = Stalls(), time.perf_counter()
    window.files.open(path)
    held = time.perf_counter() - begin
    end = begin + _PATIENCE
    while not (window.desk and window.desk.pages.is_sharp):
        if time.perf_counter() > end:
            sys.exit("The first page did not get sharp.")
        QApplication.processEvents()
        time.sleep(0.001)
    sharp = time.perf_counter() - begin
    PictureCache.put = put  # type: ignore[method-assign]
    pause(_LATE)
    after = stalls.take()
    print(f"{'open: held the window':<32}{1000 * held:8.0f} ms")
    print(f"{'open: first page seen':<32}{1000 * (first[0] - begin):8.0f} ms")
    print(f"{'open: sharp':<32}{1000 * sharp:8.0f} ms")
    print(f"{'open: longest away afterwards':<32}{max(after[1:]):8.0f} ms", flush=True)


def _anew(state: State) -> float:
    """Milliseconds to make all lists and counts of the window from nothing."""
    begin = time.thread_time()
    models = (
        PeopleModel(state),
        RedactionsModel(state),
        ScheduleModel(REDACTIONS, state),
    )
    standings(state, {}, set())
    left_words(state, 0)
    del models
    return 1000 * (time.thread_time() - begin)


def _measure(
    does: Callable[[int], object], times: int, late: Callable[[], bool]
) -> tuple[list[float], float]:
    """The longest that the window's thread was away each time that it is done, and the
    processor time it took."""
    taken, work = [], []
    stalls = Stalls()
    for number in range(times):
        stalls.take()
        begin, worked = time.perf_counter(), time.thread_time()
        does(number)
        held = 1000 * (time.perf_counter() - begin)
        QApplication.processEvents()
        work.append(1000 * (time.thread_time() - worked))
        pause(_LATE if number == times - 1 else _AFTER)
        end = time.monotonic() + _PATIENCE
        while late() and time.monotonic() < end:
            pause(_AFTER)
        taken.append(max(held, *stalls.take()))
    return taken, median(work)


def _show(name: str, taken: list[float], work: float, whole: float) -> None:
    ordered = sorted(taken)
    at95 = ordered[int(0.95 * (len(ordered) - 1))]
    mark = "  !" if ordered[-1] > TARGET else ""
    print(
        f"{name:<32}{median(ordered):8.1f}{at95:8.1f}{ordered[-1]:8.1f}"
        f"{work:11.1f}{work / whole:14.2f} x{mark}",
        flush=True,
    )


if __name__ == "__main__":
    main()
