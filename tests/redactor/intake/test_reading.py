"""Reading every page, and saying which could not be."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from redactor import edits, intake
from redactor.casefile import CaseFile
from redactor.work import finish
from tests import make


def taken(folder: Path, **documents: bytes) -> CaseFile:
    """A case with documents that were not read yet."""
    paths = []
    for name, data in documents.items():
        paths.append(folder / f"{name}.pdf")
        paths[-1].write_bytes(data)
    file = make.empty_case(folder)
    result = finish(intake.add(file, paths))
    file.apply(edits.add_documents(result.documents(file.state)), by="A Caseworker")
    return file


_KILLED = """
import os, sys
from pathlib import Path
import pymupdf
from redactor import intake
from redactor.casefile import CaseFile
from redactor.work import finish

read = pymupdf.Page.get_text
def get_text(page, *arguments, **options):
    if page.number == 1:
        os._exit(9)
    return read(page, *arguments, **options)
pymupdf.Page.get_text = get_text

with CaseFile.attach(Path(sys.argv[1])) as file:
    finish(intake.read(file))
"""


def read_and_die(file: CaseFile) -> None:
    """Read in another process, in which the library goes down at the second page."""
    done = subprocess.run([sys.executable, "-c", _KILLED, file.path], check=False)
    assert done.returncode == 9


def test_every_page_of_every_document_is_read(tmp_path: Path) -> None:
    with taken(tmp_path, a=make.pdf("one", "two"), b=make.pdf("three")) as file:
        assert finish(intake.read(file)) == 0
        texts = [
            file.words(document, page).text.text
            for document in file.state.documents.values()
            for page in range(1, document.pages + 1)
        ]
    assert texts == ["one", "two", "three"]


def test_progress_names_the_document_and_counts_pages(tmp_path: Path) -> None:
    seen = []
    with taken(tmp_path, a=make.pdf("one", "two"), b=make.pdf("three")) as file:
        finish(intake.read(file), lambda p: seen.append((p.done, p.total, p.what)))
    assert seen == [(1, 3, "D01"), (2, 3, "D01"), (3, 3, "D02")]


def test_what_was_read_is_not_read_again(tmp_path: Path) -> None:
    with taken(tmp_path, a=make.pdf("one", "two", "three")) as file:
        work = intake.read(file)
        next(work)
        work.close()
        assert file.unread(file.state.document("D01")) == [2, 3]
        seen = []
        finish(intake.read(file), seen.append)
        assert [p.total for p in seen] == [2, 2]
        assert finish(intake.read(file)) == 0


def test_a_document_whose_pdf_is_lost_is_unreadable_not_clean(tmp_path: Path) -> None:
    with taken(tmp_path, a=make.pdf("one"), b=make.pdf("two")) as file:
        lost = file.state.document("D01").pdf_sha256
        file._db.execute("UPDATE blob SET data=? WHERE sha256=?", (b"junk", lost))
        assert finish(intake.read(file)) == 1
        assert intake.unreadable(file) == [("D01", 1)]
        assert file.words(file.state.document("D02"), 1).text.text == "two"


def test_a_page_that_killed_its_reader_twice_is_passed_over(tmp_path: Path) -> None:
    with taken(tmp_path, a=make.pdf("one", "two", "three")) as file:
        document = file.state.document("D01")
        read_and_die(file)
        assert file.unread(document) == [2, 3]
        read_and_die(file)
        assert file.unread(document) == [2, 3]
        assert finish(intake.read(file)) == 1
        assert intake.unreadable(file) == [("D01", 2)]
        assert file.words(document, 3).text.text == "three"
        assert file.unread(document) == []


def test_a_reader_stopped_in_good_order_is_not_held_against_the_page(
    tmp_path: Path,
) -> None:
    with taken(tmp_path, a=make.pdf("one", "two")) as file:
        for _ in range(3):
            work = intake.read(file)
            next(work)
            work.close()
            file._db.execute("DELETE FROM page")
        assert finish(intake.read(file)) == 0
