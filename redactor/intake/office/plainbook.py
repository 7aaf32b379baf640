"""Workbooks that no careful reader opens: binary ones (.xlsb), and odd or damaged ones.

LibreOffice makes an ordinary workbook of them; without it their values are taken.
"""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from redactor.errors import FileRefused
from redactor.intake import paper
from redactor.intake.office import figures, oldbook, soffice, workbook
from redactor.intake.office.extras import SHOWN, Extras
from redactor.intake.office.grid import Cell, Table, drawn
from redactor.intake.office.package import Damaged
from redactor.intake.source import Made

_VALUES_ONLY = (
    "Only the values of its cells are shown: hidden rows and columns, comments, "
    "pictures and charts could not be looked for. Save it as .xlsx and add that."
)
_REPAIRED = "It is odd or damaged, and was repaired: compare it with the original."


def binary(name: str, data: bytes) -> Made:
    """A binary workbook. Raises FileRefused."""
    return _made(name, data, ".xlsb")


def usual(name: str, data: bytes) -> Made:
    """An ordinary workbook (.xlsx). Raises FileRefused."""
    return _rescued(name, data, ".xlsx")


def older(name: str, data: bytes) -> Made:
    """One of before 2007 (.xls). Raises FileRefused."""
    return _rescued(name, data, ".xls")


def _rescued(name: str, data: bytes, ending: str) -> Made:
    try:
        if ending == ".xlsx":
            return workbook.made(name, data)
        return oldbook.made(name, data)
    except Damaged as refused:
        try:
            made = _made(name, data, ending)
        except FileRefused:
            raise refused from None
    return Made(made.pdf, (_REPAIRED, *made.warnings), made.parts, made.problems)


def _made(name: str, data: bytes, ending: str) -> Made:
    newer = soffice.converted(data, ending, "xlsx")
    if newer is not None:
        try:
            return workbook.made(name, newer)
        except FileRefused:
            pass
    return _values(name, data)


def _values(name: str, data: bytes) -> Made:
    from python_calamine import (
        CalamineError,
        CalamineWorkbook,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    failures = (CalamineError, ValueError, LookupError, TypeError, OSError)
    extras = Extras()
    seen: list[Table] = []
    unseen: list[Table] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for number, about in enumerate(book.sheets_metadata, start=1):
            if about.typ != SheetTypeEnum.WorkSheet:
                extras.warnings.append(f"Sheet {number} is no table: not shown.")
                continue
            rows = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
            table = _table(about.name, rows)
            if about.visible == SheetVisibleEnum.Visible:
                seen.append(table)
                continue
            very = "very " if about.visible == SheetVisibleEnum.VeryHidden else ""
            table.title = f"Hidden sheet: {about.name}"
            unseen.append(table)
            extras.warnings.append(f"Sheet {number} is {very}hidden: {SHOWN}.")
    except failures as error:
        raise FileRefused(
            f"{name} can't be read as a workbook.",
            "Open it in Excel, save it as .xlsx, and add that.",
        ) from error
    extras.warnings.append(_VALUES_ONLY)
    pdf = drawn(seen or [Table("Workbook")])
    behind = [drawn(unseen)] if unseen else []
    return Made(paper.joined(pdf, *behind), extras.told(pdf))


def _table(name: str, rows: list[list[Any]]) -> Table:
    table = Table(f"Sheet: {name}")
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            words = str(value) if isinstance(value, dt.timedelta) else ""
            words = words or figures.shown(value, "General")
            number = isinstance(value, int | float) and not isinstance(value, bool)
            table.put(row, column, Cell(words, number))
    return table
