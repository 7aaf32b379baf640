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
)
from redactor.intake.office.grid import Cell, Table, drawn, letters
from redactor.intake.office.package import Package, attribute, broken, each, local
from redactor.intake.source import Made

_MOST_REPEATS = 500  # of a cell that holds something


def made(name: str, data: bytes) -> Made:
    """Its pages, and the report on what it hides. Raises FileRefused."""
    package = Package(name, data)
    root = package.xml("content.xml")
    if root is None:
        raise broken(name)
    extras = Extras()
    traces.of_package(package, extras)
    styles = _hidden_styles(root)
    seen: list[Table] = []
    unseen: list[Table] = []
    for number, node in enumerate(each(root, "table"), start=1):
        reader = _Sheet(node)
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
        extras.show(
            f"Comments: {attribute(node, 'name')}",
            reader.notes,
            f"Sheet {number} has comments: {SHOWN}.",
        )
    overlooked(package, _words([*seen, *unseen], extras), extras)
    pdfs = [drawn(seen or [Table("Workbook")])]
    if unseen:
        pdfs.append(drawn(unseen))
    pdfs += extras.pages()
    pdfs += pictures(
        package, package.matching(r"Pictures/[^/]+"), "Pictures in this workbook"
    )
    return Made(paper.joined(*pdfs), extras.told(pdfs[0]))


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
        self._columns(node)
        at = 1
        for row in each(node, "table-row"):
            count = _count(row, "number-rows-repeated")
            self._row(row, at, min(count, _MOST_REPEATS))
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
                for down in range(repeats):
                    for across in range(min(count, _MOST_REPEATS)):
                        where = at + down, column + across
                        self.table.put(*where, Cell(words, number))
            for note in each(cell, "annotation"):
                said = " ".join("".join(note.itertext()).split())
                self.notes.append(f"{letters(column)}{at}: {said}")
            column += count


def _count(node: Any, name: str) -> int:
    said = attribute(node, name)
    return max(1, int(said)) if said.isdigit() else 1
