"""Addresses side by side, as a printed letter has them: each in its column."""

from __future__ import annotations

import re
from collections.abc import Callable

from redactor.find import labels, streets
from redactor.find.structure import Layout, Line

Cell = tuple[int, int]
_CELL = re.compile(r"\S+(?:[ ]{1,2}\S+)*")
_NEAR = 2  # letters by which the lines of a column may begin apart
_UP = 6  # lines of an address


def stacked(
    layout: Layout, at: int, is_part: Callable[[str], bool]
) -> tuple[list[Cell], str] | None:
    """The cells above the one at ``at`` in its column, nearest first, and the words of
    the cell above them all; None where nothing stands beside it.

    ``is_part`` says whether words can be a line of an address.
    """
    index = layout.index_at(at)
    own = _at(layout, layout.lines[index], at)
    if own is None:
        return None
    column = own[0] - layout.lines[index].start
    found: list[Cell] = []
    beside = len(_cells(layout, layout.lines[index])) > 1
    head = ""
    for line in reversed(layout.lines[max(0, index - _UP) : index]):
        cells = _cells(layout, line)
        if "\t" in layout.words_of(line):
            return None  # a field with its value
        cell = next((c for c in cells if _is_below(line, c, column)), None)
        words = layout.text[cell[0] : cell[1]] if cell else ""
        if cell is None or streets.POSTCODE.search(words):
            break
        if not is_part(words) or labels.asks_for_address(words.strip()):
            head = words
            break
        beside = beside or len(cells) > 1
        found.append(cell)
    return (found, head) if found and beside else None


def _cells(layout: Layout, line: Line) -> list[Cell]:
    return [m.span() for m in _CELL.finditer(layout.text, line.start, line.end)]


def _at(layout: Layout, line: Line, at: int) -> Cell | None:
    """The cell that begins at an offset: a postcode with nothing before it."""
    return next((c for c in _cells(layout, line) if c[0] == at), None)


def _is_below(line: Line, cell: Cell, column: int) -> bool:
    return abs(cell[0] - line.start - column) <= _NEAR
