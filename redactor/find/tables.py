"""Tables with typed columns: parted by strokes, tabs, commas, or drawn with spaces."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from redactor.find import (
    births,
    headings,
    known,
    names,
    premises,
    public,
    streets,
    switchboards,
)
from redactor.find.headings import CUT, MARKED, RULE, Cell, Heading
from redactor.find.spans import Label, Span
from redactor.find.structure import Layout, Line, read

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


def columns(text: str) -> Iterator[Span]:
    """What stands in the columns of tables whose headings say what they hold."""
    layout = read(text)
    head: Heading | None = None
    apart = False  # an empty line stands between this one and the table
    skipped = -1  # the second line of a heading
    for number, line in enumerate(layout.lines):
        if number == skipped:
            continue
        found = headings.read_heading(layout, number)
        if found:
            head, apart = found, False
            skipped = number + 1 if found.lines > 1 else -1
            continue
        if text.startswith("#", line.start):
            continue  # a remark
        blank = not text[line.start : line.end].strip()
        if head is None or blank or RULE.fullmatch(text, line.start, line.end):
            gone = apart and blank and head and head.mode not in MARKED
            head, apart = None if gone else head, apart or blank
            continue
        row = headings.cells(layout, line, head.mode)
        if apart and head.mode not in MARKED and not head.fits(row):
            head = None
        elif len(row) > 1 or head.goes_over(text, line.start, row):
            yield from _row(layout, line, head, row)
        else:
            head = None
        apart = False


def _row(layout: Layout, line: Line, head: Heading, row: list[Cell]) -> Iterator[Span]:
    """What the cells of a row hold, or the rest of an address in the row above."""
    text = layout.text
    words = text[line.start : line.end]
    firm = _NAMES_FIRM.search(words) is not None and not switchboards.has_person(words)
    for number, cell in enumerate(row):
        column = head.column_of(row, number, cell[0] - line.start)
        kinds = head.kinds_of(column)
        if firm:
            kinds -= {Label.ADDRESS, Label.PHONE}
        if len(row) == 1:
            kinds &= {Label.ADDRESS}
        elif column in head.names and (named := list(_name(text, cell))):
            yield from named
            kinds -= {Label.PERSON}
        yield from typed(text, cell, kinds)


_ONE_NAME = re.compile(
    r"[\s\"'“*]*(?P<name>[^\W\d_a-z][\w'’.\-]*"
    r"(?:,?[ ][^\W\d_a-z][\w'’.\-]*){0,3})[\s\"'”*]*"
)


def _name(text: str, cell: Cell) -> Iterator[Span]:
    """Who stands in a column that holds names and nothing else."""
    match = _ONE_NAME.fullmatch(text, *cell)
    if match and known.may_name(match["name"]):
        why = _WHY.format("names")
        yield Span(*match.span("name"), Label.PERSON, 0.85, "column of names", why)


_CODE = re.compile(
    r"(?:^|[\t|]|(?<=[ ][ ]))[ ]*(?P<code>[A-Z]{1,3}\d{4,7})"
    r"(?=[ ]*(?:[\t|]|[ ]{2}|$)|[ ][A-Z][a-zA-Z'’\-]+,[ ])",
    re.MULTILINE,
)
_DIALLED = re.compile(r"(?<!\d)(?:\+?44|0)\d{2,4}[ )]{0,2}\d{3}[ ]?\d{3,4}(?!\d)")


def codes(text: str) -> Iterator[Span]:
    """Numbers of staff in lists without headings: in a row between a name and its
    telephone, or with names in several rows of one kind."""
    layout = read(text)
    every = [m for m in _CODE.finditer(text) if not _THING.match(m["code"])]
    named = {
        match.start("code")
        for match in every
        if switchboards.names_person(_row_of(layout, match))
    }
    shapes = Counter(_shape(m["code"]) for m in every if m.start("code") in named)
    for match in every:
        dialled = _DIALLED.search(_row_of(layout, match))
        several = shapes[_shape(match["code"])] >= _SEVERAL
        if match.start("code") in named and (dialled or several):
            why = "In a row with somebody's name, as in the rows around it."
            yield Span(*match.span("code"), Label.ID, 0.75, "table", why)


_SEVERAL = 3  # rows with a name and a number of one shape
# What tickets, orders and references begin with.
_THING = re.compile(
    r"(?:CC|INC|REQ|CHG|PRB|TKT|REF|FOI|EIR|SAR|RFI|INV|CR|SR|WO|PO|SO|WI|CN|RM|BS|EN|IP|WP|UK|DC"
    r"|LA|PA|AP|EX|BH|TB\d{3}\b)\d"
)


def _row_of(layout: Layout, match: re.Match[str]) -> str:
    return layout.words_of(layout.line_at(match.start("code")))


def _shape(code: str) -> str:
    return re.sub(r"\d", "9", re.sub(r"[A-Z]", "A", code))


_NAMES_FIRM = re.compile(
    r"\b(?:Ltd|Limited|plc|PLC|LLP|Inc|CIC|Council|Trust|& (?:Sons?|Co|Partners))\b"
)


def rows(text: str) -> Iterator[Cell]:
    """Where the lines of tables parted by strokes or tabs stand."""
    for line in read(text).lines:
        if CUT.search(text, line.start, line.end):
            yield line.start, line.end


def typed(text: str, cell: Cell, kinds: frozenset[str]) -> Iterator[Span]:
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
    return _may_be_number(words)


def _may_be_number(words: str) -> bool:
    if re.search(r"(?<![\d.])\d\.\d{1,2}$", words):
        return False  # a share or a rate
    if sum(c.isalnum() for c in words) < _SHORT:
        return False  # a grade, a licence of an office's: "E3"
    sort = re.fullmatch(r"\d\d[- ]\d\d[- ]\d\d", words)
    return bool(sort) or not births.DATE.fullmatch(words) or words.isdigit()


_SHORT = 3  # letters and digits that a number has at least


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
