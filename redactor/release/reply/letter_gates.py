"""Why a letter can't be final yet: each with a sentence and a remedy.

What stands behind it is in FOIA s.17: s.17(1)(b) asks for every exemption that is
relied on, s.17(2) for dates that hold, and by s.17(4) no reason may give away what it
is given for.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

from redactor.casefile import CaseFile
from redactor.errors import OutsideCalendar
from redactor.law.exemptions import catalogue
from redactor.law.reasoning import kept_inside, within
from redactor.law.regimes import Effect, clock
from redactor.law.timetable import timetable
from redactor.law.wording import authority_words, gap_mark, public_words
from redactor.model import State
from redactor.moments import timetable_of
from redactor.release.proof.needles import Needle, Text, squeezed
from redactor.release.proof.sought import requester_needles
from redactor.release.reply.answer import Answer
from redactor.release.reply.blocks import reasonings
from redactor.release.reply.letter import Letter, compose
from redactor.release.reply.letter_file import (
    left_by_editors,
    outline,
    template_bytes,
    unknown,
    words,
)
from redactor.release.template import template_of, usual_template
from redactor.request import Moment, Outcome

_UNFILLED = re.compile(r"\{\{|\}\}|\{%|%\}|_{4,}|<<[^<>]*>>")
_CITED = re.compile(
    r"(?i)\b(?:sections?|s\.|ss\.|regulations?|reg\.)\s*(\d+[a-z]?(?:\s?\(\w{1,4}\))*)"
)
_BRACKETS = re.compile(r"\[[A-Za-z][A-Za-z ,']*\]")  # in a request they may well stand


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Something that keeps a letter from being final. It repeats no withheld text.

    ``leaks`` says that a withheld text can be read in it.
    """

    sentence: str
    remedy: str
    leaks: bool = False

    def __str__(self) -> str:
        return f"{self.sentence} {self.remedy}"


def gates(
    file: CaseFile,
    names: Mapping[str, str],
    day: dt.date,
    written: bytes,
    sought: Sequence[Needle],
) -> list[Fault]:
    """What is wrong with this letter of the case; ``sought`` is what is withheld."""
    state = file.state
    content = compose(state, names, day)
    found = [
        *_unfilled(state, content, written),
        *_blocks(state, content, written, names),
        *_said(content, written),
        *_dates(state, day),
        *leaks(state, written, sought),
        *_left(written),
        *_unknown(file, content),
    ]
    return list(dict.fromkeys(found))


# -- what it says


def _gaps(*texts: str) -> list[str]:
    """What is still missing in these."""
    mark = re.escape(gap_mark()) + r"([^\]]*)"
    return [what.strip() for text in texts for what in re.findall(mark, text)]


def _unfilled(state: State, content: Letter, written: bytes) -> Iterator[Fault]:
    text = words(written)
    for block in content.blocks:
        for what in _gaps(*(one.text for one in block.paragraphs)):
            yield Fault(
                f"The letter lacks an answer for {block.code}: {what}",
                "Give it with the reasons of the case.",
            )
    sections = [p.text for one in content.answers for p in one.paragraphs]
    for what in _gaps(*sections, *content.held_back):
        yield Fault(
            f"The letter lacks something: {what}",
            "Say it of the request's parts or of the document.",
        )
    typed = [line.strip() for _, said in _typed(state) for line in said.splitlines()]
    for line in text.splitlines():
        if gap_mark() in line:
            continue
        ours = not any(one and one in line for one in typed)
        if _UNFILLED.search(line) or (ours and _BRACKETS.search(line)):
            yield Fault(
                "A placeholder in the letter was not filled in.",
                "Look for {{ }}, [ ] and ____ in the template, in the authority's own "
                "texts and in what was typed, and put words in their place.",
            )


def _blocks(
    state: State, content: Letter, written: bytes, names: Mapping[str, str]
) -> Iterator[Fault]:
    """Each provision that is relied on once, and no other."""
    lines = [text for _, text in outline(written)]
    for block in content.blocks:
        count = lines.count(block.heading)
        if count != 1:
            often = "not at all" if not count else f"{count} times"
            yield Fault(
                f"{block.code} is relied on and the letter explains it {often}.",
                "The template has to repeat its blocks once, with their headings.",
            )
    yield from _strange(state, content, written)
    yield from _disclosed(state, names)


