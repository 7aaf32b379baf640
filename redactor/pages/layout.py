"""Reading order: which words make a line, which lines a block, and which come first.

Prose set in columns is read column by column; anything else (forms, tables, addresses
side by side) row by row, because a label belongs to what stands beside it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from redactor.pages.pieces import Piece, Run
from redactor.words import Word

_GUTTER = 0.8  # the least space between two columns, in font sizes
_CELL = 2.0  # a gap in a row that separates cells, in font sizes
_TIGHT = 0.45  # the same where other rows have a cell begin
_ROWS = 4  # so many rows at least are a column
_MANY = 0.6  # and this share of the rows among which they stand
_LONG = 10.0  # a line of prose is this long at least, in font sizes
_FULL = 0.6  # and fills this share of its column
_NARROW = 6.0  # or this, where its sentences run on from line to line
_GOES_ON = 0.34  # share of lines that go on in mid-sentence, in narrow prose
_EVEN = 0.8  # share of lines that stand as close as usual, in narrow prose
_CANDIDATES = 8  # gutters looked at closely in one region


@dataclass(frozen=True, slots=True)
class _Strip:
    """A run laid flat: u along the line, v down the page, whatever its direction."""

    run: Run
    u0: float
    u1: float
    base: float
    size: float

    @property
    def width(self) -> float:
        return self.u1 - self.u0


_Row = list[_Strip]
_Block = list[list[_Strip]]


def in_order(runs: Iterable[Run]) -> tuple[Word, ...]:
    """All words of a page in reading order, their lines and blocks numbered."""
    by_angle: dict[int, list[Run]] = {}
    for run in runs:
        by_angle.setdefault(run[0].angle, []).append(run)
    blocks: list[list[list[Piece]]] = []
    for angle, turned in sorted(by_angle.items(), key=lambda item: -_letters(item[1])):
        if angle % 90:
            blocks.extend([[list(run)] for run in turned])
        else:
            strips = [_strip(run, angle) for run in turned]
            blocks.extend(
                [[p for s in line for p in s.run] for line in block]
                for block in _read(strips)
            )
    return _numbered(blocks)


def _letters(runs: Iterable[Run]) -> int:
    return sum(len(piece.text) for run in runs for piece in run)


def _numbered(blocks: list[list[list[Piece]]]) -> tuple[Word, ...]:
    found: list[Word] = []
    line_number = 0
    for block_number, block in enumerate(blocks):
        for line in block:
            found.extend(
                Word(p.text, p.seen or p.boxes, line_number, block_number, p.confidence)
                for p in line
            )
            line_number += 1
    return tuple(found)


def _strip(run: Run, angle: int) -> _Strip:
    cos, sin = (
        round(math.cos(math.radians(angle))),
        round(math.sin(math.radians(angle))),
    )
    ends = []
    for piece in run:
        r = piece.rect
        ends += [r.x0 * cos + r.y0 * sin, r.x1 * cos + r.y1 * sin]
    x, y = run[0].origin
    base = y * cos - x * sin
    return _Strip(run, min(ends), max(ends), base, max(p.size for p in run))


def _read(strips: list[_Strip]) -> list[_Block]:
    """A region's blocks in reading order."""
    split = _columns(strips)
    if split is None:
        return _paragraphs(_rows(strips))
    return [block for part in split for block in _read(part)]


def _columns(strips: list[_Strip]) -> list[list[_Strip]] | None:
    """The region in parts to be read one after the other, if prose stands in columns:
    above, left column, right column, below."""
    best: list[list[_Strip]] | None = None
    most = 0
    for gutter in _gutters(strips):
        parts, count = _split_at(gutter, strips)
        if count > most:
            best, most = parts, count
    return best


def _gutters(strips: list[_Strip]) -> list[float]:
    """Where along the line the space between two columns may be: the commonest."""
    starts: Counter[float] = Counter()
    for row in _rows(strips):
        for left, right in pairwise(row):
            if _gap(left, right) > _GUTTER:
                starts[round(right.u0 / 4) * 4 - 4.0] += 1
    return [at for at, count in starts.most_common(_CANDIDATES) if count >= 2]


def _split_at(gutter: float, strips: list[_Strip]) -> tuple[list[list[_Strip]], int]:
    """Parts of the region, and how many strips of it are prose in two columns."""
    parts: list[list[_Strip]] = []
    count = 0
    plain: list[_Strip] = []
    for band, crosses in _bands(gutter, strips):
        left = [s for s in band if s.u1 <= gutter]
        right = [s for s in band if s.u1 > gutter]
        if not crosses and _is_prose(left) and _is_prose(right):
            parts += [plain, left, right] if plain else [left, right]
            plain = []
            count += len(band)
        else:
            plain = plain + band
    return ([*parts, plain] if plain else parts), count


def _bands(gutter: float, strips: list[_Strip]) -> list[tuple[list[_Strip], bool]]:
    """The region from top to bottom in stretches that do or do not cross the gutter."""
    bands: list[tuple[list[_Strip], bool]] = []
    for row in _rows(strips):
        crosses = any(s.u0 < gutter < s.u1 for s in row)
        if bands and bands[-1][1] == crosses:
            bands[-1][0].extend(row)
        else:
            bands.append((list(row), crosses))
    return bands


