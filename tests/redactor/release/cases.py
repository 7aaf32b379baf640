"""Decided cases to release."""

from __future__ import annotations

from pathlib import Path

from redactor import edits
from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.model import Change
from tests import make

BY = "A Caseworker"
CODE = "s.40(2)"


def mark(file: CaseFile, text: str, document: str = "D01", page: int = 1) -> Mark:
    """The first place where the text stands on the page."""
    words = file.words(file.state.documents[document], page)
    assert words is not None
    found = words.text
    start = found.text.index(text)
    return Mark(document, page, found.rects(start, start + len(text)), text)


def draw(file: CaseFile, *marks: Mark, code: str = CODE) -> Change:
    """Withhold these places."""
    change = edits.draw(file.state, marks, exemptions=(code,) if code else ())
    file.apply(change, by=BY)
    return change


def keep(file: CaseFile, *marks: Mark) -> None:
    """Decide that these places stay visible."""
    change = edits.draw(file.state, marks)
    file.apply(change, by=BY)
    serials = [r.serial for r in change.added]  # type: ignore[union-attr]
    file.apply(edits.reject(file.state, serials), by=BY)


def letter(folder: Path, *pages: str, name: str = "letter") -> CaseFile:
    """A case with one document."""
    return make.case_file(folder, **{name: make.pdf(*pages)})
