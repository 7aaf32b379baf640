"""How a verb names things: new identifiers, rows by their serials, counts in words."""

from __future__ import annotations

from collections.abc import Iterable

from redactor.errors import NotFound
from redactor.model import Redaction, State


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


def rows_of(state: State, serials: Iterable[str]) -> list[Redaction]:
    """The redactions with these serials, each once. Raises NotFound."""
    rows = []
    for serial in dict.fromkeys(serials):
        if serial not in state.redactions:
            raise NotFound(
                f"The case has no redaction {serial}.",
                "See the list of redactions for their serials.",
            )
        rows.append(state.redactions[serial])
    return rows


def many(count: int, noun: str) -> str:
    """A count and its noun, in the plural where that is right."""
    return f"{count} {noun}{'' if count == 1 else 's'}"


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
