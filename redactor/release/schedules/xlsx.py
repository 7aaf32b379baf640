"""The public schedule as a workbook, one sheet for each part."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from redactor.release.schedules.schedule import Schedule

_WIDEST = 45
_MOST = 32_000  # letters that a cell can hold
_PLAIN = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MIDNIGHT = dt.time(0, 0)
_CELL = {"text_wrap": True, "valign": "top", "border": 1}
_HEAD = {"bold": True, "font_color": "white", "bg_color": "#1d3557"}


def as_xlsx(rows: Schedule, made: dt.date) -> bytes:
    """The schedule as the bytes of an XLSX file. Text is never taken for a formula."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _PLAIN)
    created = dt.datetime.combine(made, _MIDNIGHT)
    book.set_properties({"title": rows.title, "author": "", "created": created})
    for name, heads, lines in rows.parts:
        sheet = _sheet(book, name, rows.reference)
        _fill(book, sheet, heads, lines)
    book.close()
    return out.getvalue()


def internal_xlsx(
    parts: Sequence[tuple[str, Sequence[str], Sequence[Sequence[str]]]],
    reference: str,
    warning: str,
    edits: Mapping[str, Sequence[str]],
) -> bytes:
    """The internal schedule: a warning over every page, editable columns in yellow."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _PLAIN)
    book.set_properties({"title": warning, "author": ""})
    red = book.add_format({"bold": True, "font_color": "#b00020", "font_size": 13})
    yellow = book.add_format(_CELL | {"bg_color": "#fff8dc"})
    for name, heads, lines in parts:
        sheet = _sheet(book, name, reference)
        sheet.set_header(f"&C&B{warning}")
        sheet.write_string(0, 0, f"{warning}. Yellow columns can be edited.", red)
        _fill(book, sheet, heads, lines, top=1)
        sheet.freeze_panes(2, 1)
        sheet.repeat_rows(1)
        for head in edits[name]:
            column = heads.index(head)
            for number, line in enumerate(lines, 2):
                sheet.write_string(number, column, line[column][:_MOST], yellow)
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
    book: Any,
    sheet: Any,
    heads: Sequence[str],
    lines: Sequence[Sequence[str]],
    top: int = 0,
) -> None:
    """Heads in row ``top``, which counts from 0, and the lines below."""
    head = book.add_format(_CELL | _HEAD)
    cell = book.add_format(_CELL)
    for column, text in enumerate(heads):
        sheet.set_column(column, column, _width(text, [r[column] for r in lines]))
        sheet.write_string(top, column, text, head)
    for number, line in enumerate(lines, top + 1):
        for column, text in enumerate(line):
            sheet.write_string(number, column, text[:_MOST], cell)
    if lines:
        sheet.autofilter(top, 0, top + len(lines), len(heads) - 1)


def _width(head: str, cells: Sequence[str]) -> int:
    return min(max(map(len, (head + "    ", *cells))) + 2, _WIDEST)
