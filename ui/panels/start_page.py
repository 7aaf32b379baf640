"""What the window shows while no case is open: how to begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui import style
from ui.actions import Actions
from ui.parts import below, beside, label
from ui.recent import recent_cases

_WHAT = (
    "Decide what a Freedom of Information release withholds, and prove that nothing "
    "withheld is left in it. Everything stays on this computer."
)
_WIDTH = 620
_ROWS = 5


class StartPage(QWidget):
    """Three ways to begin, and the cases that were open lately."""

    chosen = Signal(object)
    """One of the recent cases: its Path."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        middle = QFrame(self)
        middle.setObjectName("startCard")
        middle.setMaximumWidth(_WIDTH)
        sign = QLabel(middle)
        sign.setPixmap(style.app_icon().pixmap(48, 48))
        head = beside(sign, label(middle, "FOI Redactor", "startTitle"))
        head.addStretch(1)
        names = ("new_case", "open_case", "open_sample")
        self.buttons = [_button(actions, name, middle) for name in names]
        buttons = beside(*self.buttons)
        buttons.addStretch(1)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(0)
        inside = below(
            middle,
            head,
            label(middle, _WHAT, "muted"),
            buttons,
            self._recent,
            margin=32,
        )
        inside.setSpacing(16)
        outer = QHBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(middle, 6, Qt.AlignmentFlag.AlignVCenter)
        outer.addStretch(1)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Return goes on with the case that was open last."""
        super().showEvent(event)
        recent = self.findChildren(QToolButton, "recent")
        (recent or self.buttons)[0].setFocus()

    def refresh(self) -> None:
        """List the recent cases as they are now."""
        while (item := self._recent.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        cases = recent_cases()[:_ROWS]
        if cases:
            heading = QLabel("Recent cases", self)
            heading.setObjectName("heading")
            self._recent.addWidget(heading)
        for path in cases:
            self._recent.addWidget(self._row(path))

    def _row(self, path: Path) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName("recent")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setIcon(style.icon("folder"))
        folder = self.fontMetrics().elidedText(
            str(path.parent), Qt.TextElideMode.ElideMiddle, _WIDTH - 300
        )
        button.setText(f"{path.stem}   in {folder}".replace("&", "&&"))
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setToolTip(style.plain(str(path)))
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        button.clicked.connect(lambda: self.chosen.emit(path))
        return button


def _button(actions: Actions, name: str, parent: QWidget) -> QPushButton:
    action = actions[name]
    button = QPushButton(action.icon(), action.text(), parent)
    button.setObjectName("startButton")
    button.setToolTip(action.toolTip())
    button.clicked.connect(action.trigger)
    return button
