"""The public schedule as rows: what was withheld, where and why. Never the text.

The PDF, the workbook and the CSV are drawn from the same rows, and so are the boxes,
so that none of them can disagree.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from redactor.errors import NotFound
from redactor.law.categories import category_for
from redactor.law.exemptions import Catalogue, Exemption, catalogue
from redactor.model import Document, Redaction, State, Status
from redactor.pages.document import shown
from redactor.release.looks import Whole
from redactor.release.whole import is_withheld, whole_pages

IN_FULL, IN_PART = "released in full", "released in part"
NOT_AT_ALL = "withheld in full"
_WHOLE = "whole page"
_UNNAMED, _PERSONAL = "other", "individual: other personal data"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

DOCUMENT_HEADS = ("No.", "Document", "Pages", "Outcome", "Pages affected", "Redactions")
REDACTION_HEADS = ("Serial", "Page", "Position", "Withheld under", "Category")
KEY_HEADS = ("Code", "Citation", "What it covers", "Public interest", "Reason")
LEDGER_HEADS = (
    "No.", "Pages with redactions", "Pages without", "Withheld whole",
    "Released as pictures",
)  # fmt: skip
CSV_HEADS = ("Document", "Title", *REDACTION_HEADS)


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
    def title(self) -> str:
        words = f"Schedule of withheld information, request {self.reference}"
        return f"{words} (DRAFT - NOT APPROVED)" if self.approved == "" else words

    def texts(self) -> str:
        """All that it says of the case, as one text for the proof.

        The authority's own name is apart: it stands on every letter it writes.
        """
        parts = (
            self.documents,
            self.redactions,
            self.key,
            self.totals,
            self.ledger,
            ((self.reference,),),
        )
        return "\n".join(" | ".join(row) for rows in parts for row in rows)


def schedule(
    state: State,
    names: Mapping[str, str],
    pictures: Mapping[str, Mapping[int, str]],
    whole: Whole = Whole.NOTICE,
) -> Schedule:
    """The schedule of a decided case.

    ``names`` are the documents' public names, ``pictures`` the pages of each that are
    released as pictures, ``whole`` what becomes of pages withheld whole. Raises
    UnknownExemption for a code that is none.
    """
    law = catalogue(state.case.regime)
    withheld = [r for r in state.in_order() if r.status is Status.ACCEPTED]
    by_document = {
        d.id: [r for r in withheld if r.document == d.id]
        for d in state.documents.values()
    }
    documents = list(state.documents.values())
    titles = {d: name.removeprefix(d).strip() for d, name in names.items()}
    return Schedule(
        reference=state.case.reference,
        authority=state.case.authority,
        law=law.regime.title,
        word=law.regime.word,
        documents=tuple(
            _document(d, titles[d.id], by_document[d.id], law) for d in documents
        ),
        redactions=tuple(_redaction(r, state, law) for r in withheld),
        key=_key(withheld, law),
        totals=_totals(documents, withheld, law),
        ledger=tuple(
            _ledger(d, by_document[d.id], pictures.get(d.id, {})) for d in documents
        ),
        titles=titles,
        note=_note(documents, withheld, whole),
    )


def exemptions_of(redaction: Redaction, law: Catalogue) -> list[Exemption]:
    """The catalogue's entries for a redaction's codes. Raises UnknownExemption."""
    return [law.parse(code) for code in redaction.exemptions]


def counts(withheld: Sequence[Redaction], law: Catalogue) -> dict[str, int]:
    """How many redactions rest on each code, most used first."""
    found = Counter(e.code for r in withheld for e in exemptions_of(r, law))
    return dict(found.most_common())


def _document(
    document: Document, title: str, withheld: Sequence[Redaction], law: Catalogue
) -> tuple[str, ...]:
    pages = sorted({r.page for r in withheld})
    per_code = ", ".join(f"{code}: {n}" for code, n in counts(withheld, law).items())
    return (
        document.id,
        title,
        str(document.pages),
        outcome(document, withheld),
        ranges(pages) or "none",
        per_code or "none",
    )


def outcome(document: Document, withheld: Sequence[Redaction]) -> str:
    """What becomes of a document with these accepted redactions."""
    if not withheld:
        return IN_FULL
    return NOT_AT_ALL if is_withheld(document, withheld) else IN_PART


def _redaction(redaction: Redaction, state: State, law: Catalogue) -> tuple[str, ...]:
    document = state.documents[redaction.document]
    return (
        redaction.serial,
        str(redaction.page),
        _position(redaction, document),
        "; ".join(e.cite for e in exemptions_of(redaction, law)),
        category_of(redaction, law),
    )


def category_of(redaction: Redaction, law: Catalogue) -> str:
    """As decided; else after what the finder or the exemption takes it for."""
    if redaction.category:
        return redaction.category
    try:
        return category_for(redaction.label)
    except NotFound:
        personal = law.default_personal in exemptions_of(redaction, law)
        return _PERSONAL if personal else _UNNAMED


def _position(redaction: Redaction, document: Document) -> str:
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


def _key(withheld: Sequence[Redaction], law: Catalogue) -> tuple[tuple[str, ...], ...]:
    used = {e.code: e for r in withheld for e in exemptions_of(r, law)}
    in_order = [e for e in law.values() if e.code in used]
    return tuple(
        (e.stamp, e.cite, e.title, str(e.standing), e.reason) for e in in_order
    )


def _totals(
    documents: Sequence[Document], withheld: Sequence[Redaction], law: Catalogue
) -> tuple[tuple[str, ...], ...]:
    touched = {(r.document, r.page) for r in withheld}
    whole = sum(len(whole_pages(d, withheld)) for d in documents)
    fates = Counter(
        outcome(d, [r for r in withheld if r.document == d.id]) for d in documents
    )
    rows = [
        ("Documents", str(len(documents))),
        *((f.capitalize(), str(fates[f])) for f in (IN_FULL, IN_PART)),
        *((f.capitalize(), str(fates[f])) for f in (NOT_AT_ALL,) if fates[f]),
        ("Pages", str(sum(d.pages for d in documents))),
        ("Pages with redactions", str(len(touched))),
        *((name, str(whole)) for name in ("Pages withheld whole",) if whole),
        ("Redactions", str(len(withheld))),
    ]
    rows += [(f"Under {c}", str(n)) for c, n in counts(withheld, law).items()]
    return tuple(rows)


def _note(
    documents: Sequence[Document], withheld: Sequence[Redaction], whole: Whole
) -> str:
    """What became of the pages, in words."""
    picture = (
        "A page released as a picture looks like any other, but its words can't be "
        "selected."
    )
    if not any(whole_pages(d, withheld) for d in documents):
        return f"All pages of each document are released. {picture}"
    if whole is Whole.LEFT_OUT:
        fate = (
            "is left out: the number of each page is stamped on it, and shows the gap"
        )
    else:
        fate = "is replaced by a page that says so"
    gone = ""
    if any(is_withheld(d, withheld) for d in documents):
        gone = " A document withheld in full has no file."
    return f"A page withheld whole {fate}.{gone} {picture}"


def _ledger(
    document: Document, withheld: Sequence[Redaction], pictures: Mapping[int, str]
) -> tuple[str, ...]:
    pages = range(1, document.pages + 1)
    touched = {r.page for r in withheld}
    return (
        document.id,
        ranges([p for p in pages if p in touched]) or "none",
        ranges([p for p in pages if p not in touched]) or "none",
        ranges(sorted(whole_pages(document, withheld))) or "none",
        ranges(sorted(pictures)) or "none",
    )


def ranges(pages: Sequence[int]) -> str:
    """Page numbers as people write them: "1-3, 7"."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][1] + 1:
            runs[-1][1] = page
        else:
            runs.append([page, page])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def as_csv(rows: Schedule) -> bytes:
    """Part B as CSV that a spreadsheet opens without running anything."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_HEADS)
    for row in rows.redactions:
        document = row[0].partition("-")[0]
        writer.writerow(map(inert, (document, rows.titles[document], *row)))
    return out.getvalue().encode("utf-8-sig")


def inert(cell: str) -> str:
    """A cell that a spreadsheet takes for text, never for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
