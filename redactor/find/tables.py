"""People in the columns of tables whose cells are parted by strokes or tabs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import lists, names, public
from redactor.find.spans import Label, Span
from redactor.find.structure import Layout, read

_CUT = re.compile(r"\||\t+")
_WHY = "In a column of a table whose heading asks for people."


def columns(text: str) -> Iterator[Span]:
    """The people in columns such as "Owner", the numbers in columns such as "Ext"."""
    layout = read(text)
    heads: dict[int, str] = {}
    for line in layout.lines:
        cells = _cells(layout, line.start, line.end)
        if len(cells) < 2:
            heads = {}
            continue
        found = {n: _head(text[a:b]) for n, (a, b) in enumerate(cells)}
        if any(found.values()):
            heads = found
            continue
        for number, cell in enumerate(cells):
            if heads.get(number) == Label.PERSON:
                yield from _people(text, *cell)
            elif heads.get(number) == Label.PHONE:
                yield from _numbers(text, *cell)


def _cells(layout: Layout, start: int, end: int) -> list[tuple[int, int]]:
    words = layout.text[start:end]
    lead = len(words) - len(words.lstrip(" |"))
    cuts = [m.span() for m in _CUT.finditer(words, lead)]
    edges = [lead, *(b for _, b in cuts)]
    stops = [*(a for a, _ in cuts), len(words)]
    return [(start + a, start + b) for a, b in zip(edges, stops, strict=True)]


def _head(cell: str) -> str:
    """What the cells below a heading hold, if it says so."""
    low = cell.strip(" *_:").casefold()
    known = lists.layout()
    if low in known.person_columns:
        return Label.PERSON
    return Label.PHONE if low in known.phone_columns else ""


def _numbers(text: str, start: int, end: int) -> Iterator[Span]:
    match = re.compile(r"\s*(x?\d[\d ]{2,12})\s*").fullmatch(text, start, end)
    if match and not public.is_public_number(text, match.start(1), match.group(1)):
        why = "In a column of a table whose heading asks for telephone numbers."
        yield Span(*match.span(1), Label.PHONE, 0.85, "table", why)


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
