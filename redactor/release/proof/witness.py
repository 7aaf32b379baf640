"""A PDF as MuPDF reads it: the proof's second reader of text.

MuPDF took the letters out, but it did not write the final file, and it reads fonts that
PDFium reads otherwise. Of pages released as pictures it also says how they looked
before: it drew those pictures, and PDFium may draw a font in its own way.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PIL import Image

from redactor.closing import Closing
from redactor.model import Rect
from redactor.pages.mupdf import library
from redactor.release.pdf import sight
from redactor.release.pdf.geometry import Bands
from redactor.release.pdf.glyphs import Glyph, glyphs, taken
from redactor.release.proof.needles import Text


class Testimony:
    """The text of one page with the place of each character."""

    def __init__(self, every: Sequence[Glyph]) -> None:
        self._near = Bands(every, lambda g: g.core)
        raw: list[str] = []
        self._at: list[Glyph | None] = []
        line = None
        for glyph in every:
            if line is not None and glyph.line != line:
                raw.append("\n")
                self._at.append(None)
            line = glyph.line
            raw += glyph.text
            self._at += [glyph] * len(glyph.text)
        self.text = Text("".join(raw))

    def rects(self, start: int, end: int) -> list[Rect]:
        """Where the characters from ``start`` to ``end`` of the text are."""
        return [g.rect for g in self._at[start:end] if g is not None and not g.is_space]

    def text_in(self, rect: Rect) -> str:
        """The letters that a box there would take, without spaces."""
        inside = "".join(g.text for g in taken(self._near.near(rect), [rect]))
        return "".join(inside.split())


class Witness(Closing):
    """An open PDF. Raises what MuPDF raises."""

    def __init__(self, pdf: bytes) -> None:
        self._document: Any = library().open(stream=pdf, filetype="pdf")

    def page(self, number: int) -> Testimony:
        return Testimony(glyphs(self._load(number)))

    def look(self, number: int) -> Image.Image:
        """The page in grey before rotation, as sharp as a picture of it is made."""
        return sight.look(self._load(number), sharp=sight.PICTURE)

    def _load(self, number: int) -> Any:
        page = self._document[number - 1]
        page.set_rotation(0)
        return page

    def close(self) -> None:
        self._document.close()
