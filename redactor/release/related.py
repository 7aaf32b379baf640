"""References of other cases in what is about to leave: it may be the wrong enclosure.

The patterns are in ``rules/references.yaml``. The case's own reference passes, and so
do those of cases that somebody has said are related.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import unquote

import pypdfium2

from redactor.casefile import CaseFile
from redactor.law import rulebook
from redactor.model import Document, Status
from redactor.release.item import Released
from redactor.release.prove import Finding
from redactor.words import PageWords

_SETTING = "related cases"
_JOINTS = re.compile(r"\s*([-/])\s*")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
REMEDY = (
    "Look whether each of these documents belongs to this request. Redact a reference "
    "that must not be shown; name one that may as a related case."
)


def related(file: CaseFile) -> tuple[str, ...]:
    """References of other cases that may be shown."""
    return tuple(file.setting(_SETTING).split("\n")) if file.setting(_SETTING) else ()


def keep_related(file: CaseFile, references: Iterable[str]) -> None:
    """Remember with the case which other cases are related to it."""
    tidy = (" ".join(one.split()) for one in references)
    file.put_setting(_SETTING, "\n".join(dict.fromkeys(one for one in tidy if one)))


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
class _Known:
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


def _known(file: CaseFile) -> _Known:
    others = frozenset(_same(one) for one in related(file))
    return _Known(_same(file.state.case.reference), others)


def foreign_in_case(file: CaseFile) -> Iterator[tuple[Document, int, str]]:
    """Where the case would show a reference of another: document, page, reference."""
    known = _known(file)
    for document in file.state.documents.values():
        for page in range(1, document.pages + 1):
            words = file.words(document, page)
            if words is not None:
                for one in known.foreign(_left(file, document, page, words)):
                    yield document, page, one


def _left(file: CaseFile, document: Document, page: int, words: PageWords) -> str:
    """The words of a page that no redaction takes, as lines."""
    boxes = [
        rect
        for row in file.state.on_page(document.id, page)
        if row.status is Status.ACCEPTED
        for rect in row.rects
    ]
    lines: dict[int, list[str]] = {}
    for word in words.words:
        shown = any(box.contains(*word.rect.middle) for box in boxes)
        lines.setdefault(word.line, []).append("\0" if shown else word.text)
    return "\n".join(" ".join(line) for line in lines.values())


def prove_related(
    file: CaseFile,
    released: Sequence[Released],
    others: Mapping[str, str],
) -> list[Finding]:
    """References of other cases in the finished PDFs, in scans, in names and texts.

    ``others`` are other texts that leave, by their names.
    """
    known = _known(file)
    found = [
        _finding(name, None, one)
        for name, text in others.items()
        for one in known.foreign(text)
    ]
    for one in released:
        found += _in_name(one, known)
        if one.produced is not None:
            texts = _texts(one.produced.pdf, one.produced.pages)
            found += [
                _finding(one.document.id, page, reference)
                for page, text in texts
                for reference in known.foreign(text)
            ]
    out = {r.document.id for r in released if r.produced is not None}
    found += [
        _finding(document.id, page, reference)
        for document, page, reference in foreign_in_case(file)
        if document.id in out and _is_scan(file, document, page)
    ]
    return list(dict.fromkeys(found))


def _is_scan(file: CaseFile, document: Document, page: int) -> bool:
    words = file.words(document, page)
    return words is not None and words.source == "ocr"


def _in_name(one: Released, known: _Known) -> list[Finding]:
    found = known.foreign(one.name, "(?:/| )")  # file names have no strokes
    return [_finding(f"{one.document.id}, its name", None, name) for name in found]


def _texts(pdf: bytes, pages: Collection[int]) -> Iterator[tuple[int | None, str]]:
    """What each page says, and what the file says of itself."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        said = document.get_metadata_dict()  # its title is made from its name
        yield None, "\n".join(str(v) for key, v in said.items() if key != "Title")
        for number, page in zip(pages, document, strict=True):
            yield number, page.get_textpage().get_text_range()
    finally:
        document.close()


_REASON = "it shows the reference of another case"


def is_foreign(finding: Finding) -> bool:
    """Whether a finding is about another case's reference."""
    return finding.reason.startswith(_REASON)


def _finding(name: str, page: int | None, reference: str) -> Finding:
    return Finding(name, page, f"{_REASON}, {reference}")
