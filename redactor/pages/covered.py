"""Text that lies under a dark box: the commonest way in which redaction fails."""

from __future__ import annotations

from typing import Any

from redactor.model import Rect
from redactor.pages.document import Pdf, shape_of, shown
from redactor.pages.extract import text_runs
from redactor.pages.mupdf import guarded, library

_DARK = 90  # of 255: anything darker is a box, anything lighter a shade


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
            _inside(piece.rect, fill) and _is_dark(loaded, shown(piece.rect, shape))
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


def _inside(word: Rect, fill: Rect) -> bool:
    """Whether the middle of the word is under the fill."""
    middle_x, middle_y = (word.x0 + word.x1) / 2, (word.y0 + word.y1) / 2
    return fill.contains(middle_x, middle_y)


def _is_dark(page: Any, area: Rect) -> bool:
    """Whether the middle of the area (page as shown) is one dark color."""
    margin_x, margin_y = 0.3 * area.width, 0.3 * area.height
    mu = library()
    clip = mu.Rect(
        area.x0 + margin_x, area.y0 + margin_y, area.x1 - margin_x, area.y1 - margin_y
    )
    pixels = page.get_pixmap(
        matrix=mu.Matrix(2, 2), clip=clip, colorspace=mu.csGRAY, alpha=False
    )
    levels = bytes(pixels.samples)
    return bool(levels) and max(levels) < _DARK
