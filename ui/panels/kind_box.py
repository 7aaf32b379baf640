"""Who the selected people are, and what the policy proposes for them and why."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from redactor.law.policy import kinds
from redactor.model import Person, PersonDecision
from ui.parts import below, beside, label

_UNKNOWN = "not known"
_SAID = {
    PersonDecision.WITHHOLD: "Proposed: withhold. ",
    PersonDecision.RELEASE: "Proposed: leave visible. ",
}


class KindBox(QWidget):
    """Shows and sets the kind of those who are selected."""

    chosen = Signal(str)
    """The user says that those who are selected are of this kind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QComboBox(self)
        self.box.setAccessibleName("Kind of person")
        for key, kind in enumerate(("", *kinds())):
            self.box.addItem(f"{key}  {kind or _UNKNOWN}", kind)
        self.box.setToolTip("In the list above, the number alone says it")
        self.box.activated.connect(self._choose)
        name = QLabel("&Who it is:", self)
        name.setBuddy(self.box)
        self.reason = label(self, "", "particulars")
        self.reason.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        row = beside(name, self.box)
        row.setStretch(1, 1)
        below(self, row, self.reason, margin=0)
        self.show_people(())

    def answer_keys_in(self, widget: QWidget) -> None:
        """While ``widget`` has the focus, a number says who somebody is."""
        for at in range(min(self.box.count(), 10)):
            shortcut = QShortcut(QKeySequence(str(at)), widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self._choose, at))

    def _choose(self, at: int) -> None:
        if not self.isHidden():
            self.chosen.emit(str(self.box.itemData(at)))

    def show_people(self, people: Sequence[Person], same: str = "") -> None:
        """Show what is known of them, and with whom one may be the ``same``; of
        nobody, nothing."""
        self.setVisible(bool(people))
        if not people:
            return
        found = {person.kind for person in people}
        at = self.box.findData(found.pop()) if len(found) == 1 else -1
        self.box.setCurrentIndex(at)
        first = people[0]
        words = _SAID.get(first.proposed, "") + first.reason if len(people) == 1 else ""
        if same:
            words = f"The same as {same}? Press M to merge them. {words}".strip()
        self.reason.setText(words)
        self.reason.setVisible(bool(words))
