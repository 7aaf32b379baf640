"""What the verbs of the command line share: progress, refusals, JSON."""

from __future__ import annotations

import json
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn
from rich.progress import Progress as Bars

from redactor.apart import apart
from redactor.errors import BadInput, RedactorError, ReleaseRefused
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


def shortened(words: str, longest: int = 60) -> str:
    """Words on one line, cut between two of them."""
    return textwrap.shorten(words, longest, placeholder=" …")


def print_json(data: Any) -> None:
    """For scripts, on standard output."""
    typer.echo(json.dumps(data, indent=1, ensure_ascii=False))


def show(rows: Sequence[object], as_json: bool, name: str, data: list[Any]) -> None:
    """A line for each row, or the data under a name as JSON."""
    if as_json:
        print_json({name: data})
        return
    for row in rows:
        typer.echo(str(row))


def file_bytes(path: Path) -> bytes:
    """What a file holds. Raises BadInput where it can't be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"{path.name} can't be read: {error.strerror}.", "Check the name."
        ) from error


def object_in(path: Path) -> dict[str, str]:
    """A JSON object of texts. Raises BadInput where the file is none."""
    try:
        content = json.loads(file_bytes(path))
    except ValueError:
        content = None
    if not isinstance(content, dict):
        raise BadInput(f"{path.name} is no JSON object.", 'Write {"name": "answer"}.')
    return {str(name): str(answer) for name, answer in content.items()}
