"""What a person should look at: the second tier, which never hides the first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from redactor.find import lists
from redactor.find.spans import Label, Span, Tier
from redactor.law.rulebook import load

_SENTENCE = re.compile(r"[^.!?\n]*(?:\n(?!\s*\n)[^.!?\n]*)*[.!?\n]?")
_LABELS = {
    "special": Label.SPECIAL,
    "private": Label.SPECIAL,
    "offence": Label.OFFENCE,
    "discipline": Label.OFFENCE,
    "child": Label.CHILD,
}
# Somebody unknown to the finder, right before what is said of them.
_SUBJECT = re.compile(
    r"([A-Z][\w-]+)(?:['’]s|\s+(?:is|was|has|had|has been|had been|remains|went"
    r"|will be))"
    r"(?:\s+\w+ly|\s+(?:still|now|again|back|been|a|on))*\s+$"
)
# How a clause goes on behind a phrase: "since 10 June", "with her nerves", "by the GP".
_TAIL = re.compile(
    r"\s+(?:with|since|for|from|until|till|due|because|owing|after|following|by|of|on|in"
    r"|at|as|to|against|over|relating|pending)\b"
    r"[^.!?;,:()|\t\n]*(?:\n(?!\s*\n)[^.!?;,:()|\t\n]*)?",
    re.IGNORECASE,
)
_HANGING = re.compile(
    r"\s+(?:with|since|for|from|until|due|because|after|by|of|on|in|at|to|the|a|an)?\s*$"
)
_BREAK = re.compile(
    r"\s+(?:and|but|so|who|which|while|when|then|although|though|where)\s", re.I
)
_NOTE = re.compile(r"(?:^|[|:\t\n]|\s{2}|[.!?;]\s)\s*$")  # what a note begins behind
_NOTE_END = re.compile(r"[.!?](?:\s|$)|\n(?=\s*(?:\n|[A-Z0-9|]))|[|\t]|\s{3}|$")
_LONGEST = 160  # letters of a phrase with what belongs to it


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
    kinds = {kind: rules[kind] for kind in _LABELS if kind != "special"}
    kinds = {"special": special} | kinds
    return {
        kind: re.compile(
            rf"\b(?:{'|'.join(phrases)})(?!\w)".replace(" ", r"\s+"), re.IGNORECASE
        )
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
        about = any(start <= p.start < end for p in people) or bool(
            _about().search(text, start, end)
        )
        for kind, pattern in _patterns().items():
            for match in pattern.finditer(text, start, end):
                if about or _has_subject(text, start, match.start()):
                    stop = _whole(text, match.span(), end, found)
                    yield _span(match.start(), stop, _LABELS[kind], kind)


def _has_subject(text: str, start: int, at: int) -> bool:
    """Whether somebody stands before the phrase, as in "Lee is off with stress"."""
    before = _SUBJECT.search(text[start:at])
    if before is None:
        return False
    low, known = before[1].casefold(), lists.lexicon()
    return low in known.forenames or low in known.surnames - known.words


def _whole(text: str, phrase: tuple[int, int], end: int, found: Sequence[Span]) -> int:
    """Where what is said ends: a note, such as a cell of a table, is one whole; in
    prose it is the clause."""
    at, stop = phrase
    limit = min(
        [len(text), at + _LONGEST, *(s.start for s in found if s.start >= stop)]
    )
    if text[at].isupper() and _NOTE.search(text[max(0, at - 20) : at]):
        note = _NOTE_END.search(text, stop, limit)
        close = note.start() if note else stop
    else:
        tail = _TAIL.match(text, stop, min(end, limit))
        close = tail.end() if tail else stop
        cut = _BREAK.search(text, stop, close)
        close = cut.start() if cut else close
    while close > stop and (hanging := _HANGING.search(text, stop, close)):
        close = hanging.start()
    while close > stop and not (text[close - 1].isalnum() or text[close - 1] in ")%"):
        close -= 1
    return close


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
