"""Verbs of the command line about the schedule, apart from any release."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from redactor.casefile import CaseFile, me
from redactor.errors import BadInput
from redactor.options import ByOption, CaseArgument, JsonOption
from redactor.release.internal import WARNING, output_of
from redactor.release.internal_files import save_internal, save_public
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


VERBS: dict[str, Callable[..., None]] = {
    "schedule": schedule,
    "schedule-import": schedule_import,
}
