"""Postal addresses: a postcode with the lines above it, or a house and a street."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from redactor.find import (
    columns,
    doors,
    homes,
    lists,
    names,
    premises,
    public,
    residents,
)
from redactor.find.premises import is_body_line
from redactor.find.spans import Label, Span
from redactor.find.streets import (
    EIRCODE,
    FLAT,
    FORCES,
    HOUSE_NAME,
    IRISH,
    MISREAD_POSTCODE,
    POSTCODE,
    STREET,
    has_home,
    house_before,
    lead,
    tail,
)
from redactor.find.structure import Kind, Layout, read

__all__ = ["STREET"]

_HOUSE = re.compile(
    r"(?:flat|apartment|apt|unit|plot|no\.?|house)?[ ]?"
    r"\d{1,4}[a-z]?(?:\s?[-–/]\s?\d{1,4}[a-z]?)?,?(?:[ ]|$)",
    re.IGNORECASE,
)
_PIECE = re.compile(r"[^\s,]+,?")
_LINES_UP = 6
_WHY = "A postal address that is not a public body's."


def addresses(text: str) -> Iterator[Span]:
    """Where addresses of people stand."""
    every = blocks(text)
    stays = [(start, end) for start, end, is_public in every if is_public]
    for start, end, is_public in every:
        if not is_public:
            begin = lead(text, start)
            yield Span(begin, end, Label.ADDRESS, 0.9, "postal address", _WHY)
    for home in homes.homes(text):
        if not any(start < home.end and home.start < end for start, end in stays):
            yield replace(home, start=lead(text, home.start))
    yield from _streets(text, [(start, end) for start, end, _ in every])


def _streets(text: str, taken: list[tuple[int, int]]) -> Iterator[Span]:
    """Houses with a street outside of what is ``taken``."""
    layout = read(text)
    for match in STREET.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        sure = premises.is_home(layout, *match.span()) or _has_state(text, match)
        if not sure and not doors.is_home(text, match):
            continue
        start = lead(text, house_before(text, match.start()))
        if not premises.is_office(layout, start, match.end()):
            yield Span(
                start,
                tail(text, match.start(), match.end()),
                Label.ADDRESS,
                0.8,
                "street address",
                "A house number with a street.",
            )


def _has_state(text: str, match: re.Match[str]) -> bool:
    """Whether an address ends with a state and a code of the United States."""
    end = tail(text, *match.span())
    return bool(re.search(r"\b[A-Z]{2},? \d{5}\Z", text[match.end() : end]))


def postal(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where addresses with a postcode stand, and whether each is a body's."""
    yield from blocks(text)


@lru_cache(maxsize=8)
def blocks(text: str) -> tuple[tuple[int, int, bool], ...]:
    """The same, kept for the next that asks."""
    return tuple(_postal(text))


def _postal(text: str) -> Iterator[tuple[int, int, bool]]:
    layout = read(text)
    irish = EIRCODE.finditer(text) if IRISH.search(text) else ()
    forces = FORCES.finditer(text) if "BFPO" in text else ()
    codes = (POSTCODE.finditer(text), MISREAD_POSTCODE.finditer(text), irish, forces)
    every = chain.from_iterable(codes)
    for match in every:
        if not _is_postcode(match):
            continue
        beside = columns.stacked(layout, match.start(), _is_address_line)
        if beside:
            yield from _in_column(layout, match, *beside)
            continue
        start, is_public = _walk_back(layout, match.start())
        end = match.end()
        over = _OVER.search(text, max(0, start - 40), start)
        if over:
            yield over.start(), end, False
            continue
        is_public = is_public or _is_office(text, start, match)
        is_public = is_public or premises.is_office(layout, start, end)
        yield start, end, is_public and not premises.is_called_home(layout, start, end)


def _in_column(
    layout: Layout, match: re.Match[str], cells: list[tuple[int, int]], head: str
) -> Iterator[tuple[int, int, bool]]:
    """The lines of an address with another one beside it, one by one."""
    every = [match.span(), *cells]
    words = [head, *(layout.text[start:end] for start, end in cells)]
    is_public = any(map(is_body_line, words)) or _is_letterhead(head)
    for start, end in every:
        yield start, end, is_public


# "Flat 2 over Ladbrokes, High Street, ...": the shop is none of the address.
_OVER = re.compile(
    r"\b(?:flat|rooms?|maisonette|bedsit)(?: \d{1,3}[a-z]?)?,?"
    r" (?:over|above|behind|below) (?:the )?\Z",
    re.IGNORECASE,
)


