"""How a release shall look: its boxes, withheld pages, stamps, one file or many."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from redactor.release.looks import SETTING, Fill, Look, Whole, look_of
from ui.parts import below, beside, label
from ui.session import Session

_FILLS = {
    Fill.BLACK: "Black",
    Fill.WHITE: "White with a frame",
    Fill.GREY: "Grey",
}
_WHOLES = {
    Whole.NOTICE: "A notice in its place",
    Whole.LEFT_OUT: "Left out, with a gap in the numbers",
}
_BUNDLES = {False: "A file for each document", True: "One file with bookmarks"}
_LONGEST = 12  # letters before a running number
Choice = TypeVar("Choice", bound=StrEnum | bool)


class LookChoices(QWidget):
    """Shows the look that the case remembers; each choice is kept at once, and voids
    an approval of any other."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        look = look_of(session.setting(SETTING))
        self.fill = self._combo(_FILLS, look.fill, "Boxes")
        self.whole = self._combo(_WHOLES, look.whole, "A page withheld whole")
        self.bundle = self._combo(_BUNDLES, look.bundle, "Documents")
        self.reference = self._box("The re&ference", look.reference)
        self.numbers = self._box("&Page n of m", look.numbers)
        self.even = self._box(
            "&Even out gaps, so that no width tells a name", look.even
        )
        self.even.setToolTip(
            "Text behind a box moves by up to a few letters, to the next step of a "
            "grid. Where it would run into something, it stays."
        )
        self.running = QLineEdit(look.running, self)
        self.running.setMaxLength(_LONGEST)
        self.running.setAccessibleName("Running numbers, after")
        self.running.setFixedWidth(120)
        self.running.setToolTip(
            'A number that runs through all documents: "FOI-" gives FOI-000001.'
        )
        self.running.setPlaceholderText("none")
        self.running.editingFinished.connect(self._keep)
        self.related = QLineEdit(", ".join(session.related()), self)
        self.related.setAccessibleName("Related cases")
        self.related.setPlaceholderText("references of other cases that may be shown")
        self.related.setToolTip(
            "A release stops where it shows the reference of another case. Name those "
            "here that it may show, with a comma between two."
        )
        self.related.editingFinished.connect(self._relate)
        self._lay_out()
        self.whole.currentIndexChanged.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        stamps = beside(self.reference, self.numbers)
        stamps.addStretch(1)
        fields: dict[str, QWidget | QHBoxLayout] = {
            "&Boxes": self.fill,
            "A page withheld w&hole": self.whole,
            "&Documents": self.bundle,
            "Stamped on each page": stamps,
            "R&unning numbers, after": self.running,
            "Re&lated cases": self.related,
        }
        for at, (words, field) in enumerate(fields.items()):
            name = label(self, words)
            name.setWordWrap(False)
            grid.addWidget(name, at, 0)
            if isinstance(field, QHBoxLayout):
                grid.addLayout(field, at, 1)
            else:
                name.setBuddy(field)
                grid.addWidget(field, at, 1)
        grid.setColumnStretch(1, 1)
        below(self, grid, self.even, margin=0)

    @property
    def look(self) -> Look:
        """What is chosen now."""
        return Look(
            fill=Fill(self.fill.currentData()),
            whole=Whole(self.whole.currentData()),
            reference=self.reference.isChecked(),
            numbers=self.numbers.isChecked(),
            running=self.running.text().strip(),
            bundle=self.bundle.currentData(),
            even=self.even.isChecked(),
        )

    def _keep(self) -> None:
        said = self.look.as_text()
        if said != self._session.setting(SETTING):
            self._session.put_setting(SETTING, said)
            self.changed.emit()

    def _relate(self) -> None:
        self._session.relate(self.related.text().split(","))
        self.changed.emit()

    def _show(self) -> None:
        """Pages say their numbers where some are left out."""
        gaps = self.look.whole is Whole.LEFT_OUT
        self.numbers.setEnabled(not gaps)
        self.numbers.setToolTip(
            "Pages always say their number where others are left out." if gaps else ""
        )

    def _combo(self, words: dict[Choice, str], now: Choice, name: str) -> QComboBox:
        made = QComboBox(self)
        for value, shown in words.items():
            made.addItem(shown, value)
        made.setCurrentIndex(list(words).index(now))
        made.setAccessibleName(name)
        made.currentIndexChanged.connect(self._keep)
        return made

    def _box(self, words: str, now: bool) -> QCheckBox:
        made = QCheckBox(words, self)
        made.setChecked(now)
        made.toggled.connect(self._keep)
        return made
