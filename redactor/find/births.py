"""Dates of birth: a date, however written, next to words that call it one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find.spans import Label, Span

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|ju[1l]|aug|sep|oct|nov|dec|ion|chwe|maw|ebr|mai|meh"
    r"|gorff|awst|medi|hyd|tach|rhag)[a-z1]{0,9}\.?"
)
_DAY = r"[\dOIl]{1,2}"
_YEAR = r"(?:[\dOIl]{4}|['’]?[\dOIl]{2})"
_ROMAN = r"(?:x(?:i{1,2})?|i{1,3}|iv|vi{0,3}|ix)"
_WRITTEN = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
    rf"{_DAY}(?:st|nd|rd|th)?\s{{0,2}}(?:of\s)?[ .\-/]?{_MONTH},?[ .\-/]{{0,2}}{_YEAR}"
    rf"|{_MONTH}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}"
)
_SHORT = (
    rf"{_DAY}\s?[./\-\\]\s?{_DAY}\s?[./\-\\]\s?{_YEAR}|\d{{4}}[\-/.]\d{{1,2}}[\-/.]\d{{1,2}}"
    rf"|{_DAY}[.\-/ ]{_ROMAN}[.\-/ ]{_YEAR}|\d{{2}}[ ]\d{{2}}[ ]\d{{2,4}}"
)
DATE = re.compile(
    rf"(?<![\d/])(?:{_WRITTEN}|{_SHORT}|(?:\d{{8}}|\d{{6}})(?!\d)|{_MONTH}\s\d{{4}})"
    r"(?!\w)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?<![^\W_])(?P<label>date\s{1,2}of\s{1,2}birth|dates\s{1,2}of\s{1,2}birth"
    r"|birth[\s\-]{0,2}da(?:te|y)|b['’]?day|d\s?[.,]?\s?[o0]\s?[.,]?\s?b\b\.?|dobs"
    r"|born|birth|dyddiad\s{1,2}geni|geni|\bb\.)"
    r"(?:[ ]?\([^)\n]{1,25}\))?[\s_:.,=\-–|>(\[*]{0,40}"
    r"(?:(?:is|was|of|on|in|about|as)\s{1,2}){0,2}",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:[ ]?\([^)\n]{0,25}\))?(?:[ ]?[,;/&]|[ ]and\b)[ ]?(?:and[ ])?", re.IGNORECASE
)
_BEHIND = re.compile(
    r"(?=\s{0,2}[(\[]?\s{0,2}(?:d\.?o\.?b\.?|date of birth)(?!\w))", re.IGNORECASE
)
_WHY = "A date next to words that call it a date of birth."


def births(text: str) -> Iterator[Span]:
    """Dates of birth, and the dates that follow one in a list of them."""
    for label in _LABEL.finditer(text):
        date = DATE.match(text, label.end())
        while date:
            yield birth(*date.span(), _WHY)
            several = label["label"].casefold().endswith(("s", "s of birth"))
            follows = _NEXT.match(text, date.end())
            if not follows or not (several or "dates" in label["label"].casefold()):
                break
            date = DATE.match(text, follows.end())
    if re.search(r"d\.?o\.?b|of birth", text, re.IGNORECASE):
        for date in DATE.finditer(text):
            if _BEHIND.match(text, date.end()):
                yield birth(*date.span(), _WHY)


def birth(start: int, end: int, why: str) -> Span:
    """A date of birth, with the reason to take it for one."""
    return Span(start, end, Label.DOB, 0.9, "date of birth", why)
