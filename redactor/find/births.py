"""Dates of birth: a date, however written, next to words that call it one."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find.spans import Label, Span
from redactor.law.rulebook import load_once

_RULES = load_once("dates.yaml")
_MONTH = rf"(?:{'|'.join(_RULES['months'])})[a-z1]{{0,9}}\.?"
_DAY = r"[\dOIl]{1,2}"
_YEAR = r"(?:[\dOIl]{4}|['’]?[\dOIl]{2})"
_ROMAN = r"(?:x(?:i{1,2})?|i{1,3}|iv|vi{0,3}|ix)"
_WRITTEN = (
    rf"(?:{_RULES['weekdays']},?\s)?"
    rf"(?:the\s)?{_DAY}(?:st|nd|rd|th)?\s{{0,2}}(?:day\s)?(?:of\s)?"
    rf"[ .\-/]?{_MONTH},?[ .\-/]{{0,2}}{_YEAR}"
    rf"|{_MONTH}\s{_DAY}(?:st|nd|rd|th)?,?\s{_YEAR}"
)
_TENTHS = _RULES["ordinals"]
_SPELT = (
    rf"(?:the\s)?(?:{_TENTHS})(?:[\s\-](?:{_TENTHS}))?\s(?:day\s)?(?:of\s)?{_MONTH},?\s"
    rf"(?:\d{{4}}|(?:{_RULES['centuries']})(?:[\s\-](?:{_RULES['numerals']})\b)*)"
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
# Digits in the boxes of a form, and a month with its year only.
_BOXES = r"\d(?:[ ]{1,3}(?:[/.\-][ ]{1,3})?\d){7}(?![ ]?\d)"
_PART = r"\d{1,2}[/.\-](?:19|20)\d{2}(?![\d/.\-])"
_FORM = r"day\W{0,3}\d{1,2}\W{1,3}month\W{0,3}\w+\W{1,3}year\W{0,3}\d{4}"
# After a label, less is enough.
_AFTER_LABEL = re.compile(
    rf"{_FORM}|{_BOXES}|{DATE.pattern}|{_PART}|(?:19|20)\d{{2}}(?![\w/])|['’]\d{{2}}(?!\w)",
    re.IGNORECASE,
)
_DAY_ONLY = re.compile(
    rf"{_DAY}(?:st|nd|rd|th)?\s(?:of\s)?{_MONTH}(?!\w)", re.IGNORECASE
)
_REMARKS = _RULES["remarks"]
_LABEL = re.compile(
    rf"(?<![^\W_])(?P<label>{'|'.join(_RULES['labels'])})"
    r"(?:[ ]?\([^)\n]{1,25}\))?"
    rf"(?:,?[ ](?:{_REMARKS}|the(?!\s(?:\d|[a-z]+(?:th|st|nd|rd)\b)))\b){{0,6}}"
    r"[\s_:.,=\-–|>(\[*\"'?]{0,40}"
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
        if _NOT_PEOPLE.search(text, max(0, label.start() - 30), label.start()):
            continue
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
    yield from _old(text)


_SPOKEN = re.compile(r"\bd\.?o\.?bs?\b|\bof birth|\bborn\b", re.IGNORECASE)
# An age that somebody reached on a day, and a child with a date in brackets.
_TURNED = re.compile(
    r"\b(?:turn(?:s|ed|ing)?|will\sbe|reach(?:es|ed|ing)?|birthday\s(?:is|was|falls)"
    r"|born\s[^.;\n\d]{2,40})\s"
    r"(?:\d{1,3}\s)?(?:years\s(?:old\s)?)?(?:on|in)\s",
    re.IGNORECASE,
)
_KIN = re.compile(
    rf"\b(?:{_RULES['kin']}),?[ ](?:[A-Z][\w'’\-]+[ ]){{1,3}}\("
    r"|\b[Aa]ged?[ ]\d{1,3}[ ,]{1,2}\(",
)
_NOT_PEOPLE = re.compile(rf"\b(?:{_RULES['not_people']})\b\W{{1,3}}(?:was )?\Z", re.I)
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


_ABOUT_PEOPLE = re.compile(rf"\b(?:{_RULES['people']})\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:\b[A-Z][\w'’\-]+,?(?:[ ][A-Z][\w'’\-]*){1,3})(?:[ ]?\(|,?[ ]{1,3})"
    r"(?P<date>\d{1,2}[/.\-]\d{1,2}[/.\-](?P<year>\d{4}|\d{2}))(?=[),;. ]|$|\n)"
)
_YEARS = re.compile(
    r"(?<![\d/.\-])\d{1,2}[/.\-]\d{1,2}[/.\-](\d{4}|\d{2})\b|\b((?:19|20)\d\d)\b"
)
_ERA = 4  # years between a birthday and the document: fewer, and it is another date
_NEAR = 60  # letters before a name in which a word says that a birthday follows
_CENTURY = 50  # "15" is 2015, "71" is 1971


def _old(text: str) -> Iterator[Span]:
    """Dates right behind a name that are years older than the document, where it is
    about people whose birthdays matter: "Kai Bell (11.8.15)"."""
    every = list(_NAMED.finditer(text)) if _ABOUT_PEOPLE.search(text) else []
    if not every:
        return
    newest = max(_full(a or b) for a, b in _YEARS.findall(text))
    only = len(_YEARS.findall(text)) == len(every)
    for match in every:
        near = max(text.rfind("\n", 0, match.start()), match.start() - _NEAR)
        told = only and _ABOUT_PEOPLE.search(text, near + 1, match.start())
        if told or newest - _full(match["year"]) >= _ERA:
            why = "A date behind a name, years older than the document."
            yield birth(*match.span("date"), why)


def _full(year: str) -> int:
    short = int(year)
    if short > 99:
        return short
    return short + (1900 if short >= _CENTURY else 2000)


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
