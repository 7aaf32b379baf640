"""A PDF held open: how many pages, and how each of them lies."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from redactor.closing import Closing
from redactor.errors import FileRefused
from redactor.model import PageShape, Rect
from redactor.pages.mupdf import failures, guarded, library

T = TypeVar("T")


class Pdf(Closing):
    """An open PDF. The objects it hands out are for this package only."""

    def __init__(self, data: bytes) -> None:
        """Raises FileRefused where ``data`` is no PDF that opens without password."""
        try:
            self._document: Any = library().open(stream=data, filetype="pdf")
            count = self._document.page_count
        except failures() as error:
            raise _refusal() from error
        if self._document.needs_pass or not count:
            raise _refusal()
        self._page = 0
        self._kept: dict[str, Any] = {}

    def once(self, page: int, what: str, make: Callable[[], T]) -> T:
        """What ``make`` gives for a page, kept until another page is asked about."""
        if self._page != page:
            self._page, self._kept = page, {}
        if what not in self._kept:
            self._kept[what] = make()
        kept: T = self._kept[what]
        return kept

    @property
    def pages(self) -> int:
        count: int = self._document.page_count
        return count

    def load(self, page: int) -> Any:
        """MuPDF's page; pages count from 1. Raises PageUnreadable."""
        with guarded(page):
            return self._document[page - 1]

    def close(self) -> None:
        self._kept = {}
        self._document.close()


def open_pdf(data: bytes) -> Pdf:
    """Open a PDF of the case; use it in a ``with``. Raises FileRefused."""
    return Pdf(data)


def _refusal() -> FileRefused:
    return FileRefused("This PDF can't be opened.", "Add the document again.")


def shapes(pdf: Pdf) -> tuple[PageShape, ...]:
    """Size and rotation of every page. Raises PageUnreadable."""
    return tuple(shape_of(pdf.load(n)) for n in range(1, pdf.pages + 1))


def shape_of(page: Any) -> PageShape:
    """Size and rotation of a MuPDF page.

    Its ``rect`` is what is drawn. Its ``cropbox`` and matrices are not used: where the
    crop box reaches out of the media box they contradict what is drawn.
    """
    width, height = round(page.rect.width, 3), round(page.rect.height, 3)
    rotation: int = page.rotation
    if rotation in {90, 270}:
        width, height = height, width
    return PageShape(width, height, rotation)


def shown(rect: Rect, shape: PageShape) -> Rect:
    """Where a rectangle of the page before rotation lies on the page as shown."""
    w, h = shape.width, shape.height
    if shape.rotation == 90:
        return Rect(h - rect.y1, rect.x0, h - rect.y0, rect.x1)
    if shape.rotation == 180:
        return Rect(w - rect.x1, h - rect.y1, w - rect.x0, h - rect.y0)
    if shape.rotation == 270:
        return Rect(rect.y0, w - rect.x1, rect.y1, w - rect.x0)
    return rect


def unshown(rect: Rect, shape: PageShape) -> Rect:
    """Where a rectangle of the page as shown lies on the page before rotation."""
    w, h = shape.width, shape.height
    if shape.rotation == 90:
        return Rect(rect.y0, h - rect.x1, rect.y1, h - rect.x0)
    if shape.rotation == 180:
        return Rect(w - rect.x1, h - rect.y1, w - rect.x0, h - rect.y0)
    if shape.rotation == 270:
        return Rect(w - rect.y1, rect.x0, w - rect.y0, rect.x1)
    return rect
