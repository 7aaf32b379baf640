"""Line art under a redaction box: what goes, what stays.

A path goes where one of its edges runs through a box, because an edge may be part of a
letter or of a signature. Table rules and backgrounds stay: an upright edge that comes
in from outside, or a filled area whose edges are all outside, says nothing about what
was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from redactor.model import Rect
from redactor.release.pdf.geometry import (
    Matrix,
    Point,
    apply,
    bounds,
    covered,
    grown,
    invert,
    transform,
    upright,
)
from redactor.release.pdf.paint import Area

_SLACK = 1.0  # points that an edge may reach into a box without being "in" it
_BENDS = 6  # straight lines for a curve
_MOST = 0.3  # share of an upright figure under boxes from which it counts as inside


@dataclass(slots=True)
class Subpath:
    """One connected piece of a path: its operators as written, and its points."""

    steps: list[tuple[tuple[float, ...], str]] = field(default_factory=list)
    points: list[Point] = field(default_factory=list)
    curved: bool = False

    def bounds(self) -> Rect:
        return bounds(self.points)


class Path:
    """A path under construction, in the coordinates of its content stream."""

    def __init__(self) -> None:
        self.subpaths: list[Subpath] = []

    def add(self, operator: str, numbers: tuple[float, ...]) -> None:
        """Take in one path construction operator."""
        if operator in ("m", "re") or not self.subpaths:
            self.subpaths.append(Subpath())
        elif operator != "h" and self.subpaths[-1].steps[-1][1] in ("h", "re"):
            # the pen stands where the closed piece began
            start = self.subpaths[-1].points[0]
            self.subpaths.append(Subpath([((*start,), "m")], [start]))
        piece = self.subpaths[-1]
        piece.steps.append((numbers, operator))
        if operator == "re":
            x, y, w, h = numbers
            piece.points += [(x, y), (x + w, y), (x + w, y + h), (x, y + h), (x, y)]
        elif operator == "h" and piece.points:
            if piece.points[-1] != piece.points[0]:
                piece.points.append(piece.points[0])
        else:
            piece.curved |= operator in ("c", "v", "y")
            flat = iter(numbers)
            piece.points += list(zip(flat, flat, strict=True))

    def bounds(self, matrix: Matrix) -> Rect | None:
        """The rectangle around all its points in user space; None if it has none."""
        points = [apply(matrix, *p) for s in self.subpaths for p in s.points]
        return bounds(points) if points else None


def area(
    path: Path, matrix: Matrix, *, odd: bool, filled: bool = True, pen: float = 0.0
) -> Area:
    """The path as outlines in user space, one for each of its subpaths."""
    pieces = tuple(
        tuple(apply(matrix, *p) for p in _flattened(piece)) for piece in path.subpaths
    )
    return Area(pieces, odd, filled, pen)


def _flattened(piece: Subpath) -> list[Point]:
    """The points of a piece with short straight lines for its curves."""
    if not piece.curved:
        return piece.points
    made: list[Point] = []
    for numbers, step in piece.steps:
        flat = iter(numbers)
        points = list(zip(flat, flat, strict=True))
        if step == "h":
            made.append(made[0])
        elif step not in ("c", "v", "y"):
            made += points
        else:
            made += _bent(made[-1], points, step)
    return made


def _bent(start: Point, points: list[Point], step: str) -> list[Point]:
    first = start if step == "v" else points[0]
    second = points[0] if step == "v" else points[1]
    last = points[-1]
    if step == "y":
        second = last
    return [
        _between(_weights(at / _BENDS), (start, first, second, last))
        for at in range(1, _BENDS + 1)
    ]


def _weights(t: float) -> tuple[float, float, float, float]:
    u = 1 - t
    return u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t


def _between(
    weights: tuple[float, float, float, float], points: tuple[Point, ...]
) -> Point:
    pairs = list(zip(weights, points, strict=True))
    return sum(w * p[0] for w, p in pairs), sum(w * p[1] for w, p in pairs)


def is_rectangle(path: Path, matrix: Matrix) -> bool:
    """Whether the path is one upright rectangle in user space."""
    drawn = [s for s in path.subpaths if len(s.points) > 1]
    if len(drawn) != 1 or drawn[0].curved or len(drawn[0].points) not in (4, 5):
        return False
    points = [apply(matrix, *p) for p in drawn[0].points]
    return len(set(points)) == 4 and all(
        _is_straight(a, b) for a, b in pairwise([*points[:4], points[0]])
    )


def remaining(
    path: Path, matrix: Matrix, boxes: Sequence[Rect], pen: float
) -> list[Subpath]:
    """The pieces of a painted path that tell nothing of what lies in the boxes.

    ``pen`` is half the width of the line it is stroked with, in user space points; 0
    for what is only filled. Upright bars, frames and lines are cut at the boxes.
    """
    back = invert(matrix)
    kept: list[Subpath] = []
    for piece in path.subpaths:
        if not _tells(piece, matrix, boxes, pen):
            kept.append(piece)
        elif back is not None and upright(matrix) and _is_simple(piece, pen):
            kept += _cut(piece, (matrix, back), boxes, pen)
    return kept


def _is_simple(piece: Subpath, pen: float) -> bool:
    """Whether a piece can be cut: a filled rectangle, or stroked upright edges."""
    if piece.curved:
        return False
    if not all(_is_straight(a, b) for a, b in pairwise(piece.points)):
        return False
    return bool(pen) or len(piece.points) in (4, 5)


def _cut(
    piece: Subpath, ways: tuple[Matrix, Matrix], boxes: Sequence[Rect], pen: float
) -> list[Subpath]:
    """What of a simple piece is outside of the boxes, as rectangles or lines."""
    there, back = ways
    points = [apply(there, *p) for p in piece.points]
    if not pen:
        areas = [bounds(points)]
        for box in boxes:
            areas = [rest for area in areas for rest in _minus(area, box)]
        return [_rectangle(transform(back, area)) for area in areas]
    lines = [(a, b) for a, b in pairwise(points) if a != b]
    for box in boxes:
        lines = [rest for a, b in lines for rest in _outside(a, b, grown(box, pen))]
    return [_line(apply(back, *a), apply(back, *b)) for a, b in lines]


def _minus(area: Rect, box: Rect) -> list[Rect]:
    """The up to four rectangles that are left of an area without a box."""
    hit = area.intersection(box)
    if hit.is_empty:
        return [area]
    rests = (
        Rect(area.x0, area.y0, area.x1, hit.y0),
        Rect(area.x0, hit.y1, area.x1, area.y1),
        Rect(area.x0, hit.y0, hit.x0, hit.y1),
        Rect(hit.x1, hit.y0, area.x1, hit.y1),
    )
    return [rest for rest in rests if not rest.is_empty]


def _outside(a: Point, b: Point, box: Rect) -> list[tuple[Point, Point]]:
    """The up to two stretches of an upright line that are outside of a box."""
    if not _crosses(a, b, box):
        return [(a, b)]
    level = abs(a[1] - b[1]) < abs(a[0] - b[0])
    axis = 0 if level else 1
    low, high = (box.x0, box.x1) if level else (box.y0, box.y1)
    first, last = sorted((a, b), key=lambda p: p[axis])
    rests = []
    if first[axis] < low:
        rests.append((first, (low, first[1]) if level else (first[0], low)))
    if last[axis] > high:
        rests.append(((high, last[1]) if level else (last[0], high), last))
    return rests


def _rectangle(rect: Rect) -> Subpath:
    numbers = (rect.x0, rect.y0, rect.width, rect.height)
    return Subpath([(numbers, "re")])


def _line(a: Point, b: Point) -> Subpath:
    return Subpath([(a, "m"), (b, "l")])


def remaining_clip(path: Path, matrix: Matrix, boxes: Sequence[Rect]) -> list[Subpath]:
    """The pieces of a clipping path that are not mostly inside boxes.

    A clip cannot lose what merely touches a box: that would hide what it lets through
    elsewhere on the page.
    """
    kept = []
    if is_rectangle(path, matrix):
        return path.subpaths
    for piece in path.subpaths:
        shape = bounds(apply(matrix, *p) for p in piece.points)
        if all(covered(grown(shape, 0.01), box) < _MOST for box in boxes):
            kept.append(piece)
    return kept


def _tells(piece: Subpath, matrix: Matrix, boxes: Sequence[Rect], pen: float) -> bool:
    points = [apply(matrix, *p) for p in piece.points]
    if len(points) < 2:
        return False
    shape = grown(bounds(points), max(pen, 0.01))
    near = [box for box in boxes if box.intersects(shape)]
    if not near:
        return False
    if piece.curved or not all(_is_straight(a, b) for a, b in pairwise(points)):
        return any(_runs_through(points, piece.curved, box, pen) for box in near)
    return any(_mostly_inside(shape, box) for box in near)


def _mostly_inside(shape: Rect, box: Rect) -> bool:
    inner = grown(box, -min(_SLACK, box.height / 4, box.width / 4))
    return shape.intersects(inner) and covered(shape, box) >= _MOST


def _runs_through(points: list[Point], curved: bool, box: Rect, pen: float) -> bool:
    """Whether an edge passes through the box. Curves count by their control points."""
    zone = grown(box, pen - min(_SLACK, box.height / 4, box.width / 4))
    if curved:
        windows = zip(points, points[1:], points[2:], points[3:], strict=False)
        if any(grown(bounds(w), 0.01).intersects(zone) for w in windows):
            return _hull_in(points, zone)
        return any(_crosses(a, b, zone) for a, b in pairwise(points))
    return any(_crosses(a, b, zone) for a, b in pairwise(points))


def _hull_in(points: list[Point], zone: Rect) -> bool:
    """Whether any stretch of four points, bent or not, comes into the zone."""
    return any(
        _crosses(a, b, zone) or _crosses(a, d, zone) or _crosses(c, d, zone)
        for a, b, c, d in zip(points, points[1:], points[2:], points[3:], strict=False)
    ) or any(_crosses(a, b, zone) for a, b in pairwise(points))


def _crosses(a: Point, b: Point, zone: Rect) -> bool:
    """Whether the straight line from a to b has a point in the zone (Liang-Barsky)."""
    enter, leave = 0.0, 1.0
    dx, dy = b[0] - a[0], b[1] - a[1]
    for step, room in (
        (-dx, a[0] - zone.x0),
        (dx, zone.x1 - a[0]),
        (-dy, a[1] - zone.y0),
        (dy, zone.y1 - a[1]),
    ):
        if step == 0:
            if room < 0:
                return False
        elif step < 0:
            enter = max(enter, room / step)
        else:
            leave = min(leave, room / step)
    return enter <= leave


def _is_straight(a: Point, b: Point) -> bool:
    return abs(a[0] - b[0]) < 0.05 or abs(a[1] - b[1]) < 0.05
