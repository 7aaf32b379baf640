"""Find a text everywhere in the case, as marks that can be redacted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.find.query import Queries, Query, Stretch
from redactor.model import Document, Rect
from redactor.work import Progress, Work

_AROUND = 40  # characters of a page that are shown before and after a hit


@dataclass(frozen=True, slots=True)
class Hit(Mark):
    """A mark with the text that stands before and after it, and the blank between."""

    before: str = ""
    after: str = ""

    def __reduce__(self) -> tuple[object, ...]:
        """Plain numbers and texts: thousands come from a worker at once."""
        rects = tuple((r.x0, r.y0, r.x1, r.y1) for r in self.rects)
        rest = (self.text, self.exemptions, self.before, self.after)
        return _hit, (self.document, self.page, rects, rest)


def _hit(
    document: str,
    page: int,
    rects: tuple[tuple[float, float, float, float], ...],
    rest: tuple[str, tuple[str, ...], str, str],
) -> Hit:
    return Hit(document, page, tuple(Rect(*rect) for rect in rects), *rest)


def search(file: CaseFile, query: Query) -> Work[list[Hit]]:
    """Every place where the query stands, in reading order: one hit for each.

    Pages that were not read yet can't be searched and are passed over. Raises BadInput.
    """
    return (yield from search_all(file, [query]))


def search_all(file: CaseFile, queries: Iterable[Query]) -> Work[list[Hit]]:
    """Every place where one of many queries stands. Raises BadInput."""
    wanted = Queries(queries)
    wanted.hits("")  # refused before anything is read
    documents = list(file.state.documents.values())
    found: list[Hit] = []
    for done, document in enumerate(documents):
        for page, text in file.texts(document).items():
            stretches = wanted.hits(text)
            if stretches:
                found += hits_on(file, document, page, stretches)
            yield Progress(done, len(documents), document.id)
    return found


def hits_on(
    file: CaseFile, document: Document, page: int, stretches: Iterable[Stretch]
) -> list[Hit]:
    """The hits of a page by where they stand in its text."""
    words = file.words(document, page)
    if words is None:
        return []
    text = words.text
    return [
        Hit(
            document.id,
            page,
            rects,
            text.passage(start, end),
            (),
            text.passage(max(start - _AROUND, 0), start) + _gap(text.text[:start][-1:]),
            _gap(text.text[end : end + 1]) + text.passage(end, end + _AROUND),
        )
        for start, end in stretches
        if (rects := text.rects(start, end))
    ]


def _gap(beside: str) -> str:
    """The blank between a hit and what is beside it; a part of a word has none."""
    return " " if beside.isspace() else ""


def covered(mark: Mark, boxes: list[tuple[Rect, ...]]) -> bool:
    """True where every rectangle of the mark has its middle in one of the boxes."""
    return all(
        any(box.contains(*rect.middle) for rects in boxes for box in rects)
        for rect in mark.rects
    )
