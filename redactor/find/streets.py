"""What addresses are written with: postcodes, houses, streets, and the towns behind."""

from __future__ import annotations

import re

from redactor.find import lists, names

POSTCODE = re.compile(
    r"(?<![\w\-/])(?P<out>[A-Z]{1,2}\d[A-Z\d]?)[ \u00a0]?\n?"
    # Made up ones have letters that real ones avoid; times and measures are none.
    r"(?P<in>\d(?![OI]{2}|(?:[ap]m|[kmc]m|kg|mb|gb|kv|kw|cc)\b)[A-Z]{2})(?![\w\-])",
    re.IGNORECASE,
)
# The same as optical reading spoils it: small l for I and 1, O for 0.
MISREAD_POSTCODE = re.compile(
    r"(?<![\w\-/])(?=[^\n]{0,4}\d)(?P<out>[A-Zl]{1,2}[\dOIl][A-Z\dOIl]?)[ ]"
    r"(?P<in>[\dOIlS][ABD-HJLNP-UW-Z]{2})(?![\w\-])"
)
FLAT = re.compile(
    r"(?:(?:the )?flat (?:above|over|behind|below)|(?:flat|apartment|apt|unit"
    r"|room|plot|caravan|bedsit|studio|suite|berth|pitch)"
    r"\.? ?(?:[a-z]?\d{1,4}[a-z]?|[a-h])\b"
    r"|(?:\d(?:st|nd|rd|th)|top|ground|first|second|third|basement|garden"
    r"|lower|upper|rear)(?: floor)? flat)(?P<more>[^,\n.;:\d]{0,30})?,?",
    re.IGNORECASE,
)
_NUMBERED_FLAT = re.compile(r"\b(?:flat|apartment|apt)\.? ?\d", re.IGNORECASE)


def any_of(words: frozenset[str]) -> str:
    """Words as alternatives of a regular expression, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _street() -> re.Pattern[str]:
    words = any_of(lists.places().streets)
    flat = r"(?:(?:flat|apartment|apt|plot|room)\.? ?\d{1,4}[a-z]?,?\s{1,2})?"
    number = rf"{flat}\d{{1,5}}[a-z]?(?:\s?[-–/]\s?\d{{1,3}}[a-z]?)?,?[ ]"
    word = r"[^\W\d_][^\W\d_]*(?:['’\-][^\W\d_]+)*"
    name = rf"(?:(?:st\.?|the|of|y|yr)[ ]|{word}[ ]\n?){{1,3}}?"
    welsh = any_of(lists.places().welsh_streets)
    return re.compile(
        rf"(?<![\w/.\-£$%]){number}"
        rf"(?:(?:{welsh})(?:[ ]{word}){{1,2}}|{name}(?:{words}))\b"
        rf"(?:[ ](?:{words})\b)?\.?"
        r"(?![ ]?\d{1,4}\b)",
        re.IGNORECASE,
    )


STREET = _street()
_NUMBERED_HOUSE = re.compile(
    r"\b(?:pitch|caravan|berth|mooring|plot) \d|(?<!unit )(?<!suite )\b\d{1,3}[a-z]?,? "
    rf"(?:[^\W\d_]+ ){{0,2}}(?:{any_of(lists.places().houses)})\b",
    re.IGNORECASE,
)
_WORD = r"(?![A-Z]{1,2}\d)[A-Z][\w'’\-]+"
_TOWN = rf"(?:[Nn](?:r|ear)\.? )?{_WORD}(?: (?:{_WORD}|on|upon|under|le|the))*\.?"
_FLAT_BEHIND = r"(?:,? (?:flat|apt\.?|unit|suite|#) ?\w{1,4}\b)?"
_CODE = (
    rf"(?:,?[ ]{{0,2}}(?:{POSTCODE.pattern}))"
    r"|(?:,? (?-i:[A-Z]{2}),? \d{5}(?:-\d{4})?\b)"
    r"|(?:(?-i:(?<=[ ,][A-Z]{2})),? \d{5}\b)"
)
_CODE = re.sub(r"\?P<\w+>", "", _CODE)
TAIL = re.compile(
    rf"(?i:{_FLAT_BEHIND})(?P<towns>(?:\\?,[ ]?\n?[ \t]*{_TOWN})*)(?i:{_CODE})?"
)
_SMALL_TAIL = re.compile(
    rf"{_FLAT_BEHIND}(?:, ?[a-z]{{3,}}(?: [a-z]{{3,}})?(?=[.,;)\n]"
    rf"|$| {POSTCODE.pattern}"
    r"| (?:last|since|and|with|where|but|for|on|in|until|from|when|to|by|at|near)\b"
    rf"))?(?:{_CODE})?".replace("?P<out>", "").replace("?P<in>", ""),
    re.IGNORECASE,
)


def tail(text: str, start: int, end: int) -> int:
    """Where an address ends that has a street in ``text[start:end]``: behind its
    towns, its postcode or its state."""
    small = text[start:end].rsplit(" ", 1)[-1].islower()
    match = (_SMALL_TAIL if small else TAIL).match(text, end)
    if match is None:
        return end
    if not small:
        at = match.start("towns")
        for piece in re.split(r"(?<=,)", match["towns"]):
            words = names.tokens(piece)
            if words and (words[0].is_title or _is_someone(words)):
                return at - 1 if at > end else end
            at += len(piece)
    return match.end()


def _is_someone(words: list[names.Token]) -> bool:
    known = lists.places()
    return (
        len(words) == 2
        and words[0].is_given
        and words[0].low not in known.places
        and words[1].low not in known.suffixes | known.streets
    )


def has_home(words: str) -> bool:
    """A house number with a street, or a flat: somebody may live there."""
    home = (
        STREET.search(words)
        or _NUMBERED_FLAT.search(words)
        or _NUMBERED_HOUSE.search(words)
    )
    return bool(home) and not re.search(
        r"\b(?:council|office|department|ltd|limited|llp|plc|tribunal|po box)\b",
        words,
        re.IGNORECASE,
    )
