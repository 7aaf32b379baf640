"""What a case shows of files that were offered to it."""

from __future__ import annotations

from pathlib import Path

from redactor import edits, intake, pages
from redactor.casefile import CaseFile
from redactor.intake import Intake
from redactor.model import Document
from redactor.work import finish


def offer(
    case: CaseFile, passwords: tuple[str, ...] = (), **files: bytes
) -> tuple[list[Document], Intake]:
    """Files by name (a double underscore is the dot) as documents of the case."""
    folder = case.path.parent / "offered"
    folder.mkdir(exist_ok=True)
    paths = []
    for name, data in files.items():
        path = folder / name.replace("__", ".")
        path.write_bytes(data)
        paths.append(path)
    return put_in(case, paths, passwords)


def put_in(
    case: CaseFile, paths: list[Path], passwords: tuple[str, ...] = ()
) -> tuple[list[Document], Intake]:
    result = finish(intake.add(case, paths, passwords))
    documents = result.documents(case.state)
    case.apply(edits.add_documents(documents), by="A Caseworker")
    return documents, result


def text(case: CaseFile, document: Document) -> str:
    """All words of a document as the finder reads them."""
    with pages.open_pdf(case.blob(document.pdf_sha256)) as pdf:
        numbers = range(1, pdf.pages + 1)
        return "\n".join(pages.words(pdf, number).text.text for number in numbers)
