"""The people of a case as a list, with what the redactions say about each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
)

from redactor.contacts import contacts
from redactor.model import Change, Person, PersonDecision, Redaction, State, Status
from ui import style

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Tally:
    """A person with what the case's redactions say about them.

    ``withheld`` counts those of the places, ``apart`` those decided on their own, and
    ``exceptions`` are the pages where that went against the person's decision.
    """

    person: Person
    places: int = 0
    documents: int = 0
    undecided: int = 0
    withheld: int = 0
    apart: int = 0
    exceptions: tuple[str, ...] = ()

    @property
    def standing(self) -> PersonDecision | None:
        """What was decided, be it about the person or about every place on its own;
        None where some places are withheld and the others left visible."""
        decided = self.person.decision
        if decided != PersonDecision.UNDECIDED or self.undecided or not self.places:
            return decided
        if self.withheld in {0, self.places}:
            return PersonDecision.WITHHOLD if self.withheld else PersonDecision.RELEASE
        return None

    @property
    def one_by_one(self) -> str:
        """What came of it where every place was decided on its own, in words."""
        if self.standing is None:
            left = self.places - self.withheld
            return f"{self.withheld:,} withheld, {left:,} left visible"
        if self.standing == PersonDecision.WITHHOLD:
            return "withheld place by place"
        return "left visible place by place"

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        if self.standing == PersonDecision.UNDECIDED:
            state = f"{self.undecided} places undecided"
        elif self.person.decision == PersonDecision.UNDECIDED:
            state = self.one_by_one
        else:
            state = style.DECISION_WORDS[self.person.decision]
        parts = (
            self.person.name,
            self.person.kind or self.person.category,
            f"{self.places} places in {self.documents} documents",
            state,
            ", ".join(self.person.exemptions),
            f"{self.apart} decided singly" if self.apart else "",
            f"not so on {', '.join(self.exceptions)}" if self.exceptions else "",
            self.person.reason,
        )
        return "; ".join(part for part in parts if part)


def tallies(state: State) -> list[Tally]:
    """Everybody in the case, those in most places first."""
    places: dict[str, list[Redaction]] = {}
    for row in state.redactions.values():
        if row.person is not None:
            places.setdefault(row.person, []).append(row)
    found = [_tally(p, places.get(p.id, [])) for p in state.people.values()]
    found += [_tally(p, rows) for p, rows in contacts(state)]
    return sorted(found, key=lambda t: (-t.places, t.person.name.casefold()))


def _tally(person: Person, rows: list[Redaction]) -> Tally:
    return Tally(
        person,
        places=len(rows),
        documents=len({r.document for r in rows}),
        undecided=sum(r.status == Status.SUGGESTED for r in rows),
        withheld=sum(r.status == Status.ACCEPTED for r in rows),
        apart=sum(r.excepted for r in rows),
        exceptions=_exceptions(person, rows),
    )


def _exceptions(person: Person, rows: list[Redaction]) -> tuple[str, ...]:
    against = {
        PersonDecision.WITHHOLD: Status.REJECTED,
        PersonDecision.RELEASE: Status.ACCEPTED,
    }.get(person.decision)
    odd = sorted((r for r in rows if r.status == against), key=lambda r: r.place)
    return tuple(dict.fromkeys(f"{r.document} p.{r.page}" for r in odd))


class PeopleModel(QAbstractListModel):
    """One row for each person."""

    def __init__(self, state: State, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = tallies(state)

    def update(self, state: State, change: Change) -> None:
        """Show the state after ``change``; people keep their places in the list."""
        if not any(
            isinstance(r, Person | Redaction) for r in (*change.removed, *change.added)
        ):
            return
        fresh = tallies(state)
        by_id = {tally.person.id: tally for tally in fresh}
        if by_id.keys() != {tally.person.id for tally in self._rows}:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
            return
        for at, old in enumerate(self._rows):
            if by_id[old.person.id] != old:
                self._rows[at] = by_id[old.person.id]
                self.dataChanged.emit(self.index(at), self.index(at))

    def tally(self, row: int) -> Tally:
        return self._rows[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        tally = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return tally.person.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tally.sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (tally.sentence, tally.person.reason, *tally.person.forms)
            return style.plain("\n".join(line for line in lines if line))
        if role == Qt.ItemDataRole.UserRole:
            return tally
        return None


class PeopleFilter(QSortFilterProxyModel):
    """Leaves out people whose name, forms and category lack the words typed."""

    def __init__(self, model: PeopleModel) -> None:
        super().__init__(model)
        self._model = model
        self._words: list[str] = []
        self.setSourceModel(model)

    def want(self, text: str) -> None:
        self.beginFilterChange()
        self._words = text.casefold().split()
        self.endFilterChange(QSortFilterProxyModel.Direction.Rows)

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:  # noqa: ARG002
        person = self._model.tally(source_row).person
        told = (person.name, *person.forms, person.category, person.kind)
        all_words = " ".join(told).casefold()
        return all(word in all_words for word in self._words)

    def tally(self, row: int) -> Tally:
        return self._model.tally(self.mapToSource(self.index(row, 0)).row())
