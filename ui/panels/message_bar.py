"""The one place for messages: a bar above the work that never takes the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QWidget,
)

from redactor.errors import RedactorError
from ui import style


class MessageBar(QFrame):
    """Says one thing with what to do about it, until it is closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self._kind = "info"
        self._act: Callable[[], object] | None = None
        self._sign = QLabel(self)
        self.words = QLabel(self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = QPushButton(self)
        self.button.clicked.connect(self._run)
        self.shut = QToolButton(self)
        self.shut.setAccessibleName("Close this message")
        self.shut.setToolTip("Close this message")
        self.shut.setAutoRaise(True)
        self.shut.clicked.connect(self.hide)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(10)
        layout.addWidget(self._sign)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.button)
        layout.addWidget(self.shut)
        self.hide()

    def show_error(self, error: RedactorError) -> None:
        """A refusal, in its own words."""
        self._show("error", str(error))

    def show_warning(
        self, words: str, button: str = "", act: Callable[[], object] | None = None
    ) -> None:
        self._show("warning", words, button, act)

    def show_info(
        self, words: str, button: str = "", act: Callable[[], object] | None = None
    ) -> None:
        self._show("info", words, button, act)

    def _show(
        self,
        kind: str,
        words: str,
        button: str = "",
        act: Callable[[], object] | None = None,
    ) -> None:
        self._kind = kind
        self._act = act
        self.words.setText(words)
        self.button.setText(button)
        self.button.setVisible(bool(button))
        self.refresh()
        self.show()
        QAccessible.updateAccessibility(
            QAccessibleEvent(self.words, QAccessible.Event.Alert)
        )

    def pass_by(self) -> None:
        """Something else was done: what only informs, or offers Undo, is over."""
        if self._kind == "info":
            self.hide()

    def refresh(self) -> None:
        """Dress for the kind of message and the scheme that is on."""
        scheme = style.colors()
        ink = scheme.link if self._kind == "info" else scheme.error
        self._sign.setPixmap(style.icon(self._kind, ink).pixmap(20, 20))
        self.shut.setIcon(style.icon("close"))
        self.setProperty("kind", self._kind)
        self.style().unpolish(self)
        self.style().polish(self)

    def _run(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
