"""What a case still has to say before anybody can approve it, and what to look at.

FOIA s.17(1) and (3), EIR reg.14(3): which exemption, why it applies, how the public
interest was weighed; s.21 with the place where else, s.17(2) with a date.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass

from redactor.errors import UnknownExemption
from redactor.law.exemptions import Catalogue, Kind
from redactor.law.reasoning import Pair, clash, is_offence
from redactor.model import State, Status
from redactor.reasons import Use, answers_for, asked, known_uses, law_of, part_of
from redactor.request import Outcome, Part
from redactor.whole import is_kept_back, is_withheld


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that has to be said before anybody can approve.

    ``code`` and ``question`` name it where it belongs to an exemption, ``about`` the
    part or document otherwise, or the first redaction it is for.
    """

    sentence: str
    remedy: str
    about: str = ""
    code: str = ""
    part: str = ""
    question: str = ""

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}"


def missing(state: State) -> list[Missing]:
    """Everything that has to be said first, exemption by exemption, part by part."""
    found: list[Missing] = []
    for use in known_uses(state):
        found += _unanswered(state, use)
    for part in state.parts.values():
        found += _of_part(state, part)
    for document in state.documents.values():
        if document.outcome is Outcome.ELSEWHERE and not document.link:
            found.append(_no_link(document.id))
        if document.outcome is Outcome.WITHHELD and not document.exemptions:
            found.append(
                Missing(
                    f"{document.id} is withheld in full without an exemption.",
                    "Say which exemption it is withheld under.",
                    document.id,
                )
            )
    return found


def _unanswered(state: State, use: Use) -> list[Missing]:
    answers = dict(answers_for(state, use.exemption.code, use.parts))
    answers |= {k: v for k, v in _cited(state, use).items() if not answers.get(k)}
    code = use.exemption.code
    part = part_of(state, use)
    about = (*use.serials, *use.documents, *use.parts, "")[0]
    numbers = ", ".join(state.parts[p].number for p in use.parts if p in state.parts)
    where = f"{code} for part {numbers}" if numbers else code
    found = [
        Missing(
            f"{where}: “{question.asks}” is not answered.",
            question.hint,
            about,
            code,
            part,
            question.id,
        )
        for question in asked(use, answers)
        if not question.optional and not answers.get(question.id)
    ]
    if answers.get("result") == "disclose" and use.count:
        found.append(
            Missing(
                f"{where}: the public interest favours release, but {use.count} "
                "passages are withheld under it.",
                "Leave them visible, or weigh it again.",
                about,
                code,
                part,
                "result",
            )
        )
    return found


def _cited(state: State, use: Use) -> dict[str, str]:
    """What the citations on the boxes say themselves: the law behind a bar, the
    purposes of s.31(2)."""
    said: dict[str, str] = {}
    bare = use.exemption.code
    for serial in use.serials:
        for code in state.redactions[serial].exemptions:
            more = code.partition(":")[2].strip()
            if code.startswith(bare) and more and use.exemption.enactment:
                said.setdefault("enactment", more)
    return said


def _of_part(state: State, part: Part) -> list[Missing]:
    """What an outcome asks for: a link, a date, an exemption, an answer."""
    name = f"Part {part.number}"
    if part.outcome is Outcome.ELSEWHERE and not part.link:
        return [_no_link(part.id, name)]
    found: list[Missing] = []
    if part.outcome in _WANTS:
        there, sentence, remedy = _WANTS[part.outcome]
        if not there(state, part):
            found.append(Missing(f"{name} {sentence}", remedy, part.id))
    for sentence, remedy in _belied(state, part):
        found.append(Missing(f"{name} {sentence}", remedy, part.id))
    return found


