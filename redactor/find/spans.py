"""A finding in a text: where it is, what it is, and the evidence for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class Label(StrEnum):
    """The kinds of personal data that are found."""

    PERSON = "PERSON"
    EMAIL = "EMAIL"
    PHONE = "PHONE"
    ADDRESS = "ADDRESS"
    ID = "ID"
    DOB = "DOB"
    HANDLE = "HANDLE"
    URL = "URL"
    # Places of a page without text:
    SIGNATURE = "SIGNATURE"
    HANDWRITING = "HANDWRITING"
    STAMP = "STAMP"
    FACE = "FACE"
    # Only ever worth a look, never proposed:
    SPECIAL = "SPECIAL"
    OFFENCE = "OFFENCE"
    CHILD = "CHILD"
    SECURITY = "SECURITY"


class Tier(StrEnum):
    """How sure a finding is: proposed, or only worth a look."""

    PROPOSE = "propose"
    LOOK = "look"


@dataclass(frozen=True, slots=True)
class Kept:
    """``text[start:end]`` looks personal and stays; ``why`` as a sentence."""

    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True)
class Span:
    """``text[start:end]`` is personal data.

    ``found_by`` names the recognizer in a word or two; ``why`` is the evidence as a
    sentence that a caseworker understands and that quotes nothing.
    """

    start: int
    end: int
    label: str
    score: float
    found_by: str
    why: str
    tier: Tier = Tier.PROPOSE

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def shifted(self, by: int) -> Span:
        return replace(self, start=self.start + by, end=self.end + by)


# What wins where two kinds overlap: the one that says more about the passage.
_RANK = {
    Label.EMAIL: 7,
    Label.URL: 6,
    Label.DOB: 5,
    Label.ID: 5,
    Label.PHONE: 4,
    Label.ADDRESS: 3,
    Label.HANDLE: 2,
    Label.PERSON: 1,
    Label.SIGNATURE: 0,
    Label.HANDWRITING: 0,
    Label.STAMP: 0,
    Label.FACE: 0,
    Label.SPECIAL: 0,
    Label.OFFENCE: 0,
    Label.CHILD: 0,
    Label.SECURITY: 0,
}


def resolve(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, none overlapping another, every letter still covered.

    Findings of one kind that overlap become one, with the better evidence; of two
    kinds, the one that says more keeps the passage and the other what is left of it,
    because a name that is covered in part is not covered.
    """
    every = list(spans)
    kept: list[Span] = []
    for label in sorted(_RANK, key=lambda kind: _RANK[kind], reverse=True):
        for span in _joined(spans_of(every, label)):
            kept.extend(_left_of(span, kept))
    return sorted(kept, key=lambda s: s.start)


def spans_of(spans: Iterable[Span], label: str) -> list[Span]:
    """Those of one kind, in order."""
    return sorted((s for s in spans if s.label == label), key=lambda s: s.start)


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].overlaps(span):
            last = joined[-1]
            better = max(last, span, key=lambda s: s.score)
            joined[-1] = replace(better, start=last.start, end=max(last.end, span.end))
        else:
            joined.append(span)
    return joined


def _left_of(span: Span, kept: list[Span]) -> list[Span]:
    """What of ``span`` no other finding holds."""
    pieces, at = [], span.start
    for other in sorted(kept, key=lambda s: s.start):
        if not other.overlaps(span):
            continue
        if other.start > at:
            pieces.append(replace(span, start=at, end=other.start))
        at = max(at, other.end)
    if at < span.end:
        pieces.append(replace(span, start=at))
    return pieces
