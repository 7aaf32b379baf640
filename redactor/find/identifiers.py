"""Numbers by which a body knows somebody: by their label, their shape, their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from ipaddress import ip_address

from redactor.find import lists, public
from redactor.find.spans import Label, Span
from redactor.law.rulebook import load


def any_of(words: list[str]) -> str:
    """The longest first, so that "national insurance" is read before "national"."""
    return "|".join(sorted(words, key=len, reverse=True))


_RULES = load("identifiers.yaml")
_NUMBER = rf"(?:[ _]{{0,2}}(?:(?:{_RULES['number_words']})\b|[#№])[.:]?)"
# A label, then what may stand between it and its number: leaders, a remark in
# brackets, a few words that end with "is", the end of a line.
_BETWEEN = (
    r"(?:[ ]?\([^)\n]{1,30}\):?)?"
    rf"(?:,?(?:[ ][a-z]+){{0,4}},?[ ](?:{_RULES['links']})\b"
    r"|(?:[ ][a-z]+){1,3}(?=:))?"
    r"[ \t]*[:=.#|\-–>(\[*_]*[ \t.]*(?:(?<=[:|])[ ]?\n[ \t>]*)?"
)
# In the boxes of a form, digits stand apart: "7 1 0 0 4 8".
_BOXES = r"(?-i:[\dOIl])(?:[ ]{1,2}(?:[\-–][ ]{1,2})?(?-i:[\dOIl])){5,17}(?![ ]?\w)"
_VALUE = (
    rf"(?P<value>{_BOXES}"
    r"|(?-i:[A-Z]{1,6}[ ](?=\d))?(?:[A-Za-z]{1,5}[/\-]){0,3}"
    r"[A-Za-z]{0,6}[\-/]?(?-i:[\dOIl])\w*"
    r"(?:[\-/.]\w+)*(?:[ ](?-i:[A-Z\d][ ])?(?-i:(?=[A-Z]{0,2}[\dOIl])[A-Z\dOIl]{2,})\b"
    r"(?![/.:,]\d))*(?:[ ]\d(?=[.,;)\n]|$))?)"
)
_LONG = (
    r"[ ]{1,3}(?-i:[A-Z]{0,4}(?:[/\-][A-Z]{1,4})?[ /\-]?[\dOIl](?:[ /\-]?[\dOIl]){5}"
    r"|[A-Z]{1,4}[/\-][\dOIl]{5})"
)
_LABELLED = re.compile(
    rf"(?<![\w\-/])(?:(?:{any_of(_RULES['strong'])})(?-i:(?![a-z])){_NUMBER}{{0,2}}"
    rf"|(?:{any_of(_RULES['weak'])})(?:{_NUMBER}{{1,2}}|(?=[ ]?:))"
    rf"|(?:{any_of(_RULES['bare'])})(?={_LONG}))"
    rf"{_BETWEEN}{_VALUE}",
    re.IGNORECASE,
)
# What no list knows is a person's too, if it is long: better shown than overlooked.
_ANY_LABEL = re.compile(
    r"\b[A-Za-z][\w'’]{2,14}[ ](?:number|no|id)\b[.]?(?:[ ]is)?[ ]?[:=#]?[ ]?"
    rf"(?!\d{{3}}[\-.]\d{{3}}[\-.]\d{{4}}\b){_VALUE}",
    re.IGNORECASE,
)
_FIRST = re.compile(
    rf"(?<![\w\-/])(?:{any_of([*_RULES['strong'], *_RULES['bare'], *_RULES['weak']])})"
    r"(?-i:(?![a-z]))",
    re.IGNORECASE,
)
_HEADING = re.compile(
    rf"(?:{any_of(_RULES['strong'])}){_NUMBER}{{0,2}}"
    rf"|(?:{any_of(_RULES['weak'])}){_NUMBER}{{1,2}}",
    re.IGNORECASE,
)
_NOT_A_NUMBER = re.compile(
    r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{1,2}[:.]\d{2}|(?:19|20)\d{2}(?:[/\-]\d{2,4})?"
    r"|\d{3,4}[LMNT]|\d+(?:st|nd|rd|th|am|pm|yrs?|mg|ml|kg|m|km|p|k)",
    re.IGNORECASE,
)
_NINO = re.compile(
    r"(?<![A-Za-z\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-Z][ ]?[A-Z][ .\-]{0,2}"
    r"(?:[\dOoIl][ .\-]?){6}[A-D](?![A-Za-z\d])"
)
_NINO_LABEL = re.compile(
    rf"(?<![\w])(?:n\.?\s?i\.?|nino|nat(?:ional|\.)?\s+ins(?:urance|\.)?){_NUMBER}{{0,2}}"
    rf"{_BETWEEN}(?P<value>[A-Z][ ]?[A-Z][ .\-]{{0,2}}(?:[\dOIl][ .\-]?){{6}}[A-D]?)\b",
    re.IGNORECASE,
)
_SHAPES = (
    (re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-Z]\b"), "pupil number"),
    (re.compile(r"\b\d{2}[A-L]\d{4}[EISWCO]\b"), "registration number"),
    (re.compile(r"\b\d{2,4}/\d{4,7}[A-Z]\b"), "police number"),
    (re.compile(r"\b\d{3}-\d{10}\b"), "ticket number"),
    (re.compile(r"(?<![\w\-])\d{3}-\d{2}-\d{4}(?![\w\-])"), "social security number"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z]{4})(?:[ ]?\d){14}\b"), "bank account"),
)
_MAC = re.compile(r"(?<![\w:\-])(?:[0-9A-F]{2}[:\-]){5}[0-9A-F]{2}(?![\w:\-])", re.I)
_PRISONER = re.compile(r"\b[A-Z]\d{4}[A-Z]{2}\b")
_PRISON = re.compile(
    r"\b(?:HMP|YOI|HMPPS|prison\w*|offender|custody|cell|wing|probation|inmate)\b", re.I
)
_PASSPORT = re.compile(
    r"\bpassports?\b(?:[^.\n]|no\.){0,60}?[ (](?P<value>[A-Z]{0,2}\d{7,9})\b",
    re.IGNORECASE,
)
_COLLAR = re.compile(
    rf"\b(?:{_RULES['ranks']})\.?[ ](?P<value>(?:[A-Z]{{1,2}}[ ]?)?\d{{2,5}}[A-Z]?)"
    r"(?=[ ]\(?[A-Z]|[,;.)\n]|[ ](?!to\b|of\b|or\b|x\b|volt|users?\b)[a-z]{2,}|$)"
)
_RANKED = re.compile(
    rf"\b(?:{_RULES['ranks']})\.?[ ](?:[A-Z][.]?[ ]){{0,2}}[A-Z][\w'’\-]+[ ]"
    r"(?:\((?:no[.]?[ ]?|collar (?:no[.]? )?)?)?"
    r"(?P<value>(?:[A-Z]{1,4}[ ]?)?\d{3,6}[A-Z]?)(?![\w/.:\-])"
)
_BY_OFFICER = re.compile(
    r"\b(?:taken|recorded|signed|completed|arrested)(?: by)?:?[ ]+"
    r"(?:[A-Z][\w.'’\-]*[ ]+){1,3}\(?(?P<value>\d{3,5})\b(?![/.:])"
)
_SORT = re.compile(
    r"\b\d{2}[\-– ]?\d{2}[\-– ]?\d{2}(?P<gap>\W{1,3}"
    r"(?:a/?c(?:c(?:oun)?t?)?\.?\W{0,2}(?:no\.?|number|num)?\W{0,3})?)"
    r"(?P<value>\d(?:[ ]?\d){7})\b",
    re.IGNORECASE,
)
_PLATE = re.compile(
    r"(?<![\w\-/])(?:[A-HJ-PR-Y][A-Y][ ]?\d{2}[ ]?[A-HJ-PR-Z]{3}"
    r"|[A-HJ-NP-Y]\d{1,3}[ ]?[A-HJ-PR-Z]{3}"
    r"|[A-HJ-PR-Z]{3}[ ]?\d{1,3}[A-HJ-NP-Y]|(?=[A-Z]{0,2}[IZ])[A-Z]{2,3}[ ]?\d{1,4}"
    r"|[A-HJ-PR-Y][A-Y]\d[\dO][. ][A-HJ-PR-Z]{3})"
    r"(?![\w\-/])"
)
_NEAR_VEHICLE = re.compile(rf"\b(?:{_RULES['vehicles']})\b", re.IGNORECASE)
_SMALL_PLATE = re.compile(
    r"\b(?:reg(?:istration)?|plate|vrm)(?: no\.?| number| mark)?\W{1,3}(?:is )?"
    r"(?P<value>[a-z]{2}\d{2} ?[a-z]{3})\b"
)
_FLEET = re.compile(
    r"\b(?:fleet|refuse|council|pool|response|police|fire|school|recovery)"
    r" (?:(?:vehicle|car|van|lorry|bus|minibus|truck)|no\.? ?\d+)"
    r"\W{1,3}(?:reg\W{1,3})?\Z",
    re.IGNORECASE,
)
_V4 = re.compile(r"(?<![\w.\-])(?:\d{1,3}\.){3}\d{1,3}(?![\w\-]|\.\d)")
_V6 = re.compile(
    r"(?<![\w:.])(?=[0-9a-f:]*[0-9a-f]{3})(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}"
    r"(?![\w:])",
    re.IGNORECASE,
)
_MACHINE = re.compile(rf"\b(?:{_RULES['machines']})\W{{1,3}}\Z", re.IGNORECASE)
_SOMEBODYS = re.compile(r"[ ]?\([^)\n]*['’]s?\b")
_THING = re.compile(
    rf"(?:(?<![\w])(?:(?:{any_of(_RULES['things'])})(?:{_NUMBER}|[ ]reg){{0,2}}"
    rf"|(?:{any_of(_RULES['things_numbered'])}){_NUMBER}{{1,2}})"
    r"[ \t]*[:.#(=\-–]*[ \t]*|\d-|[£$€][ ]?)\Z",
    re.IGNORECASE,
)


def numbers(text: str) -> Iterator[Span]:
    """Numbers by which somebody is known, and where the same stand again."""
    found = list(identified(text))
    yield from found
    yield from again(text, found)


def identified(text: str) -> Iterator[Span]:
    """The numbers that name a person."""
    yield from labelled(text)
    yield from _shaped(text)
    yield from _told(text)
    yield from _plates(text)
    yield from _networks(text)
    for match in _MAC.finditer(text):
        yield _id(*match.span(), "network address", 0.7)


def again(text: str, found: Iterable[Span]) -> Iterator[Span]:
    """The same numbers elsewhere, spaced in another way."""
    spans = [s for s in found if s.label == Label.ID]
    known = {_DIGITS_ONLY.sub("", text[s.start : s.end]) for s in spans}
    long = {digits for digits in known if len(digits) >= _AGAIN}
    for match in _RUN.finditer(text) if long else ():
        taken = any(s.start < match.end() and match.start() < s.end for s in spans)
        if not taken and _DIGITS_ONLY.sub("", match.group()) in long:
            yield _id(*match.span(), "personal number", 0.8)


_AGAIN = 7  # digits of a number that hardly two things have
_DIGITS_ONLY = re.compile(r"\D")
_RUN = re.compile(r"(?<![\w\-/])\d(?:[ \-]?\d){6,18}(?![\w\-/])")


def is_things(text: str, start: int) -> bool:
    """Whether the words before a number say that it is a thing's: "invoice no."."""
    return bool(_THING.search(text, max(0, start - 40), start))


