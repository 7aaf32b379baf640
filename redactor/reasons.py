"""The reasoning of a case: what is said for each exemption, and what is missing.

FOIA s.17(1) asks a refusal to say which exemption applies and why, s.17(3) to say how
the public interest was weighed; EIR reg.14(3) the same. An approval waits for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from redactor import edits
from redactor.errors import BadInput, NotFound, UnknownExemption
from redactor.law.exemptions import Catalogue, Exemption, catalogue
from redactor.law.reasoning import (
    Question,
    questions,
    standing_answers,
)
from redactor.model import Change, State, Status
from redactor.request import Decision, Part


@dataclass(frozen=True, slots=True)
class Use:
    """An exemption in use, and on what: redactions, whole documents, whole parts.

    ``parts`` are the ids of the parts of the request it answers, none where it is for
    the whole request.
    """

    exemption: Exemption
    parts: tuple[str, ...] = ()
    serials: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.serials) + len(self.documents)


def law_of(state: State, part: Part | None = None) -> Catalogue:
    """The catalogue that a part is answered under, or the case."""
    return catalogue((part.regime if part else "") or state.case.regime)


def uses(state: State) -> list[Use]:
    """Every exemption in use, in the order of the law.

    A box serves the parts of its document; for a case without parts there is one use a
    code. Raises UnknownExemption for a code that is none.
    """
    law = law_of(state)
    found: dict[tuple[str, tuple[str, ...]], tuple[Exemption, list[str], list[str]]]
    found = {}
    for entry, one in _cited(state, law):
        there = found.setdefault((entry.code, one.parts), (entry, [], []))
        there[1].extend(one.serials)
        there[2].extend(one.documents)
    made = [
        Use(entry, parts, tuple(serials), tuple(documents))
        for (_, parts), (entry, serials, documents) in found.items()
    ]
    order = {code: n for n, code in enumerate(law)}
    last = len(order)
    return sorted(made, key=lambda u: (order.get(u.exemption.code, last), u.parts))


def _cited(state: State, law: Catalogue) -> Iterator[tuple[Exemption, Use]]:
    """Each citation: on a box, a document that is withheld whole, a part."""
    known: dict[str, Exemption] = {}
    for row in state.in_order():
        if row.status is Status.ACCEPTED:
            parts = state.documents[row.document].parts
            for code in row.exemptions:
                entry = known.get(code) or known.setdefault(code, law.parse(code))
                yield entry, Use(entry, parts, serials=(row.serial,))
    for document in state.documents.values():
        for code in document.exemptions if document.outcome else ():
            entry = law.parse(code)
            yield entry, Use(entry, document.parts, documents=(document.id,))
    for part in state.parts.values():
        for code in part.exemptions:
            entry = law_of(state, part).find(code)
            yield entry, Use(entry, (part.id,))


def known_uses(state: State) -> list[Use]:
    """The uses for which reasons are given once: those of one code that one decision
    serves, or none yet. Codes that are none are refused elsewhere, with their place."""
    try:
        every = uses(state)
    except UnknownExemption:
        return []
    found: dict[tuple[str, str], Use] = {}
    for use in every:
        serving = decision_for(state, use.exemption.code, use.parts)
        key = (use.exemption.code, serving.id if serving else "")
        found[key] = _with(found[key], use) if key in found else use
    return list(found.values())


def _with(one: Use, other: Use) -> Use:
    whole = not (one.parts and other.parts)
    return Use(
        one.exemption,
        () if whole else tuple(dict.fromkeys((*one.parts, *other.parts))),
        (*one.serials, *other.serials),
        (*one.documents, *other.documents),
    )


def part_of(state: State, use: Use) -> str:
    """The part (its id) for which a use has its reasons: that of the decision which
    serves it, or the one that has a law of its own; else the whole request, ""."""
    serving = decision_for(state, use.exemption.code, use.parts)
    if serving is not None:
        return serving.part
    own = (p for p in use.parts if p in state.parts and state.parts[p].regime)
    return next(own, "")


def decision_for(state: State, code: str, parts: Sequence[str] = ()) -> Decision | None:
    """The decision that serves a code on these parts: that of one of them, else the one
    for the whole request."""
    own = [d for d in state.decisions.values() if d.exemption == code]
    for decision in own:
        if decision.part in parts:
            return decision
    return next((d for d in own if not d.part), None)


def answers_for(
    state: State, code: str, parts: Sequence[str] = ()
) -> Mapping[str, str]:
    """What is said for a code: the case's own answers, then the standing text."""
    decision = decision_for(state, code, parts)
    own = {k: v for k, v in decision.answers if v} if decision else {}
    return {**standing_answers(code), **own}


def is_standing(state: State, code: str, parts: Sequence[str] = ()) -> bool:
    """Whether anything said for a code is the authority's standing text."""
    decision = decision_for(state, code, parts)
    own = {k for k, v in decision.answers if v} if decision else set()
    return bool(standing_answers(code).keys() - own)


def asked(use: Use, answers: Mapping[str, str]) -> list[Question]:
    """The questions of a use, those that wait for another's answer left out."""
    return [
        question
        for question in questions(use.exemption)
        if question.after is None or answers.get(question.after[0]) == question.after[1]
    ]


def say(
    state: State, code: str, answers: Mapping[str, str], *, part: str = ""
) -> Change:
    """Answer questions about an exemption, for a part (its id) or the whole request.

    Answers that are not given stay as they were; an empty one is taken out. Raises
    UnknownExemption, NotFound for a part, BadInput for an answer that is none.
    """
    if part and part not in state.parts:
        raise NotFound(f"The request has no part {part}.", "See the list of parts.")
    entry = law_of(state, state.parts.get(part)).find(code)
    known = {question.id: question for question in questions(entry)}
    if not known:
        raise BadInput(f"{entry.code} asks for no reasons.", "Nothing has to be said.")
    before = next(
        (
            d
            for d in state.decisions.values()
            if d.exemption == entry.code and d.part == part
        ),
        None,
    )
    said = dict(before.answers) if before else {}
    for name, answer in answers.items():
        if name not in known:
            raise BadInput(
                f"{entry.code} has no question {name!r}.",
                f"It asks for {', '.join(known)}.",
            )
        said[name] = known[name].parsed(answer)
    kept = tuple((name, said[name]) for name in known if said.get(name))
    label = f"reasons for {entry.code}"
    if not kept:
        return Change("reason", label, (before,) if before else ())
    identity = before.id if before else edits.Numbers(state).of("J")
    row = Decision(identity, entry.code, part, kept)
    return edits.put(state, row, "reason", label)


def hand_over(state: State, code: str, parts: Sequence[str], to: str) -> Change:
    """Let the reasons for a code on these parts be for part ``to`` (its id), or for the
    whole request where that is empty.

    What was said for the whole request stays there and is said for the part as well;
    what was said for the part alone goes back to the whole request where nothing is
    said for that, and is taken out otherwise.
    """
    serving = decision_for(state, code, parts)
    if serving is None or serving.part == to:
        return Change("reason", "")
    label = f"reasons for {code}"
    if to:
        identity = edits.Numbers(state).of("J")
        return Change("reason", label, (), (replace(serving, id=identity, part=to),))
    whole = decision_for(state, code)
    moved = () if whole else (replace(serving, part=""),)
    return Change("reason", label, (serving,), moved)


def served(state: State, decision: Decision) -> Iterable[str]:
    """Serials and documents that a decision serves."""
    for use in known_uses(state):
        mine = decision_for(state, use.exemption.code, use.parts)
        if mine is not None and mine.id == decision.id:
            yield from (*use.serials, *use.documents)
