"""Who somebody is to this case, and what the authority's policy proposes for them."""

from __future__ import annotations

from dataclasses import replace

from redactor import edits
from redactor.find.people import Known
from redactor.find.staff import Staff
from redactor.law.policy import Standing, advice
from redactor.model import Case, Change, Person, PersonDecision, State

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
