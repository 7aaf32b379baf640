"""The redactions of a case as a table, and which of them are shown."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor

from redactor.model import Change, Person, Redaction, State, Status
from ui import style

_FEW = 200  # rows of which a view is told one by one
_FADED = frozenset({Status.REJECTED, Status.DISMISSED})
Index = QModelIndex | QPersistentModelIndex
Key = Callable[[Redaction], Any]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its width in characters and whether it starts shown."""

    name: str
    characters: int
    shown: bool


COLUMNS = (
    Column("", 3, True),
    Column("Serial", 9, False),
    Column("Page", 8, True),
    Column("Text", 14, True),
    Column("Person", 13, True),
    Column("Codes", 9, True),
    Column("Kind", 9, False),
    Column("Category", 20, False),
    Column("Why", 30, False),
)
STATUS, SERIAL, PAGE, TEXT, PERSON, CODES, KIND, CATEGORY, WHY = range(len(COLUMNS))
_ORDER = {status: at for at, status in enumerate(Status)}


def place(redaction: Redaction) -> str:
    """Where it is, in words."""
    return f"{redaction.document} page {redaction.page}"


def _words_of(redaction: Redaction) -> str:
    shown = f"({style.kind(redaction.label).lower()}: no text)"
    nothing = shown if redaction.label else "(no text: an area)"
    return " ".join(redaction.text.split()) or nothing


def codes_of(redaction: Redaction) -> str:
    """Its exemption codes; none where it is left visible, as nothing needs them."""
    shown = redaction.status not in {Status.REJECTED, Status.DISMISSED}
    return ", ".join(redaction.exemptions) if shown else ""


_TEXTS: dict[int, Callable[[Redaction], str]] = {
    STATUS: lambda r: style.STATUS_WORDS[r.status],
    SERIAL: lambda r: r.serial,
    PAGE: lambda r: f"{r.document} p {r.page}",
    TEXT: _words_of,
    CODES: codes_of,
    KIND: lambda r: style.kind(r.label),
    CATEGORY: lambda r: r.category,
    WHY: lambda r: r.why or r.found_by,
}


def runs(rows: Iterable[int]) -> Iterable[tuple[int, int]]:
    """Stretches of consecutive numbers: 1, 2, 3, 7 -> (1, 3), (7, 7)."""
    start = end = None
    for row in rows:
        if start is None or end is None:
            start = end = row
        elif row == end + 1:
            end = row
        else:
            yield start, end
            start = end = row
    if start is not None and end is not None:
        yield start, end


def _renamed(change: Change) -> bool:
    """Whether somebody has another name now."""
    names = {r.id: r.name for r in change.removed if isinstance(r, Person)}
    now = [r for r in change.added if isinstance(r, Person)]
    return any(names.get(row.id, row.name) != row.name for row in now)


