"""What became of the files that were offered."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from redactor import edits
from redactor.intake.source import NOTHING_SAID, Said
from redactor.model import Document, PageShape, State


@dataclass(frozen=True, slots=True)
class Taken:
    """A file whose bytes, and the PDF made from them, are in the case file.

    ``parent`` is the SHA-256 of the file it came with, such as a mail; "" for none.
    """

    name: str
    sha256: str
    pdf_sha256: str
    shapes: tuple[PageShape, ...]
    warnings: tuple[str, ...] = ()
    parent: str = ""
    said: Said = NOTHING_SAID


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not taken, why, and what can be done about it.

    ``path`` is the file that was offered: it, or what it was in, which ``within``
    names. ``needs_password``: the same with its password would be taken.
    ``is_duplicate``: it is in the case already.
    """

    name: str
    sentence: str
    remedy: str = ""
    path: Path | None = None
    needs_password: bool = False
    is_duplicate: bool = False
    within: str = ""

    def __str__(self) -> str:
        where = f"It came in {self.within}." if self.within else ""
        name = "" if self.name in self.sentence else f"{self.name}:"
        return " ".join(p for p in (name, self.sentence, where, self.remedy) if p)

    @property
    def is_missing(self) -> bool:
        """Whether something that was offered is not in the case."""
        return not (self.is_duplicate and self.within)


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
        ids = {document.sha256: document.id for document in state.documents.values()}
        found = []
        for taken in self.taken:
            if taken.sha256 in ids:
                continue
            document = Document(
                id=numbers.document(),
                name=taken.name,
                sha256=taken.sha256,
                pdf_sha256=taken.pdf_sha256,
                shapes=taken.shapes,
                warnings=taken.warnings,
                parent=ids.get(taken.parent, ""),
                kind=taken.said.kind,
                date=taken.said.date,
                parties=taken.said.parties,
            )
            ids[taken.sha256] = document.id
            found.append(document)
        return found
