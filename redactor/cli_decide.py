"""Verbs of the command line that decide, by command or as it was done elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from redactor.casefile import CaseFile
from redactor.model import Change, Person
from redactor.offices import said, usually_public
from redactor.options import ByOption, CaseArgument, JsonOption, OnlyHereOption
from redactor.searching import search
from redactor.terminal import print_json
from redactor.verdicts import Verdict, Wanted, decide_change, import_change
from redactor.whole import left


def decide(
    case: CaseArgument,
    by: ByOption,
    accept: Annotated[bool, typer.Option("--accept", help="withhold")] = False,
    reject: Annotated[bool, typer.Option("--reject", help="leave visible")] = False,
    reset: Annotated[bool, typer.Option("--reset", help="make undecided")] = False,
    every: Annotated[
        bool, typer.Option("--all", help="every redaction that is undecided")
    ] = False,
    look: Annotated[
        bool, typer.Option("--look", help="every passage that is worth a look")
    ] = False,
    serial: Annotated[
        list[str] | None, typer.Option("--id", help="a serial, such as D01-R003")
    ] = None,
    person: Annotated[
        list[str] | None, typer.Option(help="a person, such as P01")
    ] = None,
    text: Annotated[
        str | None, typer.Option(help="every place where this text stands")
    ] = None,
    exemption: Annotated[
        list[str] | None, typer.Option(help="a code, such as s.40(2)")
    ] = None,
    only_here: OnlyHereOption = False,
    reason: Annotated[str, typer.Option(help="a note kept with the decision")] = "",
    as_json: JsonOption = False,
) -> None:
    """Accept, reject or reset redactions."""
    verbs = [v for v, on in zip(Verdict, (accept, reject, reset), strict=True) if on]
    ids, people = tuple(serial or ()), tuple(person or ())
    wanted = Wanted(every, ids, people, text, look, only_here)
    if len(verbs) != 1:
        raise typer.BadParameter("say one of --accept, --reject and --reset")
    if not wanted:
        raise typer.BadParameter("say which: --all, --look, --id, --person or --text")
    with CaseFile.open(case) as file:
        change = decide_change(file, verbs[0], wanted, tuple(exemption or ()), reason)
        file.apply(change, by=by)
        public = _public(file, change) if verbs[0] is Verdict.ACCEPT else ""
        count = len(list(left(file.state)))
    if as_json:
        print_json({"changed": change.count, "undecided": count, "public": public})
    else:
        typer.echo(f"{change.label}; {count} left to decide.")
        if public:
            typer.echo(public)


def _public(file: CaseFile, change: Change) -> str:
    """Whose names usually stay, of the people who were decided."""
    ids = [row.id for row in change.added if isinstance(row, Person)]
    return said(usually_public(file, ids), file.state) if ids else ""


def import_(
    case: CaseArgument,
    marks: Annotated[Path, typer.Argument(metavar="MARKS.json")],
    by: ByOption,
    only_here: OnlyHereOption = False,
    as_json: JsonOption = False,
) -> None:
    """Take in redactions that were accepted elsewhere."""
    with CaseFile.open(case) as file:
        change = import_change(file, marks, only_here=only_here)
        file.apply(change, by=by)
    if as_json:
        print_json({"imported": change.count})
    else:
        typer.echo(f"{change.label}.")


VERBS: dict[str, Callable[..., None]] = {
    "decide": decide,
    "search": search,
    "import": import_,
}
