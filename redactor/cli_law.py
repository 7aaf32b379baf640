"""Verbs of the command line about the request and the law: its parts, the reasons for
each exemption, what is missing, the policy, and the clock."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from redactor.casefile import CaseFile
from redactor.find.standing import follow_policy
from redactor.law.clock import due
from redactor.law.reasoning import Form, questions
from redactor.law.regimes import clock as clock_named
from redactor.law.timetable import Timetable, timetable
from redactor.listing import lacking
from redactor.missing import Missing, cautions
from redactor.model import Case, Change, State
from redactor.moments import day, happen, timetable_of, undo_moment
from redactor.options import ByOption, CaseArgument, JsonOption
from redactor.parts import Wanted, part_named, remove_part, set_part, take_parts
from redactor.reasons import law_of, say
from redactor.release.lacking import missing_in
from redactor.request import Moment
from redactor.terminal import file_bytes, object_in, print_json, shortened

Text = Annotated[str | None, typer.Option()]


def request(
    case: CaseArgument,
    by: ByOption,
    text: Annotated[
        Path | None, typer.Option(help="the request as written; - for standard input")
    ] = None,
    title: Annotated[str | None, typer.Option(help="for the disclosure log")] = None,
    requester: Annotated[str | None, typer.Option(help="who asked")] = None,
    dated: Annotated[str | None, typer.Option(help="date of the request")] = None,
    reference: Annotated[str | None, typer.Option(help="its reference")] = None,
    authority: Annotated[str | None, typer.Option(help="the public authority")] = None,
    received: Annotated[str | None, typer.Option(help="date of receipt")] = None,
    team: Annotated[str | None, typer.Option(help="the team that signs")] = None,
    retention: Annotated[str | None, typer.Option(help="retention label")] = None,
    related: Annotated[
        list[str] | None, typer.Option(help="another case that may be named")
    ] = None,
) -> None:
    """Take down the request, its text with numbered parts; put the case right."""
    with CaseFile.open(case) as file:
        before = file.state.case
        row: Case = replace(
            before,
            title=_said(title, before.title),
            requester=_said(requester, before.requester),
            team=_said(team, before.team),
            retention=_said(retention, before.retention),
            dated=day(dated) if dated else before.dated,
            reference=_said(reference, "") or before.reference,
            authority=_said(authority, before.authority),
            received=_received(received, before),
            related=tuple(related) if related else before.related,
        )
        if row != before:
            file.apply(
                Change("correct", "correct the case's details", (before,), (row,)),
                by=by,
            )
        if text is not None:
            words = sys.stdin.read() if str(text) == "-" else _words(text)
            file.apply(take_parts(file.state, words), by=by)
        if text is not None and not file.state.parts:
            typer.echo("The request is kept; it numbers no parts.")
        for part in file.state.parts.values():
            typer.echo(f"{part.number}  {part.outcome}  {shortened(part.text)}")


def _said(said: str | None, before: str) -> str:
    return before if said is None else " ".join(said.split())


def _received(said: str | None, case: Case) -> dt.date:
    """The day it came. Raises OutsideCalendar where no due date is known for it."""
    if not said:
        return case.received
    came = day(said)
    due(case.regime, came)
    return came


def _words(path: Path) -> str:
    return file_bytes(path).decode("utf-8-sig", errors="replace")


def part(
    case: CaseArgument,
    number: Annotated[str, typer.Argument(help="as the request numbers it")],
    by: ByOption,
    text: Text = None,
    scope: Text = None,
    outcome: Annotated[
        str | None, typer.Option(help='"released in part", "not held", ...')
    ] = None,
    exemption: Annotated[
        list[str] | None, typer.Option(help="what the whole part rests on")
    ] = None,
    answer: Annotated[str | None, typer.Option(help="what the letter says")] = None,
    link: Annotated[str | None, typer.Option(help="where else it is (s.21)")] = None,
    until: Annotated[str | None, typer.Option(help="when it will be answered")] = None,
    regime: Annotated[str | None, typer.Option(help="FOIA or EIR")] = None,
    document: Annotated[
        list[str] | None, typer.Option(help="a document of the part, such as D01")
    ] = None,
    remove: Annotated[bool, typer.Option("--remove", help="take it out")] = False,
) -> None:
    """Set a part of the request: what was asked, how it is answered, its documents."""
    wanted = Wanted(
        text,
        scope,
        outcome,
        None if exemption is None else tuple(exemption),
        answer,
        link,
        until,
        regime,
        None if document is None else tuple(document),
    )
    with CaseFile.open(case) as file:
        state = file.state
        change = (
            remove_part(state, number) if remove else set_part(state, number, wanted)
        )
        file.apply(change, by=by)
    typer.echo(change.label)


def reason(
    case: CaseArgument,
    code: Annotated[str, typer.Argument(help="the exemption, such as s.31(1)(g)")],
    by: ByOption,
    answer: Annotated[
        list[str] | None, typer.Option(help='for example harm="would be likely to"')
    ] = None,
    file_: Annotated[
        Path | None, typer.Option("--file", help="answers as a JSON object")
    ] = None,
    part: Annotated[str, typer.Option(help="for one part of the request")] = "",
) -> None:
    """Say why an exemption applies; see ``missing`` for what is asked."""
    answers = _pairs(answer or []) | (object_in(file_) if file_ else {})
    if not answers:
        raise typer.BadParameter("give --answer or --file")
    with CaseFile.open(case) as file:
        state = file.state
        which = part_named(state, part).id if part else ""
        file.apply(say(state, code, answers, part=which), by=by)
        left = len(missing_in(file))
    typer.echo(f"Reasons kept; {left} still missing in the case.")


def _pairs(given: list[str]) -> dict[str, str]:
    pairs = [one.partition("=") for one in given]
    if any(not mark for _, mark, _ in pairs):
        raise typer.BadParameter("write an answer as QUESTION=ANSWER")
    return {name.strip(): answer for name, _, answer in pairs}


def missing_(case: CaseArgument, as_json: JsonOption = False) -> None:
    """What still has to be said before anybody can approve. Exit code 1 if anything."""
    with CaseFile.attach(case) as file:
        found, more = missing_in(file), cautions(file.state)
        rows = lacking(file)
    if as_json:
        print_json(
            {
                "missing": rows,
                "warnings": [{"about": c.about, "sentence": c.sentence} for c in more],
            }
        )
    else:
        for one in found:
            typer.echo(str(one))
            if one.code:
                typer.echo(f"     {_how(file.state, one)}")
        for caution in more:
            typer.echo(str(caution))
        if not found:
            typer.echo("Nothing is missing.")
    if found:
        raise typer.Exit(1)


def _how(state: State, one: Missing) -> str:
    """What to type to answer a question about an exemption."""
    part = f" --part {state.parts[one.part].number}" if one.part in state.parts else ""
    law = law_of(state, state.parts.get(one.part))
    asked = {q.id: q for q in questions(law.find(one.code))}
    question = asked.get(one.question)
    choices = question.choices if question else ()
    said = " or ".join(f'"{choice}"' for choice in choices) or "..."
    if question and question.form is Form.LETTERS:
        said = f'"{choices[0]}, {choices[2]}" ({choices[0]} to {choices[-1]})'
    return f'reason CASE "{one.code}"{part} --answer {one.question}={said}'


def policy(case: CaseArgument, by: ByOption) -> None:
    """Decide about everybody for whom the authority's policy has a line."""
    with CaseFile.open(case) as file:
        change = follow_policy(file.state)
        file.apply(change, by=by)
    typer.echo(f"{change.label}.")


