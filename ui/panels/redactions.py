"""The list of redactions: find one, select some, see what is known about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QSettings,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QMenu,
    QTableView,
    QToolButton,
    QWidget,
)

from redactor.model import Change, Redaction, State, Status
from ui import style
from ui.panels.redactions_model import (
    COLUMNS,
    PAGE,
    PERSON,
    STATUS,
    TEXT,
    RedactionsFilter,
    RedactionsModel,
    Wanted,
    runs,
)
from ui.parts import below, beside, calm, copied, empty_note, field, label

_FILTERS = (
    ("All", Wanted()),
    ("Undecided", Wanted(status=Status.SUGGESTED)),
    ("Withheld", Wanted(status=Status.ACCEPTED)),
    ("Left visible", Wanted(status=Status.REJECTED)),
    ("Withheld, no code", Wanted(without_codes=True)),
    ("To look at", Wanted(status=Status.LOOK)),
    ("Dismissed", Wanted(status=Status.DISMISSED)),
)
_NO_CODES = 4
_PAD, _LEAST = 14, 5  # pixels around the words of a column; letters of a person
_ASIDE = {Status.LOOK: 5, Status.DISMISSED: 6}
_EMPTY = (
    "Nothing is redacted yet.\n\n"
    "Press Ctrl+F5 to find personal data, D to draw a box, "
    "or Ctrl+F to find a word everywhere."
)
_NONE_SHOWN = "No redaction is like this.\n\nChange the words or the choice above."


class RedactionsPanel(QWidget):
    """Table with filter, and the particulars of what is selected below it."""

    selected = Signal(list)
    """The user selected these serials in the list."""
    opened = Signal()
    """The user wants to see the place that is selected."""

    def __init__(self, state: State, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._following = False
        self._person: str | None = None
        self.model = RedactionsModel(state, self)
        self.shown = RedactionsFilter(self.model)
        self._build()
        self.shown.modelReset.connect(self._count)
        self._count()

    # -- building

    def _build(self) -> None:
        self.filter_box = field(
            self, "Filter by words, code or page", "Filter redactions by words"
        )
        self.status_box = QComboBox(self)
        self.status_box.setAccessibleName("Filter redactions by decision")
        self.status_box.addItems([name for name, _ in _FILTERS])
        self.person_chip = QToolButton(self)
        self.person_chip.setObjectName("chip")
        self.person_chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.person_chip.setToolTip("Show everybody's redactions again")
        self.person_chip.hide()
        self.table = _table(self)
        self.table.setModel(self.shown)
        self._set_columns()
        self.empty = empty_note(self, _EMPTY)
        self.particulars = Particulars(self)
        below(
            self,
            beside(self.filter_box, self.status_box, stretch=1),
            *(self.person_chip, self.table, self.empty, self.particulars),
        )
        # waits for a pause in typing, so that a long list does not hold up the keys
        self._typing = QTimer(self, singleShot=True, interval=120)
        self._typing.timeout.connect(self._refilter)
        self.filter_box.textChanged.connect(lambda: self._typing.start())
        self.status_box.currentIndexChanged.connect(lambda: self._refilter())
        self.person_chip.clicked.connect(lambda: self.show_person(None))
        self.table.selectionModel().selectionChanged.connect(self._tell)
        self.table.doubleClicked.connect(lambda _: self.opened.emit())

    def _set_columns(self) -> None:
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda at: self.columns_menu().exec(header.mapToGlobal(at))
        )
        width = self.fontMetrics().averageCharWidth()
        shown = str(QSettings().value("columns", "")).split(",")
        for at, column in enumerate(COLUMNS):
            header.resizeSection(at, width * column.characters + _PAD)
            known = shown != [""]
            self.table.setColumnHidden(
                at, column.name not in shown if known and at else not column.shown
            )
        self._fit_text()
        header.setSortIndicator(PAGE, Qt.SortOrder.AscendingOrder)

    def _fit_text(self) -> None:
        """Give the text what the other columns leave, but never too little to read;
        the person gives way first."""
        header = self.table.horizontalHeader()
        letter = self.fontMetrics().averageCharWidth()
        least = letter * COLUMNS[TEXT].characters
        room = self.table.viewport().width()
        if not self.table.isColumnHidden(PERSON):
            wanted = letter * COLUMNS[PERSON].characters + _PAD
            others = header.length() - sum(map(header.sectionSize, (TEXT, PERSON)))
            fitting = min(wanted, room - others - least)
            header.resizeSection(PERSON, max(fitting, letter * _LEAST + _PAD))
        others = header.length() - header.sectionSize(TEXT)
        header.resizeSection(TEXT, max(least, room - others))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._fit_text)  # the table follows after us

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit_text)

    def columns_menu(self) -> QMenu:
        """Which columns are shown."""
        menu = QMenu(self)
        for at, column in enumerate(COLUMNS):
            if at in {STATUS, TEXT}:
                continue
            action = QAction(column.name, menu, checkable=True)
            action.setChecked(not self.table.isColumnHidden(at))
            action.toggled.connect(lambda on, at=at: self._show_column(at, on=on))
            menu.addAction(action)
        return menu

    def _show_column(self, at: int, *, on: bool) -> None:
        self.table.setColumnHidden(at, not on)
        self._fit_text()
        shown = [
            c.name for i, c in enumerate(COLUMNS) if not self.table.isColumnHidden(i)
        ]
        QSettings().setValue("columns", ",".join(shown))

    # -- following the case

    def update_rows(self, state: State, change: Change) -> None:
        """Show the state after a change; what was selected stays so."""
        self._state = state
        chosen = self.serials()
        self._following = True
        self.model.update(state, change)
        self._following = False
        if self.serials() != chosen:
            self.select([s for s in chosen if self.shown.row_of(s) is not None])
        self._count()
        self._describe()

    def refresh(self) -> None:
        """Draw again in other colours."""
        self.table.viewport().update()

    # -- selecting

    def serials(self) -> list[str]:
        """What is selected, in the order of the list."""
        rows: set[int] = set()  # by ranges: asking row by row takes longer than drawing
        for part in self.table.selectionModel().selection():  # type: ignore[attr-defined]
            rows.update(range(part.top(), part.bottom() + 1))
        return self.shown.serials(sorted(rows))

    def select(self, serials: Iterable[str]) -> None:
        """Select these rows without telling anybody; filters that hide them go."""
        wanted = list(serials)
        if any(
            self.shown.row_of(s) is None and s in self._state.redactions for s in wanted
        ):
            self._clear_filters()
            self._show_aside({self._state.redactions[s].status for s in wanted})
        rows = sorted(r for s in wanted if (r := self.shown.row_of(s)) is not None)
        chosen = QItemSelection()
        last = len(COLUMNS) - 1
        for start, end in runs(rows):
            chosen.select(self.shown.index(start, 0), self.shown.index(end, last))
        self._following = True
        flags = QItemSelectionModel.SelectionFlag
        model = self.table.selectionModel()
        if rows:
            first = self.shown.index(rows[0], TEXT)
            model.setCurrentIndex(first, flags.NoUpdate)
            self.table.scrollTo(first)
        model.select(chosen, flags.ClearAndSelect)
        self._following = False
        self._describe()

    def select_all(self) -> None:
        self.table.setFocus()
        self.table.selectAll()

    def show_person(self, person: str | None) -> None:
        """Show one person's redactions only; None shows everybody's."""
        self._person = person
        if person is not None:
            name = self._state.people[person].name
            self.person_chip.setText(f"Only {name}")
            self.person_chip.setIcon(style.icon("close"))
            self.status_box.setCurrentIndex(0)
            self.filter_box.clear()
        self.person_chip.setVisible(person is not None)
        self._refilter()

    def show_missing_codes(self) -> None:
        """Show what is withheld without an exemption."""
        self._clear_filters()
        self.status_box.setCurrentIndex(_NO_CODES)
        self.select_all()

    def show_look(self) -> None:
        """Show what is worth a look."""
        self._clear_filters()
        self._show_aside({Status.LOOK})

    def _show_aside(self, statuses: set[Status]) -> None:
        """What only its own choice shows, where nothing else is asked for."""
        aside = [at for status, at in _ASIDE.items() if statuses == {status}]
        if aside:
            self.status_box.setCurrentIndex(aside[0])

    def _clear_filters(self) -> None:
        self.filter_box.clear()
        self.status_box.setCurrentIndex(0)
        self.show_person(None)

    def _refilter(self) -> None:
        self._typing.stop()
        chosen = self.serials()
        base = _FILTERS[self.status_box.currentIndex()][1]
        self._following = True
        self.shown.want(
            replace(base, text=self.filter_box.text().strip(), person=self._person)
        )
        self._following = False
        self._count()
        still = [s for s in chosen if self.shown.row_of(s) is not None]
        if still:
            self.select(still)
        self._describe()

    def _tell(self) -> None:
        if not self._following:
            self._describe()
            self.selected.emit(self.serials())

    def _count(self) -> None:
        anything = self.shown.rowCount() > 0
        self.table.setVisible(anything)
        self.empty.setVisible(not anything)
        self.empty.setText(_NONE_SHOWN if self.model.rowCount() else _EMPTY)
        QTimer.singleShot(0, self, self._fit_text)  # a scroll bar may come or go

    def _describe(self) -> None:
        rows = self._state.redactions
        self.particulars.describe(
            self._state, [rows[s] for s in self.serials() if s in rows]
        )


class Particulars(QFrame):
    """What is known about the selected redactions."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("particulars")
        self.head = copied(label(self, "", "particularsHead"))
        self.text = copied(label(self, "", "particularsText"))
        self.more = copied(label(self))
        layout = below(self, self.head, self.text, self.more)
        layout.setSpacing(3)
        self.hide()

    def describe(self, state: State, rows: list[Redaction]) -> None:
        self.setVisible(bool(rows))
        if len(rows) == 1:
            self._one(state, rows[0])
        elif rows:
            self._many(rows)

    def _one(self, state: State, row: Redaction) -> None:
        apart = ", decided on its own" if row.excepted and row.person else ""
        word = style.STATUS_WORDS[row.status]
        self.head.setText(f"{row.serial}, page {row.page}: {word}{apart}")
        text = " ".join(row.text.split())
        self.text.setText(text if len(text) <= 160 else f"{text[:157]}…")
        self.text.setVisible(bool(text))
        person = state.people.get(row.person or "")
        why = row.why or row.found_by.capitalize()
        lines = (
            f"Why: {why}" if why else "",
            f"Person: {person.name}" if person else "",
            _codes(row),
            f"Category: {row.category}" if row.category else "",
        )
        self.more.setText("\n".join(line for line in lines if line))

    def _many(self, rows: list[Redaction]) -> None:
        states = Counter(style.STATUS_WORDS[row.status] for row in rows)
        documents = len({row.document for row in rows})
        self.head.setText(f"{len(rows):,} selected")
        self.text.hide()
        self.more.setText(
            ", ".join(f"{count:,} {word}" for word, count in states.items())
            + f"\nin {documents} document{'' if documents == 1 else 's'}"
        )


def _codes(row: Redaction) -> str:
    codes = ", ".join(row.exemptions)
    if row.status is Status.REJECTED:
        return "It stays in the release. U makes it undecided again."
    if row.status.is_proposal:
        why = " (press Y for the reasons)" if row.status is Status.ACCEPTED else ""
        return f"Codes: {codes}{why}" if codes else "Codes: none yet (press E)"
    return "Nothing waits for it. A withholds it, R dismisses it."


def _table(parent: QWidget) -> QTableView:
    table = QTableView(parent)
    calm(table, "Redactions")
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setAlternatingRowColors(True)
    table.setSortingEnabled(True)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(parent.fontMetrics().height() + 10)
    table.horizontalHeader().setHighlightSections(False)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    table.horizontalHeader().setMinimumSectionSize(28)
    return table
