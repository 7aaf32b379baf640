"""The public schedule for programs: CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence

from redactor.release.schedules.schedule import CSV_HEADS, Schedule

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Schedule) -> bytes:
    """Part B as CSV that a spreadsheet opens without running anything."""
    found = []
    for row in rows.redactions:
        document = row[0].partition("-")[0]
        found.append((document, rows.titles[document], *row))
    return table(CSV_HEADS, found)


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Rows as CSV, as Excel reads it, no cell of which is a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows(map(inert, row) for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_json(rows: Schedule) -> bytes:
    """All parts of the schedule, each row by the heads of its columns."""
    content = {
        "title": rows.title,
        "authority": rows.authority,
        "request": rows.reference,
        "law": rows.law,
        "approval": rows.approved or None,
        **{
            name.lower(): [dict(zip(heads, row, strict=True)) for row in lines]
            for name, heads, lines in rows.parts
        },
        "statement": rows.note,
    }
    return (json.dumps(content, indent=2, ensure_ascii=False) + "\n").encode()


def inert(cell: str) -> str:
    """A cell that a spreadsheet takes for text, never for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
