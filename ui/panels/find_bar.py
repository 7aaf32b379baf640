"""Find a text in the whole case while it is typed, and redact every hit at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from redactor.find.query import How, Query
from redactor.find.search import Hit
from ui import style
from ui.actions import Actions
from ui.jobs import Job
from ui.parts import below, beside, while_there
from ui.session import Session

_HOWS = (
    (How.WORDS, "As typed"),
    (How.PATTERN, "Regular expression"),
    (How.SIMILAR, "Similar spelling (OCR)"),
)
_PAUSE = 180  # milliseconds without a key before it searches


class FindBar(QFrame):
    """Searches in a worker; the newest question wins."""

    went = Signal(object)
    """A hit to show."""
    found = Signal(list)
    """All hits, none where there are none or the bar is closed."""
    redact = Signal(list)
    """Redact all these hits."""
    listed = Signal()
    """Look for what a file lists: ask which."""
    ruled = Signal()
    """Show the rules of the case."""
    closed = Signal()

    def __init__(
        self, session: Session, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._session = session
        self._job: Job | None = None
        self._hits: list[Hit] = []
        self._at = -1
        self._list: tuple[str, tuple[Query, ...]] = ("", ())
        self._build(actions)
        self.hide()

    def _build(self, actions: Actions) -> None:
        self.box = QLineEdit(self)
        self.box.setPlaceholderText("Find in all documents")
        self.box.setAccessibleName("Find in all documents")
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(120)
        self.box.installEventFilter(self)
        self.count = QLabel(self)
        self.count.setAccessibleName("Hits")
        self.back = _button(self, "up", "Previous hit (Shift+F3)")
        self.forth = _button(self, "down", "Next hit (F3 or Return)")
        self.back.clicked.connect(actions["find_previous"].trigger)
        self.forth.clicked.connect(actions["find_next"].trigger)
        self.all = QPushButton(self)
        self.all.setIcon(style.icon("withheld"))
        self.all.clicked.connect(lambda: self.redact.emit(list(self._hits)))
        self.shut = _button(self, "close", "Close (Esc)")
        self.shut.clicked.connect(self.leave)
        self._build_kinds()
        self._lay_out()
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.search)
        self.box.textChanged.connect(lambda: self._pause.start())
        self.whole.toggled.connect(lambda: self.search())
        self.case.toggled.connect(lambda: self.search())
        self.how.currentIndexChanged.connect(lambda: self.search())
        self._tell()

    def _build_kinds(self) -> None:
        """How the text is meant, and where else it may come from."""
        self.whole = QCheckBox("Whole w&ords", self)
        self.case = QCheckBox("&Match case", self)
        self.how = QComboBox(self)
        self.how.setAccessibleName("How the text is meant")
        for _, words in _HOWS:
            self.how.addItem(words)
        self.list_button = QPushButton("From a &list…", self)
        self.list_button.setToolTip("Look for every name that a file lists.")
        self.list_button.clicked.connect(self.listed)
        self.rules_button = QPushButton("R&ules…", self)
        self.rules_button.setToolTip("Searches that belong to this case.")
        self.rules_button.clicked.connect(self.ruled)

    def _lay_out(self) -> None:
        steps = (self.count, self.back, self.forth, self.all, self.shut)
        kinds = beside(self.how, self.whole, self.case)
        kinds.addStretch(1)
        for button in (self.list_button, self.rules_button):
            kinds.addWidget(button)
        rows = below(self, beside(self.box, *steps, stretch=1), kinds, margin=0)
        rows.setContentsMargins(8, 5, 8, 5)
        rows.setSpacing(4)

    def look_for(self, name: str, queries: tuple[Query, ...]) -> None:
        """Look for every entry of a list, until something else is typed."""
        self._list = (name, queries)
        self.how.setCurrentIndex(0)
        self.show()
        self.box.setText(name)
        self.box.setFocus()
        self.search()

    @property
    def queries(self) -> tuple[Query, ...]:
        """What is looked for: one query, or those of a list; none for no text."""
        words = self.box.text().strip()
        name, queries = self._list
        if queries and words == name:
            return queries
        how = _HOWS[self.how.currentIndex()][0]
        one = Query(words, self.whole.isChecked(), self.case.isChecked(), how)
        return (one,) if words else ()

    @property
    def hits(self) -> list[Hit]:
        return list(self._hits)

    def begin(self, text: str = "") -> None:
        """Open the bar, looking for ``text`` where it is given."""
        if text:
            self.box.setText(text)
        self.show()
        self.box.setFocus()
        self.box.selectAll()
        self.search()  # the case may have changed since

    def leave(self) -> None:
        self._drop()
        self.hide()
        self.found.emit([])
        self.closed.emit()

    def step(self, by: int) -> None:
        """Go to the next hit (1) or the one before (-1), round the end of the case."""
        if self._pause.isActive():
            self.search()
        elif self._hits:
            self._at = (self._at + by) % len(self._hits)
            self._tell()
            self.went.emit(self._hits[self._at])

    def show_found(self, hits: list[Hit]) -> None:
        """Walk through places that were looked for in another way."""
        self._drop()
        self.box.clear()
        self._pause.stop()
        self.show()
        self._show(hits)
        self.step(1)

    def go_to(self, hit: Hit) -> None:
        """Look at a hit of the list."""
        if hit in self._hits:
            self._at = self._hits.index(hit)
            self._tell()
            self.went.emit(hit)

    def search(self) -> None:
        """Ask a worker for all hits of what is typed."""
        self._pause.stop()
        self._drop()
        similar = _HOWS[self.how.currentIndex()][0] is How.SIMILAR
        for box in (self.whole, self.case):
            box.setEnabled(not similar)
        queries = self.queries
        if not queries:
            self._show([])
            return
        self.count.setText("searching…")
        job = self._session.search(*queries)
        job.succeeded.connect(while_there(self, partial(self._arrived, job)))
        job.failed.connect(while_there(self, lambda _: self._failed(job)))
        self._job = job

    def refresh(self) -> None:
        """Draw the icons again in other colours."""
        self.back.setIcon(style.icon("up"))
        self.forth.setIcon(style.icon("down"))
        self.shut.setIcon(style.icon("close"))
        self.all.setIcon(style.icon("withheld"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return and Escape in the box: next hit, and away."""
        if watched is self.box and isinstance(event, QKeyEvent):
            if event.type() == QEvent.Type.ShortcutOverride and event.key() in {
                Qt.Key.Key_Return,
                Qt.Key.Key_Enter,
                Qt.Key.Key_Escape,
            }:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                return self._pressed(event)
        return super().eventFilter(watched, event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(-1 if back else 1)
            return True
        return False

    def _arrived(self, job: Job, hits: list[Hit]) -> None:
        if job is self._job:
            self._job = None
            self._show(hits)
            self.step(1)

    def _failed(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self._show([])

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show(self, hits: list[Hit]) -> None:
        self._hits = hits
        self._at = -1
        self._tell()
        self.found.emit(list(hits))

    def _tell(self) -> None:
        count = len(self._hits)
        if count:
            self.count.setText(f"{max(self._at, 0) + 1:,} of {count:,}")
        else:
            self.count.setText("not found" if self.box.text().strip() else "")
        for widget in (self.back, self.forth, self.all):
            widget.setEnabled(count > 0)
        self.all.setText(f"Redact all {count:,}" if count else "Redact all")


def _button(parent: QWidget, icon: str, name: str) -> QToolButton:
    button = QToolButton(parent)
    button.setIcon(style.icon(icon))
    button.setAutoRaise(True)
    button.setToolTip(name)
    button.setAccessibleName(name)
    return button
