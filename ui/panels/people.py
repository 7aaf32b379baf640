"""The people of the case: decide once about each, and every place follows."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QListView,
    QToolButton,
    QWidget,
)

from redactor.model import Change, PersonDecision, State
from ui.actions import Actions
from ui.panels.people_model import PeopleFilter, PeopleModel
from ui.panels.person_row import PersonRow
from ui.parts import below, beside, calm, empty_note, field

_EMPTY = (
    "Nobody has been found yet.\n\n"
    "Add files, then press Ctrl+F5 to find personal data: each person found is one row "
    "here, and one decision."
)
_NOBODY = "Nobody is called that.\n\nChange the words above."
_BUTTONS = ("accept", "reject", "reset", "codes")
_NAMED = ("accept", "reject", "codes", "reset")


class PeoplePanel(QWidget):
    """The list of people, with the buttons that decide about who is selected."""

    selected = Signal(list)
    """The user selected these people."""
    opened = Signal(str)
    """The user wants to see this person's places."""

    def __init__(
        self, state: State, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._following = False
        self.model = PeopleModel(state, self)
        self.shown = PeopleFilter(self.model)
        self._build(actions)
        self._count()

    def _build(self, actions: Actions) -> None:
        self.filter_box = field(self, "Filter by name or form", "Filter people")
        self.list = QListView(self)
        calm(self.list, "People")
        self.list.setModel(self.shown)
        self.list.setItemDelegate(PersonRow(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = empty_note(self, _EMPTY)
        self.buttons = QWidget(self)
        self.buttons.setLayout(
            beside(*(self._button(actions, name) for name in _BUTTONS))
        )
        below(self, self.filter_box, self.list, self.empty, self.buttons)
        self.filter_box.textChanged.connect(self._refilter)
        self.list.selectionModel().selectionChanged.connect(self._tell)
        self.list.installEventFilter(self)
        self.list.doubleClicked.connect(self._open)

    def _button(self, actions: Actions, name: str) -> QToolButton:
        """It acts on who is selected here, because pressing it gives the list focus."""
        button = QToolButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.pressed.connect(self.list.setFocus)
        button.setDefaultAction(actions[name])
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_buttons()

    def _fit_buttons(self) -> None:
        """Give up names from the last to the first until all buttons fit."""
        named = list(_NAMED)
        self._name_buttons(named)
        while named and self.buttons.sizeHint().width() > self.width() - 20:
            named.pop()
            self._name_buttons(named)

    def _name_buttons(self, named: list[str]) -> None:
        for button in self.buttons.findChildren(QToolButton):
            action = button.defaultAction()
            button.setToolButtonStyle(
                Qt.ToolButtonStyle.ToolButtonTextBesideIcon
                if action is not None and action.objectName() in named
                else Qt.ToolButtonStyle.ToolButtonIconOnly
            )
        layout = self.buttons.layout()
        if layout is not None:
            layout.invalidate()

    def put_below(self, widget: QWidget) -> None:
        """Put something between the list and its buttons."""
        layout = self.layout()
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(layout.indexOf(self.buttons), widget)

    def people(self) -> list[str]:
        """Ids of who is selected, in the order of the list."""
        rows = sorted(i.row() for i in self.list.selectionModel().selectedRows())
        return [self.shown.tally(row).person.id for row in rows]

    def has_focus(self) -> bool:
        return self.list.hasFocus()

    def select(self, person: str) -> None:
        """Select a person's row without telling anybody."""
        row = self.shown.row_of(person)
        if row is not None:
            self._following = True
            self._go(self.shown.index(row, 0))
            self._following = False

    def _go(self, index: QModelIndex) -> None:
        """Select this row alone, whatever keys are held: Ctrl+3 leads here."""
        self.list.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.list.scrollTo(index)

    def select_next(self) -> None:
        """Go to the next person below who is not decided, if there is one."""
        current = self.list.currentIndex().row()
        count = self.shown.rowCount()
        for row in [*range(current + 1, count), *range(current)]:
            if self.shown.tally(row).standing == PersonDecision.UNDECIDED:
                self._go(self.shown.index(row, 0))
                return

    def update_rows(self, state: State, change: Change) -> None:
        chosen = self.people()
        self._following = True
        self.model.update(state, change)
        self._following = False
        if not self.people() and len(chosen) == 1 and chosen[0] in state.people:
            self.select(chosen[0])
        self._count()

    def refresh(self) -> None:
        """Draw again in other colours."""
        self.list.viewport().update()

    def _refilter(self, text: str) -> None:
        self._following = True
        self.shown.want(text)
        self._following = False
        self._count()

    def _tell(self) -> None:
        if not self._following and self.people():
            self.selected.emit(self.people())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whoever comes to the list by keyboard finds somebody selected."""
        if (
            watched is self.list
            and event.type() == QEvent.Type.FocusIn
            and not self.people()
            and self.shown.rowCount()
        ):
            current = self.list.currentIndex()
            first = self.shown.index(0, 0)
            self._go(current if current.isValid() else first)
        return super().eventFilter(watched, event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.shown.tally(index.row()).person.id)

    def _count(self) -> None:
        anybody = self.model.rowCount() > 0
        matching = self.shown.rowCount() > 0
        self.empty.setText(_NOBODY if anybody else _EMPTY)
        self.empty.setVisible(not matching)
        self.list.setVisible(matching)
        for widget in (self.filter_box, self.buttons):
            widget.setVisible(anybody)
