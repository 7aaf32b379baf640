"""Verbs that look beyond the case: at what a release hints at, and at other cases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from redactor import tasks
from redactor.casefile import CaseFile, me
from redactor.options import (
    ByOption,
    CaseArgument,
    EarlierOption,
    JsonOption,
    RegisterOption,
)
from redactor.terminal import drive, print_json, show

verbs = typer.Typer()


@verbs.command()
def hints(
    case: CaseArgument,
    register: RegisterOption = None,
    earlier: EarlierOption = None,
    as_json: JsonOption = False,
) -> None:
    """What a release would still hint at: gap widths, initials, job titles, copies.

    With an earlier release also what is visible there and withheld here, and the other
    way round.
    """
    found = drive("Looking", tasks.hints, case, register, earlier)
    show(found, as_json, "hints", [hint.as_data() for hint in found])


def note_related(file: CaseFile, references: Sequence[str]) -> None:
    """Keep that these other cases may be shown, also in the audit trail."""
    from redactor.release.related import keep_related, related

    if references:
        keep_related(file, [*related(file), *references])
        content = "\n".join(references).encode()
        file.record("related", by=me(), count=len(references), content=content)


@verbs.command()
def carry(
    case: CaseArgument,
    other: Annotated[
        Path, typer.Option("--from", metavar="OTHER", help="another .foicase file")
    ],
    by: ByOption,
    as_json: JsonOption = False,
) -> None:
    """Propose here what another case withholds in the same documents."""
    from redactor.earlier import carry as carried

    with CaseFile.open(case) as file, CaseFile.attach(other) as source:
        change = carried(file, source)
        file.apply(change, by=by)
    if as_json:
        print_json({"proposed": change.count})
    else:
        typer.echo(f"{change.count} redactions proposed.")
