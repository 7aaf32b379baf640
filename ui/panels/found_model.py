"""The hits of a search by document, each with a check box."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from redactor.find.search import Hit
from redactor.model import Document
from ui import style
from ui.dates import many

Index = QModelIndex | QPersistentModelIndex
_TOP = 0  # internal id of a document's row; that of a hit is its document's row + 1


class FoundModel(QAbstractItemModel):
    """Documents with the hits below them. All are checked at first."""

    counted = Signal()
    """Other hits are checked, or there are others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: list[tuple[str, list[Hit]]] = []
        self._names: dict[str, str] = {}
        self._off: set[tuple[int, int]] = set()

    # -- what it shows

    def show(self, hits: Sequence[Hit], documents: Mapping[str, Document]) -> None:
        """Show these hits, all of them checked."""
        groups: dict[str, list[Hit]] = {}
        for hit in hits:
            groups.setdefault(hit.document, []).append(hit)
        self.beginResetModel()
        self._groups = list(groups.items())
        self._names = {d.id: d.name for d in documents.values()}
        self._off.clear()
        self.endResetModel()
        self.counted.emit()

    @property
    def count(self) -> int:
        return sum(len(hits) for _, hits in self._groups)

    @property
    def documents(self) -> int:
        return len(self._groups)

    def checked(self) -> list[Hit]:
        """The hits that are checked, in reading order."""
        return [
            hit
            for group, (_, hits) in enumerate(self._groups)
            for at, hit in enumerate(hits)
            if (group, at) not in self._off
        ]

    def check_all(self, *, on: bool) -> None:
        every = {
            (group, at)
            for group, (_, hits) in enumerate(self._groups)
            for at in range(len(hits))
        }
        self._off = set() if on else every
        self._tell_all()

    def hit(self, index: Index) -> Hit | None:
        """The hit of a row; of a document's row, its first."""
        if not index.isValid():
            return None
        group = self._group(index)
        at = index.row() if index.internalId() else 0
        return self._groups[group][1][at]

    def index_of(self, hit: Hit) -> QModelIndex:
        """The row of a hit; no row where it is not shown."""
        for group, (document, hits) in enumerate(self._groups):
            if document == hit.document and hit in hits:
                return self.index(hits.index(hit), 0, self.index(group, 0))
        return QModelIndex()

    def _group(self, index: Index) -> int:
        inner = int(index.internalId())
        return inner - 1 if inner else index.row()

    # -- Qt's questions

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        if not self.hasIndex(row, column, parent or QModelIndex()):
            return QModelIndex()
        if parent is None or not parent.isValid():
            return self.createIndex(row, column, _TOP)
        return self.createIndex(row, column, parent.row() + 1)

    def parent(self, child: Index | None = None) -> Any:
        if child is None:
            return QObject.parent(self)
        inside = int(child.internalId()) if child.isValid() else 0
        return self.createIndex(inside - 1, 0, _TOP) if inside else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._groups)
        if parent.internalId():
            return 0
        return len(self._groups[parent.row()][1])

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: ARG002
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._check(index)
        if role == Qt.ItemDataRole.UserRole:
            return self.hit(index) if index.internalId() else None
        if role in {
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        }:
            return self._words(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return style.plain(self._words(index))
        return None

    def _words(self, index: Index) -> str:
        document, hits = self._groups[self._group(index)]
        if not index.internalId():
            name = self._names.get(document, "")
            return f"{document} {name}, {many(len(hits), 'hit')}"
        hit = hits[index.row()]
        return f"page {hit.page}: {hit.before}{hit.text}{hit.after}"

    def _check(self, index: Index) -> Qt.CheckState:
        group = self._group(index)
        if index.internalId():
            off = (group, index.row()) in self._off
            return Qt.CheckState.Unchecked if off else Qt.CheckState.Checked
        gone = sum(at[0] == group for at in self._off)
        if not gone:
            return Qt.CheckState.Checked
        whole = gone == len(self._groups[group][1])
        return Qt.CheckState.Unchecked if whole else Qt.CheckState.PartiallyChecked

    def setData(
        self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole
    ) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        group = self._group(index)
        rows = (
            {(group, index.row())}
            if index.internalId()
            else {(group, at) for at in range(len(self._groups[group][1]))}
        )
        on = Qt.CheckState(value) == Qt.CheckState.Checked
        self._off = self._off - rows if on else self._off | rows
        self._tell_all()
        return True

    def _tell_all(self) -> None:
        for group, (_, hits) in enumerate(self._groups):
            top = self.index(group, 0)
            self.dataChanged.emit(top, top)
            last = self.index(len(hits) - 1, 0, top)
            self.dataChanged.emit(self.index(0, 0, top), last)
        self.counted.emit()
