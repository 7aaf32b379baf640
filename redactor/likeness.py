"""Rows of the case that may be one person: suggested, never merged unasked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from redactor.find import names
from redactor.find.people import Individual
from redactor.model import Person, State


def same_as(state: State, wanted: Iterable[str] = ()) -> Mapping[str, str]:
    """For each person known by a part of a name, who in the case it may be.

    That is the one whom it fits; of several, the one named in the same documents.
    ``wanted`` asks about these people only.
    """
    asked = [state.people[one] for one in wanted or state.people if one in state.people]
    parts = [one for one in asked if _is_part(one)]
    if not parts:
        return {}
    whole = {one.id: _individual(one) for one in state.people.values()}
    found = {one.id: _meant(state, one, whole) for one in parts}
    return {one: other for one, other in found.items() if other}


def _is_part(person: Person) -> bool:
    return not names.parse(person.name).is_full


@lru_cache(maxsize=8192)
def _individual(person: Person) -> Individual:
    name = names.parse(person.name)
    made = Individual(person.name, person.id, family=name.family)
    for form in (person.name, *person.forms):
        one = names.parse(form)
        if one.title:
            made.titles.add(one.title)
        if one.first and one.family == name.family:
            made.given.add(one.first)
    return made


def _meant(state: State, person: Person, everybody: Mapping[str, Individual]) -> str:
    part = names.parse(person.name)
    if not (part.first or part.family):
        return ""
    fitting = [
        one
        for one, known in everybody.items()
        if one != person.id and known.given and known.family and known.fits_part(part)
    ]
    if len(fitting) > 1:
        here = _documents(state, person.id)
        fitting = [one for one in fitting if here & _documents(state, one)]
    if len(fitting) == 1:
        return fitting[0]
    return "" if fitting else _namesake(person, state)


def _namesake(person: Person, state: State) -> str:
    """A row of the same name that came before this one."""
    for one in state.people.values():
        if one.id == person.id:
            break
        if one.name.casefold() == person.name.casefold():
            return one.id
    return ""


def _documents(state: State, person: str) -> set[str]:
    return {r.document for r in state.redactions.values() if r.person == person}
