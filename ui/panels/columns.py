"""Columns that fit the width there is: the least important give way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QTableView

_PAD = 14  # pixels of a column that no letter stands in


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs: ``characters`` at the least; ``rank`` 0 stays longest."""

    head: str
    characters: int
    rank: int


class Columns(QObject):
    """Keeps a table from scrolling sideways; one column takes what is left over."""

    changed = Signal(list)
    """Other columns have no room now: their heads."""

    def __init__(self, table: QTableView, needs: Sequence[Need], wide: int) -> None:
        """``wide`` is the column that grows."""
        super().__init__(table)
        self._table = table
        self._needs = list(needs)
        self._wide = wide
        self.hidden: list[str] = []
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.fit()
        return super().eventFilter(watched, event)

    def fit(self) -> None:
        """Show as many columns as there is room for, in the order of their ranks."""
        letter = self._table.fontMetrics().averageCharWidth()
        widths = [letter * need.characters + _PAD for need in self._needs]
        room = self._table.viewport().width()
        shown: set[int] = set()
        for at in sorted(range(len(widths)), key=lambda at: self._needs[at].rank):
            if sum(widths[one] for one in shown) + widths[at] > room and shown:
                break
            shown.add(at)
        spare = max(room - sum(widths[at] for at in shown), 0)
        for at, width in enumerate(widths):
            self._table.setColumnHidden(at, at not in shown)
            self._table.setColumnWidth(at, width + spare * (at == self._wide))
        hidden = [n.head for at, n in enumerate(self._needs) if at not in shown]
        if hidden != self.hidden:
            self.hidden = hidden
            self.changed.emit(hidden)
