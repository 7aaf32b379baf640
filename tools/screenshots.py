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
from PySide6.QtWidgets import QApplication

from redactor import edits, paths, sample
from redactor.casefile import CaseFile, me
from redactor.model import PersonDecision
from redactor.release.package import release
from redactor.work import finish
from ui import style
from ui.window import Window

_SIZE = (1280, 800)
_PATIENCE = 30.0  # seconds
_PICTURES = 12.0  # seconds: pictures of the pages come when they come
_PAGE = "Minutes"
_COLORS = 128


def main() -> None:
    out = paths.resources("help")
    out.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        os.environ["HOME"] = folder
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        case = sample.make(home / "sample.foicase")
        decided = home / "decided.foicase"
        decided.write_bytes(case.read_bytes())
        _save(_window(case), out / "window.png")
        _save(_released(decided, home / "release"), out / "released.png")


def _window(case: Path) -> Image.Image:
    """The window in the middle of the work: some decided, one person selected."""
    app = QApplication.instance() or QApplication([])
    style.apply(app)
    _decide_some(case)
    window = Window()
    window.resize(*_SIZE)
    window.show()
    window.files.open(case)
    desk = window.desk
    if desk is None:
        raise RuntimeError("the sample case did not open")
    desk.tabs.setCurrentIndex(0)
    busy = window.status.jobs
    _wait(app, lambda: not busy.jobs)
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
    _wait(app, lambda: False, _PICTURES)
    grabbed = QBuffer()
    window.grab().save(grabbed, "PNG")
    window.close()
    return Image.open(BytesIO(grabbed.data().data())).convert("RGB")


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
