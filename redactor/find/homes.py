"""Homes without a postcode: after a label, after "lives at", or by a house's name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import (
    doors,
    dwellings,
    envelopes,
    labels,
    lists,
    names,
    neighbours,
    premises,
    residents,
    streets,
)
from redactor.find.spans import Label, Span
from redactor.find.structure import Layout, Line, read

_PLACES = lists.places()
_LABELLED = re.compile(
    r"(?:^|(?<=[.;|\t])(?!\t)|(?<=[ ][ ])(?=\S))"
    rf"[ \t>*\-•]*(?:(?P<home>{_PLACES.home_labels})"
    rf"|(?P<other>{_PLACES.address_labels}))[ ]?(?:\([^)\n]*\))?[ ]?"
    r"(?:[:=|\t]|\.{2,}|[\-–][ ]|[ ]{2,})[ \t.:|*\-]*",
    re.IGNORECASE | re.MULTILINE,
)
_STOP = re.compile(
    r"\n|\t|\||[ ]{3,}|(?<!\bNo)(?<!\bSt)(?<!\bRd)(?<!\bCo)[.;] "
    r"|[ ]{1,2}[A-Z][\w\-]{1,14}(?: \w{1,10})?:|\.?$"
    r"|,? (?:tel|phone|mob|mobile|email|dob|who|which|but|and (?:she|he|they))\b",
    re.IGNORECASE,
)
_NOTHING = re.compile(
    r"(?:nfa|no fixed (?:abode|address)|none|not \w+|unknown|n/?[ak]|same|as above"
    r"|ditto|see |tbc|withheld|redacted|yes|no\b).*",
    re.IGNORECASE,
)
_NAME = r"(?:[A-Z][\w'’\-]*[ ]){0,3}"
_HOMES = "|".join(w.capitalize() for w in sorted(_PLACES.homes))
_HOUSES = "|".join(w.capitalize() for w in sorted(_PLACES.houses | _PLACES.homes))
_ROADS = "|".join(
    w.capitalize() for w in sorted(_PLACES.streets, key=len, reverse=True)
)
_TOWN = r"[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2}"
_BLOCKS = "|".join(sorted(_PLACES.blocks))
_FLAT = re.compile(
    rf"(?:\b(?:[A-Z][\w'’\-]+ ){{1,3}}(?i:{_BLOCKS}),? )?"
    rf"\b(?i:Flat|Apartment|Apt\.?|Maisonette|Bedsit) \d{{1,4}}[A-Za-z]?,? "
    rf"{_NAME}{_TOWN}(?:, {_NAME}(?:{_ROADS})\b)?"
)
# A card's home: "ADR;TYPE=HOME:;;2 Weir Row;Leeds;;LS1 1AA;UK".
_CARD = re.compile(r"^ADR[^:\n]*\bHOME\b[^:\n]*:;*(?P<value>[^\n]*?);*$", re.MULTILINE)
_NAMED = re.compile(
    rf"(?<![\w'’])(?:[Tt]he )?{_NAME}(?P<kind>{_HOUSES})(?![\w'’])"
    rf"(?P<road>(?:\\?,)? (?:on |in )?(?:[Tt]he )?{_NAME}(?:{_ROADS})\b"
    rf"|\\?,[ ]{_TOWN})?"
)
_SAID = re.compile(
    r"(?P<house>(?:[Tt]he )?[A-Z][\w'’\-]+"
    r"(?: (?:on |in |the |of )?(?:[A-Z][\w'’\-]+|\d{1,3}[a-z]?\b)){0,4})"
)
_WHY = "An address where somebody is said to live."


def homes(text: str) -> Iterator[Span]:
    """Where homes stand that have no postcode, or more than the postcode tells."""
    layout = read(text)
    yield from _labelled(layout)
    yield from _named(layout)
    yield from _said(layout)
    for start, end in dwellings.shaped(text):
        yield _home(text, start, end)
    for card in _CARD.finditer(text):
        yield _home(text, *card.span("value"))
    for flat in _FLAT.finditer(text):
        if not premises.is_office(layout, *flat.span()):
            yield _home(text, flat.start(), streets.tail(text, *flat.span()))
    for where in (
        neighbours.relative,
        envelopes.addressed,
        envelopes.beneath,
        envelopes.below_names,
        residents.houses,
        _rooms,
        _words,
    ):
        for start, end in where(text):
            yield _home(text, start, end)
    yield from _parts(layout)


def _home(text: str, start: int, end: int, score: float = 0.75) -> Span:
    while end > start and text[end - 1] in " ,.;\t":
        end -= 1
    return Span(start, end, Label.ADDRESS, score, "home", _WHY)


def _labelled(layout: Layout) -> Iterator[Span]:
    text = layout.text
    for match in _LABELLED.finditer(text):
        line = layout.line_at(match.end())
        stop = _STOP.search(text, match.end(), line.end)
        start, end = match.end(), stop.start() if stop else line.end
        words = text[start:end].strip()
        drawn = match.group().endswith("  ") and not re.search(r"\d|,", words)
        if (
            drawn
            or labels.is_heading(words)
            or not _may_be_home(words, sure=bool(match["home"]))
        ):
            continue
        if end >= line.end - 1:
            end = _goes_on(layout, start, end)
        yield _home(text, start, end)


def _may_be_home(words: str, *, sure: bool) -> bool:
    """Whether the value of a field is an address, and nobody's office."""
    if len(words) < 4 or _NOTHING.fullmatch(words) or re.search(r"@|://|www\.", words):
        return False
    if sum(c.isdigit() for c in words) > sum(c.isalpha() for c in words):
        return False
    if streets.has_home(words) or streets.FLAT.match(words):
        bodys = not sure and premises.begins_with_body(words)
        return not (bodys or premises.is_body_line(words))
    every = {t.low for t in names.tokens(words)}
    several = len(words.split()) > 1
    if sure:
        return several and not every & _OFFICES
    home = "," in words or every & _PLACES.houses or _PLAIN_NUMBER.fullmatch(words)
    return several and bool(home) and not premises.is_venue(words)


