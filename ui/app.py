"""Starts the window."""

from __future__ import annotations

import contextlib
import sys
import threading
from pathlib import Path

from PySide6.QtWidgets import QApplication

from redactor.errors import RedactorError
from redactor.law.clock import due
from ui import style
from ui.dates import today
from ui.dialogs import crash
from ui.window import Window


def run(case: Path | None) -> int:
    """Open the window, on a case where one is given. Returns when it is closed."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("FOI Redactor")
    app.setOrganizationName("FOI Redactor")
    app.setDesktopFileName("foi-redactor")
    app.setWindowIcon(style.app_icon())
    style.apply(app)
    threading.Thread(target=_load_calendar, daemon=True).start()
    window = Window()
    sys.excepthook = crash.hook(
        lambda report: _show_crash(crash.CrashDialog(report, window))
    )
    window.files.prepare()
    window.show()
    if case is not None:
        window.files.open(case)
    return app.exec()


def _load_calendar() -> None:
    """It takes half a second, which the first case shall not wait for."""
    with contextlib.suppress(RedactorError):
        due("FOIA", today())


def _show_crash(dialog: crash.CrashDialog) -> None:
    dialog.exec()
