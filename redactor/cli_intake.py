"""Verbs of the command line that put things into a case: files, and what the finder
proposes of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from redactor import edits, tasks
from redactor.casefile import CaseFile, me
from redactor.errors import WorkerDied
from redactor.intake import Intake, at_hand, doubts
from redactor.listing import many_pages
from redactor.model import Case, Redaction, Status
from redactor.options import (
    CaseArgument,
    FilesArgument,
    JsonOption,
    PasswordOption,
    RegisterOption,
    said,
)
from redactor.terminal import drive, print_json

_NO_AUTHORITY = (
    "The case names no authority, so its letter will name none: write the name into "
    "rules/authority.yaml, once for all cases."
)


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
    from redactor.law.wording import authority as named

    row = Case(reference, received.date(), regime.upper(), authority)
    due(catalogue(row.regime).regime.name, row.received)  # refuses what is not known
    file = CaseFile.create(case, row, by=me())
    try:
        _take_in(file, files, password, as_json)
        if not (authority or named().name):
            typer.echo(_NO_AUTHORITY, err=True)
    finally:
        file.close()
        if not file.state.documents:  # so that the corrected command can be given
            case.unlink()


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


VERBS: dict[str, Callable[..., None]] = {"new": new, "add": add, "propose": propose}
