"""The public schedule as rows: what was withheld, where and why. Never the text.

The PDF, the workbook and the CSV are drawn from the same rows, and so are the boxes,
so that none of them can disagree.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from redactor.errors import NotFound
from redactor.law.categories import category_for, implied_by, notes
from redactor.law.exemptions import Catalogue, catalogue
from redactor.model import Document, Redaction, State, Status
from redactor.pages.document import shown
from redactor.release.looks import Whole
from redactor.release.schedules.documents import (
    IN_FULL,
    IN_PART,
    counts,
    description,
    document_row,
    exemptions_of,
    outcome,
    ranges,
    whole_exemptions,
)
from redactor.release.schedules.pages import PageFacts, ledger, statement
from redactor.whole import whole_pages

__all__ = [
    "CSV_HEADS",
    "DOCUMENT_HEADS",
    "KEY_HEADS",
    "LEDGER_HEADS",
    "OTHER",
    "OUTCOME",
    "REDACTION_HEADS",
    "TOTAL_HEADS",
    "Facts",
    "Schedule",
    "category_of",
    "counts",
    "exemptions_of",
    "outcome",
    "position",
    "public_note",
    "ranges",
    "schedule",
]  # fmt: skip

Part: TypeAlias = tuple[str, Sequence[str], Sequence[Sequence[str]]]
_WHOLE = "whole page"
OTHER, _PERSONAL = "other", "individual: other personal data"

DOCUMENT_HEADS = (
    "No.", "Request part", "Description", "Type", "Date", "From / to", "Pages",
    "Outcome", "Pages affected", "Redactions", "Exemptions", "Harm",
    "Public interest", "Brief reason", "Where available", "Enclosure",
)  # fmt: skip
REDACTION_HEADS = ("Serial", "Page", "Position", "Withheld under", "Category", "Note")
KEY_HEADS = ("Code", "Citation", "What it covers", "Public interest", "Reason")
TOTAL_HEADS = ("What", "How many")
LEDGER_HEADS = ("No.", "Pages", "State", "Note")
CSV_HEADS = ("Document", "Title", *REDACTION_HEADS)
OUTCOME = DOCUMENT_HEADS.index("Outcome")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the schedule says beside the rows of a case.

    ``files`` are the names of the enclosures by document, ``blank`` the pages on which
    nothing is, ``paragraphs`` the number of the paragraph that a serial stands in.
    """

    files: Mapping[str, str] = field(default_factory=dict)
    blank: Mapping[str, Collection[int]] = field(default_factory=dict)
    paragraphs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Schedule:
    """Everything that the schedule says, as text in rows.

    ``approved`` is the code of the approval, empty in a draft.
    """

    reference: str
    authority: str
    law: str
    word: str
    documents: tuple[tuple[str, ...], ...]
    redactions: tuple[tuple[str, ...], ...]
    key: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[str, ...], ...]
    ledger: tuple[tuple[str, ...], ...]
    titles: Mapping[str, str]
    note: str
    approved: str | None = None

    @property
    def parts(self) -> tuple[Part, ...]:
        """Its tables: the name of each, its heads and its rows."""
        return (
            ("Documents", DOCUMENT_HEADS, self.documents),
            ("Redactions", REDACTION_HEADS, self.redactions),
            ("Key", KEY_HEADS, self.key),
            ("Totals", TOTAL_HEADS, self.totals),
            ("Pages", LEDGER_HEADS, self.ledger),
        )

    @property
    def title(self) -> str:
        words = f"Schedule of withheld information, request {self.reference}"
        return f"{words} (DRAFT - NOT APPROVED)" if self.approved == "" else words

    def texts(self) -> str:
        """All that it says of the case, as one text for the proof.

        The authority's own name is apart: it stands on every letter it writes.
        """
        every = [rows for _, _, rows in self.parts] + [
            ((self.reference,), (self.note,))
        ]
        return "\n".join(" | ".join(row) for rows in every for row in rows)


