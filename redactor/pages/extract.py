"""The text layer of a page: words as they are drawn, each character with its box."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import Any

from redactor.model import PageShape, Rect
from redactor.pages.glyphs import (
    OVERPRINT,
    Glyph,
    plain,
    side_by_side,
    tall,
    words,
)
from redactor.pages.mupdf import library
from redactor.pages.pieces import Piece, Point, Run
from redactor.pages.spelled import respelled

_WIDE_GAP = 0.8  # font sizes between two words: perhaps a table's cell or a column


@cache
def _flags() -> int:
    """Ligatures and white space as drawn; boxes that hold the ink; what a glyph is, not
    what a tag says about it, because the glyph is what a reader sees."""
    mu = library()
    flags: int = (
        mu.TEXT_PRESERVE_LIGATURES
        | mu.TEXT_PRESERVE_WHITESPACE
        | mu.TEXT_MEDIABOX_CLIP
        | mu.TEXT_ACCURATE_BBOXES
        | mu.TEXT_IGNORE_ACTUALTEXT
    )
    return flags


def text_runs(page: Any, shape: PageShape) -> list[Run]:
    """The text layer in the order in which it was drawn, but for single letters.

    Invisible text (an OCR layer) is part of it. Text outside of the page is not.
    """
    raw = page.get_text("rawdict", flags=_flags())
    whole = Rect(0, 0, shape.width, shape.height)
    pieces: list[Piece] = []
    drawn: dict[str, list[int]] = {}
    lines: list[list[int]] = []
    for block in raw["blocks"]:
        for line in block.get("lines", ()):
            direction = line["dir"]
            lines.append([])
            for word in words(_glyphs(line, whole), direction):
                piece = _piece(word, direction)
                if not _overprints(piece, pieces, drawn):
                    drawn.setdefault(piece.text, []).append(len(pieces))
                    lines[-1].append(len(pieces))
                    pieces.append(piece)
    return respelled(
        run for line in lines for run in _parted([pieces[i] for i in line])
    )


def _glyphs(line: dict[str, Any], whole: Rect) -> Iterator[Glyph]:
    for span in line["spans"]:
        size = abs(span["size"])
        for char in span["chars"]:
            text = plain(char["c"])
            if text == " ":
                yield Glyph(" ", Rect(*char["bbox"]), char["origin"], size)
            elif text and not (char["c"] == "\u00ad" and _is_soft(char, size)):
                yield from _drawn(text, char, line["dir"], size, whole)


def _is_soft(char: dict[str, Any], size: float) -> bool:
    """Whether a hyphen takes no room: it only says where a word may be broken."""
    x0, y0, x1, y1 = char["bbox"]
    return bool(min(x1 - x0, y1 - y0) < 0.01 * size)


def _drawn(
    text: str, char: dict[str, Any], direction: Point, size: float, whole: Rect
) -> Iterator[Glyph]:
    """The letters of one drawn character, unless it lies outside of the page."""
    origin = char["origin"]
    box = tall(char["bbox"], origin, direction, size)
    if box.x1 <= whole.x0 or box.x0 >= whole.x1:
        return
    if box.y1 <= whole.y0 or box.y0 >= whole.y1:
        return
    if len(text) == 1:
        yield Glyph(text, box, origin, size)
        return
    parts = side_by_side(box, direction, [1.0] * len(text))
    for letter, part in zip(text, parts, strict=True):
        yield Glyph(letter, part, (part.x0, part.y1), size)


def _piece(word: list[Glyph], direction: Point) -> Piece:
    return Piece(
        "".join(glyph.char for glyph in word),
        tuple(glyph.box for glyph in word),
        word[0].origin,
        direction,
        max(glyph.size for glyph in word),
    )


def _overprints(piece: Piece, pieces: list[Piece], drawn: dict[str, list[int]]) -> bool:
    """Whether the same word was drawn here before, for bold print or a shadow.

    The earlier one then takes over the boxes, so that both are covered.
    """
    near = OVERPRINT * piece.size
    for index in drawn.get(piece.text, ()):
        other = pieces[index]
        if (
            abs(piece.origin[0] - other.origin[0]) < near
            and abs(piece.origin[1] - other.origin[1]) < near
            and abs(piece.boxes[-1].x1 - other.boxes[-1].x1) < 2 * near
        ):
            boxes = zip(other.boxes, piece.boxes, strict=True)
            pieces[index] = replace(other, boxes=tuple(a.union(b) for a, b in boxes))
            return True
    return False


def _parted(line: list[Piece]) -> list[Run]:
    """A line cut where a gap in it is wide."""
    runs: list[list[Piece]] = []
    for piece in line:
        if runs and _gap(runs[-1][-1].rect, piece.rect) < _WIDE_GAP * piece.size:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [tuple(run) for run in runs]


def _gap(before: Rect, after: Rect) -> float:
    return max(
        max(before.x0, after.x0) - min(before.x1, after.x1),
        max(before.y0, after.y0) - min(before.y1, after.y1),
    )
