"""The command line: every verb drives the same engine as the window.

What a script reads goes to standard output; progress (on a terminal only) and refusals
go to standard error. Exit codes: 0 done, 1 refused with a reason, 2 wrong use.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

import redactor
from redactor import (
    cli_law,
    cli_letter,
    cli_review,
    cli_schedule,
    edits,
    precedents,
    tasks,
)
from redactor.casefile import CaseFile, me
from redactor.errors import BadInput, RedactorError, WorkerDied
from redactor.find.propose import unsearched
from redactor.intake import Intake, at_hand, doubts
from redactor.listing import in_lines, listing, many_pages
from redactor.model import Case, Redaction, Status
from redactor.options import (
    BundleOption,
    ByOption,
    CaseArgument,
    EvenOption,
    FilesArgument,
    FillOption,
    JsonOption,
    NumbersOnPages,
    OnlyHereOption,
    PasswordOption,
    ReferenceOnPages,
    RegisterOption,
    RelatedOption,
    RunningOption,
    TableOption,
    TextOption,
    WholeOption,
    said,
)
from redactor.precedents import note_related
from redactor.release.approval import note
from redactor.release.looks import keep_look
from redactor.searching import search
from redactor.terminal import drive, print_json, refuse
from redactor.verdicts import Verdict, Wanted, decide_change, import_change

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


@app.command()
def new(
    case: CaseArgument,
    files: FilesArgument,
    reference: Annotated[
        str, typer.Option(help="the request's reference", callback=said)
    ],
    received: Annotated[
        dt.datetime, typer.Option(formats=["%Y-%m-%d"], help="date of receipt")
    ],
    regime: Annotated[str, typer.Option(help="FOIA or EIR")] = "FOIA",
    authority: Annotated[str, typer.Option(help="the public authority")] = "",
    password: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Make a case and take files into it."""
    from redactor.law.clock import due
    from redactor.law.exemptions import catalogue

    row = Case(reference, received.date(), regime.upper(), authority)
    due(catalogue(row.regime).regime.name, row.received)  # refuses what is not known
    file = CaseFile.create(case, row, by=me())
    try:
        _take_in(file, files, password, as_json)
    finally:
        file.close()
        if not file.state.documents:  # so that the corrected command can be given
            case.unlink()


@app.command()
def add(
    case: CaseArgument,
    files: FilesArgument,
    password: PasswordOption = None,
    as_json: JsonOption = False,
) -> None:
    """Take more files into a case; a folder is taken apart."""
    with CaseFile.open(case) as file:
        _take_in(file, files, password, as_json)


def _take_in(
    file: CaseFile, files: list[Path], password: list[str] | None, as_json: bool
) -> None:
    result = _added(file, files, tuple(password or ()))
    documents = result.documents(file.state)
    file.apply(edits.add_documents(documents), by=me())
    _read(file)
    if as_json:
        print_json(
            {
                "documents": [d.id for d in documents],
                "refused": [{"name": r.name, "reason": str(r)} for r in result.refused],
            }
        )
    else:
        for document in documents:
            with_it = f", came with {document.parent}" if document.parent else ""
            pages = many_pages(document.pages)
            typer.echo(f"{document.id}  {document.name}  {pages}{with_it}")
            for warning in (*document.warnings, *doubts(file, document)):
                typer.echo(f"     {warning}")
    _say_refused(result)


def _added(file: CaseFile, files: list[Path], passwords: tuple[str, ...]) -> Intake:
    """Take files in; one that brings down its reader costs only itself."""
    deadly: list[Path] = []
    while True:
        try:
            return drive(
                "Adding", tasks.add, file.path, files, passwords, tuple(deadly)
            )
        except WorkerDied:
            path = at_hand(file)
            if path is None or path in deadly:
                raise
            deadly.append(path)


def _read(file: CaseFile) -> None:
    """Read every unread page; the engine passes over one that keeps killing it."""
    for last in (False, False, True):
        try:
            drive("Reading", tasks.read, file.path)
            return
        except WorkerDied:
            if last:
                raise


def _say_refused(result: Intake) -> None:
    for refused in result.refused:
        typer.echo(str(refused), err=True)
    if any(refused.is_missing for refused in result.refused):
        raise typer.Exit(1)


# -- proposals and decisions


@app.command()
def propose(
    case: CaseArgument, register: RegisterOption = None, as_json: JsonOption = False
) -> None:
    """Find personal data, group it into people, and put it in as proposals."""
    with CaseFile.open(case) as file:
        _read(file)
        findings = drive("Finding", tasks.propose, case, register)
        change = findings.change(file.state)
        file.apply(change, by=me())
        new = [row.status for row in change.added if isinstance(row, Redaction)]
        look = new.count(Status.LOOK)
        found, people = len(new) - look, len(file.state.people)
    if as_json:
        print_json({"proposed": found, "people": people, "look": look})
    else:
        typer.echo(
            f"{found} redactions proposed; {people} people in the case; "
            f"{look} more to look at."
        )


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


@app.command()
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
        left = sum(r.status is Status.SUGGESTED for r in file.state.redactions.values())
    if as_json:
        print_json({"changed": change.count, "undecided": left})
    else:
        typer.echo(f"{change.label}; {left} left to decide.")


app.command()(search)


@app.command("import")
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

    How it looks is remembered with the case.
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
        for words in note(file, manifest, by=me()):
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
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    return sys.stdin


@app.command()
def demo(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="a new folder")],
) -> None:
    """The sample case, from files to release, without a window."""
    where = drive("Demo", tasks.demo, out)
    typer.echo(f"The release is in {where.resolve()}")


for _name, _verb in (cli_law.VERBS | cli_review.VERBS | cli_schedule.VERBS).items():
    app.command(_name)(_verb)
