"""Where the letters of a page are, and which of them a box takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from redactor.model import Rect
from redactor.pages.mupdf import library
from redactor.release.pdf.geometry import Bands

_TAKEN = 0.3  # share of a letter's middle under a box from which the letter goes
_THIN = 0.01  # width of a letter, for its size, that no letter of its own has
_BROAD = 4.0  # widths of a letter, for its size, that no letter has
_DRAWN = 16 | 32  # MuPDF's char_flags: filled, stroked
Frame: TypeAlias = tuple[tuple[float, float], tuple[float, float], float, float]
_LINE = 0.5  # of a letter's size: how far apart the baselines of two lines are
_STEPS = ((0.1, 0.3, 0.5, 0.7, 0.9), (0.1, 0.3, 0.5))


@dataclass(frozen=True, slots=True, eq=False)
class Glyph:
    """A letter: its box by the font's measures, its middle by its place and size.

    Each is itself and no other, however alike: letters are drawn over each other.

    ``core`` is around the band from the baseline to the height of an x, which is where
    the ink of any letter is, whatever heights its font claims; ``frame`` are the origin
    of that band, its direction, its length and its height.
    """

    text: str
    rect: Rect
    core: Rect
    frame: Frame
    size: float
    level: bool
    drawn: bool
    line: int

    @property
    def is_space(self) -> bool:
        return not self.text.strip("\u00a0\u200b\ufeff ").strip()

    @property
    def spot(self) -> tuple[int, int]:
        """Where it begins, to a point."""
        x, y = _sample(self.frame, _STEPS[0][0], _STEPS[1][0])
        return round(x), round(y)

    def taken_by(self, rect: Rect) -> bool:
        core = self.core
        if (
            core.x0 >= rect.x1
            or core.x1 < rect.x0
            or core.y0 >= rect.y1
            or core.y1 < rect.y0
        ):
            return False
        points = [_sample(self.frame, a, u) for a in _STEPS[0] for u in _STEPS[1]]
        return sum(rect.contains(x, y) for x, y in points) >= _TAKEN * len(points)

    def rows_in(self, rect: Rect) -> int:
        """How many of the heights at which it has ink lie within a box's."""
        heights = (_sample(self.frame, 0.5, up)[1] for up in _STEPS[1])
        return sum(rect.y0 <= y < rect.y1 for y in heights)


def glyphs(page: Any) -> list[Glyph]:
    """All letters of a page, also those off its edges and invisible ones."""
    mupdf = library()
    flags = (
        mupdf.TEXT_PRESERVE_LIGATURES
        | mupdf.TEXT_PRESERVE_WHITESPACE
        | mupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
        | mupdf.TEXT_IGNORE_ACTUALTEXT
    )
    raw: dict[str, Any] = page.get_text(
        "rawdict", flags=flags, clip=mupdf.INFINITE_RECT()
    )
    found: list[Glyph] = []
    for number, line in enumerate(
        line for block in raw["blocks"] for line in block.get("lines", ())
    ):
        for span in line["spans"]:
            found += _span(span, line["dir"], number)
    return found


def _span(
    span: dict[str, Any], direction: tuple[float, float], line: int
) -> list[Glyph]:
    """The letters of a span; those that a ligature draws together are one."""
    drawn = bool(span.get("char_flags", 16) & _DRAWN) and span.get("alpha", 255) > 0
    found: list[Glyph] = []
    for char in span["chars"]:
        glyph = _glyph(char, span, direction, drawn, line)
        thin = min(glyph.rect.width, glyph.rect.height) < _THIN * glyph.size
        if found and thin and not glyph.is_space:
            found[-1] = replace(found[-1], text=found[-1].text + glyph.text)
        else:
            found.append(glyph)
    return found


def _glyph(
    char: dict[str, Any],
    span: dict[str, Any],
    direction: tuple[float, float],
    drawn: bool,
    line: int,
) -> Glyph:
    x0, y0, x1, y1 = char["bbox"]
    rect = Rect(x0, y0, x1, y1)
    size = float(span["size"])
    along_x, along_y = direction
    level = abs(along_y) < 1e-3
    if level or abs(along_x) < 1e-3:
        advance = rect.width if level else rect.height
    else:
        advance = 0.55 * size  # of a slanted letter only the hull is known
    if advance > _BROAD * size:  # a drawn font may count in units of its own
        size = max(size, rect.height if level else rect.width)
    frame = (char["origin"], direction, advance, size)
    x, y = _sample(frame, 0.5, 0.3)
    upright = abs(along_x) < 1e-3
    if (level and not rect.y0 <= y <= rect.y1) or (
        upright and not rect.x0 <= x <= rect.x1
    ):  # mirrored, not turned
        frame = (char["origin"], direction, advance, -size)
    return Glyph(char["c"], rect, _core(frame), frame, size, level, drawn, line)


def _core(frame: Frame) -> Rect:
    """Around the part of the band in which ink is sure to be."""
    (x, y), (along_x, along_y), length, height = frame
    if along_x == 1.0 and along_y == 0.0 and length >= 0 and height >= 0:
        far, low, high = x + 0.9 * length, y - 0.1 * height, y - 0.5 * height
        return Rect(x + 0.1 * length, high, far, low)  # as most letters are
    left, right = sorted((0.1 * along_x * length, 0.9 * along_x * length))
    back, ahead = sorted((0.1 * along_y * height, 0.5 * along_y * height))
    down, up = sorted((0.1 * along_y * length, 0.9 * along_y * length))
    top, bottom = sorted((-0.1 * along_x * height, -0.5 * along_x * height))
    return Rect(x + left + back, y + down + top, x + right + ahead, y + up + bottom)


