"""Excel workbooks (.xlsx): every sheet as print pages, the hidden ones at the end."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from typing import Any

from redactor.intake import colors, paper
from redactor.intake.office import caches, charts, figures, traces
from redactor.intake.office.extras import (
    SHOWN,
    Extras,
    overlooked,
    pictures,
    undrawn,
)
from redactor.intake.office.grid import Cell, Table, drawn, letters
from redactor.intake.office.objects import embedded
from redactor.intake.office.package import Package, broken, each, text
from redactor.intake.source import Made

_EDGES = ("oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader",
          "firstFooter")  # fmt: skip
_NARROW, _LOW = 0.6, 1.5  # letters wide, points high: what is less is not seen
_TINY = 2.5  # points
_DEFECTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    RecursionError,
    SyntaxError,
    EOFError,
    zlib.error,
    zipfile.BadZipFile,
)


def made(name: str, data: bytes) -> Made:
    """Its pages, the report on what it hides, the files in it. Raises FileRefused."""
    package = Package(name, data)
    extras = Extras()
    seen, unseen = _tables(name, data, extras)
    unseen += caches.tables(package, extras)
    around(package, extras)
    traces.of_package(package, extras)
    every = [*seen, *unseen]
    overlooked(package, _words(every, extras), extras)
    pdfs = [drawn(seen or [Table("Workbook")])]
    if unseen:
        pdfs.append(drawn(unseen))
    undrawn(package, extras)
    pdfs += extras.pages()
    pdfs += pictures(
        package, package.matching(r"xl/media/[^/]+"), "Pictures in this workbook"
    )
    return Made(paper.joined(*pdfs), extras.told(pdfs[0]), embedded(package))


def _words(tables: Iterable[Table], extras: Extras) -> str:
    cells = (cell.text for table in tables for cell in table.cells.values())
    lines = (line for _, section in extras.sections for line in section)
    return "\n".join((*cells, *lines))


def _tables(name: str, data: bytes, extras: Extras) -> tuple[list[Table], list[Table]]:
    values, formulas = _loaded(name, data), _loaded(name, data, formulas=True)
    seen: list[Table] = []
    unseen: list[Table] = []
    for number, sheet in enumerate(values.worksheets, start=1):
        reader = _Sheet(sheet, formulas.worksheets[number - 1], number)
        table = reader.table()
        if sheet.sheet_state == "visible":
            shown, hidden = table.split(*reader.hidden())
            seen.append(shown)
            if hidden.cells:
                unseen.append(hidden)
                extras.warnings.append(
                    f"Sheet {number} has hidden rows or columns: {SHOWN}."
                )
        else:
            very = "very " if sheet.sheet_state == "veryHidden" else ""
            table.title = f"Hidden sheet: {sheet.title}"
            unseen.append(table)
            extras.warnings.append(f"Sheet {number} is {very}hidden: {SHOWN}.")
        reader.report(extras)
    _names(formulas, extras)
    return seen, unseen


def _loaded(name: str, data: bytes, *, formulas: bool = False) -> Any:
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException, SheetTitleException

    failures = (*_DEFECTS, InvalidFileException, SheetTitleException)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return openpyxl.load_workbook(
                io.BytesIO(data), data_only=not formulas, keep_links=False
            )
    except failures as error:
        raise broken(name) from error


class _Sheet:
    """One worksheet, with its values as they were last worked out."""

    def __init__(self, values: Any, formulas: Any, number: int) -> None:
        self._values = values
        self._formulas = formulas
        self._number = number
        self._pale = self._masked = self._tiny = 0
        self._notes: list[str] = []

    def table(self) -> Table:
        table = Table(f"Sheet: {self._values.title}")
        # those that exist: a sheet may say that it has a million rows
        for _, cell in sorted(self._values._cells.items()):
            self._take(table, cell)
        return table

    def _take(self, table: Table, cell: Any) -> None:
        if cell.comment is not None:
            where = f"{letters(cell.column)}{cell.row}"
            author = cell.comment.author or ""
            self._notes.append(f"{where}, {author}: {cell.comment.text}")
        value = cell.value
        if value is None:
            formula = self._formulas._cells.get((cell.row, cell.column))
            value = formula.value if formula is not None else None
            if value is None:
                return
        style = cell.number_format or "General"
        words = figures.shown(value, style)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        table.put(cell.row, cell.column, Cell(words, number))
        self._masked += figures.is_masked(value, style)
        self._pale += _is_unseen(cell)
        self._tiny += _is_below(cell.font.sz, _TINY)

    def hidden(self) -> tuple[set[int], set[int]]:
        """Hidden rows and columns."""
        known = self._values.row_dimensions
        rows = {n for n, r in known.items() if r.hidden or _is_below(r.height, _LOW)}
        if self._values.sheet_format.zeroHeight:  # all but those that say otherwise
            rows |= {n for n, _ in self._values._cells if n not in known}
        columns: set[int] = set()
        for dimension in self._values.column_dimensions.values():
            slim = _is_below(dimension.width, _NARROW) and dimension.customWidth
            if (dimension.hidden or slim) and dimension.min and dimension.max:
                last = min(dimension.max, self._values.max_column)
                columns.update(range(dimension.min, last + 1))
        return rows, columns

    def report(self, extras: Extras) -> None:
        place = f"Sheet {self._number}"
        extras.warn(
            self._pale,
            f"{place} has text in the colour of its background: shown in black.",
        )
        extras.warn(
            self._masked, f"{place} has values hidden by their number format: shown."
        )
        extras.warn(
            self._tiny, f"{place} has text that is too small to be seen: shown."
        )
        extras.show(
            f"Comments: {self._values.title}",
            self._notes,
            f"{place} has {len(self._notes)} comment"
            f"{'s' * (len(self._notes) > 1)}: {SHOWN}.",
        )
        extras.show(f"Page headers and footers: {self._values.title}", self._edges())

    def _edges(self) -> Iterator[str]:
        for name in _EDGES:
            edge = getattr(self._values, name, None)
            for side in ("left", "center", "right"):
                yield getattr(getattr(edge, side, None), "text", None) or ""


def _is_below(size: Any, least: float) -> bool:
    return isinstance(size, int | float) and size < least


def _is_unseen(cell: Any) -> bool:
    """Whether its letters have the colour of the cell."""
    front = _read(cell.font.color, (0, 0, 0))
    solid = cell.fill.fill_type == "solid"
    back = _read(cell.fill.fgColor, None) if solid else (255, 255, 255)
    if front is None or back is None:
        return False
    return abs(colors.lightness(front) - colors.lightness(back)) < 0.1


_THEME = {0: (255, 255, 255), 1: (0, 0, 0)}  # paper and ink of every theme


def _read(color: Any, usual: colors.Color | None) -> colors.Color | None:
    """A colour; None where it can't be told."""
    if color is None:
        return usual
    if color.type == "theme":
        return None if color.tint else _THEME.get(color.theme)
    if color.type == "rgb":
        return colors.read(str(color.rgb)[2:])
    return usual if color.type == "auto" else _INDEXED.get(color.indexed)