def schedule(
    state: State,
    names: Mapping[str, str],
    pictures: Mapping[str, Mapping[int, str]],
    whole: Whole = Whole.NOTICE,
    facts: Facts | None = None,
) -> Schedule:
    """The schedule of a decided case, as ``public.public_state`` shows it.

    ``names`` are the documents' public names, ``pictures`` the pages of each that are
    released as pictures, ``whole`` what becomes of pages withheld whole. Raises
    UnknownExemption for a code that is none.
    """
    law, facts = catalogue(state.case.regime), facts or Facts()
    withheld = [r for r in state.in_order() if r.status is Status.ACCEPTED]
    by_document: dict[str, list[Redaction]] = {d: [] for d in state.documents}
    for redaction in withheld:
        by_document[redaction.document].append(redaction)
    documents = list(state.documents.values())
    titles = {d.id: description(d, names[d.id], by_document[d.id]) for d in documents}
    pages = PageFacts(whole, pictures, facts.blank)
    return Schedule(
        reference=state.case.reference,
        authority=state.case.authority,
        law=law.regime.title,
        word=law.regime.word,
        documents=tuple(
            document_row(
                state, d, by_document[d.id], titles[d.id], _enclosed(d, names, facts)
            )
            for d in documents
        ),
        redactions=tuple(_redaction(r, state, law, facts) for r in withheld),
        key=_key(documents, withheld, law),
        totals=_totals(documents, withheld, law),
        ledger=tuple(
            row for d in documents for row in ledger(d, by_document[d.id], pages)
        ),
        titles=titles,
        note=statement(documents, withheld, pages),
    )


def _enclosed(document: Document, names: Mapping[str, str], facts: Facts) -> str:
    return facts.files.get(document.id, f"{names[document.id]}.pdf")


def _redaction(
    redaction: Redaction, state: State, law: Catalogue, facts: Facts
) -> tuple[str, ...]:
    document = state.documents[redaction.document]
    paragraph = facts.paragraphs.get(redaction.serial)
    return (
        redaction.serial,
        str(redaction.page),
        f"paragraph {paragraph}" if paragraph else position(redaction, document),
        "; ".join(e.cite for e in exemptions_of(redaction, law)),
        category_of(redaction, law),
        public_note(redaction),
    )


def public_note(redaction: Redaction) -> str:
    """The caseworker's note where it is a fixed phrase; others stay inside."""
    return redaction.reason if redaction.reason in notes() else ""


def category_of(redaction: Redaction, law: Catalogue) -> str:
    """As decided; else after what the finder or the exemption takes it for."""
    if redaction.category:
        return redaction.category
    try:
        return category_for(redaction.label)
    except NotFound:
        entries = exemptions_of(redaction, law)
        if law.default_personal in entries:
            return _PERSONAL
        return implied_by(e.code for e in entries) or OTHER


def position(redaction: Redaction, document: Document) -> str:
    """Upper, middle or lower third of the page as it is shown, or all of it."""
    if redaction.page in whole_pages(document, [redaction]):
        return _WHOLE
    shape = document.shapes[redaction.page - 1]
    height = shape.width if shape.rotation in (90, 270) else shape.height
    thirds = ("upper third", "middle third", "lower third")
    found = {
        min(max(int(3 * (r.y0 + r.y1) / 2 / max(height, 1)), 0), 2)
        for r in (shown(rect, shape) for rect in redaction.rects)
    }
    first, last = min(found), max(found)
    if first == last:
        return thirds[first]
    return f"{thirds[first].split()[0]} to {thirds[last]}"


def _key(
    documents: Sequence[Document], withheld: Sequence[Redaction], law: Catalogue
) -> tuple[tuple[str, ...], ...]:
    used = {e.code for r in withheld for e in exemptions_of(r, law)}
    used |= {e.code for d in documents for e in whole_exemptions(d, law)}
    return tuple(
        (e.stamp, e.cite, e.title, str(e.standing), e.reason)
        for e in law.values()
        if e.code in used
    )


def _totals(
    documents: Sequence[Document], withheld: Sequence[Redaction], law: Catalogue
) -> tuple[tuple[str, ...], ...]:
    touched = {(r.document, r.page) for r in withheld}
    whole = sum(len(whole_pages(d, withheld)) for d in documents)
    fates = Counter(
        outcome(d, [r for r in withheld if r.document == d.id]) for d in documents
    )
    usual = (IN_FULL, IN_PART)
    rows = [
        ("Documents", str(len(documents))),
        *((f.capitalize(), str(fates[f])) for f in usual),
        *((f.capitalize(), str(n)) for f, n in fates.items() if f not in usual),
        ("Pages", str(sum(d.pages for d in documents))),
        ("Pages with redactions", str(len(touched))),
        *((name, str(whole)) for name in ("Pages withheld whole",) if whole),
        ("Redactions", str(len(withheld))),
    ]
    rows += [(f"Under {c}", str(n)) for c, n in counts(withheld, law).items()]
    return tuple(rows)
