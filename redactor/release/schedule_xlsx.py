"""The public schedule as a workbook, one sheet for each part."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from redactor.release.schedule import Schedule

_WIDEST = 45
_MIDNIGHT = dt.time(0, 0)
_CELL = {"text_wrap": True, "valign": "top", "border": 1}
_HEAD = {"bold": True, "font_color": "white", "bg_color": "#1d3557"}


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
    for name, heads, lines in rows.parts:
        sheet = _sheet(book, name, rows.reference)
        _fill(book, sheet, heads, lines)
    book.close()
    return out.getvalue()


def _sheet(book: Any, name: str, reference: str) -> Any:
    """An empty sheet that prints well: A4 across, its head on every page."""
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    sheet.set_footer(f"&L{reference.replace('&', '&&')}&R&P of &N")
    return sheet


def _fill(
    book: Any, sheet: Any, heads: Sequence[str], lines: Sequence[Sequence[str]]
) -> None:
    head = book.add_format(_CELL | _HEAD)
    cell = book.add_format(_CELL)
    for column, text in enumerate(heads):
        sheet.set_column(column, column, _width(text, [r[column] for r in lines]))
        sheet.write_string(0, column, text, head)
    for number, line in enumerate(lines, 1):
        for column, text in enumerate(line):
            sheet.write_string(number, column, text, cell)
    if lines:
        sheet.autofilter(0, 0, len(lines), len(heads) - 1)


def _width(head: str, cells: Sequence[str]) -> int:
    return min(max(map(len, (head + "    ", *cells))) + 2, _WIDEST)
