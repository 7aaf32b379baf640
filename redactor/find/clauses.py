"""Whose a number is by the words right before it: a body's, a firm's, a person's."""

from __future__ import annotations

import re

from redactor.find import lists, names, premises, public
from redactor.law.rulebook import load_once

_WIDTH = 110
# Where the words end that belong to another number or another thing.
_CUT = re.compile(
    r"[;|\t]|[.!?:]\s+(?=[A-Z\"“])|\\n|[ ]{3,}|\s[-–—·>]+\s|\d{3}[\d )]*\d{3,}|@\S+"
)
_TEL = re.compile(
    r"[\s,/(:.\-–]*(?:\b(?:tel|telephone|phone|t|ph|ring|call|on)\b[\s.:]*)?\Z", re.I
)
_BRACKET = re.compile(r"\(([^()\n]*)\Z")
_BESIDE_ROLE = re.compile(r"(?P<role>[\w.+\-']+@[\w.\-]+\w)[\s>)]*[/;|·•][\s]*\Z")


def of(text: str, start: int) -> str:
    """The words of the same line that lead to a number."""
    line = text.rfind("\n", 0, start) + 1
    before = text[max(line, start - _WIDTH) : start]
    bracket = _BRACKET.search(before)
    if bracket and _TEL.fullmatch(bracket[1]):
        before = before[: bracket.start()]
    elif bracket:
        before = bracket[1]
    return _CUT.split(_TEL.sub("", before))[-1].strip(" ,(")


def is_bodys(text: str, start: int) -> bool:
    """Whether the words before a number begin with a body, a firm or a trade, or with
    a role mailbox, and name nobody."""
    line = text.rfind("\n", 0, start) + 1
    beside = _BESIDE_ROLE.search(text, max(line, start - _WIDTH), start)
    if beside and public.is_role_mailbox(*beside["role"].split("@")):
        return True
    words = of(text, start)
    if not words or lists.public().own_cues.search(words[-25:]):
        return False
    parts = [part for part in words.split(",") if part.strip()][-_PARTS:]
    for number in range(len(parts) - 1, -1, -1):
        if is_trades(parts[number]):
            return number == 0 or not _names_somebody(parts[number - 1])
        if _names_somebody(parts[number]):
            return False
    return False


_PARTS = 4


_RANKED = re.compile(
    rf"\b(?:{load_once('identifiers.yaml')['ranks']}) [A-Z][a-z]{{2,}}"
)


def _names_somebody(words: str) -> bool:
    """Whether a title or a forename with a capital letter is among these words, or a
    rank with a name."""
    if _RANKED.search(words):
        return True
    known = lists.places()
    return any(
        t.is_capital and (t.is_title or t.is_given) and t.low not in known.places
        for t in names.tokens(words)
    )


_TRADING = re.compile(r"\btrading as\b|\bt/a\b", re.IGNORECASE)


def is_trades(words: str) -> bool:
    """Whether words name a body or a firm and nobody beside it."""
    titled = any(t.is_title and t.is_capital for t in names.tokens(words)) or bool(
        _TRADING.search(words)
    )
    return not titled and bool(
        lists.public().trades.search(words) or premises.begins_with_body(words)
    )
