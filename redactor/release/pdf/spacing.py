"""Gaps in which names stood, made as wide as the next step of a coarse grid.

What follows a box on its line moves by less than a step, so that the gap no longer says
how wide the text was. A stretch of text ends where the line has a wide space or ends;
one that would run into what stands beside it stays where it is. A line in the middle
stays there, one that ends at a margin goes on ending there, and one of justified text
gets ordinary spaces, since its wide ones say how much room the name left.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import pairwise
from statistics import median
from typing import TypeAlias

from redactor.model import Rect
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.glyphs import Glyph

STEP = 8.0  # points: of 50 names at 11 points, nine on average fit one gap
_HAIR = 0.02  # points by which a gap may be wider than a step and count as one
_LEAST = 3.0  # points: the width of a box
_WIDE = 1.5  # of the size of letters: a space at which a stretch of text ends
_BESIDE = 0.5  # of that size: what stays free before what stands beside
_EDGE = 12.0  # points that stay free at the edge of the page
_ABOVE, _BELOW = 0.8, 0.25  # of that size: a line's band around its baseline
_CLOSE = 0.45  # of that size: how far a letter's baseline may be from its line's
_ALIGNED = 1.0  # points between ends of lines that are one edge
_ALIKE = 3  # lines that make an edge
_CENTRED = 4.0  # points by which both ends together may be off the middle
_WORDS = 0.15  # of that size: how far apart two words are at least
_SPACE = 0.26  # of that size: an ordinary space
_STILL = 1e-6  # points
_BEFORE = 0.3  # points before a letter at which its area begins
_TALL = 2.0  # of that size: a box that is higher covers more than a line
Item: TypeAlias = Glyph | Box


@dataclass(frozen=True, slots=True)
class Move:
    """What stood in ``area`` of the page now stands ``by`` points to the right."""

    area: Rect
    by: float


class _Set(Enum):
    """How a line is set, and so which of its ends tells how long it was."""

    PLAIN = auto()
    MIDDLE = auto()
    RIGHT = auto()
    JUSTIFIED = auto()


def moved_back(rect: Rect, moves: Iterable[Move]) -> Rect:
    """Where something stood before the moves, which are in order along a line."""
    found = rect
    for move in moves:
        back = _between(rect, rect.x0 - move.by, rect.x1 - move.by)
        if move.area.contains(*back.middle):
            found = back
    return found


def _between(rect: Rect, x0: float, x1: float) -> Rect:
    return Rect(x0, rect.y0, x1, rect.y1)


def even(
    every: Sequence[Glyph], boxes: Sequence[Box], wide: float
) -> tuple[list[Box], list[Move], set[str]]:
    """The boxes as they shall be drawn, what moves for that, and the redactions on
    lines that tell by one end how wide they were all the same.

    ``every`` are the letters that stay, ``wide`` is the width of the page. Only level
    text from left to right moves.
    """
    drawn = dict(enumerate(boxes))
    moves: list[Move] = []
    done: set[int] = set()
    told: set[str] = set()
    setting = _settings(every, boxes, wide)
    for at, box in enumerate(boxes):
        line = _Line(every, boxes, box)
        stretch = line.around(box)
        items = stretch.items
        mine = {n for n, other in enumerate(boxes) if other in items}
        if at in done or mine & done or line.is_tall(box):
            continue
        done |= mine
        kind = setting[at]
        after = _placed(stretch, line, kind, wide)
        moves += _moves(stretch, after, line)
        drawn |= {n: after[items.index(boxes[n])][0] for n in mine if after}
        if kind is not _Set.PLAIN and not after:
            told |= {boxes[n].serial for n in mine}
    return list(drawn.values()), moves, told


def _settings(
    every: Sequence[Glyph], boxes: Sequence[Box], wide: float
) -> dict[int, _Set]:
    """How the line of each box is set, by where the lines of the page begin and end."""
    lines: dict[int, list[Glyph]] = {}
    for glyph in every:
        if glyph.level and not glyph.is_space:
            lines.setdefault(round(glyph.frame[0][1]), []).append(glyph)
    ends = {
        y: _ends(mine, [b for b in boxes if b.rect.y0 < y <= b.rect.y1 + 1])
        for y, mine in lines.items()
    }
    lefts = Counter(round(left / _ALIGNED) for left, _ in ends.values())
    rights = Counter(round(right / _ALIGNED) for _, right in ends.values())
    found = {}
    for at, box in enumerate(boxes):
        here = [e for y, e in ends.items() if box.rect.y0 < y <= box.rect.y1 + 1]
        kinds = [_setting(e, lefts, rights, wide) for e in here]
        odd = [kind for kind in kinds if kind is not _Set.PLAIN]
        found[at] = odd[0] if odd else _Set.PLAIN
    return found


def _setting(
    ends: tuple[float, float],
    lefts: Counter[int],
    rights: Counter[int],
    wide: float,
) -> _Set:
    left, right = ends
    shares_left = lefts[round(left / _ALIGNED)] >= _ALIKE
    if rights[round(right / _ALIGNED)] >= _ALIKE:
        return _Set.JUSTIFIED if shares_left else _Set.RIGHT
    if not shares_left and abs(left + right - wide) < _CENTRED:
        return _Set.MIDDLE
    return _Set.PLAIN


def _ends(letters: Sequence[Glyph], boxes: Sequence[Box]) -> tuple[float, float]:
    """Where a line begins and ends."""
    rects = [*(g.rect for g in letters), *(b.rect for b in boxes)]
    return min(r.x0 for r in rects), max(r.x1 for r in rects)


class _Line:
    """The letters and boxes at the height of a box, from left to right."""

    def __init__(self, every: Sequence[Glyph], boxes: Sequence[Box], box: Box) -> None:
        here = box.rect
        near = [
            g
            for g in every
            if g.level and g.frame[1][0] > 0 and g.frame[3] > 0
            if here.y0 < g.core.middle[1] < here.y1
        ]
        self.size = median(g.size for g in near) if near else here.height / 1.3
        base = median(g.frame[0][1] for g in near) if near else here.y1
        self.top, self.bottom = base - _ABOVE * self.size, base + _BELOW * self.size
        close = _CLOSE * self.size
        on = [g for g in near if abs(g.frame[0][1] - base) <= close]
        same = [b for b in boxes if b.rect.y0 < here.middle[1] < b.rect.y1]
        self.items: list[Item] = sorted([*on, *same], key=lambda i: i.rect.x0)

    def is_tall(self, box: Box) -> bool:
        """Whether a box covers more than this line."""
        return box.rect.height > _TALL * self.size

    def around(self, box: Box) -> _Stretch:
        """What stands together with a box, between two empty spaces that are wide."""
        run: list[Item] = []
        end = -math.inf
        for item in self.items:
            if item.rect.x0 - end > _WIDE * self.size:
                if box in run:
                    break
                run = []
            run.append(item)
            end = max(end if len(run) > 1 else -math.inf, item.rect.x1)
        inked = [i for i in run if isinstance(i, Box) or not i.is_space]
        return _Stretch(inked, max(i.rect.x1 for i in run))

    def room(self, stretch: _Stretch, wide: float) -> float:
        """By how much the end of a stretch may move to the right."""
        end = max(item.rect.x1 for item in stretch.items)
        free = _BESIDE * self.size
        inked = (i for i in self.items if isinstance(i, Box) or not i.is_space)
        after = [i.rect.x0 - free for i in inked if i.rect.x0 > end]
        return max(min([wide - _EDGE, *after]) - end, 0.0)


@dataclass(frozen=True)
class _Stretch:
    """Letters and boxes that stand together, and where spaces behind them end."""

    items: Sequence[Item]
    end: float


_Placed: TypeAlias = list[tuple[Box, float]]


def _placed(stretch: _Stretch, line: _Line, kind: _Set, wide: float) -> _Placed:
    """Each item's box and by how much it moves; nothing where there is no room."""
    if kind is _Set.PLAIN:
        return _evened(stretch.items, line.room(stretch, wide))
    if len(stretch.items) < sum(not _is_space(item) for item in line.items):
        return []  # a part of such a line can't move by itself
    if kind is _Set.JUSTIFIED:
        return _respaced(stretch.items, line.size, wide - _EDGE)
    made = _evened(stretch.items, STEP * len(stretch.items))
    back = made[-1][1] / (2 if kind is _Set.MIDDLE else 1)
    made = [
        (replace(box, rect=_between(box.rect, box.rect.x0 - back, box.rect.x1 - back)),
         offset - back)
        for box, offset in made
    ]  # fmt: skip
    fits = made[0][0].rect.x0 >= _EDGE and made[-1][0].rect.x1 <= wide - _EDGE
    return made if fits else []


