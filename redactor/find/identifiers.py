"""Numbers by which a body knows somebody: by their label, their shape, their place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from redactor.find import lists, networks, officers, public, vehicles
from redactor.find.spans import Label, Span
from redactor.law.rulebook import load_once


def any_of(words: list[str]) -> str:
    """The longest first, so that "national insurance" is read before "national"."""
    return "|".join(sorted(words, key=len, reverse=True))


def _all(groups: dict[str, list[str]]) -> str:
    return any_of([word for every in groups.values() for word in every])


_RULES = load_once("identifiers.yaml")
_STRONG, _WEAK = _all(_RULES["strong"]), _all(_RULES["weak"])
_BARE = any_of(_RULES["bare"])
_NUMBER = rf"(?:[.,]?[ _]{{0,2}}(?:(?:{_RULES['number_words']})\b|[#№])[.:]?)"
# A word ends here, or goes on as in "NHSNumber".
_WORD_ENDS = r"(?-i:(?![A-Za-z])|(?=N[uo]|ID|Id|Ref|Code))"
# A label, then what may stand between it and its number: leaders, a remark in
# brackets, a few words that end with "is", the end of a line.
_BETWEEN = (
    r"(?:[ ]?\([^)\n]{1,30}\):?)?"
    rf"(?:,?(?:[ ][a-z]+){{0,4}},?[ ](?:{_RULES['links']})\b"
    r"|(?:[ ][a-z]+){1,3}(?=:))?"
    r"[ \t]*[:=.#|\-–>(\[*_?]*[ \t.]*(?:(?<=\()(?:n[o0]|number|ref)[.:]?[ ])?"
    r"(?:(?:(?<=[:|?])|(?<= is)|(?<= was)|(?<=number)|(?<=no\.)|(?<= ref))"
    r"[ ]?\n[ \t>]*)?"
)
# In the boxes of a form, digits stand apart: "7 1 0 0 4 8".
_BOXES = r"(?-i:[\dOIl])(?:[ ]{1,2}(?:[\-–][ ]{1,2})?(?-i:[\dOIl])){5,17}(?![ ]?\w)"
_VALUE = (
    rf"(?P<value>{_BOXES}"
    r"|(?-i:[A-Z]{1,6}[ ](?=\d))?(?:[A-Za-z]{1,9}[/\-]){0,3}"
    r"[A-Za-z]{0,6}[\-/]?(?-i:[\dOIl])\w*"
    r"(?:[\-/.]\w+)*(?:[ ](?-i:[A-Z\d][ ])?(?-i:(?=[A-Z]{0,2}[\dOIl])[A-Z\dOIl]{2,})\b"
    r"(?![/.:,]\d))*(?:[ ]\d(?=[.,;)\n]|$|[ ][a-z]{2}))?)"
)
_LONG = (
    r"[ ]{1,3}(?-i:[A-Z]{0,4}(?:[/\-][A-Z]{1,4})?[ /\-]?[\dOIl](?:[ /\-]?[\dOIl]){5}"
    r"|[A-Z]{1,4}[/\-][\dOIl]{5})"
)
_LABELLED = re.compile(
    rf"(?<![\w\-/])(?P<label>(?:{_STRONG}){_WORD_ENDS}{_NUMBER}{{0,2}}"
    rf"|(?:{_WEAK})(?:{_NUMBER}{{1,2}}|(?=[ ]?[:=]))"
    rf"|(?:{_BARE})(?={_LONG}))"
    rf"{_BETWEEN}{_VALUE}",
    re.IGNORECASE,
)
# What no list knows is a person's too, if it is long: better shown than overlooked.
_ANY_LABEL = re.compile(
    r"\b(?P<label>[A-Za-z][\w'’]{2,14}[ ](?:number|no|id))\b[.]?"
    r"(?:[ ]is)?[ ]?[:=#]?[ ]?"
    rf"(?!\d{{3}}[\-.]\d{{3}}[\-.]\d{{4}}\b){_VALUE}",
    re.IGNORECASE,
)
_FIRST = re.compile(
    rf"(?<![\w\-/])(?:{_STRONG}|{_BARE}|{_WEAK}){_WORD_ENDS}",
    re.IGNORECASE,
)
_HEADING = re.compile(
    rf"(?:{_STRONG}){_NUMBER}{{0,2}}"
    rf"|(?:{_WEAK}){_NUMBER}{{1,2}}",
    re.IGNORECASE,
)
_NOT_A_NUMBER = re.compile(
    r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}|\d{1,2}[:.]\d{2}|(?:19|20)\d{2}(?:[/\-]\d{2,4})?"
    r"|\d{3,4}[LMNT]|\d{1,5}(?:st|nd|rd|th|am|pm|yrs?|mg|ml|kg|m|km|p|k)",
    re.IGNORECASE,
)
_NINO = re.compile(
    r"(?<![A-Za-z\d])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-Z][ ]?[A-Z][ .\-]{0,2}"
    r"(?:[\dOoIlSB](?:[ .\-]|[ ]?\n[ ]{0,30})?){6}[A-D](?![A-Za-z\d])"
)
_NINO_LABEL = re.compile(
    rf"(?<![\w])(?:n\.?\s?i\.?|nino|nat(?:ional|\.)?\s+ins(?:urance|\.)?){_NUMBER}{{0,2}}"
    rf"{_BETWEEN}(?P<value>[A-Z][ ]?[A-Z][ .\-]{{0,2}}(?:[\dOIl][ .\-]?){{6}}[A-D]?)\b",
    re.IGNORECASE,
)
# A family name's five letters, the birthday in six digits, initials, check letters.
_LICENCE = re.compile(
    r"(?<![\w\-])(?=[A-Z]*[A-Z]{2})[A-Z9]{5}[ ]?\d[0156]\d[ ]?\d{3}[ ]?[A-Z9]{2}"
    r"[ ]?\d[ ]?[A-Z\d][ ]?[A-Z\d](?:[ ]?[A-Z\d]{2})?(?![\w\-])"
)
_SHAPES = (
    (re.compile(r"\b[A-HJ-NP-RT-Z]\d{11}[\dA-Z]\b"), "pupil number"),
    (re.compile(r"\b\d{2}[A-L]\d{4}[EISWCO]\b"), "registration number"),
    (re.compile(r"\b\d{2,4}/\d{4,7}[A-Z]\b"), "police number"),
    (re.compile(r"\b\d{3}-\d{10}\b"), "ticket number"),
    (re.compile(r"(?<![\w\-])\d{3}-\d{2}-\d{4}(?![\w\-])"), "social security number"),
    (re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z]{4})(?:[ ]?\d){14}\b"), "bank account"),
    (re.compile(r"\b[A-Z\d]{4,6}[ ]?\d[ ]?\d{4}[XY]\d{4}\b"), "blue badge"),
    (
        re.compile(
            r"(?<![\w*])(?:\*{2,}|[Xx•]{4,})[ \-]?(?:[*Xx•]{4}[ \-]?)*\d{3,4}\b"
        ),
        "card",
    ),
    (re.compile(r"\bC0\d{9}\b"), "certificate"),
    (_LICENCE, "driving licence"),
)
_PRISONER = re.compile(r"\b[A-Z]\d{4}[A-Z]{2}\b")
_PRISON = re.compile(
    r"\b(?:HMP|YOI|HMPPS|prison\w*|offender|custody|cell|wing|probation|inmate)\b", re.I
)
_HOSPITAL = re.compile(r"\b(?:hosp(?:ital|\.)?|patient|mrn)[ ](?:n[o0]|num|id)", re.I)
_PATIENT = re.compile(r"(?<![\w/\-])[A-Z]\d{6,7}(?![\w/\-])")
_PASSPORT = re.compile(
    r"\bpassports?\b(?:[^.\n]|no\.){0,60}?[ (](?P<value>[A-Z]{0,2}\d{7,9})\b",
    re.IGNORECASE,
)
_SORT_CODE = re.compile(
    r"\b(?:s/c|sort(?:[ ]?code)?)(?:[ ]n[o0])?[ \t:.=#|>_(]{1,40}(?:is |was )?"
    r"(?P<value>\d{2}[\-– ./]?\d{2}[\-– ./]?\d{2})(?![\d/])",
    re.IGNORECASE,
)
# "her CHI number is there for anybody to read, 1207315562".
_FAR = re.compile(
    r"(?<![\w/.,\-])(?P<value>[A-Z]{0,2}\d(?:[ \-]?\d){6,11}[A-Z]?)(?![\w/]|[.,]\d)"
)
_FAR_LABEL = re.compile(
    rf"\b(?:{_STRONG}){_WORD_ENDS}[ ](?:number|no\.?|num)\s"
    r"(?:[^.\n\d;:]|\n[ >]*(?=\S)){3,60}[ ,(:\-–]\Z",
    re.IGNORECASE,
)
# Eight digits beside a sort code: "Barclays 12345678, sort 20-11-33".
_BEFORE_SORT = re.compile(
    r"(?<![\w/\-])(?P<value>\d{8})\b[^.\n\d]{1,25}"
    r"\b(?:s/c|sort(?:[ ]?code)?)\b[^.\n\d]{0,12}\d{2}[\- ]?\d{2}[\- ]?\d{2}\b",
    re.IGNORECASE,
)
# Codes by which a right to drive, to work or to hire is looked up: in groups.
_CHECK = re.compile(
    r"\b(?:check|share)[ ]code[ \t:.=|]{1,30}(?:is )?(?P<value>(?=[\w \-]{0,12}\d)"
    r"(?-i:[A-Za-z\d]{2,3}[ \-]){2,3}(?-i:[A-Za-z\d]{2,3}))(?!\w)",
    re.IGNORECASE,
)
_BEHIND_SORT = re.compile(
    r"\d{2}[\-– ]\d{2}[\-– ]\d{2}[^.\n\d]{0,30}(?:8 digits?[^.\n\d]{0,15})?"
    r"(?P<value>\d{8})\b"
)
_SORT = re.compile(
    r"\b\d{2}[\-– ]?\d{2}[\-– ]?\d{2}(?P<gap>\W{1,3}"
    r"(?:a/?c(?:c(?:oun)?t?)?\.?\W{0,2}(?:no\.?|number|num)?\W{0,3})?)"
    r"(?P<value>\d(?:[ ]?\d){7})\b",
    re.IGNORECASE,
)
_THING = re.compile(
    rf"(?:(?<![\w])(?:(?:{_all(_RULES['things'])})(?:{_NUMBER}|[ ]reg){{0,2}}"
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
    yield from _far(text)
    for where, name, score in (
        (officers.collars, "collar number", 0.8),
        (vehicles.plates, "vehicle registration", 0.75),
        (networks.networks, "network address", 0.75),
    ):
        for start, end in where(text):
            yield _id(start, end, name, score)


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
        span = _number(text, match) if match else None
        at = span.end if span else first.start() + 1
        if span:
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
    if not _may_be_number(value) or _calls_thing(text, match):
        return None
    end = start + len(value)
    over = _GOES_OVER.match(text, end) if _GROUPED.fullmatch(value) else None
    return _id(start, over.end() if over else end, "personal number", 0.85)


# A number in groups of digits that goes on in the next line.
_GROUPED = re.compile(r"[A-Z]{0,2}[ ]?\d{2,5}(?:[ \-]\d{2,5}){0,2}|\d{3,5}")
_GOES_OVER = re.compile(
    r"[ ]?\n[ \t>]{0,30}(?!\d{1,2}[:.]\d\d)(?:\d{2,6}(?:[ ]\d{2,4})?(?:[ ]?[A-D])?)\b"
    r"(?=[ ]?[.,;)]|[ ]?\n|[ ][a-z]{2}|$)"
)


def _calls_thing(text: str, match: re.Match[str]) -> bool:
    """Whether the words between label and number, or those that lead to the label, say
    that it is a thing's: "customer invoice no.", and not "medical record no."."""
    start = match.start("value")
    thing = _THING.search(text, max(0, start - 40), start)
    first, last = match.span("label")
    if thing and not (first < thing.start() < last):
        return True
    return is_things(text, first)


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


