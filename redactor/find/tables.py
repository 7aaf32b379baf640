"""Tables with typed columns: parted by strokes, tabs, commas, or drawn with spaces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from redactor.find import (
    births,
    identifiers,
    lists,
    names,
    premises,
    public,
    streets,
    switchboards,
)
from redactor.find.spans import Label, Span
from redactor.find.structure import Layout, Line, read

Cell = tuple[int, int]

_CUT = re.compile(r"\||\t+")
_GAP = re.compile(r"[ ]{2,}")
_MARKED = {
    mark: re.compile(rf'(?:"(?:[^"]|"")*"|[^{mark}"]*)(?:{mark}|$)') for mark in ",;"
}
_RULE = re.compile(r"[\s|+\-=:_]+")
_WHY = "In a column of a table whose heading asks for {}."
_ASKED = {
    Label.PERSON: "people",
    Label.PHONE: "telephone numbers",
    Label.ADDRESS: "addresses",
    Label.ID: "numbers by which people are known",
    Label.DOB: "dates of birth",
    Label.HANDLE: "user names",
    Label.EMAIL: "mail addresses",
}


@dataclass(frozen=True)
class _Head:
    """A row of headings: how its cells are parted, where they begin, what they ask
    for."""

    mode: str
    starts: tuple[int, ...]
    kinds: tuple[frozenset[str], ...]

    def kinds_of(self, number: int, at: int) -> frozenset[str]:
        """What the cell with this number, that begins at this column, should be."""
        if self.mode == "spaces":
            near = [n for n, start in enumerate(self.starts) if start <= at + 2]
            number = near[-1] if near else 0
        return self.kinds[number] if number < len(self.kinds) else frozenset()

    def goes_over(self, text: str, start: int, cells: list[Cell]) -> bool:
        """Whether a line has nothing but the rest of the cell above it."""
        if self.mode != "spaces" or len(cells) != 1:
            return False
        indent = cells[0][0] - start
        words = text[cells[0][0] : cells[0][1]]
        return len(words) < 40 and any(abs(indent - at) < 3 for at in self.starts[1:])


def columns(text: str) -> Iterator[Span]:
    """What stands in the columns of tables whose headings say what they hold."""
    layout = read(text)
    head: _Head | None = None
    for line in layout.lines:
        found = _heading(layout, line.start, line.end)
        if found:
            head = found
            continue
        if text.startswith("#", line.start):
            continue  # a remark
        if head is None or _RULE.fullmatch(text, line.start, line.end):
            blank = not text[line.start : line.end].strip()
            head = None if blank and head and head.mode not in _MARKED else head
            continue
        cells = _cells(layout, line.start, line.end, head.mode)
        if len(cells) > 1 or head.goes_over(text, line.start, cells):
            yield from _row(layout, line, head, cells)
        else:
            head = None


def _row(layout: Layout, line: Line, head: _Head, cells: list[Cell]) -> Iterator[Span]:
    """What the cells of a row hold, or the rest of an address in the row above."""
    text = layout.text
    row = text[line.start : line.end]
    firm = _NAMES_FIRM.search(row) is not None and not switchboards.has_person(row)
    for number, cell in enumerate(cells):
        kinds = head.kinds_of(number, cell[0] - line.start)
        if firm:
            kinds -= {Label.ADDRESS, Label.PHONE}
        if len(cells) == 1:
            kinds &= {Label.ADDRESS}
        yield from _typed(text, cell, kinds)


_CODE = re.compile(
    r"(?:^|[\t|]|(?<=[ ][ ]))[ ]*(?P<code>[A-Z]{1,3}\d{4,7})(?=[ ]*(?:[\t|]|[ ]{2}|$))",
    re.MULTILINE,
)
_DIALLED = re.compile(r"(?<!\d)(?:\+?44|0)\d{2,4}[ )]{0,2}\d{3}[ ]?\d{3,4}(?!\d)")


def codes(text: str) -> Iterator[Span]:
    """Numbers of staff in lists without headings: in a row between a name and its
    telephone."""
    layout = read(text)
    for match in _CODE.finditer(text):
        row = layout.words_of(layout.line_at(match.start("code")))
        if _DIALLED.search(row) and switchboards.names_person(row):
            why = "In a row with somebody's name and telephone number."
            yield Span(*match.span("code"), Label.ID, 0.75, "table", why)


_NAMES_FIRM = re.compile(
    r"\b(?:Ltd|Limited|plc|PLC|LLP|Inc|CIC|Council|Trust|& (?:Sons?|Co|Partners))\b"
)


def rows(text: str) -> Iterator[Cell]:
    """Where the lines of tables parted by strokes or tabs stand."""
    for line in read(text).lines:
        if _CUT.search(text, line.start, line.end):
            yield line.start, line.end


def _cells(layout: Layout, start: int, end: int, mode: str) -> list[Cell]:
    words = layout.text[start:end]
    if mode in _MARKED:
        return [
            (start + m.start(), start + m.end() - m.group().endswith(mode))
            for m in _MARKED[mode].finditer(words)
            if m.group() or m.start() < len(words)
        ]
    lead = len(words) - len(words.lstrip(" |"))
    cut = _GAP if mode == "spaces" else _CUT
    cuts = [m.span() for m in cut.finditer(words.rstrip(), lead)]
    edges = [lead, *(b for _, b in cuts)]
    stops = [*(a for a, _ in cuts), len(words.rstrip())]
    return [(start + a, start + b) for a, b in zip(edges, stops, strict=True)]


def _heading(layout: Layout, start: int, end: int) -> _Head | None:
    """A row of headings, at least one of which is known, two if nothing but commas or
    spaces part them."""
    words = layout.text[start:end]
    mark = ";" if words.count(";") > words.count(",") else ","
    mode = "stroke" if _CUT.search(words) else mark if mark in words else "spaces"
    if mode == "spaces" and not _GAP.search(words.strip()):
        return None
    cells = _cells(layout, start, end, mode)
    texts = [layout.text[a:b] for a, b in cells]
    if len(cells) < 2 or not all(map(_may_head, texts)):
        return None
    kinds = _with_parts(texts, tuple(_kinds(cell) for cell in texts))
    known = sum(bool(kind) for kind in kinds)
    ruled = _RULED.match(layout.text, end) and len(cells) > 2
    if known < (1 if ruled or (mode == "stroke" and len(cells) > 2) else 2):
        return None
    if texts[0].strip(" *|").casefold() in lists.layout().body_columns:
        kinds = tuple(kind - {Label.ADDRESS} for kind in kinds)
    return _Head(mode, tuple(a - start for a, _ in cells), kinds)


def _with_parts(
    heads: list[str], kinds: tuple[frozenset[str], ...]
) -> tuple[frozenset[str], ...]:
    """The kinds of columns, with streets and towns as addresses where the table is one
    of people or of whole addresses."""
    personal = {Label.PERSON, Label.ADDRESS, Label.DOB}
    if not any(kind & personal for kind in kinds):
        return kinds
    parts = lists.layout().address_parts
    return tuple(
        frozenset({Label.ADDRESS}) if head.strip(' *|"').casefold() in parts else kind
        for head, kind in zip(heads, kinds, strict=True)
    )


_RULED = re.compile(r"\n[ |+]*[-=_]{6}")


def _may_head(cell: str) -> bool:
    return len(cell) < 40 and not re.search(r"\d{3,}|@", cell) and len(cell.split()) < 6


_TAIL = re.compile(
    r"\s+(?:no|nos|num|number|details|detail|or|and|if [\w/]+|\(?if .*|\(.*\)|\d+|\?)$"
)


@cache
def _kinds(cell: str) -> frozenset[str]:
    """What the cells below a heading hold, if it says so."""
    low = re.sub(r"[\s_.*:#\"'’\[\]]+", " ", cell.casefold()).strip()
    every: set[Label] = {
        Label(kind.upper())
        for part in (low, *re.split(r"\s*[/&,+]\s*|\s+and\s+", low))
        for kind, heads in lists.layout().columns.items()
        if {
            part,
            _TAIL.sub("", part),
            _TAIL.sub(" number", part),
            re.sub(r"\s*\(.*?\)", "", part),
        }
        & heads
    }
    if not every - {Label.PERSON} and identifiers.is_label(low):
        every = {Label.ID}
    return frozenset(every)


def _typed(text: str, cell: Cell, kinds: frozenset[str]) -> Iterator[Span]:
    """What a cell holds of the kinds that its heading asks for."""
    if Label.PERSON in kinds:
        yield from _people(text, *cell)
    if Label.PHONE in kinds:
        yield from _numbers(text, *cell)
    if Label.DOB in kinds:
        for date in births.DATE.finditer(text, *cell):
            yield births.birth(*date.span(), _WHY.format(_ASKED[Label.DOB]))
    for kind, pattern in _WHOLE.items():
        if kind in kinds:
            match = pattern.fullmatch(text, *cell)
            mixed = len(kinds) > 1
            if match and _is_somebodys(match["value"], kind, mixed=mixed):
                yield _span(*match.span("value"), kind, 0.85)


_WHOLE = {
    Label.ADDRESS: re.compile(
        r"[\s\"]*(?P<value>(?=[^\n]*[^\W\d])[^\n\"]{4,}?|\d{1,4}[a-zA-Z]?)[\s\"]*"
    ),
    Label.ID: re.compile(
        r"[\s\"'#]*(?P<value>(?=[^\n]*\d)[A-Za-z0-9][\w\-/. :]{1,24}?)[\s\"']*"
    ),
    Label.HANDLE: re.compile(r"[\s\"]*(?P<value>@?[A-Za-z][\w.\-\\]{2,30})[\s\"]*"),
}
# In a column that holds other things too, an address has a number and two words.
_ADDRESSED = re.compile(
    r"(?<!\w)\d[^,\n]*[A-Za-z]{3}[^,\n]* [A-Za-z]|,[^,\n]*,|\w, [A-Z]"
)
_NOTHING = re.compile(
    r"(?:none|nil|n[/.]?[ak]|not \w+|w(?:o|ou)n['’]?t \w+|refused"
    r"|declined|prefer not.*|unknown|same|ditto|as above|as below|tbc|tba|nfa"
    r"|see .*|withheld|yes|no|-+|\?+|public|system|admin\w*|service)\.?",
    re.IGNORECASE,
)


def _is_somebodys(words: str, kind: str, *, mixed: bool = False) -> bool:
    if _NOTHING.fullmatch(words.strip()):
        return False
    if kind == Label.ADDRESS:
        if mixed and not _ADDRESSED.search(words):
            return False
        first = words.split(",")[0]
        body = premises.is_body_line(words) or (
            premises.is_venue(first) and not streets.has_home(first)
        )
        body = body and not premises.is_soft(words) and not streets.FLAT.match(words)
        return "@" not in words and not body
    if kind == Label.HANDLE:
        return not public.is_public_handle(words)
    if re.fullmatch(r"\W*[A-Za-z]\d\W*", words):
        return False  # "E3": a grade, a band or a licence
    if re.search(r"(?<![\d.])\d\.\d{1,2}$", words):
        return False  # a share or a rate
    return not births.DATE.fullmatch(words) or words.isdigit()


def _numbers(text: str, start: int, end: int) -> Iterator[Span]:
    match = _DIGITS.fullmatch(text, start, end)
    if match is None:
        return
    at, raw = match.start(1), match.group(1)
    if births.DATE.fullmatch(raw) and not raw.isdigit():
        return
    if not public.is_public_number(text, at, raw) and not switchboards.is_bodys(
        text, at, raw
    ):
        yield _span(*match.span(1), Label.PHONE, 0.85)


_DIGITS = re.compile(r"[\s\"]*((?:x|ext\.?[ ]?)?\+?[\d(][\d ()/.\-]{2,20}\d)[\s\"]*")


def _people(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end].strip()
    if not words or len(words) > 60:
        return
    if re.fullmatch(r"[A-Z]{2,3}(?:\s*[/,&]\s*[A-Z]{2,3})*", words):
        for match in re.finditer(r"[A-Z]{2,3}", text[start:end]):
            at = start + match.start()
            yield _span(at, start + match.end(), Label.PERSON, 0.75)
        return
    for first, last in names.people_in(text, start, end, trusted=True):
        yield _span(first, last, Label.PERSON, 0.85)


def _span(start: int, end: int, kind: Label, score: float) -> Span:
    return Span(start, end, kind, score, "table", _WHY.format(_ASKED[kind]))
