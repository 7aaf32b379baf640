"""Arguments and options that verbs of the command line share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
