"""What became of the files that were offered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from redactor import edits
from redactor.model import Document, PageShape, State


@dataclass(frozen=True, slots=True)
class Taken:
    """A file whose bytes, and the PDF made from them, are in the case file."""

    name: str
    sha256: str
    pdf_sha256: str
    shapes: tuple[PageShape, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, why, and what can be done about it.

    ``needs_password``: the same file with its password would be taken.
    """

    name: str
    sentence: str
    remedy: str = ""
    path: Path | None = None
    needs_password: bool = False


@dataclass(frozen=True, slots=True)
class Intake:
    """The result of offering files to a case."""

    taken: tuple[Taken, ...] = ()
    refused: tuple[Refused, ...] = ()

    def documents(self, state: State) -> list[Document]:
        """The rows for what was taken, with new identifiers.

        What has come into the case in the meantime is left out.
        """
        numbers = edits.Numbers(state)
        there = {document.sha256 for document in state.documents.values()}
        return [
            Document(
                id=numbers.document(),
                name=taken.name,
                sha256=taken.sha256,
                pdf_sha256=taken.pdf_sha256,
                shapes=taken.shapes,
                warnings=taken.warnings,
            )
            for taken in self.taken
            if taken.sha256 not in there
        ]
