"""The page ledger: what became of every original page, and the statement about it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from redactor.model import Document, Redaction
from redactor.release.looks import Whole
from redactor.release.schedules.documents import outcome, ranges
from redactor.request import Outcome
from redactor.whole import is_kept_back, is_withheld, whole_pages

_PICTURE = "released as a picture"
_INSTEAD = {
    Whole.NOTICE: "a notice stands in its place",
    Whole.LEFT_OUT: "left out; the numbers on the pages show the gap",
}


@dataclass(frozen=True, slots=True)
class PageFacts:
    """What becomes of pages withheld whole, which are pictures, and which are blank."""

    whole: Whole = Whole.NOTICE
    pictures: Mapping[str, Mapping[int, str]] = field(default_factory=dict)
    blank: Mapping[str, Collection[int]] = field(default_factory=dict)


def ledger(
    document: Document, withheld: Sequence[Redaction], facts: PageFacts
) -> list[tuple[str, ...]]:
    """A row for each run of pages that share a fate; no page is missing."""
    fates = _fates(document, withheld, facts)
    rows: list[tuple[str, ...]] = []
    first = 1
    for page in range(1, document.pages + 1):
        if page == document.pages or fates[page] != fates[page - 1]:
            rows.append((document.id, ranges(range(first, page + 1)), *fates[page - 1]))
            first = page + 1
    if document.note:
        blank = "blank" in document.note.casefold()
        rows.append((document.id, "", "blank" if blank else "absent", document.note))
    return rows


def _fates(
    document: Document, withheld: Sequence[Redaction], facts: PageFacts
) -> list[tuple[str, str]]:
    """State and note of each page."""
    if is_kept_back(document):
        fate = outcome(document, withheld)
        state = "withheld" if fate == Outcome.WITHHELD else "not enclosed"
        return [(state, str(fate))] * document.pages
    if is_withheld(document, withheld):
        return [("withheld", "the document is withheld in full")] * document.pages
    whole, touched = whole_pages(document, withheld), {r.page for r in withheld}
    pictures = facts.pictures.get(document.id, ())
    blank = facts.blank.get(document.id, ())
    fates = []
    for page in range(1, document.pages + 1):
        note = _PICTURE if page in pictures else ""
        if page in whole:
            fates.append(("withheld", _INSTEAD[facts.whole]))
        elif page in touched:
            fates.append(("redacted", note))
        elif page in blank:
            fates.append(("blank", "nothing is on the page"))
        else:
            fates.append(("released", note))
    return fates


def statement(
    documents: Sequence[Document], withheld: Sequence[Redaction], facts: PageFacts
) -> str:
    """What became of the pages, in words."""
    mine = {d.id: [r for r in withheld if r.document == d.id] for d in documents}
    gone = [d for d in documents if is_withheld(d, mine[d.id])]
    out = [d for d in documents if d not in gone]
    words = []
    if any(whole_pages(d, mine[d.id]) for d in out):
        fate = (
            "is left out: the number of each page is stamped on it, and shows the gap"
            if facts.whole is Whole.LEFT_OUT
            else "is replaced by a page that says so"
        )
        words.append(f"A page withheld whole {fate}.")
    elif out:
        released = "each document" if not gone else "each enclosed document"
        words.append(f"All pages of {released} are released.")
    if any(outcome(d, mine[d.id]) == Outcome.WITHHELD for d in gone):
        words.append("A document withheld in full has no file.")
    if any(outcome(d, mine[d.id]) != Outcome.WITHHELD for d in gone):
        words.append("A document that is not enclosed has its reason in Part A.")
    if any(facts.blank.values()):
        words.append("Pages listed as blank are blank in the original.")
    absent = [d.id for d in documents if d.note]
    words.append(
        f"Notes on missing or blank pages: see {', '.join(absent)} in that list."
        if absent
        else "No page of the documents as they are held is missing from this list."
    )
    if any(facts.pictures.values()):
        words.append(
            "A page released as a picture looks like any other, but its words can't be "
            "selected."
        )
    return " ".join(words)
