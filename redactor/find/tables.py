"""People in the columns of tables whose cells are parted by strokes or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import lists, names
from redactor.find.spans import Label, Span
from redactor.find.structure import Layout, read

_CUT = re.compile(r"\||\t+")
_WHY = "In a column of a table whose heading asks for people."


def columns(text: str) -> Iterator[Span]:
    """The people in columns such as "Owner" or "Case officer"."""
    layout = read(text)
    wanted: set[int] = set()
    for line in layout.lines:
        cells = _cells(layout, line.start, line.end)
        if len(cells) < 2:
            wanted = set()
            continue
        heads = {n for n, (a, b) in enumerate(cells) if _is_head(text[a:b])}
        if heads:
            wanted = heads
            continue
        for number in sorted(wanted):
            if number < len(cells):
                yield from _people(text, *cells[number])


def _cells(layout: Layout, start: int, end: int) -> list[tuple[int, int]]:
    words = layout.text[start:end]
    lead = len(words) - len(words.lstrip(" |"))
    cuts = [m.span() for m in _CUT.finditer(words, lead)]
    edges = [lead, *(b for _, b in cuts)]
    stops = [*(a for a, _ in cuts), len(words)]
    return [(start + a, start + b) for a, b in zip(edges, stops, strict=True)]


def _is_head(cell: str) -> bool:
    return cell.strip(" *_:").casefold() in lists.layout().person_columns


def _people(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end].strip()
    if not words or len(words) > 60:
        return
    if re.fullmatch(r"[A-Z]{2,3}(?:\s*[/,&]\s*[A-Z]{2,3})*", words):
        for match in re.finditer(r"[A-Z]{2,3}", text[start:end]):
            at = start + match.start()
            yield Span(at, start + match.end(), Label.PERSON, 0.75, "table", _WHY)
        return
    for first, last in names.people_in(text, start, end, trusted=True):
        yield Span(first, last, Label.PERSON, 0.85, "table", _WHY)
