"""What the verbs of the command line share: progress, refusals, JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bars

from redactor.apart import apart
from redactor.errors import RedactorError, ReleaseRefused
from redactor.work import Progress, Work, finish

T = TypeVar("T")


def refuse(error: RedactorError) -> None:
    """Say on standard error what was refused, why, and what to do."""
    typer.echo(error.sentence, err=True)
    if isinstance(error, ReleaseRefused):
        for finding in error.findings:
            typer.echo(f"  {finding}", err=True)
    if error.remedy:
        typer.echo(error.remedy, err=True)


def drive(title: str, function: Callable[..., Work[T]], *arguments: object) -> T:
    """Do work in a process of its own, with a progress bar where somebody watches."""
    work = apart(function, *arguments)
    if not sys.stderr.isatty():
        return finish(work)
    columns = TextColumn("{task.description}"), BarColumn(), TaskProgressColumn()
    with Bars(*columns, console=Console(stderr=True), transient=True) as bars:
        bar = bars.add_task(title, total=None)

        def show(at: Progress) -> None:
            text = f"{title} {at.what}"
            bars.update(bar, completed=at.done, total=at.total, description=text)

        return finish(work, show)


def print_json(data: Any) -> None:
    """For scripts, on standard output."""
    typer.echo(json.dumps(data, indent=1, ensure_ascii=False))


def print_listing(data: dict[str, Any]) -> None:
    """The case for a person to read."""
    case = data["case"]
    typer.echo(
        f"{case['reference']}  {case['regime']}  received {case['received']}, "
        f"due {case['due']}"
    )
    for document in data["documents"]:
        with_it = f", came with {document['parent']}" if document["parent"] else ""
        if document["alike"]:
            with_it += f", much the same as {', '.join(document['alike'])}"
        typer.echo(
            f"{document['id']}  {document['name']}  {many_pages(document['pages'])}, "
            f"{document['outcome']}{with_it}"
        )
    for person in data["people"]:
        decision = person["decision"] or "undecided"
        typer.echo(f"{person['id']}  {person['name']}  {person['places']}  {decision}")
    for row in data["redactions"]:
        codes = ", ".join(row["exemptions"])
        typer.echo(
            f"{row['serial']}  p.{row['page']}  {row['status']:<9} {codes:<12} "
            f"{row['text']}"
        )


def many_pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"
