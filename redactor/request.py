"""What was asked and how it is answered: the parts of a request, the reasoning for each
exemption, the second person's review, and what moves the due date.

Frozen values, standard library only; the other rows of a case are in ``model``.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """How a part of the request, or a document, is answered."""

    PENDING = "pending"
    IN_FULL = "released in full"
    IN_PART = "released in part"
    WITHHELD = "withheld in full"
    NOT_HELD = "not held"
    ELSEWHERE = "available elsewhere"
    NCND = "neither confirm nor deny"
    EXTRACTED = "answered by extract"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out of scope"


@dataclass(frozen=True, slots=True)
class Part:
    """One numbered part of the request.

    ``exemptions`` are those the part as a whole rests on (s.21(1), s.40(5B)(a)(i),
    s.12(1)); what single boxes rest on stands on the boxes. ``answer`` is what the
    letter says of the part besides: why nothing is held, the extract, a link's words.
    ``until`` is the day by which a pending answer is promised. ``regime`` is empty
    where it is that of the case.
    """

    id: str
    number: str
    text: str = ""
    scope: str = ""
    outcome: Outcome = Outcome.PENDING
    exemptions: tuple[str, ...] = ()
    answer: str = ""
    link: str = ""
    until: dt.date | None = None
    regime: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """The reasoning for one exemption, and one part of the request or all of it.

    It serves every box that carries the code on a document of that part. ``part`` is
    empty where it is for the whole request. ``answers`` are pairs of a question's id
    (``rules/decisions.yaml``) and what was answered.
    """

    id: str
    exemption: str
    part: str = ""
    answers: tuple[tuple[str, str], ...] = ()

    def answer(self, question: str) -> str:
        """What was answered; empty where nothing was."""
        return dict(self.answers).get(question, "")


@dataclass(frozen=True, slots=True)
class Remark:
    """A reviewer's comment, on what ``about`` names: a serial, a person, a document,
    a page ("D01 p.3"), a decision, or nothing for the case."""

    id: str
    about: str
    text: str
    by: str
    at: str
    settled: bool = False
    reply: str = ""


class Step(StrEnum):
    """A step of the review."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT_BACK = "sent back"


@dataclass(frozen=True, slots=True)
class Review:
    """One step of the review: who, when, and what exactly was before them.

    ``seals`` are pairs of a name ("sources", "decisions", "schedule") and a SHA-256;
    ``checks`` pairs of a check's id and what was found or answered. ``account`` is the
    computer account it was done from.
    """

    id: str
    step: Step
    by: str
    at: str
    account: str = ""
    seals: tuple[tuple[str, str], ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened on a day and counts for the clock.

    ``kind`` is one of ``rules/regimes.yaml``: clarification asked or received, an
    extension, an internal review. ``until`` is the day that was promised with it,
    ``exemption`` the one whose public interest takes the time.
    """

    id: str
    kind: str
    date: dt.date
    until: dt.date | None = None
    exemption: str = ""
    note: str = ""
