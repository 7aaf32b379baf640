"""Before and after side by side: the pages as they will be released, beside them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QSplitter

from ui.desk import Desk
from ui.page.view import PageView


class Beside(QObject):
    """A second view of the pages, which goes where the first one goes."""

    def __init__(self, desk: Desk, action: QAction) -> None:
        super().__init__(desk)
        self._desk = desk
        self._after: PageView | None = None
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setChildrenCollapsible(False)
        middle = desk.pages.parentWidget()
        layout = middle.layout() if middle is not None else None
        if layout is not None:
            layout.replaceWidget(desk.pages, self._splitter)
        self._splitter.addWidget(desk.pages)
        action.setChecked(False)
        self._action = action
        action.toggled.connect(self._toggled)

    def _toggled(self, on: bool) -> None:
        if on and self._after is None:
            self._open()
        elif not on:
            self.close()

    def _open(self) -> None:
        after = self._after = PageView(self._desk)
        after.setAccessibleName("Pages as they will be released")
        after.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._splitter.addWidget(after)
        self._splitter.setSizes([1000, 1000])
        after.set_session(self._desk.session)
        after.show_as_released = True
        pages = self._desk.pages
        pages.zoom_changed.connect(self._follow_zoom)
        pages.verticalScrollBar().valueChanged.connect(self._follow)
        pages.horizontalScrollBar().valueChanged.connect(self._follow)
        self._follow_zoom()

    def close(self) -> None:
        """Take the second view away, and let go of the case."""
        after, self._after = self._after, None
        if after is None:
            return
        pages = self._desk.pages
        pages.zoom_changed.disconnect(self._follow_zoom)
        pages.verticalScrollBar().valueChanged.disconnect(self._follow)
        pages.horizontalScrollBar().valueChanged.disconnect(self._follow)
        after.set_session(None)
        after.deleteLater()

    def leave(self) -> None:
        """The desk goes: no longer listen to the action."""
        self._action.toggled.disconnect(self._toggled)
        self._action.setChecked(False)
        self.close()

    def _follow_zoom(self) -> None:
        if self._after is not None:
            while self._after.turned != self._desk.pages.turned:
                self._after.turn()
            if self._after.percent != self._desk.pages.percent:
                self._after.zoom_to(self._desk.pages.percent)
            self._follow()

    def _follow(self) -> None:
        if self._after is not None:
            pages = self._desk.pages
            self._after.verticalScrollBar().setValue(pages.verticalScrollBar().value())
            self._after.horizontalScrollBar().setValue(
                pages.horizontalScrollBar().value()
            )
