"""Who somebody is to this case, and what the authority's policy proposes for them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from redactor import edits
from redactor.errors import BadInput, NotFound
from redactor.find.people import Known
from redactor.find.spans import Label
from redactor.find.staff import Staff
from redactor.law.categories import category_of, is_of_finder
from redactor.law.exemptions import catalogue
from redactor.law.policy import Standing, advice, kinds
from redactor.model import (
    Case,
    Change,
    Person,
    PersonDecision,
    Redaction,
    State,
    Status,
    meet,
)
from redactor.naming import many

_KINDS = {Staff.OURS: "our staff", Staff.OTHERS: "other organisation's staff"}


def told(person: Person, found: Known, case: Case) -> Person:
    """The person with kind, proposal and reason, where nobody has set a kind yet.

    The reason names the line of the policy and the row of the register.
    """
    if person.kind:
        return person
    kind = _KINDS.get(found.staff, "")
    if _is(found, case.requester):
        kind = "requester"
    entry = found.entry
    if entry is None:
        proposed, reason = advice(Standing(kind))
    else:
        left = entry.left is not None and entry.left < case.received
        proposed, reason = advice(
            Standing(kind, entry.grade, entry.public_facing, left)
        )
        listed = ", ".join(one for one in (entry.grade, entry.team) if one)
        reason = f"{reason} Register, row {entry.row}{': ' if listed else ''}{listed}."
    return replace(person, kind=kind, proposed=proposed, reason=reason.strip())


def _is(found: Known, name: str) -> bool:
    wanted = " ".join(name.split()).casefold()
    return bool(wanted) and wanted in {
        " ".join(form.split()).casefold() for form in (found.name, *found.forms)
    }


def follow_policy(state: State) -> Change:
    """Decide about everybody undecided for whom the policy has a proposal, as one step.

    Places that were decided on their own stay as they are.
    """
    undecided = PersonDecision.UNDECIDED
    meant = [
        person
        for person in state.people.values()
        if person.decision is undecided and person.proposed is not undecided
    ]
    count = "1 person" if len(meant) == 1 else f"{len(meant)} people"
    changes = [edits.decide_person(state, p.id, p.proposed) for p in meant]
    return Change(
        "policy",
        f"follow the policy for {count}",
        tuple(row for change in changes for row in change.removed),
        tuple(row for change in changes for row in change.added),
    )


def set_kind(state: State, people: Iterable[str], kind: str) -> Change:
    """Say who somebody is: what the policy proposes follows from it, and the category
    of their places, where nobody chose another.

    Raises BadInput for a kind that the policy does not know.
    """
    if kind and kind not in kinds():
        raise BadInput(f"The policy knows nobody of the kind {kind!r}.")
    before = [state.people[person] for person in people]
    proposed, reason = advice(Standing(kind))
    after = [
        replace(person, kind=kind, proposed=proposed, reason=reason)
        for person in before
        if person.kind != kind
    ]
    ids = {person.id for person in after}
    rows = [r for r in state.redactions.values() if r.person in ids]
    told = [(row, _of_kind(row, kind)) for row in rows]
    changed = [(old, new) for old, new in told if old != new]
    who = before[0].name if len(before) == 1 else f"{len(before)} people"
    return Change(
        "kind",
        f"{who}: {kind or 'kind not known'}",
        (*(p for p in before if p.id in ids), *(old for old, _ in changed)),
        (*after, *(new for _, new in changed)),
    )


def _of_kind(row: Redaction, kind: str) -> Redaction:
    if not row.label or not is_of_finder(row.category, row.label):
        return row
    return replace(row, category=category_of(kind, row.label))


def by_hand(state: State, marks: Iterable[edits.Mark], name: str) -> Change:
    """Somebody whom the finder missed, with the places where their name was seen.

    Raises BadInput where the name is empty.
    """
    drawn = edits.draw(
        state, marks, found_by="selected by hand", status=Status.SUGGESTED
    )
    named = tuple(
        replace(row, label=str(Label.PERSON), category=category_of("", Label.PERSON))
        for row in drawn.added
        if isinstance(row, Redaction)
    )
    drawn = replace(drawn, added=named)
    serials = [row.serial for row in named]
    given = edits.split(state.after(drawn), serials, name)
    return replace(edits.together(drawn, given), label=f"add {name}")


def by_name(state: State, marks: Iterable[edits.Mark], name: str) -> Change:
    """Somebody whom the finder missed, withheld wherever their name was found.

    Places that have a redaction keep it. Raises BadInput where the name is empty, and
    NotFound where no place is left.
    """
    free = [mark for mark in marks if not _is_taken(state, mark)]
    if not free:
        raise NotFound(
            "The name stands nowhere that has no redaction yet.",
            "`search` shows where it stands, `list` whose it is.",
        )
    added = by_hand(state, free, name)
    after = state.after(added)
    person = next(row.id for row in added.added if isinstance(row, Person))
    code = catalogue(state.case.regime).default_personal.code
    told = edits.decide_person(after, person, PersonDecision.WITHHOLD, (code,))
    label = f"add {name}, {many(len(free), 'place')} withheld"
    return replace(edits.together(added, told), label=label)


def _is_taken(state: State, mark: edits.Mark) -> bool:
    return any(
        row.document == mark.document
        and row.page == mark.page
        and row.status is not Status.LOOK
        and meet(row.rects, mark.rects)
        for row in state.redactions.values()
    )
