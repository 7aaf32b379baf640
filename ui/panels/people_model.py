"""The people of a case as a list, with what the redactions say about each."""

from __future__ import annotations

from collections.abc import Collection, Iterable
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

from redactor.contacts import contact, contact_of, is_contact
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
    return _Places(state).tallies()


def _whose(row: Redaction) -> str:
    """The person of a place, or the contact that it is."""
    return row.person if row.person is not None else contact_of(row)


class _Places:
    """Whose places are which, kept change by change: a tally is made only of those who
    are touched."""

    def __init__(self, state: State) -> None:
        self._of: dict[str, dict[str, Redaction]] = {}
        for row in state.redactions.values():
            self._of.setdefault(_whose(row), {})[row.serial] = row
        everybody = {*state.people, *filter(is_contact, self._of)}
        self._tallies: dict[str, Tally] = {}
        self._count(state, everybody)

    def of(self, id_: str) -> Collection[Redaction]:
        return self._of.get(id_, {}).values()

    def tally(self, id_: str) -> Tally:
        return self._tallies[id_]

    def tallies(self) -> list[Tally]:
        """Everybody, those in most places first."""
        return sorted(
            self._tallies.values(),
            key=lambda t: (-t.places, t.person.name.casefold(), t.person.id),
        )

    def update(self, state: State, change: Change) -> set[str] | None:
        """Follow a change: who stands otherwise now; None where somebody came or
        went."""
        touched = self._touched(change)
        before = self._tallies.keys() & touched
        for row in change.removed:
            if isinstance(row, Redaction):
                self._of.get(_whose(row), {}).pop(row.serial, None)
        for row in change.added:
            if isinstance(row, Redaction):
                self._of.setdefault(_whose(row), {})[row.serial] = row
        self._count(state, touched)
        return touched if before == self._tallies.keys() & touched else None

    def _touched(self, change: Change) -> set[str]:
        people = {row.id for row in change.rows if isinstance(row, Person)}
        rows = (row for row in change.rows if isinstance(row, Redaction))
        return (people | {_whose(row) for row in rows}) - {""}

    def _count(self, state: State, ids: Iterable[str]) -> None:
        for id_ in ids:
            rows = self.of(id_)
            if id_ in state.people:
                self._tallies[id_] = _tally(state.people[id_], rows)
            elif rows and is_contact(id_):
                self._tallies[id_] = _tally(contact(id_, rows), rows)
            else:
                self._tallies.pop(id_, None)


def _tally(person: Person, rows: Collection[Redaction]) -> Tally:
    return Tally(
        person,
        places=len(rows),
        documents=len({r.document for r in rows}),
        undecided=sum(r.status == Status.SUGGESTED for r in rows),
        withheld=sum(r.status == Status.ACCEPTED for r in rows),
        apart=sum(r.excepted for r in rows),
        exceptions=_exceptions(person, rows),
    )


def _exceptions(person: Person, rows: Collection[Redaction]) -> tuple[str, ...]:
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
        self._places = _Places(state)
        self._fill()

    def _fill(self) -> None:
        self._rows = self._places.tallies()
        self._at = {tally.person.id: at for at, tally in enumerate(self._rows)}

    def update(self, state: State, change: Change) -> None:
        """Show the state after ``change``; people keep their places in the list."""
        touched = self._places.update(state, change)
        if touched is None:
            self.beginResetModel()
            self._fill()
            self.endResetModel()
            return
        for at in sorted(self._at[id_] for id_ in touched if id_ in self._at):
            now = self._places.tally(self._rows[at].person.id)
            if now != self._rows[at]:
                self._rows[at] = now
                self.dataChanged.emit(self.index(at), self.index(at))

    def places(self, id_: str) -> Collection[Redaction]:
        """The places of a person, or of a contact, in no particular order."""
        return self._places.of(id_)

    def row_of(self, id_: str) -> int | None:
        return self._at.get(id_)

    def tally(self, row: int) -> Tally:
        return self._rows[row]

    @property
    def undecided(self) -> int:
        """How many people and contacts have a place that nobody decided."""
        return sum(tally.undecided > 0 for tally in self._rows)

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

    def row_of(self, id_: str) -> int | None:
        """Row of somebody, or None where they are not shown."""
        at = self._model.row_of(id_)
        if at is None:
            return None
        shown = self.mapFromSource(self._model.index(at))
        return shown.row() if shown.isValid() else None

    def tally(self, row: int) -> Tally:
        return self._model.tally(self.mapToSource(self.index(row, 0)).row())
