"""Numbers of things that lead to one person: a gun, the property where they live."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import envelopes, lists, public, streets
from redactor.find.spans import Label, Span
from redactor.find.structure import Layout, read
from redactor.law.rulebook import load_once

_RULES = load_once("identifiers.yaml")
_HELD = re.compile(rf"\b(?:{_RULES['held']})s?\b", re.IGNORECASE)
_SERIAL = re.compile(
    r"\b(?:serial|ser\.?|s/n|s\.n\.)(?:[ ]?(?:number|num|n[o0]s?\b\.?|#))?"
    r"[ \t]*[:.=#(]*[ \t]*(?:is |was )?"
    r"(?P<value>(?:[A-Z]{1,4}[ \-/]?)?\d[\w\-/]{2,14}|[A-Z]{1,4}\d[\w\-/]{2,14})\b",
    re.IGNORECASE,
)
_PROPERTY = re.compile(
    r"\b(?:UPRN|property[ ](?:ref(?:erence)?|n[o0])\.?)(?:[ ](?:n[o0]\.?|number))?"
    r"[ \t]*[:.=#(|]*[ \t]*(?:is )?(?P<value>(?:[A-Z]{1,3}[/\-]?)?\d{5,12})\b",
    re.IGNORECASE,
)
_NEAR = 3  # lines above and below in which a home is told


def is_told(text: str) -> bool:
    """Whether a text tells of guns, or of what somebody wears or carries."""
    return bool(_HELD.search(text))


def numbers(text: str) -> Iterator[Span]:
    """Serial numbers of what somebody holds, and numbers of properties beside the
    address of a home."""
    for match in _SERIAL.finditer(text) if is_told(text) else ():
        line = text.rfind("\n", 0, max(0, text.rfind("\n", 0, match.start()))) + 1
        if _HELD.search(text, max(line, match.start() - 160), match.end()):
            why = "A serial number by which the holder of the thing is known."
            yield Span(*match.span("value"), Label.ID, 0.75, "possession", why)
    layout = read(text)
    for match in _PROPERTY.finditer(text):
        if _has_home_near(layout, match.start()):
            why = "The number of a property, beside the address of a home."
            yield Span(*match.span("value"), Label.ID, 0.75, "possession", why)
    yield from _behind_names(text)


_BEHIND = re.compile(
    r"(?P<open>,[ ]|[ ]\()(?:(?:n[o0]\.?|ref\.?|id)[ ])?"
    r"(?P<value>[A-Z]{0,3}\d{6,8})(?=[,;)])(?!,\d{3}\b)"
)


def _behind_names(text: str) -> Iterator[Span]:
    """Numbers right behind somebody's name: "ABBOT Yi, 2014417," and "(2014417)"."""
    for match in _BEHIND.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[max(line, match.start() - 60) : match.start()]
        name = re.split(r"^[A-Za-z\d]{1,2}[.)][ ]|[.;:(][ ]|[ ]{2,}|\t|\|", before)[-1]
        dialled = public.is_number_shape(match["value"])
        if not dialled and any(map(envelopes.is_somebody, _names(name))):
            why = "A number right behind somebody's name."
            yield Span(*match.span("value"), Label.ID, 0.75, "possession", why)


def _names(words: str) -> Iterator[str]:
    """The words that may be a name: the last two to four, or those about a comma."""
    parts = words.split()
    for many in range(2, min(4, len(parts)) + 1):
        last = parts[-many:]
        yield " ".join(last)
        if last[0].endswith(","):
            yield " ".join((*last[1:], last[0][:-1].title()))


def _has_home_near(layout: Layout, at: int) -> bool:
    index = layout.index_at(at)
    near = layout.lines[max(0, index - _NEAR) : index + _NEAR + 1]
    words = layout.text[near[0].start : near[-1].end]
    asks = re.search(
        rf"(?:^|\n)[ \t]*(?:{lists.places().home_labels})\b", words, re.IGNORECASE
    )
    return bool(streets.has_home(words) or asks)
