"""Pictures of pages: which are needed, which are there, and who draws the others."""

from __future__ import annotations

import math
from collections import Counter, OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QPixmap

from redactor.model import Rect, Status
from redactor.release.looks import SETTING
from ui import tasks
from ui.jobs import Job
from ui.page.layout import Slot
from ui.session import Session

if TYPE_CHECKING:
    from redactor.pages import Picture

WHOLE = 2_000_000
"""Pixels up to which a page is one picture; beyond, it is drawn in tiles.

Taking over a picture of so many costs the window half a frame.
"""
TILE = 1024
"""Pixels of a tile's side."""
_COARSE = 600_000  # pixels of the picture that is stretched while tiles come
_BUDGET = 256 * 1024 * 1024  # bytes of pictures that are kept
_UNDER_WAY = 2  # the worker has the next in hand when it has done one
_TRIES = 2  # the worker may have been ended for another reason than this page
_TIMEOUT = 10_000  # milliseconds after which drawing a page is given up

AS_IT_CAME = -1
"""The version of a page without redactions; no hash of Python's is this."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A picture to have: a page or a tile (column, row) of it.

    ``scale`` is in pixels of the display per point, ``version`` what its page's
    redactions and the look of the release are known by, or AS_IT_CAME.
    """

    document: str
    page: int
    version: int
    scale: float
    tile: tuple[int, int] | None = None

    @property
    def clip(self) -> Rect | None:
        """In points of the page as shown; its edges fall on whole pixels."""
        if self.tile is None:
            return None
        side = TILE / self.scale
        column, row = self.tile
        return Rect(column * side, row * side, (column + 1) * side, (row + 1) * side)


def pieces(slot: Slot, version: int, scale: float, area: Rect) -> list[Piece]:
    """What shows ``area`` (points of the page as shown) sharply, the middle first."""
    width, height = slot.size
    if width * height * scale * scale <= WHOLE:
        return [Piece(slot.document, slot.page, version, scale)]
    side = TILE / scale
    columns = range(_floor(area.x0 / side), _ceil(min(area.x1, width) / side))
    rows = range(_floor(area.y0 / side), _ceil(min(area.y1, height) / side))
    middle = (
        (area.x0 + area.x1) / 2 / side - 0.5,
        (area.y0 + area.y1) / 2 / side - 0.5,
    )
    tiles = sorted(
        ((column, row) for column in columns for row in rows),
        key=lambda tile: math.dist(tile, middle),
    )
    return [Piece(slot.document, slot.page, version, scale, tile) for tile in tiles]


def coarse(slot: Slot, version: int, scale: float) -> Piece:
    """The whole page, small enough to be there soon."""
    width, height = slot.size
    most = math.sqrt(_COARSE / (width * height))
    return Piece(slot.document, slot.page, version, min(scale, most))


def _floor(number: float) -> int:
    return max(math.floor(number + 1e-6), 0)


def _ceil(number: float) -> int:
    return math.ceil(number - 1e-6)


class PictureCache:
    """Pictures by what they show; the ones longest not looked at go first."""

    def __init__(self, budget: int = _BUDGET) -> None:
        self._budget = budget
        self._size = 0
        self._pictures: OrderedDict[Piece, QPixmap] = OrderedDict()
        self._whole: dict[tuple[str, int, bool], list[Piece]] = {}

    def __contains__(self, piece: Piece) -> bool:
        return piece in self._pictures

    @property
    def size(self) -> int:
        """Bytes that the pictures take."""
        return self._size

    def put(self, piece: Piece, picture: QPixmap) -> None:
        if piece in self._pictures:
            self._drop(piece)
        self._pictures[piece] = picture
        self._size += _bytes(picture)
        if piece.tile is None:
            self._whole.setdefault(_shows(piece), []).append(piece)
        while self._size > self._budget and len(self._pictures) > 1:
            self._drop(next(iter(self._pictures)))

    def get(self, piece: Piece) -> QPixmap | None:
        picture = self._pictures.get(piece)
        if picture is not None:
            self._pictures.move_to_end(piece)
        return picture

    def stand_in(self, piece: Piece) -> QPixmap | None:
        """The latest picture of the same whole page, at whatever scale.

        A page as it came never stands in for one as it will be released.
        """
        there = self._whole.get(_shows(piece))
        return self.get(there[-1]) if there else None

    def _drop(self, piece: Piece) -> None:
        self._size -= _bytes(self._pictures.pop(piece))
        if piece.tile is None:
            whole = self._whole[_shows(piece)]
            whole.remove(piece)
            if not whole:
                del self._whole[_shows(piece)]


