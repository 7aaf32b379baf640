"""The public schedule as a PDF."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from redactor.release.schedules.schedule import (
    DOCUMENT_HEADS,
    KEY_HEADS,
    LEDGER_HEADS,
    REDACTION_HEADS,
    TOTAL_HEADS,
    Schedule,
)
from redactor.release.schedules.sheet import Sheet

# The columns of Part A are too many for one table across a page: these are its two.
_WHAT = (
    ("No.", 0.06), ("Request part", 0.08), ("Description", 0.24), ("Type", 0.09),
    ("Date", 0.1), ("From / to", 0.15), ("Pages", 0.07), ("Outcome", 0.21),
)  # fmt: skip
_WHY = (
    ("No.", 0.06), ("Pages affected", 0.09), ("Redactions", 0.09), ("Exemptions", 0.17),
    ("Harm", 0.1), ("Public interest", 0.13), ("Brief reason", 0.36),
)  # fmt: skip
_WHERE = (("No.", 0.06), ("Enclosure", 0.5), ("Where available", 0.44))


def as_pdf(rows: Schedule, made: dt.date) -> bytes:
    """The schedule as a PDF file."""
    sheet = Sheet()
    law = f"{rows.law}. Made on {made.day} {made:%B %Y}."
    law += f" Approval code {rows.approved}." if rows.approved else ""
    lines = (f"Request {rows.reference}", law)
    sheet.title(rows.authority, "Schedule of withheld information", lines)
    _documents(sheet, rows)
    sheet.heading("Part B: redactions")
    if rows.redactions:
        sheet.note(
            "Each redaction has a serial of its own, which never changes. Its code is "
            "written in the box on the page. Positions are numbered paragraphs or, "
            "where there are none, thirds of the page."
        )
        columns = (0.11, 0.06, 0.15, 0.28, 0.24, 0.16)
        sheet.table(REDACTION_HEADS, rows.redactions, columns)
    else:
        sheet.note("No enclosed document is redacted.")
    if rows.key:
        sheet.heading(f"Part C: key to the {rows.word}s relied on")
        sheet.table(KEY_HEADS, rows.key, (0.1, 0.22, 0.2, 0.12, 0.36))
    sheet.heading("Part D: totals")
    sheet.table(TOTAL_HEADS, rows.totals, (0.3, 0.12))
    sheet.heading("Part E: every page")
    sheet.table(LEDGER_HEADS, rows.ledger, (0.08, 0.2, 0.16, 0.56))
    sheet.note(rows.note)
    footer = f"{rows.authority or 'Schedule'}, request {rows.reference}"
    return sheet.finished(footer, rows.title)


def _documents(sheet: Sheet, rows: Schedule) -> None:
    """Part A in three tables."""
    sheet.heading("Part A: documents")
    _some(sheet, rows.documents, _WHAT)
    why = [row for row in rows.documents if _of(row, "Exemptions") != "none"]
    if why:
        sheet.heading("Part A, continued: what is withheld, and why")
        _some(sheet, why, _WHY)
    sheet.heading("Part A, continued: where each document is")
    _some(sheet, rows.documents, _WHERE)


def _of(row: Sequence[str], head: str) -> str:
    return row[DOCUMENT_HEADS.index(head)]


def _some(
    sheet: Sheet,
    rows: Sequence[Sequence[str]],
    columns: Sequence[tuple[str, float]],
) -> None:
    heads = [head for head, _ in columns]
    cells = [[_of(row, head) for head in heads] for row in rows]
    sheet.table(heads, cells, [share for _, share in columns])
