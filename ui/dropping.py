"""Files that are dragged over the window: a sign that says what happens to them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ui import style
from ui.dates import many
from ui.files import Files
from ui.panels.message_bar import MessageBar
from ui.parts import below, label
from ui.session import Session

_CASE = ".foicase"
_INSET = 12  # pixels between the sign and the edge of the window
_ICON = 48


class Drops(QObject):
    """Takes files that are dropped: a case is opened, everything else is added."""

    def __init__(
        self,
        window: QWidget,
        files: Files,
        messages: MessageBar,
        session: Callable[[], Session | None],
    ) -> None:
        """``session`` is that of the open case, if one is open."""
        super().__init__(window)
        self._files = files
        self._messages = messages
        self._session = session
        self.sign = DropSign(window)

    def hover(self, data: QMimeData) -> bool:
        """Show what letting go would do; False where it would do nothing."""
        paths = local(data)
        if paths:
            self.sign.say(*self._words(paths))
        return bool(paths)

    def leave(self) -> None:
        self.sign.hide()

    def drop(self, data: QMimeData) -> None:
        self.sign.hide()
        self.take(local(data))

    def take(self, paths: Sequence[Path]) -> None:
        """Open the first case, and add everything else to what is open then."""
        cases = [path for path in paths if path.suffix == _CASE]
        others = [path for path in paths if path not in cases]
        if cases:
            self._files.open(cases[0])
        if others and not self._add(others):
            self._messages.show_info(
                f"A case is needed first: make one, and {_them(others)} added to it.",
                "New case",
                partial(self._make_and_add, others),
            )

    def _add(self, paths: list[Path]) -> bool:
        session = self._session()
        if session is not None:
            self._files.add(session, paths)
        return session is not None

    def _make_and_add(self, paths: list[Path]) -> None:
        self._messages.hide()
        self._files.make()
        self._add(paths)

    def _words(self, paths: Sequence[Path]) -> tuple[str, str]:
        """What is about to happen, and what else there is to know."""
        cases = [path for path in paths if path.suffix == _CASE]
        if cases:
            return "Drop to open this case", cases[0].stem
        if self._session() is None:
            return "Drop to begin a case with them", _count(paths)
        more = "Folders and archives are taken apart, mail with what is attached to it."
        return "Drop to add to the case", f"{_count(paths)}. {more}"


class DropSign(QFrame):
    """Lies over the whole window while files are held over it."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("dropSign")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.picture = QLabel(self)
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.head = label(self, "", "startTitle")
        self.more = label(self, "", "muted")
        for words in (self.head, self.more):
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = below(self, self.picture, self.head, self.more, margin=24)
        layout.insertStretch(0, 1)
        layout.addStretch(1)
        self.hide()

    def say(self, head: str, more: str) -> None:
        """Show these words over all that the window shows now."""
        sign = style.icon("add-files", style.colors().link)
        self.picture.setPixmap(sign.pixmap(_ICON, _ICON))
        self.head.setText(head)
        self.more.setText(more)
        room = self._window.rect()
        self.setGeometry(room.adjusted(_INSET, _INSET, -_INSET, -_INSET))
        self.raise_()
        self.show()


def local(data: QMimeData) -> list[Path]:
    """The files and folders of this computer among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _count(paths: Sequence[Path]) -> str:
    return paths[0].name if len(paths) == 1 else many(len(paths), "item")


def _them(paths: Sequence[Path]) -> str:
    return "the file is" if len(paths) == 1 else "the files are"
