"""The verbs about people: decide once, merge, split, rename.

``redactor.edits`` offers them with all others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from redactor.errors import BadInput, NotFound
from redactor.model import (
    Change,
    Person,
    PersonDecision,
    Redaction,
    State,
    Status,
)
from redactor.naming import Numbers, many, rows_of, said


def decide_person(
    state: State,
    person: str,
    decision: PersonDecision,
    exemptions: tuple[str, ...] = (),
) -> Change:
    """Decide about a person once: every place that is not excepted follows.

    Raises NotFound.
    """
    row = _person(state, person)
    decided = replace(row, decision=decision, exemptions=exemptions or row.exemptions)
    places = [
        r for r in state.redactions.values() if r.person == person and not r.excepted
    ]
    after = [follow(r, decided) for r in places]
    act = "reset" if decision is PersonDecision.UNDECIDED else str(decision)
    label = f"{said(decision)} {row.name}, {many(len(places), 'place')}"
    return Change(act, label, (row, *places), (decided, *after))


def merge(state: State, people: Iterable[str]) -> Change:
    """Make one person of several: the first, with the spellings and places of all.

    Places that follow their person follow the first one's decision from now on. Raises
    NotFound.
    """
    first, *others = [_person(state, person) for person in dict.fromkeys(people)]
    if not others:
        return Change("merge", "")
    spelt = (form for row in others for form in (row.name, *row.forms))
    whole = replace(first, forms=tuple(dict.fromkeys((*first.forms, *spelt))))
    gone = {row.id for row in others}
    places = [r for r in state.redactions.values() if r.person in gone]
    moved = [replace(r, person=first.id) for r in places]
    after = [r if r.excepted else follow(r, whole) for r in moved]
    label = f"merge {len(others) + 1} people into {first.name}"
    return Change("merge", label, (first, *others, *places), (whole, *after))


def rename(state: State, person: str, name: str) -> Change:
    """Call a person something else; the old name stays one of the spellings.

    Raises NotFound, and BadInput where the name is empty.
    """
    row = _person(state, person)
    name = _name(name)
    forms = tuple(dict.fromkeys((*row.forms, row.name)))
    label = f"rename {row.name} to {name}"
    if name == row.name:
        return Change("rename", label)
    return Change("rename", label, (row,), (replace(row, name=name, forms=forms),))


def split(state: State, serials: Iterable[str], name: str) -> Change:
    """Give places to a new person about whom nobody has decided yet.

    Raises NotFound, and BadInput where the name is empty.
    """
    rows = tuple(rows_of(state, serials))
    if not rows:
        return Change("split", "")
    person = Person(
        id=Numbers(state).person(),
        name=_name(name),
        forms=tuple(dict.fromkeys(r.text for r in rows if r.text.strip())),
        category=rows[0].category,
    )
    after = (
        replace(r, person=person.id, status=Status.SUGGESTED, excepted=False)
        for r in rows
    )
    label = f"give {many(len(rows), 'place')} to {person.name}"
    return Change("split", label, rows, (person, *after))


def _name(words: str) -> str:
    name = " ".join(words.split())
    if not name:
        raise BadInput("A person needs a name.", "Type at least one letter.")
    return name


def _person(state: State, person: str) -> Person:
    if person not in state.people:
        raise NotFound(
            f"The case has no person {person}.", "See the list of people for their ids."
        )
    return state.people[person]


def follow(redaction: Redaction, person: Person) -> Redaction:
    """The redaction as its person's decision makes it."""
    status = {
        PersonDecision.WITHHOLD: Status.ACCEPTED,
        PersonDecision.RELEASE: Status.REJECTED,
        PersonDecision.UNDECIDED: Status.SUGGESTED,
    }[person.decision]
    return replace(
        redaction,
        status=status,
        exemptions=person.exemptions or redaction.exemptions,
        reason=redaction.reason or person.reason,
    )
