"""What a person should look at: the second tier, which never hides the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from redactor.find import lists
from redactor.find.spans import Label, Span, Tier
from redactor.law.rulebook import load

_SENTENCE = re.compile(r"[^.!?\n]*(?:\n(?!\s*\n)[^.!?\n]*)*[.!?\n]?")
_LABELS = {"special": Label.SPECIAL, "offence": Label.OFFENCE, "child": Label.CHILD}


def look(text: str, found: Sequence[Span], doubtful: Iterable[Span]) -> list[Span]:
    """What is worth a look beside what was ``found``; ``doubtful`` are words that may
    be names but are hardly likely to be."""
    names = (
        _span(s.start, s.end, Label.PERSON, "name")
        for s in doubtful
        if not _is_acronym(text[s.start : s.end])
    )
    left: list[Span] = []
    for span in sorted(
        (*names, *_phrases(text, found), *_technical(text)),
        key=lambda s: (s.start, -s.end),
    ):
        if not any(span.overlaps(other) for other in (*found, *left[-1:])):
            left.append(span)
    return left


_CONTRACTED = re.compile(r"(?:I|he|she|they|we|you|it)['’](?:ve|ll|d|m|re|s)", re.I)
_INITIALS = 2  # capital letters that may be somebody's initials


def _is_acronym(words: str) -> bool:
    """Whether what may be a name is letters that stand for a thing, as in "DPIA", or a
    word in capitals."""
    if _CONTRACTED.fullmatch(words) or words in lists.public().acronyms:
        return True
    if len(words) <= _INITIALS or not (words.isupper() and words.isalpha()):
        return False
    low, known = words.casefold(), lists.lexicon()
    return low in known.words or low not in known.surnames | known.forenames


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    rules = load("look.yaml")
    special = [phrase for every in rules["special"].values() for phrase in every]
    kinds = {"special": special, "offence": rules["offence"], "child": rules["child"]}
    return {
        kind: re.compile(rf"\b(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)
        for kind, phrases in kinds.items()
    }


@cache
def _about() -> re.Pattern[str]:
    words = "|".join(load("look.yaml")["about"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def _why(kind: str) -> str:
    return str(load("look.yaml")["why"][kind])


def _phrases(text: str, found: Sequence[Span]) -> Iterator[Span]:
    people = [s for s in found if s.label == Label.PERSON]
    for sentence in _SENTENCE.finditer(text):
        start, end = sentence.span()
        named = any(start <= p.start < end for p in people)
        if not named and not _about().search(text, start, end):
            continue
        for kind, pattern in _patterns().items():
            for match in pattern.finditer(text, start, end):
                yield _span(*match.span(), _LABELS[kind], kind)


def _technical(text: str) -> Iterator[Span]:
    """Detail of systems, which needs nobody in the sentence."""
    for match in _security().finditer(text):
        yield _span(*match.span(), Label.SECURITY, "security")


@cache
def _security() -> re.Pattern[str]:
    phrases = load("look.yaml")["security"]
    return re.compile(rf"(?<![\w.])(?:{'|'.join(phrases)})(?!\w)", re.IGNORECASE)


@cache
def exemption_for(label: str, regime: str) -> str:
    """The exemption to think of for what is no personal data; empty for what is."""
    found: dict[str, dict[str, str]] = load("look.yaml")["exemptions"]
    return found.get(label, {}).get(regime, "")


def _span(start: int, end: int, label: Label, kind: str) -> Span:
    return Span(start, end, label, 0.3, "look at this", _why(kind), Tier.LOOK)
