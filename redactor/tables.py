"""Rows of a small table that somebody keeps: a CSV file, or the first sheet of a
workbook."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from pathlib import Path

from redactor.errors import BadInput

_MOST = 200_000  # rows; more is no register


def rows(path: Path) -> list[list[str]]:
    """All rows as text, those left of and above the content included.

    Dates of a workbook become ISO text. Raises BadInput where the file can't be read.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"{path.name} can't be read.", "Check its name and its folder."
        ) from error
    if data.startswith(b"PK"):
        return _workbook(data, path)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadInput(
            f"{path.name} is an old Excel file, or one with a password.",
            "Save it as .xlsx or .csv, without a password.",
        )
    return separated(data, path)


def separated(data: bytes, path: Path) -> list[list[str]]:
    """The rows of a CSV file, by whatever mark its first row is parted. Raises
    BadInput."""
    text = _decoded(data)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=_mark(text)))
    except csv.Error as error:
        raise BadInput(f"{path.name} is no table.", "Save it as .csv.") from error


def _decoded(data: bytes) -> str:
    """As UTF-8, or as what Excel writes in the United Kingdom."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _mark(text: str) -> str:
    head = text.split("\n", 1)[0]
    return max(",;\t", key=head.count)


def _workbook(data: bytes, path: Path) -> list[list[str]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    odd = (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        found = sheet.iter_rows(values_only=True, max_row=_MOST)
        return [[_cell(cell) for cell in row] for row in found]
    except (*odd, IndexError, SyntaxError) as error:  # of broken XML
        raise BadInput(
            f"{path.name} can't be read as a workbook.", "Save it again, or as .csv."
        ) from error


def _cell(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)
