"""The reviewer's checklist: the points with what was measured for each."""

from __future__ import annotations

from dataclasses import replace

from redactor.casefile import CaseFile
from redactor.hints import hints
from redactor.leftovers import leftovers
from redactor.review.measures import MEASURES, Seen
from redactor.review.points import Point, points
from redactor.work import Work


def checklist(file: CaseFile, reviewer: str = "") -> Work[list[Point]]:
    """The points with what the program measured for each."""
    left = yield from leftovers(file)
    hinted = yield from hints(file)
    seen = Seen(file, reviewer.strip(), left, hinted)
    found = []
    for point in points():
        measured, items = MEASURES[point.id](seen)
        found.append(
            replace(point, measured=measured, items=tuple(dict.fromkeys(items)))
        )
    return found
