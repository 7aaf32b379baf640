"""Where every page of the case lies in the view: all of zoom and rotation is in here.

Pages follow each other from top to bottom, each document under a band with its name.
Rectangles named *box* are in pixels of the content (before the display's own scaling),
origin at the top left of the whole; rectangles named *rect* are in points of a page
before rotation, as everywhere else.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate

from redactor.model import Document, PageShape, Rect

MARGIN = 16
"""Pixels between pages and around them."""
CAPTION = 34
"""Pixels of the band above the first page of a document."""
PER_POINT = 96 / 72
"""Pixels for each point at 100 %."""
SMALLEST, LARGEST = 0.1 * PER_POINT, 16 * PER_POINT


@dataclass(frozen=True, slots=True)
class Slot:
    """One page of the case in its place.

    ``turn`` is how far the view is turned, in degrees; ``shape`` has it in its
    rotation, so that all that reckons with a page's rotation reckons with it too.
    """

    document: str
    name: str
    page: int
    pages: int
    pdf_sha256: str
    shape: PageShape
    turn: int = 0

    @property
    def upright(self) -> Slot:
        """The page as it is drawn, before the view is turned."""
        rotation = (self.shape.rotation - self.turn) % 360
        return replace(self, shape=replace(self.shape, rotation=rotation), turn=0)

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points as the page is shown."""
        width, height = self.shape.width, self.shape.height
        return (height, width) if self.shape.rotation in (90, 270) else (width, height)


def slots(documents: Iterable[Document], turn: int = 0) -> tuple[Slot, ...]:
    """All pages of these documents in order, in a view turned by so many degrees."""
    return tuple(
        Slot(d.id, d.name, number, d.pages, d.pdf_sha256, _turned(shape, turn), turn)
        for d in documents
        for number, shape in enumerate(d.shapes, start=1)
    )


def _turned(shape: PageShape, turn: int) -> PageShape:
    if not turn:
        return shape
    return replace(shape, rotation=(shape.rotation + turn) % 360)


def to_shown(shape: PageShape, x: float, y: float) -> tuple[float, float]:
    """Where a point of the page before rotation lies on the page as shown."""
    if shape.rotation == 90:
        return shape.height - y, x
    if shape.rotation == 180:
        return shape.width - x, shape.height - y
    if shape.rotation == 270:
        return y, shape.width - x
    return x, y


def from_shown(shape: PageShape, x: float, y: float) -> tuple[float, float]:
    """The way back from ``to_shown``."""
    if shape.rotation == 90:
        return y, shape.height - x
    if shape.rotation == 180:
        return shape.width - x, shape.height - y
    if shape.rotation == 270:
        return shape.width - y, x
    return x, y


