"""Shapes on a page: rectangles, and the page itself.

Coordinates are PDF points from the top left corner of the page as it is before
rotation (the crop box's corner).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Rect:
    """A rectangle on a page in points; x1 and y1 lie outside of it."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.y0 + self.y1) / 2

    @property
    def is_empty(self) -> bool:
        return self.x1 <= self.x0 or self.y1 <= self.y0

    def normalized(self) -> Rect:
        """The same corners with x0 <= x1 and y0 <= y1."""
        return Rect(
            min(self.x0, self.x1),
            min(self.y0, self.y1),
            max(self.x0, self.x1),
            max(self.y0, self.y1),
        )

    def union(self, other: Rect) -> Rect:
        return Rect(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )

    def intersection(self, other: Rect) -> Rect:
        """The common part; ``is_empty`` where there is none."""
        return Rect(
            max(self.x0, other.x0),
            max(self.y0, other.y0),
            min(self.x1, other.x1),
            min(self.y1, other.y1),
        )

    def intersects(self, other: Rect) -> bool:
        return (  # written out: this is asked millions of times
            max(self.x0, other.x0) < min(self.x1, other.x1)
            and max(self.y0, other.y0) < min(self.y1, other.y1)
        )

    def contains(self, x: float, y: float) -> bool:
        return self.x0 <= x < self.x1 and self.y0 <= y < self.y1


def meet(rects: Iterable[Rect], others: Iterable[Rect]) -> bool:
    """Whether a rectangle and another share more than an edge: the middle of one lies
    in the other."""
    there = list(others)
    return any(
        a.contains(*b.middle) or b.contains(*a.middle) for a in rects for b in there
    )


@dataclass(frozen=True, slots=True)
class PageShape:
    """Size of a page in points before rotation, and its rotation in degrees."""

    width: float
    height: float
    rotation: int = 0
