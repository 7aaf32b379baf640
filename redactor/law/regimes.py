"""The laws under which a request can be answered."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from redactor.errors import BadInput
from redactor.law import rulebook


@dataclass(frozen=True, slots=True)
class Regime:
    """One law and what it lays down for a whole case.

    ``word`` is what it calls a ground for withholding, ``unit`` how its provisions are
    cited ("s." or "reg."), ``names`` how people write its name in a citation, longest
    first.
    """

    name: str
    title: str
    word: str
    unit: str
    names: tuple[str, ...]
    default_personal: str
    working_days: int
    calendar: str


@cache
def regimes() -> tuple[Regime, ...]:
    """All regimes, the most used first."""
    return tuple(
        Regime(**{**row, "names": tuple(sorted(row["names"], key=len, reverse=True))})
        for row in rulebook.load("regimes.yaml")["regimes"]
    )


def regime(name: str) -> Regime:
    """The regime with this short name, in any case. Raises BadInput."""
    for one in regimes():
        if one.name == name.strip().upper():
            return one
    known = " or ".join(one.name for one in regimes())
    raise BadInput(f"There are no rules for the regime {name!r}.", f"Use {known}.")
