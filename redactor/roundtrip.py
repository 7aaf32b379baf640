"""An internal schedule that was edited elsewhere, read back as one Change.

What can't be taken over is said with its place and the reason, and nothing else of the
file waits for it. A row that the case has changed since the export is left alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from redactor.casefile import CaseFile
from redactor.cells import (
    DOCUMENT_EDITS,
    DOCUMENT_FIELDS,
    REDACTION_EDITS,
    document_edits,
    redaction_edits,
    set_in_document,
    set_in_redaction,
)
from redactor.errors import BadInput, RedactorError
from redactor.filled import FORMULA, Filled, alike, doubled, squeezed, tables
from redactor.law.exemptions import Catalogue, catalogue
from redactor.model import Change, Document, Redaction
from redactor.release.proof.needles import Needle, telling
from redactor.release.proof.sought import by_hand, sought_in
from redactor.release.schedules.internal import (
    DOCUMENT_HEADS,
    MARK,
    NUMBER,
    REDACTION_HEADS,
    SERIAL,
    case_mark,
    fingerprint,
    internal,
)

_LISTED = 20  # rows that the case does not have
_LONGEST = 20  # letters of a serial that is repeated


@dataclass(slots=True)
class Report:
    """What came of it: edits by their place, and what was refused and why."""

    changed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)


Row = Redaction | Document


@dataclass(frozen=True)
class _Kind:
    """How one of the two tables is read: its key, its columns, its rows in the case."""

    key: str
    heads: Sequence[str]
    edits: Sequence[str]
    there: Mapping[str, Row]
    shown: Mapping[str, Sequence[str]]
    said: Callable[[Any], tuple[str, ...]]
    set_: Callable[[Any, str, str], Row]


def take_back(file: CaseFile, path: Path) -> tuple[Change, Report]:
    """The edits in a workbook or CSV file as one Change, with what was refused.

    Raises BadInput where the file is no internal schedule, or that of another case.
    """
    report, case = Report(), case_mark(file)
    pairs: list[tuple[Row, Row]] = []
    read = tables(path, [MARK])
    known = [(k, t) for k in _kinds(file) for t in read if t.has(k.key)]
    if not known:
        raise BadInput(
            f"{path.name} has no table of an internal schedule.",
            f"The columns {SERIAL} (or {NUMBER}) and {MARK} have to stay.",
        )
    if len({kind.key for kind, _ in known}) < len(known):
        raise BadInput(
            f"{path.name} has the same table on two sheets.", "Delete one of them."
        )
    _refuse_other_case([table for _, table in known], case)
    for kind, table in known:
        pairs += _edited(table, kind, case, report)
    label = f"take over {len(pairs)} edited row{'' if len(pairs) == 1 else 's'}"
    before, after = tuple(old for old, _ in pairs), tuple(new for _, new in pairs)
    return Change("schedule", label, before, after), report


def _kinds(file: CaseFile) -> list[_Kind]:
    state, rows = file.state, internal(file)
    law = catalogue(state.case.regime)
    sought = [*sought_in(file), *by_hand(file)]
    return [
        _Kind(
            SERIAL,
            REDACTION_HEADS,
            REDACTION_EDITS,
            state.redactions,
            {row[0]: row for row in rows.redactions},
            redaction_edits,
            lambda row, head, text: set_in_redaction(law, row, head, text),
        ),
        _Kind(
            NUMBER,
            DOCUMENT_HEADS,
            DOCUMENT_EDITS,
            state.documents,
            {row[0]: row for row in rows.documents},
            document_edits,
            lambda row, head, text: _checked(law, sought, row, head, text),
        ),
    ]


def _refuse_other_case(read: Sequence[Filled], case: str) -> None:
    marks = [row.get(squeezed(MARK), "") for table in read for _, row in table.rows]
    if marks and not any(mark.startswith(case) for mark in marks):
        raise BadInput(
            "This schedule was exported from another case.",
            "Open the case that it was made from.",
        )


def _edited(
    table: Filled, kind: _Kind, case: str, report: Report
) -> Iterator[tuple[Row, Row]]:
    """Rows of the case before and after, where something was edited."""
    key = squeezed(kind.key)
    for head in kind.edits:
        if not table.has(head):
            report.refused.append(f"There is no column {head}: nothing of it was read.")
    names = [cells.get(key, "").strip() for _, cells in table.rows]
    twice = doubled(name for name in names if name in kind.there)
    report.refused += [f"{name} is there twice." for name in sorted(twice)]
    _note_strangers(kind, table, names, report)
    for name, (_, cells) in zip(names, table.rows, strict=True):
        if name in kind.there and name not in twice:
            row = kind.there[name]
            new = _row(kind, row, cells, case, report)
            if new != row:
                yield row, new
    there = set(names)
    report.missing += [name for name in kind.there if name not in there]


def _note_strangers(
    kind: _Kind, table: Filled, names: Sequence[str], report: Report
) -> None:
    """Rows that the case does not have: the first one by one."""
    strange = [
        f"Row {number}: {_not_there(kind.key, name)}"
        for name, (number, _) in zip(names, table.rows, strict=True)
        if name not in kind.there
    ]
    report.refused += strange[:_LISTED]
    if (more := len(strange) - _LISTED) > 0:
        report.refused.append(f"{more:,} more rows are not in the case.")


def _not_there(key: str, name: str) -> str:
    if not name or FORMULA in name:
        return f"it has {'a formula' if name else 'nothing'} in the column {key}."
    return f"there is no {name if len(name) <= _LONGEST else 'such row'} in the case."


def _row(
    kind: _Kind, row: Row, cells: Mapping[str, str], case: str, report: Report
) -> Row:
    """The row with its edits; as it was where the case has changed it since."""
    name = cells[squeezed(kind.key)].strip()
    stale = cells.get(squeezed(MARK), "").strip() != fingerprint(case, row)
    now = dict(zip(kind.edits, kind.said(row), strict=True))
    edits = {
        head: cells[at].strip()
        for head in kind.edits
        if (at := squeezed(head)) in cells and cells[at].strip() != now[head].strip()
    }
    if stale:
        if edits:
            report.refused.append(
                f"{name} has changed in the case since the export: edit it there, or "
                "export again."
            )
        return row
    _note_read_only(kind, name, cells, report)
    for head, text in edits.items():
        try:
            new = kind.set_(row, head, text)
            if new != row:
                report.changed.append(f"{name}: {head}")
            row = new
        except RedactorError as error:
            report.refused.append(f"{name}, {head}: {error}")
    return row


def _note_read_only(
    kind: _Kind, name: str, cells: Mapping[str, str], report: Report
) -> None:
    shown = dict(zip(kind.heads, kind.shown[name], strict=True))
    for head, text in shown.items():
        at = squeezed(head)
        if head in kind.edits or at not in cells:
            continue
        if not alike(cells[at], text):
            report.refused.append(f"{name}, {head}: this column can't be edited.")


def _checked(
    law: Catalogue, sought: Sequence[Needle], row: Document, head: str, text: str
) -> Document:
    """The same, where it tells nothing that is withheld."""
    told = telling(text, sought) if head in DOCUMENT_FIELDS else []
    if told:
        raise BadInput(
            f"It says what {', '.join(told)} withholds.", "Word it differently."
        )
    return set_in_document(law, row, head, text)
