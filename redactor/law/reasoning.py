"""What has to be said for an exemption: the questions of ``rules/decisions.yaml``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from redactor.errors import BadInput
from redactor.law import rulebook
from redactor.law.citation import key_of
from redactor.law.exemptions import Exemption, Standing

_STANDINGS = {
    Standing.ABSOLUTE: "absolute",
    Standing.QUALIFIED: "qualified",
    Standing.CONTESTED: "contested",
    Standing.DEPENDS: "depends",
    Standing.NONE: "none",
}
_LONGEST = 20_000  # characters of an answer


class Form(StrEnum):
    """How a question is answered."""

    CHOICE = "choice"
    LETTERS = "letters"
    LINE = "line"
    PROSE = "prose"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Question:
    """One question; ``after`` is another question's id and the answer it waits for.

    ``words`` say what the choices mean, where they do not say it themselves.
    """

    id: str
    form: Form
    asks: str
    hint: str
    choices: tuple[str, ...] = ()
    optional: bool = False
    after: tuple[str, str] | None = None
    words: tuple[str, ...] = ()

    def parsed(self, answer: str) -> str:
        """The answer as it is kept. Raises BadInput where it is none."""
        text = answer.strip()
        if not text:
            return ""
        match self.form:
            case Form.CHOICE:
                return self._one_of(text)
            case Form.LETTERS:
                letters = re.findall(r"\b[a-z]\b", text.casefold())
                if not letters:
                    letters = [text]
                return ", ".join(dict.fromkeys(self._one_of(one) for one in letters))
            case Form.DATE:
                return _date(text)
            case Form.LINE:
                return " ".join(text.split())[:_LONGEST]
        return text[:_LONGEST]

    def _one_of(self, text: str) -> str:
        plain = " ".join(text.casefold().split())
        if plain not in self.choices:
            raise BadInput(
                f"“{text[:40]}” is no answer to “{self.asks}”",
                f"Answer with {' or '.join(f'“{one}”' for one in self.choices)}.",
            )
        return plain


def _date(text: str) -> str:
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadInput(
            f"“{text[:40]}” is no date.", "Write it like 2024-10-01."
        ) from None


def questions(exemption: Exemption) -> tuple[Question, ...]:
    """What has to be said for this exemption, in order; nothing for a mark such as
    "out of scope"."""
    found: dict[str, Question] = {}
    for row in rulebook.load_once("decisions.yaml")["questions"]:
        if row["id"] not in found and _asked(row, exemption):
            found[row["id"]] = _question(row)
    return tuple(found.values())


def _question(row: Mapping[str, Any]) -> Question:
    after = next(iter(row.get("after", {}).items()), None)
    return Question(
        row["id"],
        Form(row["kind"]),
        row["asks"],
        row["hint"],
        tuple(row.get("choices", ())),
        row.get("optional", False),
        after,
        tuple(row.get("words", ())),
    )


def _asked(row: Mapping[str, Any], exemption: Exemption) -> bool:
    wanted = row["for"]
    here = {
        "basis": exemption.basis,
        "standing": _STANDINGS[exemption.standing],
        "kinds": str(exemption.kind),
        "regimes": exemption.regime,
    }
    return (
        all(here[name] in wanted[name] for name in here if name in wanted)
        and ("codes" not in wanted or within(exemption.code, wanted["codes"]))
        and not within(exemption.code, row.get("not", ()))
    )


def kept_inside() -> frozenset[str]:
    """Questions whose answers are for the file and stand in no letter."""
    rows = rulebook.load_once("decisions.yaml")["questions"]
    return frozenset(row["id"] for row in rows if row.get("inside"))


def within(code: str, sections: Iterable[str]) -> bool:
    """Whether a code is one of these, or a limb of one."""
    key = key_of(code)
    return any(key[: len(key_of(one))] == key_of(one) for one in sections)


def standing_answers(code: str) -> Mapping[str, str]:
    """What the authority says wherever a case does not: its standing text."""
    for row in rulebook.load_once("decisions.yaml")["standing"]:
        if within(code, row["codes"]):
            answers: Mapping[str, str] = row["answers"]
            return answers
    return {}


def is_offence(code: str) -> bool:
    """Whether a release against this exemption can be a crime."""
    return within(code, rulebook.load_once("decisions.yaml")["offences"])


@dataclass(frozen=True, slots=True)
class Pair:
    """Two exemptions that can't both hold; in the ``alternative`` they may be cited."""

    one: str
    other: str
    why: str
    alternative: bool = False


@cache
def _pairs() -> tuple[Pair, ...]:
    return tuple(Pair(**row) for row in rulebook.load_once("decisions.yaml")["clashes"])


def clash(codes: Collection[str]) -> Pair | None:
    """The pair among these codes of one passage that can't both hold."""
    for pair in _pairs():
        if any(within(c, [pair.one]) for c in codes) and any(
            within(c, [pair.other]) for c in codes
        ):
            return pair
    return None
