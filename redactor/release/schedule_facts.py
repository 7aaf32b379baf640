"""What the schedule has to be told of the pages, and what it must not say."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from PIL import Image

from redactor.casefile import CaseFile
from redactor.errors import UnknownExemption
from redactor.law.categories import categories
from redactor.law.exemptions import catalogue
from redactor.model import Document, Redaction, State, Status, meet
from redactor.pages.document import Pdf, open_pdf
from redactor.pages.render import render
from redactor.release import draft
from redactor.release.approval import Approval
from redactor.release.bundle import NAME
from redactor.release.item import Released
from redactor.release.looks import Look
from redactor.release.proof.finding import Finding
from redactor.release.proof.needles import Needle
from redactor.release.proof.prove import prove_text
from redactor.release.schedules.schedule import Facts, Schedule, category_of, schedule
from redactor.whole import is_kept_back
from redactor.words import Word

_NUMBER = re.compile(r"(\d{1,3})\.")
_FEWEST = 4  # numbered paragraphs from which a document is taken to have them
_MARGIN = 40.0  # points that the numbers of paragraphs may stand apart


def schedule_of(
    file: CaseFile,
    released: Sequence[Released],
    names: Mapping[str, str],
    look: Look,
    approval: Approval,
) -> Schedule:
    """The schedule of what is being released."""
    pictures = {r.document.id: r.produced.pictures for r in released if r.produced}
    facts = facts_of(file, released, look, approval)
    return schedule(file.state, names, pictures, look.whole, facts)


def facts_of(
    file: CaseFile, released: Sequence[Released], look: Look, approval: Approval
) -> Facts:
    """Names of the enclosures, blank pages and paragraphs of a release."""
    names = {
        r.document.id: NAME if look.bundle else f"{r.name}.pdf"
        for r in released
        if r.produced is not None
    }
    named = {d: n if approval.holds else draft.named(n) for d, n in names.items()}
    documents = [d for d in file.state.documents.values() if not is_kept_back(d)]
    return Facts(
        named,
        {d.id: blank_pages(file, d) for d in documents},
        {s: n for d in documents for s, n in paragraphs(file, d).items()},
    )


def blank_pages(file: CaseFile, document: Document) -> list[int]:
    """Pages without any word, on which nothing is drawn either."""
    empty = []
    for page in range(1, document.pages + 1):
        words = file.words(document, page)
        if words is not None and not words.words:
            empty.append(page)
    if not empty:
        return []
    pdf = open_pdf(file.blob(document.pdf_sha256))
    try:
        return [page for page in empty if _is_one_color(pdf, page)]
    finally:
        pdf.close()


def _is_one_color(pdf: Pdf, page: int) -> bool:
    drawn = render(pdf, page, 0.5)
    size = (drawn.width, drawn.height)
    image = Image.frombytes("RGB", size, drawn.rgb, "raw", "RGB", drawn.stride)
    return all(low == high for low, high in image.getextrema())  # type: ignore[misc]


def paragraphs(file: CaseFile, document: Document) -> Mapping[str, str]:
    """The number of the paragraph that each redaction begins in, where a document
    numbers them through, as decision notices do."""
    rows = [
        r
        for r in file.state.in_order()
        if r.document == document.id and r.status is Status.ACCEPTED
    ]
    starts = list(_starts(file, document, rows)) if rows else []
    run = _counting(starts)
    if len(run) < _FEWEST:
        return {}
    found = {}
    for row in rows:
        before = [n for n, place in run if place <= (row.page, row.rects[0].y1)]
        if before:
            found[row.serial] = str(before[-1])
    return found


_Start = tuple[int, tuple[int, float], float]


def _starts(
    file: CaseFile, document: Document, rows: Sequence[Redaction]
) -> Iterator[_Start]:
    """Words such as "12." at the head of a line: number, page and height, left edge.

    None that is withheld itself.
    """
    for page in range(1, document.pages + 1):
        words = file.words(document, page)
        boxes = [rect for r in rows if r.page == page for rect in r.rects]
        heads: dict[tuple[int, int], Word] = {}
        for word in words.words if words else ():
            heads.setdefault((word.block, word.line), word)
        for word in heads.values():
            number = _NUMBER.fullmatch(word.text)
            if number and not meet([word.rect], boxes):
                yield int(number[1]), (page, word.rect.y0), word.rect.x0


def _counting(starts: Sequence[_Start]) -> list[tuple[int, tuple[int, float]]]:
    """Those that count up one by one from 1 along one margin."""
    run: list[tuple[int, tuple[int, float]]] = []
    edge = 0.0
    for number, place, left in sorted(starts, key=lambda s: s[1]):
        if number != len(run) + 1 or (run and abs(left - edge) > _MARGIN):
            continue
        edge = left
        run.append((number, place))
    return run


# -- what it must not say


def told(
    rows: Schedule, sought: Sequence[Needle], typed: Sequence[Needle] = ()
) -> list[Finding]:
    """What of the schedule says something withheld, by row and column.

    ``typed`` are looked for as well in what somebody types: titles, parties, notes.
    """
    general = prove_text("schedule", rows.texts(), sought)
    written = "\n".join(" | ".join(row) for row in (*rows.documents, *rows.ledger))
    general += prove_text("schedule", written, typed)
    if not general:
        return []
    return list(dict.fromkeys(_cells(rows, [*sought, *typed]))) or general


def _cells(rows: Schedule, sought: Sequence[Needle]) -> Iterator[Finding]:
    for part, heads, lines in rows.parts:
        for line in lines:
            for head, cell in zip(heads, line, strict=True):
                yield from prove_text(
                    f"schedule, {part}, {line[0]}, column {head}", cell, sought
                )
    yield from prove_text("schedule, its statement on pages", rows.note, sought)


def to_approve(state: State) -> list[Redaction]:
    """What is withheld as "other": a reviewer has to agree to each."""
    law = catalogue(state.case.regime)
    asked = {c.name for c in categories() if c.needs_approval}

    def is_asked(row: Redaction) -> bool:
        try:
            return category_of(row, law) in asked
        except UnknownExemption:  # which is told elsewhere
            return False

    withheld = [r for r in state.in_order() if r.status is Status.ACCEPTED]
    return [row for row in withheld if is_asked(row)]
