"""Numbers of things that lead to one person: a gun, and the property where they live."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import lists, streets
from redactor.find.spans import Label, Span
from redactor.find.structure import Layout, read
from redactor.law.rulebook import load_once

_RULES = load_once("identifiers.yaml")
_GUN = re.compile(rf"\b(?:{_RULES['guns']})s?\b", re.IGNORECASE)
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


def numbers(text: str) -> Iterator[Span]:
    """Serial numbers of guns, and numbers of properties beside a home's address."""
    guns = _GUN.search(text)
    for match in _SERIAL.finditer(text) if guns else ():
        line = text.rfind("\n", 0, max(0, text.rfind("\n", 0, match.start()))) + 1
        if _GUN.search(text, max(line, match.start() - 160), match.end()):
            why = "The serial number of a gun, by which its holder is known."
            yield Span(*match.span("value"), Label.ID, 0.75, "personal number", why)
    layout = read(text)
    for match in _PROPERTY.finditer(text):
        if _has_home_near(layout, match.start()):
            why = "The number of a property, beside the address of a home."
            yield Span(*match.span("value"), Label.ID, 0.75, "personal number", why)


def _has_home_near(layout: Layout, at: int) -> bool:
    index = layout.index_at(at)
    near = layout.lines[max(0, index - _NEAR) : index + _NEAR + 1]
    words = layout.text[near[0].start : near[-1].end]
    asks = re.search(
        rf"(?:^|\n)[ \t]*(?:{lists.places().home_labels})\b", words, re.IGNORECASE
    )
    return bool(streets.has_home(words) or asks)
