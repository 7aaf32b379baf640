"""Whether a house number with a street is a home, by what stands before it."""

from __future__ import annotations

import re

from redactor.find import lists, names
from redactor.find.premises import is_body_line
from redactor.find.streets import any_of

_BEFORE_HOME = re.compile(
    rf"(?:\b(?:{any_of(lists.places().home_cues)})|^|[\n,(>\-–—|*\"“:]|[.!?] )[\s:]*\Z",
    re.IGNORECASE,
)
_UNITS = re.compile(
    rf"(?<!['’])\b(?:{any_of(lists.places().number_cues)})\.?\s*\Z", re.IGNORECASE
)
_TIMES = re.compile(
    rf"\b(?:{any_of(lists.layout().months)}|working|(?:minute|hour|day|week|year|mile|"
    r"metre)s?)\b",
    re.IGNORECASE,
)


_UNIT_WORDS = frozenset({"the", "y", "yr", "flat", "apt", "apartment", "plot", "room"})


def is_time(words: str) -> bool:
    """Whether a number and its word are a date or a length of time: "15 Dec"."""
    return bool(_TIMES.search(words) or _MONTHS.search(words))


_MONTHS = re.compile(r"\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b")


def is_home(text: str, match: re.Match[str]) -> bool:
    """Whether ``match``, a number with a street's words, is a home and no distance, no
    section and no site."""
    before = text[max(0, match.start() - 30) : match.start()]
    words = match.group()
    small = lists.places().small | _UNIT_WORDS
    named = [t for t in names.tokens(words) if t.text not in small]
    lives = _LIVES.search(before)
    if not named or _UNITS.search(before) or _TIMES.search(words):
        return False
    capitals = [t.is_capital for t in named if len(t.text) > 1]
    if not lives and not all(capitals) and not _is_small(before, named):
        return False
    if not _BEFORE_HOME.search(before) and re.match(r"(?:19|20)\d\d\b", words):
        return False
    begin = text.rfind("\n", 0, match.start()) + 1
    after = re.split(r"\n|[.!?] ", text[match.end() : match.end() + 40])[0]
    line = f"{text[begin : match.start()]} {'' if words.endswith('.') else after}"
    return bool(lives) or not is_body_line(line) or bool(_THEIRS.search(before))


def _is_small(before: str, named: list[names.Token]) -> bool:
    """Whether a street without capitals is one beyond doubt: "to 5a quarry road"."""
    if _THEIRS.search(before) or _IN_FLAT.search(before):
        return True
    sure = named[-1].low in lists.places().sure_streets
    return sure and bool(
        re.search(r"(?:\b(?:at|to|from|of|in|is|@)|[,(|:])[ ]\Z|\n\Z|\t\Z", before)
    )


_IN_FLAT = re.compile(r"\b(?:flat|apt|apartment|room|rm)\.? \Z", re.IGNORECASE)
_THEIRS = re.compile(
    r"\b(?:mums?|dads?|nans?|grans?|mates?|his|her|my|their|place|house|home"
    r"|addr?ess(?: is)?|lives?|live)(?: at)?[ ]\Z",
    re.IGNORECASE,
)


_LIVES = re.compile(
    r"\b(?:liv(?:e|es|ed|ing) (?:at|in)|resid(?:e|es|ing) at|address is|moved to)\s*\Z",
    re.IGNORECASE,
)
