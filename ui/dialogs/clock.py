"""The days of the request: when the answer is due and why, and what happened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from PySide6.QtCore import QDate, QSize
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDateEdit,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from redactor.errors import RedactorError
from redactor.law.regimes import clock
from redactor.moments import happen, timetable_of, undo_moment
from redactor.request import Moment
from ui.dates import clock_words, date_words, today
from ui.parts import below, beside, calm, empty_note, field, form, label, size
from ui.session import Session

_SIZE = QSize(720, 580)


_NOTHING = (
    "Nothing since it was received. Choose below what happened, say when, and press "
    "Note it."
)


class ClockDialog(QDialog):
    """Shows the days that count; what happened is put in and taken out here."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Days of the request")
        size(self, _SIZE)
        self.session = session
        self._build()
        self._lay_out()
        self.kind.currentIndexChanged.connect(lambda: self._ask())
        self.promised.toggled.connect(self.until.setEnabled)
        self.add.clicked.connect(self._add)
        self.remove.clicked.connect(self._remove)
        self.happened.itemSelectionChanged.connect(self._offer)
        session.changed.connect(self._show)
        self._ask()
        self._show()

    @classmethod
    def show_for(cls, session: Session, parent: QWidget) -> None:
        """Ask and show, until it is closed."""
        dialog = cls(session, parent)
        dialog.exec()
        dialog.deleteLater()

    # -- building

    def _build(self) -> None:
        self.due = label(self, "", "reference")
        self.warnings = label(self, "", "wrong")
        self.days = _list(self, "Days that count", "What", "By", "Rule")
        self.happened = _list(self, "What happened", "What", "When", "Promised, note")
        self.nothing = empty_note(self, _NOTHING)
        self.remove = QPushButton("Take &out", self)
        self.kind = QComboBox(self)
        self.kind.setAccessibleName("What happened")
        for one in clock(self.session.state.case.regime).moments:
            self.kind.addItem(one.kind[0].upper() + one.kind[1:], one.kind)
        self.date = _day(self, "When it happened")
        self.promised = QCheckBox("&Promised by", self)
        self.until = _day(self, "Promised by")
        self.until.setEnabled(False)
        self.exemption = field(self, "for example s.31(1)(g)", "Exemption weighed")
        self.note = field(self, "", "Note")
        self.said = label(self, "", "wrong")
        self.said.hide()
        self.add = QPushButton("&Note it", self)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        fields = form(
            ("What &happened", self.kind),
            ("&When", self.date),
        )
        fields.addRow(self.promised, self.until)
        self.weighed = QLabel("&Exemption weighed", self)
        self.weighed.setBuddy(self.exemption)
        fields.addRow(self.weighed, self.exemption)
        fields.addRow("No&te", self.note)
        below(
            self,
            self.due,
            self.warnings,
            self.days,
            label(self, "What happened to the request", "muted"),
            self.happened,
            self.nothing,
            beside(QWidget(self), self.remove, stretch=1),
            fields,
            self.said,
            beside(QWidget(self), self.add, stretch=1),
            self.buttons,
            margin=14,
        )

    # -- showing

    def _show(self) -> None:
        state = self.session.state
        try:
            table = timetable_of(state)
            told = clock_words(table, today())
            lines, warnings = table.lines, table.warnings
        except RedactorError as error:
            told, lines, warnings = error.sentence, (), ()
        received = date_words(state.case.received)
        self.due.setText(f"Received {received}, {told}")
        self.warnings.setText("\n".join(warnings))
        self.warnings.setVisible(bool(warnings))
        _fill(
            self.days,
            [
                (one.what[0].upper() + one.what[1:], date_words(one.day), one.basis)
                for one in lines
            ],
        )
        rows = sorted(state.moments.values(), key=lambda m: (m.date, m.id))
        _fill(self.happened, [_told(row) for row in rows], [row.id for row in rows])
        self.happened.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._offer()

    def _ask(self) -> None:
        """Ask for the exemption only where one is weighed."""
        law = clock(self.session.state.case.regime)
        weighed = law.happening(self.kind.currentData()).qualified
        self.exemption.setVisible(weighed)
        self.weighed.setVisible(weighed)
        self.said.hide()

    def _offer(self) -> None:
        self.remove.setEnabled(bool(self.happened.selectedItems()))

    # -- doing

    def _add(self) -> None:
        moment = Moment(
            "",
            self.kind.currentData(),
            _date(self.date),
            _date(self.until) if self.promised.isChecked() else None,
            self.exemption.text().strip() if self.exemption.isVisible() else "",
            self.note.text().strip(),
        )
        try:
            change = happen(self.session.state, moment)
        except RedactorError as error:
            self.said.setText(f"{error.sentence} {error.remedy}")
            self.said.show()
            return
        self.said.hide()
        self.note.clear()
        self.session.do(change)

    def _remove(self) -> None:
        for item in self.happened.selectedItems():
            self.session.do(undo_moment(self.session.state, item.data(0, _ID)))


_ID = 0x0100  # Qt.ItemDataRole.UserRole


def _told(row: Moment) -> tuple[str, str, str]:
    promised = f"by {date_words(row.until)}" if row.until else ""
    more = "; ".join(one for one in (promised, row.exemption, row.note) if one)
    return (row.kind[0].upper() + row.kind[1:], date_words(row.date), more)


def _list(parent: QWidget, name: str, *heads: str) -> QTreeWidget:
    made = QTreeWidget(parent)
    made.setHeaderLabels(list(heads))
    calm(made, name)
    made.setHeaderHidden(False)
    made.setRootIsDecorated(False)
    made.setAllColumnsShowFocus(True)
    made.setAlternatingRowColors(False)
    return made


def _fill(
    tree: QTreeWidget, rows: list[tuple[str, str, str]], ids: Iterable[str] = ()
) -> None:
    tree.clear()
    items = [QTreeWidgetItem(list(row)) for row in rows]
    for item, one in zip(items, ids, strict=False):
        item.setData(0, _ID, one)
    tree.addTopLevelItems(items)
    for column in range(2):
        tree.resizeColumnToContents(column)


def _day(parent: QWidget, name: str) -> QDateEdit:
    made = QDateEdit(QDate.currentDate(), parent)
    made.setCalendarPopup(True)
    made.setDisplayFormat("d MMMM yyyy")
    made.setAccessibleName(name)
    return made


def _date(edit: QDateEdit) -> dt.date:
    day = edit.date()
    return dt.date(day.year(), day.month(), day.day())
