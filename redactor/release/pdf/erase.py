"""Letters taken out one by one, where MuPDF would take their neighbours along.

MuPDF goes by the upright box around a letter, and those of slanted letters, or of lines
set close together, overlap. Here a letter goes by the point at which it begins.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

import pikepdf

from redactor.pages.mupdf import library
from redactor.release.pdf.follow import TROUBLE, Follower, followed
from redactor.release.pdf.glyphs import Glyph

_NEAR = 0.05  # points: how exactly a letter begins where MuPDF says


class Content:
    """What a page draws, kept to be put back: its content and its resources."""

    def __init__(self, page: Any) -> None:
        self._page = page
        self._data = bytes(page.read_contents())
        self._kind, self._resources = page.parent.xref_get_key(page.xref, "Resources")

    def put_back(self) -> None:
        if self._kind in ("xref", "dict"):
            self._page.parent.xref_set_key(
                self._page.xref, "Resources", self._resources
            )
        _put(self._page, self._data)

    def put_back_without(self, gone: Sequence[Glyph]) -> bool:
        """Put it back without these letters. Whether they could be followed."""
        self.put_back()
        page = self._page
        with library().open() as copy:
            copy.insert_pdf(page.parent, from_page=page.number, to_page=page.number)
            data = bytes(copy.tobytes())
        try:
            with pikepdf.open(io.BytesIO(data)) as document:
                alone = document.pages[0]
                content = followed(alone, _Eraser(alone, gone))
        except TROUBLE:
            return False
        _put(page, content)
        return True


def _put(page: Any, content: bytes) -> None:
    document = page.parent
    number = document.get_new_xref()
    document.update_object(number, "<<>>")
    document.update_stream(number, content)
    page.set_contents(number)


class _Eraser(Follower):
    """Leaves out the letters that begin at certain points."""

    def __init__(self, page: pikepdf.Page, gone: Iterable[Glyph]) -> None:
        super().__init__(page)
        self._spots: dict[tuple[int, int], list[tuple[float, float]]] = {}
        for x, y in (glyph.frame[0] for glyph in gone):
            self._spots.setdefault((round(x), round(y)), []).append((x, y))

    def leaves_out(self, left: float, top: float) -> bool:
        near = (
            spot
            for x in {round(left - _NEAR), round(left + _NEAR)}
            for y in {round(top - _NEAR), round(top + _NEAR)}
            for spot in self._spots.get((x, y), ())
        )
        return any(abs(x - left) < _NEAR and abs(y - top) < _NEAR for x, y in near)
