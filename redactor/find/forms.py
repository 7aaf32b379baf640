"""People in forms: beside or below a label that asks for somebody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import zip_longest

from redactor.find import known, lists, names
from redactor.find.spans import Label, Span
from redactor.find.structure import Kind, Line, read

Cell = tuple[int, int]

_FAR = 70  # letters that the value of a field may be long
_CELL = re.compile(r"[^\t|:\n]+?(?=[ \t]{2,}|\t|\||:|$)", re.MULTILINE)
_MARK = re.compile(r"[ ]?:[ \t]*|[ \t]{2,}|\t|[ ]*\|[ ]*")
_NUMBERED = re.compile(r"^(?:\(?[\da-z]{1,2}[.)] ?|[\d.]+ )|[ ]?\d+$|[*_\"'?.]+")
_PARENS = re.compile(r"\([^)]*\)?")
_ABBREVIATED = re.compile(r"\b(?:no|tel|ref|date|dob)\b")
_MISREAD = str.maketrans("01", "ol")  # "0THER NAMES"
_NAMED = re.compile(
    r"(?:print |full |other |former |first |last |birth |legal |your |maiden[ /]*)*"
    r"(?:fore|sur|family |given |middle )?names?"
    r"(?: and title| in full| of (?!.*\b(?:"
    r"company|business|organisation|school|employer|firm|site|road|street|premises"
    r"|establishment|hospital|bank|building|society|authority|venue|project|drug"
    r"|product|event|pet|dog|animal|scheme|property|house|gp practice|surgery)\b).*)?"
)
_BY = re.compile(r"(?:\w+[ /&]+){1,3}by|by")
_POST = re.compile(
    r"(?:[\w'’/&\-]+ ){0,3}(?:officer|worker|caseworker|manager|handler|nurse|teacher"
    r"|consultant|doctor|gp|midwife|solicitor|advocate|adviser|advisor|assessor"
    r"|inspector|surveyor|coordinator|co-ordinator|supervisor|referrer|applicant"
    r"|complainant|claimant|tenant|patient|pupil|student|employee|driver|witness"
    r"|carer|guardian|parent|mother|father|keyworker|head|lead|owner|contact|kin|sponsor"
    r"|interviewer|chair|secretary|clerk|signatory|informant|deceased|resident|objector"
    r"|occupant|occupants|occupier|visitor|host|referee|trainer|instructor|invigilator)"
)


def filled(text: str) -> Iterator[Span]:
    """People where a form asks for them: behind a label, with a colon or without, of
    which a line may have several, or in the line below it."""
    lines = read(text).lines
    for line, below in zip_longest(lines, lines[1:]):
        if line.kind in (Kind.BLANK, Kind.MAIL_PEOPLE, Kind.SALUTATION):
            continue
        places = list(_values(text, line.start, line.end))
        if below and _is_above(text, line, below):
            places.append((below.start, below.end))
        for start, end in places:
            for first, last in _named(text, start, end):
                why = "In a form, next to a label that asks for a person."
                yield Span(first, last, Label.PERSON, 0.8, "form label", why)


def _is_above(text: str, line: Line, below: Line) -> bool:
    """Whether a line is nothing but a label, and the line below it a name."""
    words = text[line.start : line.end].strip(" \t:*_")
    return (
        below.kind in (Kind.PROSE, Kind.SIGNATURE)
        and len(words) < 30
        and _NAMED.fullmatch(words.casefold()) is not None
        and _WHOLE.fullmatch(text, below.start, below.end) is not None
    )


def _values(text: str, start: int, end: int) -> Iterator[Cell]:
    """What stands behind the labels of a line that ask for a person."""
    cells = [m.span() for m in _CELL.finditer(text, start, end) if m.group().strip()]
    for number, (first, last) in enumerate(cells):
        mark = _MARK.match(text, last, end)
        if mark is None or not asks_for_person(text[first:last]):
            continue
        if number + 1 < len(cells):
            value = cells[number + 1]
            if value[1] - value[0] <= _FAR and not _is_label(text, value, end):
                yield value


def _is_label(text: str, cell: Cell, end: int) -> bool:
    """Whether a cell is the next label: a colon follows, or it asks for something."""
    return text[cell[1] : end].lstrip(" ").startswith(":") or asks_for_person(
        text[cell[0] : cell[1]]
    )


@lru_cache(maxsize=4_000)
def asks_for_person(label: str) -> bool:
    """Whether a label of a form asks for somebody's name."""
    if len(label) > 48 or not label.strip()[:1].isalnum():
        return False
    low = _PARENS.sub("", label).strip().casefold().replace("’", "'")
    low = re.sub(r"\s+", " ", _NUMBERED.sub("", low)).strip(" .-/'")
    if not low or _ABBREVIATED.search(low):
        return False
    layout = lists.layout()
    return any(
        form in layout.person_fields
        or form in layout.columns["person"]
        or _NAMED.fullmatch(form)
        or _BY.fullmatch(form)
        or _POST.fullmatch(form)
        for form in {low, low.translate(_MISREAD)}
    )


_WHOLE = re.compile(
    r"[\s\"'“]*(?P<name>[^\W\d_a-z][\w'’.\-]*"
    r"(?:,?[ ][^\W\d_a-z][\w'’.\-]*){0,3})[\s\"'”]*"
)


def _named(text: str, start: int, end: int) -> Iterator[Cell]:
    found = list(names.people_in(text, start, end, trusted=True))
    whole = _WHOLE.fullmatch(text, start, end)
    if not found and whole and known.may_name(whole["name"]):
        found = [whole.span("name")]
    yield from found