@dataclass(frozen=True)
class PageLayout:
    """The pages at one zoom in a view of one width.

    ``scale`` is pixels per point. Looking things up takes O(log n); another scale or
    view costs nothing, for what depends on neither is computed once.
    """

    slots: tuple[Slot, ...]
    scale: float = PER_POINT
    view_width: int = 0

    def at(self, *, scale: float, view_width: int) -> PageLayout:
        """The same pages at another zoom, or in a view of another width."""
        other = replace(self, scale=scale, view_width=view_width)
        for name in ("_points", "_pixels", "_widest", "_index"):
            other.__dict__[name] = getattr(self, name)
        return other

    @cached_property
    def _points(self) -> list[float]:
        """Height of all pages before each, in points."""
        return [0.0, *accumulate(slot.size[1] for slot in self.slots)]

    @cached_property
    def _pixels(self) -> list[int]:
        """Height of all gaps and bands before each page and its own, in pixels."""
        return list(
            accumulate(
                MARGIN + (CAPTION if slot.page == 1 else 0) for slot in self.slots
            )
        )

    @cached_property
    def _widest(self) -> float:
        return max((slot.size[0] for slot in self.slots), default=0.0)

    @cached_property
    def _index(self) -> dict[tuple[str, int], int]:
        return {(slot.document, slot.page): i for i, slot in enumerate(self.slots)}

    # -- the whole

    @property
    def width(self) -> int:
        """Of the content in pixels, never less than the view's."""
        return max(self.view_width, round(self._widest * self.scale) + 2 * MARGIN)

    @property
    def height(self) -> int:
        if not self.slots:
            return 0
        return round(self._points[-1] * self.scale) + self._pixels[-1] + MARGIN

    def index(self, document: str, page: int) -> int | None:
        """The number of a page in the case, from 0."""
        return self._index.get((document, page))

    def first_of(self, index: int) -> int:
        """The number of the first page of the document that this page belongs to."""
        return index - self.slots[index].page + 1

    # -- pages in the view

    def top(self, index: int) -> int:
        return round(self._points[index] * self.scale) + self._pixels[index]

    def box(self, index: int) -> Rect:
        """Where a page lies; its corner is at a whole pixel."""
        width, height = (points * self.scale for points in self.slots[index].size)
        left, top = round((self.width - width) / 2), self.top(index)
        return Rect(left, top, left + width, top + height)

    def caption(self, index: int) -> Rect | None:
        """Where the band above a page lies, if it is the first of its document."""
        if self.slots[index].page != 1:
            return None
        top = self.top(index)
        return Rect(0, top - CAPTION, self.width, top)

    def page_at(self, y: float) -> int:
        """The page at this height, or the one above where a gap is; 0 at the top."""
        found = bisect_right(range(len(self.slots)), y, key=self.top)
        return max(found - 1, 0)

    def visible(self, y0: float, y1: float) -> range:
        """The pages of which something, or whose band, lies between two heights."""
        if not self.slots:
            return range(0)
        first = self.page_at(y0)
        last = bisect_right(
            range(len(self.slots)), y1, key=lambda i: self.top(i) - CAPTION
        )
        return range(first, max(last, first + 1))

    # -- points of a page and back

    def to_view(self, index: int, rect: Rect) -> Rect:
        """The box of a rectangle of a page."""
        shape, page = self.slots[index].shape, self.box(index)
        ax, ay = to_shown(shape, rect.x0, rect.y0)
        bx, by = to_shown(shape, rect.x1, rect.y1)
        return Rect(
            page.x0 + ax * self.scale,
            page.y0 + ay * self.scale,
            page.x0 + bx * self.scale,
            page.y0 + by * self.scale,
        ).normalized()

    def to_page(self, index: int, x: float, y: float) -> tuple[float, float]:
        """The point of a page under a pixel, which may lie outside of the page."""
        page = self.box(index)
        shown = (x - page.x0) / self.scale, (y - page.y0) / self.scale
        return from_shown(self.slots[index].shape, *shown)

    def rect_between(
        self, index: int, start: tuple[float, float], end: tuple[float, float]
    ) -> Rect:
        """The rectangle between two pixels, as much of it as lies on the page."""
        shape = self.slots[index].shape
        ax, ay = self.to_page(index, *start)
        bx, by = self.to_page(index, *end)
        whole = Rect(0.0, 0.0, shape.width, shape.height)
        return Rect(ax, ay, bx, by).normalized().intersection(whole)

    def step(self, index: int, dx: float, dy: float) -> tuple[float, float]:
        """What a step of so many points on the shown page is before rotation."""
        shape = self.slots[index].shape
        x0, y0 = from_shown(shape, 0.0, 0.0)
        x1, y1 = from_shown(shape, dx, dy)
        return x1 - x0, y1 - y0

    # -- zoom

    @property
    def percent(self) -> int:
        return round(100 * self.scale / PER_POINT)

    def fit_width(self, index: int) -> float:
        """The scale at which a page is as wide as the view."""
        width = self.slots[index].size[0]
        return clamp((self.view_width - 2 * MARGIN) / width)

    def fit_page(self, index: int, view_height: int) -> float:
        """The scale at which the whole of a page is in view."""
        height = self.slots[index].size[1]
        room = view_height - 2 * MARGIN
        return min(self.fit_width(index), clamp(room / height))


def clamp(scale: float) -> float:
    """The nearest scale that is offered."""
    return min(max(scale, SMALLEST), LARGEST)
