"""The numbered parts of a request: taken from its text, put in, answered."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from redactor import edits
from redactor.errors import BadInput, NotFound
from redactor.model import Change, Document, State
from redactor.moments import day
from redactor.reasons import law_of
from redactor.request import Outcome, Part

# "1.", "2)", "(a)", "iii." at the head of a line, or behind a sentence's end.
_NUMBER = re.compile(
    r"(?:(?<=\n)|^|(?<=[.;:?]\s))[ \t]*(?:(?:question|part|q)\s*)?"
    r"[(\[]?(\d{1,2}|[a-h]|[ivx]{1,4})[.)\]][ \t]+(?=\S)",
    re.IGNORECASE,
)
# Where the last part ends and the letter goes on: an empty line, or a farewell.
_END = re.compile(
    r"\n[ \t]*\n|\n[ \t]*(?=(?:yours|(?:kind|best|many|with)? ?"
    r"(?:regards|thanks)|thank you|i look forward|please (?:send|reply|let))\b)",
    re.IGNORECASE,
)
_LONGEST = 12  # characters of a number


def split(text: str) -> list[tuple[str, str]]:
    """The numbered parts of a request as it was written: number and text.

    Parts count from 1 or a without a gap; a list that does not is no list of parts.
    Nothing where there are less than two.
    """
    marks = list(_NUMBER.finditer(text))
    for kind in (str.isdigit, lambda n: n.isalpha() and len(n) == 1):
        chosen = [m for m in marks if kind(m[1])]
        run = _run(chosen)
        if len(run) > 1:
            end = _END.search(text, run[-1].end())
            last = end.start() if end else len(text)
            ends = [*(m.start() for m in run[1:]), last]
            return [
                (mark[1], " ".join(text[mark.end() : end].split()))
                for mark, end in zip(run, ends, strict=True)
            ]
    return []


def _run(marks: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """The marks that count up one by one from the first."""
    run: list[re.Match[str]] = []
    for mark in marks:
        number = mark[1].casefold()
        place = int(number) if number.isdigit() else ord(number) - 96
        if place == len(run) + 1:
            run.append(mark)
    return run


def take_parts(state: State, text: str) -> Change:
    """Put in the parts that a request's text is numbered by, and keep the text.

    Parts that are there already keep their outcome. An empty change where nothing is
    new.
    """
    numbers = edits.Numbers(state)
    there = {part.number: part for part in state.parts.values()}
    before: list[Part] = []
    after: list[Part] = []
    for number, words in split(text):
        if number in there:
            before.append(there[number])
            after.append(replace(there[number], text=words))
        else:
            after.append(Part(numbers.of("Q"), number, words))
    case = replace(state.case, request=text.strip())
    return Change(
        "request",
        "take down the request",
        (state.case, *before),
        (case, *after),
    )


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be set of a part; None leaves it as it is."""

    text: str | None = None
    scope: str | None = None
    outcome: str | None = None
    exemptions: tuple[str, ...] | None = None
    answer: str | None = None
    link: str | None = None
    until: str | None = None
    regime: str | None = None
    documents: tuple[str, ...] | None = None
    number: str | None = None


def part_named(state: State, number: str) -> Part:
    """The part with this number or id. Raises NotFound."""
    plain = number.strip().casefold().strip("()[].")
    for part in state.parts.values():
        if plain in {part.id.casefold(), part.number.casefold().strip("()[].")}:
            return part
    numbers = ", ".join(part.number for part in state.parts.values())
    raise NotFound(
        f"The request has no part {number}.",
        f"Its parts are {numbers}." if numbers else "It has no parts yet.",
    )


