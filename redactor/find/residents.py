"""A house and its road right behind somebody's name, whatever the house is called:
"Dr Kerr, Chy an Mor, Beacon Hill"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import envelopes, lists, premises, streets
from redactor.find.structure import read

_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev(?:d|erend)?|Sir|Lady|Lord|Prof(?:essor)?|Fr|Canon)\.?"
)
_WORD = r"[A-ZÀ-Þ][\w'’\-]+"
_AND = r"(?: (?:&|and) )"
# Somebody with a title or with initials, one or two, at the end of what is read.
_SOMEBODY = (
    rf"(?:{_TITLE}(?:{_AND}{_TITLE})?(?: [A-Z]\.?)* {_WORD}(?: {_WORD}){{0,2}}"
    rf"|(?<![\w.])[A-Z]\.?(?: ?[A-Z]\.?)?(?:{_AND}[A-Z]\.?)? {_WORD}(?:-{_WORD})?)"
)
_HOUSE = (
    rf"(?:[Tt]he )?{_WORD}(?: (?:{_WORD}|an?|y|yr|na|of|the|on|by|in|le|la|'n)){{0,3}}"
)
_ROAD = (
    rf"(?:(?:{streets.titled(lists.places().welsh_streets)})(?: {_WORD}){{1,2}}"
    rf"|(?:{_WORD} ){{1,3}}(?:{streets.titled(lists.places().streets)})\b\.?)"
)
_RESIDENT = re.compile(
    rf"{_SOMEBODY}(?:, | \(| of | at )(?P<house>{_HOUSE}, (?:\d+ )?{_ROAD})"
)
_BEFORE_CODE = re.compile(
    rf"{_SOMEBODY}(?:, | \()(?=(?P<rest>[^\d\n.;:()]{{3,60}}?)\Z)"
)


def houses(text: str) -> Iterator[tuple[int, int]]:
    """Where a house and its road stand behind somebody's name."""
    layout = read(text)
    for match in _RESIDENT.finditer(text):
        start, end = match.span("house")
        house = match["house"].split(",")[0]
        works = envelopes.is_job(house) or premises.is_bodys_name(house)
        if not works and not premises.is_office(layout, start, end):
            yield start, streets.tail(text, start, end)


def start_behind(text: str, line: int, start: int) -> int:
    """Where an address begins whose end is known: right behind somebody's name, if
    nothing but the names of a house and a place stand between."""
    for match in _BEFORE_CODE.finditer(text, max(line, start - 110), start):
        first = match["rest"].split(",")[0]
        if not envelopes.is_job(first) and not premises.is_bodys_name(first):
            return match.end()
    return start
