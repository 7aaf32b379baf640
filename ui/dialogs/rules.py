"""The rules of a case: searches that go for documents added later too."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QMessageBox,
    QPushButton,
    QWidget,
)

from redactor.find.rules import Rule
from ui.parts import Box, below, beside, calm, empty_note, label, size

_ABOUT = (
    "Finding personal data (Ctrl+F5) proposes what a rule withholds and leaves alone "
    "what a rule keeps, in documents that are added later too."
)
_NONE = (
    "This case has no rules yet.\n\nSearch for something (Ctrl+F), then press "
    "Save as rule."
)


class RulesDialog(QDialog):
    """Shows the rules; ``rules`` is what is left of them once it is accepted."""

    def __init__(self, rules: Sequence[Rule], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rules = list(rules)
        self.setWindowTitle("Rules of this case")
        size(self, QSize(520, 340))
        self.list = QListWidget(self)
        calm(self.list, "Rules of this case")
        self.list.setAlternatingRowColors(True)
        self.list.setWordWrap(True)
        self.empty = empty_note(self, _NONE)
        self.drop = QPushButton("Take &out", self)
        self.drop.clicked.connect(self._drop)
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        foot = beside(self.drop)
        foot.addStretch(1)
        foot.addWidget(self.buttons)
        below(self, label(self, _ABOUT), self.list, self.empty, foot, margin=14)
        self._fill()

    def _fill(self) -> None:
        self.list.clear()
        for rule in self.rules:
            words = rule.in_words
            self.list.addItem(words[0].upper() + words[1:])
        self.list.setCurrentRow(0)
        self.list.setVisible(bool(self.rules))
        self.empty.setVisible(not self.rules)
        self.drop.setEnabled(bool(self.rules))

    def _drop(self) -> None:
        at = self.list.currentRow()
        if 0 <= at < len(self.rules):
            del self.rules[at]
            self._fill()


class RuleQuestion(Box):
    """Asks what a rule does with what it finds."""

    def __init__(self, name: str, codes: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Save as a rule of this case")
        self.setText(f"What shall be done with “{name}” from now on?")
        self.setInformativeText(_ABOUT)
        role = QMessageBox.ButtonRole.AcceptRole
        under = f" under {codes}" if codes else ""
        self.withhold = self.addButton(f"&Withhold{under}", role)
        self.keep = self.addButton("&Keep visible", role)
        self.setDefaultButton(self.withhold)
        self.setEscapeButton(self.addButton(QMessageBox.StandardButton.Cancel))