_INDEXED = {0: (0, 0, 0), 1: (255, 255, 255), 8: (0, 0, 0), 9: (255, 255, 255),
            64: (0, 0, 0), 65: (255, 255, 255)}  # fmt: skip


def _names(book: Any, extras: Extras) -> None:
    names = [f"{n}: {d.attr_text or ''}" for n, d in book.defined_names.items()]
    for sheet in book.worksheets:
        names += [
            f"{sheet.title}, {n}: {d.attr_text or ''}"
            for n, d in getattr(sheet, "defined_names", {}).items()
            if not n.startswith("_xlnm")
        ]
    extras.show("Named ranges", names, f"It has named ranges: {SHOWN}.")


def around(package: Package, extras: Extras) -> None:
    """Text boxes, charts, and comments in threads."""
    count = charts.show(package, extras)
    extras.warn(count, f"It has {count} chart{'s' * (count > 1)}: not drawn; the "
                "words and figures in them stand on pages at the end.")  # fmt: skip
    boxes = []
    for part in package.matching(r"xl/drawings/drawing\d+\.xml"):
        boxes += [text(p, "t") for p in each(package.xml(part), "p")]
    extras.show("Text boxes", boxes, f"It has text boxes: {SHOWN}.")
    threads = []
    for part in package.matching(r"xl/threadedComments/[^/]+"):
        threads += [text(n, "text") for n in each(package.xml(part), "threadedComment")]
    extras.show("Comments in threads", threads, f"It has comments: {SHOWN}.")
    people = [
        str(node.get("displayName", ""))
        for part in package.matching(r"xl/persons/[^/]+")
        for node in each(package.xml(part), "person")
    ]
    extras.show("People who commented", people)