def _strange(state: State, content: Letter, written: bytes) -> Iterator[Fault]:
    """Provisions that a template cites of its own and nothing is withheld under."""
    ours = squeezed("\n".join((*_leaves(content.as_data()), public_words())))
    used = [block.code for block in content.blocks]
    law = catalogue(state.case.regime)
    for line in words(written).splitlines():
        if squeezed(line) in ours:
            continue
        for cited in _CITED.findall(line):
            code = f"{law.regime.unit}{cited}"
            known = any(within(entry.code, [code]) for entry in law.values())
            if known and not any(within(one, [code]) for one in used):
                yield Fault(
                    f"The letter speaks of {code}, and nothing is withheld under it.",
                    "Take that out of the template or of the authority's own texts.",
                )


def _leaves(found: object) -> Iterator[str]:
    """All texts in the content of a letter."""
    if isinstance(found, str):
        yield found
    elif isinstance(found, Mapping):
        for value in found.values():
            yield from _leaves(value)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from _leaves(value)


def _disclosed(state: State, names: Mapping[str, str]) -> Iterator[Fault]:
    """What it was decided to disclose and boxes still withhold."""
    for use in Answer(state, names).uses:
        for _, answers in reasonings(state, use):
            if answers.get("result") == "disclose" and use.withheld:
                yield Fault(
                    f"For {use.entry.code} it was decided to disclose, and boxes still "
                    "withhold under it.",
                    "Leave those boxes visible, or change the result.",
                )


def _said(content: Letter, written: bytes) -> Iterator[Fault]:
    """What the law and good practice ask for is there, in any template."""
    text = " ".join(words(written).split())
    asked = (
        ("the case's reference", [content.reference]),
        ("its date", [content.date]),
        ("the request", content.request),
        ("when and under which law it was handled", content.handled),
        ("how it is answered", [p.text for a in content.answers for p in a.paragraphs]),
        ("what is enclosed", [*content.enclosures, *content.held_back]),
        ("the reasons", [p.text for b in content.blocks for p in b.paragraphs]),
        ("how to ask for a review and to complain", content.next_steps),
        ("who signs", [content.team]),
    )
    for what, texts in asked:
        if not all(" ".join(one.split()) in text for one in texts):
            yield Fault(
                f"The letter does not say all of {what}.",
                "Compare the template with the program's own: a part of it is missing.",
            )
        elif not any(texts) and what in ("the case's reference", "who signs"):
            yield Fault(f"The letter does not say {what}.", "Fill it in.")


# -- days


def _dates(state: State, day: dt.date) -> Iterator[Fault]:
    case = state.case
    if day < case.received:
        yield Fault(
            "The letter is dated before the request was received.",
            "Check the letter's date and that of receipt.",
        )
        return
    if case.dated and case.dated > case.received:
        yield Fault(
            "The request is dated after the day on which it was received.",
            "Correct one of the two in the case's details.",
        )
    answered = [m.date for m in state.moments.values() if m.kind == "answered"]
    if answered and answered[-1] != day:
        yield Fault(
            "The letter has another date than the case's answer.",
            "Use the day on which the case says that it was answered.",
        )
    for what, then in _promised(state):
        yield from _promise(state, day, what, then)


def _promise(
    state: State, day: dt.date, what: str, then: dt.date | None
) -> Iterator[Fault]:
    """A day promised for something that is not decided yet."""
    if then is None:
        yield Fault(f"The day promised for {what} is no date.", "Correct it.")
    elif then <= day:
        yield Fault(
            f"The day promised for {what} is not after the letter's date.",
            "Promise a later day, or decide now.",
        )
    elif then > (latest(state, day) or then):
        yield Fault(
            f"The day promised for {what} is later than the law and its Code of "
            "Practice allow.",
            "Promise an earlier day: the case's days say which.",
        )