# Shapes that say little, but enough in a document with such words.
_WITH_WORDS = (
    (_PRISONER, _PRISON, "prisoner number"),
    (_PATIENT, _HOSPITAL, "hospital number"),
)


def _shaped(text: str) -> Iterator[Span]:
    for match in _NINO.finditer(text):
        if sum(c.isdigit() for c in match.group()) >= 4:
            yield _id(*match.span(), "National Insurance number", 0.85)
    for pattern, name in _SHAPES:
        every = (m for m in pattern.finditer(text) if not is_things(text, m.start()))
        yield from (_id(*match.span(), name, 0.7) for match in every)
    for pattern, words, name in _WITH_WORDS:
        for match in pattern.finditer(text) if words.search(text) else ():
            yield _id(*match.span(), name, 0.7)


def _told(text: str) -> Iterator[Span]:
    """Numbers that a sentence gives to a passport or an account."""
    for match in _PASSPORT.finditer(text):
        yield _id(*match.span("value"), "passport number", 0.8)
    for match in _SORT_CODE.finditer(text):
        yield _id(*match.span("value"), "bank account", 0.85)
        account = _BEHIND_SORT.match(text, match.start("value"))
        if account:
            yield _id(*account.span("value"), "bank account", 0.8)
    for match in _CHECK.finditer(text):
        yield _id(*match.span("value"), "personal number", 0.85)
    for match in _SORT.finditer(text):
        yield _id(match.start(), match.start("gap"), "bank account", 0.85)
        yield _id(*match.span("value"), "bank account", 0.8)