def set_part(state: State, number: str, wanted: Wanted) -> Change:
    """Make a part of the request, or change the one with this number or id.

    Raises BadInput, NotFound for a document, UnknownExemption.
    """
    number = _number(number)
    try:
        part = part_named(state, number)
    except NotFound:
        part = Part(edits.Numbers(state).of("Q"), number)
    before = state.current(part)
    part = _numbered(state, part, wanted.number)
    regime = part.regime if wanted.regime is None else wanted.regime.strip().upper()
    part = replace(part, regime="" if regime == state.case.regime else regime)
    law = law_of(state, part)
    codes = part.exemptions if wanted.exemptions is None else wanted.exemptions
    part = replace(
        part,
        text=_or(wanted.text, part.text),
        scope=_or(wanted.scope, part.scope),
        outcome=part.outcome if wanted.outcome is None else outcome(wanted.outcome),
        exemptions=tuple(dict.fromkeys(law.find(code).code for code in codes)),
        answer=_or(wanted.answer, part.answer),
        link=_or(wanted.link, part.link),
        until=part.until if wanted.until is None else _day(wanted.until),
    )
    removed, added = _documents(state, part, wanted.documents)
    return Change(
        "part",
        f"part {part.number} of the request",
        (*([before] if before else []), *removed),
        (part, *added),
    )


def _number(words: str) -> str:
    number = " ".join(words.split())
    if not number or len(number) > _LONGEST:
        raise BadInput("A part needs a short number.", "Number it as the request does.")
    return number


def _numbered(state: State, part: Part, words: str | None) -> Part:
    """The part with another number, which no other part may have."""
    if words is None:
        return part
    number = _number(words)
    if any(p.number == number and p.id != part.id for p in state.parts.values()):
        raise BadInput(
            f"The request has a part {number} already.", "Give it another number."
        )
    return replace(part, number=number)


def add_part(state: State) -> Change:
    """A new part at the end, with the next number that is free."""
    taken = {part.number for part in state.parts.values()}
    number = next(n for n in range(1, len(taken) + 2) if str(n) not in taken)
    return set_part(state, str(number), Wanted())


def describe(state: State, name: str, words: str) -> Change:
    """Set one of the details of the case: title, requester, team, retention, request,
    dated (an ISO date) or related (references, separated by commas).

    Raises BadInput for a date that is none.
    """
    plain = " ".join(words.split())
    value: Any = plain
    if name == "request":
        value = words.strip()
    elif name == "dated":
        value = _day(plain)
    elif name == "related":
        value = tuple(one.strip() for one in plain.split(",") if one.strip())
    case = replace(state.case, **{name: value})
    return edits.put(state, case, "correct", "correct the case's details")


def remove_part(state: State, number: str) -> Change:
    """Take a part out; documents and decisions that belong to it let go of it."""
    part = part_named(state, number)
    documents = [d for d in state.documents.values() if part.id in d.parts]
    decisions = [d for d in state.decisions.values() if d.part == part.id]
    after = (
        replace(d, parts=tuple(p for p in d.parts if p != part.id)) for d in documents
    )
    return Change(
        "part",
        f"take out part {part.number}",
        (part, *documents, *decisions),
        tuple(after),
    )


def _documents(
    state: State, part: Part, wanted: tuple[str, ...] | None
) -> tuple[list[Document], list[Document]]:
    """Documents before and after, where they come to a part or leave it."""
    if wanted is None:
        return [], []
    mine = {state.document(one).id for one in wanted}
    before: list[Document] = []
    after: list[Document] = []
    for document in state.documents.values():
        if (document.id in mine) != (part.id in document.parts):
            others = tuple(p for p in document.parts if p != part.id)
            before.append(document)
            after.append(
                replace(
                    document,
                    parts=(*others, part.id) if document.id in mine else others,
                )
            )
    return before, after


def _or(said: str | None, kept: str) -> str:
    return kept if said is None else said.strip()


def outcome(words: str) -> Outcome:
    """The outcome that is called so. Raises BadInput."""
    plain = " ".join(words.casefold().split())
    for one in Outcome:
        if plain in {str(one), one.name.casefold().replace("_", " ")}:
            return one
    raise BadInput(
        f"“{words[:40]}” is no outcome.",
        f"Use one of {', '.join(str(one) for one in Outcome)}.",
    )


def _day(words: str) -> dt.date | None:
    return day(words) if words.strip() else None
