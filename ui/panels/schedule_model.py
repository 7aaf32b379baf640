"""The two tables of the schedule: documents, and what is withheld in them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor

from redactor.cells import codes_text, set_in_document, set_in_redaction, set_parts
from redactor.edits import put
from redactor.errors import RedactorError
from redactor.law.exemptions import catalogue
from redactor.model import Document, Redaction, State, Status
from redactor.release.schedules.documents import outcome
from redactor.whole import is_kept_back
from ui import style

Index = QModelIndex | QPersistentModelIndex
Row = Document | Redaction
SORT = Qt.ItemDataRole.UserRole
_UNTITLED = "as the file is called"
AS_BOXES = "as its boxes say"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its least width in characters, its rank (0 stays longest
    where there is little room), what it says, and whether it can be edited (by the same
    name as in a schedule that is edited elsewhere)."""

    head: str
    characters: int
    rank: int
    say: Callable[[State, Any], str]
    edited: bool = False


def _parts(state: State, row: Document) -> str:
    numbers = [state.parts[p].number for p in row.parts if p in state.parts]
    return ", ".join(numbers) or "all"


def _fate(state: State, row: Document) -> str:
    if is_kept_back(row):
        return str(row.outcome)
    mine = [r for r in _withheld(state) if r.document == row.id]
    return str(outcome(row, mine))


def _count(state: State, row: Document) -> str:
    mine = Counter(
        code
        for r in _withheld(state)
        if r.document == row.id
        for code in r.exemptions or ("no code",)
    )
    return ", ".join(f"{code}: {n}" for code, n in mine.most_common()) or "none"


def _withheld(state: State) -> list[Redaction]:
    return [r for r in state.redactions.values() if r.status is Status.ACCEPTED]


DOCUMENTS = (
    Column("No.", 4, 0, lambda _, d: d.id),
    Column("Title", 14, 1, lambda _, d: d.title, True),
    Column("Type", 9, 5, lambda _, d: d.kind, True),
    Column("Date", 11, 3, lambda _, d: d.date, True),
    Column("From / to", 14, 4, lambda _, d: d.parties, True),
    Column("Parts", 6, 8, _parts, True),
    Column("Outcome", 13, 2, _fate, True),
    Column("Codes", 10, 7, lambda _, d: codes_text(d.exemptions), True),
    Column("Note", 16, 6, lambda _, d: d.note, True),
    Column("Link", 16, 11, lambda _, d: d.link, True),
    Column("Pages", 6, 9, lambda _, d: str(d.pages)),
    Column("Redactions", 16, 10, _count),
)
REDACTIONS = (
    Column("Serial", 9, 0, lambda _, r: r.serial),
    Column("Page", 4, 1, lambda _, r: str(r.page)),
    Column("Codes", 9, 2, lambda _, r: codes_text(r.exemptions), True),
    Column("Category", 16, 3, lambda _, r: r.category, True),
    Column("Reason", 20, 4, lambda _, r: r.reason, True),
)


class ScheduleModel(QAbstractTableModel):
    """One row for each document, or each redaction that is withheld."""

    edited = Signal(object)
    """A Change that somebody typed."""
    refused = Signal(str)
    """Why what was typed is not taken, and what to do."""

    def __init__(
        self, columns: Sequence[Column], state: State, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = columns
        self._state = state
        self._rows: list[Row] = []
        self._at: dict[str, int] = {}
        self.show_state(state)

    def show_state(self, state: State) -> None:
        """Show these rows; only a row that comes or goes makes it begin anew."""
        before = [_key(row) for row in self._rows]
        withheld = [r for r in state.in_order() if r.status is Status.ACCEPTED]
        documents = self.columns is DOCUMENTS
        rows: list[Row] = list(state.documents.values()) if documents else [*withheld]
        self._state = state
        self._at = {_key(row): at for at, row in enumerate(rows)}
        if before == [_key(row) for row in rows]:
            self._rows = rows
            if rows:
                last = self.index(len(rows) - 1, len(self.columns) - 1)
                self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, at: int) -> Row:
        return self._rows[at]

    def row_of(self, key: str) -> int | None:
        return self._at.get(key)

    # -- what Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].head
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        said = column.say(self._state, self._rows[index.row()])
        untitled = not said and column.head == "Title"
        hint = "\nPress F2 or double-click to edit." if column.edited else ""
        roles = Qt.ItemDataRole
        shown: dict[int, Any] = {
            roles.DisplayRole: _UNTITLED if untitled else said,
            roles.EditRole: said,
            roles.ToolTipRole: f"{said}{hint}".strip(),
            SORT: int(said) if column.head in {"Page", "Pages"} else said.casefold(),
            roles.ForegroundRole: QColor(style.colors().muted) if untitled else None,
        }
        return shown.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self.columns[index.column()].edited:
            return flags | Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.EditRole or not index.isValid():
            return False
        column, old = self.columns[index.column()], self._rows[index.row()]
        text = str(value).strip()
        if text == column.say(self._state, old):
            return False
        try:
            new = self._set(old, column.head, text)
        except RedactorError as error:
            self.refused.emit(str(error))
            return False
        if new != old:
            label = f"{_key(old)}: {column.head.lower()}"
            self.edited.emit(put(self._state, new, "schedule", label))
        return True

    def _set(self, row: Row, head: str, text: str) -> Row:
        law = catalogue(self._state.case.regime)
        if isinstance(row, Redaction):
            return set_in_redaction(law, row, head, text)
        if head == "Parts":
            return set_parts(self._state, row, text)
        if head == "Outcome" and text == AS_BOXES:
            text = ""
        return set_in_document(law, row, head, text)


def _key(row: Row) -> str:
    return row.serial if isinstance(row, Redaction) else row.id
