"""Starts the window."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from ui import style
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
    window = Window()
    sys.excepthook = crash.hook(
        lambda report: _show_crash(crash.CrashDialog(report, window))
    )
    window.show()
    if case is not None:
        window.files.open(case)
    return app.exec()


def _show_crash(dialog: crash.CrashDialog) -> None:
    dialog.exec()
