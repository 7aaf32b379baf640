"""Single letters as a page draws them, and how they make words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from redactor.model import Rect
from redactor.pages.pieces import Point

# Shares of the font size. Fonts lie about their ascent and descent, so a box reaches
# from below the baseline to the top of a capital, and further where the ink does.
_ABOVE, _BELOW = 0.74, 0.2
_NO_ADVANCE = 0.04  # less than this is a glyph without width
OVERPRINT = 0.12  # the same letter again, no further away than this, is fake bold


class Glyph(NamedTuple):
    """One letter, its box, where its baseline starts, its font size.

    A tuple, because there are thousands on a page and they are made quickly.
    """

    char: str
    box: Rect
    origin: Point
    size: float

    def repeats(self, other: Glyph) -> bool:
        """Whether it is ``other`` drawn once more, for bold print or a shadow."""
        if self.char != other.char:
            return False
        (x, y), (other_x, other_y) = self.origin, other.origin
        return max(abs(x - other_x), abs(y - other_y)) < OVERPRINT * self.size


@cache
def plain(char: str) -> str:
    """A drawn character as text: ligatures taken apart, white space one space, and
    nothing for what controls and does not show. MuPDF's soft hyphens are drawn ones."""
    if char.isspace():
        return " "
    if "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    if char == "\u00ad":
        return "-"
    return "" if unicodedata.category(char) in {"Cc", "Cf", "Cs"} else char


def tall(
    bbox: tuple[float, float, float, float],
    origin: Point,
    direction: Point,
    size: float,
) -> Rect:
    """The box, at least as tall as a capital and a descender are."""
    x0, y0, x1, y1 = bbox
    (x, y), (dx, dy) = origin, direction
    up, down = _ABOVE * size, _BELOW * size
    if dy == 0.0 and dx > 0:  # nearly all there is: the quick way
        return Rect(x0, min(y0, y - up), x1, max(y1, y + down))
    top_x, top_y = x + dy * up, y - dx * up
    low_x, low_y = x - dy * down, y + dx * down
    return Rect(
        min(x0, top_x, low_x),
        min(y0, top_y, low_y),
        max(x1, top_x, low_x),
        max(y1, top_y, low_y),
    )


def side_by_side(box: Rect, direction: Point, shares: Iterable[float]) -> list[Rect]:
    """The box cut across the direction of reading, in proportion to ``shares``."""
    dx, dy = direction
    parts = []
    shares = list(shares)
    whole, at = sum(shares), 0.0
    for share in shares:
        a, b = at / whole, (at + share) / whole
        at += share
        if abs(dx) >= abs(dy):
            if dx < 0:
                a, b = 1 - b, 1 - a
            x0, x1 = box.x0 + a * box.width, box.x0 + b * box.width
            parts.append(replace(box, x0=x0, x1=x1))
        else:
            if dy < 0:
                a, b = 1 - b, 1 - a
            y0, y1 = box.y0 + a * box.height, box.y0 + b * box.height
            parts.append(replace(box, y0=y0, y1=y1))
    return parts


def words(glyphs: Iterable[Glyph], direction: Point) -> list[list[Glyph]]:
    """Glyphs of a line in words; a space glyph ends one."""
    found: list[list[Glyph]] = [[]]
    for glyph in glyphs:
        if glyph.char == " ":
            found.append([])
        else:
            _append(found[-1], glyph, direction)
    return [word for word in found if word]


def _append(word: list[Glyph], glyph: Glyph, direction: Point) -> None:
    if word and glyph.repeats(word[-1]):
        word[-1] = word[-1]._replace(box=word[-1].box.union(glyph.box))
    elif word and glyph.char > "\u02ff" and unicodedata.combining(glyph.char):
        _accent(word, glyph)
    elif _advance(glyph.box, direction) >= _NO_ADVANCE * glyph.size:
        word.append(glyph)
    elif word and _ends_at(word[-1].box, glyph, direction):
        _share(word, glyph, direction)
    else:
        word.append(glyph._replace(box=_widened(glyph, direction)))


def _accent(word: list[Glyph], glyph: Glyph) -> None:
    """An accent becomes one with its letter where Unicode has a sign for both."""
    last = word[-1]
    box = last.box.union(glyph.box)
    both = unicodedata.normalize("NFC", last.char + glyph.char)
    if len(both) == 1:
        word[-1] = last._replace(char=both, box=box)
    else:
        word.append(glyph._replace(box=box))


def _share(word: list[Glyph], glyph: Glyph, direction: Point) -> None:
    """Letters that one glyph stands for: MuPDF gives its width to the first of them.

    The first keeps its origin, by which the third and fourth find all that share.
    """
    count = 1
    while count < len(word) and word[-count].origin == word[-count - 1].origin:
        count += 1
    sharing = word[-count:]
    whole = sharing[0].box
    for other in sharing[1:]:
        whole = whole.union(other.box)
    parts = side_by_side(whole, direction, [1.0] * (count + 1))
    origin = sharing[0].origin
    word[-count:] = [
        each._replace(box=part, origin=origin)
        for each, part in zip([*sharing, glyph], parts, strict=True)
    ]


def _advance(box: Rect, direction: Point) -> float:
    return box.width if abs(direction[0]) >= abs(direction[1]) else box.height


def _ends_at(box: Rect, glyph: Glyph, direction: Point) -> bool:
    """Whether a glyph without width stands where the box before it ends."""
    (x, y), (dx, dy) = glyph.origin, direction
    if abs(dx) >= abs(dy):
        off = abs(x - (box.x1 if dx > 0 else box.x0))
    else:
        off = abs(y - (box.y1 if dy > 0 else box.y0))
    return off < _NO_ADVANCE * glyph.size


def _widened(glyph: Glyph, direction: Point) -> Rect:
    """A font that gives a glyph no width draws it ahead of its origin all the same."""
    (x, y), (dx, dy) = glyph.origin, direction
    end_x, end_y = x + dx * glyph.size / 2, y + dy * glyph.size / 2
    ahead = Rect(min(x, end_x), min(y, end_y), max(x, end_x), max(y, end_y))
    return glyph.box.union(ahead)
