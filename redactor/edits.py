"""The verbs: each looks at a state and makes the Change that does the thing.

None alters anything; ``CaseFile.apply`` does. To alter nothing is a false Change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from redactor.errors import BadInput, NotFound
from redactor.model import (
    Change,
    Document,
    Person,
    PersonDecision,
    Rect,
    Redaction,
    Row,
    State,
    Status,
    key_of,
    meet,
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a page that somebody wants withheld."""

    document: str
    page: int
    rects: tuple[Rect, ...]
    text: str = ""
    exemptions: tuple[str, ...] = ()


class Numbers:
    """Hands out new identifiers from a state, never one that was given before."""

    def __init__(self, state: State) -> None:
        self._issued = dict(state.issued)

    def _next(self, counter: str) -> int:
        self._issued[counter] = self._issued.get(counter, 0) + 1
        return self._issued[counter]

    def document(self) -> str:
        return f"D{self._next('D'):02d}"

    def person(self) -> str:
        return f"P{self._next('P'):02d}"

    def of(self, letter: str) -> str:
        """Of the rows that ``redactor.request`` describes: Q, J, C, V or T."""
        return f"{letter}{self._next(letter):02d}"

    def serial(self, document: str) -> str:
        return f"{document}-R{self._next(document):03d}"


def add_documents(documents: Iterable[Document]) -> Change:
    """Take documents into the case."""
    added = tuple(documents)
    return Change("add", f"add {_many(len(added), 'document')}", (), added)


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
    label = f"propose {_many(len(proposed), 'redaction')}"
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
    return Change("draw", f"draw {_many(len(added), 'redaction')}", gone, tuple(added))


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
    rows = tuple(_rows(state, serials))
    return Change("delete", _label("delete", rows), rows)


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
    label = f"{said(decision)} {row.name}, {_many(len(places), 'place')}"
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
    rows = tuple(_rows(state, serials))
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
    label = f"give {_many(len(rows), 'place')} to {person.name}"
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


def _rows(state: State, serials: Iterable[str]) -> list[Redaction]:
    rows = []
    for serial in dict.fromkeys(serials):
        if serial not in state.redactions:
            raise NotFound(
                f"The case has no redaction {serial}.",
                "See the list of redactions for their serials.",
            )
        rows.append(state.redactions[serial])
    return rows


def _each(
    state: State,
    act: str,
    serials: Iterable[str],
    edit: Callable[[Redaction], Redaction],
) -> Change:
    before = _rows(state, serials)
    pairs = [(row, edit(row)) for row in before]
    pairs = [(old, new) for old, new in pairs if old != new]
    removed = tuple(old for old, _ in pairs)
    return Change(act, _label(act, removed), removed, tuple(new for _, new in pairs))


_VERBS = {
    "accept": "withhold",
    "reject": "leave visible",
    "release": "leave visible",
    "reset": "make undecided",
    "undecided": "make undecided",
    "assign": "set the codes of",
    "categorize": "set the category of",
}


def said(act: str) -> str:
    """An act, or a decision about a person, as users read it."""
    return _VERBS.get(act, act)


def _label(act: str, rows: tuple[Redaction, ...]) -> str:
    aside = act == "reject" and not any(r.status.is_proposal for r in rows)
    what = rows[0].serial if len(rows) == 1 else _many(len(rows), "redaction")
    return f"{'dismiss' if aside else said(act)} {what}"


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
