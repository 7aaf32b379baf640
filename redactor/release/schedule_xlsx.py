"""The public schedule as a workbook, one sheet for each part."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence

import xlsxwriter

from redactor.release.schedule import (
    DOCUMENT_HEADS,
    KEY_HEADS,
    LEDGER_HEADS,
    REDACTION_HEADS,
    Schedule,
)

_WIDEST = 70
_MIDNIGHT = dt.time(0, 0)


def as_xlsx(rows: Schedule, made: dt.date) -> bytes:
    """The schedule as the bytes of an XLSX file. Text is never taken for a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    created = dt.datetime.combine(made, _MIDNIGHT)
    book.set_properties({"title": rows.title, "author": "", "created": created})
    head = book.add_format(
        {
            "bold": True,
            "font_color": "white",
            "bg_color": "#1d3557",
            "text_wrap": True,
            "valign": "top",
            "border": 1,
        }
    )
    cell = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
    for name, heads, lines in (
        ("Documents", DOCUMENT_HEADS, rows.documents),
        ("Redactions", REDACTION_HEADS, rows.redactions),
        ("Key", KEY_HEADS, rows.key),
        ("Totals", ("What", "How many"), rows.totals),
        ("Pages", LEDGER_HEADS, rows.ledger),
    ):
        sheet = book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.freeze_panes(1, 0)
        sheet.set_footer(f"&L{rows.reference.replace('&', '&&')}&R&P of &N")
        for column, text in enumerate(heads):
            sheet.set_column(column, column, _width(text, [r[column] for r in lines]))
            sheet.write_string(0, column, text, head)
        for number, line in enumerate(lines, 1):
            for column, text in enumerate(line):
                sheet.write_string(number, column, text, cell)
        if lines:
            sheet.autofilter(0, 0, len(lines), len(heads) - 1)
    book.close()
    return out.getvalue()


def _width(head: str, cells: Sequence[str]) -> int:
    return min(max(map(len, (head + "    ", *cells))) + 2, _WIDEST)
