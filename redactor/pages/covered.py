"""Text in a dark box, and pictures under boxes: how redaction fails most often."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from redactor.model import PageShape, Rect
from redactor.pages.document import Pdf, shape_of, shown
from redactor.pages.extract import text_runs
from redactor.pages.mupdf import guarded, library
from redactor.pages.pieces import Piece
from redactor.words import union

_SCALE = 2.0  # pixels for a point
_MOST = 20_000_000  # pixels; a larger page gets fewer for a point
_DARK = 110  # of 255
_FLAT = 12  # an area whose pixels differ by less shows no letters
_BOX = 4.0  # points: what is smaller hides nothing
SCAN = 0.8  # of a page, from which a picture is one of the page
_MOST_PAIRS = 5_000  # of pictures and boxes that are looked at


def has_covered_text(pdf: Pdf, page: int) -> bool:
    """Whether letters stand in a dark box and can't be seen, but can be copied.

    It does not matter which was drawn first: black text on black is as bad. Raises
    PageUnreadable.
    """
    loaded = pdf.load(page)
    with guarded(page):
        areas = _filled(loaded)
        if not areas:
            return False
        shape, levels = shape_of(loaded), levels_of(loaded)
        boxes = [area for area in areas if levels.is_dark(shown(area, shape))]
        return bool(boxes) and any(
            _hides(levels, shape, piece, box)
            for run in text_runs(loaded, shape)
            for piece in run
            for box in boxes
        )


def has_covered_picture(pdf: Pdf, page: int) -> bool:
    """Whether a box lies on a picture, which is whole under it: a dark one anywhere,
    a drawn one of any colour on a scan. Raises PageUnreadable."""
    loaded = pdf.load(page)
    with guarded(page):
        found = list(islice(_on_pictures(loaded), _MOST_PAIRS))
        if not found:
            return False
        shape, levels = shape_of(loaded), levels_of(loaded)
        return any(
            levels.is_even(shown(area, shape)) if on_scan
            else levels.is_flat(shown(area, shape))
            for area, on_scan in found
        )  # fmt: skip


def _on_pictures(page: Any) -> Iterator[tuple[Rect, bool]]:
    """Where a picture was painted on, and whether it was drawn on a scan there."""
    whole = page.rect.width * page.rect.height
    under: list[Rect] = []
    for kind, bbox in page.get_bboxlog():
        area = Rect(*bbox)
        if kind in {"fill-path", "fill-image"}:
            for picture in under:
                both = area.intersection(picture)
                if min(both.width, both.height) > _BOX:
                    scan = picture.width * picture.height > SCAN * whole
                    yield both, scan and kind == "fill-path"
        if kind == "fill-image" and min(area.width, area.height) > _BOX:
            under.append(area)


def _filled(page: Any) -> list[Rect]:
    """Areas of a letter's size or more that are filled, or pictures, on this page."""
    areas = [
        Rect(*bbox)
        for kind, bbox in page.get_bboxlog()
        if kind in {"fill-path", "fill-image", "fill-imgmask"}
    ]
    return [area for area in areas if min(area.width, area.height) > 4]


@dataclass(frozen=True, slots=True)
class Levels:
    """How light each pixel of the page as shown is."""

    samples: bytes
    stride: int
    height: int
    scale: float

    def rows(self, area: Rect) -> list[bytes]:
        """The pixels of an area, in points, without its outermost half point."""
        left = max(0, round((area.x0 + 0.5) * self.scale))
        right = min(self.stride, round((area.x1 - 0.5) * self.scale))
        top = max(0, round((area.y0 + 0.5) * self.scale))
        bottom = min(self.height, round((area.y1 - 0.5) * self.scale))
        if left >= right:
            return []
        starts = (y * self.stride for y in range(top, bottom))
        return [self.samples[s + left : s + right] for s in starts]

    def is_dark(self, area: Rect) -> bool:
        """Whether the four corners are, as those of a filled box would be, or above
        and below, as a marker with round ends is."""
        rows = self.rows(area)
        if not rows:
            return False
        half = len(rows[0]) // 2
        corners = [row[end] for row in (rows[0], rows[-1]) for end in (0, -1)]
        return min(max(corners), max(rows[0][half], rows[-1][half])) < _DARK

    def is_flat(self, area: Rect) -> bool:
        """Whether it is dark all over."""
        return self.is_even(area) and self.rows(area)[0][0] < _DARK

    def is_even(self, area: Rect) -> bool:
        """Whether it has the same level all over, so that it shows no letters."""
        rows = self.rows(area)
        return bool(rows) and max(map(max, rows)) - min(map(min, rows)) < _FLAT


def levels_of(page: Any) -> Levels:
    mu = library()
    scale = min(_SCALE, math.sqrt(_MOST / (page.rect.width * page.rect.height)))
    pixels = page.get_pixmap(
        matrix=mu.Matrix(scale, scale), colorspace=mu.csGRAY, alpha=False
    )
    return Levels(bytes(pixels.samples), pixels.stride, pixels.height, scale)


def _hides(levels: Levels, shape: PageShape, piece: Piece, box: Rect) -> bool:
    """Whether letters of the word are in the box and nothing is seen of them."""
    inside = [r for r in piece.boxes if box.contains(*_middle(r))]
    if not inside or not piece.text.strip("-_.\u2026"):
        return False
    area = union(inside).intersection(box)
    return area.width > 3 and levels.is_flat(shown(area, shape))


def _middle(box: Rect) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