@cache
def is_label(heading: str) -> bool:
    """Whether a heading or a label asks for a number by which people are known."""
    return bool(_HEADING.fullmatch(heading)) and not is_things(heading, len(heading))


def labelled(text: str) -> Iterator[Span]:
    """Numbers next to words that call them a person's."""
    at = 0
    while first := _FIRST.search(text, at):
        match = _LABELLED.match(text, first.start())
        at = first.end()
        if match is None:
            continue
        span = _number(text, match)
        if span:
            at = span.end
            yield span
    for match in _ANY_LABEL.finditer(text):
        span = _number(text, match)
        if span and sum(c.isdigit() for c in match["value"]) > 4:
            yield span
    for match in _NINO_LABEL.finditer(text):
        yield _id(*match.span("value"), "National Insurance number", 0.9)


def _number(text: str, match: re.Match[str]) -> Span | None:
    """The number behind a label, if it is one and nothing else, and not a thing's."""
    value = match["value"].rstrip(".-/")
    start = match.start("value")
    label = text[match.start() : start]
    if not _may_be_number(value) or is_things(text, start):
        return None
    if is_things(text, match.start()) or _THING.fullmatch(label):
        return None
    return _id(start, start + len(value), "personal number", 0.85)


def _may_be_number(value: str) -> bool:
    """Whether a value is a number, and not a date, a quantity or a telephone's."""
    digits = sum(c.isdigit() or c in "OIl" for c in value)
    if digits < 3 or not any(c.isdigit() for c in value):
        return False
    first = value.split()[0]
    if not any(c.isdigit() for c in first) and not (len(first) < 7 and first.isupper()):
        return False
    if value in lists.public().short_numbers or _NOT_A_NUMBER.fullmatch(value):
        return False
    dialled = public.is_number_shape(value) and not value.startswith("00")
    return bool(re.search(r"[A-Za-z]", value)) or not dialled


