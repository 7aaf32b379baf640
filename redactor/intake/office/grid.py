"""Cells drawn as a table on print pages, with row numbers and column letters.

A wide sheet goes on over further pages, a long cell over further lines: no text is cut.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from redactor.errors import FileRefused
from redactor.intake.source import MOST_PAGES
from redactor.pages.mupdf import library

_LONG, _SHORT, _MARGIN = 842.0, 595.0, 34.0
_SIZE, _LINE, _PAD = 8.0, 10.0, 2.5
_NUMBERS = 30.0  # width of the column of row numbers
_NARROW, _WIDE = 18.0, 230.0
_TOP = 24.0  # for the title
_MOST_CELLS = 1_500_000


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    is_number: bool = False


@dataclass(slots=True)
class Table:
    """A part of a sheet; cells by row and column, both counted from 1."""

    title: str
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    is_hidden: bool = False

    def put(self, row: int, column: int, cell: Cell) -> None:
        if len(self.cells) >= _MOST_CELLS:
            raise FileRefused(
                "It has too many cells to be shown as pages.",
                "Put the part that is in scope into a workbook of its own.",
            )
        if cell.text.strip():
            self.cells[row, column] = cell

    def split(self, rows: set[int], columns: set[int]) -> tuple[Table, Table]:
        """What is seen, and what stands in these hidden rows and columns."""
        seen, unseen = (
            Table(self.title),
            Table(f"Hidden rows and columns: {self.title}"),
        )
        for (row, column), cell in self.cells.items():
            hidden = row in rows or column in columns
            (unseen if hidden else seen).cells[row, column] = cell
        unseen.is_hidden = True
        return seen, unseen


def letters(column: int) -> str:
    """1 is A, 27 is AA."""
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


def drawn(tables: Iterable[Table]) -> bytes:
    """A PDF of these tables, each on pages of its own. Raises FileRefused."""
    with library().open() as document:
        pen = _Pen(document)
        for table in tables:
            for part in _parts(pen, table):
                pen.table(part)
        if not document.page_count:
            pen.title(_SHORT, _LONG, "It has no cells with anything in them.")
            pen.write()
        document.subset_fonts()
        data: bytes = document.tobytes(garbage=3, deflate=True)
    return data


@dataclass(frozen=True, slots=True)
class _Part:
    """Columns of a table that go on one page's width; widths in points."""

    table: Table
    title: str
    widths: Mapping[int, float]
    rows: Sequence[int]
    size: tuple[float, float]


def _parts(pen: _Pen, table: Table) -> Iterator[_Part]:
    rows = sorted({row for row, _ in table.cells})
    natural: dict[int, float] = {}
    for (_, column), cell in table.cells.items():
        width = max((pen.length(x) for x in cell.text.split("\n")), default=0.0)
        natural[column] = max(natural.get(column, _NARROW), min(width + 6, _WIDE))
    total = sum(natural.values()) + _NUMBERS
    size = (_SHORT, _LONG) if total <= _SHORT - 2 * _MARGIN else (_LONG, _SHORT)
    groups = _groups(natural, size[0] - 2 * _MARGIN - _NUMBERS)
    if not groups:
        yield _Part(table, f"{table.title} (empty)", {}, (), size)
    for group in groups:
        title = table.title
        if len(groups) > 1:
            title += f" \u2013 columns {letters(group[0])} to {letters(group[-1])}"
        yield _Part(table, title, {c: natural[c] for c in group}, rows, size)


def _groups(natural: Mapping[int, float], room: float) -> list[list[int]]:
    groups: list[list[int]] = []
    used = room + 1
    for column in sorted(natural):
        if used + natural[column] > room:
            groups.append([])
            used = 0
        groups[-1].append(column)
        used += natural[column]
    return groups


