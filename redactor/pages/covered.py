"""Text that lies under a box: the commonest way in which redaction fails."""

from __future__ import annotations

from typing import Any

from redactor.model import PageShape, Rect
from redactor.pages.document import Pdf, shape_of, shown
from redactor.pages.extract import text_runs
from redactor.pages.mupdf import guarded, library
from redactor.pages.pieces import Piece
from redactor.words import union

_FLAT = 12  # of 255: an area whose pixels differ by less shows no letters


def has_covered_text(pdf: Pdf, page: int) -> bool:
    """Whether a word can be read in a page's text that its picture does not show.

    Looks only where something is filled after text was set there. Raises
    PageUnreadable.
    """
    loaded = pdf.load(page)
    with guarded(page):
        fills = _late_fills(loaded)
        if not fills:
            return False
        shape = shape_of(loaded)
        return any(
            _hides(loaded, shape, piece, fill)
            for run in text_runs(loaded, shape)
            for piece in run
            for fill in fills
        )


def _late_fills(page: Any) -> list[Rect]:
    """Areas the size of a word or more that are filled after text was set in them."""
    texts: list[Rect] = []
    fills: list[Rect] = []
    for kind, bbox in page.get_bboxlog():
        area = Rect(*bbox)
        if kind in {"fill-text", "stroke-text"}:
            texts.append(area)
        elif (
            kind in {"fill-path", "fill-image", "fill-imgmask"}
            and min(area.width, area.height) > 4
            and any(area.intersects(text) for text in texts)
        ):
            fills.append(area)
    return fills


def _hides(page: Any, shape: PageShape, piece: Piece, fill: Rect) -> bool:
    """Whether letters of the word are under the fill and nothing is seen of them."""
    under = [box for box in piece.boxes if fill.contains(*_middle(box))]
    if not under or not piece.text.strip("-_.\u2026 "):
        return False
    area = union(under).intersection(fill)
    return area.width > 3 and _is_flat(page, shown(area, shape))


def _middle(box: Rect) -> tuple[float, float]:
    return (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2


def _is_flat(page: Any, area: Rect) -> bool:
    """Whether the area (of the page as shown) is of one color."""
    mu = library()
    clip = mu.Rect(area.x0 + 0.5, area.y0 + 0.5, area.x1 - 0.5, area.y1 - 0.5)
    pixels = page.get_pixmap(
        matrix=mu.Matrix(2, 2), clip=clip, colorspace=mu.csGRAY, alpha=False
    )
    levels = bytes(pixels.samples)
    return bool(levels) and max(levels) - min(levels) < _FLAT
