"""Verbs of the command line about the schedule, apart from any release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from redactor.casefile import CaseFile, me
from redactor.cells import describe_document
from redactor.errors import BadInput
from redactor.options import ByOption, CaseArgument, JsonOption
from redactor.release.internal_files import save_internal, save_public
from redactor.release.schedules.internal import WARNING, output_of
from redactor.roundtrip import take_back
from redactor.terminal import print_json


def schedule(
    case: CaseArgument,
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help=".xlsx, .pdf, .csv or .json")
    ],
    inside: Annotated[
        bool,
        typer.Option("--internal", help="with what is withheld: never to be released"),
    ] = False,
    release: Annotated[
        Path | None,
        typer.Option("--release", help="a release that was made, for its hashes"),
    ] = None,
) -> None:
    """Write the schedule as the case stands, for the public or with --internal."""
    if release is not None and not inside:
        raise BadInput("--release goes with --internal only.", "Add --internal.")
    with CaseFile.open(case) as file:
        if inside:
            output = output_of(release) if release else None
            written = save_internal(file, out, output)
            file.record("internal schedule", by=me(), count=len(file.state.redactions))
            typer.echo(WARNING, err=True)
        else:
            written = save_public(file, out)
    for path in written:
        typer.echo(str(path))


def schedule_import(
    case: CaseArgument,
    path: Annotated[Path, typer.Argument(metavar="FILE", help=".xlsx or .csv")],
    by: ByOption,
    as_json: JsonOption = False,
) -> None:
    """Take over what was edited in an internal schedule, as one step."""
    with CaseFile.open(case) as file:
        change, report = take_back(file, path)
        file.apply(change, by=by)
    if as_json:
        print_json(asdict(report))
    else:
        for words in report.changed:
            typer.echo(f"Changed  {words}")
        for words in report.refused:
            typer.echo(f"Refused  {words}", err=True)
        if report.missing:
            typer.echo(f"{len(report.missing)} rows are not in the file, and stay.")
        typer.echo(f"{change.count} rows changed; {len(report.refused)} refused.")


def document(
    case: CaseArgument,
    which: Annotated[str, typer.Argument(metavar="DOCUMENT", help="such as D01")],
    by: ByOption,
    outcome: Annotated[
        str | None,
        typer.Option(
            help='"withheld in full", "available elsewhere", "not held", '
            '"out of scope", "answered by extract"; "" as its boxes say'
        ),
    ] = None,
    exemption: Annotated[
        list[str] | None, typer.Option(help="what the whole document rests on")
    ] = None,
    link: Annotated[str | None, typer.Option(help="where else it is (s.21)")] = None,
    title: Annotated[str | None, typer.Option(help="for the public")] = None,
    kind: Annotated[str | None, typer.Option(help="letter, minutes, ...")] = None,
    date: Annotated[str | None, typer.Option(help="as the schedule says it")] = None,
    parties: Annotated[str | None, typer.Option(help="from and to, as roles")] = None,
    part: Annotated[
        list[str] | None, typer.Option(help="a part of the request; all for all")
    ] = None,
    note: Annotated[
        str | None, typer.Option(help="a page that is missing or blank, and why")
    ] = None,
) -> None:
    """Say what the schedule says of a document, and what becomes of it as a whole."""
    cells = {
        "Title": title,
        "Type": kind,
        "Date": date,
        "From / to": parties,
        "Parts": None if part is None else ", ".join(part),
        "Outcome": outcome,
        "Codes": None if exemption is None else "; ".join(exemption),
        "Link": link,
        "Note": note,
    }
    said = {head: text for head, text in cells.items() if text is not None}
    if not said:
        raise typer.BadParameter("say what of the document is to be set")
    with CaseFile.open(case) as file:
        change = describe_document(file.state, which, said)
        file.apply(change, by=by)
    typer.echo(change.label if change else "It says so already.")


VERBS: dict[str, Callable[..., None]] = {
    "document": document,
    "schedule": schedule,
    "schedule-import": schedule_import,
}