class RedactionsModel(QAbstractTableModel):
    """One row for each redaction; the rows follow the Changes of the case."""

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._sort: tuple[int, bool] = (PAGE, False)
        self._rows: list[Redaction] = []
        self._at: dict[str, int] = {}
        self._fill(state)

    def _fill(self, state: State) -> None:
        self._state = state
        column, down = self._sort
        self._rows = sorted(state.redactions.values(), key=lambda r: r.place)
        if column != PAGE or down:
            self._rows.sort(key=self._key(column), reverse=down)
        self._at = {row.serial: at for at, row in enumerate(self._rows)}

    def update(self, state: State, change: Change) -> None:
        """Show the state after ``change``: in place where no row comes or goes."""
        before = {r.serial for r in change.removed if isinstance(r, Redaction)}
        after = {r.serial: r for r in change.added if isinstance(r, Redaction)}
        gone, new = before - after.keys(), after.keys() - before
        few = len(gone) + len(new) <= _FEW and self._sort == (PAGE, False)
        if not few and (gone or new):
            self.beginResetModel()
            self._fill(state)
            self.endResetModel()
            return
        self._state = state
        if gone or new:
            self._take_out(gone)
            self._put_in([after[serial] for serial in new])
            self._at = {row.serial: at for at, row in enumerate(self._rows)}
        touched = sorted(self._at[serial] for serial in after if serial in before)
        for at in touched:
            self._rows[at] = after[self._rows[at].serial]
        self._tell(touched)
        if _renamed(change):
            self._tell(list(range(len(self._rows))))

    def _take_out(self, serials: Iterable[str]) -> None:
        for at in sorted((self._at[serial] for serial in serials), reverse=True):
            self.beginRemoveRows(QModelIndex(), at, at)
            del self._rows[at]
            self.endRemoveRows()

    def _put_in(self, rows: Iterable[Redaction]) -> None:
        for row in rows:
            at = bisect(self._rows, row.place, key=lambda r: r.place)
            self.beginInsertRows(QModelIndex(), at, at)
            self._rows.insert(at, row)
            self.endInsertRows()

    def _tell(self, touched: list[int]) -> None:
        """Say which rows are others now: a filter looks at no more than those."""
        stretches = list(runs(touched))
        if len(stretches) > _FEW:
            stretches = [(touched[0], touched[-1])]
        for start, end in stretches:
            last = self.index(end, len(COLUMNS) - 1)
            self.dataChanged.emit(self.index(start, 0), last)

    def redaction(self, row: int) -> Redaction:
        return self._rows[row]

    def row_of(self, serial: str) -> int | None:
        return self._at.get(serial)

    # -- what Qt asks

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(COLUMNS)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].name
        if role in {Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return COLUMNS[section].name or "Decision"
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        shows = Qt.ItemDataRole
        if role == shows.AccessibleTextRole or (
            role == shows.DisplayRole and column != STATUS
        ):
            return self._text(row, column)
        if role == shows.ToolTipRole:
            return self._tip(row)
        if role == shows.DecorationRole and column == STATUS:
            return style.icon(style.STATUS_ICONS[row.status], status_color(row.status))
        if role == shows.ForegroundRole and row.status in _FADED:
            return QColor(style.colors().muted)
        return None

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        """Sort once. A decision made later leaves the rows where they are."""
        self._sort = (column, order == Qt.SortOrder.DescendingOrder)
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        serials = [self._rows[index.row()].serial for index in held]
        self._fill(self._state)
        self.changePersistentIndexList(
            held,
            [
                self.index(self._at[serial], index.column())
                for serial, index in zip(serials, held, strict=True)
            ],
        )
        self.layoutChanged.emit()

    def _key(self, column: int) -> Key:
        if column == STATUS:
            return lambda r: _ORDER[r.status]
        if column in {PAGE, SERIAL}:
            return lambda r: r.place
        return lambda r: self._text(r, column).casefold()

    def _text(self, row: Redaction, column: int) -> str:
        return _TEXTS[column](row) if column != PERSON else self._person(row)

    def words(self, row: Redaction) -> str:
        """All that the table shows of a row, in small letters, for the filter box."""
        return " ".join(self._text(row, at) for at in range(len(COLUMNS))).casefold()

    def _person(self, row: Redaction) -> str:
        person = self._state.people.get(row.person or "")
        return person.name if person else ""

    def _tip(self, row: Redaction) -> str:
        lines = [
            f"{row.serial}, page {row.page}: {style.STATUS_WORDS[row.status]}",
            row.why or row.found_by,
            "Decided on its own, apart from its person"
            if row.excepted and row.person
            else "",
        ]
        return style.plain("\n".join(line for line in lines if line))


def status_color(status: Status) -> str:
    """The colour that goes with a status; its icon says the same by its shape."""
    scheme = style.colors()
    return {
        Status.SUGGESTED: scheme.undecided,
        Status.ACCEPTED: scheme.withheld,
        Status.REJECTED: scheme.muted,
        Status.LOOK: scheme.look,
        Status.DISMISSED: scheme.muted,
    }[status]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which redactions the list shows. None and "" let everything through, but what is
    only worth a look, or was dismissed, is shown where it is asked for alone.

    ``without_codes`` keeps those that will be withheld but name no exemption.
    """

    text: str = ""
    status: Status | None = None
    person: str | None = None
    without_codes: bool = False

    def lets_through(self, row: Redaction, words: str) -> bool:
        """``words`` is what the list shows of the row, in small letters."""
        if self.without_codes and (row.exemptions or row.status != Status.ACCEPTED):
            return False
        if row.status != self.status and (self.status or not row.status.is_proposal):
            return False
        if self.person is not None and row.person != self.person:
            return False
        return all(part in words for part in self.text.casefold().split())


class RedactionsFilter(QSortFilterProxyModel):
    """Leaves out rows that are not wanted. Sorting is left to the model below it."""

    def __init__(self, model: RedactionsModel) -> None:
        super().__init__(model)
        self._model = model
        self.wanted = Wanted()
        self.setSourceModel(model)

    def want(self, wanted: Wanted) -> None:
        self.beginFilterChange()
        self.wanted = wanted
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:  # noqa: ARG002
        row = self._model.redaction(source_row)
        words = self._model.words(row) if self.wanted.text else ""
        return self.wanted.lets_through(row, words)

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        self._model.sort(column, order)

    def redaction(self, row: int) -> Redaction:
        return self._model.redaction(self.mapToSource(self.index(row, 0)).row())

    def row_of(self, serial: str) -> int | None:
        """Row of a redaction, or None where it is not shown."""
        at = self._model.row_of(serial)
        if at is None:
            return None
        if self.rowCount() == self._model.rowCount():
            return at
        shown = self.mapFromSource(self._model.index(at, 0))
        return shown.row() if shown.isValid() else None

    def serials(self, rows: Iterable[int]) -> list[str]:
        if self.rowCount() == self._model.rowCount():  # nothing is left out
            return [self._model.redaction(row).serial for row in rows]
        return [self.redaction(row).serial for row in rows]
