"""Find a text in the whole case while it is typed, and redact every hit at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from redactor.edits import Mark
from redactor.find.query import Query
from ui import style
from ui.actions import Actions
from ui.jobs import Job
from ui.session import Session

_PAUSE = 180  # milliseconds without a key before it searches


class FindBar(QFrame):
    """Searches in a worker; the newest question wins."""

    went = Signal(object)
    """A hit to show: its Mark."""
    found = Signal(list)
    """All hits, none where there are none or the bar is closed."""
    redact = Signal(list)
    """Redact all these Marks."""
    closed = Signal()

    def __init__(
        self, session: Session, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("findBar")
        self._session = session
        self._job: Job | None = None
        self._hits: list[Mark] = []
        self._at = -1
        self._build(actions)
        self.hide()

    def _build(self, actions: Actions) -> None:
        self.box = QLineEdit(self)
        self.box.setPlaceholderText("Find in all documents")
        self.box.setAccessibleName("Find in all documents")
        self.box.setClearButtonEnabled(True)
        self.box.setMinimumWidth(120)
        self.box.installEventFilter(self)
        self.whole = QCheckBox("&Whole words", self)
        self.case = QCheckBox("&Match case", self)
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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 5, 8, 5)
        layout.setSpacing(6)
        layout.addWidget(self.box, 1)
        for widget in (
            self.whole,
            self.case,
            self.count,
            self.back,
            self.forth,
            self.all,
            self.shut,
        ):
            layout.addWidget(widget)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.search)
        self.box.textChanged.connect(lambda: self._pause.start())
        self.whole.toggled.connect(lambda: self.search())
        self.case.toggled.connect(lambda: self.search())
        self._tell()

    @property
    def hits(self) -> list[Mark]:
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

    def search(self) -> None:
        """Ask a worker for all hits of what is typed."""
        self._pause.stop()
        self._drop()
        query = Query(
            self.box.text().strip(),
            whole_words=self.whole.isChecked(),
            match_case=self.case.isChecked(),
        )
        if not query.text:
            self._show([])
            return
        self.count.setText("searching…")
        job = self._session.search(query)
        job.succeeded.connect(lambda hits: self._arrived(job, hits))
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

    def _arrived(self, job: Job, hits: list[Mark]) -> None:
        if job is self._job:
            self._job = None
            self._show(hits)
            self.step(1)

    def _drop(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _show(self, hits: list[Mark]) -> None:
        self._hits = hits
        self._at = -1
        self._tell()
        self.found.emit(list(hits))

    def _tell(self) -> None:
        count = len(self._hits)
        if not self.box.text().strip():
            self.count.setText("")
        elif not count:
            self.count.setText("not found")
        else:
            self.count.setText(f"{max(self._at, 0) + 1:,} of {count:,}")
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
