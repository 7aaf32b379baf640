"""Where a page has room for what is written beside its content: the key, and a stamp.

All places are in the case's coordinates, before rotation; "foot" is as it is shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from PIL import Image

from redactor.model import PageShape, Rect
from redactor.pages.document import shown, unshown
from redactor.release.pdf import sight
from redactor.release.pdf.stamp import width

_NEAR = 8.0  # points between a strip and the edge of the page
_HIGH = 14.0  # points: the strip in which a key stands
_INDENT = 36.0  # points at both ends of a strip
_APART = 6.0  # points between a stamp and the key
_SIZES = ((7.5, 14.0, 8.0), (5.5, 8.0, 4.0))  # letters, strip, distance from the edge
_EVEN = 8  # levels of 255 by which an empty strip may vary, which nobody can see
_PALE = 160  # level from which black letters can be read on it


@dataclass(frozen=True, slots=True)
class Label:
    """A line that a page is stamped with, where it has room for it."""

    text: str
    size: float
    place: Rect


class Margins:
    """What of a page's edges is empty, as it looks now and with its boxes drawn."""

    def __init__(self, page: Any, rotation: int, boxes: Sequence[Rect]) -> None:
        self._image: Image.Image = sight.look(page)
        self._shape = PageShape(page.rect.width, page.rect.height, rotation)
        self._whole = shown(Rect(0, 0, *page.rect.br), self._shape)
        self._taken = list(boxes)

    def label(self, text: str) -> Label | None:
        """Room for a stamp: at the foot or else the head, right or else left."""
        for size, high, near in _SIZES:
            long = width(text, size) + 4
            for strip in self._strips(high, near):
                for row in _pieces(strip, long):
                    place = unshown(row, self._shape)
                    if row.x0 >= strip.x0 and self._is_free(place):
                        self._taken.append(place)
                        return Label(text, size, place)
        return None

    def key(self) -> Rect | None:
        """An empty strip along the foot or the head, beside the stamp if need be."""
        for strip in self._strips(_HIGH, _NEAR):
            for piece in self._beside(strip):
                place = unshown(piece, self._shape)
                if not place.is_empty and self._is_free(place):
                    return place
        return None

    def _strips(self, high: float, near: float) -> Iterator[Rect]:
        x0, x1 = self._whole.x0 + _INDENT, self._whole.x1 - _INDENT
        bottom = self._whole.y1 - near
        yield Rect(x0, bottom - high, x1, bottom)
        yield Rect(x0, near, x1, near + high)

    def _beside(self, strip: Rect) -> Iterable[Rect]:
        """The strip, and what the boxes and the stamp leave of its left."""
        yield strip
        ends = [shown(r, self._shape) for r in self._taken]
        left = min((r.x0 for r in ends if r.intersects(strip)), default=strip.x1)
        if left - _APART < strip.x1:
            yield Rect(strip.x0, strip.y0, left - _APART, strip.y1)

    def _is_free(self, place: Rect) -> bool:
        if any(place.intersects(box) for box in self._taken):
            return False
        window = sight.pixels_of(place, self._image)
        if window is None:
            return False
        low, high = sight.extremes(self._image, window)
        return high - low <= _EVEN and low >= _PALE


def _pieces(strip: Rect, long: float) -> Iterator[Rect]:
    """The right end, the left end and the middle of a strip."""
    middle = strip.middle[0]
    yield Rect(strip.x1 - long, strip.y0, strip.x1, strip.y1)
    yield Rect(strip.x0, strip.y0, strip.x0 + long, strip.y1)
    yield Rect(middle - long / 2, strip.y0, middle + long / 2, strip.y1)
