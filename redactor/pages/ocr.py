"""Words in the pixels of a page, read by the Tesseract that is built into PyMuPDF."""

from __future__ import annotations

import math
import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from typing import Any

from redactor import paths
from redactor.model import PageShape, Rect
from redactor.pages.document import shown, unshown
from redactor.pages.glyphs import side_by_side
from redactor.pages.mupdf import library
from redactor.pages.pieces import Piece, Run

_DPI = 300
_MOST = 30_000_000  # pixels given to Tesseract at once
_CONFIDENCE = 0.9  # MuPDF does not hand on Tesseract's own
_MARGIN = 0.06  # share of the font size by which ink may reach over Tesseract's boxes
_CLEAR = 0.6  # share of the signs in words from which on a page was read upright
_BETTER = 1.5  # how many times the letters another way to turn it has to give
_LEAST = 12  # letters in words without which no turn is believed
_MARKS = ".,:;!?()[]'\"\u2018\u2019\u201c\u201d"
_WORD = re.compile("(?=.*[aeiouyAEIOUY])(?:[A-Z]?[a-z]{2,}|[A-Z]{3,})")
_DESCENT = 0.22  # share of the font size by which they reach below the baseline


def ocr_runs(page: Any, shape: PageShape, area: Rect) -> list[Run]:
    """The words seen in an area of the page (before rotation), one run for each line.

    The page is read as it is shown: with its rotation applied, the text of a rotated
    page stands upright. Where that gives few words, as in a sheet that lay sideways in
    the scanner, the other ways to turn it are tried; one that reads clearly is taken.
    """
    runs = _turned_runs(page, shape, area, 0)
    most, share = _plausible(runs)
    if share >= _CLEAR:
        return runs
    for turn in (90, 270, 180):
        other = _turned_runs(page, shape, area, turn)
        letters, share = _plausible(other)
        if share >= _CLEAR and letters >= max(_LEAST, _BETTER * most):
            return other
    return runs


def _plausible(runs: Sequence[Run]) -> tuple[int, float]:
    """Letters in what looks like words, and their share of all signs that were read."""
    texts = [piece.text.strip(_MARKS) for run in runs for piece in run]
    letters = sum(len(text) for text in texts if _WORD.fullmatch(text))
    return letters, letters / max(sum(map(len, texts)), 1)


def _turned_runs(page: Any, shape: PageShape, area: Rect, turn: int) -> list[Run]:
    """The words in an area when the page as shown is turned clockwise by ``turn``."""
    mu = library()
    seen = shown(area, shape)
    scale = min(_DPI / 72, math.sqrt(_MOST / max(seen.width * seen.height, 1.0)))
    width, height = page.rect.width, page.rect.height
    turned = {
        0: mu.Matrix(1, 0, 0, 1, 0, 0),
        90: mu.Matrix(0, 1, -1, 0, height, 0),
        180: mu.Matrix(-1, 0, 0, -1, width, height),
        270: mu.Matrix(0, -1, 1, 0, 0, width),
    }[turn]
    pixels = page.get_pixmap(
        matrix=turned * mu.Matrix(scale, scale),
        clip=mu.Rect(seen.x0, seen.y0, seen.x1, seen.y1),
        alpha=False,
    )
    return _read(pixels, replace(shape, rotation=(shape.rotation + turn) % 360), scale)


def _read(pixels: Any, shape: PageShape, scale: float) -> list[Run]:
    """The words in a picture of a page with this shape."""
    mu = library()
    with silence():
        layer = pixels.pdfocr_tobytes(
            compress=False, language="eng", tessdata=str(paths.tessdata())
        )
    with mu.open(stream=layer, filetype="pdf") as document:
        read = document[0]
        # pixmaps start at whole pixels, so the corner is theirs, not the area's
        point = pixels.width / scale / read.rect.width
        left, top = pixels.x / scale, pixels.y / scale
        raw = read.get_text("rawdict", flags=mu.TEXT_PRESERVE_WHITESPACE)
    runs = []
    for block in raw["blocks"]:
        for line in block.get("lines", ()):
            run = tuple(
                _placed(text, box, shape, size)
                for text, box, size in _words(line, point, left, top)
            )
            if run:
                runs.append(run)
    return runs


@contextmanager
def silence() -> Iterator[None]:
    """Tesseract complains about specks on standard error, past every setting."""
    try:
        kept = os.dup(2)
    except OSError:  # a program without a console has none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _words(
    line: dict[str, Any], point: float, left: float, top: float
) -> Iterator[tuple[str, Rect, float]]:
    """Each word with its box on the page as shown, and its font size."""
    chars = [(c, s["size"] * point) for s in line["spans"] for c in s["chars"]]
    text, box, size = "", None, 0.0
    for char, height in [*chars, ({"c": " "}, 0.0)]:
        if not char["c"].isspace():
            x0, y0, x1, y1 = (edge * point for edge in char["bbox"])
            here = Rect(left + x0, top + y0, left + x1, top + y1)
            text += char["c"]
            box, size = (box.union(here) if box else here), max(size, height)
        elif box:
            yield text, box, size
            text, box, size = "", None, 0.0


def _placed(text: str, box: Rect, shape: PageShape, size: float) -> Piece:
    """A word brought to the page before rotation.

    Tesseract boxes words; within one the letters get widths as in Helvetica.
    """
    margin = _MARGIN * size
    box = Rect(box.x0 - margin, box.y0 - margin, box.x1 + margin, box.y1 + margin)
    direction = _direction(shape)
    flat = unshown(box, shape)
    parts = side_by_side(flat, direction, [_width(char) for char in text])
    base = box.y1 - margin - _DESCENT * size
    start = unshown(Rect(box.x0, base, box.x0, base), shape)
    return Piece(text, tuple(parts), (start.x0, start.y0), direction, size, _CONFIDENCE)


def _direction(shape: PageShape) -> tuple[float, float]:
    """Which way on the page before rotation is rightwards on the page as shown."""
    return {
        0: (1.0, 0.0),
        90: (0.0, -1.0),
        180: (-1.0, 0.0),
        270: (0.0, 1.0),
    }[shape.rotation]


@cache
def _font() -> Any:
    return library().Font("helv")


@cache
def _width(char: str) -> float:
    width: float = _font().text_length(char, fontsize=1.0)
    return max(width, 0.2)
