"""The pictures of the README and of the guide: ``python tools/screenshots.py``.

They show the sample case as it is, so they are made anew when the window changes. The
window is drawn without a display; what it remembers is kept apart from the user's own.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pymupdf
from PIL import Image, ImageOps
from PySide6.QtCore import QBuffer, QSettings
from PySide6.QtWidgets import QApplication, QWidget

from redactor import edits, paths, sample
from redactor.casefile import CaseFile, me
from redactor.model import PersonDecision
from redactor.release.package import release
from redactor.work import finish
from ui import style
from ui.desk import Desk
from ui.reviewing import Reviewing
from ui.window import Window

_SIZE = (1280, 800)
_PATIENCE = 90.0  # seconds
_PICTURES = 12.0  # seconds: pictures of the pages come when they come
_PAGE = "Minutes"
_COLORS = 128


def main() -> None:
    out = paths.resources("help")
    out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ["HOME"] = folder
        os.environ["LOGNAME"] = "caseworker"
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        case = sample.make(home / "sample.foicase")
        decided = home / "decided.foicase"
        decided.write_bytes(case.read_bytes())
        _decide_some(case)
        _save(_shown(case, _people), out / "window.png")
        _save(_released(decided, home / "release"), out / "released.png")
        _save(_shown(decided, _schedule), out / "schedule.png")
        _save(_shown(decided, _review), out / "review.png")


def _shown(case: Path, act: Callable[[QApplication, Window], QWidget]) -> Image.Image:
    """What ``act`` brings up in the window of a case."""
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("there is no window without a QApplication")
    style.apply(app)
    QSettings().setValue("tour_taken", "yes")
    window = Window()
    window.resize(*_SIZE)
    window.show()
    window.files.open(case)
    _wait(app, lambda: not window.status.jobs.jobs)
    shown = act(app, window)
    _wait(app, lambda: False, _PICTURES)
    grabbed = QBuffer()
    shown.grab().save(grabbed, "PNG")
    window.close()
    return Image.open(BytesIO(grabbed.data().data())).convert("RGB")


def _desk(window: Window) -> Desk:
    if window.desk is None:
        raise RuntimeError("the sample case did not open")
    return window.desk


def _people(app: QApplication, window: Window) -> QWidget:
    """In the middle of the work: some people decided, an undecided one selected."""
    del app
    desk = _desk(window)
    desk.tabs.setCurrentWidget(desk.people)
    shown = desk.people.shown
    undecided = next(
        row
        for row in range(shown.rowCount())
        if shown.tally(row).person.decision is PersonDecision.UNDECIDED
    )
    desk.people.list.setFocus()
    desk.people.list.setCurrentIndex(shown.index(undecided, 0))
    state = desk.session.state
    minutes = next(d for d in state.documents.values() if _PAGE in d.name)
    desk.show_page(minutes.id, 1)
    return window


def _schedule(app: QApplication, window: Window) -> QWidget:
    """The schedule beside the page that one of its rows is about."""
    del app
    desk = _desk(window)
    desk.splitter.setSizes([190, 520, 570])
    desk.focus("schedule")
    withheld = [r for r in desk.session.state.in_order() if r.exemptions]
    desk.choose([withheld[0].serial])
    return window


def _review(app: QApplication, window: Window) -> QWidget:
    """The second person, halfway through the ten points."""
    reviewing = Reviewing.of(_desk(window))
    reviewing.show()
    dialog = reviewing.dialog
    if dialog is None:
        raise RuntimeError("the review did not open")
    dialog.name.setText("Robin Field")
    dialog.name.editingFinished.emit()
    _wait(app, lambda: not dialog.checklist.pending)
    for row in range(4):
        dialog.checklist.list.setCurrentRow(row)
        dialog.checklist.yes.click()
    dialog.checklist.list.setCurrentRow(4)
    return dialog


def _decide_some(case: Path) -> None:
    with CaseFile.open(case) as file:
        counts: dict[str, int] = {}
        for row in file.state.redactions.values():
            if row.person:
                counts[row.person] = counts.get(row.person, 0) + 1
        first = sorted(counts, key=lambda person: -counts[person])[:4]
        decisions = (PersonDecision.WITHHOLD,) * 2 + (PersonDecision.RELEASE,)
        for person, decision in zip(first, decisions, strict=False):
            file.apply(edits.decide_person(file.state, person, decision), by=me())


def _wait(
    app: QApplication, done: Callable[[], bool], patience: float = _PATIENCE
) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end and not done():
        app.processEvents()
        time.sleep(0.02)


def _released(case: Path, out: Path) -> Image.Image:
    """The first page of a released document."""
    with CaseFile.open(case) as file:
        sample.decide(file)
        finish(release(file, out))
    pdf = next(p for p in sorted(out.glob("*.pdf")) if _PAGE in p.name)
    with pymupdf.open(pdf) as document:
        pixels = document[0].get_pixmap(dpi=90)
        page = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    return ImageOps.expand(page, 1, "#b8c0c8")


def _save(image: Image.Image, path: Path) -> None:
    """Few colours are enough for a window, and make a small file."""
    image.quantize(_COLORS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    main()