def _belied(state: State, part: Part) -> Iterator[tuple[str, str]]:
    """Where a part's outcome says other than its documents, and what to do."""
    if part.outcome is Outcome.IN_FULL and _withheld(state, part):
        yield (
            "is released in full, but passages of its documents are withheld.",
            "It is released in part.",
        )
    rows = state.redactions.values()
    mine = [d for d in state.documents.values() if part.id in d.parts]
    alone = [d.id for d in mine if d.parts == (part.id,) and not is_withheld(d, rows)]
    later = part.outcome is Outcome.PENDING and part.until is not None
    if (later or part.outcome in _NOTHING_SENT) and alone:
        yield (
            f"is “{part.outcome}”, but {', '.join(alone)} would be released for it.",
            "Correct its outcome, say of the documents that they are not enclosed, or "
            "that they belong to another part.",
        )
    whole = mine and not part.exemptions and not any(map(is_kept_back, mine))
    if part.outcome is Outcome.IN_PART and whole and not _withheld(state, part):
        yield (
            "is released in part, but nothing of its documents is withheld.",
            "Correct its outcome, or withhold what is exempt.",
        )


def _rests_on(state: State, part: Part, kind: Kind) -> bool:
    law = law_of(state, part)
    return any(law.find(code).kind is kind for code in part.exemptions)


_NOTHING_SENT = (
    *(Outcome.WITHHELD, Outcome.NOT_HELD, Outcome.ELSEWHERE),
    *(Outcome.REFUSED, Outcome.OUT_OF_SCOPE),
)
_WANTS: Mapping[Outcome, tuple[Callable[[State, Part], bool], str, str]] = {
    Outcome.PENDING: (
        lambda _, part: part.until is not None,
        "has no outcome yet.",
        "Say how it is answered, or by when it will be.",
    ),
    Outcome.NCND: (
        lambda state, part: _rests_on(state, part, Kind.NCND),
        "refuses to confirm or deny without the exemption that allows it.",
        "Name it, for example s.40(5B)(a)(i).",
    ),
    Outcome.REFUSED: (
        lambda state, part: _rests_on(state, part, Kind.PROCEDURAL),
        "is refused without the section it is refused under.",
        "Name it: s.12(1), s.14(1) and the like.",
    ),
    Outcome.EXTRACTED: (
        lambda _, part: bool(part.answer),
        "is answered by an extract that is not there.",
        "Write the extract as the part's answer.",
    ),
    Outcome.WITHHELD: (
        lambda state, part: bool(part.exemptions) or _withheld(state, part),
        "is withheld in full, but nothing of it is withheld.",
        "Name the exemption, or withhold the documents.",
    ),
}


def _no_link(about: str, name: str = "") -> Missing:
    return Missing(
        f"{name or about} is available elsewhere, but the case does not say where.",
        "Give the link: s.21 needs it.",
        about,
    )


def _withheld(state: State, part: Part) -> bool:
    """Whether anything of a part's documents is withheld."""
    mine = {d.id for d in state.documents.values() if part.id in d.parts}
    return any(state.documents[d].outcome is Outcome.WITHHELD for d in mine) or any(
        r.document in mine and r.status is Status.ACCEPTED
        for r in state.redactions.values()
    )


# -- what to look at, though nothing is missing


@dataclass(frozen=True, slots=True)
class Caution:
    """Something that may be wrong, with what it is about."""

    about: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.about}: {self.sentence}" if self.about else self.sentence


def cautions(state: State) -> list[Caution]:
    """Exemptions that clash on one passage, citations of the law before 2018, bars
    whose breach is an offence."""
    law = law_of(state)
    said: dict[tuple[str, ...], list[str]] = {}
    found: list[Caution] = []
    for row in state.in_order():
        if row.status is Status.ACCEPTED:
            codes = row.exemptions
            if codes not in said:
                said[codes] = _wrong_with(law, codes)
            found += [Caution(row.serial, words) for words in said[codes]]
    found += [
        Caution(
            use.exemption.code,
            "Whoever releases this against the bar may commit an offence.",
        )
        for use in known_uses(state)
        if is_offence(use.exemption.code)
    ]
    return found


def _wrong_with(law: Catalogue, codes: Collection[str]) -> list[str]:
    """What is odd about these codes on one passage."""
    try:
        entries = [law.parse(code) for code in codes]
    except UnknownExemption:
        return []
    pair = clash([entry.code for entry in entries])
    old = [
        f"{entry.code} is no longer law: use {entry.replaced_by}."
        for entry in entries
        if entry.legacy
    ]
    return [*([_clashing(pair)] if pair is not None else []), *old]


def _clashing(pair: Pair) -> str:
    words = f"{pair.one} and {pair.other} stand on the same passage. {pair.why}"
    return words if not pair.alternative else f"{words} Say so in the letter."
