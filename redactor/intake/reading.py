"""Reading: the words of every page of a case, kept in the case file."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing, nullcontext
from dataclasses import dataclass

from redactor import pages
from redactor.casefile import CaseFile
from redactor.errors import FileRefused, NotFound
from redactor.model import Document
from redactor.words import UNREADABLE, PageWords
from redactor.work import Progress, Work

_AT = "reading"  # the setting that says where a reader began
_BAD = 0.5  # share of doubtful words from which on a page was not really read
_NOTHING = PageWords((), UNREADABLE)


def read(file: CaseFile) -> Work[int]:
    """Read every page that was not read yet; the number of pages that can't be.

    Those are kept as unreadable, so that nobody takes them for clean: see
    ``unreadable``. A page that twice brought down the process that read it is not
    tried a third time.
    """
    documents = list(file.state.documents.values())
    left = [(document, file.unread(document)) for document in documents]
    total = sum(len(numbers) for _, numbers in left)
    done = failed = 0
    for document, numbers in left:
        if not numbers:
            continue
        with closing(_read(file, document, numbers)) as results:
            for went_well in results:
                failed += not went_well
                done += 1
                yield Progress(done, total, document.id)
    return failed


def unreadable(file: CaseFile) -> list[tuple[str, int]]:
    """Document and page of every page whose words can't be read, in order."""
    return [
        (document.id, page)
        for document in file.state.documents.values()
        for page in range(1, document.pages + 1)
        if (words := file.words(document, page)) and words.is_unreadable
    ]


def _read(
    file: CaseFile, document: Document, numbers: list[int]
) -> Generator[bool, None, None]:
    """Read pages of one document; yields for each whether it could be read.

    The setting is taken back unless the process dies, so that it tells the next
    reader at which page this one began.
    """
    mark = f"{document.pdf_sha256} {numbers[0]}"
    fatal = file.setting(_AT) == mark
    file.put_setting(_AT, mark)
    try:
        if fatal:
            file.put_words(document.pdf_sha256, numbers[0], _NOTHING)
            yield False
            numbers = numbers[1:]
        pdf = _opened(file, document)
        with pdf or nullcontext():
            for number in numbers:
                words = _words(pdf, number)
                file.put_words(document.pdf_sha256, number, words)
                yield not words.is_unreadable
    finally:
        file.put_setting(_AT, "")


def _opened(file: CaseFile, document: Document) -> pages.Pdf | None:
    try:
        return pages.open_pdf(file.blob(document.pdf_sha256))
    except (FileRefused, NotFound):
        return None


def _words(pdf: pages.Pdf | None, number: int) -> PageWords:
    if pdf is None:
        return _NOTHING
    try:
        return pages.words(pdf, number)
    except pages.PageUnreadable:
        return _NOTHING


@dataclass(frozen=True, slots=True)
class Doubt:
    """How many of a page's words were read with doubt. ``blind``: as good as none of
    the page was read."""

    page: int
    doubtful: int
    words: int
    blind: bool

    @property
    def sentence(self) -> str:
        if self.blind:
            return (
                f"Page {self.page}: most of it could not be read. Look at the page "
                "yourself."
            )
        counted = f"{self.doubtful} of {self.words} words"
        return f"Page {self.page}: {counted} were read with doubt."


def doubtful(file: CaseFile, document: Document) -> Iterator[Doubt]:
    """The pages of a document of which something was read with doubt."""
    for page, glance in file.glances(document).items():
        bad = glance.doubtful >= _BAD * max(glance.words, 1)
        blind = glance.source == "ocr" and (bad or not glance.words)
        if blind or glance.doubtful:
            yield Doubt(page, glance.doubtful, glance.words, blind)


def doubts(file: CaseFile, document: Document) -> tuple[str, ...]:
    """What to know of the pages of a document whose words were read with doubt."""
    return tuple(doubt.sentence for doubt in doubtful(file, document))
