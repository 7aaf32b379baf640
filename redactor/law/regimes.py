"""The laws under which a request can be answered."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache

from redactor.errors import BadInput
from redactor.law import rulebook


class Effect(StrEnum):
    """What something that happens to a request does to its clock."""

    STOP = "stop"
    RESTART = "restart"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    ANSWER = "answer"
    REVIEW = "review"
    REVIEWED = "reviewed"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Happening:
    """What can happen to a request; the numbers are working days, 0 where none,
    ``months`` are months from receipt.

    ``from_day`` and ``from_receipt`` are two readings of how far a date moves, of which
    the earlier counts; ``qualified`` says that the law allows it only for an exemption
    for which the public interest is weighed. ``basis`` is where the rule is from.
    """

    kind: str
    effect: Effect
    basis: str
    from_day: int = 0
    from_receipt: int = 0
    at_most: int = 0
    months: int = 0
    qualified: bool = False


@dataclass(frozen=True, slots=True)
class Clock:
    """How a law counts its days: working days, or ``months`` where it has them."""

    name: str
    title: str
    working_days: int
    calendar: str
    review_window: int
    moments: tuple[Happening, ...]
    months: int = 0

    def happening(self, kind: str) -> Happening:
        """What the law makes of this kind of moment. Raises BadInput."""
        for one in self.moments:
            if one.kind == kind.strip().casefold():
                return one
        known = ", ".join(one.kind for one in self.moments)
        raise BadInput(f"{self.name} knows no {kind!r}.", f"Use one of {known}.")


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


@cache
def regimes() -> tuple[Regime, ...]:
    """All regimes, the most used first."""
    named = [field.name for field in fields(Regime)]
    return tuple(
        Regime(
            **{name: row[name] for name in named}
            | {"names": tuple(sorted(row["names"], key=len, reverse=True))}
        )
        for row in rulebook.load_once("regimes.yaml")["regimes"]
    )


@cache
def clocks() -> tuple[Clock, ...]:
    """How each law counts, also those under which no case can be made."""
    book = rulebook.load_once("regimes.yaml")
    return tuple(
        Clock(
            row["name"],
            row["title"],
            row["working_days"],
            row["calendar"],
            row["review_window"],
            tuple(
                Happening(**one | {"effect": Effect(one["effect"])})
                for one in row["moments"]
            ),
            row.get("months", 0),
        )
        for row in (*book["regimes"], *book["clocks"])
    )


def clock(name: str) -> Clock:
    """How the law with this short name counts, in any case. Raises BadInput."""
    for one in clocks():
        if one.name == name.strip().upper():
            return one
    known = " or ".join(one.name for one in clocks())
    raise BadInput(f"There are no rules for the regime {name!r}.", f"Use {known}.")


def regime(name: str) -> Regime:
    """The regime with this short name, in any case. Raises BadInput."""
    for one in regimes():
        if one.name == name.strip().upper():
            return one
    known = " or ".join(one.name for one in regimes())
    raise BadInput(f"There are no rules for the regime {name!r}.", f"Use {known}.")
