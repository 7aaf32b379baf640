"""The documents of a case and their pages as a tree, with the state of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from redactor.intake import Doubt, Noted
from redactor.model import Change, Document, Redaction, State, Status
from ui import style

Index = QModelIndex | QPersistentModelIndex
Place = tuple[str, int]
_FEW = 20  # pages of a document of which a view is told


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the decisions about a page, or a document, have come."""

    undecided: int = 0
    withheld: int = 0
    released: int = 0
    read: bool = True
    seen: bool = True

    def plus(self, other: Standing) -> Standing:
        return Standing(
            self.undecided + other.undecided,
            self.withheld + other.withheld,
            self.released + other.released,
            self.read and other.read,
            self.seen and other.seen,
        )

    @property
    def words(self) -> str:
        """In words: what is to be done first, else what was decided."""
        if not self.read:
            return "not read yet"
        if self.undecided:
            return f"{self.undecided:,} undecided"
        if self.withheld:
            return f"{self.withheld:,} withheld"
        if self.released:
            return f"{self.released:,} left visible"
        return "nothing redacted"

    @property
    def short(self) -> str:
        """The same where there is little room: the icon says what is counted."""
        count = self.undecided or self.withheld or self.released
        return "not read" if not self.read else str(count) if count else "none"

    @property
    def icon(self) -> str:
        if not self.read:
            return "unread"
        if self.undecided:
            return "undecided"
        if self.withheld:
            return "withheld"
        return "released" if self.released else ""


_FIELD = {
    Status.SUGGESTED: "undecided",
    Status.ACCEPTED: "withheld",
    Status.REJECTED: "released",
}


# How the warnings end that ask for nothing.
_LEFT_BEHIND = ("not in the release.", "not released.")


@dataclass(frozen=True, slots=True)
class PageItem:
    """What a row shows. ``page`` is 0 for the document itself."""

    document: Document
    page: int
    standing: Standing
    depth: int = 0
    attached: int = 0
    quotes: tuple[str, ...] = ()
    quoted_in: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def doubt(self) -> str:
        """How much of it was read with doubt, in a few words."""
        if any(doubt.blind for doubt in self.doubts):
            return "not really read" if self.page else "pages not really read"
        count = sum(doubt.doubtful for doubt in self.doubts)
        return f"{count:,} word{'' if count == 1 else 's'} in doubt" if count else ""

    @property
    def remarks(self) -> tuple[str, ...]:
        """What to know of it beside how far it is decided."""
        said = tuple(doubt.sentence for doubt in self.doubts[:_FEW])
        return said if self.page else (*self.document.warnings, *said)

    @property
    def warns(self) -> bool:
        """Whether something of that is to be looked at: what never leaves is not."""
        return any(not said.endswith(_LEFT_BEHIND) for said in self.remarks)

    @property
    def attachments(self) -> str:
        return f"+ {self.attached} attachment{'' if self.attached == 1 else 's'}"

    @property
    def note(self) -> str:
        """What came with it and what it has of others, in a few words."""
        said = [self.attachments] if self.attached else []
        if self.quotes:
            said.append(f"quotes {_few(self.quotes)}")
        if self.quoted_in:
            said.append(f"all in {_few(self.quoted_in)}")
        return ", ".join(said)

    @property
    def thread(self) -> str:
        """Where else the same is said, in sentences; empty where nowhere is."""
        said = []
        if self.quotes:
            said.append(f"It quotes all of {', '.join(self.quotes)}.")
        if self.quoted_in:
            said.append(f"All of this is quoted in {', '.join(self.quoted_in)}.")
        return "\n".join(said)

    @property
    def sentence(self) -> str:
        """The row as a screen reader says it."""
        if self.page == 0:
            pages = self.document.pages
            many = f"{pages} page{'' if pages == 1 else 's'}"
            name = f"{self.document.id} {self.document.name}, {many}"
        else:
            name = f"Page {self.page} of {self.document.id}"
        if self.page == 0 and self.depth:
            name += f", came with {self.document.parent}"
        if self.page == 0 and self.attached:
            name += f", {self.attachments}"
        opened = "" if self.standing.seen else ", never opened"
        doubt = f", {self.doubt}" if self.doubt else ""
        return f"{name}, {self.standing.words}{opened}{doubt}"


def standings(
    state: State, unread: Mapping[str, Iterable[int]], seen: set[Place]
) -> dict[Place, Standing]:
    """How every page stands."""
    counts: dict[Place, dict[str, int]] = {}
    for row in _proposed(state):
        of_page = counts.setdefault((row.document, row.page), {})
        field = _FIELD[row.status]
        of_page[field] = of_page.get(field, 0) + 1
    found = {}
    for document in state.documents.values():
        missing = set(unread.get(document.id, ()))
        for page in range(1, document.pages + 1):
            at = (document.id, page)
            found[at] = Standing(
                **counts.get(at, {}), read=page not in missing, seen=at in seen
            )
    return found


def _with(standing: Standing, field: str, more: int) -> Standing:
    """With so many more decisions of a kind, or fewer."""
    return replace(standing, **{field: getattr(standing, field) + more})


def depths(documents: Iterable[Document]) -> dict[str, int]:
    """How deep each document stands in its family: a mail 0, its attachments 1.

    Whatever came with a document that is no longer in the case stands on top.
    """
    found: dict[str, int] = {}
    for document in documents:
        found[document.id] = found.get(document.parent, -1) + 1
    return found


