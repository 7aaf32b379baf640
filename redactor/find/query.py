"""What to look for in a text: words, a regular expression, or what looks alike."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import regex

from redactor.errors import BadInput

# What a person types with one key, a document may print with another character.
_ALIKE = {
    "'": "['\u2018\u2019\u02bc`\u00b4]",
    '"': '["\u201c\u201d]',
    "-": "[-\u2010\u2011\u2012\u2013\u2014]",
}
# What OCR takes for each other, the longest first.
_READ_AS = {
    "rn": "(?:rn|m)",
    "vv": "(?:vv|w)",
    "cl": "(?:cl|d)",
    "m": "(?:m|rn)",
    "w": "(?:w|vv)",
    "d": "(?:d|cl)",
    **dict.fromkeys("il1|", "[il1|!]"),
    **dict.fromkeys("o0", "[o0]"),
    **dict.fromkeys("s5", "[s5]"),
    **dict.fromkeys("b8", "[b8]"),
    **dict.fromkeys("z2", "[z2]"),
}
_SLIPS = ((8, 2), (4, 1))  # a word of so many letters may have so many wrong ones
_LONGEST = 1000  # characters of a regular expression
_PATIENCE = 1.0  # seconds for one page; a harmless expression takes a thousandth

Stretch = tuple[int, int]
"""Start and end of a hit in a text."""


class How(StrEnum):
    """How a query is meant."""

    WORDS = "words"
    PATTERN = "regular expression"
    SIMILAR = "similar spelling"


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, as a person types it. White space matches any white space.

    A similar spelling is looked for as whole words: with the letters that OCR mistakes
    for each other, and a wrong letter in a word of four, two in one of eight.
    """

    text: str
    whole_words: bool = False
    match_case: bool = False
    how: How = How.WORDS

    def pattern(self) -> re.Pattern[str]:
        """Of words. Raises BadInput where there is nothing to look for."""
        body = _spaced(self.text, _exact)
        if self.whole_words:
            body = rf"(?<!\w){body}(?!\w)"
        return re.compile(body, 0 if self.match_case else re.IGNORECASE)

    def hits(self, text: str) -> list[Stretch]:
        """Where it stands in a text.

        Raises BadInput for nothing to look for, for an expression that can't be
        understood, and for one that takes too long.
        """
        if self.how is How.WORDS:
            return [hit.span() for hit in self.pattern().finditer(text)]
        try:
            found = _compiled(self).finditer(text, timeout=_PATIENCE)
            return [hit.span() for hit in found if hit.group().strip()]
        except TimeoutError as error:
            raise BadInput(
                "This regular expression takes too long.",
                "Make it simpler: no repetition within a repetition.",
            ) from error


def _spaced(text: str, spell: Callable[[str], str]) -> str:
    words = text.split()
    if not words:
        raise BadInput("There is nothing to look for.", "Type a word or a name.")
    return r"\s+".join(spell(word) for word in words)


def _exact(word: str) -> str:
    return "".join(_ALIKE.get(char, re.escape(char)) for char in word)


def _similar(word: str) -> str:
    pieces, at, low = [], 0, word.casefold()
    while at < len(word):
        size = 2 if low[at : at + 2] in _READ_AS else 1
        piece = low[at : at + size]
        known = _READ_AS.get(piece) or _ALIKE.get(piece) or regex.escape(word[at])
        pieces.append(known)
        at += size
    slips = next((slips for length, slips in _SLIPS if len(word) >= length), 0)
    body = "".join(pieces)
    return rf"(?:{body}){{e<={slips}}}" if slips else body


@lru_cache(maxsize=64)
def _compiled(query: Query) -> regex.Pattern[str]:
    if query.how is How.SIMILAR:
        body = rf"(?e)(?<!\w){_spaced(query.text, _similar)}(?!\w)"
        return regex.compile(body, regex.IGNORECASE)
    if not query.text.strip():
        raise BadInput("There is nothing to look for.", "Type an expression.")
    if len(query.text) > _LONGEST:
        raise BadInput("This regular expression is too long.", "Make it shorter.")
    body = _with_line_ends(query.text)
    if query.whole_words:
        body = rf"(?<!\w)(?:{body})(?!\w)"
    flags = regex.MULTILINE | (0 if query.match_case else regex.IGNORECASE)
    try:
        return regex.compile(body, flags)
    except (regex.error, RecursionError, OverflowError) as error:
        raise BadInput(
            "This regular expression can't be understood.",
            "Check its brackets, or search for words instead.",
        ) from error


def _with_line_ends(pattern: str) -> str:
    """A space of the expression matches the end of a line too."""
    return regex.sub(r"\\.|\[(?:\\.|[^\]])*\]| ", _space, pattern)


def _space(hit: regex.Match[str]) -> str:
    return r"\s" if hit.group() == " " else hit.group()


class Queries:
    """Many queries as one: a list of thousands of names costs one pass over a text."""

    def __init__(self, queries: Iterable[Query]) -> None:
        self._by_word: dict[str, list[re.Pattern[str]]] = {}
        self._others: list[Query] = []
        for query in dict.fromkeys(queries):
            first = re.match(r"\w+", query.text.strip())
            if query.how is How.WORDS and query.whole_words and first:
                known = self._by_word.setdefault(first.group().casefold(), [])
                known.append(query.pattern())
            else:
                self._others.append(query)

    def hits(self, text: str) -> list[Stretch]:
        """Where any of them stands, in order; of hits within each other, the longest.

        Raises BadInput as ``Query.hits`` does.
        """
        found = [stretch for query in self._others for stretch in query.hits(text)]
        for word in re.finditer(r"\w+", text) if self._by_word else ():
            for pattern in self._by_word.get(word.group().casefold(), ()):
                hit = pattern.match(text, word.start())
                if hit:
                    found.append(hit.span())
        return _longest(found)


def _longest(found: Sequence[Stretch]) -> list[Stretch]:
    kept: list[Stretch] = []
    for start, end in sorted(set(found), key=lambda s: (s[0], -s[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept
