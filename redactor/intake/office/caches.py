"""What a workbook remembers of data that is not in its sheets."""

from __future__ import annotations

from typing import Any

from redactor.intake.office.extras import SHOWN, Extras
from redactor.intake.office.grid import Cell, Table
from redactor.intake.office.package import Package, each, local, text

_STRINGS = "xl/sharedStrings.xml"


def tables(package: Package, extras: Extras) -> list[Table]:
    """The data behind pivot tables, and the values of linked workbooks."""
    pivots = [
        _pivot(package, part, number)
        for number, part in enumerate(
            package.matching(r"xl/pivotCache/pivotCacheDefinition\d+\.xml"), start=1
        )
    ]
    links = [
        _link(package, part, number)
        for number, part in enumerate(
            package.matching(r"xl/externalLinks/externalLink\d+\.xml"), start=1
        )
    ]
    extras.warn(
        pivots,
        f"It keeps all the data behind its pivot tables (a pivot cache): {SHOWN}.",
    )
    extras.warn(links, f"It keeps values of other workbooks (external links): {SHOWN}.")
    logs = [_log(package, p) for p in package.matching(r"xl/revisions/revisionLog.*")]
    logs = [table for table in logs if table.cells]
    extras.warn(
        logs, f"It keeps what its cells said before (a log of changes): {SHOWN}."
    )
    _scenarios(package, extras)
    return [*pivots, *links, *logs]


def _log(package: Package, part: str) -> Table:
    """What cells of a shared workbook said before, and after."""
    table = Table("Hidden log of changes", is_hidden=True)
    strings = [text(node, "t") for node in each(package.xml(_STRINGS), "si")]
    at = 1
    for change in each(package.xml(part), "rcc"):
        for state in each(change, "oc", "nc"):
            when = "before" if local(state) == "oc" else "after"
            value = next((v.text or "" for v in each(state, "v")), "")
            if state.get("t") == "s" and value.isdigit() and int(value) < len(strings):
                value = strings[int(value)]
            table.put(at, 1, Cell(f"{state.get('r', '')} {when}"))
            table.put(at, 2, Cell(value or text(state, "t")))
            at += 1
    return table


def _scenarios(package: Package, extras: Extras) -> None:
    """Values that a sheet can be asked to show instead of its own."""
    lines = []
    for part in package.matching(r"xl/worksheets/sheet\d+\.xml"):
        for one in each(package.xml(part), "scenario"):
            about = " ".join(str(one.get(k, "")) for k in ("name", "user", "comment"))
            values = (f"{c.get('r')}: {c.get('val')}" for c in each(one, "inputCells"))
            lines.append(f"{about}: {'; '.join(values)}")
    extras.show("Scenarios", lines, f"It keeps other values (scenarios): {SHOWN}.")


def _pivot(package: Package, part: str, number: int) -> Table:
    table = Table(f"Hidden data of pivot table {number}", is_hidden=True)
    shared = []
    for column, field in enumerate(each(package.xml(part), "cacheField"), start=1):
        table.put(1, column, Cell(str(field.get("name", ""))))
        items = next(each(field, "sharedItems"), None)
        shared.append([] if items is None else [str(i.get("v", "")) for i in items])
    usual = part.replace("Definition", "Records")
    named = (p for p in package.targets(part).values() if "Records" in p)
    records = package.xml(next(named, usual))
    if records is None:
        for column, values in enumerate(shared, start=1):
            for row, value in enumerate(values, start=2):
                table.put(row, column, Cell(value))
        return table
    for row, record in enumerate(each(records, "r"), start=2):
        for column, value in enumerate(record, start=1):
            known = shared[column - 1] if column <= len(shared) else []
            table.put(row, column, Cell(_resolved(value, known)))
    return table


def _resolved(value: Any, known: list[str]) -> str:
    said = str(value.get("v", ""))
    if local(value) == "x" and said.isdigit() and int(said) < len(known):
        return known[int(said)]
    return said


def _link(package: Package, part: str, number: int) -> Table:
    table = Table(f"Hidden values of linked workbook {number}", is_hidden=True)
    at = 1
    for node in each(package.xml(part), "sheetName", "definedName"):
        table.put(at, 1, Cell(str(node.get("val") or node.get("name") or "")))
        at += 1
    for cell in each(package.xml(part), "cell"):
        value = next((v.text or "" for v in each(cell, "v")), "")
        table.put(at, 1, Cell(str(cell.get("r", ""))))
        table.put(at, 2, Cell(value))
        at += 1
    return table
