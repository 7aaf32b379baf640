"""What is withheld in one place and can still be read in another, and its two remedies.

A release refuses to show such a text. Here it is looked for in the words of the case,
so that each place can be withheld as well, or be said to stay visible on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from redactor import edits
from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.find.search import covered
from redactor.law.exemptions import catalogue
from redactor.model import (
    Change,
    Document,
    Person,
    PersonDecision,
    Rect,
    Redaction,
    State,
    Status,
)
from redactor.release.proof.needles import Needle, Text, needles
from redactor.release.proof.ordinary import ordinary_words
from redactor.work import Progress, Work

_FINDING = re.compile(
    r"(D\d+), page (\d+): what redaction (\S+) .*can be read elsewhere"
)
_NOWHERE = (Rect(0.0, 0.0, 0.0, 0.0),)


@dataclass(frozen=True, slots=True)
class Shown:
    """A page that shows what ``source`` withholds: a redaction or a person, by id."""

    document: str
    page: int
    source: str

    def __str__(self) -> str:
        """In the words of the proof."""
        return (
            f"{self.document}, page {self.page}: what redaction {self.source} "
            "withholds can be read elsewhere on this page"
        )


@dataclass(frozen=True, slots=True)
class Leftover:
    """A place where what ``source`` withholds can be read."""

    source: str
    mark: Mark

    @property
    def shown(self) -> Shown:
        return Shown(self.mark.document, self.mark.page, self.source)


def shown_by(finding: str) -> Shown | None:
    """What a finding of the proof says is shown; None where it says something else."""
    said = _FINDING.match(finding)
    return Shown(said[1], int(said[2]), said[3]) if said else None


def leftovers(file: CaseFile, sources: Collection[str] = ()) -> Work[list[Leftover]]:
    """Where withheld texts can still be read, in reading order.

    ``sources`` are serials and ids of people; with none, all that is withheld is looked
    for. Places that were left visible on purpose do not count, nor do unread pages.
    """
    state = file.state
    ordinary = ordinary_words(file, catalogue(state.case.regime))
    sought = needles(_withheld(state, frozenset(sources)), ordinary)
    decided = _decided(state)
    total = sum(document.pages for document in state.documents.values())
    found: list[Leftover] = []
    done = 0
    for document in state.documents.values():
        for page, text in file.texts(document).items():
            searched = Text(text)
            spans = [
                (start, end, needle)
                for needle in sought
                for start, end in needle.found_in(searched)
            ]
            if spans:
                boxes = decided.get((document.id, page), [])
                found += _on_page(file, document, page, spans, boxes)
            done += 1
            yield Progress(done, total, f"{document.id} page {page}")
    return found


def withhold(state: State, found: Iterable[Leftover]) -> Change:
    """Withhold these places too, with the codes and for the person of their source."""
    change = _drawn(state, found, Status.ACCEPTED)
    return replace(change, label=f"withhold {_places(change)} of the same text")


def keep(state: State, found: Iterable[Leftover]) -> Change:
    """Say of these places that they stay visible on purpose."""
    change = _drawn(state, found, Status.REJECTED)
    return replace(change, label=f"leave {_places(change)} visible on purpose")


def _places(change: Change) -> str:
    return f"{change.count} place{'' if change.count == 1 else 's'}"


# -- looking


def _withheld(state: State, sources: frozenset[str]) -> list[Redaction]:
    """The texts to look for, each under its source."""
    rows = [r for r in state.in_order() if r.status is Status.ACCEPTED]
    shown = {r.person for r in rows}
    people = [
        Redaction(
            person.id, "D0", 1, _NOWHERE, form, "EMAIL" if "@" in form else "PERSON"
        )
        for person in state.people.values()
        if person.decision is PersonDecision.WITHHOLD and person.id in shown
        for form in dict.fromkeys((person.name, *person.forms))
    ]
    return [r for r in (*rows, *people) if not sources or r.serial in sources]


def _decided(state: State) -> dict[tuple[str, int], list[tuple[Rect, ...]]]:
    """Rectangles of what is withheld, or stays on purpose, by page."""
    boxes: dict[tuple[str, int], list[tuple[Rect, ...]]] = {}
    for row in state.redactions.values():
        if row.status in {Status.ACCEPTED, Status.REJECTED}:
            boxes.setdefault((row.document, row.page), []).append(row.rects)
    return boxes


def _on_page(
    file: CaseFile,
    document: Document,
    page: int,
    spans: Sequence[tuple[int, int, Needle]],
    boxes: list[tuple[Rect, ...]],
) -> list[Leftover]:
    words = file.words(document, page)
    if words is None:
        return []
    text = words.text
    open_ = []
    for start, end, needle in spans:
        mark = Mark(document.id, page, text.rects(start, end))
        if mark.rects and not covered(mark, boxes):
            open_.append((start, end, needle.serial))
    return [
        Leftover(
            source,
            Mark(
                document.id,
                page,
                text.rects(start, end),
                text.passage(start, end),
            ),
        )
        for start, end, source in _joined(open_)
    ]


def _joined(spans: Iterable[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Spans that overlap as one: "Jane", "Smith" and "Jane Smith" are one place."""
    joined: list[tuple[int, int, str]] = []
    for start, end, source in sorted(spans, key=lambda span: (span[0], -span[1])):
        if joined and start < joined[-1][1]:
            first, last, owner = joined[-1]
            joined[-1] = (first, max(last, end), owner)
        else:
            joined.append((start, end, source))
    return joined


# -- putting it right


def _drawn(state: State, found: Iterable[Leftover], status: Status) -> Change:
    """One redaction for each place that nobody has decided about since."""
    decided = _decided(state)
    fresh = [
        left
        for left in found
        if (left.source in state.redactions or left.source in state.people)
        and not covered(
            left.mark, decided.get((left.mark.document, left.mark.page), [])
        )
    ]
    drawn = edits.draw(
        state, [left.mark for left in fresh], found_by="the same text", status=status
    )
    rows = [row for row in drawn.added if isinstance(row, Redaction)]
    like = tuple(
        _like(state, left.source, row) for left, row in zip(fresh, rows, strict=True)
    )
    return replace(drawn, added=like)


def _like(state: State, source: str, row: Redaction) -> Redaction:
    """The row with the person, codes and category of its source."""
    model = state.redactions.get(source) or _place_of(state, state.people[source])
    person = state.people.get(model.person or "")
    follows = (
        row.status is Status.ACCEPTED
        and person is not None
        and person.decision is PersonDecision.WITHHOLD
    )
    return replace(
        row,
        label="EMAIL" if "@" in row.text else model.label,
        person=model.person,
        exemptions=model.exemptions,
        category=model.category,
        excepted=not follows,
    )


def _place_of(state: State, person: Person) -> Redaction:
    """A place of this person to go by."""
    places = (r for r in state.in_order() if r.person == person.id)
    codes, category = person.exemptions, person.category
    first = next((r for r in places if r.status is Status.ACCEPTED), None)
    return Redaction(
        person.id,
        "D0",
        1,
        _NOWHERE,
        label="PERSON",
        person=person.id,
        exemptions=codes or (first.exemptions if first else ()),
        category=first.category if first else category,
    )
