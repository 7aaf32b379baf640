"""Verbs beside the daily ones: whole pages, what a release hints at, other cases."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from redactor import edits, tasks
from redactor.casefile import CaseFile, me
from redactor.listing import many_pages
from redactor.options import (
    ByOption,
    CaseArgument,
    EarlierOption,
    JsonOption,
    RegisterOption,
)
from redactor.terminal import drive, file_bytes, print_json, show
from redactor.verdicts import codes_of

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
    from redactor.release.related import relate, related

    if references:
        file.apply(relate(file, [*related(file), *references]), by=me())


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


@verbs.command()
def withhold(
    case: CaseArgument,
    document: Annotated[str, typer.Argument(help="a document, such as D02")],
    by: ByOption,
    page: Annotated[
        list[int] | None, typer.Option(help="a page; with none, all of them")
    ] = None,
    exemption: Annotated[
        list[str] | None, typer.Option(help="a code, such as s.40(2)")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Withhold pages whole, or a document in full."""
    from redactor.whole import whole_page

    with CaseFile.open(case) as file:
        row = file.state.document(document)
        pages = page or range(1, row.pages + 1)
        marks = [whole_page(row, n, file.words(row, n)) for n in pages]
        codes = codes_of(file.state, tuple(exemption or ()))
        change = edits.draw(
            file.state, marks, exemptions=codes, found_by="withheld whole"
        )
        file.apply(change, by=by)
    if as_json:
        print_json({"withheld": change.count})
    else:
        typer.echo(f"{many_pages(change.count)} withheld whole.")


@verbs.command()
def check(
    released: Annotated[Path, typer.Argument(metavar="RELEASED.pdf")],
    original: Annotated[Path | None, typer.Option(metavar="ORIGINAL.pdf")] = None,
    show_text: Annotated[
        bool, typer.Option("--show-text", help="repeat the text that leaks")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """What does this PDF still give away?"""
    from redactor.release.proof.check import check as check_pdf

    leaks = check_pdf(file_bytes(released), file_bytes(original) if original else None)
    if as_json:
        data = [leak.as_data(show_text) for leak in leaks]
        print_json({"file": released.name, "leaks": data})
    for leak in () if as_json else leaks:
        typer.echo(leak.in_words(show_text))
    if leaks:
        raise typer.Exit(1)
    if not as_json:
        typer.echo("Nothing found.")
