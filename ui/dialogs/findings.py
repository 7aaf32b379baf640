"""What a refused release still showed, with the remedies for each beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from redactor import leftovers
from redactor.edits import Mark
from redactor.leftovers import Leftover, Shown
from redactor.model import Change, Redaction, State
from ui import style
from ui.dates import many
from ui.parts import below, beside, label, sentences, while_there
from ui.session import Session

_FINDING = Qt.ItemDataRole.UserRole
_MADE = Qt.ItemDataRole.UserRole + 1
_PLACE = re.compile(r"\b(D\d+)\b(?:.*?\bpage (\d+))?", re.IGNORECASE)
_LONGEST = 60
_HINT = "Return shows the place, Alt+W and Alt+V put it right, Ctrl+Z takes it back."
_NOT_READ = (
    "The text was not found among the words that were read there: look at the page, "
    "and draw a box over it."
)
Verb = Callable[[State, Iterable[Leftover]], Change]


class Findings(QWidget):
    """The list of findings; what was put right has a tick until it is taken back."""

    go_to = Signal(str, int)
    """Show this page of this document."""
    show_marks = Signal(list)
    """Show these places (Marks), the first of them in the middle."""
    settled = Signal()
    """Nothing that can be put right here is left."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.list = sentences(self, "What can still be read", 130)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.look = self._button("&Show me", self.follow)
        self.hide_all = self._button("&Withhold it everywhere", self.withhold)
        self.hide_all.setToolTip("Withhold this text in every document (Alt+W)")
        self.leave = self._button("It stays &visible on purpose", self.keep)
        self.leave.setToolTip("Leave this text visible on the pages selected (Alt+V)")
        self.said = label(self, "", "muted")
        buttons = beside(self.look, self.hide_all, self.leave)
        buttons.addStretch(1)
        below(self, self.list, buttons, self.said, margin=0)
        self.list.installEventFilter(self)
        self.list.itemDoubleClicked.connect(lambda _: self.follow())
        self.list.itemSelectionChanged.connect(self._offer)
        session.changed.connect(self._mark)

    def _button(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        return button

    def show_findings(self, findings: Iterable[str]) -> None:
        """List what the proof says; the first is selected."""
        self.list.clear()
        self.said.setText(_HINT)
        for finding in findings:
            item = QListWidgetItem(self._words(finding))
            item.setData(_FINDING, finding)
            item.setData(_MADE, ())
            self.list.addItem(item)
        self._mark()
        self.list.setCurrentRow(0)
        helps = bool(self._all_shown())
        for button in (self.hide_all, self.leave):
            button.setVisible(helps)
        self.said.setVisible(helps)
        self._offer()

    def _words(self, finding: str) -> str:
        """The finding as the proof says it, or what is shown, in the case's words."""
        shown = leftovers.shown_by(finding)
        state = self._session.state
        row = state.redactions.get(shown.source) if shown else None
        person = state.people.get(shown.source) if shown else None
        text = row.text if row else person.name if person else ""
        if shown is None or not text.strip():
            return finding
        text = " ".join(text.split())
        text = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
        return (
            f"{shown.document}, page {shown.page}: “{text}”, or a part of it, can "
            f"still be read. {shown.source} withholds it."
        )

    # -- what is selected

    def _shown(self, items: Iterable[QListWidgetItem]) -> list[Shown]:
        found = (leftovers.shown_by(item.data(_FINDING)) for item in items)
        return [shown for shown in found if shown is not None]

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(at) for at in range(self.list.count())]

    def _all_shown(self) -> list[Shown]:
        return self._shown(self._items())

    def _offer(self) -> None:
        chosen = self.list.selectedItems()
        for button in (self.hide_all, self.leave):
            button.setEnabled(bool(self._shown(chosen)))
        self.look.setEnabled(
            any(_PLACE.search(item.data(_FINDING)) for item in chosen[:1])
        )

    def _mark(self) -> None:
        """Tick what was put right, as long as it is in the case."""
        scheme, rows = style.colors(), self._session.state.redactions
        for item in self._items():
            made = item.data(_MADE)
            done = bool(made) and all(serial in rows for serial in made)
            sign = ("done", scheme.good) if done else ("error", scheme.error)
            item.setIcon(style.icon(*sign))

    def _open(self) -> list[QListWidgetItem]:
        """The findings that can be put right here and are not yet."""
        rows = self._session.state.redactions
        return [
            item
            for item in self._items()
            if leftovers.shown_by(item.data(_FINDING))
            if not item.data(_MADE) or any(s not in rows for s in item.data(_MADE))
        ]

    @property
    def left(self) -> int:
        """How many findings can be put right here and are not yet."""
        return len(self._open())

    def _go_on(self) -> None:
        """Select the next finding that is not put right yet."""
        at = self.list.currentRow()
        rows = [self.list.row(item) for item in self._open()]
        after = [row for row in rows if row > at] or rows
        if after:
            self.list.setCurrentRow(after[0])

    # -- acting

    def follow(self) -> None:
        """Show the place of the finding that is selected."""
        for item in self.list.selectedItems()[:1]:
            place = _PLACE.search(item.data(_FINDING))
            if place:
                self.go_to.emit(place[1].upper(), int(place[2] or 1))
            for shown in self._shown([item]):
                job = self._session.leftovers([shown.source])
                job.succeeded.connect(while_there(self, partial(self._point, shown)))

    def _point(self, at: Shown, found: list[Leftover]) -> None:
        here: list[Mark] = [left.mark for left in found if left.shown == at]
        if here:
            self.show_marks.emit(here)

    def _owner(self, shown: Shown) -> str:
        """Whose text it is: "Yuki" and "Yuki Tanabe" are put right together."""
        row = self._session.state.redactions.get(shown.source)
        return (row.person if row else None) or shown.source

    def withhold(self) -> None:
        """Withhold what is selected wherever it can be read."""
        chosen = {self._owner(shown) for shown in self._shown_here()}
        self._remedy(leftovers.withhold, lambda shown: self._owner(shown) in chosen)

    def keep(self) -> None:
        """Say of what is selected that it stays visible on those pages."""
        chosen = {self._place(shown) for shown in self._shown_here()}
        self._remedy(leftovers.keep, lambda shown: self._place(shown) in chosen)

    def _place(self, shown: Shown) -> tuple[str, int, str]:
        return shown.document, shown.page, self._owner(shown)

    def _shown_here(self) -> list[Shown]:
        return self._shown(self.list.selectedItems())

    def _remedy(self, verb: Verb, meant: Callable[[Shown], bool]) -> None:
        """Look for everything that withholds the same, then do what is meant."""
        sources = {shown.source for shown in self._all_shown() if meant(shown)}
        owners = {self._owner(shown) for shown in self._all_shown() if meant(shown)}
        if not sources:
            return
        rows = self._session.state.redactions.values()
        sources |= owners | {row.serial for row in rows if row.person in owners}
        self._busy(busy=True)
        job = self._session.leftovers(sorted(sources))
        job.succeeded.connect(while_there(self, partial(self._apply, verb, meant)))
        job.ended.connect(while_there(self, partial(self._busy, busy=False)))

    def _apply(
        self, verb: Verb, meant: Callable[[Shown], bool], found: list[Leftover]
    ) -> None:
        change = verb(self._session.state, [one for one in found if meant(one.shown)])
        if not change:
            self.said.setText(_NOT_READ)
            return
        made = [row for row in change.added if isinstance(row, Redaction)]
        for item in self._items():
            for shown in self._shown([item]):
                if meant(shown):
                    item.setData(_MADE, _made_on(shown, made))
        self._session.do(change)
        self._mark()
        self._go_on()
        rest = f" {many(self.left, 'finding')} left." if self.left else ""
        self.said.setText(f"Done: {change.label}.{rest} Ctrl+Z takes it back.")
        if not self.left:
            self.settled.emit()

    def _busy(self, *, busy: bool) -> None:
        """While the case is searched nothing else is begun."""
        if busy:
            for button in (self.hide_all, self.leave):
                button.setEnabled(False)
        else:
            self._offer()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return in the list shows the place, and presses no button of the dialog."""
        if (
            watched is self.list
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        ):
            self.follow()
            return True
        return super().eventFilter(watched, event)


def _made_on(shown: Shown, made: list[Redaction]) -> tuple[str, ...]:
    """What was made on the page of a finding."""
    return tuple(
        row.serial
        for row in made
        if (row.document, row.page) == (shown.document, shown.page)
    )
