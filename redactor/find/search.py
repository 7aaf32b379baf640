"""Find a text everywhere in the case, as marks that can be redacted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.errors import BadInput
from redactor.model import Document, Rect
from redactor.work import Progress, Work

# What a person types with one key, a document may print with another character.
_ALIKE = {
    "'": "['\u2018\u2019\u02bc`\u00b4]",
    '"': '["\u201c\u201d]',
    "-": "[-\u2010\u2011\u2012\u2013\u2014]",
}


@dataclass(frozen=True, slots=True)
class Query:
    """What to look for, as a person types it. White space matches any white space."""

    text: str
    whole_words: bool = False
    match_case: bool = False

    def pattern(self) -> re.Pattern[str]:
        """Raises BadInput where there is nothing to look for."""
        words = self.text.split()
        if not words:
            raise BadInput("There is nothing to look for.", "Type a word or a name.")
        body = r"\s+".join(
            "".join(_ALIKE.get(char, re.escape(char)) for char in word)
            for word in words
        )
        if self.whole_words:
            body = rf"(?<!\w){body}(?!\w)"
        return re.compile(body, 0 if self.match_case else re.IGNORECASE)


def search(file: CaseFile, query: Query) -> Work[list[Mark]]:
    """Every place where the query stands, in reading order: one mark for each.

    Pages that were not read yet can't be searched and are passed over. Raises BadInput.
    """
    pattern = query.pattern()
    documents = list(file.state.documents.values())
    marks: list[Mark] = []
    for done, document in enumerate(documents):
        for page, text in file.texts(document).items():
            hits = [hit.span() for hit in pattern.finditer(text)]
            if hits:
                marks += _marks(file, document, page, hits)
            yield Progress(done, len(documents), document.id)
    return marks


def _marks(
    file: CaseFile, document: Document, page: int, hits: list[tuple[int, int]]
) -> list[Mark]:
    words = file.words(document, page)
    if words is None:
        return []
    text = words.text
    return [
        Mark(
            document.id,
            page,
            text.rects(start, end),
            text.passage(start, end),
        )
        for start, end in hits
    ]


def covered(mark: Mark, boxes: list[tuple[Rect, ...]]) -> bool:
    """True where every rectangle of the mark has its middle in one of the boxes."""
    return all(
        any(box.contains(*rect.middle) for rects in boxes for box in rects)
        for rect in mark.rects
    )