def _shaped(text: str) -> Iterator[Span]:
    for match in _NINO.finditer(text):
        if sum(c.isdigit() for c in match.group()) >= 4:
            yield _id(*match.span(), "National Insurance number", 0.85)
    for pattern, name in _SHAPES:
        for match in pattern.finditer(text):
            if not is_things(text, match.start()):
                yield _id(*match.span(), name, 0.7)
    if _PRISON.search(text):
        for match in _PRISONER.finditer(text):
            yield _id(*match.span(), "prisoner number", 0.7)


def _told(text: str) -> Iterator[Span]:
    """Numbers that a sentence gives to a passport, an officer or an account."""
    for pattern, name in (
        (_PASSPORT, "passport number"),
        (_COLLAR, "collar number"),
        (_RANKED, "collar number"),
        (_BY_OFFICER, "collar number"),
        (_SORT, "bank account"),
    ):
        for match in pattern.finditer(text):
            if pattern is _SORT:
                yield _id(match.start(), match.start("gap"), name, 0.85)
            yield _id(*match.span("value"), name, 0.8)


def is_fleet(text: str, start: int) -> bool:
    """Whether a registration mark is that of a body's vehicle."""
    return bool(_FLEET.search(text, max(0, start - 40), start))


def _plates(text: str) -> Iterator[Span]:
    for small in _SMALL_PLATE.finditer(text):
        yield _id(*small.span("value"), "vehicle registration", 0.75)
    for match in _PLATE.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[max(line, match.start() - 60) : match.start()]
        after = text[match.end() : match.end() + 25]
        if is_fleet(text, match.start()):
            continue
        if _NEAR_VEHICLE.search(before) or _NEAR_VEHICLE.search(after.split("\n")[0]):
            yield _id(*match.span(), "vehicle registration", 0.75)


