"""The last resort: a mistake in the program is said, with a report that can be copied.

The report names the kind of error and the places in the code. It never holds an error's
own words or any value, as these could be text from a document.
"""

from __future__ import annotations

import logging
import platform
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import PySide6
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

import redactor

_log = logging.getLogger(__name__)


def report_of(error: BaseException) -> str:
    """What went wrong and where, without a word from any document."""
    lines = [
        f"FOI Redactor {redactor.__version__}, Python {platform.python_version()}, "
        f"PySide6 {PySide6.__version__}, {platform.system()} {platform.machine()}"
    ]
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} in {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


class CrashDialog(QDialog):
    """Says that the program made a mistake, and offers the report."""

    def __init__(self, report: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("FOI Redactor made a mistake")
        self.setMinimumWidth(560)
        words = QLabel(
            "Something went wrong that should not have. Your case is safe: every "
            "change is written down the moment it is made. You can go on, but it is "
            "better to close the window and open the case again.\n\n"
            "The report below holds no text from your documents. Please send it to "
            "whoever looks after this program for you.",
            self,
        )
        words.setWordWrap(True)
        self.report = QPlainTextEdit(report, self)
        self.report.setReadOnly(True)
        self.report.setAccessibleName("Report")
        self.report.setFont(
            QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        )
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        copy = buttons.addButton("&Copy report", QDialogButtonBox.ButtonRole.ActionRole)
        copy.clicked.connect(self.copy)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(words)
        layout.addWidget(self.report)
        layout.addWidget(buttons)

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())


Hook = Callable[[type[BaseException], BaseException, TracebackType | None], None]


def hook(show: Callable[[str], None]) -> Hook:
    """What to put in ``sys.excepthook``: log the report and show it, one at a time."""
    showing = False

    def crashed(
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        nonlocal showing
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        report = report_of(error)
        _log.error("%s", report)
        if not showing:
            showing = True
            try:
                show(report)
            finally:
                showing = False

    return crashed
