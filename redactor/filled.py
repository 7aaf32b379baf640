"""Tables that came back from a spreadsheet program: rows by the heads of their columns.

Rows may be sorted, filtered or gone, columns moved, and a spreadsheet program may have
made numbers and dates of what was text.
"""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from redactor.errors import BadInput
from redactor.tables import separated

FORMULA = "\0formula"
"""What stands for a formula: nobody knows what it would say."""
_MOST = 200_000  # rows
_TOP = 10  # rows in which the heads are looked for
_BYTES = 60_000_000  # a file is not larger
_MERGED = b"<mergeCell "
_UNPACKED = 800_000_000  # bytes
_QUOTED = re.compile(r"'(?=[=+\-@\t\r])")


@dataclass(frozen=True, slots=True)
class Filled:
    """A table: the heads it has, and its rows by squeezed head with their number."""

    heads: tuple[str, ...]
    rows: tuple[tuple[int, Mapping[str, str]], ...]

    def has(self, head: str) -> bool:
        return squeezed(head) in self.heads


def squeezed(head: str) -> str:
    """A head of a column, however it is written."""
    return re.sub(r"[^a-z0-9]+", "", head.casefold())


def tables(path: Path, keys: Sequence[str]) -> list[Filled]:
    """The tables of a workbook or CSV file that have all of these columns.

    Raises BadInput where there is none.
    """
    try:
        if path.stat().st_size > _BYTES:
            raise BadInput(f"{path.name} is too large.", "Export the schedule again.")
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(
            f"{path.name} can't be read.", "Check its name and its folder."
        ) from error
    grids = _workbook(data, path) if data.startswith(b"PK") else [_csv(data, path)]
    found = [table for grid in grids if (table := _table(grid, keys))]
    if not found:
        raise BadInput(
            f"{path.name} has no table of an internal schedule.",
            f"The columns {' and '.join(keys)} have to stay: export it again.",
        )
    return found


def _table(grid: Sequence[Sequence[str]], keys: Sequence[str]) -> Filled | None:
    wanted = {squeezed(key) for key in keys}
    for at, row in enumerate(grid[:_TOP]):
        heads = [squeezed(cell) for cell in row]
        if wanted <= set(heads):
            rows = tuple(
                (number, dict(zip(heads, cells, strict=False)))
                for number, cells in enumerate(grid[at + 1 :], at + 2)
                if any(cell.strip() for cell in cells)
            )
            return Filled(tuple(heads), rows)
    return None


def _csv(data: bytes, path: Path) -> list[list[str]]:
    rows = separated(data, path)
    return [[_QUOTED.sub("", cell, count=1) for cell in row] for row in rows]


def _workbook(data: bytes, path: Path) -> list[list[list[str]]]:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    odd = (InvalidFileException, KeyError, ValueError, OSError, zipfile.BadZipFile)
    _refuse_odd(data, path)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        return [
            [[_cell(cell) for cell in row] for row in sheet.iter_rows(max_row=_MOST)]
            for sheet in book.worksheets
        ]
    except (*odd, SyntaxError) as error:  # of broken XML
        raise BadInput(
            f"{path.name} can't be read as a workbook.", "Save it again as .xlsx."
        ) from error


def _refuse_odd(data: bytes, path: Path) -> None:
    """Cells that were merged lose what stood in all but one of them; and what is small
    may unpack into anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _UNPACKED:
                raise BadInput(
                    f"{path.name} is too large.", "Export the schedule again."
                )
            sheets = [n for n in parts.namelist() if n.startswith("xl/worksheets/")]
            merged = any(_MERGED in parts.read(name) for name in sheets)
    except (zipfile.BadZipFile, OSError, RuntimeError, zlib.error):
        return  # which is told by whatever reads it next
    if merged:
        raise BadInput(
            f"{path.name} has merged cells: nobody can say which row they are for.",
            "Unmerge them in the spreadsheet, and import it again.",
        )


def _cell(cell: object) -> str:
    if getattr(cell, "data_type", "") == "f":
        return FORMULA
    value = getattr(cell, "value", None)
    if isinstance(value, dt.datetime | dt.date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def alike(one: str, other: str) -> bool:
    """Whether two cells say the same but for what a spreadsheet program does."""
    if _plain(one) == _plain(other):
        return True
    try:
        return float(one) == float(other)  # "1.00" comes back as "1"
    except ValueError:
        return False


def _plain(cell: str) -> str:
    return re.sub(r"[\W_]+", "", cell.casefold()).lstrip("0")[:32000]


def doubled(names: Iterable[str]) -> set[str]:
    """Names that occur more than once."""
    return {name for name, count in Counter(names).items() if count > 1}
