"""OpenDocument spreadsheets (.ods)."""

from __future__ import annotations

from typing import Any

from redactor.intake import paper
from redactor.intake.office import traces
from redactor.intake.office.extras import (
    SHOWN,
    Extras,
    overlooked,
    pictures,
    undrawn,
)
from redactor.intake.office.grid import Cell, Table, drawn, letters
from redactor.intake.office.openlooks import OpenStyles
from redactor.intake.office.package import Package, attribute, broken, each, local
from redactor.intake.source import Made

_MOST_REPEATS = 500  # of a cell that holds something, in a row or in a column
_MOST_COPIES = 2_000  # of it in rows and columns together


def made(name: str, data: bytes) -> Made:
    """Its pages, and the report on what it hides. Raises FileRefused."""
    package = Package(name, data)
    root = package.xml("content.xml")
    if root is None:
        raise broken(name)
    extras = Extras()
    traces.of_package(package, extras)
    seen, unseen = _tables(package, root, extras)
    _around(root, extras)
    undrawn(package, extras)
    overlooked(package, _words([*seen, *unseen], extras), extras)
    pdfs = [drawn(every) for every in (seen or [Table("Workbook")], unseen) if every]
    pdfs += extras.pages()
    pdfs += pictures(
        package, package.matching(r"Pictures/[^/]+"), "Pictures in this workbook"
    )
    return Made(paper.joined(*pdfs), extras.told(pdfs[0]))


def _tables(
    package: Package, root: Any, extras: Extras
) -> tuple[list[Table], list[Table]]:
    """The sheets that are seen, and those, or parts of them, that are not."""
    styles = _hidden_styles(root)
    seen: list[Table] = []
    unseen: list[Table] = []
    looks = OpenStyles.of(package.xml("styles.xml"), root)
    for number, node in enumerate(each(root, "table"), start=1):
        reader = _Sheet(node)
        extras.warn(
            reader.is_cut,
            f"Sheet {number} repeats a value more often than is shown.",
        )
        if attribute(node, "style-name") in styles:
            reader.table.title = f"Hidden sheet: {attribute(node, 'name')}"
            unseen.append(reader.table)
            extras.warnings.append(f"Sheet {number} is hidden: {SHOWN}.")
        else:
            shown, hidden = reader.table.split(reader.rows, reader.columns)
            seen.append(shown)
            if hidden.cells:
                unseen.append(hidden)
                extras.warnings.append(
                    f"Sheet {number} has hidden rows or columns: {SHOWN}."
                )
        extras.warn(
            looks.count(node),
            f"Sheet {number} has text that is hidden, too small, or in the colour of "
            "its background: shown in black.",
        )
        extras.show(
            f"Comments: {attribute(node, 'name')}",
            reader.notes,
            f"Sheet {number} has comments: {SHOWN}.",
        )
    return seen, unseen


def _around(root: Any, extras: Extras) -> None:
    """Text boxes, names of ranges, and where else its data comes from."""
    boxes = [
        "".join(p.itertext())
        for shapes in each(root, "frame", "custom-shape", "rect", "caption")
        for p in each(shapes, "p")
    ]
    extras.show("Text boxes", dict.fromkeys(boxes), f"It has text boxes: {SHOWN}.")
    names = [
        f"{attribute(node, 'name')}: "
        f"{attribute(node, 'cell-range-address') or attribute(node, 'expression')}"
        for node in each(root, "named-range", "named-expression", "database-range")
        if not attribute(node, "name").startswith("__Anonymous")
    ]
    extras.show("Named ranges", names, f"It has named ranges: {SHOWN}.")
    linked = [attribute(n, "href") for n in each(root, "table-source",
              "cell-range-source", "dde-source", "database-source-sql")]  # fmt: skip
    extras.warn(
        linked,
        "It takes data from other files or a database: not fetched, and not in the "
        "release.",
    )
    choices = [
        f"{attribute(rule, 'condition')} {' '.join(''.join(rule.itertext()).split())}"
        for rule in each(root, "content-validation")
    ]
    extras.show(
        "Choices and hints of cells",
        dict.fromkeys(choices),
        f"It has rules for what may be put into cells: {SHOWN}.",
    )


def _words(tables: list[Table], extras: Extras) -> str:
    cells = [cell.text for table in tables for cell in table.cells.values()]
    return "\n".join([*cells, *(x for _, lines in extras.sections for x in lines)])


def _hidden_styles(root: Any) -> set[str]:
    return {
        attribute(style, "name")
        for style in each(root, "style")
        for look in each(style, "table-properties")
        if attribute(look, "display") == "false"
    }


class _Sheet:
    """One table: its cells, its hidden rows and columns, its comments."""

    def __init__(self, node: Any) -> None:
        self.table = Table(f"Sheet: {attribute(node, 'name')}")
        self.rows: set[int] = set()
        self.columns: set[int] = set()
        self.notes: list[str] = []
        self.is_cut = False
        self._columns(node)
        at = 1
        for row in each(node, "table-row"):
            count = _count(row, "number-rows-repeated")
            self._row(row, at, min(count, _MOST_REPEATS))
            self.is_cut |= count > _MOST_REPEATS and any(True for _ in each(row, "p"))
            if attribute(row, "visibility") in {"collapse", "filter"}:
                self.rows.update(range(at, at + min(count, 100_000)))
            at += count

    def _columns(self, node: Any) -> None:
        at = 1
        for column in each(node, "table-column"):
            count = _count(column, "number-columns-repeated")
            if attribute(column, "visibility") == "collapse":
                self.columns.update(range(at, at + min(count, 20_000)))
            at += count

    def _row(self, row: Any, at: int, repeats: int) -> None:
        column = 1
        for cell in row:
            if local(cell) not in {"table-cell", "covered-table-cell"}:
                continue
            count = _count(cell, "number-columns-repeated")
            words = "\n".join(
                "".join(p.itertext()) for p in cell if local(p) in {"p", "h"}
            )
            number = attribute(cell, "value-type") in {"float", "currency"}
            if words.strip():
                self._put((at, column), (repeats, count), Cell(words, number))
            for note in each(cell, "annotation"):
                said = " ".join("".join(note.itertext()).split())
                self.notes.append(f"{letters(column)}{at}: {said}")
            column += count

    def _put(self, at: tuple[int, int], copies: tuple[int, int], cell: Cell) -> None:
        """A cell, and those after and below it that hold the same."""
        rows, columns = copies[0], min(copies[1], _MOST_REPEATS)
        rows = max(1, min(rows, _MOST_COPIES // columns))
        self.is_cut |= rows * columns < copies[0] * copies[1]
        for down in range(rows):
            for across in range(columns):
                self.table.put(at[0] + down, at[1] + across, cell)


def _count(node: Any, name: str) -> int:
    said = attribute(node, name)
    return max(1, int(said)) if said.isdigit() else 1
