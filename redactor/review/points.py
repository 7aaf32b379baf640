"""The points of the reviewer's checklist, and the answers to them.

The points are in ``rules/review.yaml``, the measuring in ``measures``. What the
reviewer answers is kept with the step of the review (``Review.checks``).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from redactor.errors import BadInput
from redactor.law import rulebook

YES, NO = "yes", "no"


@dataclass(frozen=True, slots=True)
class Item:
    """Something to look at: ``about`` is a serial, a person, a document, a page
    ("D01 p.3"), or an exemption; empty where it is the case."""

    about: str
    words: str


@dataclass(frozen=True, slots=True)
class Point:
    """One point: what is asked, what was measured, and what to look at. ``firm``: Yes
    needs a word where there is something to look at."""

    id: str
    title: str
    asks: str
    hint: str
    firm: bool = False
    measured: str = ""
    items: tuple[Item, ...] = ()

    def as_data(self) -> Mapping[str, Any]:
        """For JSON."""
        return {
            "id": self.id,
            "title": self.title,
            "asks": self.asks,
            "measured": self.measured,
            "items": [{"about": one.about, "words": one.words} for one in self.items],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the reviewer says to a point: YES, NO or nothing yet, and a comment."""

    said: str = ""
    comment: str = ""


@cache
def points() -> tuple[Point, ...]:
    """The points, with nothing measured."""
    rows = rulebook.load_once("review.yaml")["points"]
    return tuple(Point(**row) for row in rows)


def record(
    found: Iterable[Point], answers: Mapping[str, Answer]
) -> tuple[tuple[str, str], ...]:
    """What is kept with a step of the review: each point's answer, what was measured
    for it, and the comment."""
    kept: list[tuple[str, str]] = []
    for point in found:
        answer = answers.get(point.id, Answer())
        count = f" {len(point.items)} to look at." if point.items else ""
        kept.append((point.id, answer.said or "not answered"))
        kept.append((f"{point.id}: found", f"{point.measured}{count}"))
        if answer.comment.strip():
            kept.append((f"{point.id}: comment", " ".join(answer.comment.split())))
    return tuple(kept)


def unanswered(
    found: Iterable[Point], answers: Mapping[str, Answer]
) -> tuple[Point, ...]:
    """Points to which nothing is said yet."""
    return tuple(p for p in found if not answers.get(p.id, Answer()).said)


def objections(found: Iterable[Point], answers: Mapping[str, Answer]) -> list[str]:
    """Why nobody can approve with these answers: a No, or a Yes against what was
    measured without a word why."""
    wrong = []
    for point in found:
        answer = answers.get(point.id, Answer())
        if answer.said == NO:
            wrong.append(f"{point.id}: it is answered with No")
        elif answer.said == YES and is_unexplained(point, answer):
            wrong.append(
                f"{point.id}: {point.measured} Say why it is Yes all the same: "
                f'"{point.id}=yes: ..."'
            )
    return wrong


def is_unexplained(point: Point, answer: Answer) -> bool:
    """Whether something was found that an answer says nothing about."""
    return point.firm and bool(point.items) and not answer.comment.strip()


def answered(checks: Iterable[str]) -> Mapping[str, Answer]:
    """Answers as they are given by command: "pages=yes", "over=no: D01-R003 is public".

    Raises BadInput.
    """
    known = [point.id for point in points()]
    given: dict[str, Answer] = {}
    for check in checks:
        name, _, words = check.partition("=")
        said, comment = _apart(words)
        if name.strip() not in known or said not in {YES, NO}:
            raise BadInput(
                f"{check[:40]!r} answers no point of the checklist.",
                f"Write POINT=yes or POINT=no: comment; the points are "
                f"{', '.join(known)}.",
            )
        given[name.strip()] = Answer(said, comment)
    return given


def _apart(words: str) -> tuple[str, str]:
    said, _, comment = words.partition(":")
    return said.strip().casefold(), comment.strip()
