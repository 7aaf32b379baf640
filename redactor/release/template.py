"""Which Word template a case's letter is made from."""

from __future__ import annotations

from pathlib import Path

from redactor.casefile import CaseFile
from redactor.paths import resources

TEMPLATE = "letter template"
"""The setting of a case that says which template was chosen."""


def usual_template() -> Path:
    """The template that comes with the program."""
    return resources("letter.docx")


def template_of(file: CaseFile) -> Path:
    """The authority's own template where one was chosen, else the program's."""
    chosen = file.setting(TEMPLATE)
    return Path(chosen) if chosen else usual_template()


def template_seal(file: CaseFile) -> bytes:
    """The template that was chosen for a case, to be sealed; nothing for the usual."""
    if not file.setting(TEMPLATE):
        return b""
    try:
        return template_of(file).read_bytes()
    except OSError:
        return b"gone"
