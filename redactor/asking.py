"""The checklist asked on a terminal, point by point."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence

import typer

from redactor.review.points import NO, YES, Answer, Point, is_unexplained, unanswered

_SHOWN = 10  # places that are listed for a point


def asked_points(
    found: Sequence[Point], given: Mapping[str, Answer]
) -> Mapping[str, Answer]:
    """The answers given, and those that somebody gives now where somebody is there;
    says how many points stay without one."""
    answers = dict(given)
    if sys.stdin.isatty() and sys.stderr.isatty():
        for point in unanswered(found, answers):
            answers[point.id] = _asked(point)
    left = unanswered(found, answers)
    if left:
        _say(
            f"Not answered, and recorded as such: {', '.join(p.id for p in left)}. "
            'Answer with --check "POINT=yes: comment".'
        )
    return answers


def _asked(point: Point) -> Answer:
    _say(f"\n{point.title}: {point.asks}")
    _say(f"  {point.measured}")
    _lines(one.words for one in point.items[:_SHOWN])
    if len(point.items) > _SHOWN:
        _say(f"     and {len(point.items) - _SHOWN} more: see review")
    said = ""
    while said not in {YES, NO, "-"}:
        typed = typer.prompt("  yes, no, or - to leave it open", err=True)
        said = typed.strip().casefold()
        said = {"y": YES, "n": NO}.get(said, said)
    if said == "-":
        return Answer()
    if said == NO or is_unexplained(point, Answer(said)):
        comment = typer.prompt("  why", err=True)
    else:
        comment = typer.prompt("  a word with it, or Return", "", err=True)
    return Answer(said, comment.strip())


def _lines(words: Iterable[str]) -> None:
    for line in words:
        _say(f"     {line}")


def _say(words: str) -> None:
    typer.echo(words, err=True)
