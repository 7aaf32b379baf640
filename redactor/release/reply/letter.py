"""The letter of response or refusal, from the same rows as the boxes and the schedule.

``letter`` writes it, ``letter_gates.gates`` says why it can't be final. What it must
hold is in FOIA s.17, EIR reg.14 and the Code of Practice; the order is usual.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from redactor.casefile import CaseFile
from redactor.errors import OutsideCalendar
from redactor.law.clock import add_working_days
from redactor.law.regimes import Regime, clock
from redactor.law.regimes import regime as regime_named
from redactor.law.wording import (
    authority,
    gap,
    is_regulator,
    listed,
    say,
    spoken,
)
from redactor.model import Document, State
from redactor.moments import timetable_of
from redactor.release.approval import MARK
from redactor.release.proof.sought import named_in
from redactor.release.reply.answer import Answer
from redactor.release.reply.blocks import Block, Paragraph, blocks, parts_of, under
from redactor.release.reply.letter_file import filled, template_bytes
from redactor.release.schedules.schedule import ranges
from redactor.release.template import TEMPLATE, template_of
from redactor.request import Outcome, Part
from redactor.whole import whole_pages

NAME = "letter.docx"
_ANSWERED = "answered"
_CONTACT = re.compile(r"@|\d")  # a mailbox, or the digits of an address or a telephone
_ELSEWHERE = "21"  # the section of what is not withheld but found elsewhere
_HELD_BACK = (Outcome.WITHHELD, Outcome.ELSEWHERE, Outcome.OUT_OF_SCOPE)


@dataclass(frozen=True, slots=True)
class Section:
    """How one part of the request is answered."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True)
class Letter:
    """Everything that a letter says, for the template to lay out.

    ``draft`` is empty in a letter that is final.
    """

    title: str
    draft: str
    date: str
    reference: str
    authority: str
    address: tuple[str, ...]
    requester: str
    salutation: str
    opening: str
    asked: str
    request: tuple[str, ...]
    handled: tuple[str, ...]
    answers: tuple[Section, ...]
    enclosures: tuple[str, ...]
    held_back: tuple[str, ...]
    marks: tuple[str, ...]
    blocks: tuple[Block, ...]
    concluded: str
    schedule: bool
    next_steps: tuple[str, ...]
    information: tuple[str, ...]
    team: str
    website: str

    def as_data(self) -> Mapping[str, Any]:
        """What the template can ask for, by name."""
        return asdict(self)


def letter(
    file: CaseFile,
    names: Mapping[str, str],
    day: dt.date,
    *,
    draft: bool = False,
) -> bytes:
    """The letter as a Word file, from the template that was chosen for the case.

    ``names`` are the documents' public names. Raises BadInput for a template with an
    error.
    """
    content = compose(file.state, names, day, draft=draft)
    return filled(template_bytes(template_of(file)), content.as_data(), day)


def choose_template(file: CaseFile, path: Path | None) -> None:
    """Use and remember the authority's template; None: the program's own again.

    Raises BadInput where it is no Word file.
    """
    file.put_setting(TEMPLATE, setting_of(path))


def setting_of(path: Path | None) -> str:
    """What the setting says of a template. Raises BadInput where it is none."""
    if path is None:
        return ""
    template_bytes(path)
    return str(path.resolve())


def day_of(state: State) -> dt.date:
    """The letter's date: when the case says that it was answered, else today."""
    days = [m.date for m in state.moments.values() if m.kind == _ANSWERED]
    return days[-1] if days else dt.datetime.now(dt.UTC).date()