def houses(text: str) -> Iterator[Span]:
    """Lines such as "Holly Tree House, Mill Street, Middleton" under a signature."""
    layout = read(text)
    for number, line in enumerate(layout.lines):
        words = layout.words_of(line).strip()
        parts = [names.tokens(part) for part in words.split(",")]
        if line.kind is not Kind.SIGNATURE or len(words) > 70 or len(parts) < 2:
            continue
        lasts = {part[-1].low for part in parts if part}
        known = lists.places()
        above = " ".join(layout.words_of(x) for x in layout.lines[number - 2 : number])
        if (
            parts[0]
            and not POSTCODE.search(words)
            and parts[0][0].low not in known.civic
            and parts[0][-1].low in known.houses
            and lasts & (known.streets - known.houses)
            and all(t.is_capital or t.low in known.small for p in parts for t in p)
            and not public.names_body(_clean(above))
        ):
            yield Span(
                line.start,
                line.end,
                Label.ADDRESS,
                0.7,
                "postal address",
                "A house and a street under a signature that names no body.",
            )


def _is_postcode(match: re.Match[str]) -> bool:
    """Written in capitals, or in lower case throughout with a space."""
    code = match.group()
    if match.re is MISREAD_POSTCODE:
        return code.upper() != code and any(c.isdigit() for c in code)
    if code.upper() == code or (code.lower() == code and " " in code):
        return True
    mixed = match["out"].isupper() and match["in"].islower() and " " in code
    before = match.string[max(0, match.start() - 50) : match.start()]
    return mixed and bool(STREET.search(before))