def _promised(state: State) -> Iterator[tuple[str, dt.date | None]]:
    for part in state.parts.values():
        if part.outcome is Outcome.PENDING and part.until:
            yield f"part {part.number}", part.until
    for decision in state.decisions.values():
        if decision.answer("result") == "pending":
            said = decision.answer("until")
            where = state.parts.get(decision.part)
            of = f" of part {where.number}" if where else ""
            try:
                yield decision.exemption + of, dt.date.fromisoformat(said)
            except ValueError:
                yield decision.exemption + of, None


def latest(state: State, day: dt.date) -> dt.date | None:
    """The last day that may be promised in a letter of that day, None if not known.

    Where the case notes no extension, the letter itself is the notice of it.
    """
    case, law = state.case, clock(state.case.regime)
    extends = [m for m in law.moments if m.effect is Effect.EXTEND]
    noted = {m.kind for m in state.moments.values()}
    try:
        if any(one.kind in noted for one in extends) or not extends:
            return timetable_of(state).due
        notice = Moment("T0", extends[0].kind, day)
        moments = [m for m in state.moments.values() if m.kind != "answered"]
        return timetable(case.regime, case.received, [*moments, notice]).due
    except OutsideCalendar:
        return None


# -- what it must not say


def leaks(
    state: State, written: bytes, sought: Sequence[Needle], *, requester: bool = False
) -> Iterator[Fault]:
    """Withheld texts that can be read in it, what caseworkers typed included.

    The requester's own name may stand in it, unless ``requester`` says that it is a
    copy for everybody.
    """
    theirs = {n.squeezed for n in requester_needles(state)}
    kept = [n for n in sought if requester or n.squeezed not in theirs]
    own = Text("\n".join((authority_words(), state.case.authority)))
    kept = [n for n in kept if not _is_in(n, own)]
    for where, typed in _typed(state):
        for serial in _read(typed, kept):
            yield Fault(
                f"{where} says what redaction {serial} withholds.",
                "Say it in other words.",
                leaks=True,
            )
    for serial in told(words(written), kept):
        yield Fault(
            f"The letter says what redaction {serial} withholds.",
            "Take it out of the request's text, a title, or the template.",
            leaks=True,
        )


def told(text: str, sought: Iterable[Needle]) -> list[str]:
    """The redactions whose text can be read there, but for words of our own that say
    nothing of any case."""
    return _read(text, unusual(sought))


def unusual(sought: Iterable[Needle]) -> list[Needle]:
    """Those that are no words of our own."""
    usual = _usual()
    return [n for n in sought if not _is_in(n, usual)]


@cache
def _usual() -> Text:
    return Text(public_words() + "\n" + words(usual_template().read_bytes()))


def _typed(state: State) -> Iterator[tuple[str, str]]:
    """What people wrote that the letter or the log repeats, and where it stands."""
    yield "The request's text", state.case.request
    yield "The name of the team that signs", state.case.team
    yield "The title of the case", state.case.title
    for part in state.parts.values():
        lines = (part.text, part.scope, part.answer, part.link)
        yield f"Part {part.number} of the request", "\n".join(lines)
    for decision in state.decisions.values():
        answers = "\n".join(
            said for name, said in decision.answers if name not in kept_inside()
        )
        yield f"The reasoning for {decision.exemption}", answers
    for document in state.documents.values():
        told = (document.title, document.note, document.link)
        yield f"What is said of {document.id}", "\n".join(told)


def _is_in(needle: Needle, text: Text) -> bool:
    return any(True for _ in needle.found_in(text))


def _read(text: str, sought: Iterable[Needle]) -> list[str]:
    forms = [Text(one) for one in dict.fromkeys((text, unquote(text)))]  # links
    return sorted({n.serial for n in sought if any(_is_in(n, one) for one in forms)})


def _unknown(file: CaseFile, content: Letter) -> Iterator[Fault]:
    template = template_bytes(template_of(file))
    for name in unknown(template, content.as_data()):
        yield Fault(
            f"The template asks for {name[:40]!r}, which no letter has.",
            "Take it out, or compare its name with the program's own template.",
        )


def _left(written: bytes) -> Iterator[Fault]:
    for what in left_by_editors(written):
        yield Fault(
            f"The template still holds {what}.",
            "Accept or reject the changes and delete the comments in Word.",
        )
