"""Decisions that come from outside the window: by command, or from a file of marks."""

from __future__ import annotations

import json
import operator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from redactor import edits
from redactor.casefile import CaseFile
from redactor.errors import BadInput, NotFound
from redactor.find.echoes import decide_alike, echoes
from redactor.find.query import Query
from redactor.find.search import covered, search
from redactor.law.exemptions import catalogue
from redactor.model import (
    Change,
    Document,
    PersonDecision,
    Rect,
    Redaction,
    State,
    Status,
)
from redactor.work import finish

_LEAST = 1.0  # points: what is narrower hides nothing


class Verdict(StrEnum):
    """What can be decided about a redaction."""

    ACCEPT = "accept"
    REJECT = "reject"
    RESET = "reset"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which redactions are meant: all undecided ones, serials, people, a text; those
    that are only worth a look. ``only_here``: not the same passage elsewhere."""

    every: bool = False
    serials: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    text: str | None = None
    look: bool = False
    only_here: bool = False

    def __bool__(self) -> bool:
        return bool(self.every or self.serials or self.people or self.text or self.look)


def decide_change(
    file: CaseFile,
    decision: Verdict,
    wanted: Wanted,
    exemptions: tuple[str, ...] = (),
    reason: str = "",
) -> Change:
    """The change that decides what is wanted.

    Accepting a text withholds it wherever it stands, also where nothing proposed it;
    rejecting one says that it stays visible on purpose wherever it is not withheld.
    Raises NotFound, UnknownExemption, BadInput.
    """
    state = file.state
    codes = codes_of(state, exemptions)
    change = Change(str(decision), "")
    people = wanted.people or (_undecided(state) if wanted.every else ())
    for person in people:
        step = edits.decide_person(state, person, _FOR_PERSON[decision], codes)
        change, state = _then(change, step, state)
    serials = _serials(state, wanted, decision)
    if serials:
        step = _decided(state, decision, serials, codes)
        change, state = _then(change, step, state)
    if wanted.text and decision is not Verdict.RESET:
        step = _everywhere(file, state, wanted.text, decision, codes)
        serials += [r.serial for r in step.added if isinstance(r, Redaction)]
        change, state = _then(change, step, state)
        change, state = _then(change, _with_text(state, wanted.text), state)
    if wanted.text and not serials:
        raise NotFound(
            "That text stands nowhere in the case.", "Check its spelling in the list."
        )
    if reason and serials:
        change, state = _then(change, edits.annotate(state, serials, reason), state)
    if not wanted.only_here:
        change = _alike(file, change, state, wanted.serials)
    return _named(change, decision)


_FOR_PERSON = {
    Verdict.ACCEPT: PersonDecision.WITHHOLD,
    Verdict.REJECT: PersonDecision.RELEASE,
    Verdict.RESET: PersonDecision.UNDECIDED,
}


def _decided(
    state: State, decision: Verdict, serials: list[str], codes: tuple[str, ...]
) -> Change:
    if decision is Verdict.ACCEPT:
        return edits.accept(state, serials, codes)
    verb = edits.reject if decision is Verdict.REJECT else edits.reset
    return verb(state, serials)


def _alike(
    file: CaseFile, change: Change, state: State, serials: tuple[str, ...] = ()
) -> Change:
    """The change; the passages that it decides are decided alike elsewhere too.

    ``state`` is that after it.
    """
    rows = [row.serial for row in change.added if isinstance(row, Redaction)]
    asked = dict.fromkeys((*serials, *rows))
    if not asked:
        return change
    more = decide_alike(state, finish(echoes(file, asked, state)))
    return edits.together(change, more)


def _undecided(state: State) -> tuple[str, ...]:
    return tuple(
        p.id for p in state.people.values() if p.decision is PersonDecision.UNDECIDED
    )


def _then(before: Change, step: Change, state: State) -> tuple[Change, State]:
    """Both changes as one, and the state after them."""
    return edits.together(before, step), state.after(step)


def _named(change: Change, decision: Verdict) -> Change:
    count = change.count
    label = f"{edits.said(decision)} {count} {'row' if count == 1 else 'rows'}"
    return Change(str(decision), label, change.removed, change.added)


def _serials(state: State, wanted: Wanted, decision: Verdict) -> list[str]:
    serials = list(wanted.serials)
    if wanted.every:
        wide = _OPEN if decision is not Verdict.RESET else _CLOSED
        serials += [r.serial for r in state.in_order() if r.status in wide]
    if wanted.look:
        aside = Status.DISMISSED if decision is Verdict.RESET else Status.LOOK
        serials += [r.serial for r in state.in_order() if r.status is aside]
    if wanted.text:
        serials += _of_text(state, wanted.text)
    return list(dict.fromkeys(serials))


def _of_text(state: State, text: str) -> list[str]:
    needle = " ".join(text.split()).casefold()
    return [
        r.serial
        for r in state.in_order()
        if " ".join(r.text.split()).casefold() == needle
    ]


def _with_text(state: State, text: str) -> Change:
    """Let whatever is found of this text later follow the decision."""
    rows = (state.redactions[serial] for serial in _of_text(state, text))
    return edits.with_text(state, [r.serial for r in rows if r.person is None])


_OPEN = frozenset({Status.SUGGESTED})
_CLOSED = frozenset({Status.ACCEPTED, Status.REJECTED})


def _everywhere(
    file: CaseFile,
    state: State,
    text: str,
    decision: Verdict,
    codes: tuple[str, ...],
) -> Change:
    """Mark the places of a text that nothing marks yet."""
    status, enough = _MARKED[decision]
    fresh = [
        mark
        for mark in finish(search(file, Query(text, whole_words=True)))
        if not covered(
            mark,
            [
                r.rects
                for r in state.on_page(mark.document, mark.page)
                if r.status in enough
            ],
        )
    ]
    return edits.draw(
        state, fresh, exemptions=codes, found_by="search and apply", status=status
    )


# the status of a new mark, and those that make one needless where they stand already
_MARKED = {
    Verdict.ACCEPT: (Status.ACCEPTED, {Status.ACCEPTED}),
    Verdict.REJECT: (Status.REJECTED, {Status.ACCEPTED, Status.REJECTED}),
}


def codes_of(state: State, cited: tuple[str, ...]) -> tuple[str, ...]:
    """The codes that these citations mean in the case's regime, with the law behind a
    bar where one is cited: "s.44(1)(a): DPA 2018 s.132(1)".

    Raises UnknownExemption.
    """
    known = catalogue(state.case.regime)
    codes = []
    for text in cited:
        entry = known.parse(text)
        behind = text.partition(":")[2].strip() if entry.enactment else ""
        codes.append(f"{entry.code}: {behind}" if behind else entry.code)
    return tuple(dict.fromkeys(codes))


def import_change(file: CaseFile, path: Path, *, only_here: bool = False) -> Change:
    """The change that takes in redactions accepted elsewhere, all or none.

    Unless ``only_here``, the same passages are withheld where a thread quotes them.

    The file holds a list of ``{"document", "page", "rects", "exemptions"}``, pages from
    1, rectangles in points from the top left of the page before rotation. Raises
    BadInput with the number of the entry, NotFound, UnknownExemption.
    """
    marks = [
        _mark(file, entry, number)
        for number, entry in enumerate(_entries(path), start=1)
    ]
    change = edits.draw(file.state, marks, found_by="imported")
    label = f"import {len(marks)} redactions"
    if not only_here:
        change = _alike(file, change, file.state.after(change))
    more = change.count - len(marks)
    label += f", and {more} of the same passages" if more > 0 else ""
    return replace(change, act="import", label=label)


def _entries(path: Path) -> list[Any]:
    remedy = 'Expected a list of {"document", "page", "rects", "exemptions"}.'
    try:
        entries = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise BadInput(f"{path.name} can't be read: {error.strerror}.") from error
    except (ValueError, RecursionError) as error:
        raise BadInput(f"{path.name} is not JSON.", remedy) from error
    if not isinstance(entries, list):
        raise BadInput(f"{path.name} holds no list of redactions.", remedy)
    return entries


def _mark(file: CaseFile, entry: Any, number: int) -> edits.Mark:
    state = file.state
    try:
        document = state.document(str(entry["document"]))
        page = operator.index(entry["page"])
        rects = tuple(
            Rect(*(float(edge) for edge in rect)).normalized()
            for rect in entry["rects"]
        )
        cited = tuple(str(code) for code in entry.get("exemptions", ()))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(
            f"Entry {number} of the marks can't be understood.",
            "It needs a document, a page, and rects of four numbers each.",
        ) from error
    if not rects:
        raise BadInput(
            f"Entry {number} of the marks has no rectangle.",
            "Give x0, y0, x1, y1 in points with x0 < x1 and y0 < y1.",
        )
    rects = _on_page(document, page, rects, number)
    words = file.words(document, page)
    text = words.under(rects) if words else ""
    rects = words.grown(rects) if words else rects
    return edits.Mark(document.id, page, rects, text, codes_of(state, cited))


def _on_page(
    document: Document, page: int, rects: tuple[Rect, ...], number: int
) -> tuple[Rect, ...]:
    """What of the rectangles lies on the page. Raises NotFound, BadInput."""
    if not 1 <= page <= document.pages:
        raise NotFound(
            f"{document.id} has no page {page} (entry {number} of the marks).",
            f"It has pages 1 to {document.pages}.",
        )
    shape = document.shapes[page - 1]
    sheet = Rect(0, 0, shape.width, shape.height)
    clipped = tuple(rect.intersection(sheet) for rect in rects)
    for seen in clipped:
        if not (seen.width >= _LEAST and seen.height >= _LEAST):
            raise BadInput(
                f"Entry {number} of the marks has a rectangle that covers nothing.",
                "Give x0, y0, x1, y1 in points from the top left of the page before "
                f"rotation, which is {shape.width:.0f} by {shape.height:.0f}.",
            )
    return clipped
