"""What was found and is nobody's, such as a telephone number: listed like a person."""

from __future__ import annotations

from collections.abc import Collection

from redactor.model import Person, PersonDecision, Redaction, State, Status

_TEXT = "text:"


def contact_of(row: Redaction) -> str:
    """The id under which a contact is listed that is nobody's; none for the rest."""
    if row.person is not None or not row.label or not row.status.is_proposal:
        return ""
    return f"{_TEXT}{plain(row.text)}" if row.text.strip() else ""


def is_contact(id_: str) -> bool:
    """Whether this is the id of a contact rather than a person."""
    return id_.startswith(_TEXT)


def contacts(state: State) -> list[tuple[Person, list[Redaction]]]:
    """What was found and is nobody's (a telephone number, a postcode), each text with
    its places, in the form of a person so that it is listed and decided like one."""
    places: dict[str, list[Redaction]] = {}
    for row in state.redactions.values():
        if id_ := contact_of(row):
            places.setdefault(id_, []).append(row)
    return [(contact(id_, rows), rows) for id_, rows in places.items()]


def plain(text: str) -> str:
    """A text as it is compared: small letters, one space between words."""
    return " ".join(text.split()).casefold()


def contact(id_: str, rows: Collection[Redaction]) -> Person:
    """One text that is nobody's, with all its places, in the form of a person."""
    decided = {
        Status.ACCEPTED: PersonDecision.WITHHOLD,
        Status.REJECTED: PersonDecision.RELEASE,
    }
    found = {decided.get(row.status, PersonDecision.UNDECIDED) for row in rows}
    first = min(rows, key=lambda r: (r.place, r.serial))
    return Person(
        id_,
        " ".join(first.text.split()),
        category=first.category,
        decision=found.pop() if len(found) == 1 else PersonDecision.UNDECIDED,
        exemptions=first.exemptions,
        reason=first.why,
    )