def _is_office(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a postcode is an office's, and the block in which it stands says so too.

    The postcode alone proves little: homes share one with the office next door.
    """
    code = f"{match['out']}{match['in']}".upper()
    if code not in lists.public().office_postcodes:
        return False
    begin = max(text.rfind("\n\n", 0, start) + 1, start - 200, 0)
    stop = text.find("\n\n", match.end())
    block = text[begin : min(stop if stop > 0 else len(text), match.end() + 80)]
    return public.names_body(_clean(block.replace(match.group(), " "))) and not (
        has_home(text[start : match.end()])
    )


def _walk_back(layout: Layout, at: int) -> tuple[int, bool]:
    """Where the address that ends in a postcode begins, and whether it is a body's."""
    text = layout.text
    index = layout.index_at(at)
    line = layout.lines[index]
    start = _start_in_line(text, max(line.start, line.value if line.label else 0), at)
    start = residents.start_behind(text, line.start, lead(text, start))
    before = text[line.start : start]
    is_public = _is_letterhead(_GAP.split(before)[-1]) or is_body_line(text[start:at])
    if before.strip(" \t>|*"):
        return start, is_public
    for number in _lines_above(layout, index):
        above = layout.lines[number]
        named = _ADDRESS_LABEL.match(text, above.start, above.end)
        if named:
            return named.end(), is_public or _is_under_body(layout, number)
        begin = above.value if above.label else above.start + _indent(text, above.start)
        words = text[begin : above.end].strip(" \t>|*")
        is_public = is_public or is_body_line(words)
        if not _is_address_line(words) and not _lies_under_street(layout, number):
            return _in_sentence(text, start, begin, above.end), is_public
        told = _told(text, begin, above.end)
        if told is not None:
            return told, is_public
        start = begin
        if above.label:
            break
    return start, is_public


# What leads to an address in a sentence.
_TOLD = re.compile(r"[a-z]{2,} (?:\w+ )?(?:to|at|of|is|in|from|address|now) \Z")
_ENDS_IN_NUMBER = re.compile(
    r"\b(?:at|to|of|in|is|from|address)[ :](?P<number>\d{1,4}[a-z]?)[ ]?\Z",
    re.IGNORECASE,
)
# What parts the cells of a line, or the clauses of a sentence.
_GAP = re.compile(r"\s{3,}|\t|\||[.;] |(?<=[a-z]): ")


def _lines_above(layout: Layout, index: int) -> Iterator[int]:
    """The numbers of the lines above that may belong to an address, upwards; the first
    may be empty."""
    for number in range(index - 1, max(-1, index - 1 - _LINES_UP), -1):
        kind = layout.lines[number].kind
        if kind is Kind.BLANK and number == index - 1:
            continue
        if kind in _NO_ADDRESS:
            return
        yield number


def _told(text: str, begin: int, end: int) -> int | None:
    """Where an address begins on a line whose words lead to it."""
    street = STREET.search(text, begin, end)
    told = street and _TOLD.search(text, begin, street.start())
    return lead(text, house_before(text, street.start())) if street and told else None


def _in_sentence(text: str, start: int, begin: int, end: int) -> int:
    """Where an address begins that a sentence leads to, on the line above: "Mr Pell of
    Bank Farm,", "at 67"."""
    number = _ENDS_IN_NUMBER.search(text, begin, end)
    if number:
        return number.start("number")
    streets = [m for m in STREET.finditer(text, begin, end) if m.end() >= end - 1]
    if streets:
        return lead(text, house_before(text, streets[-1].start()))
    if text[begin:end].rstrip().endswith(","):
        return min(start, _start_in_line(text, begin, end))
    return start


_NO_ADDRESS = (Kind.MAIL_PEOPLE, Kind.MAIL_OTHER, Kind.SALUTATION, Kind.BLANK)
_ADDRESS_LABEL = re.compile(
    r"[ \t>|*]*(?:(?:home|postal|correspondence) )?address[ ]?[:|\t][ \t*]*",
    re.IGNORECASE,
)


def _is_under_body(layout: Layout, index: int) -> bool:
    """Whether the line above an address names a body: "Public authority: ..."."""
    if index == 0:
        return False
    above = layout.words_of(layout.lines[index - 1])
    return len(above) < 80 and is_body_line(above) and not above.endswith(".")


def _is_letterhead(words: str) -> bool:
    """Whether the words before an address on its line are a body's name."""
    if premises.is_named_before(words):
        return True
    return (
        len(words) < 80
        and public.names_body(words)
        and not re.search(
            r"\b(?:is|was|lives?|at|of my|home|c/o|via|with)\s", words, re.IGNORECASE
        )
    )


def _lies_under_street(layout: Layout, index: int) -> bool:
    """Whether a line that might be a name stands below a house and street."""
    if index == 0 or "@" in layout.words_of(layout.lines[index]):
        return False
    above = layout.words_of(layout.lines[index - 1]).strip()
    below = layout.words_of(layout.lines[index]).strip()
    return len(below) < 40 and bool(STREET.match(above)) and len(above) < 60


def _indent(text: str, at: int) -> int:
    match = re.compile(r"[ \t>|*]*").match(text, at)
    return match.end() - at if match else 0


def _clean(words: str) -> str:
    return re.sub(r"\d+", " ", words)


def _is_address_line(words: str) -> bool:
    bare = re.sub(r"^(?:nr|near)\.? ", "", words.strip(" ,."), flags=re.IGNORECASE)
    if not bare or len(bare) > 60 or bare.endswith((":", "?", "!")):
        return False
    if STREET.search(bare) or _HOUSE.match(bare):
        return True
    if "@" in bare or re.search(r"\d{4,}", bare) or re.search(r"[.;:] ", bare):
        return False
    every = names.tokens(bare)
    if not 1 <= len(every) <= 5:
        return False
    if any(t.is_title for t in every[:1]) or _is_someone(bare):
        return False
    small = lists.places().small
    return all(t.is_capital or t.low in small for t in every)


def _is_someone(bare: str) -> bool:
    found = names.run(bare, 0, len(bare))
    return (
        len(found) > 1
        and found[0].is_given
        and names.is_person(found)
        and found[-1].low not in lists.places().suffixes
        and found[-1].end == len(bare)
    )


def _start_in_line(text: str, line: int, at: int) -> int:
    """Where an address written along a line begins: at its first word, reading
    backwards, that can be a part of it, or else at its house number."""
    code = POSTCODE.match(text, at)
    if text[at : at + 2].islower() or (code and code["in"].islower()):
        return _start_of_small(text, line, at)
    small = lists.places().small | {"flat", "apt", "unit", "nr"}
    pieces = list(_PIECE.finditer(text, line, at))
    start = at
    while pieces:
        word = pieces[-1].group().strip("(\"'“‘,.)")
        ends = start < at and _ENDS.search(pieces[-1].group())
        if ends or not (word[:1].isupper() or word[:1].isdigit() or word in small):
            break
        start = pieces.pop().start()
    street = STREET.search(text, start, at)
    flat = FLAT.search(text, start, street.start() if street else at)
    if flat and text[flat.start() - 1 : flat.start()] in ("", " ", ",", "\n", "("):
        return flat.start()
    if street:
        named = text[start : street.start()]
        if HOUSE_NAME.fullmatch(named) and not public.names_body(named):
            every = names.tokens(named)
            where = text[:start].endswith(" at ")
            if where or not any(t.is_title or t.is_given for t in every):
                return start
        return house_before(text, street.start())
    return start + _lead(text[start:at])


_ENDS = re.compile(
    r"[:;]$|(?<!\bnr)(?<!\bst)(?<!\brd)(?<!\bco)(?<!\b\w)\.$", re.IGNORECASE
)


def _start_of_small(text: str, line: int, at: int) -> int:
    """Where an address begins that is written without capitals."""
    street = STREET.search(text, max(line, at - 90), at)
    if street:
        return house_before(text, street.start())
    match = _SMALL.search(text, max(line, at - 40), at)
    return match.start() if match else at


_SMALL = re.compile(r"(?:[\w'’\-]+ ?){1,4},? ?$")
_LEAD = re.compile(r"(?:(?:of|on|the|le|at|From|To|Address|At|In|Of),? )*")


def _lead(words: str) -> int:
    return sum(match.end() for match in [_LEAD.match(words)] if match)