def _is_space(item: Item) -> bool:
    return isinstance(item, Glyph) and item.is_space


def _evened(stretch: Sequence[Item], room: float) -> _Placed:
    """The letters as they stand, but for those behind a box."""
    for spare in (1, 0):
        made: _Placed = []
        offset = 0.0
        for at, item in enumerate(stretch):
            if isinstance(item, Glyph):
                rect = _between(item.rect, item.rect.x0 + offset, item.rect.x1 + offset)
                made.append((Box(rect, "", ""), offset))
                continue
            more = _widened(_gap(stretch, at), item.rect.width, spare)
            x0, x1 = item.rect.x0 + offset, item.rect.x1 + offset + more
            made.append(
                (replace(item, rect=_between(item.rect, x0, x1)), offset + more)
            )
            offset += more
        if offset <= room:
            return made
    return []


def _gap(stretch: Sequence[Item], at: int) -> float:
    """How wide the gap is in which a box lies."""
    item = stretch[at]
    start = stretch[at - 1].rect.x1 if at else item.rect.x0
    end = stretch[at + 1].rect.x0 if stretch[at + 1 :] else item.rect.x1
    return end - start


def _respaced(stretch: Sequence[Item], size: float, most: float) -> _Placed:
    """The line with ordinary spaces between its words."""
    between = [
        after.rect.x0 - before.rect.x1
        for before, after in pairwise(stretch)
        if isinstance(before, Glyph) and isinstance(after, Glyph)
    ]
    spaces = [gap for gap in between if gap > _WORDS * size]
    less = median(spaces) - _SPACE * size if spaces else 0.0
    made: _Placed = []
    offset = 0.0
    for at, item in enumerate(stretch):
        before = stretch[at - 1] if at else None
        if isinstance(item, Glyph):
            gap = item.rect.x0 - before.rect.x1 if isinstance(before, Glyph) else 0.0
            if gap > _WORDS * size:
                offset -= gap - _SPACE * size
            rect = _between(item.rect, item.rect.x0 + offset, item.rect.x1 + offset)
            made.append((Box(rect, "", ""), offset))
            continue
        sides = (at > 0) + (at + 1 < len(stretch))
        bare = max(_gap(stretch, at) - sides * less, 0.0)
        more = _widened(bare, item.rect.width, 1) - sides * less
        start = item.rect.x0 + offset - (less if at else 0.0)
        end = item.rect.x1 + offset + more
        made.append(
            (replace(item, rect=_between(item.rect, start, end)), offset + more)
        )
        offset += more
    return made if made[-1][0].rect.x1 <= most else []


def _widened(gap: float, box: float, spare: int) -> float:
    """What a gap lacks to the next step, or has beyond the last; it keeps a box."""
    steps = math.floor((gap - _HAIR) / STEP) + spare
    least = math.ceil((gap - box + _LEAST) / STEP)
    return max(steps, least) * STEP - gap


def _moves(stretch: _Stretch, after: _Placed, line: _Line) -> Iterator[Move]:
    """The letters that move alike, with the spaces behind them and behind boxes."""
    if not after:
        return
    starts: list[tuple[float, float]] = []
    for item, (_, by) in zip(stretch.items, after, strict=True):
        if isinstance(item, Box):
            starts.append((item.rect.middle[0], by))
        elif not starts or abs(by - starts[-1][1]) > _STILL:
            starts.append((item.rect.x0 - _BEFORE, by))
    ends = [x for x, _ in starts[1:]] + [stretch.end + 0.5]
    for (x0, by), x1 in zip(starts, ends, strict=True):
        if abs(by) > _STILL:
            yield Move(Rect(x0, line.top, x1, line.bottom), by)
