"""The reviewer's remarks: made, answered and settled."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from redactor.casefile import CaseFile
from redactor.errors import RedactorError
from redactor.model import Change
from redactor.release.approval import remark, settle
from redactor.request import Remark
from ui import style
from ui.parts import below, beside, calm, empty_note, field, form, label
from ui.session import Session

_ID = Qt.ItemDataRole.UserRole


class Remarks(QWidget):
    """All remarks, open ones first; below, a new one or the answer to one."""

    go_to = Signal(str)
    """Show what a remark is about."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reviewer = ""
        self.list = QListWidget(self)
        calm(self.list, "Remarks")
        self.list.setWordWrap(True)
        self.none = empty_note(
            self,
            "No remarks. Select a box, a person or a page in the window and say what "
            "should be looked at again.",
        )
        self.about = field(self, "D01-R003, P01, D01 p.3, or nothing", "About")
        self.text = field(self, "what should be looked at", "Remark")
        self.reply = field(self, "what was done about it", "Reply")
        self.add = self._button("Add &remark", self._add)
        self.answer = self._button("Rep&ly only", lambda: self._settle(settled=False))
        self.settle = self._button("Se&ttle", lambda: self._settle(settled=True))
        self.problem = label(self, "", "wrong")
        self.problem.hide()
        below(
            self,
            self.list,
            self.none,
            form(("Abo&ut", self.about), ("Remar&k", self.text)),
            beside(QWidget(self), self.add, stretch=1),
            form(("Re&ply", self.reply)),
            beside(QWidget(self), self.answer, self.settle, stretch=1),
            self.problem,
            margin=4,
        )
        self._connect()
        self.refresh()

    def _button(self, words: str, act: Callable[[], None]) -> QPushButton:
        button = QPushButton(words, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: act())
        return button

    def _connect(self) -> None:
        self.list.itemSelectionChanged.connect(self._offer)
        self.list.itemClicked.connect(self._follow)
        self.list.itemActivated.connect(self._follow)
        self.text.textChanged.connect(lambda _: self._offer())
        self.text.returnPressed.connect(self.add.click)

    # -- showing

    def show_for(self, reviewer: str) -> None:
        """Remarks are this person's from now on."""
        self._reviewer = reviewer
        self._offer()

    def suggest(self, about: str) -> None:
        """What a new remark would be about, where nobody is writing one."""
        if not self.text.text():
            self.about.setText(about)

    def refresh(self) -> None:
        """Show the case as it is now."""
        chosen = self._chosen()
        rows = sorted(
            self._session.state.remarks.values(), key=lambda r: (r.settled, r.id)
        )
        scheme = style.colors()
        self.list.clear()
        for row in rows:
            sign = ("done", scheme.good) if row.settled else ("warning", scheme.error)
            item = QListWidgetItem(style.icon(*sign), _words(row))
            item.setData(_ID, row.id)
            self.list.addItem(item)
            if row.id == chosen:
                self.list.setCurrentItem(item)
        self.list.setVisible(bool(rows))
        self.none.setVisible(not rows)
        self._offer()

    def _chosen(self) -> str:
        items = self.list.selectedItems()
        return str(items[0].data(_ID)) if items else ""

    def _offer(self) -> None:
        row = self._session.state.remarks.get(self._chosen())
        self.add.setEnabled(bool(self._reviewer and self.text.text().strip()))
        self.add.setToolTip("" if self._reviewer else "Say first who reviews")
        for button in (self.answer, self.settle):
            button.setEnabled(row is not None and not row.settled)
        self.reply.setEnabled(row is not None and not row.settled)

    def _follow(self, item: QListWidgetItem) -> None:
        row = self._session.state.remarks.get(item.data(_ID))
        if row is not None and row.about:
            self.go_to.emit(row.about)

    # -- doing

    def _add(self) -> None:
        about, text, by = self.about.text(), self.text.text(), self._reviewer
        if self._take(lambda file: remark(file.state, about, text, by=by), by):
            self.text.clear()

    def _settle(self, *, settled: bool) -> None:
        which, reply = self._chosen(), self.reply.text()
        by = self._session.user
        if self._take(
            lambda file: settle(file.state, which, reply, settled=settled), by
        ):
            self.reply.clear()

    def _take(self, step: Callable[[CaseFile], Change], by: str) -> bool:
        try:
            self._session.second.take(step, by)
        except RedactorError as error:
            self.problem.setText(str(error))
            self.problem.show()
            return False
        self.problem.hide()
        self.refresh()
        return True


def _words(row: Remark) -> str:
    reply = f"\n→ {row.reply}" if row.reply else ""
    return f"{row.id}  {row.about or 'the case'}  {row.by}: {row.text}{reply}"