def _shows(piece: Piece) -> tuple[str, int, bool]:
    return (piece.document, piece.page, piece.version == AS_IT_CAME)


def _bytes(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4


def pixmap(picture: Picture) -> QPixmap:
    """The pixels in the form that is painted fastest, in memory of its own."""
    image = QImage(
        picture.rgb,
        picture.width,
        picture.height,
        picture.stride,
        QImage.Format.Format_RGB888,
    )
    return QPixmap.fromImage(image)


class PictureLoader(QObject):
    """Has the quick worker draw what is wanted now, and forgets what was before."""

    arrived = Signal(str, int)
    """A picture of this page (document, page) is there, or will not be."""

    def __init__(
        self, session: Session, cache: PictureCache, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._cache = cache
        self._wanted: list[Piece] = []
        self._under_way: dict[Piece, Job] = {}
        self._failures: Counter[tuple[str, int, int]] = Counter()

    def want(self, wanted: Iterable[Piece]) -> None:
        """Have these drawn in this order; what was wanted before no longer counts."""
        self._wanted = [
            piece
            for piece in dict.fromkeys(wanted)
            if piece not in self._cache
            and piece not in self._under_way
            and not self.failed(piece)
        ]
        self._next()

    def failed(self, piece: Piece) -> bool:
        """True where the page can't be drawn: it was tried in vain."""
        page = (piece.document, piece.page, piece.version)
        return self._failures[page] >= _TRIES

    @property
    def idle(self) -> bool:
        return not self._wanted and not self._under_way

    def stop(self) -> None:
        """Want nothing more and listen to nothing more."""
        self._wanted.clear()
        jobs = list(self._under_way.values())
        self._under_way.clear()
        for job in jobs:
            job.cancel()

    def _next(self) -> None:
        while self._wanted and len(self._under_way) < _UNDER_WAY:
            piece = self._wanted.pop(0)
            document = self._session.state.documents.get(piece.document)
            if document is None:
                continue
            job = self._submit(piece, document.pdf_sha256)
            self._under_way[piece] = job
            job.succeeded.connect(
                lambda picture, piece=piece: self._put(piece, picture)
            )
            job.failed.connect(lambda _, piece=piece: self._give_up(piece))

    def _submit(self, piece: Piece, pdf_sha256: str) -> Job:
        session = self._session
        title = f"Drawing {piece.document} page {piece.page}"
        if piece.version == AS_IT_CAME:
            return session.quick.submit(
                tasks.render,
                session.path,
                pdf_sha256,
                piece.page,
                piece.scale,
                piece.clip,
                title=title,
                timeout=_TIMEOUT,
            )
        accepted = tuple(
            r
            for r in session.on_page(piece.document, piece.page)
            if r.status is Status.ACCEPTED
        )
        return session.quick.submit(
            tasks.preview,
            session.path,
            tasks.Burnt(
                session.state.case,
                session.state.documents[piece.document],
                piece.page,
                accepted,
                session.setting(SETTING),
            ),
            piece.scale,
            piece.clip,
            title=title,
            timeout=_TIMEOUT,
        )

    def _put(self, piece: Piece, picture: Picture) -> None:
        if self._under_way.pop(piece, None) is None:
            return  # stopped in the meantime
        self._next()
        self._cache.put(piece, pixmap(picture))
        self.arrived.emit(piece.document, piece.page)

    def _give_up(self, piece: Piece) -> None:
        if self._under_way.pop(piece, None) is None:
            return
        self._failures[(piece.document, piece.page, piece.version)] += 1
        if not self.failed(piece):
            self._wanted.insert(0, piece)
        self._next()
        self.arrived.emit(piece.document, piece.page)
