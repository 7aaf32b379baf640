"""Who works for the authority and who elsewhere, as the staff register tells."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from redactor.find import lists


class Staff(StrEnum):
    """Whose staff somebody is, as rules/categories.yaml calls it."""

    UNKNOWN = ""
    OURS = "ours"
    OTHERS = "others"


WHY = {
    Staff.UNKNOWN: "",
    Staff.OURS: "The staff register, or its mail domain, says that they work here.",
    Staff.OTHERS: "Their mail address is another organisation's.",
}


def domains(values: Iterable[str]) -> frozenset[str]:
    """The domains of those values that are mail addresses, in lower case."""
    return frozenset(v.rpartition("@")[2].casefold() for v in values if "@" in v)


def staff_of(values: Iterable[str], ours: frozenset[str], *, listed: bool) -> Staff:
    """Whose staff somebody with these contact details is.

    ``ours`` are the domains of the register: without any nobody can be told to work
    elsewhere. ``listed`` says that the register has them. A mailbox at a provider for
    everybody says nothing.
    """
    if listed:
        return Staff.OURS
    theirs = domains(values) - lists.public().private_domains
    if not ours or not theirs:
        return Staff.UNKNOWN
    return Staff.OURS if theirs & ours else Staff.OTHERS
