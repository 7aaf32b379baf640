"""Tables as text (.csv, .tsv)."""

from __future__ import annotations

import csv

from redactor.intake.mail.eml import letters
from redactor.intake.office.grid import Cell, Table, drawn
from redactor.intake.source import Made

_LONGEST = 50_000_000  # signs in one cell


def made(name: str, data: bytes) -> Made:
    """Its rows as print pages. Raises FileRefused."""
    words = decoded(data)
    table = Table(f"Table: {name}")
    csv.field_size_limit(_LONGEST)
    try:
        rows = list(csv.reader(words.splitlines(keepends=True), _dialect(words)))
    except csv.Error:
        rows = [[line] for line in words.splitlines()]
    for row, values in enumerate(rows, start=1):
        for column, value in enumerate(values, start=1):
            table.put(row, column, Cell(value, _is_number(value)))
    return Made(drawn([table]))


def decoded(data: bytes) -> str:
    """Text of any encoding: by its mark, by its zeros, else what fits."""
    for mark, name in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(name, "replace")
    return letters(data, None).replace("\0", "")


def _dialect(words: str) -> type[csv.Dialect]:
    class Found(csv.excel):
        delimiter = max(",;\t|", key=words[:20_000].count)

    return Found


def _is_number(value: str) -> bool:
    return (
        bool(value)
        and value.strip("-£$€%").replace(",", "").replace(".", "", 1).isdigit()
    )
