"""The schedule as it grows: documents and redactions, edited in place."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from redactor.casefile import CaseFile
from redactor.law.categories import categories, notes
from redactor.model import Change, State, Status
from redactor.release.proof.needles import Needle, telling
from redactor.release.proof.sought import by_hand, sought_in
from redactor.request import Outcome
from ui.panels.columns import Columns, Need
from ui.panels.schedule_model import (
    AS_BOXES,
    DOCUMENTS,
    REDACTIONS,
    SORT,
    Column,
    ScheduleModel,
)
from ui.parts import below, beside, calm, empty_note, field, label
from ui.session import Session

_PAUSE = 150  # milliseconds in which changes, or keys, are gathered
_HIDDEN = 1500
_EMPTY = (
    "The schedule is empty.\n\nPress Ctrl+I to add files: each document is a "
    "line here, and each redaction."
)
_NONE = "Nothing is withheld yet.\n\nEach redaction is a line here."
_CHOICES: dict[str, tuple[str, ...]] = {
    "Outcome": (
        AS_BOXES,
        *(str(o) for o in Outcome if o not in {Outcome.IN_FULL, Outcome.IN_PART}),
    ),
    "Category": ("", *(c.name for c in categories())),
    "Reason": ("", *notes()),
}
_FREE = {"Reason"}  # choices beside which other words may be typed
_TOLD = {"Title", "Type", "Date", "From / to", "Note", "Link"}
Index = QModelIndex | QPersistentModelIndex


class SchedulePanel(QWidget):
    """Both tables, the totals, and the ways out."""

    selected = Signal(list)
    """The user selected these serials."""
    opened = Signal(str)
    """The user selected this document."""
    export = Signal(bool)
    """Write the schedule into a file; True: the internal one."""
    take_back = Signal()
    """Read an edited schedule back."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._following = False
        self._sought: tuple[State | None, list[Needle]] = (None, [])
        self._withheld = 0
        self.columns: dict[str, Columns] = {}
        self._build()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._show)
        self._show()

    def _build(self) -> None:
        state = self._session.state
        self.filter_box = field(self, "Filter the schedule", "Filter the schedule")
        self.documents = self._table("Documents of the schedule", DOCUMENTS, state)
        self.redactions = self._table("Redactions of the schedule", REDACTIONS, state)
        self.halves = QSplitter(Qt.Orientation.Vertical, self)
        self.halves.setChildrenCollapsible(False)
        self.halves.addWidget(self.documents)
        self.halves.addWidget(self.redactions)
        self.none = empty_note(self, _NONE)
        self.halves.addWidget(self.none)
        self.halves.setStretchFactor(0, 2)
        for at in (1, 2):
            self.halves.setStretchFactor(at, 3)
        self.empty = empty_note(self, _EMPTY)
        self.totals = label(self)
        self.narrow = label(self, "", "muted")
        self.narrow.hide()
        self.warning = label(self, "", "particularsHead")
        self.warning.setWordWrap(True)
        self.warning.hide()
        layout = below(
            self, self.filter_box, self.halves, self.empty, self.totals, self.narrow,
            self.warning,
            beside(*self._ways_out()),
        )  # fmt: skip
        layout.setStretchFactor(self.halves, 1)
        self.filter_box.textChanged.connect(self._filter)
        self.documents.selectionModel().selectionChanged.connect(self._tell_document)
        self.redactions.selectionModel().selectionChanged.connect(self._tell)

    def _ways_out(self) -> tuple[QPushButton, ...]:
        return (
            _button(
                self,
                "&For the public…",
                "Without what is withheld",
                lambda: self.export.emit(False),
            ),
            _button(
                self,
                "&Internal…",
                "With all that is withheld: for the reviewer or the Commissioner",
                lambda: self.export.emit(True),
            ),
            _button(
                self,
                "Read bac&k…",
                "Take over what was edited in an internal schedule",
                self.take_back.emit,
            ),
        )

    def _table(
        self, name: str, columns: tuple[Column, ...], state: State
    ) -> QTableView:
        table = QTableView(self)
        calm(table, name)
        model = ScheduleModel(columns, state, table)
        shown = QSortFilterProxyModel(table)
        shown.setSourceModel(model)
        shown.setFilterKeyColumn(-1)
        shown.setSortRole(SORT)
        shown.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        table.setModel(shown)
        table.setItemDelegate(_Editor(self._telling, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setSortingEnabled(True)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.setAlternatingRowColors(True)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 10)
        head = table.horizontalHeader()
        head.setHighlightSections(False)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        heads = [column.head for column in columns]
        wide = heads.index("Title" if "Title" in heads else "Category")
        needs = [Need(c.head, c.characters, c.rank) for c in columns]
        self.columns[name] = fitted = Columns(table, needs, wide)
        fitted.changed.connect(lambda _: self._say_hidden())
        model.edited.connect(self._do)
        model.refused.connect(self._refuse)
        return table

    # -- following the case

    def update_rows(self, state: State, change: Change) -> None:
        """Show the case as it is soon: changes come in crowds."""
        del state, change
        self._soon.start(_PAUSE if self.isVisible() else _HIDDEN)

    def refresh(self) -> None:
        """Draw again in other colours."""
        for table in (self.documents, self.redactions):
            table.viewport().update()

    def _show(self) -> None:
        self._soon.stop()
        self._following = True
        state = self._session.state
        for table in (self.documents, self.redactions):
            _model(table).show_state(state)
        self._following = False
        self._count(state)

    def _count(self, state: State) -> None:
        rows = [r for r in state.redactions.values() if r.status is Status.ACCEPTED]
        without = sum(not r.exemptions for r in rows)
        said = f"{len(state.documents)} documents, {len(rows):,} redactions"
        said += f", {without} without a code" if without else ""
        self.totals.setText(said)
        there = bool(state.documents)
        for widget in (self.filter_box, self.halves, self.totals):
            widget.setVisible(there)
        self.empty.setVisible(not there)
        self._withheld = len(rows)
        self.redactions.setVisible(bool(rows))
        self.none.setVisible(not rows)

    def _say_hidden(self) -> None:
        """Name the columns for which there is no room."""
        heads = dict.fromkeys(h for one in self.columns.values() for h in one.hidden)
        self.narrow.setText(f"Make this wider to see: {', '.join(heads).lower()}.")
        self.narrow.setVisible(bool(heads))

    def _filter(self, words: str) -> None:
        for table in (self.documents, self.redactions):
            _proxy(table).setFilterFixedString(words.strip())

    # -- editing

    def _do(self, change: Change) -> None:
        self.warning.hide()
        self._session.do(change)
        self._show()

    def _refuse(self, words: str) -> None:
        self.warning.setText(words)
        self.warning.show()

    def _telling(self, words: str) -> bool:
        """Whether words tell something withheld; says so below the tables."""
        state = self._session.state
        if self._sought[0] is not state:
            self._sought = (state, self._session.ask(_typed))
        told = telling(words, self._sought[1])
        if told:
            self._refuse(f"It says what {', '.join(told[:3])} withholds.")
        else:
            self.warning.hide()
        return bool(told)

    # -- selecting

    def select(self, serials: list[str]) -> None:
        """Select these redactions without telling anybody."""
        model, proxy = _model(self.redactions), _proxy(self.redactions)
        found = [at for s in serials if (at := model.row_of(s)) is not None]
        self._following = True
        chosen = self.redactions.selectionModel()
        chosen.clearSelection()
        flags = QItemSelectionModel.SelectionFlag
        for at in found[:200]:
            index = proxy.mapFromSource(model.index(at, 0))
            chosen.select(index, flags.Select | flags.Rows)
        if found:
            first = proxy.mapFromSource(model.index(found[0], 0))
            chosen.setCurrentIndex(first, flags.NoUpdate)
            self.redactions.scrollTo(first)
        self._following = False

    def begin(self) -> None:
        """Move the keyboard here."""
        there = self.redactions if self._withheld else self.documents
        there.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _tell(self) -> None:
        if self._following:
            return
        rows = self.redactions.selectionModel().selectedRows(0)
        there = self._session.state.redactions
        self.selected.emit([s for i in rows if (s := str(i.data())) in there])

    def _tell_document(self) -> None:
        rows = self.documents.selectionModel().selectedRows(0)
        if rows and not self._following:
            self.opened.emit(str(rows[0].data()))


class _Editor(QStyledItemDelegate):
    """A list where only some words will do, and a field that is read while typing."""

    def __init__(self, telling: Callable[[str], bool], parent: QObject) -> None:
        super().__init__(parent)
        self._telling = telling

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> QWidget:
        del option
        head = str(index.model().headerData(index.column(), Qt.Orientation.Horizontal))
        if head in _CHOICES:
            box = QComboBox(parent)
            box.setAccessibleName(head)
            box.addItems(list(_CHOICES[head]))
            box.setEditable(head in _FREE)
            return box
        line = QLineEdit(parent)
        line.setAccessibleName(head)
        if head in _TOLD:
            line.textEdited.connect(lambda words: self._mark(line, words))
        return line

    def _mark(self, line: QLineEdit, words: str) -> None:
        bad = self._telling(words)
        line.setStyleSheet("QLineEdit { border: 2px solid #c62828; }" if bad else "")

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        said = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QComboBox):
            at = editor.findText(said)
            editor.setCurrentIndex(max(at, 0))
            if editor.isEditable():
                editor.setEditText(said)
        elif isinstance(editor, QLineEdit):
            editor.setText(said)

    def setModelData(
        self, editor: QWidget, model: QAbstractItemModel, index: Index
    ) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentText())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())


def _typed(file: CaseFile) -> list[Needle]:
    """What nobody may type into the schedule."""
    return [*sought_in(file), *by_hand(file)]


def _button(
    parent: QWidget, text: str, does: str, act: Callable[[], object]
) -> QPushButton:
    button = QPushButton(text, parent)
    button.setToolTip(does)
    button.setAccessibleName(f"{text.strip('…')} schedule")
    button.clicked.connect(lambda: act())
    return button


def _proxy(table: QTableView) -> QSortFilterProxyModel:
    proxy = table.model()
    assert isinstance(proxy, QSortFilterProxyModel)  # noqa: S101 - made in _table
    return proxy


def _model(table: QTableView) -> ScheduleModel:
    model = _proxy(table).sourceModel()
    assert isinstance(model, ScheduleModel)  # noqa: S101 - made in _table
    return model
