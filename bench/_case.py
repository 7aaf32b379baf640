"""A case of any size, made in seconds: only one of its documents is really read."""

from __future__ import annotations

import datetime as dt
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pymupdf

from redactor import edits, intake
from redactor.casefile import CaseFile
from redactor.model import Case, Document, Person, Rect, Redaction
from redactor.work import finish

DOCUMENTS = 10
CROWD = 300  # places of the first person
_LINES = 43
_LINE = "{}. Ms Jane Smith of the Borsetshire Drainage Board wrote to Tom Ashby again."
_ALONE = 0.1  # the part of the places that belongs to nobody: numbers, addresses


def case_of(folder: Path, pages: int, *, places: int, people: int) -> Path:
    """A case of ten documents with so many pages, proposals and people in all.

    The documents say the same, so that the words of the first are those of all others.
    """
    path, each = folder / "bench.foicase", pages // DOCUMENTS
    case = Case("BENCH-1", dt.date(2024, 10, 1), "FOIA", "Borsetshire Council")
    with CaseFile.create(path, case, by="bench") as file:
        taken = finish(intake.add(file, [_source(folder, each)]))
        file.apply(edits.add_documents(taken.documents(file.state)), by="bench")
        finish(intake.read(file))
        file.apply(edits.add_documents(_alike(file)), by="bench")
        documents = list(file.state.documents.values())
    _spread_words(path, documents)
    with CaseFile.open(path) as file:
        persons = [Person(f"P{n:02d}", f"Person {n}") for n in range(1, people + 1)]
        rows = _places(list(file.state.documents), each, places, people)
        file.apply(edits.propose(file.state, persons, rows), by="bench")
    return path


def _source(folder: Path, pages: int) -> Path:
    path = folder / "file 1.pdf"
    lines = [_LINE.format(line + 1) for line in range(_LINES)]
    with pymupdf.open() as document:
        for page in range(1, pages + 1):
            sheet = document.new_page(width=595, height=842)
            text = [f"Page {page}", *lines]
            sheet.insert_text((72, 68), text, fontsize=11, lineheight=16 / 11)
        document.save(path, deflate=True)
    return path


def _alike(file: CaseFile) -> Iterator[Document]:
    """The other documents: each has a PDF of its own with the same pages."""
    (first,) = file.state.documents.values()
    for number in range(2, DOCUMENTS + 1):
        with pymupdf.open(stream=file.blob(first.pdf_sha256)) as document:
            document.set_metadata({"title": f"File {number}"})
            kept = file.put_blob(document.tobytes(garbage=0))
        yield replace(
            first,
            id=f"D{number:02d}",
            name=f"file {number}.pdf",
            sha256=kept,
            pdf_sha256=kept,
        )


def _spread_words(path: Path, documents: Sequence[Document]) -> None:
    """All at once: page by page, as a reader does it, takes minutes."""
    first, *others = (document.pdf_sha256 for document in documents)
    with closing(sqlite3.connect(path)) as db, db:
        for other in others:
            db.execute(
                "INSERT INTO page SELECT ?, page, text, words FROM page "
                "WHERE pdf_sha256=?",
                (other, first),
            )


def _places(
    documents: list[str], pages: int, places: int, people: int
) -> Iterator[Redaction]:
    """Places strewn over the case, always the same; one person is in very many."""
    strewn = random.Random(1)  # noqa: S311 - nothing secret
    for number in range(places):
        document = documents[number % len(documents)]
        alone = number >= CROWD and strewn.random() < _ALONE
        person = 1 if number < CROWD else strewn.randint(min(2, people), people)
        text = f"0{strewn.randrange(60):09d}" if alone else f"Person {person}"
        top, left = 74.0 + 16.0 * strewn.randrange(_LINES), 85.0 + strewn.randrange(200)
        yield Redaction(
            serial=f"{document}-R{number // len(documents) + 1:03d}",
            document=document,
            page=number // len(documents) % pages + 1,
            rects=(Rect(left, top, left + 90, top + 12),),
            text=text,
            label="PHONE" if alone else "PERSON",
            person=None if alone else f"P{person:02d}",
            exemptions=("s.40(2)",),
        )
