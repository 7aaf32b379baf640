"""What a page paints, in order, and which of it can be seen when all is painted.

A picture or drawing that later paint covers, that a clip cuts off, or that has the
colour of what is around it can be peeled out of the file, though nobody sees it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

from redactor.model import Rect
from redactor.release.pdf.geometry import Matrix, Point, apply, bounds, contains, grown

_FINE = 3.0  # pixels for each step of user space at which it is worked out
_MOST = 5_000_000  # pixels; a larger page gets fewer for each step
_FAINT = 8  # levels of 255 that nobody can tell apart
BROAD = 3.0  # points: a filled area as large as this can hide a letter
_COARSE = 12  # pixels here for each of a picture's own, from which it shows no letter
_NOTHING = 1 / 255  # opacity below which nothing is seen


class Kind(Enum):
    """What was painted."""

    DRAWING = auto()
    PICTURE = auto()
    SHADING = auto()


@dataclass(frozen=True, slots=True)
class Area:
    """Outlines in user space: filled, or lines that are twice ``pen`` wide, or both.

    ``odd`` is the even-odd rule.
    """

    pieces: tuple[tuple[Point, ...], ...]
    odd: bool = False
    filled: bool = True
    pen: float = 0.0

    def bounds(self) -> Rect:
        points = [p for piece in self.pieces for p in piece]
        return grown(bounds(points), self.pen) if points else Rect(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Paint:
    """One act of painting. ``window`` and ``clips`` bound what of it is painted.

    ``covers`` says that nothing beneath shows through; ``faint`` that it is painted
    with no opacity at all.
    """

    kind: Kind
    area: Area
    window: Rect
    clips: tuple[Area, ...] = ()
    covers: bool = False
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Veil:
    """Where on the page something can't be seen: white in ``mask``.

    ``scale`` pixels for each step of user space, of which the left upper corner of the
    mask is ``corner``. Outside of the mask nothing is seen.
    """

    mask: Image.Image
    corner: Point
    scale: float

    def over(self, placed: Matrix, size: tuple[int, int]) -> Image.Image | None:
        """The veil in the pixels of a picture; None where they are too coarse."""
        width, height = size
        a, b, c, d, e, f = placed
        step = max(math.hypot(a, b) / width, math.hypot(c, d) / height) * self.scale
        if step > _COARSE:
            return None
        margin = math.ceil(step)
        mask = ImageOps.expand(self.mask, margin, 0)
        for _ in range(margin):
            mask = mask.filter(ImageFilter.MinFilter(3))
        s = self.scale
        x, y = self.corner[0] - margin / s, self.corner[1] + margin / s
        way = (
            s * a / width, -s * c / height, s * (c + e - x),
            -s * b / width, s * d / height, s * (y - d - f),
        )  # fmt: skip
        nearest = Image.Resampling.NEAREST
        return mask.transform(size, Image.Transform.AFFINE, way, nearest, fillcolor=255)


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of something painted: all or some pieces go, or get a veil.

    ``flat`` says that a picture shows one colour and nothing else.
    """

    gone: bool = False
    pieces: frozenset[int] = frozenset()
    veil: Veil | None = None
    flat: bool = False


STAYS = Fate()
_GONE = Fate(gone=True)


@dataclass
class Ledger:
    """Takes note of what is painted, or says again what becomes of it."""

    fates: Sequence[Fate] | None = None
    paints: list[Paint] = field(default_factory=list)
    blanked: list[Rect] = field(default_factory=list)  # pictures that lost some pixels

    def enter(self, paint: Paint) -> Fate:
        """What becomes of the next thing that is painted."""
        self.paints.append(paint)
        at = len(self.paints) - 1
        if self.fates is None or at >= len(self.fates):
            return STAYS
        return self.fates[at]

    def unseen(self) -> list[tuple[Kind, Rect]]:
        """What went as nobody sees it, and where it was in user space."""
        gone = [
            (paint.kind, paint.area.bounds().intersection(paint.window))
            for paint, fate in zip(self.paints, self.fates or (), strict=False)
            if fate.gone or fate.pieces
        ]
        return gone + [(Kind.PICTURE, rect) for rect in self.blanked]


