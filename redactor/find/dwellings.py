"""Homes told by their shape: boats and pitches, houses in quotation marks, houses
without a number on a named road, and what fills a cell of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import clauses, doors, lists, premises, streets
from redactor.find.structure import Layout, read
from redactor.law.rulebook import load_once

_PLACES = lists.places()
_RULES = load_once("places.yaml")


def _any(name: str) -> str:
    """The words of a list of the rules as alternatives, the longest first."""
    return "|".join(sorted(_RULES[name], key=len, reverse=True))


_NAME = r"(?:[A-ZÀ-Þ][\w'’\-]*\.?[ ]){0,3}"
_ROAD = (
    rf"(?:(?:{streets.titled(_PLACES.welsh_streets)})(?: [A-ZÀ-Þ][\w'’\-]+){{1,2}}"
    rf"|{_NAME}(?:{streets.titled(_PLACES.streets)})\b\.?)"
)
_AFTER = r"(?:\\?,|[ ]/|[ ]at|[ ]on|[ ]in|[ ]behind|[ ]opposite|[ ]opp\.?)[ ]"
_HOUSE = (
    r"(?:[Tt]he )?[A-ZÀ-Þ][\w'’\-]{1,25}"
    r"(?:[ ](?:[a-z]{1,3}[ ])?[A-ZÀ-Þ][\w'’\-]{1,25}){0,3}"
)
# "Sea View", Harbour Road; the boat Kestrel, Town Quay; Plot 4, Hill Caravan Site.
_QUOTED = rf"[\"“'‘][A-ZÀ-Þ][^\"”\n,]{{2,30}}[\"”'’]{_AFTER}{_ROAD}"
_BOAT = (
    rf"(?:{_any('boats')})\.? "
    r"[\"“']?[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2}[\"”']?,[ ](?:c/o )?"
    r"[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,4}"
)
# A flat by its number and its block: "27b Disraeli House".
_BLOCK = (
    r"(?<![\d.£$/\-])(?<!\d:)\d{1,3}[A-Za-z]?,? (?:[A-Z][\w'’\-]+ ){1,3}"
    rf"(?:{streets.titled(_PLACES.blocks)})\b"
)
_SMALL_BLOCK = re.compile(
    r"\b(?:flat|flt|apartment|apt)\.? ?\d{1,3}[a-z]?,? [a-z'’]{3,}(?: [a-z'’]+)?"
    rf" (?:{streets.any_of(_PLACES.blocks | _PLACES.sure_streets)})"
    r"(?:,? [a-z]{4,}(?=[ ]?(?:[.,;)\n]|$)))?(?: [a-z]{1,2}\d{1,2}(?: ?\d[a-z]{2})?\b)?"
)
_CANAL = (
    r"NB [\"“']?[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2}[\"”']?,[ ]"
    rf"(?:[A-Z][\w'’\-]+ ){{1,3}}(?:{_any('moorings')})\b"
)
_PITCH = (
    rf"(?:{_any('pitches')}) [A-Z]?\d{{1,3}}[a-z]?,? (?:[A-Z][\w'’\-]+ ){{1,4}}"
    rf"(?:{_any('pitch_sites')})\b"
)
_KINDS = _any("dwelling_kinds")
_BEHIND = (
    rf"(?:[Tt]he )?(?i:{_KINDS})(?:\\?,| at| behind| opposite| opp\.?| beside) "
    rf"(?:[Tt]he )?{_NAME}(?:{streets.titled(_PLACES.homes | _PLACES.houses)})\b"
)
_BEHIND += rf"|(?:[Tt]he |[a-z\-]+ )?(?i:{_KINDS}), (?:[^,\n|]{{3,30}}, )?{_ROAD}"
_ROW = (
    r"\d{1,3}[a-z]? (?:[A-Z][\w'’\-]+ ){1,3}"
    rf"(?:{_any('rows_of_homes')}),[ ]{_ROAD}"
)
_HOMES = streets.titled(_PLACES.homes)
_SHAPES = re.compile(
    rf"(?<![\w'’])(?:{_QUOTED}|{_BOAT}|{_CANAL}|{_PITCH}|{_BEHIND}|{_ROW})"
)
# "Mrs Bright of Flat 44": the rest of the address is known to who writes.
_FLAT_ONLY = re.compile(
    r"\b(?:of|at|in|from|to) "
    r"(?P<flat>(?:[Ff]lat|[Aa]pt\.?|[Aa]partment) \d{1,4}[A-Za-z]?)\b"
)
# "of Brynteg, Ffordd y Bont": a house and its road, behind somebody.
_OF = re.compile(
    rf"(?<=\bof)\s+(?P<house>{_HOUSE}\\?,[ ](?:\d+ )?{_ROAD})"
    rf"|(?:^|(?<=[\n\t|])|(?<=[ ][ ])|(?<=[\n\t|][ ]))(?P<cell>(?!Land|Site|Field|Plot)"
    rf"(?:{_HOUSE},[ ]{_ROAD}|{_NAME}(?:{_HOMES}),?"
    rf" (?:by|near|nr)\.? [A-Z][\w\-]+)(?:, [A-Z][\w'’\-]+)*)"
    r"(?=[ ]*(?:[\t|\n]|[ ]{2}|$))",
)
_FLATS = re.compile(_BLOCK)
# Where an address may begin.
_STANDS = re.compile(
    r"(?:^|[\n,(:|\t]|[.?!]|\b(?:at|of|to|from|in|is|and|address|flat))[ \t]*\Z"
)
_CELTIC = re.compile(
    rf"(?<![\w'’])(?:{streets.titled(_PLACES.celtic)}) [A-ZÂÊÎÔÛŴŶ][\w'’\-]+"
    r"(?: [A-ZÂÊÎÔÛŴŶ][\w'’\-]+)?(?:, [A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?)+"
)
# A number and a name that fill a cell: "44 Broadway".
_IN_CELL = re.compile(
    r"(?:(?<=[|\t])|(?<=[|][ ])|(?<=[ ][ ]))(?P<cell>\d{1,4}[A-Za-z]?,? [A-Z][\w'’\-]+"
    r"(?: [A-Z][\w'’\-]+){0,2})(?=[ ]*(?:[|\t\n]|[ ]{2}|$))"
)
_CALLABLE = re.compile(r"(?<!\d)(?:\+44|0)\d{2,4}[ )]{0,2}\d{3}[ ]?\d{3,4}(?!\d)")
_CUT = re.compile(r"\t|\||[ ]{3,}")


def shaped(text: str) -> Iterator[tuple[int, int]]:
    """Where such homes stand that no body has."""
    layout = read(text)
    for match in _SHAPES.finditer(text):
        if not premises.is_office(layout, *match.span()):
            yield match.start(), streets.tail(text, *match.span())
    yield from _flats(layout)
    for match in _OF.finditer(text):
        group = "house" if match["house"] else "cell"
        start, end = match.span(group)
        if group == "cell" and not _is_row(layout, start):
            continue
        if not (
            premises.is_office(layout, start, end)
            or is_firms(match[group].split(",")[0])
        ):
            yield start, streets.tail(text, start, end)


def _flats(layout: Layout) -> Iterator[tuple[int, int]]:
    """Flats by their number and their block, in any case of letters."""
    text = layout.text
    for match in _FLATS.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 25) : start]
        if _STANDS.search(before) and not (
            premises.is_office(layout, start, end) or premises.is_civic(match.group())
        ):
            yield start, streets.tail(text, start, end)
    for match in _FLAT_ONLY.finditer(text):
        yield match.span("flat")
    for match in _SMALL_BLOCK.finditer(text):
        yield match.span()
    yield from _named(layout)


def _named(layout: Layout) -> Iterator[tuple[int, int]]:
    """Houses by a Welsh or a Gaelic name, and what fills a cell beside a telephone."""
    text = layout.text
    for match in _CELTIC.finditer(text):
        before = text[max(0, match.start() - 25) : match.start()]
        if _STANDS.search(before) and not premises.is_office(layout, *match.span()):
            yield match.start(), streets.tail(text, *match.span())
    for match in _IN_CELL.finditer(text):
        row = layout.words_of(layout.line_at(match.start()))
        if doors.is_time(match["cell"]):
            continue
        if _CALLABLE.search(row) and _is_row(layout, match.start()):
            yield match.span("cell")


def is_firms(words: str) -> bool:
    """Whether words name a body, a shop, a pub or somebody's trade."""
    return premises.is_venue(words) or clauses.is_trades(words)


def _is_row(layout: Layout, start: int) -> bool:
    """Whether a cell stands in a row that names no body."""
    line = layout.line_at(start)
    cells = _CUT.split(layout.text[line.start : line.end].strip())
    return len(cells) > 2 and not any(is_firms(cell) for cell in cells)