_PLAIN_NUMBER = re.compile(
    r"\d{1,4}[A-Za-z]?,? [A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2}"
    r"(?:, [A-Z][\w'’\- ]+)*\.?"
)
_OFFICES = _PLACES.office_words


def _goes_on(layout: Layout, start: int, end: int) -> int:
    """Where an address ends that goes on in the lines below its label."""
    index = layout.index_at(start)
    first = layout.lines[index]
    margin = start - first.start
    for line in layout.lines[index + 1 : index + 6]:
        words = layout.words_of(line)
        bare = words.strip(" \t>|*")
        if not bare or streets.POSTCODE.search(layout.text, start, end):
            break
        indent = len(words) - len(words.lstrip())
        code = streets.POSTCODE.search(bare)
        if len(bare) > 50 or ":" in bare or "@" in bare or bare.endswith((".", "?")):
            break
        comma = layout.text[start:end].rstrip().endswith(",")
        if not (
            indent >= max(4, margin - 8)
            or comma
            or code
            or _ends(layout, line)
            or _is_next(layout, line, layout.text[start:end])
        ):
            break
        end = line.end
    return end


def _is_next(layout: Layout, line: Line, before: str) -> bool:
    """Whether a line below a label's value is a street, or the place below a street."""
    bare = layout.words_of(line).strip()
    words = names.tokens(bare)
    if not words or not envelopes.is_part(bare):
        return False
    last = names.tokens(before)[-1:]
    street = words[-1].low in _PLACES.streets and len(words) > 1
    under = bool(last) and last[0].low in _PLACES.streets
    below = layout.lines[layout.index_at(line.start) + 1 :][:1]
    ends = not below or re.match(r"\s*$|[^:\n]{2,30}:", layout.words_of(below[0]))
    return street or (under and bool(ends))


def _ends(layout: Layout, line: Line) -> bool:
    """Whether one of the next lines ends with a postcode: the block goes down to it."""
    at = layout.index_at(line.start)
    for below in layout.lines[at : at + 4]:
        words = layout.words_of(below).strip()
        if not words or ":" in words or len(words) > 50:
            return False
        if streets.POSTCODE.search(words):
            return True
    return False


def _named(layout: Layout) -> Iterator[Span]:
    """Houses by name: "Rose Cottage" where somebody lives, "The Forge, Mill Bank"."""
    text = layout.text
    for match in _NAMED.finditer(text):
        start, end = match.span()
        words = match.group()
        if len(words.split()) < 2 or premises.is_office(layout, start, end):
            continue
        if premises.is_civic(words):
            continue
        kind = match["kind"].casefold()
        sure = kind == "hall"  # where people are met who live elsewhere
        lives = (premises.is_lived_in if sure else premises.is_home)(layout, start, end)
        plain = words.removesuffix(match["road"] or "")
        if premises.is_venue(re.sub(rf"\b{match['kind']}\b", " ", plain)):
            continue
        stands = _stands_alone(layout, start)
        behind = (
            kind in _PLACES.homes
            and _ENDS_HERE.match(text, end)
            and envelopes.is_behind_somebody(layout, start)
        )
        if lives or behind or (kind in _PLACES.homes and match["road"] and stands):
            yield _home(text, start, streets.tail(text, start, end))


