"""People whose names are usually public, by the titles beside them in the documents."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from redactor.casefile import CaseFile
from redactor.law.policy import bodies, kept_titles
from redactor.model import Person, PersonDecision, State

_REACH = 60  # letters beside a title in which a name is looked for
_BEFORE = re.compile(r"[\s,(|:–—-]+(?:(?:[Tt]he|[Oo]ur|Interim|Acting|Deputy)\s+)*$")
_BEHIND = re.compile(r",?[^\S\n]+")
_NO_BEARER = r"(?!['’]|\w|\s+(?:Office|Team|Support|Unit|Department|Group|Board)\b)"
COMPANY = "a company or a body"


def usually_public(file: CaseFile, ids: Iterable[str] = ()) -> Mapping[str, str]:
    """Who of the case, or of these people, seems to hold an office whose names the
    policy keeps, or to be no person; with the office as the documents call it."""
    state = file.state
    wanted = [state.people[i] for i in ids or state.people if i in state.people]
    found = {p.id: COMPANY for p in wanted if _is_body(p.name)}
    forms = _forms(state)
    own = {p.id: [f for f in _spelt(p) if forms.get(f) == p.id] for p in wanted}
    for document, pages in _places(state, own.keys() - found.keys()).items():
        texts = file.texts(state.documents[document])
        for page, people in pages.items():
            text = texts.get(page, "")
            for start, end in _around(text, [f for one in people for f in own[one]]):
                for person, title in _beside(text, start, end, forms):
                    if person in own:
                        found.setdefault(person, title)
    return found


def _places(
    state: State, people: Collection[str]
) -> Mapping[str, Mapping[int, set[str]]]:
    """Who of them has places on which page of which document."""
    places: dict[str, dict[int, set[str]]] = {}
    for row in state.redactions.values():
        if row.person and row.person in people:
            pages = places.setdefault(row.document, {})
            pages.setdefault(row.page, set()).add(row.person)
    return places


def _around(text: str, forms: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Each place of a name in a text, with what a title beside it may fill."""
    for form in forms:
        at = text.find(form)
        while at >= 0:
            yield max(0, at - 2 * _REACH), at + len(form) + 2 * _REACH
            at = text.find(form, at + 1)


def withheld_in_office(file: CaseFile) -> Mapping[str, str]:
    """Those of them who are withheld."""
    ids = [
        person.id
        for person in file.state.people.values()
        if person.decision is PersonDecision.WITHHOLD
    ]
    return usually_public(file, ids) if ids else {}


def said(found: Mapping[str, str], state: State, shown: int = 3) -> str:
    """How many they are and who the first ones are, as a sentence; else nothing."""
    if not found:
        return ""
    named = [f"{state.people[one].name} ({title})" for one, title in found.items()]
    more = len(named) - shown
    who = ", ".join(named[:shown]) + (f" and {more} more" if more > 0 else "")
    one = len(named) == 1
    return f"{len(named)} usually {'stays' if one else 'stay'} visible: {who}."


def _is_body(name: str) -> bool:
    return bool(re.search(rf"\w\s(?:{'|'.join(bodies())})$", name.strip()))


def _forms(state: State) -> dict[str, str]:
    """The spellings of names, each with whose it is, if it is one person's."""
    owners: dict[str, set[str]] = {}
    for person in state.people.values():
        for form in _spelt(person):
            owners.setdefault(form, set()).add(person.id)
    return {form: ids.pop() for form, ids in owners.items() if len(ids) == 1}


def _spelt(person: Person) -> Iterator[str]:
    for form in (person.name, *person.forms):
        bare = _leading().sub("", " ".join(form.split()))
        if len(bare) > 2 and not re.search(r"[@\d]", bare):
            yield bare


@cache
def _titles() -> re.Pattern[str]:
    spaced = [title.replace(" ", r"\s+") for title in kept_titles()]  # lines break
    longest = sorted(spaced, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(longest) or '(?!)'}){_NO_BEARER}")


@cache
def _leading() -> re.Pattern[str]:
    return re.compile(rf"^(?:{'|'.join(kept_titles()) or '(?!)'})\s+")


def _beside(
    text: str, start: int, end: int, forms: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Each person beside a title in this piece of a text, with the title."""
    for match in _titles().finditer(text, start, end):
        title = " ".join(match.group().split())
        behind = _BEHIND.match(text, match.end())
        if behind:
            words = re.findall(r"\S+", text[behind.end() : behind.end() + _REACH])
            person = _longest(forms, (words[:n] for n in range(4, 0, -1)))
            if person:
                yield person, title
                continue
        reach = max(0, match.start() - _REACH)
        gap = _BEFORE.search(text, reach, match.start())
        if gap:
            words = re.findall(r"\S+", text[reach : gap.start()])
            person = _longest(forms, (words[-n:] for n in range(4, 1, -1)))
            if person:
                yield person, title


def _longest(forms: Mapping[str, str], tried: Iterable[list[str]]) -> str:
    for words in tried:
        name = re.sub(r"['’]s$", "", " ".join(words).strip(".,;:()|"))
        if name in forms:
            return forms[name]
    return ""
