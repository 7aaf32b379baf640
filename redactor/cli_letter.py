"""The verbs of the command line for the letter and the disclosure log."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from redactor import tasks
from redactor.casefile import CaseFile, me
from redactor.errors import BadInput
from redactor.options import CaseArgument, JsonOption
from redactor.terminal import drive

verbs = typer.Typer()


@verbs.command()
def letter(
    case: CaseArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT.docx", help="a new Word file")],
    template: Annotated[
        Path | None,
        typer.Option(help="your own template; the case remembers it"),
    ] = None,
    date: Annotated[
        dt.datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="the letter's date; else today"),
    ] = None,
) -> None:
    """Write the letter that goes with the release, from the case as it stands."""
    from redactor.release.reply.letter import choose_template
    from redactor.release.reply.response import save

    if out.exists():
        raise BadInput(f"{out.name} exists already.", "Choose another name.")
    with CaseFile.open(case) as file:
        if template is not None:
            choose_template(file, template)
        written = drive(
            "Writing", tasks.letter, case, date.date() if date is not None else None
        )
        save(out, written.data)
        file.record("letter", by=me(), content=written.data)
    for words in written.reminders:
        typer.echo(words, err=True)
    if written.faults:
        typer.echo("It is a draft, because it can't be final yet:", err=True)
        for fault in written.faults:
            typer.echo(f"  {fault}", err=True)
    typer.echo(f"The letter is in {out.resolve()}")


@verbs.command()
def log(
    case: CaseArgument,
    release: Annotated[
        Path, typer.Argument(metavar="RELEASE", help="the folder of the release")
    ],
    out: Annotated[Path, typer.Argument(metavar="OUT", help="a new folder")],
    title: Annotated[str, typer.Option(help="the entry's title")] = "",
    as_json: JsonOption = False,
) -> None:
    """Write the copy for the disclosure log: the response without the requester."""
    with CaseFile.open(case) as file:
        if not file.state.case.requester:
            typer.echo(
                "The case does not say who asked, so nobody could look for their name: "
                "see request --requester.",
                err=True,
            )
        entry = drive("Writing", tasks.disclose, case, release, out, title)
        file.record("log", by=me(), content=entry.encode())
    typer.echo(entry if as_json else f"The copy for the log is in {out.resolve()}")
