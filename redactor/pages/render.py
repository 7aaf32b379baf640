"""A page as pixels."""

from __future__ import annotations

from dataclasses import dataclass

from redactor.model import Rect
from redactor.pages.document import Pdf
from redactor.pages.mupdf import guarded, library

_MOST = 60_000_000  # pixels: more would not fit the memory of an office computer


@dataclass(frozen=True, slots=True)
class Picture:
    """Pixels, three bytes each (red, green, blue), in rows of ``stride`` bytes."""

    width: int
    height: int
    stride: int
    rgb: bytes


def render(pdf: Pdf, page: int, scale: float, clip: Rect | None = None) -> Picture:
    """Draw a page as it is shown, its rotation applied.

    ``scale`` is in pixels per point; ``clip`` in points of the page as shown. Raises
    PageUnreadable, and ValueError where there would be too many pixels.
    """
    loaded = pdf.load(page)
    with guarded(page):
        area = library().Rect(loaded.rect)
        if clip is not None:
            area &= library().Rect(clip.x0, clip.y0, clip.x1, clip.y1)
    if area.width * area.height * scale * scale > _MOST:
        raise ValueError("a picture of that scale is too large")
    with guarded(page):
        pixels = loaded.get_pixmap(
            matrix=library().Matrix(scale, scale), clip=area, alpha=False
        )
        return Picture(
            pixels.width, pixels.height, pixels.stride, bytes(pixels.samples)
        )