class _Pen:
    """Writes on the pages of a document."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._font = library().Font("helv")
        self._bold = library().Font("hebo")
        self._other = library().Font("cjk")
        self._page: Any = None
        self._writer: Any = None
        self._odd: list[tuple[float, float, str]] = []
        self._widths: dict[str, float] = {}
        self._known: dict[tuple[str, str], bool] = {}
        self._downs: list[float] = []  # where the lines of the page are
        self._acrosses: list[float] = []

    def length(self, words: str) -> float:
        return sum(map(self._width, words))

    def _width(self, char: str) -> float:
        """Kept, because asking the library is slow."""
        if char not in self._widths:
            self._widths[char] = self._font.text_length(char, _SIZE)
        return self._widths[char]

    def _has(self, font: Any, char: str) -> bool:
        key = (font.name, char)
        if key not in self._known:
            self._known[key] = bool(font.has_glyph(ord(char)))
        return self._known[key]

    def title(self, width: float, height: float, words: str) -> None:
        """A new page with a title."""
        self.write()
        if self._document.page_count >= MOST_PAGES:
            raise FileRefused(
                f"It would be more than {MOST_PAGES} pages, the most for one document.",
                "Divide it and add the parts.",
            )
        self._page = self._document.new_page(width=width, height=height)
        self._writer = library().TextWriter(self._page.rect)
        room = int((width - 2 * _MARGIN) / 5)
        self._put(_MARGIN, _MARGIN + 8, words[:room], self._bold)

    def write(self) -> None:
        """Put what was written on the page."""
        if self._page is None:
            return
        self._lines()
        self._writer.write_text(self._page)
        for x, y, words in self._odd:
            self._page.insert_htmlbox(
                library().Rect(x, y - _SIZE, x + _WIDE, y + 4),
                f'<span style="font-size:{_SIZE}pt">{words}</span>',
            )
        self._odd, self._page = [], None

    def _lines(self) -> None:
        """The lines of a page in one go: cell by cell it would take minutes."""
        if not self._downs:
            return
        rect, shape = library().Rect, self._page.new_shape()
        left, right = self._acrosses[0], self._acrosses[-1]
        top, below, bottom = self._downs[0], self._downs[1], self._downs[-1]
        shape.draw_rect(rect(left, top, right, below))
        shape.draw_rect(rect(left, below, self._acrosses[1], bottom))
        shape.finish(fill=(0.93,) * 3, width=0)
        for y in self._downs:
            shape.draw_line((left, y), (right, y))
        for x in self._acrosses:
            shape.draw_line((x, top), (x, bottom))
        shape.finish(color=(0.75,) * 3, width=0.4)
        shape.commit()
        self._downs, self._acrosses = [], []

    def table(self, part: _Part) -> None:
        bottom = part.size[1] - _MARGIN
        y = self._head(part)
        for row in part.rows:
            lines = {
                c: self._wrapped(part.table.cells[row, c].text, w - 5)
                for c, w in part.widths.items()
                if (row, c) in part.table.cells
            }
            while lines:
                room = int((bottom - y - _PAD) / _LINE)
                needed = max(map(len, lines.values()))
                if room < min(needed, 3):
                    y = self._head(part)
                    continue
                now = {c: one[:room] for c, one in lines.items()}
                y = self._row(part, row, now, y)
                lines = {c: one[room:] for c, one in lines.items() if one[room:]}
        self.write()

    def _head(self, part: _Part) -> float:
        self.title(*part.size, part.title)
        y = _MARGIN + _TOP
        x = _MARGIN + _NUMBERS
        self._acrosses = [_MARGIN, x]
        for column, width in part.widths.items():
            self._put(x + width / 2 - 3, y + _LINE - 1.5, letters(column), self._bold)
            x += width
            self._acrosses.append(x)
        self._downs = [y, y + _LINE + _PAD]
        return y + _LINE + _PAD

    def _row(
        self, part: _Part, row: int, lines: Mapping[int, list[str]], y: float
    ) -> float:
        height = max(map(len, lines.values())) * _LINE + _PAD
        self._downs.append(y + height)
        self._put(_MARGIN + 2, y + _LINE - 1.5, str(row), self._font)
        x = _MARGIN + _NUMBERS
        for column, width in part.widths.items():
            right = part.table.cells.get((row, column), Cell("")).is_number
            for number, words in enumerate(lines.get(column, ())):
                left = x + 2.5
                if right:
                    left = max(left, x + width - 2.5 - self.length(words))
                self._put(left, y + (number + 1) * _LINE - 1.5, words, self._font)
            x += width
        return y + height

    def _put(self, x: float, y: float, words: str, font: Any) -> None:
        if not words.strip():
            return
        if all(self._has(font, c) for c in words):
            self._writer.append((x, y), words, font=font, fontsize=_SIZE)
        elif all(self._has(self._other, c) for c in words):
            self._writer.append((x, y), words, font=self._other, fontsize=_SIZE)
        else:
            from redactor.intake.markup import escaped

            self._odd.append((x, y, escaped(words)))

    def _wrapped(self, words: str, width: float) -> list[str]:
        lines: list[str] = []
        for line in words.expandtabs(4).split("\n"):
            lines += self._filled(line, width)
        return lines

    def _filled(self, line: str, width: float) -> list[str]:
        done: list[str] = []
        now = ""
        for word in line.split(" "):
            longer = f"{now} {word}" if now else word
            if self.length(longer) <= width:
                now = longer
                continue
            if now:
                done.append(now)
            *full, now = self._cut(word, width)
            done += full
        return [*done, now]

    def _cut(self, word: str, width: float) -> list[str]:
        """A word that is longer than its column, in pieces."""
        pieces = [""]
        for char in word:
            if pieces[-1] and self.length(pieces[-1] + char) > width:
                pieces.append("")
            pieces[-1] += char
        return pieces