def _far(text: str) -> Iterator[Span]:
    """Numbers some words away from what says whose they are."""
    for match in _BEFORE_SORT.finditer(text):
        yield _id(*match.span("value"), "bank account", 0.8)
    for match in _FAR.finditer(text):
        label = _FAR_LABEL.search(text, max(0, match.start() - 95), match.start())
        if label and not public.is_number_shape(match["value"]):
            yield _id(*match.span("value"), "personal number", 0.75)


_WHY = {
    "personal number": "A number next to words that call it one person's.",
    "National Insurance number": "Written as a National Insurance number.",
    "pupil number": "Written as a unique pupil number.",
    "registration number": "Written as the registration of a nurse or midwife.",
    "police number": "Written as a number of the Police National Computer.",
    "social security number": "Written as a social security number.",
    "ticket number": "Written as the number of a traveller's ticket.",
    "bank account": "Bank details of an account.",
    "blue badge": "Written as the number of a blue badge.",
    "card": "The last digits of a card or an account, behind covered ones.",
    "certificate": "Written as a certificate of the Disclosure and Barring Service.",
    "hospital number": "Written as a hospital number, in a document that asks for one.",
    "prisoner number": "Written as a prisoner's number, in a document about custody.",
    "passport number": "Written as a passport number, near a word that says so.",
    "driving licence": "Written as the number of a driving licence.",
    "collar number": "A number by which an officer is known, next to rank or name.",
    "vehicle registration": "Written as a vehicle's registration, near a word that "
    "says so.",
    "network address": "The network address from which somebody came.",
}


def _id(start: int, end: int, found_by: str, score: float) -> Span:
    return Span(start, end, Label.ID, score, found_by, _WHY[found_by])
