"""The authority's policy: whose names a release keeps (``rules/policy.yaml``)."""

from __future__ import annotations

import fnmatch
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from redactor.law import rulebook
from redactor.model import PersonDecision


class Advice(StrEnum):
    """What the policy says about somebody."""

    KEEP = "keep"
    WITHHOLD = "withhold"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of somebody: who they are, and what the staff register says."""

    kind: str = ""
    grade: str = ""
    public_facing: bool = False
    left: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the policy; ``None`` where it does not ask."""

    name: str
    decision: Advice
    why: str
    kind: str = ""
    grades: tuple[str, ...] = ()
    public_facing: bool | None = None
    left: bool | None = None

    def fits(self, somebody: Standing) -> bool:
        """Whether the line is about somebody like that."""
        grade = somebody.grade.casefold().strip()
        return (
            self.kind in ("", somebody.kind)
            and (not self.grades or any(_like(grade, g) for g in self.grades))
            and self.public_facing in (None, somebody.public_facing)
            and self.left in (None, somebody.left)
        )


def _like(grade: str, pattern: str) -> bool:
    return bool(grade) and fnmatch.fnmatchcase(grade, pattern.casefold())


@cache
def kinds() -> tuple[str, ...]:
    """Who somebody can be, as the policy tells people apart."""
    return tuple(rulebook.load("policy.yaml")["kinds"])


@cache
def _lines() -> tuple[Line, ...]:
    return tuple(
        Line(
            **row
            | {
                "decision": Advice(row["decision"]),
                "grades": tuple(row.get("grades", ())),
            }
        )
        for row in rulebook.load("policy.yaml")["lines"]
    )


@cache
def kept_titles() -> tuple[str, ...]:
    """Patterns of the titles whose bearers the policy keeps."""
    keeping = {line.name for line in _lines() if line.decision is Advice.KEEP}
    titles = rulebook.load("policy.yaml").get("titles", {})
    return tuple(
        pattern for name in titles if name in keeping for pattern in titles[name]
    )


@cache
def bodies() -> tuple[str, ...]:
    """Patterns of the last words of a company's or a body's name."""
    return tuple(rulebook.load("policy.yaml").get("bodies", ()))


def line_for(somebody: Standing) -> Line | None:
    """The first line of the policy that fits; None where it says nothing."""
    return next((line for line in _lines() if line.fits(somebody)), None)


_PROPOSED = {
    Advice.KEEP: PersonDecision.RELEASE,
    Advice.WITHHOLD: PersonDecision.WITHHOLD,
    Advice.ASK: PersonDecision.UNDECIDED,
}


def advice(somebody: Standing) -> tuple[PersonDecision, str]:
    """What the policy proposes for somebody, and why; nothing where it says nothing."""
    line = line_for(somebody)
    if line is None:
        return PersonDecision.UNDECIDED, ""
    return _PROPOSED[line.decision], f"Policy, {line.name}: {line.why}"
