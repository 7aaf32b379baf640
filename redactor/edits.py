"""The verbs: each looks at a state and makes the Change that does the thing.

None alters anything; ``CaseFile.apply`` does. To alter nothing is a false Change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from redactor.deciding import decide_person as decide_person
from redactor.deciding import follow as follow
from redactor.deciding import merge as merge
from redactor.deciding import rename as rename
from redactor.deciding import split as split
from redactor.errors import NotFound
from redactor.model import (
    Change,
    Document,
    Person,
    Rect,
    Redaction,
    Row,
    State,
    Status,
    key_of,
    meet,
)
from redactor.naming import Numbers as Numbers
from redactor.naming import many, rows_of
from redactor.naming import said as said


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a page that somebody wants withheld."""

    document: str
    page: int
    rects: tuple[Rect, ...]
    text: str = ""
    exemptions: tuple[str, ...] = ()


def add_documents(documents: Iterable[Document]) -> Change:
    """Take documents into the case."""
    added = tuple(documents)
    return Change("add", f"add {many(len(added), 'document')}", (), added)


def remove_document(state: State, document: str) -> Change:
    """Take a document out of the case with all its redactions."""
    row = state.document(document)
    gone = [r for r in state.redactions.values() if r.document == row.id]
    return Change("remove", f"remove {row.id}", (row, *gone))


def propose(
    state: State, people: Iterable[Person], redactions: Iterable[Redaction]
) -> Change:
    """Put in what the finder found: people new or grown, redactions new.

    A person given with the id of one in the case replaces that row. What is only worth
    a look gives way to a proposal in its place.
    """
    people = tuple(people)
    redactions = tuple(redactions)
    before = tuple(state.people[p.id] for p in people if p.id in state.people)
    proposed = [r for r in redactions if r.status.is_proposal]
    label = f"propose {many(len(proposed), 'redaction')}"
    gone = _giving_way(state, proposed)
    return Change("propose", label, (*before, *gone), (*people, *redactions))


def _giving_way(state: State, proposed: Iterable[Redaction]) -> list[Redaction]:
    """What was worth a look where something else stands now."""
    pages: dict[tuple[str, int], list[Rect]] = {}
    for row in proposed:
        pages.setdefault((row.document, row.page), []).extend(row.rects)
    return [
        row
        for row in state.redactions.values()
        if row.status is Status.LOOK
        and meet(row.rects, pages.get((row.document, row.page), ()))
    ]


def draw(
    state: State,
    marks: Iterable[Mark],
    *,
    exemptions: tuple[str, ...] = (),
    category: str = "",
    found_by: str = "drawn by hand",
    status: Status = Status.ACCEPTED,
) -> Change:
    """Redactions made by a person, decided at once: one for each mark.

    A mark's own exemptions go before those given for all. With ``Status.REJECTED`` they
    say that the text there stays visible on purpose.

    Raises NotFound for a document or page that the case does not have.
    """
    numbers = Numbers(state)
    added = []
    for mark in marks:
        document = state.document(mark.document)
        if not 1 <= mark.page <= document.pages:
            raise NotFound(
                f"{document.id} has no page {mark.page}.",
                f"It has pages 1 to {document.pages}.",
            )
        added.append(
            Redaction(
                serial=numbers.serial(document.id),
                document=document.id,
                page=mark.page,
                rects=mark.rects,
                text=mark.text,
                status=status,
                exemptions=mark.exemptions or exemptions,
                category=category,
                found_by=found_by,
                excepted=True,
            )
        )
    gone = tuple(_giving_way(state, added))
    return Change("draw", f"draw {many(len(added), 'redaction')}", gone, tuple(added))


def accept(
    state: State, serials: Iterable[str], exemptions: tuple[str, ...] = ()
) -> Change:
    """Withhold these places; ``exemptions``, where given, replace those they carry."""
    return _each(
        state,
        "accept",
        serials,
        lambda r: replace(
            r,
            status=Status.ACCEPTED,
            exemptions=exemptions or r.exemptions,
            excepted=True,
        ),
    )


def reject(state: State, serials: Iterable[str]) -> Change:
    """Leave these places visible; what is only worth a look is dismissed."""
    return _each(
        state,
        "reject",
        serials,
        lambda r: replace(
            r,
            status=Status.REJECTED if r.status.is_proposal else Status.DISMISSED,
            excepted=True,
        ),
    )


def reset(state: State, serials: Iterable[str]) -> Change:
    """Make these places undecided again, following their person."""
    return _each(
        state,
        "reset",
        serials,
        lambda r: replace(
            r,
            status=Status.SUGGESTED if r.status.is_proposal else Status.LOOK,
            excepted=False,
        ),
    )


def with_text(state: State, serials: Iterable[str]) -> Change:
    """Say of these places that they were decided with their text, everywhere."""
    return _each(state, "decide", serials, lambda r: replace(r, excepted=False))


def assign(state: State, serials: Iterable[str], exemptions: tuple[str, ...]) -> Change:
    """Set the exemption codes of these places."""
    return _each(state, "assign", serials, lambda r: replace(r, exemptions=exemptions))


def categorize(state: State, serials: Iterable[str], category: str) -> Change:
    """Set the category under which these places stand in the schedule."""
    return _each(state, "categorize", serials, lambda r: replace(r, category=category))


def annotate(state: State, serials: Iterable[str], reason: str) -> Change:
    """Note the caseworker's reason with these places."""
    return _each(state, "annotate", serials, lambda r: replace(r, reason=reason))


def put(state: State, row: Row, act: str, label: str) -> Change:
    """Put a row in, or in place of the one that has its key."""
    before = state.current(row)
    return Change(act, label, (before,) if before is not None else (), (row,))


def together(first: Change, second: Change) -> Change:
    """Two changes as one step; the second was made from the state after the first."""
    between = {(type(row), key_of(row)): row for row in first.added}
    earlier = [
        row
        for row in second.removed
        if between.pop((type(row), key_of(row)), None) is None
    ]
    return Change(
        first.act,
        first.label,
        (*first.removed, *earlier),
        (*between.values(), *second.added),
    )


def move(state: State, serial: str, rects: tuple[Rect, ...], text: str) -> Change:
    """Give a redaction other rectangles, and the text that lies under them."""
    return _each(state, "move", [serial], lambda r: replace(r, rects=rects, text=text))


def delete(state: State, serials: Iterable[str]) -> Change:
    """Take redactions away altogether. Their serials are not used again."""
    rows = tuple(rows_of(state, serials))
    return Change("delete", _label("delete", rows), rows)


def _each(
    state: State,
    act: str,
    serials: Iterable[str],
    edit: Callable[[Redaction], Redaction],
) -> Change:
    before = rows_of(state, serials)
    pairs = [(row, edit(row)) for row in before]
    pairs = [(old, new) for old, new in pairs if old != new]
    removed = tuple(old for old, _ in pairs)
    return Change(act, _label(act, removed), removed, tuple(new for _, new in pairs))


def _label(act: str, rows: tuple[Redaction, ...]) -> str:
    aside = act == "reject" and not any(r.status.is_proposal for r in rows)
    what = rows[0].serial if len(rows) == 1 else many(len(rows), "redaction")
    return f"{'dismiss' if aside else said(act)} {what}"