def _stands_alone(layout: Layout, start: int) -> bool:
    """Whether an address may begin here: a line, a cell, a name or "at" before it."""
    text = layout.text
    before = text[max(0, start - 12) : start]
    return bool(
        re.search(r"(?:^|[\n,(|\t:–\"]|[.!?] |\bat|\bof|\bto|\bfrom)[ \t]*\Z", before)
    )


def _said(layout: Layout) -> Iterator[Span]:
    """What follows "lives at": a house that only its name tells."""
    text = layout.text
    for cue in _LIVES_AT.finditer(text):
        match = _SAID.match(text, cue.end())
        if match and not premises.is_venue(match["house"]):
            yield _home(text, match.start(), streets.tail(text, *match.span()))
    for cue in _AT_HOME.finditer(text):
        match = _SAID.match(text, cue.end())
        road = match and _ROAD_BEHIND.match(text, match.end())
        if match and road and not premises.is_venue(match["house"]):
            yield _home(text, match.start(), streets.tail(text, *match.span()))
    for match in _IN_STREET.finditer(text):
        yield _home(text, *match.span("street"), 0.7)
    yield from _numbered(layout)


def _numbered(layout: Layout) -> Iterator[Span]:
    """What follows it with a number, whatever kind of street it is."""
    text = layout.text
    for match in _NUMBERED.finditer(text):
        start, end = match.span()
        lives = premises.is_home(layout, start, end) or (
            _ENDS_HERE.match(text, end)
            and envelopes.is_behind_somebody(layout, start)
            and not premises.is_office(layout, start, end)
        )
        if doors.is_time(match.group()):
            continue
        if lives and not premises.is_venue(match.group()):
            yield _home(text, match.start(), streets.tail(text, *match.span()))
    for match in _MISSPELT.finditer(text):
        yield _home(text, *match.span("house"))
    for match in _SMALL.finditer(text):
        start = match.start("street")
        yield _home(text, start, streets.tail(text, start, match.end()))


_LIVES_AT = re.compile(
    r"\b(?:liv(?:es|ed|ing)|live|resid(?:es|ed|ing)|stay(?:s|ed|ing))(?: \w+)? at "
    r"|\bneighbours?,? [^.\n]{1,30},? at |\bfamily,? at |\boccupiers? of "
    r"|\b(?:neighbou?rs?|tenants?|residents?|occupants?|family|couple|lady|gentleman"
    r"|householder|complainants?|objectors?|pensioner|widow|client|patient|caller|mother"
    r"|father|parents|brother|sister|daughter|son|witness)(?: \w+)? (?:at|of|from) "
    r"(?=(?:[Tt]he )?[A-Z][\w'’\-]+(?: [\w'’\-]+){0,3}, (?:\d+ )?[A-Z][\w'’\-]+)",
)
_ENDS_HERE = re.compile(r"[ ]*(?:[,.;)|\t\n]|[ ]{2}|$)")
_NUMBERED = re.compile(
    r"(?<![\w.\-/£$])(?<!\d:)(?!(?:19|20)\d\d)\d{1,3}[A-Za-z]?,? [A-Z][a-z'’]{2,}"
    r"(?: [A-Z][a-z'’]+){0,2}"
    r"(?![\w'’])"
)
# "His ex lives in Hawthorn Close": few live in a street.
_IN_STREET = re.compile(
    r"\b(?:lives?|living|lived|resides?|residing) (?:in|on|off) "
    rf"(?P<street>(?:[A-Z][\w'’\-]+ ){{1,3}}(?:{_ROADS})\b)"
)
_AT_HOME = re.compile(r"\b(?:home|house|flat|bungalow)(?:,| at| is| -) ")
_ROAD_BEHIND = re.compile(rf", (?:\d+ )?{_NAME}(?:{_ROADS})\b")
# "i live at 23 orchrd clsoe, wythenshaw": whatever stands there.
_MISSPELT = re.compile(
    r"\b(?:i|we|he|she|they|who|and|now)[ ](?:still |now |all )?"
    r"(?:live|lives|living|reside|resides)[ ](?:at|@)[ ]"
    r"(?P<house>(?:n[o0]\.? ?|number )?\d{1,4}[a-z]?,?"
    r"(?: (?!and\b|an\b|with\b|but\b)[a-z'’]+){1,3}"
    r"(?:, (?!and\b|an\b|with\b|but\b|the\b)[a-z]+)?)",
    re.IGNORECASE,
)
_SMALL = re.compile(
    r"\b(?:liv(?:es?|ed|ing)|resid(?:es?|ed|ing)|stay(?:s|ed|ing)?)(?: (?:at|in))? "
    rf"(?P<street>(?:no\.? |number )?(?:{streets.STREET.pattern}))",
    re.IGNORECASE,
)

