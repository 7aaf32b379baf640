"""The request: what was asked and by whom, its numbered parts, how each is answered."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from redactor.missing import missing
from redactor.model import State
from redactor.parts import add_part, remove_part, split, take_parts
from redactor.request import Part
from ui import style
from ui.dates import many
from ui.dialogs.request_part import PartForm
from ui.drafts import Draft, Drafts
from ui.fields import Day, Field, Line, Prose
from ui.parts import below, beside, calm, form, in_order, label, size
from ui.session import Session

_SIZE = QSize(1040, 680)
_ID = Qt.ItemDataRole.UserRole
_WHOLE = (
    "The request has no parts yet: it is answered as a whole.\n\n"
    "Paste its words on the other tab and take its numbers from there, or add parts "
    "by hand."
)


class RequestDialog(QDialog):
    """Every field is kept as it is left; Undo takes it back."""

    def __init__(
        self, session: Session, parent: QWidget | None = None, part: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("The request and its parts")
        size(self, _SIZE)
        self._session = session
        self._drafts = Drafts(session, self)
        self._build()
        self._connect()
        self._show()
        if part or session.state.parts:
            self.tabs.setCurrentIndex(1)
        elif not session.state.case.request:
            self.fields["request"].setFocus()  # where it is pasted
        if part:
            self.choose(part)

    @classmethod
    def show_for(cls, session: Session, parent: QWidget, part: str = "") -> None:
        """Ask and show, until it is closed."""
        dialog = cls(session, parent, part)
        dialog.exec()
        dialog.put_away()
        dialog.deleteLater()

    def put_away(self) -> None:
        """Keep what is being written."""
        self._drafts.flush()
        self.part_form.flush()

    # -- building

    def _build(self) -> None:
        self.said = label(self, "", "wrong")
        self.said.hide()
        self.tabs = QTabWidget(self)
        self.tabs.setAccessibleName("The request and its parts")
        self.tabs.addTab(self._details(), "&What was asked")
        self.tabs.addTab(self._parts(), "&Parts")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        layout = below(self, self.tabs, self.said, self.buttons, margin=14)
        layout.setStretchFactor(self.tabs, 1)

    def _details(self) -> QWidget:
        page = QWidget(self)
        self.fields: dict[str, Field] = {
            "title": Line(page, "Title", "As the disclosure log calls it"),
            "requester": Line(page, "Requester", "Who asked; never in the log"),
            "dated": Day(page, "Date of the request"),
            "team": Line(page, "Team", "Who signs the answer"),
            "related": Line(page, "Related cases", "References, with commas between"),
            "retention": Line(page, "Retention", "As your retention schedule says"),
            "request": Prose(page, "The request as it was written", 8, fixed=False),
        }
        rows = form(
            ("&Title", self.fields["title"]),
            ("&Requester", self.fields["requester"]),
            ("&Date on it, if not the day of receipt", self.fields["dated"]),
            ("T&eam", self.fields["team"]),
            ("Related &cases", self.fields["related"]),
            ("Rete&ntion", self.fields["retention"]),
        )
        named = QLabel("The re&quest, as written", page)
        named.setBuddy(self.fields["request"])
        self.take = QPushButton("&Make parts from its numbers", page)
        self.counted = label(page, "", "muted")
        column = QVBoxLayout(page)
        column.setContentsMargins(12, 12, 12, 8)
        column.addLayout(rows)
        column.addWidget(named)
        column.addWidget(self.fields["request"], 1)
        column.addLayout(beside(self.counted, self.take, stretch=1))
        return _scrolled(page, self)

    def _parts(self) -> QWidget:
        page = QWidget(self)
        self.list = QTreeWidget(page)
        calm(self.list, "Parts of the request")
        self.list.setHeaderLabels(["No.", "Answer", "What was asked"])
        self.list.setHeaderHidden(False)
        self.list.setRootIsDecorated(False)
        self.empty = label(page, _WHOLE, "empty")
        self.add = QPushButton("&Add a part", page)
        self.remove = QPushButton("Take &out", page)
        left = QWidget(page)
        below(left, self.list, self.empty, beside(self.add, self.remove), margin=0)
        self.part_form = PartForm(self._session, page)
        row = QHBoxLayout(page)
        row.setContentsMargins(8, 10, 4, 4)
        row.setSpacing(12)
        row.addWidget(left, 5)
        row.addWidget(self.part_form, 6)
        return page

    def _connect(self) -> None:
        for name, one in self.fields.items():
            self._drafts.watch(one, Draft("case", "", name))
        words = self.fields["request"]
        words.typed.connect(self._count)
        for button in (self.take, self.add, self.remove):
            button.setAutoDefault(False)
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)
        self.buttons.rejected.connect(self.reject)
        self.take.clicked.connect(self._take)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.list.currentItemChanged.connect(lambda *_: self._show_part())
        self._session.changed.connect(self._show)
        self._session.failed.connect(self._refused)

    # -- showing

    def _show(self) -> None:
        self.said.hide()
        state = self._session.state
        case = state.case
        values = {
            "title": case.title,
            "requester": case.requester,
            "dated": case.dated.isoformat() if case.dated else "",
            "team": case.team,
            "related": ", ".join(case.related),
            "retention": case.retention,
            "request": case.request,
        }
        for name, value in values.items():
            self._drafts.show(self.fields[name], value)
        self._list_parts(state)
        self._show_part()
        self._count()

    def _list_parts(self, state: State) -> None:
        chosen = self.part
        waiting = {one.about for one in missing(state)}
        self.list.blockSignals(True)
        self.list.clear()
        for part in state.parts.values():
            item = _item(part, waiting=part.id in waiting)
            self.list.addTopLevelItem(item)
            if part.id == chosen or self.list.currentItem() is None:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        for column in range(2):
            self.list.resizeColumnToContents(column)
        self.list.setVisible(bool(state.parts))
        self.empty.setVisible(not state.parts)
        self.remove.setEnabled(bool(state.parts))
        count = len(state.parts)
        self.tabs.setTabText(1, f"&Parts ({count})" if count else "&Parts")

    def _show_part(self) -> None:
        self.part_form.show_part(self._session.state, self.part)
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        in_order(self.add, self.remove, *self.part_form.stops, close)

    def _count(self) -> None:
        """Say what the numbers of the request would make."""
        found = split(self.fields["request"].value())
        numbers = ", ".join(number for number, _ in found)
        self.take.setEnabled(bool(found))
        self.counted.setText(
            f"{many(len(found), 'numbered part')}: {numbers}"
            if found
            else "It has no numbered parts that could be taken."
        )

    def _refused(self, error: Exception) -> None:
        self.said.setText(str(error))
        self.said.show()

    # -- doing

    @property
    def part(self) -> str:
        """Id of the part that is chosen; empty where there is none."""
        item = self.list.currentItem()
        return str(item.data(0, _ID)) if item is not None else ""

    def choose(self, part: str) -> None:
        """Go to the part with this id."""
        for at in range(self.list.topLevelItemCount()):
            item = self.list.topLevelItem(at)
            if item is not None and item.data(0, _ID) == part:
                self.list.setCurrentItem(item)
                self.part_form.begin()

    def _take(self) -> None:
        words = self.fields["request"].value()
        self._session.do(take_parts(self._session.state, words))
        self.tabs.setCurrentIndex(1)
        self.list.setFocus()

    def _add(self) -> None:
        before = set(self._session.state.parts)
        self._session.do(add_part(self._session.state))
        for made in set(self._session.state.parts) - before:
            self.choose(made)

    def _remove(self) -> None:
        self.part_form.flush()
        if self.part:
            self._session.do(remove_part(self._session.state, self.part))


def _item(part: Part, *, waiting: bool) -> QTreeWidgetItem:
    outcome = str(part.outcome)
    words = [part.number, outcome[0].upper() + outcome[1:], part.text]
    item = QTreeWidgetItem(words)
    item.setData(0, _ID, part.id)
    item.setToolTip(2, style.plain(part.text))
    scheme = style.colors()
    name, color = ("undecided", scheme.undecided) if waiting else ("done", scheme.good)
    item.setIcon(0, style.icon(name, color))
    missing_words = "something is missing" if waiting else "complete"
    item.setData(
        0, Qt.ItemDataRole.AccessibleTextRole, f"Part {part.number}, {missing_words}"
    )
    return item


def _scrolled(page: QWidget, parent: QWidget) -> QScrollArea:
    area = QScrollArea(parent)
    area.setWidget(page)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area
