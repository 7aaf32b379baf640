"""Verbs of the command line about the second person: submit, approve, send back, and
who did what when."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from redactor.casefile import CaseFile
from redactor.errors import BadInput
from redactor.model import Change
from redactor.options import ByOption, CaseArgument, JsonOption
from redactor.release import approval
from redactor.release.schedule_text import inert
from redactor.terminal import print_json

Note = Annotated[str, typer.Option(help="a word with it")]


def _make(case: Path, by: str, step: Callable[[CaseFile], Change]) -> None:
    """Take a step of the review and say how the case stands."""
    with CaseFile.open(case) as file:
        file.apply(step(file), by=by)
        now = approval.standing(file)
    if now.holds and now.review:
        typer.echo(f"Approved by {now.review.by}; code {now.code}.")
    else:
        typer.echo(now.why_not)


def submit(case: CaseArgument, by: ByOption) -> None:
    """Hand the case to a second person, once everything is decided and said."""
    _make(case, by, lambda file: approval.submit(file, by=by))


def approve(case: CaseArgument, by: ByOption, note: Note = "") -> None:
    """Approve the case as it is now: by somebody who decided nothing in it."""
    _make(case, by, lambda file: approval.approve(file, by=by, note=note))


def send_back(case: CaseArgument, by: ByOption, note: Note = "") -> None:
    """Give the case back to who worked on it, and say why."""
    _make(case, by, lambda file: approval.send_back(file, by=by, note=note))


def remark(
    case: CaseArgument,
    about: Annotated[
        str, typer.Argument(help='D01-R003, P01, D01, "D01 p.3", J01, or "case"')
    ],
    text: Annotated[str, typer.Argument()],
    by: ByOption,
) -> None:
    """Comment on a redaction, person, document, page or decision."""
    about = "" if about.casefold() == "case" else about
    with CaseFile.open(case) as file:
        change = approval.remark(file.state, about, text, by=by)
        file.apply(change, by=by)
    typer.echo(change.label)


def settle(
    case: CaseArgument,
    which: Annotated[str, typer.Argument(metavar="REMARK", help="such as C01")],
    by: ByOption,
    reply: Annotated[str, typer.Option(help="what was done about it")] = "",
) -> None:
    """Answer a remark and settle it."""
    with CaseFile.open(case) as file:
        file.apply(approval.settle(file.state, which, reply), by=by)
    typer.echo(f"{which} is settled.")


def audit(
    case: CaseArgument,
    as_json: JsonOption = False,
    out: Annotated[
        Path | None, typer.Option("--csv", help="write the trail into a new file")
    ] = None,
) -> None:
    """Who did what when, and whether the file is as the trail says. Exit code 1 if
    not."""
    with CaseFile.attach(case) as file:
        events, wrong = file.events(), file.problems()
    rows: list[Mapping[str, Any]] = [
        {
            "seq": e.seq,
            "at": e.at,
            "by": e.by,
            "act": e.act,
            "count": e.count,
            "hash": e.hash,
        }
        for e in events
    ]
    if out is not None:
        _write(out, rows)
    if as_json:
        print_json({"events": rows, "problems": wrong})
    elif out is None:
        for e in events:
            typer.echo(f"{e.seq:>5}  {e.at}  {e.by}  {e.act}  {e.count}")
    if wrong:
        for words in wrong:
            typer.echo(words, err=True)
        raise BadInput(
            "The case file is not as its audit trail says.",
            "Do not release from this file. Restore the case from a backup.",
        )
    if not as_json:
        typer.echo(f"{len(events)} events; every seal holds.")


def _write(path: Path, rows: list[Mapping[str, Any]]) -> None:
    try:
        with path.open("x", encoding="utf-8-sig", newline="") as target:
            writer = csv.writer(target)
            writer.writerow(["seq", "at", "by", "act", "count", "hash"])
            writer.writerows(
                [inert(str(cell)) for cell in row.values()] for row in rows
            )
    except OSError as error:
        raise BadInput(
            f"{path.name} can't be written: {error.strerror}.", "Choose another name."
        ) from error


VERBS: dict[str, Callable[..., None]] = {
    "submit": submit,
    "approve": approve,
    "send-back": send_back,
    "remark": remark,
    "settle": settle,
    "audit": audit,
}
