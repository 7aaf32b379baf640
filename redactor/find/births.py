"""Dates of birth: a date, however written, next to words that call it one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find.spans import Label, Span
from redactor.law.rulebook import load

_MONTH = (
    r"(?:jan|feb|mar|apr|may|jun|ju[1l]|aug|sep|oct|nov|dec|ion|chwe|maw|ebr|mai|meh"
    r"|gorff|awst|medi|hyd|tach|rhag)[a-z1]{0,9}\.?"
)
_DAY = r"[\dOIl]{1,2}"
_YEAR = r"(?:[\dOIl]{4}|['’]?[\dOIl]{2})"
_ROMAN = r"(?:x(?:i{1,2})?|i{1,3}|iv|vi{0,3}|ix)"
_WRITTEN = (
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s)?"
    rf"(?:the\s)?{_DAY}(?:st|nd|rd|th)?\s{{0,2}}(?:day\s)?(?:of\s)?"
    rf"[ .\-/]?{_MONTH},?[ .\-/]{{0,2}}{_YEAR}"
    rf"|{_MONTH}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}"
)
_TENTHS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth"
    "|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
    "|twent(?:y|ieth)|thirt(?:y|ieth)"
)
# Written out, as in deeds and statements.
_SPELT = (
    rf"(?:the\s)?(?:{_TENTHS})(?:[\s\-](?:{_TENTHS}))?\s(?:day\s)?(?:of\s)?{_MONTH},?\s"
    r"(?:nineteen|two\sthousand|twenty)(?:[\s\-](?:and|hundred|ten|eleven|twelve"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty"
    r"|one|two|three|four|five|six|seven|eight|nine|oh)\b)*"
)
_SHORT = (
    rf"{_DAY}\s?[./\-\\]\s?{_DAY}\s?[./\-\\]\s?{_YEAR}|\d{{4}}[\-/.]\d{{1,2}}[\-/.]\d{{1,2}}"
    rf"|{_DAY}[.\-/ ]{_ROMAN}[.\-/ ]{_YEAR}|\d{{2}}[ ]\d{{2}}[ ]\d{{2,4}}"
)
DATE = re.compile(
    rf"(?<![\d/])(?:\b{_SPELT}|{_WRITTEN}|{_SHORT}|(?:\d{{8}}|\d{{6}})(?!\d)|{_MONTH}\s\d{{4}})"
    r"(?!\w)|(?<!\d)\d{1,4}[/\-]\d{2}[/\-]\d{2,4}(?=T\d\d:)",
    re.IGNORECASE,
)
_FORM = r"day\W{0,3}\d{1,2}\W{1,3}month\W{0,3}\w+\W{1,3}year\W{0,3}\d{4}"
# After a label, less is enough.
_AFTER_LABEL = re.compile(
    rf"{_FORM}|{DATE.pattern}|(?:19|20)\d{{2}}(?![\w/])|['’]\d{{2}}(?!\w)",
    re.IGNORECASE,
)
_DAY_ONLY = re.compile(
    rf"{_DAY}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?!\w)", re.IGNORECASE
)
_REMARKS = load("identifiers.yaml")["birth_remarks"]
_LABEL = re.compile(
    r"(?<![^\W_])(?P<label>dates?[\s_]{0,2}of[\s_]{0,2}birth|year\s+of\s+birth|yob"
    r"|birth[\s\-]{0,2}da(?:te|y)|b['’]?day|d\s?[.,]?\s?[o0]\s?[.,]?\s?b\b\.?|dobs"
    r"|born|birth|dyddiad\s{1,2}geni|geni|\bb\.)"
    r"(?:[ ]?\([^)\n]{1,25}\))?"
    rf"(?:[ ](?:{_REMARKS}|the(?!\s(?:\d|[a-z]+(?:th|st|nd|rd)\b)))\b){{0,6}}"
    r"[\s_:.,=\-–|>(\[*\"']{0,40}"
    r"(?:(?:is|was|of|on|in|about|as)\s{1,2}){0,3}",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:[ ]?\([^)\n]{0,25}\))?(?:[ ]?[,;/&]|[ ]and\b)[ ]?(?:and[ ])?", re.IGNORECASE
)
_BEHIND = re.compile(
    r"(?=[ ]{0,2}[(\[]?[ ]{0,2}(?:d\.?o\.?b\.?|date of birth)(?!\w))", re.IGNORECASE
)
_WHY = "A date next to words that call it a date of birth."


def births(text: str) -> Iterator[Span]:
    """Dates of birth, and the dates that follow one in a list of them."""
    for label in _LABEL.finditer(text):
        date = _AFTER_LABEL.match(text, label.end())
        if date is None and "day" in label["label"].casefold():
            date = _DAY_ONLY.match(text, label.end())
        while date:
            yield birth(*date.span(), _WHY)
            several = label["label"].casefold().endswith(("s", "s of birth"))
            follows = _NEXT.match(text, date.end())
            if not follows or not (several or "dates" in label["label"].casefold()):
                break
            date = DATE.match(text, follows.end())
    yield from _beside(text)
    yield from _reached(text)


_SPOKEN = re.compile(r"\bd\.?o\.?bs?\b|\bof birth|\bborn\b", re.IGNORECASE)
# An age that somebody reached on a day, and a child with a date in brackets.
_TURNED = re.compile(
    r"\b(?:turn(?:s|ed|ing)?|will\sbe|reach(?:es|ed|ing)?|birthday\s(?:is|was|falls)"
    r"|born\s[^.;\n\d]{2,40})\s"
    r"(?:\d{1,3}\s)?(?:years\s(?:old\s)?)?(?:on|in)\s",
    re.IGNORECASE,
)
_KIN = re.compile(
    r"\b(?:sons?|daughters?|child|children|baby|twins?|grandson|granddaughter|wife"
    r"|husband|partner|brother|sister|mother|father|nephew|niece|pupil|toddler|infant)"
    r",?[ ](?:[A-Z][\w'’\-]+[ ]){1,3}\("
    r"|\b[Aa]ged?[ ]\d{1,3}[ ,]{1,2}\(",
)
_SAYS = re.compile(r"\b(?:says?|shows?|reads?|states?|has|gives?|not)[ :]+\Z")


def _reached(text: str) -> Iterator[Span]:
    """Birthdays that a sentence tells of, and dates behind the name of a relative."""
    for cue in _TURNED.finditer(text):
        date = DATE.match(text, cue.end()) or _DAY_ONLY.match(text, cue.end())
        if date:
            yield birth(*date.span(), _WHY)
    for cue in _KIN.finditer(text):
        date = DATE.match(text, cue.end())
        if date and text[date.end() : date.end() + 1] in "),;":
            yield birth(*date.span(), _WHY)


def _beside(text: str) -> Iterator[Span]:
    """Dates whose label follows them, or that stand in brackets on its line."""
    for line in re.finditer(r"[^\n]+", text):
        if not _SPOKEN.search(line.group()):
            continue
        for date in DATE.finditer(text, *line.span()):
            bracketed = text[date.start() - 1 : date.start()] + text[date.end() :][:1]
            says = _SAYS.search(text, line.start(), date.start())
            if says or _BEHIND.match(text, date.end()) or bracketed == "()":
                yield birth(*date.span(), _WHY)


def birth(start: int, end: int, why: str) -> Span:
    """A date of birth, with the reason to take it for one."""
    return Span(start, end, Label.DOB, 0.9, "date of birth", why)