def _few(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"


def _proposed(state: State) -> Iterable[Redaction]:
    return (r for r in state.redactions.values() if r.status.is_proposal)


class DocumentsModel(QAbstractItemModel):
    """Documents on top, their pages below them.

    An index of a page carries its document's row plus one as its id, a document's 0.
    """

    many_changed = Signal()
    """More pages are different than a view wants to hear of one by one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._documents: list[Document] = []
        self._standings: dict[Place, Standing] = {}
        self._totals: dict[str, Standing] = {}
        self._depths: dict[str, int] = {}
        self._attached: Counter[str] = Counter()
        self._noted = Noted()

    def show(self, state: State, standings: dict[Place, Standing]) -> None:
        """Show this state, in place where the documents are the same."""
        documents, standings = list(state.documents.values()), dict(standings)
        if documents != self._documents:
            self._totals = {}
            self._count(standings, {document.id for document in documents})
            self.beginResetModel()
            self._documents, self._standings = documents, standings
            self._depths = depths(documents)
            self._attached = Counter(d.parent for d in documents)
            self.endResetModel()
            return
        before, self._standings = self._standings, standings
        touched: dict[str, list[int]] = {}
        for (name, page), now in standings.items():
            if before.get((name, page)) != now:
                touched.setdefault(name, []).append(page)
        self._count(standings, set(touched))
        self._tell(touched)

    def _tell(self, touched: dict[str, list[int]]) -> None:
        """Say which pages stand otherwise now."""
        for row, document in enumerate(self._documents):
            pages = touched.get(document.id, [])
            if pages:
                top = self.index(row, 0)
                self.dataChanged.emit(top, top)
            if 0 < len(pages) <= _FEW:
                for page in pages:
                    at = self.index(page - 1, 0, top)
                    self.dataChanged.emit(at, at)
            elif pages:
                self.many_changed.emit()

    def _count(self, standings: dict[Place, Standing], names: set[str]) -> None:
        """Add up the pages of these documents."""
        totals = dict.fromkeys(names, Standing())
        for (name, _), standing in standings.items():
            if name in totals:
                totals[name] = standing.plus(totals[name])
        self._totals |= totals

    def show_noted(self, noted: Noted) -> None:
        """Say of each document which others it quotes and which quote it, and of each
        page what was read with doubt."""
        others, self._noted = noted != self._noted, noted
        if others and self._documents:
            last = self.index(len(self._documents) - 1, 0)
            self.dataChanged.emit(self.index(0, 0), last)

    def update(self, change: Change) -> None:
        """Follow ``change``: only the pages it touches are counted."""
        rows = (*change.removed, *change.added)
        if any(isinstance(row, Document) for row in rows):
            return
        moved: Counter[tuple[Place, str]] = Counter()
        for by, side in ((-1, change.removed), (1, change.added)):
            for row in side:
                if isinstance(row, Redaction) and row.status.is_proposal:
                    moved[((row.document, row.page), _FIELD[row.status])] += by
        touched: dict[str, set[int]] = {}
        for ((name, page), field), by in moved.items():
            if by:
                at = (name, page)
                self._standings[at] = _with(self.standing(*at), field, by)
                self._totals[name] = _with(self.standing(name), field, by)
                touched.setdefault(name, set()).add(page)
        self._tell({name: sorted(pages) for name, pages in touched.items()})

    def standing(self, document: str, page: int = 0) -> Standing:
        """Of a page; of the whole document where ``page`` is 0."""
        if page:
            return self._standings.get((document, page), Standing())
        return self._totals.get(document, Standing())

    def item(self, index: Index) -> PageItem:
        """What a valid index stands for."""
        if index.internalId():
            document = self._documents[index.internalId() - 1]
            page = index.row() + 1
        else:
            document, page = self._documents[index.row()], 0
        quotes, inside = self._thread("" if page else document.id)
        return PageItem(
            document,
            page,
            self.standing(document.id, page),
            self._depths.get(document.id, 0),
            self._attached[document.id],
            quotes,
            inside,
            self._doubts(document.id, page),
        )

    def _doubts(self, document: str, page: int) -> tuple[Doubt, ...]:
        """What was read with doubt on a page, or on all of a document."""
        every = self._noted.doubts
        if page:
            return (every[document, page],) if (document, page) in every else ()
        return tuple(doubt for (name, _), doubt in every.items() if name == document)

    def _thread(self, document: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What a document quotes, and what quotes it."""
        quotes = self._noted.quotes
        inside = tuple(name for name, own in quotes.items() if document in own)
        return tuple(quotes.get(document, ())), inside

    def index_of(self, document: str, page: int = 0) -> QModelIndex:
        """Index of a page or, with page 0, of a document; else an invalid one."""
        for row, known in enumerate(self._documents):
            if known.id == document:
                top = self.index(row, 0)
                return self.index(page - 1, 0, top) if page else top
        return QModelIndex()

    # -- what Qt asks

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        if not self.hasIndex(row, column, parent or QModelIndex()):
            return QModelIndex()
        inside = parent.row() + 1 if parent is not None and parent.isValid() else 0
        return self.createIndex(row, column, inside)

    def parent(self, child: Index | None = None) -> Any:
        if child is None:
            return QObject.parent(self)
        inside = child.internalId() if child.isValid() else 0
        return self.createIndex(inside - 1, 0, 0) if inside else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._documents)
        if parent.internalId() or parent.column():
            return 0
        return self._documents[parent.row()].pages

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: ARG002
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.item(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return str(item.page) if item.page else item.document.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ". ".join(filter(None, (item.sentence, item.thread)))
        if role == Qt.ItemDataRole.ToolTipRole:
            lines = (item.sentence, item.thread, *item.remarks)
            return style.plain("\n".join(filter(None, lines)))
        if role == Qt.ItemDataRole.UserRole:
            return item
        return None
