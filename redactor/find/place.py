"""A finding with its place on a page."""

from __future__ import annotations

from dataclasses import dataclass

from redactor.find.spans import Span
from redactor.model import Rect


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a page that is personal. ``person`` counts in the findings.

    ``exemptions`` are those of a rule of the case that asked for it.
    """

    document: str
    page: int
    rects: tuple[Rect, ...]
    text: str
    span: Span
    person: int | None
    exemptions: tuple[str, ...] = ()
