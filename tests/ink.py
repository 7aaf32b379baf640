"""Where a page is black, as seen by PDFium: a second opinion on every box."""

from __future__ import annotations

from collections.abc import Iterable

import pypdfium2
from PIL import Image, ImageDraw

from redactor.model import Rect

SCALE = 4


def shown_ink(data: bytes, page: int = 1) -> Image.Image:
    """The page as shown, white where there is ink and black elsewhere."""
    document = pypdfium2.PdfDocument(data)
    try:
        drawn = document[page - 1].render(scale=SCALE, draw_annots=True)
        grey = drawn.to_pil().convert("L")
    finally:
        document.close()
    return grey.point(lambda level: 255 if level < 128 else 0)


def flat_ink(data: bytes, rotation: int, page: int = 1) -> Image.Image:
    """The same, turned back to how the page lies before rotation."""
    return shown_ink(data, page).rotate(rotation, expand=True)


def ink_in(image: Image.Image, rect: Rect) -> int:
    """How many pixels of ink lie in the rectangle (points)."""
    box = tuple(round(SCALE * edge) for edge in (rect.x0, rect.y0, rect.x1, rect.y1))
    return image.crop(box).histogram()[255]


def stray(image: Image.Image, rects: Iterable[Rect]) -> Rect | None:
    """The area with ink that none of the rectangles covers, in points."""
    left = image.copy()
    pen = ImageDraw.Draw(left)
    for r in rects:
        pen.rectangle([SCALE * r.x0, SCALE * r.y0, SCALE * r.x1, SCALE * r.y1], fill=0)
    box = left.getbbox()
    return Rect(*(edge / SCALE for edge in box)) if box else None
