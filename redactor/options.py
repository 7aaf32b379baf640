"""Arguments and options that verbs of the command line share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from redactor.release.looks import Fill, Whole

CaseArgument = Annotated[Path, typer.Argument(metavar="CASE", help="a .foicase file")]
FilesArgument = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="files or folders")
]


def said(words: str) -> str:
    """What was said, if anything was."""
    if not words.strip():
        raise typer.BadParameter("it can't be empty")
    return words.strip()


ByOption = Annotated[
    str,
    typer.Option("--by", help="who does it, for the audit trail", callback=said),
]
OnlyHereOption = Annotated[
    bool, typer.Option("--only-here", help="not the same passage in other messages")
]
JsonOption = Annotated[bool, typer.Option("--json", help="print JSON")]
PasswordOption = Annotated[
    list[str] | None,
    typer.Option("--password", help="opens encrypted files; may be given again"),
]
RegisterOption = Annotated[
    Path | None, typer.Option("--register", help="the staff register, as CSV")
]
TextOption = Annotated[
    bool, typer.Option("--text", help="also as plain text with the codes in place")
]
TableOption = Annotated[
    list[Path] | None,
    typer.Option("--table", help="a CSV to release with codes in place of names"),
]
FillOption = Annotated[
    Fill | None, typer.Option("--box", help="what boxes are filled with")
]
WholeOption = Annotated[
    Whole | None,
    typer.Option(
        "--withheld-pages", help="a notice in their place, or a gap in the numbers"
    ),
]
ReferenceOnPages = Annotated[
    bool | None,
    typer.Option(
        "--stamp-reference/--no-stamp-reference", help="the reference on each page"
    ),
]
NumbersOnPages = Annotated[
    bool | None,
    typer.Option("--stamp-pages/--no-stamp-pages", help="page n of m on each page"),
]
RunningOption = Annotated[
    str | None,
    typer.Option(
        "--running",
        metavar="PREFIX",
        help='running numbers through all documents, such as "FOI-"; "" for none',
    ),
]
BundleOption = Annotated[
    bool | None, typer.Option("--bundle/--apart", help="all documents in one PDF")
]
EvenOption = Annotated[
    bool | None,
    typer.Option("--even-gaps/--exact-gaps", help="gaps that tell no names by width"),
]
EarlierOption = Annotated[
    Path | None,
    typer.Option("--earlier", help="an earlier release to compare: a PDF or a folder"),
]
RelatedOption = Annotated[
    list[str] | None,
    typer.Option("--related", help="reference of another case that may be shown; kept"),
]
