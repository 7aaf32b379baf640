"""How much memory the window takes on a case of 2,000 pages, and whether it grows.

All pages are scrolled past in strides, round after round; the alternative in the same
run is what the window takes before a case is open.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from bench._case import case_of
from bench.scroll import pause, steps
from ui import style
from ui.window import Window

PAGES, PLACES, PEOPLE = 2000, 4000, 40
ROUNDS = 10
_STOPS = 100  # places of the scroll bar that are shown in a round


def main() -> None:
    if not Path("/proc/self/status").exists():
        print("Memory is only measured on Linux.")
        return
    app = QApplication.instance()
    style.apply(app if isinstance(app, QApplication) else QApplication([]))
    with tempfile.TemporaryDirectory() as folder:
        form = QSettings.Format.IniFormat
        QSettings.setDefaultFormat(form)
        QSettings.setPath(form, QSettings.Scope.UserScope, folder)
        measure(case_of(Path(folder), PAGES, places=PLACES, people=PEOPLE))


def measure(path: Path) -> None:
    window = Window()
    window.resize(1366, 720)
    window.show()
    pause(500)
    bare = _resident()
    _say("the start page", bare, bare)
    window.files.open(path)
    if window.desk is None:
        sys.exit("The case did not open.")
    bar = window.desk.pages.verticalScrollBar()
    pause(3000)
    _say("the case is open", _resident(), bare)
    after = []
    for number in range(ROUNDS):
        steps(_STOPS, lambda n: bar.setValue(bar.maximum() * n // _STOPS))
        pause(500)
        after.append(_resident())
        if number in {0, ROUNDS - 1}:
            _say(f"round {number + 1} of all pages", after[-1], bare)
    print(f"{'growth from the second round on':<36}{after[-1] - after[1]:6.0f} MB")
    worker = window.desk.session.quick.process
    if worker:
        print(f"{'the process that draws pages':<36}{_resident(worker):6.0f} MB")
    window.close()
    pause(500)
    print(f"{'processes left after closing':<36}{len(_children()):6}")


def _say(name: str, megabytes: float, bare: float) -> None:
    ratio = megabytes / bare
    print(f"{name:<36}{megabytes:6.0f} MB {ratio:6.1f} x", flush=True)


def _resident(process: int | str = "self") -> float:
    """Megabytes of memory that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="utf-8").splitlines()
    (line,) = (line for line in lines if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def _children() -> list[str]:
    """Processes of ours that do work; the one that tracks resources stays."""
    found = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="utf-8")
    return [
        child
        for child in found.split()
        if b"resource_tracker" not in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


if __name__ == "__main__":
    main()