def _sample(frame: Frame, along: float, up: float) -> tuple[float, float]:
    """A point of the band in which a letter's ink is, by shares of its sides."""
    (x, y), (along_x, along_y), length, height = frame
    along, up = along * length, up * height
    return x + along_x * along + along_y * up, y + along_y * along - along_x * up


def taken(every: Iterable[Glyph], rects: Sequence[Rect]) -> list[Glyph]:
    """The letters that any of the rectangles takes.

    One that covers a line of text takes no letters of the lines above and below that
    it only grazes.
    """
    letters = list(every)
    near = Bands(list(enumerate(rects)), lambda pair: pair[1])
    mine: dict[int, list[Glyph]] = {}
    for glyph in letters:
        for number, rect in near.near(glyph.core):
            if glyph.taken_by(rect):
                mine.setdefault(number, []).append(glyph)
    gone = {g for number, every in mine.items() for g in _taken(rects[number], every)}
    return [g for g in letters if g in gone] if gone else []


def _taken(rect: Rect, mine: list[Glyph]) -> list[Glyph]:
    """Of the letters that a box touches, those that it takes."""
    whole = [g for g in mine if g.level and g.rows_in(rect) == len(_STEPS[1])]
    if len(whole) in (0, len(mine)):
        return mine
    lines = {round(g.frame[0][1], 1): g.size for g in whole}
    return [g for g in mine if not _is_grazed(g, rect, lines)]


def _is_grazed(glyph: Glyph, rect: Rect, lines: Mapping[float, float]) -> bool:
    """Whether a letter stands on another line than those that a box covers, and the
    box reaches no further than its edge."""
    base = glyph.frame[0][1]
    return (
        glyph.level
        and glyph.rows_in(rect) < 2
        and all(abs(base - y) > _LINE * size for y, size in lines.items())
    )


def strips(gone: Sequence[Glyph], kept: Sequence[Glyph]) -> list[Rect]:
    """Thin rectangles through the letters that go and through none of the others.

    MuPDF removes every letter whose box, less a tenth on each side, is touched.
    """
    made: list[Rect] = []
    near = Bands(kept, _place)
    last: Glyph | None = None
    run: list[Glyph] = []
    for glyph in gone:
        if (
            last is not None
            and glyph.level
            and last.level
            and glyph.line == last.line
            and abs(glyph.rect.x0 - last.rect.x1) < 0.5 * glyph.size
            and abs(glyph.rect.y0 - last.rect.y0) < 0.1
            and abs(glyph.rect.y1 - last.rect.y1) < 0.1
        ):
            run.append(glyph)
        else:
            if run:
                made.append(_strip(run, near))
            run = [glyph]
        last = glyph
    if run:
        made.append(_strip(run, near))
    return made


def _strip(run: list[Glyph], kept: Bands[Glyph]) -> Rect:
    first, final = run[0].rect, run[-1].rect
    x0 = min(first.x0 + 0.25 * first.width, final.x0 + 0.25 * final.width)
    x1 = max(first.x1 - 0.25 * first.width, final.x1 - 0.25 * final.width)
    near = [
        _shrunk(k.rect)
        for k in kept.near(first)
        if k.rect.y0 < first.y1 and k.rect.y1 > first.y0 and k.rect.x0 < x1 + 1
    ]
    best: tuple[int, Rect] | None = None
    for share in (0.5, 0.6, 0.4, 0.7, 0.3, 0.8, 0.2):
        y = first.y0 + share * first.height
        strip = Rect(x0, y - 0.05, max(x1, x0 + 0.1), y + 0.05)
        hurt = sum(rect.intersects(strip) for rect in near)
        if best is None or hurt < best[0]:
            best = (hurt, strip)
        if not hurt:
            break
    assert best is not None  # noqa: S101 - the loop ran
    return best[1]


def _shrunk(rect: Rect) -> Rect:
    """What of a letter's box has to be touched for MuPDF to remove it."""
    w, h = 0.1 * rect.width, 0.1 * rect.height
    return Rect(rect.x0 + w, rect.y0 + h, rect.x1 - w, rect.y1 - h)


def _place(glyph: Glyph) -> Rect:
    return glyph.rect.union(glyph.core)


def trimmed(
    rects: Sequence[Rect], gone: Sequence[Glyph], kept: Sequence[Glyph]
) -> list[Rect]:
    """The rectangles without what they cover of the lines above and below.

    None gives up the middle of a letter it takes.
    """
    taken_near, kept_near = Bands(gone, _place), Bands(kept, _place)
    return [_trimmed(r, taken_near.near(r), kept_near.near(r)) for r in rects]


def _trimmed(rect: Rect, gone: Sequence[Glyph], kept: Sequence[Glyph]) -> Rect:
    mine = [g for g in gone if g.level and g.taken_by(rect)]
    if not mine:
        return rect
    top = min(g.core.y0 - 0.25 * g.size for g in mine)
    bottom = max(g.core.y1 + 0.2 * g.size for g in mine)
    y0, y1 = rect.y0, rect.y1
    for other in kept:
        if other.is_space or not other.level:
            continue
        core = other.core
        if min(core.x1, rect.x1) - max(core.x0, rect.x0) < 0.5:
            continue
        if core.y1 < top and core.y1 + 0.1 * other.size > y0:
            y0 = min(max(y0, core.y1 + 0.1 * other.size), top)
        high = core.y0 - 0.25 * other.size
        if core.y0 > bottom and high < y1:
            y1 = max(min(y1, high), bottom)
    return Rect(rect.x0, y0, rect.x1, y1)
