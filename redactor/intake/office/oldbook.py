"""Excel workbooks of before 2007 (.xls)."""

from __future__ import annotations

import io
from typing import Any

from redactor.errors import FileRefused
from redactor.intake import colors, paper
from redactor.intake.office import figures, soffice, traces, workbook
from redactor.intake.office.extras import SHOWN, Extras, pictures, undrawn
from redactor.intake.office.grid import Cell, Table, drawn, letters
from redactor.intake.office.objects import embedded
from redactor.intake.office.package import Package, broken
from redactor.intake.source import Made, Source

_DEFECTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    AssertionError,
    NotImplementedError,
)
_PAPER = (255, 255, 255)
_NEAR = 0.1  # of lightness
_TINY = 50  # twentieths of a point
_CELLS_ONLY = (
    "It is an older workbook (.xls): charts, pictures, text boxes and links in it are "
    "not shown. Compare with the original."
)
_STATES = {1: "hidden", 2: "very hidden"}


def made(name: str, data: bytes) -> Made:
    """Its pages, and the report on what it hides. Raises FileRefused."""
    book = _opened(name, data)
    extras = Extras()
    seen: list[Table] = []
    unseen: list[Table] = []
    for number, sheet in enumerate(book.sheets(), start=1):
        try:
            _take(book, sheet, number, extras, (seen, unseen))
        except _DEFECTS as error:
            raise broken(name) from error
    names = [f"{n.name}: {getattr(n, 'formula_text', '') or ''}"
             for n in book.name_obj_list if not n.builtin]  # fmt: skip
    extras.show("Named ranges", names, f"It has named ranges: {SHOWN}.")
    extras.warn(book.user_name, "Its properties name who saved it: not in the release.")
    pdfs = [drawn(seen or [Table("Workbook")])]
    if unseen:
        pdfs.append(drawn(unseen))
    more, files = _beside_cells(name, data, extras)
    whole = paper.joined(*pdfs, *extras.pages(), *more)
    return Made(whole, extras.told(pdfs[0]), files)


def _beside_cells(
    name: str, data: bytes, extras: Extras
) -> tuple[tuple[bytes, ...], tuple[Source, ...]]:
    """What stands beside the cells, by way of the newer format: pages of pictures, and
    files that are in it."""
    newer = soffice.converted(data, ".xls", "xlsx")
    if newer is None:
        extras.warnings.append(_CELLS_ONLY)
        return (), ()
    package = Package(name, newer)
    workbook.around(package, extras)
    traces.of_package(package, extras)
    undrawn(package, extras)
    media = package.matching(r"xl/media/[^/]+")
    return pictures(package, media, "Pictures in this workbook"), embedded(package)


def _opened(name: str, data: bytes) -> Any:
    import xlrd
    from xlrd.compdoc import CompDocError

    try:
        return xlrd.open_workbook(
            file_contents=data, formatting_info=True, logfile=io.StringIO()
        )
    except CompDocError as error:
        raise broken(name) from error
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise FileRefused(
                f"{name} is protected by a password.",
                "Open it, save it without the password, and add that.",
            ) from error
        raise broken(name) from error
    except _DEFECTS as error:
        raise broken(name) from error


def _take(
    book: Any, sheet: Any, number: int, extras: Extras, into: tuple[list[Table], ...]
) -> None:
    seen, unseen = into
    table = Table(f"Sheet: {sheet.name}")
    pale = 0
    for row in range(sheet.nrows):
        for column, cell in enumerate(sheet.row(row)):
            style = book.format_map[book.xf_list[cell.xf_index].format_key].format_str
            words = _words(book, cell, style)
            pale += bool(words.strip()) and _is_unseen(book, cell)
            table.put(row + 1, column + 1, Cell(words, cell.ctype == 2))
    extras.warn(
        pale,
        f"Sheet {number} has text that is too small, in the colour of its background, "
        "or hidden by its number format: shown in black.",
    )
    state = _STATES.get(sheet.visibility)
    if state:
        table.title = f"Hidden sheet: {sheet.name}"
        unseen.append(table)
        extras.warnings.append(f"Sheet {number} is {state}: {SHOWN}.")
    else:
        rows = {n + 1 for n, info in sheet.rowinfo_map.items() if info.hidden}
        columns = {n + 1 for n, info in sheet.colinfo_map.items() if info.hidden}
        shown, hidden = table.split(rows, columns)
        seen.append(shown)
        if hidden.cells:
            unseen.append(hidden)
            extras.warnings.append(
                f"Sheet {number} has hidden rows or columns: {SHOWN}."
            )
    notes = [
        f"{letters(column + 1)}{row + 1}, {note.author}: {note.text}"
        for (row, column), note in sorted(sheet.cell_note_map.items())
    ]
    extras.show(
        f"Comments: {sheet.name}", notes, f"Sheet {number} has comments: {SHOWN}."
    )


def _is_unseen(book: Any, cell: Any) -> bool:
    """Whether nobody sees what a cell says."""
    look = book.xf_list[cell.xf_index]
    font = book.font_list[look.font_index]
    style = book.format_map[look.format_key].format_str
    ink = book.colour_map.get(font.colour_index) or (0, 0, 0)
    solid = look.background.fill_pattern == 1
    ground = (
        book.colour_map.get(look.background.pattern_colour_index) if solid else None
    )
    apart = abs(colors.lightness(ink) - colors.lightness(ground or _PAPER))
    tiny = font.height < _TINY
    return apart < _NEAR or tiny or figures.is_masked(cell.value, style)


def _words(book: Any, cell: Any, style: str) -> str:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            when = xlrd.xldate.xldate_as_datetime(cell.value, book.datemode)
        except (ValueError, OverflowError):
            return str(cell.value)
        return figures.shown(when, style)
    if cell.ctype == xlrd.XL_CELL_NUMBER:
        return figures.shown(cell.value, style)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return figures.shown(bool(cell.value), style)
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(cell.value, "#ERROR"))
    return str(cell.value)