def compose(
    state: State,
    names: Mapping[str, str],
    day: dt.date,
    *,
    draft: bool = False,
) -> Letter:
    """What the letter of that day says. Raises UnknownExemption."""
    case, own = state.case, authority()
    answer = Answer(state, names)
    requested = spoken(case.dated or case.received)
    shown = tuple(_lines(case.request)) or tuple(p.text for p in state.parts.values())
    asked = "asked" if any(shown) else "asked_without_words"
    enclosed = answer.enclosed
    return Letter(
        title=f"Response to request {case.reference}",
        draft=MARK if draft else "",
        date=spoken(day),
        reference=case.reference,
        authority=case.authority or own.name,
        address=own.address,
        requester=case.requester,
        salutation=_salutation(case.requester),
        opening=say("opening", requested=requested),
        asked=say(asked, requested=requested),
        request=tuple(_request(state)),
        handled=tuple(_handled(state, day)),
        answers=tuple(_answers(answer)),
        enclosures=tuple(_enclosure(answer, d) for d in enclosed),
        held_back=tuple(_held_back(answer)),
        marks=tuple(_marks(answer)),
        blocks=blocks(answer),
        concluded=_concluded(answer),
        schedule=bool(answer.documents),
        next_steps=tuple(_next_steps(state, day)),
        information=tuple(_information()),
        team=case.team or own.team,
        website=own.website,
    )


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _salutation(requester: str) -> str:
    """How the letter begins, as the authority has chosen."""
    name = named_in(requester)
    own = authority()
    return own.named.replace("{name}", name) if name else own.unnamed


def reminders(state: State) -> tuple[str, ...]:
    """What the authority has not said of itself and a reader would look for."""
    own, found = authority(), []
    if not (state.case.authority or own.name):
        found.append("no name of the authority")
    if not own.address:
        found.append("no address of the authority")
    if not own.review_link and not _CONTACT.search(own.review_how):
        found.append("no address to ask for a review")
    if not found:
        return ()
    words = f"The letter gives {listed(found)}."
    return (f"{words} Write it into rules/authority.yaml once, for all letters.",)


# -- the request


def _request(state: State) -> Iterator[str]:
    """The request as it was written, and its parts where they do not stand in that."""
    whole = " ".join(state.case.request.split())
    yield from _lines(state.case.request)
    for part in state.parts.values():
        first, *more = _lines(part.text) or [""]
        if first and " ".join(part.text.split()) not in whole:
            yield f"{part.number}. {first}" if part.number else first
            yield from more


def _handled(state: State, day: dt.date) -> Iterator[str]:
    """When it came, under which law it is answered, and whether that is late."""
    case = state.case
    usual = regime_named(case.regime)
    yield say("received", received=spoken(case.received))
    words = [say("regime", law=usual.title, short=usual.name)]
    others = [p for p in state.parts.values() if _regime(p, usual) != usual]
    for part in others:
        law = _regime(part, usual)
        words.append(
            say("regime_part", number=part.number, law=law.title, short=law.name)
        )
    if any(law.unit == "reg." for law in (usual, *(_regime(p, usual) for p in others))):
        words.append(say("presumption"))
    yield " ".join(words)
    try:
        due = timetable_of(state).due
    except OutsideCalendar:
        return
    if due is not None and day > due:
        yield say("late", due=spoken(due))


def _regime(part: Part, usual: Regime) -> Regime:
    return regime_named(part.regime) if part.regime else usual


# -- the answer


def _answers(answer: Answer) -> Iterator[Section]:
    parts = list(answer.state.parts.values())
    if not parts:
        yield Section("", tuple(_outcome(answer, answer.whole, None)))
    for part in parts:
        alone = len(parts) == 1
        heading = "" if alone else parts_of(answer.state, [part.id]).capitalize()
        found = _outcome(answer, answer.outcome(part), part, alone)
        yield Section(heading, tuple(found))


def _relied_on(answer: Answer, outcome: Outcome, part: Part | None, alone: bool) -> str:
    """The provisions behind an outcome, to stand in its sentence."""
    refused = outcome in (Outcome.REFUSED, Outcome.NCND)
    return under(
        use
        for use in answer.uses
        if use.is_refusal == refused
        and use.entry.section != _ELSEWHERE
        and (part is None or alone or part.id in use.concerned)
    )


