"""Rows of headings: how the cells below them are parted, and what they should hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from redactor.find import identifiers, lists, possessions, streets
from redactor.find.spans import Label
from redactor.find.structure import Layout, Line, read

Cell = tuple[int, int]

CUT = re.compile(r"\||\t+")
_GAP = re.compile(r"[ ]{2,}")
MARKED = {
    mark: re.compile(rf'(?:"(?:[^"]|"")*"|[^{mark}"]*)(?:{mark}|$)') for mark in ",;"
}
RULE = re.compile(r"[\s|+\-=:_]+")


@dataclass(frozen=True)
class Heading:
    """A row of headings: how its cells are parted, where they begin, what they ask
    for."""

    mode: str
    starts: tuple[int, ...]
    kinds: tuple[frozenset[str], ...]
    names: frozenset[int] = frozenset()  # the columns that hold names and nothing else
    lines: int = 1

    @property
    def known(self) -> int:
        """How many of the headings say what is below them."""
        return sum(bool(kind) for kind in self.kinds)

    def fits(self, row: list[Cell]) -> bool:
        """Whether a line below an empty one is one more row."""
        return len(self.starts) - 1 <= len(row) <= len(self.starts) and len(row) > 1

    def column_of(self, row: list[Cell], number: int, at: int) -> int:
        """The column of the cell with this number, that begins at this place."""
        if self.mode != "spaces" or len(row) == len(self.starts):
            return number
        near = [n for n, start in enumerate(self.starts) if start <= at + 2]
        return near[-1] if near else 0

    def kinds_of(self, number: int) -> frozenset[str]:
        """What the cells of a column should be."""
        return self.kinds[number] if number < len(self.kinds) else frozenset()

    def goes_over(self, text: str, start: int, cells: list[Cell]) -> bool:
        """Whether a line has nothing but the rest of the cell above it."""
        if self.mode != "spaces" or len(cells) != 1:
            return False
        indent = cells[0][0] - start
        words = text[cells[0][0] : cells[0][1]]
        return len(words) < 40 and any(abs(indent - at) < 3 for at in self.starts[1:])


_LETTERS = "\t".join("ABCDEFGHIJKLMNOPQRSTUVWXYZ")  # over the columns of a sheet


@lru_cache(maxsize=64)
def rows(text: str) -> tuple[Cell, ...]:
    """Where rows stand that say what is below them: nobody is named there."""
    layout = read(text)
    return tuple(
        (line.start, line.end)
        for number, line in enumerate(layout.lines)
        if _is_lettered(layout.words_of(line).strip())
        or _is_told(read_heading(layout, number))
    )


def _is_lettered(words: str) -> bool:
    return len(words) > 2 and words[0] != "\t" and words in _LETTERS


def _is_told(head: Heading | None) -> bool:
    """Whether more than half of the cells of a row are known headings."""
    return head is not None and 2 * head.known > len(head.kinds)


def cells(layout: Layout, line: Line, mode: str) -> list[Cell]:
    """The cells of a line, parted as the mode says."""
    start, words = line.start, layout.words_of(line)
    if mode in MARKED:
        return [
            (start + m.start(), start + m.end() - m.group().endswith(mode))
            for m in MARKED[mode].finditer(words)
            if m.group() or m.start() < len(words)
        ]
    lead = len(words) - len(words.lstrip(" |"))
    cut = _GAP if mode == "spaces" else CUT
    cuts = [m.span() for m in cut.finditer(words.rstrip(), lead)]
    edges = [lead, *(b for _, b in cuts)]
    stops = [*(a for a, _ in cuts), len(words.rstrip())]
    return [(start + a, start + b) for a, b in zip(edges, stops, strict=True)]


def read_heading(layout: Layout, number: int) -> Heading | None:
    """The line with this number as a row of headings, if it is one, alone or with the
    line below it: some known kinds, or one that the first row bears out."""
    line = layout.lines[number]
    words = layout.words_of(line)
    mark = ";" if words.count(";") > words.count(",") else ","
    mode = "stroke" if CUT.search(words) else mark if mark in words else "spaces"
    if mode == "spaces" and not _GAP.search(words.strip()):
        return None
    found = cells(layout, line, mode)
    texts = [layout.text[a:b] for a, b in found]
    starts = tuple(a - line.start for a, _ in found)
    if len(found) < 2 or not all(map(_may_head, texts)):
        return None
    head = _headed(layout, number, mode, starts, texts)
    two = mode == "spaces" and len(found) > 2
    over = _over_two_lines(layout, number, starts, texts) if two else None
    if over and (head is None or over.known >= head.known):
        return over
    return head


def _headed(
    layout: Layout, number: int, mode: str, starts: tuple[int, ...], texts: list[str]
) -> Heading | None:
    kinds = _with_parts(texts, tuple(kinds_of_heading(cell) for cell in texts))
    kinds = _with_serials(layout.text, texts, kinds)
    if texts[0].strip(" *|").casefold() in lists.layout().body_columns:
        kinds = tuple(kind - {Label.ADDRESS} for kind in kinds)
    alone = {n for n, head in enumerate(texts) if _NAMES_ALONE.fullmatch(plain(head))}
    head = Heading(mode, starts, kinds, frozenset(alone))
    known = head.known
    ruled = _RULED.match(layout.text, layout.lines[number].end) and len(texts) > 2
    least = 1 if ruled or (mode == "stroke" and len(texts) > 2) else 2
    if known >= least or (known and _is_borne_out(layout, number, head)):
        return head
    return None


_NUMBERS = frozenset((Label.ID, Label.PHONE, Label.DOB))


def _is_borne_out(layout: Layout, number: int, head: Heading) -> bool:
    """Whether the first row below has as many cells, and a number where the one known
    heading asks for one."""
    for line in layout.lines[number + 1 : number + 4]:
        words = layout.words_of(line)
        if not words.strip() or RULE.fullmatch(words):
            continue
        row = cells(layout, line, head.mode)
        return len(row) == len(head.starts) > 1 and any(
            _is_of_kind(layout.text[a:b], kind)
            for (a, b), kind in zip(row, head.kinds, strict=True)
        )
    return False


def _is_of_kind(words: str, kind: frozenset[str]) -> bool:
    digits = sum(c.isdigit() for c in words)
    home = Label.ADDRESS in kind and streets.has_home(words)
    return home or bool(kind & _NUMBERS and digits >= _DIGITS)


_DIGITS = 4  # of a number that bears out a heading


def _over_two_lines(
    layout: Layout, number: int, starts: tuple[int, ...], texts: list[str]
) -> Heading | None:
    """A row of headings that go on in the line below: "Payroll" over "number"."""
    if number + 1 >= len(layout.lines):
        return None
    below = layout.lines[number + 1]
    rest = cells(layout, below, "spaces")
    words = [layout.text[a:b] for a, b in rest]
    if not 1 < len(rest) <= len(starts) or not all(map(_may_head, words)):
        return None
    whole = list(texts)
    for (start, _), word in zip(rest, words, strict=True):
        near = [n for n, at in enumerate(starts) if abs(start - below.start - at) < 3]
        if not near:
            return None
        whole[near[0]] += f" {word}"
    head = _headed(layout, number + 1, "spaces", starts, whole)
    return replace(head, lines=2) if head else None


def _with_serials(
    text: str, heads: list[str], kinds: tuple[frozenset[str], ...]
) -> tuple[frozenset[str], ...]:
    """The kinds of columns, with serial numbers where the text tells of guns and the
    like: the rest of such a table is about them, and no heading need be known."""
    serial = [_SERIAL.fullmatch(head.strip(' *|"')) is not None for head in heads]
    if not any(serial) or not possessions.is_told(text):
        return kinds
    thing = frozenset({Label.ID})
    return tuple(
        thing if asks else kind or _NO_KIND
        for asks, kind in zip(serial, kinds, strict=True)
    )


_SERIAL = re.compile(r"(?:serial|ser\.?|s/n)(?: (?:no|nos|number)\.?)?", re.IGNORECASE)
_NO_KIND: frozenset[str] = frozenset({"other"})


def _with_parts(
    heads: list[str], kinds: tuple[frozenset[str], ...]
) -> tuple[frozenset[str], ...]:
    """The kinds of columns, with streets and towns as addresses where the table is one
    of people or of whole addresses."""
    personal = {Label.PERSON, Label.ADDRESS, Label.DOB}
    if not any(kind & personal for kind in kinds):
        return kinds
    parts = lists.layout().address_parts
    low = [head.strip(' *|".').casefold() for head in heads]
    asked = [head in parts for head in low]
    number = [
        head in _HOUSE_NUMBERS and street and (Label.ADDRESS in kind or "no" in head)
        for head, street, kind in zip(low, [*asked[1:], False], kinds, strict=True)
    ]
    return tuple(
        frozenset({Label.ADDRESS}) if part or house else kind
        for part, house, kind in zip(asked, number, kinds, strict=True)
    )


# Headings that mean the number of a house where the street's column follows.
_HOUSE_NUMBERS = frozenset(
    ("no", "number", "house", "hse", "flat", "no/name", "hse no")
)


_RULED = re.compile(r"\n[ |+]*[-=_]{6}")


def _may_head(cell: str) -> bool:
    return len(cell) < 40 and not re.search(r"\d{3,}|@", cell) and len(cell.split()) < 6


_TAIL = re.compile(
    r"\s+(?:no|nos|num|number|details|detail|or|and|if [\w/]+|\(?if .*|\(.*\)|\d+|\?)$"
)


_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")  # "givenName"


def plain(cell: str) -> str:
    """A heading in lower case, without marks, each of its words apart."""
    words = _HUMP.sub(" ", cell)
    return re.sub(r"[\s_.*:#\"'’\[\]]+", " ", words.casefold()).strip()


_NAMES_ALONE = re.compile(
    r"(?:(?:legal|other|middle|maiden|preferred|display|christian|family|given|first"
    r"|last|full|fore|sur|known|print|client|patient|pupil|student|employee|tenant"
    r"|user|staff|member|learner|child'?s?)[ /]?)+names?(?: in full)?|forename\(s\)"
    r"|(?:display|user principal )name|known as|aka"
)


@cache
def kinds_of_heading(cell: str) -> frozenset[str]:
    """What the cells below a heading hold, if it says so."""
    low = plain(cell)
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
