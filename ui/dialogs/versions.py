"""What was said for an exemption before: who said it, when, and what it was."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QWidget

from redactor.casefile import Version
from redactor.law.exemptions import catalogue
from redactor.law.reasoning import questions
from redactor.request import Decision
from ui.dates import date_words, many
from ui.parts import below, label, size

_SIZE = QSize(600, 480)
_NOTHING = "(taken out)"


class VersionsDialog(QDialog):
    """The newest first; the last one is what was claimed at first."""

    def __init__(
        self, row: Decision, versions: Sequence[Version], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Reasons for {row.exemption}: what was said before")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        size(self, _SIZE)
        head = label(
            self, f"{many(len(versions), 'version')}, the newest first", "muted"
        )
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName("What was said before")
        self.text.setPlainText("\n\n".join(told(versions)))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        below(self, head, self.text, buttons, margin=14).setStretch(1, 1)


def told(versions: Sequence[Version]) -> list[str]:
    """Each version in words, the newest first: only what it changed."""
    words: list[str] = []
    before: dict[str, str] = {}
    for at, version in enumerate(versions):
        row = version.row
        after = dict(row.answers) if isinstance(row, Decision) else {}
        lines = [_when(version, first=at == 0)]
        names = _names(row) if isinstance(row, Decision) else {}
        for name in {**before, **after}:
            if after.get(name, "") != before.get(name, ""):
                said = after.get(name) or _NOTHING
                lines.append(f"{names.get(name, name)}\n    {said}")
        words.append("\n".join(lines))
        before = after
    return words[::-1]


def _when(version: Version, *, first: bool) -> str:
    there = dt.datetime.fromisoformat(version.at).astimezone()
    word = "First said" if first else "Changed"
    when = f"{date_words(there.date())}, {there:%H:%M}"
    return f"{word} on {when} by {version.by}"


def _names(row: Decision) -> dict[str, str]:
    for regime in ("FOIA", "EIR"):
        law = catalogue(regime)
        if row.exemption in law:
            return {q.id: q.asks for q in questions(law[row.exemption])}
    return {}