# -- the clock


def clock(
    case: CaseArgument,
    what: Annotated[
        str, typer.Argument(help='such as "clarification asked"; nothing to look')
    ] = "",
    by: Annotated[str, typer.Option("--by", help="who notes it")] = "",
    date: Annotated[str, typer.Option(help="the day it happened")] = "",
    until: Annotated[str, typer.Option(help="the day that was promised")] = "",
    exemption: Annotated[str, typer.Option(help="what is weighed")] = "",
    note: Annotated[str, typer.Option()] = "",
    remove: Annotated[str, typer.Option(help="take out, such as T01")] = "",
    as_json: JsonOption = False,
) -> None:
    """The days of the request; note what happened to it."""
    if (what or remove) and not by.strip():
        raise typer.BadParameter("say who notes it: --by NAME")
    with CaseFile.open(case) if what or remove else CaseFile.attach(case) as file:
        if remove:
            file.apply(undo_moment(file.state, remove), by=by.strip())
        if what:
            moment = Moment(
                "",
                what,
                day(date),
                day(until) if until else None,
                exemption,
                note.strip(),
            )
            file.apply(happen(file.state, moment), by=by.strip())
        _tell(timetable_of(file.state), as_json)


def deadline(
    received: Annotated[str, typer.Argument(metavar="DATE", help="date of receipt")],
    regime: Annotated[str, typer.Option(help="FOIA, EIR, FOISA or SAR")] = "FOIA",
    moment: Annotated[
        list[str] | None,
        typer.Option("--then", help='what happened: "fees notice=2024-10-03"'),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """When an answer is due, without a case."""
    pairs = _pairs(moment or [])
    rows = [
        Moment(f"T{n:02}", clock_named(regime).happening(kind).kind, day(at))
        for n, (kind, at) in enumerate(pairs.items(), 1)
    ]
    _tell(timetable(regime, day(received), rows), as_json)


def _tell(table: Timetable, as_json: bool) -> None:
    def iso(one: dt.date | None) -> str | None:
        return one.isoformat() if one else None

    if as_json:
        print_json(
            {
                "received": iso(table.received),
                "due": iso(table.due),
                "waiting": table.waiting,
                "answered": iso(table.answered),
                "days": [
                    {"what": one.what, "day": iso(one.day), "basis": one.basis}
                    for one in table.lines
                ],
                "warnings": list(table.warnings),
            }
        )
        return
    for line in table.lines:
        typer.echo(f"{iso(line.day)}  {line.what}  {line.basis}".rstrip())
    for words in (table.waiting, *table.warnings):
        if words:
            typer.echo(words)


VERBS: dict[str, Callable[..., None]] = {
    "request": request,
    "part": part,
    "reason": reason,
    "missing": missing_,
    "policy": policy,
    "clock": clock,
    "deadline": deadline,
}
