"""A PDF as another engine reads it: PDFium, which wrote none of it."""

from __future__ import annotations

import io
from functools import cached_property

import pikepdf
import pypdfium2
from PIL import Image

from redactor.closing import Closing
from redactor.model import Rect
from redactor.release.pdf.geometry import Bands, covered
from redactor.release.pdf.rebuild import crop_box, user_unit
from redactor.release.proof.needles import Text

SCALE = 2.0  # pixels for each point
_TOUCHED = 0.25  # share of a character's ink under a box from which it may go


class PageReader:
    """One page: its text with the place of each character, and its picture."""

    def __init__(
        self, page: pypdfium2.PdfPage, crop: Rect, unit: float, rotation: int
    ) -> None:
        self._page = page
        self._crop = crop
        self._unit = unit
        self.rotation = rotation
        textpage = page.get_textpage()
        self.text = Text(textpage.get_text_range())
        raw = self.text.raw
        self._boxes = [textpage.get_charbox(i) for i in range(textpage.count_chars())]
        self._chars = (
            raw if len(raw) == len(self._boxes) else self._one_by_one(textpage)
        )
        textpage.close()
        if self._chars is not raw:
            self.text = Text(self._chars)

    @staticmethod
    def _one_by_one(textpage: pypdfium2.PdfTextPage) -> str:
        """The text with exactly one character for each box."""
        raw = pypdfium2.raw
        codes = [
            raw.FPDFText_GetUnicode(textpage, i) for i in range(textpage.count_chars())
        ]
        return "".join(
            chr(c) if 0 < c < 0x110000 and not 0xD800 <= c < 0xE000 else " "
            for c in codes
        )

    def rect(self, index: int) -> Rect | None:
        """Where a character's ink is, in the case's coordinates."""
        left, bottom, right, top = self._boxes[index]
        if right <= left or top <= bottom:
            return None
        return Rect(
            (left - self._crop.x0) * self._unit,
            (self._crop.y1 - top) * self._unit,
            (right - self._crop.x0) * self._unit,
            (self._crop.y1 - bottom) * self._unit,
        )

    def rects(self, start: int, end: int) -> list[Rect]:
        """Where the characters from ``start`` to ``end`` of the text are."""
        found = (self.rect(i) for i in range(start, min(end, len(self._boxes))))
        return [r for r in found if r is not None]

    @cached_property
    def _places(self) -> Bands[tuple[Rect, str]]:
        """Ink and character, for the characters that have ink."""
        every = ((self.rect(i), char) for i, char in enumerate(self._chars))
        placed = [(rect, char) for rect, char in every if rect is not None]
        return Bands(placed, lambda pair: pair[0])

    def text_in(self, rect: Rect) -> str:
        """The characters whose ink is mostly inside the rectangle."""
        x0, y0, x1, y1 = (2 * edge for edge in (rect.x0, rect.y0, rect.x1, rect.y1))
        inside = "".join(
            char
            for box, char in self._places.near(rect)
            if x0 <= box.x0 + box.x1 < x1 and y0 <= box.y0 + box.y1 < y1
        )
        return "".join(inside.split())

    def inked(self, rect: Rect) -> list[Rect]:
        """The ink of the characters that reach into a rectangle."""
        return [box for box, _ in self._places.near(rect) if box.intersects(rect)]

    def touched(self, rect: Rect) -> list[Rect]:
        """The ink of the characters that a box there takes, or nearly so."""
        x0, y0, x1, y1 = rect.x0, rect.y0, rect.x1, rect.y1
        return [
            box
            for box, _ in self._places.near(rect)
            if box.x0 < x1 and x0 < box.x1 and box.y0 < y1 and y0 < box.y1
            if covered(box, rect) >= _TOUCHED
        ]

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points, before rotation."""
        return self._crop.width * self._unit, self._crop.height * self._unit

    def look(self, sharp: float = SCALE) -> Image.Image:
        """The page in grey before rotation, ``sharp`` pixels for each point."""
        self._page.set_rotation(0)
        wide, high = self.size
        width = max(round(wide * sharp), 1)
        drawn = self._page.render(
            scale=width / max(self._page.get_width(), 0.01),
            grayscale=True,
            may_draw_forms=False,
            draw_annots=False,
        )
        image: Image.Image = drawn.to_pil().convert("L")
        height = max(round(high * sharp), 1)
        return image if image.size == (width, height) else image.resize((width, height))


class Reader(Closing):
    """An open PDF. Raises pypdfium2.PdfiumError, pikepdf.PdfError if it is none."""

    def __init__(self, pdf: bytes) -> None:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            self._sheets = [
                (crop_box(p), user_unit(p), int(p.rotation or 0) % 360)
                for p in document.pages
            ]
        self._document = pypdfium2.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._sheets)

    def page(self, number: int) -> PageReader:
        crop, unit, rotation = self._sheets[number - 1]
        return PageReader(self._document[number - 1], crop, unit, rotation)

    def close(self) -> None:
        self._document.close()


def window(rect: Rect, image: Image.Image, by: int = 0) -> tuple[int, int, int, int]:
    """The pixels of a rectangle, moved inwards by ``by`` (outwards where negative)."""
    x0, y0 = int(rect.x0 * SCALE) + by, int(rect.y0 * SCALE) + by
    x1, y1 = -int(-rect.x1 * SCALE // 1) - by, -int(-rect.y1 * SCALE // 1) - by
    x0, y0 = max(x0, 0), max(y0, 0)
    x1, y1 = min(x1, image.width), min(y1, image.height)
    return (x0, y0, max(x1, x0), max(y1, y0))