def _outcome(
    answer: Answer, outcome: Outcome, part: Part | None, alone: bool = True
) -> Iterator[Paragraph]:
    named = f"part {part.number}" if part and not alone else "the request"
    refused = outcome is Outcome.REFUSED and alone
    if outcome is Outcome.PENDING:
        if part is None or part.until is None:
            yield Paragraph(gap(say("gaps", "outcome", part=named)))
        else:
            yield Paragraph(say("outcomes", outcome, until=spoken(part.until)))
    else:
        which = "refused as a whole" if refused else outcome
        cited = _relied_on(answer, outcome, part, alone)
        yield Paragraph(say("outcomes", which, under=cited))
    if part is None:
        return
    if part.scope:
        yield Paragraph(part.scope)
    yield from map(Paragraph, _lines(part.answer))
    if outcome is Outcome.EXTRACTED and not part.answer:
        yield Paragraph(gap(say("gaps", "extract")))
    if part.link or outcome is Outcome.ELSEWHERE:
        yield Paragraph(part.link or gap(say("gaps", "link")), bullet=True)


def _enclosure(answer: Answer, document: Document) -> str:
    """A document's name, how many pages, which are missing and why, and for what."""
    boxes = answer.boxes(document)
    whole = sorted(whole_pages(document, boxes))
    said = [say("enclosure", name=answer.title(document), pages=_pages(document))]
    if document.parts and answer.state.parts:
        said.append(f"for {parts_of(answer.state, document.parts)}")
    if boxes:
        said.append(say("redacted"))
    if whole:
        pages = f"page{'s' if len(whole) > 1 else ''} {ranges(whole)}"
        said.append(say("notice", pages=pages))
    sentence = ", ".join(said) + "."
    return f"{sentence} {document.note}".strip()


def _pages(document: Document) -> str:
    return f"{document.pages} page{'' if document.pages == 1 else 's'}"


def _held_back(answer: Answer) -> Iterator[str]:
    """Documents that do not go out, and why not."""
    for document in answer.documents:
        fate = answer.fate(document)
        if fate not in _HELD_BACK:
            continue
        how = str(fate)
        if fate is Outcome.ELSEWHERE:
            how = say("elsewhere", link=document.link or gap(say("gaps", "link")))
        name = say("enclosure", name=answer.title(document), pages=_pages(document))
        yield f"{name}: {how}. {document.note}".strip()


def _marks(answer: Answer) -> Iterator[str]:
    word = regime_named(answer.state.case.regime).word
    sent = answer.enclosed
    if any(answer.boxes(d) for d in sent):
        yield say("marks", "boxes", word=word)
    for mark in answer.marks:
        reason = mark.reason[0].lower() + mark.reason[1:]
        yield say("marks", "marker", stamp=mark.stamp, word=word, reason=reason)
    if any(whole_pages(d, answer.boxes(d)) for d in sent):
        yield say("marks", "whole")


def _concluded(answer: Answer) -> str:
    """That all is answered, or which parts are while others are still open."""
    state = answer.state
    waiting = {
        d.part for d in state.decisions.values() if d.answer("result") == "pending"
    }
    open_ = {
        p.id
        for p in state.parts.values()
        if p.id in waiting or answer.outcome(p) is Outcome.PENDING
    }
    if not open_ and "" not in waiting:
        return say("concluded")
    done = [p for p in state.parts if p not in open_]
    if not done or "" in waiting:
        return ""
    return say("concluded_parts", parts=parts_of(state, done))


# -- what the requester can do


def _next_steps(state: State, day: dt.date) -> Iterator[str]:
    law, own, case = clock(state.case.regime), authority(), state.case
    try:
        last = add_working_days(day, law.review_window, law.calendar)
        by = say("complaint", "by", day=spoken(last))
    except OutsideCalendar:
        by = ""
    review = say("complaint", "review", days=law.review_window, by=by)
    yield f"{review} {own.review_how}"
    if own.review_link:
        yield say("complaint", "read", link=own.review_link)
    laws = {case.regime, *(p.regime for p in state.parts.values() if p.regime)}
    eir = any(regime_named(one).unit == "reg." for one in laws)
    which = "after_regulator" if is_regulator(case.authority or own.name) else "after"
    yield say(
        "complaint",
        which,
        short=listed(sorted(laws, reverse=True)),
        eir=say("complaint", "eir") if eir else "",
        link=say("complaint", "link"),
    )


def _information() -> Iterator[str]:
    own = authority()
    for text, link in (
        (own.privacy, own.privacy_link),
        (own.retention, own.retention_link),
        (own.reuse, ""),
    ):
        if text:
            yield f"{text} {link}".strip()
    if own.log_link:
        yield say("log", "published", link=own.log_link)
