"""What each action does that needs an open case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Protocol

from PySide6.QtWidgets import QWidget

from ui.action_list import AREAS, DECISIONS, GATHERING, PANELS, ZOOMS
from ui.actions import Actions
from ui.areas import Areas
from ui.deciding import Deciding
from ui.desk import Desk
from ui.dialogs.clock import ClockDialog
from ui.dialogs.figures import FiguresDialog
from ui.dialogs.letter import LetterDialog
from ui.dialogs.log import LogDialog
from ui.dialogs.request import RequestDialog
from ui.files import Files
from ui.gathering import Gathering
from ui.page.scene import Mode
from ui.panels.message_bar import MessageBar
from ui.releasing import Releasing
from ui.reviewing import Reviewing
from ui.session import Session


class _Dialog(Protocol):
    """A kind of dialog that shows something of the case."""

    def show_for(self, session: Session, parent: QWidget) -> object: ...


_DIALOGS: Mapping[str, _Dialog] = {
    "clock": ClockDialog,
    "letter": LetterDialog,
    "log": LogDialog,
    "figures": FiguresDialog,
}


class Commands:
    """Connects the actions once, and serves the desk that is open."""

    def __init__(
        self, actions: Actions, files: Files, messages: MessageBar, parent: QWidget
    ) -> None:
        self._actions = actions
        self._files = files
        self._messages = messages
        self._parent = parent
        self._open: tuple[Desk, Deciding] | None = None
        self.release = Releasing(self.lead, parent)
        self._connect()

    def serve(self, desk: Desk, deciding: Deciding) -> None:
        """Act on this desk from now on."""
        self._open = desk, deciding

    def rest(self) -> None:
        """There is no case any more."""
        self._open = None
        self.release.close()

    def _connect(self) -> None:
        """What needs a case finds it when it is pressed: desks come and go."""
        self._actions.connect_all(
            {
                "add_files": lambda: self._files.ask_and_add(self._desk.session),
                "case_details": lambda: self._files.correct(self._desk.session),
                "request": self.request,
                "reasons": lambda: self._desk.show_reasons(),
                "schedule": lambda: self._desk.schedule.export.emit(False),
                "internal": lambda: self._desk.schedule.export.emit(True),
                "take_back": lambda: self._desk.schedule.take_back.emit(),
                "review": lambda: Reviewing.of(self._desk).show(),
                "release": lambda: self.release.show(self._desk),
                "undo": lambda: self._desk.session.undo(),
                "redo": lambda: self._desk.session.redo(),
                "propose": lambda: self._files.propose(self._desk.session),
                "register": lambda: self._files.ask_register(self._desk.session),
                "find": lambda: self._desk.find_bar.begin(),
                "find_next": lambda: self._desk.find_bar.step(1),
                "find_previous": lambda: self._desk.find_bar.step(-1),
                "select_all": lambda: self._desk.select_all(),
                "go_to_page": lambda: self._desk.ask_page(),
                "next_panel": lambda: self._desk.focus_next(),
                "draw": self._mode,
                "preview": self._mode,
                "peek": self._mode,
                "stays": self._mode,
                "actual_size": lambda: self._desk.pages.zoom_to(100),
            }
        )
        self._actions.connect_all(
            {name: partial(self._show, kind) for name, kind in _DIALOGS.items()}
            | {f"focus_{name}": partial(self._focus, name) for name in PANELS}
            | {name: partial(self._decide, name) for name in DECISIONS}
            | {name: partial(self._gather, name) for name in GATHERING}
            | {name: partial(self._area, name) for name in AREAS}
            | {name: partial(self._zoom, name) for name in ZOOMS}
        )

    def _show(self, kind: _Dialog) -> None:
        kind.show_for(self._desk.session, self._parent)

    def _focus(self, panel: str) -> None:
        self._desk.focus(panel)

    def _decide(self, name: str) -> None:
        getattr(self._deciding, name)()

    def _gather(self, name: str) -> None:
        getattr(Gathering(self._desk, self._messages), name)()

    def _area(self, name: str) -> None:
        getattr(Areas(self._desk, self._messages), name)()

    def _zoom(self, name: str) -> None:
        getattr(self._desk.pages, name)()

    @property
    def _desk(self) -> Desk:
        """The desk; actions that need it are off while there is none."""
        if self._open is None:
            raise RuntimeError("no case is open")
        return self._open[0]

    @property
    def _deciding(self) -> Deciding:
        if self._open is None:
            raise RuntimeError("no case is open")
        return self._open[1]

    def request(self, part: str = "") -> None:
        RequestDialog.show_for(self._desk.session, self._parent, part)

    def _mode(self) -> None:
        pages = self._desk.pages
        pages.mode = Mode.DRAW if self._actions["draw"].isChecked() else Mode.SELECT
        pages.show_as_released = self._actions["preview"].isChecked()
        pages.peek = self._actions["peek"].isChecked()
        pages.show_stays(on=self._actions["stays"].isChecked())

    def lead(self, name: str) -> None:
        """Go to what stands in the way of the release."""
        steps: dict[str, Callable[[], object]] = {
            "undecided": self._deciding.first_undecided,
            "codes": self._desk.show_missing_codes,
            "files": self._actions["add_files"].trigger,
            "look": self._deciding.first_look,
            "review": self._actions["review"].trigger,
            "unseen": self._deciding.next_unseen,
            "unread": self._desk.session.read_pages,
            "unsearched": self._actions["propose"].trigger,
        }
        if name in steps:
            steps[name]()
