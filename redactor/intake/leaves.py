"""Pictures bound into a PDF, one on each page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from redactor.errors import FileRefused
from redactor.pages.mupdf import library


@dataclass(frozen=True, slots=True)
class Leaf:
    """A picture that fills a page; size in points."""

    stream: bytes
    width: float
    height: float


def bind(leaves: Iterable[Leaf]) -> bytes:
    """A PDF with one picture on each page. Raises FileRefused."""
    try:
        with library().open() as document:
            for leaf in leaves:
                page = document.new_page(width=leaf.width, height=leaf.height)
                page.insert_image(page.rect, stream=leaf.stream, keep_proportion=False)
            data: bytes = document.tobytes(garbage=1, deflate=True)
    except library().mupdf.FzErrorBase as error:
        raise FileRefused(
            "The picture can't be made into a page.", "Save it as PDF and add that."
        ) from error
    return data
