"""What is missing in an open case, its pages included."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from redactor.casefile import CaseFile
from redactor.missing import Missing, missing
from redactor.model import Document
from redactor.release.proof.names import file_stem
from redactor.release.public import is_unsaid
from redactor.release.related import foreign_in_case, known
from redactor.release.schedules.documents import ranges
from redactor.whole import is_kept_back, is_withheld

REFERENCE = "reference"
"""What is asked for where a document shows the reference of another case."""
_REMEDY = (
    "Look whether it belongs to this request. Redact the reference, or name that case "
    "as related (in the request's details, or --related)."
)


def missing_in(file: CaseFile) -> list[Missing]:
    """All that has to be said first, and references of other cases that would leave."""
    return [*missing(file.state), *references(file)]


def references(file: CaseFile) -> Iterator[Missing]:
    """References of other cases that would leave. It looks through every page.

    Each reference once for each document that shows it or is called by it.
    """
    state = file.state
    sent = {
        d.id
        for d in state.documents.values()
        if not is_unsaid(d, state.parts)
        and not is_withheld(d, state.redactions.values())
    }
    pages: dict[tuple[str, str], list[int]] = {}
    for document, page, reference in foreign_in_case(file):
        if document.id in sent:
            pages.setdefault((document.id, reference), []).append(page)
    for (name, reference), numbers in pages.items():
        where = f"page{'s' if len(numbers) > 1 else ''} {ranges(numbers)}"
        shows = "show" if len(numbers) > 1 else "shows"
        yield _found(f"{name}, {where} {shows}", reference, f"{name} p.{numbers[0]}")
    may = known(file)
    for document in state.documents.values():
        if is_unsaid(document, state.parts):
            continue
        for where, text in _said_of(document).items():
            for reference in may.foreign(text, "(?:/| )"):
                yield _found(f"{document.id}, {where}, shows", reference, document.id)


def _said_of(document: Document) -> Mapping[str, str]:
    """What the release says of a document beside its pages."""
    said = {
        "its title": document.title,
        "what the schedule says of it": "\n".join(
            (document.kind, document.date, document.parties, document.note)
        ),
        "its link": document.link,
    }
    if not is_kept_back(document):
        stem = file_stem(document.name)
        said["its name"] = f"{stem}\n{stem.replace('_', ' ')}"
    return said


def _found(where: str, reference: str, about: str) -> Missing:
    sentence = f"{where} the reference of another case, {reference}."
    return Missing(sentence, _REMEDY, about, question=REFERENCE)
