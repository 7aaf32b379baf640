"""A file on its way into the case, and what it is made into."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PAGES = 10_000
"""The most pages that one document may have."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or a part of one: what it is called, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What the schedule can say of a source from the start: its kind, its date, from
    and to as organisations. Empty where nothing is known."""

    kind: str = ""
    date: str = ""
    parties: str = ""


NOTHING_SAID = Said()


@dataclass(frozen=True, slots=True)
class Made:
    """What became of a source: pages, and the files that were in it.

    ``pdf`` is None where it has no pages of its own, as an archive. ``problems`` are
    sentences about parts that could not be taken out.
    """

    pdf: bytes | None
    warnings: tuple[str, ...] = ()
    parts: tuple[Source, ...] = ()
    problems: tuple[tuple[str, str], ...] = ()
    said: Said = NOTHING_SAID
