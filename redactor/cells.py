"""What can be edited in a schedule, cell by cell: in the window or elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from redactor.edits import put
from redactor.errors import BadInput, UnknownExemption
from redactor.filled import FORMULA
from redactor.law.categories import categories
from redactor.law.exemptions import Catalogue, catalogue
from redactor.model import Change, Document, Redaction, State, Status
from redactor.parts import outcome as outcome_named
from redactor.parts import part_named

REDACTION_EDITS = ("Status", "Codes", "Category", "Reason")
DOCUMENT_EDITS = (
    "Title", "Type", "Date", "From / to", "Outcome", "Codes", "Note", "Link",
)  # fmt: skip
_STATUSES = {
    "withhold": Status.ACCEPTED,
    "withheld": Status.ACCEPTED,
    "accept": Status.ACCEPTED,
    "release": Status.REJECTED,
    "visible": Status.REJECTED,
    "left visible": Status.REJECTED,
    "reject": Status.REJECTED,
    "undecided": Status.SUGGESTED,
    **{str(status): status for status in Status},
}


def codes_text(codes: Sequence[str]) -> str:
    """Codes in one cell."""
    return "; ".join(codes)


def redaction_edits(row: Redaction) -> tuple[str, ...]:
    """What stands in the editable columns of a redaction."""
    return (str(row.status), codes_text(row.exemptions), row.category, row.reason)


def document_edits(row: Document) -> tuple[str, ...]:
    """What stands in the editable columns of a document."""
    return (
        row.title,
        row.kind,
        row.date,
        row.parties,
        str(row.outcome or ""),
        codes_text(row.exemptions),
        row.note,
        row.link,
    )


def set_in_redaction(law: Catalogue, row: Redaction, head: str, text: str) -> Redaction:
    """A redaction with one editable cell of the schedule set.

    Raises BadInput, UnknownExemption.
    """
    _refuse_formula(text)
    if head == "Status":
        status = _status(row, text)
        if status is row.status:
            return row
        return replace(row, status=status, excepted=status is not Status.SUGGESTED)
    if head == "Codes":
        return replace(row, exemptions=codes_in(law, text, row.exemptions))
    if head == "Category":
        return replace(row, category=_category(text))
    return replace(row, reason=text.strip())


def set_in_document(law: Catalogue, row: Document, head: str, text: str) -> Document:
    """A document with one editable cell of the schedule set.

    Raises BadInput, UnknownExemption.
    """
    _refuse_formula(text)
    text = " ".join(text.split())
    if head == "Outcome":
        plain = text.casefold()
        return replace(row, outcome=outcome_named(plain) if plain else None)
    if head == "Codes":
        codes = codes_in(law, text, row.exemptions, box=False)
        return replace(row, exemptions=codes)
    if head == "Link" and text and not text.startswith(("https://", "http://")):
        raise BadInput(
            "A link begins with https://.", "Copy it from the browser's address bar."
        )
    values: dict[str, Any] = {DOCUMENT_FIELDS[head]: text}
    return replace(row, **values)


DOCUMENT_FIELDS = {
    "Title": "title",
    "Type": "kind",
    "Date": "date",
    "From / to": "parties",
    "Note": "note",
    "Link": "link",
}


def codes_in(
    law: Catalogue, text: str, now: Sequence[str] = (), *, box: bool = True
) -> tuple[str, ...]:
    """The codes of a cell: "40(2); s.42(1)". Raises UnknownExemption."""
    codes = []
    for cited in re.split(r"[;\n]", text):
        for piece in _pieces(law, cited.strip(), now):
            entry = law.parse(piece) if box else law.find(piece)
            behind = piece.partition(":")[2].strip() if entry.enactment else ""
            kept = piece in now
            codes.append(
                piece if kept else f"{entry.code}: {behind}" if behind else entry.code
            )
    return tuple(dict.fromkeys(codes))


def _pieces(law: Catalogue, cited: str, now: Sequence[str]) -> list[str]:
    """One citation, or several with commas between."""
    if not cited:
        return []
    try:
        law.find(cited)
    except UnknownExemption:
        if cited not in now and "," in cited:
            return [one.strip() for one in cited.split(",") if one.strip()]
    return [cited]


def _status(row: Redaction, text: str) -> Status:
    status = _STATUSES.get(" ".join(text.casefold().split()))
    if status is None:
        raise BadInput("That is no status.", "Write accepted, rejected or suggested.")
    if not row.status.is_proposal and status is Status.SUGGESTED:
        raise BadInput(
            "What is only worth a look is no proposal.", "Withhold or dismiss it."
        )
    if row.status.is_proposal and not status.is_proposal:
        raise BadInput(
            "A proposal can't become that.", "Withhold it, or leave it visible."
        )
    return status


def _category(text: str) -> str:
    plain = " ".join(text.casefold().split())
    if not plain:
        return ""
    for one in categories():
        if one.name.casefold() == plain:
            return one.name
    raise BadInput(
        "That category is not in the list.",
        f"Use one of {', '.join(c.name for c in categories())}.",
    )


def _refuse_formula(text: str) -> None:
    if FORMULA in text:
        raise BadInput("The cell is a formula.", "Write its value as text.")


def set_parts(state: State, row: Document, text: str) -> Document:
    """A document for the parts of the request with these numbers: "1, 3".

    Raises NotFound.
    """
    wanted = [one.strip() for one in re.split(r"[,;]", text) if one.strip()]
    if wanted == ["all"]:
        return replace(row, parts=())
    return replace(row, parts=tuple(part_named(state, one).id for one in wanted))


def describe_document(state: State, document: str, said: Mapping[str, str]) -> Change:
    """Set cells of a document's row in the schedule, by their heads.

    Raises BadInput, NotFound, UnknownExemption.
    """
    row = state.document(document)
    law = catalogue(state.case.regime)
    for head, text in said.items():
        if head == "Parts":
            row = set_parts(state, row, text)
        else:
            row = set_in_document(law, row, head, text)
    heads = ", ".join(said).lower()
    return put(state, row, "schedule", f"{row.id}: {heads}")
