"""Whether anything in a release shows the reference of another case."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence

import pypdfium2

from redactor.casefile import CaseFile
from redactor.model import Document
from redactor.release.item import Released
from redactor.release.proof.finding import Finding
from redactor.release.related import Known, foreign_in_case, known

REMEDY = (
    "Look whether each of these documents belongs to this request. Redact a reference "
    "that must not be shown; name one that may as a related case."
)


def prove_related(
    file: CaseFile,
    released: Sequence[Released],
    others: Mapping[str, str],
) -> list[Finding]:
    """References of other cases in the finished PDFs, in scans, in names and texts.

    ``others`` are other texts that leave, by their names.
    """
    may = known(file)
    found = [
        _finding(name, None, one)
        for name, text in others.items()
        for one in may.foreign(text)
    ]
    for one in released:
        found += _in_name(one, may)
        if one.produced is not None:
            texts = _texts(one.produced.pdf, one.produced.pages)
            found += [
                _finding(one.document.id, page, reference)
                for page, text in texts
                for reference in may.foreign(text)
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


def _in_name(one: Released, may: Known) -> list[Finding]:
    found = may.foreign(one.name, "(?:/| )")  # file names have no strokes
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
