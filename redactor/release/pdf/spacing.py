"""Gaps in which names stood, made as wide as the next step of a coarse grid.

What follows a box on its line moves by less than a step, so that the gap no longer says
how wide the text was. A stretch of text ends where the line has a wide space or ends;
one that would run into what stands beside it stays where it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
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
_TALL = 2.0  # of that size: a box that is higher covers more than a line
Item: TypeAlias = Glyph | Box


@dataclass(frozen=True, slots=True)
class Move:
    """What stood in ``area`` of the page now stands ``by`` points to the right."""

    area: Rect
    by: float


def moved_back(rect: Rect, moves: Iterable[Move]) -> Rect:
    """Where something stood before the moves."""
    for move in moves:
        back = _between(rect, rect.x0 - move.by, rect.x1 - move.by)
        if move.area.contains(*back.middle):
            return back
    return rect


def _between(rect: Rect, x0: float, x1: float) -> Rect:
    return Rect(x0, rect.y0, x1, rect.y1)


def even(
    every: Sequence[Glyph], boxes: Sequence[Box], wide: float
) -> tuple[list[Box], list[Move]]:
    """The boxes as they shall be drawn, and what moves for that.

    ``every`` are the letters that stay, ``wide`` is the width of the page. Only level
    text from left to right moves.
    """
    drawn = dict(enumerate(boxes))
    moves: list[Move] = []
    done: set[int] = set()
    for at, box in enumerate(boxes):
        line = _Line(every, boxes, box)
        stretch = line.around(box)
        items = stretch.items
        mine = {n for n, other in enumerate(boxes) if other in items}
        if at in done or mine & done or line.is_tall(box):
            continue
        done |= mine
        after = _evened(items, line.room(stretch, wide))
        moves += _moves(stretch, after, line)
        drawn |= {n: after[items.index(boxes[n])][0] for n in mine if after}
    return list(drawn.values()), moves


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


def _evened(stretch: Sequence[Item], room: float) -> _Placed:
    """Each item's box and by how much it moves; nothing where there is no room."""
    for spare in (1, 0):
        made: _Placed = []
        offset = 0.0
        for at, item in enumerate(stretch):
            if isinstance(item, Glyph):
                made.append((Box(item.rect, "", ""), offset))
                continue
            start = stretch[at - 1].rect.x1 if at else item.rect.x0
            end = stretch[at + 1].rect.x0 if stretch[at + 1 :] else item.rect.x1
            more = _widened(end - start, item.rect.width, spare)
            x0, x1 = item.rect.x0 + offset, item.rect.x1 + offset + more
            made.append(
                (replace(item, rect=_between(item.rect, x0, x1)), offset + more)
            )
            offset += more
        if offset <= room:
            return made
    return []


def _widened(gap: float, box: float, spare: int) -> float:
    """What a gap lacks to the next step, or has beyond the last; it keeps a box."""
    steps = math.floor((gap - _HAIR) / STEP) + spare
    least = math.ceil((gap - box + _LEAST) / STEP)
    return max(steps, least) * STEP - gap


def _moves(stretch: _Stretch, after: _Placed, line: _Line) -> Iterator[Move]:
    """The letters between two boxes move alike, and the spaces beside them too."""
    items = stretch.items
    bounds = [at for at, item in enumerate(items) if isinstance(item, Box)]
    for at, until in zip(bounds, [*bounds[1:], len(items)], strict=True):
        x0 = items[at].rect.middle[0]
        last = until == len(items)
        x1 = stretch.end + 0.5 if last else items[until].rect.middle[0]
        if after and (by := after[at][1]):
            yield Move(Rect(x0, line.top, x1, line.bottom), by)
