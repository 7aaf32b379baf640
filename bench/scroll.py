"""Frame times of the page view on a case of 2,000 pages while the finder is at work.

It scrolls at 60 frames a second, zooms, jumps and decides, and prints how long each
frame took to paint and how long the window's thread was away, in milliseconds.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication

from bench._case import case_of
from redactor import edits
from ui.page.view import PageView
from ui.session import Session

_PAGES = 2000
_FRAME = 16  # milliseconds


class TracedView(PageView):
    """A page view that notes how long each frame took to paint."""

    def __init__(self) -> None:
        super().__init__()
        self.paints: list[float] = []

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        started = time.perf_counter()
        super().paintEvent(event)
        self.paints.append(1000 * (time.perf_counter() - started))


class Stalls:
    """How long the window's thread was not there for others."""

    def __init__(self) -> None:
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append(1000 * (now - self._last))
        self._last = now

    def take(self) -> list[float]:
        """The gaps since it was last asked."""
        gaps, self.gaps = self.gaps, []
        self._last = time.perf_counter()
        return gaps


def show(name: str, times: list[float]) -> None:
    """Print one line of the result."""
    ordered = sorted(times) or [0.0]
    at95 = ordered[int(0.95 * (len(ordered) - 1))]
    sys.stdout.write(
        f"{name:34} {len(times):6}  median {median(ordered):6.1f}  p95 {at95:6.1f}"
        f"  max {ordered[-1]:6.1f} ms\n"
    )
    sys.stdout.flush()


def pause(milliseconds: int) -> None:
    """Let the window live for so long."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def steps(count: int, step: Callable[[int], object]) -> None:
    """Do something once for each of so many frames."""
    loop, timer, done = QEventLoop(), QTimer(), iter(range(count))

    def go() -> None:
        number = next(done, None)
        if number is None:
            loop.quit()
        else:
            step(number)

    timer.setInterval(_FRAME)
    timer.timeout.connect(go)
    timer.start()
    loop.exec()


def measure(
    name: str, view: TracedView, stalls: Stalls, act: Callable[[], object]
) -> None:
    view.paints.clear()
    stalls.take()
    act()
    pause(200)
    show(f"{name}: frames", view.paints)
    show(f"{name}: window's thread", stalls.take())


def main() -> None:
    if not os.environ.get("DISPLAY") and os.name == "posix":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        path = case_of(Path(folder), _PAGES, places=_PAGES, people=40)
        started = time.perf_counter()
        session, view = Session(path), TracedView()
        view.resize(1366, 768)
        view.show()
        view.set_session(session)
        while not view.is_sharp:
            app.processEvents()
        show(
            "open until the first page is sharp",
            [1000 * (time.perf_counter() - started)],
        )
        run(view, session)
        view.set_session(None)
        session.close()


def run(view: TracedView, session: Session) -> None:
    """All measurements, with the finder at work in the other process."""
    stalls = Stalls()
    job = session.propose()
    bar, port = view.verticalScrollBar(), view.viewport().rect()
    measure(
        "scroll slowly",
        view,
        stalls,
        lambda: steps(300, lambda _: bar.setValue(bar.value() + 30)),
    )
    measure(
        "scroll fast",
        view,
        stalls,
        lambda: steps(200, lambda _: bar.setValue(bar.value() + 700)),
    )
    measure(
        "drag the scroll bar",
        view,
        stalls,
        lambda: steps(100, lambda n: bar.setValue(bar.maximum() * n // 100)),
    )
    measure(
        "zoom in and out",
        view,
        stalls,
        lambda: steps(
            120,
            lambda n: view.zoom_by(1.04 if n % 60 < 30 else 1 / 1.04, port.center()),
        ),
    )
    view.zoom_to(500)
    measure(
        "scroll at 500 %",
        view,
        stalls,
        lambda: steps(200, lambda _: bar.setValue(bar.value() + 60)),
    )
    view.fit_width()
    state = session.state
    measure(
        "accept all",
        view,
        stalls,
        lambda: session.do(edits.accept(state, state.redactions)),
    )
    measure("undo", view, stalls, session.undo)
    sys.stdout.write(f"the finder was at work: {not job.done}\n")
    job.cancel()


if __name__ == "__main__":
    main()
