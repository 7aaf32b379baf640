"""Where the work was: back and forward between places that were jumped from."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui.desk import Desk
from ui.panels.message_bar import MessageBar

_LONGEST = 100
Place = tuple[str, int]
"""Document and page."""


class Trail(QObject):
    """Remembers a page when the view goes to another that is not its neighbour."""

    def __init__(self, desk: Desk, messages: MessageBar) -> None:
        super().__init__(desk)
        self._desk = desk
        self._messages = messages
        self._back: list[Place] = []
        self._forward: list[Place] = []
        here = desk.where
        self._here = (here.document, here.page) if here.document else None
        self._going = False
        desk.pages.place_changed.connect(self._moved)

    def back(self) -> None:
        self._go(self._back, self._forward, "before")

    def forward(self) -> None:
        self._go(self._forward, self._back, "after")

    def _moved(self, document: str, page: int, _pages: int) -> None:
        before, self._here = self._here, (document, page)
        if before is None or self._going or _is_near(before, self._here):
            return
        self._back = [*self._back[-_LONGEST:], before]
        self._forward.clear()

    def _go(self, stack: list[Place], other: list[Place], word: str) -> None:
        there = self._desk.session.state.documents
        while stack and stack[-1][0] not in there:
            stack.pop()
        if not stack:
            self._messages.show_info(f"There is no place {word} this one.")
            return
        place = stack.pop()
        if self._here is not None:
            other.append(self._here)
        self._going = True
        self._desk.show_page(*place)
        self._going = False


def _is_near(one: Place, other: Place) -> bool:
    return one[0] == other[0] and abs(one[1] - other[1]) <= 1
