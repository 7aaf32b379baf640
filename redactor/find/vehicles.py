"""Registration marks of vehicles that somebody drives, not those of a body's fleet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.law.rulebook import load_once

_RULES = load_once("identifiers.yaml")
_PLATE = re.compile(
    r"(?<![\w\-/])(?:[A-HJ-PR-Y][A-Y][ ]?\d{2}[ ]?[A-HJ-PR-Z]{3}"
    r"|[A-HJ-NP-Y]\d{1,3}[ ]?[A-HJ-PR-Z]{3}"
    r"|[A-HJ-PR-Z]{3}[ ]?\d{1,3}[A-HJ-NP-Y]"
    r"|(?=[A-Z]{0,2}[IZ])[A-Z]{2,3}[ ]?\d{1,4}(?! ?\d[A-Z]{2})"
    r"|[A-HJ-PR-Y][A-Y]\d[\dO][. ][A-HJ-PR-Z]{3})"
    r"(?![\w\-/])"
)
_NEAR = re.compile(rf"\b(?:{_RULES['vehicles']})\b", re.IGNORECASE)
_SMALL = re.compile(
    r"\b(?:reg(?:istration)?|plate|vrm)(?: no\.?| number| mark)?\W{1,3}(?:is )?"
    r"(?P<value>[a-z]{2}\d{2} ?[a-z]{3})\b"
)
# What a witness saw of one: "part index NX09", "reg begins YD6".
_PART = re.compile(
    r"\bpart(?:ial)?[ ](?:index|reg(?:istration)?|plate|vrm|number\s?plate)\W{1,3}"
    r"(?:of |is |was )?(?P<value>[A-Z0-9][A-Z0-9?*. ]{1,7}[A-Z0-9?*])(?![\w])"
    r"|\b(?:reg(?:istration)?|plate|index|vrm)\W{1,2}(?:begin\w*|start\w*|end\w*)"
    r"(?: with| in)?[ ](?P<edge>(?=[A-Z]*\d)[A-Z0-9]{2,6})\b",
    re.IGNORECASE,
)
_FLEET = re.compile(
    rf"\b(?:{_RULES['fleet']})"
    rf" (?:(?:{_RULES['fleet_vehicles']})|n[o0]\.? ?\d+)"
    r"(?: reg(?:istration)?(?: n[o0])?)?\W{1,3}(?:reg\W{1,3})?\Z",
    re.IGNORECASE,
)


def is_fleet(text: str, start: int) -> bool:
    """Whether a registration mark is that of a body's vehicle."""
    return bool(_FLEET.search(text, max(0, start - 40), start))


def plates(text: str) -> Iterator[tuple[int, int]]:
    """Where registration marks stand, whole or as far as somebody saw them."""
    for small in _SMALL.finditer(text):
        yield small.span("value")
    for part in _PART.finditer(text):
        yield part.span("value" if part["value"] else "edge")
    for match in _PLATE.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        before = text[max(line, match.start() - 60) : match.start()]
        after = text[match.end() : match.end() + 25]
        if is_fleet(text, match.start()):
            continue
        if _NEAR.search(before) or _NEAR.search(after.split("\n")[0]):
            yield match.span()