def fates(
    paints: Sequence[Paint], crop: Rect, view: Callable[[int, int], Image.Image]
) -> list[Fate]:
    """What becomes of each thing painted. ``view`` renders the page."""
    return _Judge(crop, view).fates(paints)


class _Judge:
    """Goes back through what was painted, from the last to the first."""

    def __init__(self, crop: Rect, view: Callable[[int, int], Image.Image]) -> None:
        self._crop = crop
        self._scale = min(_FINE, math.sqrt(_MOST / max(crop.width * crop.height, 1)))
        self._size = (
            max(math.ceil(crop.width * self._scale), 1),
            max(math.ceil(crop.height * self._scale), 1),
        )
        self._covered = Image.new("L", self._size, 0)
        self._reach: Rect | None = None  # of all covers
        self._view = view
        self._seen: Image.Image | None = None

    def fates(self, paints: Sequence[Paint]) -> list[Fate]:
        found = []
        for paint in reversed(paints):
            found.append(self._fate(paint))
            if paint.covers and not paint.faint:
                self._cover(paint)
        return found[::-1]

    def _fate(self, paint: Paint) -> Fate:
        if paint.faint:
            return _GONE
        area = self._pixels(paint.area.bounds().intersection(paint.window))
        if area is None:
            return STAYS if paint.kind is Kind.DRAWING else _GONE
        if paint.kind is Kind.DRAWING:
            return self._drawing(paint)
        if paint.kind is Kind.PICTURE:
            return self._picture(paint, area)
        left = ImageChops.subtract(self._mask(paint, area), self._covered.crop(area))
        return STAYS if left.getbbox() else _GONE

    # -- drawings

    def _drawing(self, paint: Paint) -> Fate:
        gone = frozenset(
            at
            for at, piece in enumerate(paint.area.pieces)
            if piece and self._is_unseen(paint, piece)
        )
        if len(gone) == len([p for p in paint.area.pieces if p]):
            return Fate(gone=bool(gone))
        return Fate(pieces=gone) if gone else STAYS

    def _is_unseen(self, paint: Paint, piece: tuple[Point, ...]) -> bool:
        own = Area((piece,), filled=paint.area.filled, pen=paint.area.pen)
        around = own.bounds()
        area = self._pixels(around.intersection(paint.window))
        if area is None:
            return False
        if self._is_reached(around) and self._covered.crop(area).getbbox():
            alone = Paint(paint.kind, own, paint.window, paint.clips)
            left = ImageChops.subtract(
                self._mask(alone, area), self._covered.crop(area)
            )
            if left.getbbox() is None:
                return True
        if paint.covers and _is_plain(piece) and _least(around) >= BROAD:
            return False  # it may hide what lies beneath
        inside = paint.window.intersection(self._crop)
        wide = grown(around, 1.5 / self._scale)
        return contains(inside, wide) and self._is_flat(self._pixels(wide) or area)

    def _is_flat(self, area: tuple[int, int, int, int]) -> bool:
        """Whether the page shows nothing but one colour there."""
        if self._seen is None:
            self._seen = self._view(*self._size)
        bands = self._seen.crop(area).getextrema()
        return all(high - low <= _FAINT for low, high in bands)  # type: ignore[misc]  # it has three

    # -- pictures

    def _picture(self, paint: Paint, area: tuple[int, int, int, int]) -> Fate:
        whole = self._polygons(Area(paint.area.pieces, odd=True), area)
        shown = ImageChops.subtract(self._mask(paint, area), self._covered.crop(area))
        if shown.getbbox() is None:
            return _GONE
        flat = self._is_flat(area)
        if flat and not paint.covers:
            return _GONE
        hidden = ImageChops.subtract(whole, shown)
        outside = not contains(
            grown(paint.window.intersection(self._crop), 0.01), paint.area.bounds()
        )
        if hidden.getbbox() is None and not outside:
            return Fate(flat=flat)
        corner = (
            self._crop.x0 + area[0] / self._scale,
            self._crop.y1 - area[1] / self._scale,
        )
        veil = Veil(ImageChops.invert(shown), corner, self._scale)
        return Fate(veil=veil, flat=flat)

    # -- masks

    def _cover(self, paint: Paint) -> None:
        area = self._pixels(paint.area.bounds().intersection(paint.window))
        if area is None or _least(paint.area.bounds()) < BROAD:
            return
        firm = Area(paint.area.pieces, odd=True, filled=paint.area.filled)
        mask = self._mask(
            Paint(paint.kind, firm, paint.window, paint.clips), area, firm=True
        )
        self._covered.paste(255, area, mask)
        around = paint.area.bounds().intersection(paint.window)
        self._reach = around if self._reach is None else self._reach.union(around)

    def _is_reached(self, around: Rect) -> bool:
        return self._reach is not None and self._reach.intersects(around)

    def _mask(
        self, paint: Paint, area: tuple[int, int, int, int], *, firm: bool = False
    ) -> Image.Image:
        """White where something is painted; only what is surely painted if ``firm``."""
        mask = self._polygons(paint.area, area, firm=firm)
        for clip in paint.clips:
            within = Area(clip.pieces, clip.odd or firm)
            mask = ImageChops.darker(mask, self._polygons(within, area, firm=firm))
        return mask

    def _polygons(
        self, area: Area, window: tuple[int, int, int, int], *, firm: bool = False
    ) -> Image.Image:
        size = (window[2] - window[0], window[3] - window[1])
        whole = Image.new("L", size, 0)
        by = -0.5 if firm else 0.0
        for piece in area.pieces:
            points = [
                (
                    (x - self._crop.x0) * self._scale - window[0] + by,
                    (self._crop.y1 - y) * self._scale - window[1] + by,
                )
                for x, y in piece
            ]
            if len(points) > 1:
                self._draw(whole, points, area)
        return whole

    def _draw(self, whole: Image.Image, points: list[Point], area: Area) -> None:
        if area.filled and area.odd and len(area.pieces) > 1:
            one = Image.new("L", whole.size, 0)
            ImageDraw.Draw(one).polygon(points, fill=255)
            whole.paste(ImageChops.difference(whole, one))
        elif area.filled:
            ImageDraw.Draw(whole).polygon(points, fill=255)
        if area.pen:
            wide = math.ceil(2 * area.pen * self._scale)
            ImageDraw.Draw(whole).line(points, fill=255, width=max(wide, 1))

    def _pixels(self, rect: Rect) -> tuple[int, int, int, int] | None:
        """The pixels of a rectangle of user space; None where it has none."""
        if rect.x1 < rect.x0 or rect.y1 < rect.y0:
            return None
        x0 = max(math.floor((rect.x0 - self._crop.x0) * self._scale), 0)
        y0 = max(math.floor((self._crop.y1 - rect.y1) * self._scale), 0)
        x1 = min(math.floor((rect.x1 - self._crop.x0) * self._scale) + 1, self._size[0])
        y1 = min(math.floor((self._crop.y1 - rect.y0) * self._scale) + 1, self._size[1])
        return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _is_plain(piece: tuple[Point, ...]) -> bool:
    """Whether an outline is a rectangle or nearly one, and no letter."""
    return len(piece) <= 6


def _least(rect: Rect) -> float:
    return min(rect.width, rect.height)


def is_faint(opacity: float) -> bool:
    """Whether nothing painted with this opacity is seen."""
    return opacity < _NOTHING


def frame(placed: Matrix, rect: Rect) -> Area:
    """A rectangle as the matrix places it."""
    corners = (
        (rect.x0, rect.y0),
        (rect.x1, rect.y0),
        (rect.x1, rect.y1),
        (rect.x0, rect.y1),
    )
    return Area((tuple(apply(placed, x, y) for x, y in corners),))
