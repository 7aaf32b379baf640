"""The window: puts its parts together and says which action does what."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
)
from PySide6.QtWidgets import (
    QMainWindow,
    QMessageBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from redactor.errors import RedactorError, ReleaseRefused
from redactor.model import Case, Change
from redactor.request import Moment
from ui.actions import Actions
from ui.commands import Commands
from ui.dates import today
from ui.deciding import Deciding, moves_on, remember_moving_on
from ui.desk import Desk
from ui.dialogs import help as guide
from ui.dropping import Drops
from ui.files import Answers, Dialogs, Files
from ui.helpers import Helpers
from ui.page.scene import Mode
from ui.panels.header import Header
from ui.panels.message_bar import MessageBar
from ui.panels.start_page import StartPage
from ui.panels.status import StatusLine
from ui.panels.toolbar import Toolbar
from ui.reviewing import Reviewing
from ui.session import Session

_SIZE = QSize(1440, 900)
_FRAME, _TODAY = QSize(12, 44), 60_000  # milliseconds between looks at the date


class Window(QMainWindow):
    """Shows the start page, or the desk of the one case that is open."""

    def __init__(self, answers: Answers | None = None) -> None:
        super().__init__()
        self.setWindowTitle("FOI Redactor")
        self.setAcceptDrops(True)
        self.actions_ = Actions(self)
        self.desk: Desk | None = None
        self.deciding: Deciding | None = None
        self._build()
        self.files = Files(self.messages, answers or Dialogs(self))
        self.files.opened.connect(self._open)
        self.files.started.connect(self.status.jobs.add)
        self.files.started.connect(lambda _: self.status.show())
        self.drops = Drops(self, self.files, self.messages, self._session)
        self._connect()
        self._midnight = QTimer(self, interval=_TODAY)
        self._midnight.timeout.connect(self._show_today)
        self._midnight.start()
        self._restore()
        self._offer()

    # -- building

    def _build(self) -> None:
        self.actions_.fill_menus(self.menuBar())
        self.toolbar = Toolbar(self.actions_, self)
        self.addToolBar(self.toolbar)
        self.header = Header(self.actions_, self)
        self.messages = MessageBar(self)
        self.start = StartPage(self.actions_, self)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.start)
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.header, self.messages):
            column.addWidget(part)
        column.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.status = StatusLine(self)
        self.setStatusBar(self.status)

    def _connect(self) -> None:
        self.start.chosen.connect(self.files.open)
        self.actions_["move_on"].setChecked(moves_on())
        self.actions_.connect_all(
            {
                "new_case": self.files.make,
                "open_case": self.files.ask_and_open,
                "open_sample": self.files.open_sample,
                "close_case": self.close_case,
                "quit": self.close,
                "help": self._help,
                "about": self._about,
                "move_on": lambda: remember_moving_on(self.actions_["move_on"]),
            }
        )
        self.commands = Commands(self.actions_, self.files, self.messages, self)

    @property
    def _desk(self) -> Desk:
        """The desk, where one is known to be open."""
        if self.desk is None:
            raise RuntimeError("no case is open")
        return self.desk

    def _session(self) -> Session | None:
        return self.desk.session if self.desk is not None else None

    # -- cases come and go

    def _open(self, session: Session) -> None:
        self.close_case()
        self.messages.hide()
        session.setParent(self)
        self.desk = Desk(session, self.actions_, self)
        self.deciding = Deciding(self.desk, self.actions_, self.messages)
        self.commands.serve(self.desk, self.deciding)
        Reviewing(self.desk, self.header, self.messages)
        self.helpers = Helpers(self.desk, self.actions_, self.messages)
        session.changed.connect(self._changed)
        session.failed.connect(self._refused)
        session.started.connect(self.status.jobs.add)
        session.took_in.connect(lambda intake: self.files.took_in(session, intake))
        self.desk.chosen.connect(self._offer)
        self.desk.documents.asked.connect(partial(self.files.about, session))
        self.desk.reasons.request_wanted.connect(self.commands.request)
        self.desk.moved.connect(self._show_where)
        self.desk.zoomed.connect(self.status.show_zoom)
        self.desk.pages.mode_changed.connect(
            lambda mode: self.actions_["draw"].setChecked(mode == Mode.DRAW)
        )
        self.desk.pages.peek_changed.connect(self.actions_["peek"].setChecked)
        self.stack.addWidget(self.desk)
        self.stack.setCurrentWidget(self.desk)
        self._show_case()
        self._show_left()
        self._offer()
        self.desk.pages.setFocus()
        session.read_pages()

    def close_case(self) -> bool:
        """Put the case away. False where the user would rather let the work go on."""
        if self.desk is None:
            return True
        jobs = self.status.jobs.jobs
        if jobs and not self.files.answers.stop_work(len(jobs)):
            return False
        Reviewing.of(self.desk).close()
        self.desk.reasons.flush()
        desk, self.desk, self.deciding = self.desk, None, None
        self.commands.rest()
        self.helpers.put_away()
        desk.put_away()
        self.status.clear_case()
        self.stack.removeWidget(desk)
        desk.session.close()
        desk.deleteLater()
        self.start.refresh()
        self.setWindowTitle("FOI Redactor")
        self._offer()
        return True

    def _refused(self, error: RedactorError) -> None:
        """Say it once: what concerns the release is said in its dialog."""
        said = self.commands.release.dialog is not None
        if not (said and isinstance(error, ReleaseRefused)):
            self.messages.show_error(error)

    # -- showing how things are

    def _changed(self, change: Change) -> None:
        if any(isinstance(row, Case | Moment) for row in change.rows):
            self._show_case()
        self._show_left()
        self._offer()

    def _show_case(self) -> None:
        state = self._desk.session.state
        self.header.show_case(state.case, today(), state.moments.values())
        self.setWindowTitle(f"{state.case.reference} – FOI Redactor")

    def _show_left(self) -> None:
        desk = self._desk
        counts = desk.session.counts
        self.header.show_left(counts.left, anything=counts.total > 0)
        self._show_where()

    def _show_where(self) -> None:
        desk = self._desk
        session = desk.session
        self.status.show_left(session.state, desk.never_opened, session.counts)
        self.status.show_zoom(desk.pages.percent if desk.where.pages else 0)
        self.status.show_place(desk.where)
        self.commands.release.show_obstacles(desk.never_opened)

    def _show_today(self) -> None:
        self.header.refresh(today())

    def _offer(self) -> None:
        """Enable what makes sense now, and say what Undo would take back."""
        there = self.desk is not None
        self.header.setVisible(there)
        self.toolbar.setVisible(there)
        self.status.setVisible(there)
        session = self._session()
        choice = self.desk is not None and bool(
            self.desk.serials or self.desk.deciding_people
        )
        self.actions_.enable(session.state if session else None, choice=choice)
        self.actions_.name_steps(
            session.undo_label if session is not None else "",
            session.redo_label if session is not None else "",
        )

    # -- small acts

    def _help(self) -> None:
        dialog = guide.HelpDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _about(self) -> None:
        QMessageBox.about(self, "About FOI Redactor", guide.about_words())

    # -- what Qt tells

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.drops.hover(event.mimeData()):
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.drops.leave()
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        self.drops.drop(event.mimeData())
        event.acceptProposedAction()

    def take(self, paths: list[Path]) -> None:
        """As if these were dropped."""
        self.drops.take(paths)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.actions_.refresh_icons()
            self.header.refresh(today())
            self.messages.refresh()
            self.status.jobs.refresh()
            self.start.refresh()
            if self.desk is not None:
                self.desk.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.close_case():
            event.ignore()
            return
        self.files.close()
        QSettings().setValue("geometry", self.saveGeometry())
        super().closeEvent(event)

    def _restore(self) -> None:
        geometry = QSettings().value("geometry")
        if geometry is None or not self.restoreGeometry(geometry):
            self.resize(_SIZE)
        # with its frame and title, which nobody knows the size of before it is shown
        room = self.screen().availableGeometry().size() - _FRAME
        if not self.isMaximized():
            self.resize(self.size().boundedTo(room))