def _networks(text: str) -> Iterator[Span]:
    """Network addresses from which somebody came, not those of machines."""
    for pattern in (_V4, _V6):
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 30) : match.start()]
            try:
                address = ip_address(match.group())
            except ValueError:
                continue
            if match.group() in _services() or _MACHINE.search(before):
                continue
            if _RELAYED.search(text, max(0, match.start() - 90), match.start()):
                continue
            theirs = bool(
                _SOMEBODYS.match(text, match.end())
                or (_CLIENT.search(before) and not _is_machines(text, match.start()))
            )
            own = not (address.is_loopback or address.is_unspecified)
            if own and (theirs or not (address.is_private or address.is_multicast)):
                yield _id(*match.span(), "network address", 0.75)


# The servers that handed a message on; and words before the address of a client.
_RELAYED = re.compile(
    r"^(?:received|x-received|authentication-results)\b[^\n]*\Z", re.I | re.M
)
_CLIENT = re.compile(
    rf"\b(?:{_RULES['clients']})(?:[ ]?(?:ip|address|addr))?[ :=]{{1,3}}\Z",
    re.IGNORECASE,
)


def _is_machines(text: str, start: int) -> bool:
    """Whether the line of a log is about an account that no person uses."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return bool(re.search(r"\b(?:svc|srv|sql|sys|backup|scan)[_\-]\w+|\w\$ ", line))


@cache
def _services() -> frozenset[str]:
    return frozenset(_RULES["services"])


_WHY = {
    "personal number": "A number next to words that call it one person's.",
    "National Insurance number": "Written as a National Insurance number.",
    "pupil number": "Written as a unique pupil number.",
    "registration number": "Written as the registration of a nurse or midwife.",
    "police number": "Written as a number of the Police National Computer.",
    "social security number": "Written as a social security number.",
    "ticket number": "Written as the number of a traveller's ticket.",
    "bank account": "Bank details of an account.",
    "prisoner number": "Written as a prisoner's number, in a document about custody.",
    "passport number": "Written as a passport number, near a word that says so.",
    "collar number": "A number by which an officer is known, next to rank or name.",
    "vehicle registration": "Written as a vehicle's registration, near a word that "
    "says so.",
    "network address": "The network address from which somebody came.",
}


def _id(start: int, end: int, found_by: str, score: float) -> Span:
    return Span(start, end, Label.ID, score, found_by, _WHY[found_by])
