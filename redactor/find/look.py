"""What a person should look at: the second tier, which never hides the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from redactor.find import evidence, lists, names, prose
from redactor.find.spans import Label, Span, Tier
from redactor.law.rulebook import load

_SENTENCE = re.compile(r"[^.!?\n]*(?:\n(?!\s*\n)[^.!?\n]*)*[.!?\n]?")
_LABELS = {"special": Label.SPECIAL, "offence": Label.OFFENCE, "child": Label.CHILD}


def look(
    text: str, found: Sequence[Span], doubtful: Iterable[tuple[int, int]]
) -> list[Span]:
    """What is worth a look beside what was ``found``; ``doubtful`` are the names of
    the language model that were not taken."""
    every = [*_names(text, doubtful), *_words(text), *_phrases(text, found)]
    left: list[Span] = []
    for span in sorted(every, key=lambda s: (s.start, -s.end)):
        if not any(span.overlaps(other) for other in (*found, *left[-1:])):
            left.append(span)
    return left


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


def _names(text: str, doubtful: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """Names that only the language model sees, if they may be names at all."""
    for start, end in doubtful:
        name = prose.on_one_line(text, names.run(text, start, end))
        if not name or not names.is_person(name, trusted=True):
            continue
        if not evidence.is_free(text, name) or evidence.is_place(text, name):
            continue
        yield _span(name[0].start, name[-1].end, Label.PERSON, "name")


def _words(text: str) -> Iterator[Span]:
    """Forenames that are words too, with a capital letter inside of a sentence."""
    known = lists.names()
    for token in names.tokens(text):
        if token.low in known.firm and token.is_capital and not token.text.isupper():
            before = evidence.word_before(text, token.start)
            after = evidence.word_after(text, token.end)
            if before[:1].isalpha() and before != "the" and not after[:1].isupper():
                yield _span(token.start, token.end, Label.PERSON, "word")


def _span(start: int, end: int, label: Label, kind: str) -> Span:
    return Span(start, end, label, 0.3, "look at this", _why(kind), Tier.LOOK)
