"""What stands on the desk: documents, pages and lists, and the keyboard's way among
them."""

from __future__ import annotations

from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from ui.actions import Actions
from ui.drafts import recover
from ui.page.view import PageView
from ui.panels.documents import THUMB, DocumentsPanel
from ui.panels.find_bar import FindBar
from ui.panels.people import PeoplePanel
from ui.panels.reasons import ReasonsPanel
from ui.panels.redactions import RedactionsPanel
from ui.panels.schedule import SchedulePanel
from ui.panels.thumbnails import Thumbnails
from ui.session import Session

COLUMNS = "desk_columns"
"""The setting that knows the widths of the columns."""
_TABS = ("People", "Redactions", "Reasons", "Schedule")


class DeskParts(QWidget):
    """Puts the panels of one session side by side."""

    def __init__(
        self, session: Session, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self._serials: list[str] = []
        recover(session)  # before anything shows how the case stands
        self._build(session, actions)

    def _build(self, session: Session, actions: Actions) -> None:
        self.thumbnails = Thumbnails(session, THUMB, self.devicePixelRatioF())
        self.documents = DocumentsPanel(self.thumbnails.picture, self)
        self.pages = PageView(self)
        self.pages.setAccessibleName("Pages")
        self.find_bar = FindBar(session, actions, self)
        self.tabs = QTabWidget(self)  # before its panels: Tab follows this order
        self.people = PeoplePanel(session.state, actions, self)
        self.redactions = RedactionsPanel(session.state, self)
        self.reasons = ReasonsPanel(session, self)
        self.schedule = SchedulePanel(session, self)
        lists: tuple[QWidget, ...] = (
            self.pages,
            self.people.list,
            self.redactions.table,
        )
        for widget in lists:
            actions.list_keys_in(widget)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.find_bar)
        column.addWidget(self.pages, 1)
        self.tabs.setDocumentMode(True)
        self.tabs.setAccessibleName("People, redactions, reasons and schedule")
        panels = (self.people, self.redactions, self.reasons, self.schedule)
        for panel, name in zip(panels, _TABS, strict=True):
            self.tabs.addTab(panel, name)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setChildrenCollapsible(False)
        for widget, least in ((self.documents, 150), (middle, 240), (self.tabs, 250)):
            widget.setMinimumWidth(least)
            self.splitter.addWidget(widget)
        self.splitter.setStretchFactor(1, 1)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.splitter)

    def showEvent(self, event: QShowEvent) -> None:
        """Give the columns their widths once it is known what there is to give."""
        super().showEvent(event)
        kept = QSettings().value(COLUMNS)
        if kept is None or not self.splitter.restoreState(kept):
            width = self.width()
            left, right = (
                min(max(int(part * width), least), most)
                for part, least, most in ((0.175, 200, 250), (0.285, 290, 540))
            )
            self.splitter.setSizes([left, width - left - right, right])

    def focus(self, name: str) -> None:
        """Move the keyboard to a panel, such as the documents or the page."""
        if name in {"people", "redactions", "reasons", "schedule"}:
            self.tabs.setCurrentWidget(self._panels[name])
        if name == "reasons":
            self.reasons.begin(self._serials)
            return
        if name == "schedule":
            self.schedule.begin()
            return
        target = {
            "documents": self.documents.tree,
            "page": self.pages,
            "people": self.people.list,
            "redactions": self.redactions.table,
        }[name]
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def _panels(self) -> dict[str, QWidget]:
        return {
            "documents": self.documents,
            "page": self.pages,
            "people": self.people,
            "redactions": self.redactions,
            "reasons": self.reasons,
            "schedule": self.schedule,
        }

    def focus_next(self) -> None:
        """Move the keyboard to the panel after the one that has it."""
        shown = [n for n, panel in self._panels.items() if panel.isVisible()]
        focused = QApplication.focusWidget()
        has = [
            n
            for n in shown
            if focused is not None
            and (self._panels[n] is focused or self._panels[n].isAncestorOf(focused))
        ]
        after = (shown.index(has[0]) + 1) % len(shown) if has else 0
        self.focus(shown[after])

    def refresh(self) -> None:
        """Draw again in the scheme that is on."""
        panels = (self.documents, self.people, self.redactions, self.reasons)
        for panel in (*panels, self.schedule, self.find_bar):
            panel.refresh()
