"""A case in numbers, for the reviewer and the manager: no text of any document.

What shows how carefully a case was decided: pages never opened, and proposals that were
all accepted in less time than it takes to read them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from redactor.casefile import CaseFile
from redactor.casefile.audit import Event
from redactor.law import rulebook
from redactor.model import Redaction, State, Status
from redactor.whole import whole_pages

_BY_HAND = ("drawn by hand", "selected by hand", "")


@dataclass(frozen=True, slots=True)
class Line:
    """One bar: how many are withheld, left visible and undecided."""

    name: str
    withheld: int
    visible: int = 0
    undecided: int = 0

    @property
    def total(self) -> int:
        return self.withheld + self.visible + self.undecided


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything counted. ``minutes`` are those that somebody worked, as the audit
    trail tells: pauses are left out."""

    pages: int
    opened: int
    with_boxes: int
    whole: int
    boxes: Line
    by_exemption: tuple[Line, ...]
    by_kind: tuple[Line, ...]
    by_document: tuple[Line, ...]
    by_finder: tuple[Line, ...]
    minutes: tuple[tuple[str, float], ...]
    seconds_per_page: float
    warnings: tuple[str, ...]

    def as_data(self) -> Mapping[str, Any]:
        """For JSON."""
        return {**asdict(self), "minutes": dict(self.minutes)}

    def in_lines(self) -> Iterator[str]:
        """For a person."""
        yield self.summary
        for title, lines in self.tables:
            yield title
            for line in lines:
                yield f"  {line.name}  {told(line)}"
        for who, minutes in self.minutes:
            yield f"{who}: {minutes:g} minutes"
        yield from self.warnings

    @property
    def summary(self) -> str:
        """The pages and boxes in one sentence."""
        return (
            f"{self.pages} pages, {self.opened} opened, {self.with_boxes} with boxes, "
            f"{self.whole} withheld whole; {told(self.boxes)}."
        )

    @property
    def tables(self) -> tuple[tuple[str, tuple[Line, ...]], ...]:
        """What is told apart, with its heading."""
        return (
            ("By exemption", self.by_exemption),
            ("By kind of person", self.by_kind),
            ("By document", self.by_document),
            ("How proposals fared, by what found them", self.by_finder),
        )


def told(line: Line) -> str:
    """A bar in words."""
    counts = (
        (line.withheld, "withheld"),
        (line.visible, "left visible"),
        (line.undecided, "undecided"),
    )
    return ", ".join(f"{count} {word}" for count, word in counts if count) or "none"


def figures(file: CaseFile) -> Figures:
    """Count a case."""
    state = file.state
    rows = [row for row in state.in_order() if row.status.is_proposal]
    withheld = [row for row in rows if row.status is Status.ACCEPTED]
    documents = state.documents.values()
    there = {(d.id, n) for d in documents for n in range(1, d.pages + 1)}
    spent = minutes(file.events())
    decided = {(r.document, r.page) for r in rows if r.status is not Status.SUGGESTED}
    each = 60 * sum(spent.values()) / len(decided) if decided else 0.0
    finders = _lines((r.found_by, r) for r in rows if r.found_by not in _BY_HAND)
    opened = len(file.seen() & there)
    return Figures(
        pages=len(there),
        opened=opened,
        with_boxes=len({(r.document, r.page) for r in withheld}),
        whole=sum(len(whole_pages(d, withheld)) for d in documents),
        boxes=_line("all", rows),
        by_exemption=_lines((code, r) for r in withheld for code in r.exemptions),
        by_kind=_lines((_kind(state, r), r) for r in rows if r.person),
        by_document=_lines((r.document, r) for r in rows),
        by_finder=finders,
        minutes=tuple((who, round(long, 1)) for who, long in spent.items()),
        seconds_per_page=round(each, 1),
        warnings=tuple(_warnings(len(there) - opened, finders, each)),
    )


def _kind(state: State, row: Redaction) -> str:
    person = state.people.get(row.person or "")
    return (person.kind if person else "") or "not known"


def _lines(rows: Iterable[tuple[str, Redaction]]) -> tuple[Line, ...]:
    """A bar for each name, the longest first."""
    groups: dict[str, list[Redaction]] = {}
    for name, row in rows:
        groups.setdefault(name, []).append(row)
    lines = [_line(name, group) for name, group in groups.items()]
    return tuple(sorted(lines, key=lambda line: -line.total))


def _line(name: str, rows: Iterable[Redaction]) -> Line:
    counts = Counter(row.status for row in rows)
    return Line(
        name,
        counts[Status.ACCEPTED],
        counts[Status.REJECTED],
        counts[Status.SUGGESTED],
    )


def minutes(events: Iterable[Event]) -> dict[str, float]:
    """How long each person worked: from act to act, where no pause was between."""
    pause = 60 * float(rulebook.load_once("review.yaml")["pause"])
    spent: dict[str, float] = {}
    last: dict[str, dt.datetime] = {}
    for event in events:
        at = dt.datetime.fromisoformat(event.at)
        gone = (at - last.get(event.by, at)).total_seconds()
        spent[event.by] = spent.get(event.by, 0.0) + (gone if gone <= pause else 0.0)
        last[event.by] = at
    return {who: seconds / 60 for who, seconds in spent.items()}


def _is_blind(line: Line) -> bool:
    """Whether so many were decided, and so many of them withheld, that it is a sign."""
    blind = rulebook.load_once("review.yaml")["blind"]
    decided = line.withheld + line.visible
    return bool(decided >= blind["of"] and line.withheld >= blind["share"] * decided)


def _all_of(lines: Sequence[Line]) -> Line:
    """One bar for all, without a name."""
    return Line(
        "",
        sum(line.withheld for line in lines),
        sum(line.visible for line in lines),
        sum(line.undecided for line in lines),
    )


def _warnings(unopened: int, finders: Sequence[Line], each: float) -> Iterator[str]:
    """Signs that proposals were taken without a look."""
    blind = rulebook.load_once("review.yaml")["blind"]
    if unopened:
        yield f"{unopened} page{'' if unopened == 1 else 's'} never opened."
    taken = [line for line in finders if _is_blind(line)]
    for line in taken or filter(_is_blind, [_all_of(finders)]):
        of = f" of “{line.name}”" if line.name else ""
        yield (
            f"All {line.withheld + line.visible} proposals{of} were withheld: look "
            "whether anybody read them."
        )
    if 0 < each < blind["seconds"]:
        yield f"{each:.1f} seconds for each page that was decided."