def _is_prose(strips: list[_Strip]) -> bool:
    """Whether these are the lines of running text rather than the cells of a table."""
    rows = _rows(strips)
    if len(rows) < 3:
        return False
    widths = [row[-1].u1 - row[0].u0 for row in rows]
    size = median(s.size for s in strips)
    width = median(s.width for s in strips)
    words = median(len(s.run) for s in strips)
    if median(widths) < _FULL * max(widths):
        return False
    if width >= _LONG * size and words >= 4:
        return True
    return width >= _NARROW * size and words >= 2 and _runs_on(rows)


def _runs_on(rows: list[_Row]) -> bool:
    """Whether sentences go on from line to line, as they do in a narrow column.

    Its lines are too short to be told from cells by their length. But cells begin
    with capitals or figures and rarely hold a sentence, and where they are broken
    over lines, the rows of the table stand apart.
    """
    firsts = [row[0].run[0].text for row in rows[1:]]
    lasts = [row[-1].run[-1].text for row in rows[:-1]]
    goes_on = sum(
        first.strip(",.;-\u2019'").isalpha()
        and first[0].islower()
        and not last.endswith((".", ":", ";", "?", "!"))
        for first, last in zip(firsts, lasts, strict=True)
    )
    stops = any(
        p.text.endswith((".", ",", "-"))
        for row in rows
        for strip in row
        for p in strip.run
    )
    steps = [b[0].base - a[0].base for a, b in pairwise(rows)]
    usual = sum(step < 1.15 * min(steps) for step in steps)
    return stops and goes_on >= _GOES_ON * len(firsts) and usual >= _EVEN * len(steps)


def _rows(strips: Sequence[_Strip]) -> list[_Row]:
    """Strips that stand on one baseline, from top to bottom."""
    rows: list[_Row] = []
    for strip in sorted(strips, key=lambda s: s.base):
        same = rows and any(
            strip.base - other.base < 0.4 * min(strip.size, other.size)
            for other in rows[-1]
        )
        if same:
            rows[-1].append(strip)
        else:
            rows.append([strip])
    for row in rows:
        row.sort(key=lambda s: s.u0)
    return rows


def _paragraphs(rows: list[_Row]) -> list[_Block]:
    """Rows with more than the usual space between them begin a block."""
    bases = [row[0].base for row in rows]
    steps = [b - a for a, b in pairwise(bases)]
    sizes = [max(s.size for s in row) for row in rows]
    edges = _edges(rows)
    rows = [_apart(row, edges) for row in rows]
    close = [d for d, size in zip(steps, sizes, strict=False) if d < 2.2 * size]
    blocks: list[_Block] = []
    for number, row in enumerate(rows):
        step = steps[number - 1] if number else math.inf
        usual = median(close) if close else 1.3 * sizes[number]
        if step > max(1.35 * usual, 1.2 * sizes[number]):
            blocks.append([])
        blocks[-1].extend(_cells(row, edges))
    return blocks


def _gap(left: _Strip, right: _Strip) -> float:
    """The space between two strips of a row, in font sizes."""
    return (right.u0 - left.u1) / max(min(left.size, right.size), 0.1)


def _edges(rows: list[_Row]) -> list[float]:
    """Where cells begin: after a wide gap in any of the rows, or where words of many
    rows begin after more than a space and nothing stands across."""
    wide = [
        right.u0
        for row in rows
        for left, right in pairwise(row)
        if _gap(left, right) >= _CELL
    ]
    return [*wide, *_aligned([_words(row) for row in rows])]


def _words(row: _Row) -> _Row:
    return [
        _strip((piece,), strip.run[0].angle) for strip in row for piece in strip.run
    ]


def _aligned(rows: list[_Row]) -> Iterator[float]:
    """Where the words of a column begin. ``rows`` have a strip for each word."""
    begin: dict[int, list[int]] = {}
    for number, row in enumerate(rows):
        for left, right in pairwise(row):
            if _gap(left, right) >= _TIGHT:
                begin.setdefault(round(right.u0), []).append(number)
    for at, here in begin.items():
        among = rows[here[0] : here[-1] + 1]
        if len(here) < max(_ROWS, _MANY * len(among)):
            continue
        if not any(s.u0 < at - 2 and s.u1 > at + 1 for row in among for s in row):
            yield float(at)


def _apart(row: _Row, edges: list[float]) -> _Row:
    """A row whose narrow cells no longer run into each other: a word that begins
    where cells do, after more than a space, begins one."""
    return [part for strip in row for part in _split_strip(strip, edges)]


def _split_strip(strip: _Strip, edges: list[float]) -> Iterator[_Strip]:
    if not edges or len(strip.run) == 1:
        yield strip
        return
    angle, begun = strip.run[0].angle, 0
    flat = [_strip((piece,), angle) for piece in strip.run]
    for at, (left, right) in enumerate(pairwise(flat), 1):
        if _gap(left, right) >= _TIGHT and any(abs(right.u0 - e) < 1 for e in edges):
            yield _strip(strip.run[begun:at], angle)
            begun = at
    yield _strip(strip.run[begun:], angle) if begun else strip


def _cells(row: _Row, edges: list[float]) -> list[list[_Strip]]:
    """A row in lines: one for each cell, unless a cell is the label of the next.

    After a long entry the gap before the next cell may be small: that cell is known
    by beginning where others do.
    """
    lines = [[row[0]]]
    for left, right in pairwise(row):
        if any(abs(right.u0 - edge) < 1 for edge in edges) and not left.run[
            -1
        ].text.endswith(":"):
            lines.append([right])
        else:
            lines[-1].append(right)
    return lines
