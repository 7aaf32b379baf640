"""The command line: every verb drives the same engine as the window.

What a script reads goes to standard output; progress (on a terminal only) and refusals
go to standard error. Exit codes: 0 done, 1 refused with a reason, 2 wrong use.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

import redactor
from redactor import (
    cli_decide,
    cli_intake,
    cli_law,
    cli_letter,
    cli_people,
    cli_review,
    cli_schedule,
    precedents,
    tasks,
)
from redactor.casefile import CaseFile, me
from redactor.errors import BadInput, RedactorError
from redactor.find.propose import unsearched
from redactor.listing import in_lines, listing
from redactor.model import Status
from redactor.options import (
    BundleOption,
    CaseArgument,
    EvenOption,
    FillOption,
    JsonOption,
    NumbersOnPages,
    ReferenceOnPages,
    RegisterOption,
    RelatedOption,
    RunningOption,
    TableOption,
    TextOption,
    WholeOption,
)
from redactor.precedents import note_related
from redactor.release.approval import note
from redactor.release.looks import keep_look
from redactor.release.reply.letter import reminders
from redactor.terminal import drive, print_json, refuse

app = typer.Typer(
    name="foi-redactor",
    help="Redact documents for a Freedom of Information release, and prove it. "
    "With a case file and no verb, or with nothing, the window opens.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.add_typer(precedents.verbs)
app.add_typer(cli_letter.verbs)
app.add_typer(cli_people.verbs)


def main(arguments: list[str] | None = None) -> int:
    """Run one verb and return its exit code."""
    try:
        app(arguments, standalone_mode=True)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except RedactorError as error:
        refuse(error)
        return 1
    return 0


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"FOI Redactor {redactor.__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="and exit"),
    ] = False,
) -> None:
    del version


_BEFORE = cli_intake.VERBS | cli_decide.VERBS
_AFTER = cli_law.VERBS | cli_review.VERBS | cli_schedule.VERBS
for _name, _verb in _BEFORE.items():
    app.command(_name)(_verb)


@app.command("list")
def list_(case: CaseArgument, as_json: JsonOption = False) -> None:
    """Show the case: documents, people, redactions, events."""
    with CaseFile.attach(case) as file:
        data = listing(file)
        wrong = file.problems()
    if as_json:
        print_json(data)
    else:
        for line in in_lines(data):
            typer.echo(line)
    if wrong:
        raise BadInput(
            f"The audit trail was altered, or the case behind its back: {wrong[0]}",
            "Do not release from this file. Restore the case from a backup.",
        )


# -- what leaves


@app.command()
def release(
    case: CaseArgument,
    out: Annotated[Path, typer.Argument(metavar="OUT", help="a new folder")],
    text: TextOption = False,
    table: TableOption = None,
    box: FillOption = None,
    withheld_pages: WholeOption = None,
    stamp_reference: ReferenceOnPages = None,
    stamp_pages: NumbersOnPages = None,
    running: RunningOption = None,
    bundle: BundleOption = None,
    even: EvenOption = None,
    related: RelatedOption = None,
    as_json: JsonOption = False,
) -> None:
    """Burn, sanitise, prove, and write the release folder with its schedule.

    How it looks is remembered with the case, and approved with it.
    """
    with CaseFile.open(case) as file:
        keep_look(
            file, fill=box, whole=withheld_pages, reference=stamp_reference,
            numbers=stamp_pages, running=running, bundle=bundle, even=even,
        )  # fmt: skip
        note_related(file, related or [])
        for document in unsearched(file):
            typer.echo(f"{document.id} was never searched: see propose.", err=True)
        look = sum(r.status is Status.LOOK for r in file.state.redactions.values())
        if look:
            typer.echo(
                f"{look} worth a look, and nobody did: see decide --look.", err=True
            )
        manifest = drive(
            "Releasing", tasks.release, case, out, text, tuple(table or ())
        )
        for words in (*note(file, manifest, by=me()), *reminders(file.state)):
            typer.echo(words, err=True)
    typer.echo(manifest if as_json else f"The release is in {out.resolve()}")


@app.command()
def find(
    register: RegisterOption = None,
    look: Annotated[
        bool, typer.Option("--look", help="add what is worth a look, and what stays")
    ] = False,
) -> None:
    """Find personal data in JSON lines: {"id","text"} in, {"id","spans"} out."""
    from redactor.find.jsonl import find_lines

    for line in find_lines(_stdin(), register, everything=look):
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def _stdin() -> Iterable[str]:
    # a TextIOWrapper here, though typed as any text stream
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    return sys.stdin


@app.command()
def demo(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="a new folder")],
) -> None:
    """The sample case, from files to release, without a window."""
    where = drive("Demo", tasks.demo, out)
    typer.echo(f"The release is in {where.resolve()}")


for _name, _verb in _AFTER.items():
    app.command(_name)(_verb)
