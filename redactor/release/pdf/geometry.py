"""Matrices and rectangles in PDF user space, where y grows upwards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, TypeAlias, TypeVar

from redactor.model import Rect

Matrix: TypeAlias = tuple[float, float, float, float, float, float]
Point: TypeAlias = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
T = TypeVar("T")
_BAND = 16.0  # points: about a line of text
_TALLEST = 40 * _BAND
EVERYWHERE = Rect(-1e9, -1e9, 1e9, 1e9)
NOWHERE = Rect(0.0, 0.0, 0.0, 0.0)


def matrix(numbers: Sequence[float]) -> Matrix:
    """Six numbers as a matrix. Raises ValueError for any other count."""
    a, b, c, d, e, f = (float(n) for n in numbers)
    return (a, b, c, d, e, f)


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does ``first`` and ``then`` after it."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def invert(m: Matrix) -> Matrix | None:
    """The matrix that takes ``m`` back; None where it flattens the plane."""
    a, b, c, d, e, f = m
    det = a * d - b * c
    if abs(det) < 1e-12:
        return None
    return (
        d / det,
        -b / det,
        -c / det,
        a / det,
        (c * f - d * e) / det,
        (b * e - a * f) / det,
    )


def apply(m: Matrix, x: float, y: float) -> Point:
    return (m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5])


def bounds(points: Iterable[Point]) -> Rect:
    """The smallest rectangle around the points; there must be one at least."""
    every = list(points)
    xs, ys = [p[0] for p in every], [p[1] for p in every]
    return Rect(min(xs), min(ys), max(xs), max(ys))


def transform(m: Matrix, rect: Rect) -> Rect:
    """The smallest upright rectangle around ``rect`` as ``m`` moves it."""
    corners = (
        (rect.x0, rect.y0),
        (rect.x1, rect.y0),
        (rect.x1, rect.y1),
        (rect.x0, rect.y1),
    )
    return bounds(apply(m, x, y) for x, y in corners)


def grown(rect: Rect, by: float) -> Rect:
    """The rectangle with each side moved outwards; inwards where negative."""
    return Rect(rect.x0 - by, rect.y0 - by, rect.x1 + by, rect.y1 + by)


def area(rect: Rect) -> float:
    return 0.0 if rect.is_empty else rect.width * rect.height


def covered(rect: Rect, by: Rect) -> float:
    """Share (0 to 1) of ``rect`` that lies under ``by``."""
    if not rect.intersects(by):
        return 0.0
    whole = area(rect)
    return area(rect.intersection(by)) / whole if whole else 0.0


def contains(outer: Rect, inner: Rect) -> bool:
    """Whether a rectangle lies in another; it may have no width."""
    return (
        outer.x0 <= inner.x0
        and outer.y0 <= inner.y0
        and outer.x1 >= inner.x1
        and outer.y1 >= inner.y1
    )


def upright(m: Matrix) -> bool:
    """Whether the matrix keeps upright rectangles upright."""
    return (abs(m[1]) < 1e-6 and abs(m[2]) < 1e-6) or (
        abs(m[0]) < 1e-6 and abs(m[3]) < 1e-6
    )


def to_user_space(rect: Rect, crop: Rect, unit: float) -> Rect:
    """A rectangle of the case (points, top left of the crop box) in user space.

    ``unit`` is the page's UserUnit: how many points one step of user space is.
    """
    return Rect(
        crop.x0 + rect.x0 / unit,
        crop.y1 - rect.y1 / unit,
        crop.x0 + rect.x1 / unit,
        crop.y1 - rect.y0 / unit,
    )


def to_page(rect: Rect, crop: Rect, unit: float) -> Rect:
    """A rectangle of user space in the coordinates of the case."""
    return Rect(
        (rect.x0 - crop.x0) * unit,
        (crop.y1 - rect.y1) * unit,
        (rect.x1 - crop.x0) * unit,
        (crop.y1 - rect.y0) * unit,
    )


class Bands(Generic[T]):
    """Things by the height at which they stand, to find those near a place soon."""

    def __init__(self, things: Iterable[T], place: Callable[[T], Rect]) -> None:
        self._things = list(things)
        self._rows: dict[int, list[int]] = {}
        self._tall: list[int] = []  # what spans too many bands, or is nowhere
        rows = self._rows
        for index, thing in enumerate(self._things):
            where = _bands(place(thing))
            if where is None:
                self._tall.append(index)
                continue
            for row in where:
                if row in rows:
                    rows[row].append(index)
                else:
                    rows[row] = [index]

    def near(self, rect: Rect) -> list[T]:
        """All that can touch the rectangle, and some more, in their order."""
        rows = _bands(rect)
        if rows is None:
            return self._things
        if not self._tall and len(rows) == 1:
            return [self._things[index] for index in self._rows.get(rows[0], ())]
        found = set(self._tall)
        for row in rows:
            found.update(self._rows.get(row, ()))
        return [self._things[index] for index in sorted(found)]


def _bands(rect: Rect) -> range | None:
    if not abs(rect.y1 - rect.y0) < _TALLEST:
        return None
    low, high = min(rect.y0, rect.y1), max(rect.y0, rect.y1)
    return range(int(low // _BAND), int(high // _BAND) + 1)
