"""Small pictures of pages, drawn by the worker when it has nothing better to do."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage, QPixmap

from redactor.model import Document
from ui import tasks
from ui.jobs import Job
from ui.parts import while_there
from ui.session import Session

if TYPE_CHECKING:
    from redactor.pages import Picture

_LATER = -10  # the page on screen goes first
_KEPT = 600
_WAITING = 24  # wishes kept; older ones have been scrolled past


class Thumbnails(QObject):
    """Gives what it has and asks for what it has not, one page at a time."""

    arrived = Signal()
    """One more picture is there."""

    def __init__(self, session: Session, size: QSize, ratio: float) -> None:
        """``size`` in the window's pixels, ``ratio`` the display's pixels for each."""
        super().__init__(session)
        self._session = session
        self._size = size
        self._ratio = ratio
        self._kept: OrderedDict[tuple[str, int], QPixmap] = OrderedDict()
        self._wanted: OrderedDict[tuple[str, int], Document] = OrderedDict()
        self._job: Job | None = None

    def picture(self, document: str, page: int) -> QPixmap | None:
        """The picture of a page, or None while it is being drawn."""
        row = self._session.state.documents.get(document)
        if row is None:
            return None
        key = (row.pdf_sha256, page)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        self._wanted[key] = row
        self._wanted.move_to_end(key)
        while len(self._wanted) > _WAITING:
            self._wanted.popitem(last=False)
        self._ask()
        return None

    def _ask(self) -> None:
        if self._job is not None or not self._wanted:
            return
        (sha256, page), document = self._wanted.popitem()  # what was shown last
        shape = document.shapes[page - 1]
        width, height = shape.width, shape.height
        if shape.rotation % 180:
            width, height = height, width
        scale = self._ratio * min(
            self._size.width() / max(width, 1), self._size.height() / max(height, 1)
        )
        job = self._session.quick.submit(
            tasks.render, self._session.path, sha256, page, scale, None, priority=_LATER
        )
        self._job = job
        take = while_there(self, partial(self._take, (sha256, page)))
        job.succeeded.connect(take)
        # a page that can't be drawn stays white here; the page view says why
        job.failed.connect(lambda _: take(None))
        job.ended.connect(self._next)

    def _take(self, key: tuple[str, int], picture: Picture | None) -> None:
        self._kept[key] = QPixmap() if picture is None else _pixmap(picture)
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)
        self.arrived.emit()

    def _next(self) -> None:
        self._job = None
        self._ask()


def _pixmap(picture: Picture) -> QPixmap:
    image = QImage(
        picture.rgb,
        picture.width,
        picture.height,
        picture.stride,
        QImage.Format.Format_RGB888,
    )
    return QPixmap.fromImage(image)
