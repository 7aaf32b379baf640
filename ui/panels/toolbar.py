"""The toolbar: names beside the most used icons while there is room for them."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolBar, QToolButton, QWidget

from ui.action_list import WITH_WORDS
from ui.actions import Actions

_ICON = 20


class Toolbar(QToolBar):
    """Made from the list of actions; nothing falls off its end in a narrow window."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__("Tools", parent)
        self.setMovable(False)
        self.setIconSize(QSize(_ICON, _ICON))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        actions.fill_toolbar(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.fit()
        super().resizeEvent(event)

    def fit(self) -> None:
        """Give up names from the last to the first until all buttons fit."""
        named = list(WITH_WORDS)
        self._name(named)
        while named and self.sizeHint().width() > self.width():
            named.pop()
            self._name(named)

    def _name(self, named: list[str]) -> None:
        for action in self.actions():
            button = self.widgetForAction(action)
            if isinstance(button, QToolButton):
                button.setToolButtonStyle(
                    Qt.ToolButtonStyle.ToolButtonTextBesideIcon
                    if action.objectName() in named
                    else Qt.ToolButtonStyle.ToolButtonIconOnly
                )
        layout = self.layout()
        if layout is not None:
            layout.invalidate()