# A room in a hall of residence or in a home for the elderly.
_ROOM = re.compile(
    r"\b(?:Room|Rm|Block|Kitchen|Bed|Unit|Flat|Cluster)\.? [A-Z]?\d[\w./]{0,5}"
    r"(?:,? (?:Block|Flat|Floor|Wing) \w{1,3})?(?:,? (?:the )?(?:[A-Z][\w'’\-]+ ){0,4}"
    r"(?:Hotel|Hostel|B&B|Inn|Guest House|Hall|Halls|House|Court|Village"
    r"|Residences?|Lodge|Home|College|Building|Tower|Point|Heights))"
    rf"(?:, (?:\d+[a-z]? )?{_NAME}(?:{_ROADS}))?"
    r"(?:, (?:University of [A-Z]\w+|[A-Z]\w+ (?:University|Campus)))?",
)
_STUDENT = re.compile(
    r"\b(?:students?|halls?|term[- ]time|accommodation|residents?|care home|bed)\b"
    r"[^.\n]{0,60}\Z",
    re.IGNORECASE,
)
_WORDS = re.compile(r"///[a-z]+\.[a-z]+\.[a-z]+\b")


def _rooms(text: str) -> Iterator[tuple[int, int]]:
    layout = read(text)
    for match in _ROOM.finditer(text):
        said = text[max(0, match.start() - 90) : match.start()]
        if premises.is_lived_in(layout, *match.span()) or _STUDENT.search(said):
            yield match.start(), streets.tail(text, *match.span())


def _words(text: str) -> Iterator[tuple[int, int]]:
    """Places given in three words, which are as exact as a house number."""
    for match in _WORDS.finditer(text):
        yield match.span()


_PART = re.compile(
    rf"(?:^|\t|[ ]{{2}}|[{{,][ ]?\")[ \t>*]*(?P<label>{_PLACES.part_labels})"
    r"(?:\"?[ ]?:|\t|[ ]{3,})[ \t.:*\"]*"
    r"(?P<value>[A-Za-z\d][^\n\t:|@\"]{0,40}?)[ ]*(?=\t|[ ]{3}|\n|\"|$)",
    re.IGNORECASE | re.MULTILINE,
)
# The same with nothing but capitals between label and value: "Town BURNLEY".
_CAPITAL_PART = re.compile(
    r"(?:^|(?<=[ ][ ]))(?P<label>House (?:number|name|no\.?)(?: or (?:name|number))?"
    r"|Street|Road|Town|City|County|Village)[ ]{1,2}"
    r"(?P<value>\d{1,4}[A-Za-z]?|[A-Z\d][A-Z\d'’\- ]*?[A-Z])(?=[ ]{2}|\n|$)",
    re.MULTILINE,
)
_ASKS = re.compile(
    rf"(?:^|\n|\t|[ ]{{2}}|\")[ \t>*]*(?:{_PLACES.home_labels}|{_PLACES.address_labels}"
    r"|post\s?code)\"?[ ]?(?::|\t|[ ]{3}|[ ](?=[A-Z\d]))",
    re.IGNORECASE,
)


def _parts(layout: Layout) -> Iterator[Span]:
    """The lines of a form in which an address is asked for in parts: "Town: Selby"."""
    text = layout.text
    for match in (*_PART.finditer(text), *_CAPITAL_PART.finditer(text)):
        index = layout.index_at(match.start("label"))
        near = layout.lines[max(0, index - 4) : index + 5]
        around = text[near[0].start : near[-1].end].replace(match.group(), " ")
        value = match["value"]
        asked = _ASKS.search(around) and not _NOTHING.fullmatch(value)
        asked = asked and not labels.is_heading(value)
        if asked and (re.search(r"\d", value) or not premises.is_body_line(value)):
            yield _home(text, *match.span("value"), 0.7)
