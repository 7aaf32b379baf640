"""Which pages, and documents, are withheld whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from redactor.edits import Mark
from redactor.errors import NotFound
from redactor.model import Document, PageShape, Rect, Redaction, State, Status
from redactor.request import Outcome
from redactor.words import PageWords

_ALL = 0.985  # of each side of a page that a box over the whole of it covers
_SENT = (None, Outcome.IN_FULL, Outcome.IN_PART)


def whole_pages(
    document: Document, redactions: Iterable[Redaction]
) -> dict[int, Redaction]:
    """The pages of a document that one accepted redaction covers, with it."""
    return {
        r.page: r
        for r in redactions
        if r.document == document.id
        and r.status is Status.ACCEPTED
        and any(_is_all(x, document.shapes[r.page - 1]) for x in r.rects)
    }


def is_kept_back(document: Document) -> bool:
    """Whether it was decided of the document as a whole that it has no file."""
    return document.outcome not in _SENT


def left(state: State, status: Status = Status.SUGGESTED) -> Iterator[Redaction]:
    """What nobody has decided, or what else stands as ``status``, in documents that
    leave: of one that has no file nothing more is asked."""
    back = {d.id for d in state.documents.values() if is_kept_back(d)}
    for row in state.redactions.values():
        if row.status is status and row.document not in back:
            yield row


def is_withheld(document: Document, redactions: Iterable[Redaction]) -> bool:
    """Whether no page of a document is released."""
    return (
        is_kept_back(document)
        or len(whole_pages(document, redactions)) == document.pages
    )


def whole_page(document: Document, page: int, words: PageWords | None) -> Mark:
    """All of a page, to be withheld whole. Raises NotFound for a page it lacks."""
    if not 1 <= page <= document.pages:
        raise NotFound(
            f"{document.id} has no page {page}.", f"It has pages 1 to {document.pages}."
        )
    rects = (page_of(document.shapes[page - 1]),)
    return Mark(document.id, page, rects, words.under(rects) if words else "")


def page_of(shape: PageShape) -> Rect:
    """All of a page."""
    return Rect(0, 0, shape.width, shape.height)


def _is_all(rect: Rect, shape: PageShape) -> bool:
    left, right = min(rect.x0, rect.x1), max(rect.x0, rect.x1)
    if min(right, shape.width) - max(left, 0) < _ALL * shape.width:
        return False
    top, bottom = min(rect.y0, rect.y1), max(rect.y0, rect.y1)
    return min(bottom, shape.height) - max(top, 0) >= _ALL * shape.height
