"""References of other cases: a document that shows one may be the wrong enclosure.

The patterns are in ``rules/references.yaml``. The case's own reference passes, and so
do those of cases that somebody has said are related.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from urllib.parse import unquote

from redactor.casefile import CaseFile
from redactor.edits import put
from redactor.law import rulebook
from redactor.model import Change, Document, Rect, Status
from redactor.words import PageWords, Word

_SETTING = "related cases"
_BEARS: dict[tuple[str, int, int], bool] = {}
"""Whether pages show any reference, by PDF, number and text: it is asked often."""
_JOINTS = re.compile(r"\s*([-/])\s*")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")


def related(file: CaseFile) -> tuple[str, ...]:
    """References of other cases that may be shown."""
    older = file.setting(_SETTING).split("\n") if file.setting(_SETTING) else ()
    return tuple(dict.fromkeys((*file.state.case.related, *older)))


def relate(file: CaseFile, references: Iterable[str]) -> Change:
    """Say which other cases are related to this one: these and no others."""
    tidy = (" ".join(one.split()) for one in references)
    named = tuple(dict.fromkeys(one for one in tidy if one))
    if file.setting(_SETTING):  # of an older version, which kept them there
        file.put_setting(_SETTING, "")
    case = replace(file.state.case, related=named)
    return put(file.state, case, "related", "name related cases")


def references_in(text: str, stroke: str = "/") -> Iterator[str]:
    """The references of any case in a text, also in parts of a web address, as written
    but for spaces and dashes.

    ``stroke`` is a pattern of what may stand for a stroke in it.
    """
    plain = unicodedata.normalize("NFKC", unquote(text)).translate(_DASHES)
    plain = _JOINTS.sub(r"\1", plain)
    for match in _pattern(stroke).finditer(plain):
        yield " ".join(match[0].upper().split())


@cache
def _pattern(stroke: str) -> re.Pattern[str]:
    forms = [row["form"] for row in rulebook.load("references.yaml")["patterns"]]
    joined = "|".join(f"(?:{form})" for form in forms).replace("/", stroke)
    return re.compile(rf"(?<![^\W_])(?:{joined})(?![^\W_])", re.IGNORECASE)


def _same(reference: str) -> str:
    return "".join(char for char in reference.casefold() if char.isalnum())


@dataclass(frozen=True)
class Known:
    """What may be shown."""

    own: str
    others: frozenset[str]

    def foreign(self, text: str, stroke: str = "/") -> list[str]:
        """References in a text that belong to other cases, each once."""
        found = dict.fromkeys(references_in(text, stroke))
        return [
            one
            for one in found
            if _same(one) not in self.own and _same(one) not in self.others
        ]


def known(file: CaseFile) -> Known:
    """What this case may show."""
    others = frozenset(_same(one) for one in related(file))
    return Known(_same(file.state.case.reference), others)


def foreign_in_case(file: CaseFile) -> Iterator[tuple[Document, int, str]]:
    """Where the case would show a reference of another: document, page, reference."""
    may = known(file)
    for document in file.state.documents.values():
        for page in _bearing(file, document):
            words = file.words(document, page)
            for one in may.foreign(_left(file, document, page, words) if words else ""):
                yield document, page, one


def bearing(file: CaseFile) -> frozenset[tuple[str, int]]:
    """Pages (document, page) that show the reference of any case."""
    documents = file.state.documents.values()
    return frozenset((d.id, page) for d in documents for page in _bearing(file, d))


def _bearing(file: CaseFile, document: Document) -> list[int]:
    """Pages of a document that show the reference of any case, in order."""
    pdf = document.pdf_sha256
    pages = {page: (pdf, page, hash(t)) for page, t in file.texts(document).items()}
    if any(at not in _BEARS for at in pages.values()):
        for page, glance in file.glances(document).items():
            _BEARS[pages[page]] = any(references_in("\n".join(glance.lines)))
    return [page for page, at in pages.items() if _BEARS[at]]


def _left(file: CaseFile, document: Document, page: int, words: PageWords) -> str:
    """The words of a page that no redaction takes, as lines."""
    boxes = [
        rect
        for row in file.state.on_page(document.id, page)
        if row.status is Status.ACCEPTED
        for rect in row.rects
    ]
    return "\n".join(_lines(words.words, boxes))


def _lines(words: Iterable[Word], boxes: Sequence[Rect] = ()) -> Iterator[str]:
    lines: dict[int, list[str]] = {}
    for word in words:
        gone = any(box.contains(*word.rect.middle) for box in boxes)
        lines.setdefault(word.line, []).append("\0" if gone else word.text)
    return (" ".join(line) for line in lines.values())
