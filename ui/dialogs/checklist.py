"""The ten points: what was measured, what to look at, and the reviewer's answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QSplitter,
    QWidget,
)

from redactor.review.points import (
    NO,
    YES,
    Answer,
    Point,
    is_unexplained,
    points,
    record,
)
from ui import style
from ui.parts import below, beside, calm, field, label, while_there
from ui.session import Session

_ABOUT = Qt.ItemDataRole.UserRole
_KEPT = "answers of "
_PAUSE = 2500  # milliseconds after which a change is measured
_ROW = 24  # pixels: all ten points are in view
_HEIGHTS = (10 * _ROW + 8, 200)
_LEAST = 4 * _ROW


class Checklist(QWidget):
    """Points on top, the one that is selected below. Answers are kept with the case
    until the review is done, for each reviewer apart."""

    answered = Signal()
    """A point has another answer."""
    go_to = Signal(str)
    """Show a serial, a person, a document or a page."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._reviewer = ""
        self._points: list[Point] = list(points())
        self._answers: dict[str, Answer] = {}
        self.measured = False
        self._again = QTimer(self, singleShot=True, interval=_PAUSE)
        self._again.timeout.connect(lambda: self.measure(self._reviewer))
        session.changed.connect(self._wait)
        session.saw.connect(self._wait)
        self._build()
        self._connect()
        self._show_points()
        self.list.setCurrentRow(0)

    def _wait(self) -> None:
        """Measure again when the case has come to rest."""
        self._again.start()

    def _build(self) -> None:
        self.list = QListWidget(self)
        calm(self.list, "Points of the checklist")
        self.list.setMinimumHeight(_LEAST)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.asks = label(self, "", "particularsText")
        self.said = label(self)
        self.hint = label(self, "", "muted")
        self.items = QListWidget(self)
        calm(self.items, "What to look at")
        self.items.setWordWrap(True)
        self.yes = QRadioButton("&Yes", self)
        self.no = QRadioButton("&No", self)
        self.comment = field(self, "comment", "Comment on this point")
        below_ = QWidget(self)
        answer = beside(self.yes, self.no, self.comment)
        answer.setStretch(2, 1)
        layout = below(
            below_, self.asks, self.said, self.items, self.hint, answer, margin=0
        )
        layout.setContentsMargins(2, 6, 2, 0)
        layout.insertStretch(layout.indexOf(self.hint), 1)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.setChildrenCollapsible(False)
        split.addWidget(self.list)
        split.addWidget(below_)
        split.setSizes(list(_HEIGHTS))
        below(self, split, margin=4)

    def _connect(self) -> None:
        self.list.currentRowChanged.connect(lambda _: self._show_point())
        for list_ in (self.items,):
            list_.itemClicked.connect(lambda one: self.go_to.emit(one.data(_ABOUT)))
            list_.itemActivated.connect(lambda one: self.go_to.emit(one.data(_ABOUT)))
        for button in (self.yes, self.no):
            button.clicked.connect(self._keep)
            button.clicked.connect(self._go_on)
        for key, button in (("Y", self.yes), ("N", self.no)):
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(button.click)
        self.comment.editingFinished.connect(self._keep)
        self.comment.returnPressed.connect(self._next)

    # -- measuring

    def measure(self, reviewer: str) -> None:
        """Measure everything anew, for somebody who reviews now."""
        self.measured = True
        if reviewer == self._reviewer:
            self._keep()  # what is being typed
        else:
            self._points = list(points())
        self._reviewer = reviewer
        kept = self._session.setting(f"{_KEPT}{reviewer}") if reviewer else ""
        self._answers = {
            name: Answer(**answer) for name, answer in json.loads(kept or "{}").items()
        }
        job = self._session.checklist(reviewer)
        arrived = partial(self._arrived, reviewer)
        job.succeeded.connect(while_there(self, arrived))
        self._show_points()

    def _arrived(self, reviewer: str, found: list[Point]) -> None:
        if reviewer == self._reviewer:
            self._keep()
            self._points = found
            self._show_points()

    @property
    def pending(self) -> bool:
        """Whether the points are not measured yet."""
        return not all(point.measured for point in self._points)

    # -- showing

    def _show_points(self) -> None:
        row = max(self.list.currentRow(), 0)
        self.list.blockSignals(True)
        self.list.clear()
        for number, point in enumerate(self._points, 1):
            item = QListWidgetItem(self._sign(point), self._line(number, point))
            item.setSizeHint(QSize(0, _ROW))
            self.list.addItem(item)
        self.list.setCurrentRow(row)
        self.list.blockSignals(False)
        self._show_point()
        self.answered.emit()

    def _line(self, number: int, point: Point) -> str:
        count = f" – {len(point.items)} to look at" if point.items else ""
        said = self._said(point)
        why = ", say why" if self._wants_word(point) else ""
        return f"{number}  {point.title}{count}{f' – {said}{why}' if said else ''}"

    def _sign(self, point: Point) -> QIcon:
        scheme = style.colors()
        said = self._said(point)
        if said and self._wants_word(point):
            return style.icon("warning", scheme.undecided)
        if said:
            good = said == YES
            return style.icon(
                "done" if good else "error", scheme.good if good else scheme.error
            )
        return style.icon("undecided", scheme.undecided)

    def _show_point(self) -> None:
        point = self._points[max(self.list.currentRow(), 0)]
        answer = self._answers.get(point.id, Answer())
        self.asks.setText(point.asks)
        self.said.setText(point.measured or "Measuring…")
        self.hint.setText(point.hint)
        self.items.clear()
        for one in point.items:
            item = QListWidgetItem(one.words)
            item.setData(_ABOUT, one.about)
            self.items.addItem(item)
        self.items.setVisible(bool(point.items))
        for button, said in ((self.yes, YES), (self.no, NO)):
            button.setAutoExclusive(False)
            button.setChecked(answer.said == said)
            button.setAutoExclusive(True)
            button.setEnabled(bool(self._reviewer))
        self.comment.setEnabled(bool(self._reviewer))
        if self.comment.text() != answer.comment:
            self.comment.setText(answer.comment)

    # -- answering

    def _keep(self) -> None:
        if not self._reviewer:
            return
        point = self._points[max(self.list.currentRow(), 0)]
        said = YES if self.yes.isChecked() else NO if self.no.isChecked() else ""
        answer = Answer(said, self.comment.text().strip())
        if answer == self._answers.get(point.id, Answer()):
            return
        self._answers[point.id] = answer
        kept = json.dumps({name: asdict(one) for name, one in self._answers.items()})
        self._session.put_setting(f"{_KEPT}{self._reviewer}", kept)
        self._show_points()

    def _go_on(self) -> None:
        """To the comment where the answer has to be explained; after a Yes to the next
        point, and after a No nowhere."""
        row = max(self.list.currentRow(), 0)
        if self._wants_word(self._points[row]):
            self.comment.setFocus()
            return
        self.list.setFocus()
        if self.yes.isChecked():
            self.list.setCurrentRow(min(row + 1, self.total - 1))

    def _next(self) -> None:
        """From a comment to the next point."""
        self._keep()
        self.list.setCurrentRow(min(self.list.currentRow() + 1, self.total - 1))
        self.list.setFocus()

    def forget(self) -> None:
        """The review is done: the next one is answered anew."""
        self._answers = {}
        self._session.put_setting(f"{_KEPT}{self._reviewer}", "")
        self._show_points()

    @property
    def total(self) -> int:
        return len(self._points)

    @property
    def left(self) -> int:
        """How many points have no answer."""
        return sum(not self._said(point) for point in self._points)

    @property
    def unexplained(self) -> str:
        """The title of a point that was answered with Yes though what was measured
        says otherwise, with no word why; empty where there is none."""
        return next(
            (
                point.title
                for point in self._points
                if self._said(point) == YES and self._wants_word(point)
            ),
            "",
        )

    @property
    def objections(self) -> int:
        """How many points are answered with No."""
        return sum(self._said(point) == NO for point in self._points)

    def _wants_word(self, point: Point) -> bool:
        """Whether the answer to a point needs a comment and has none."""
        return is_unexplained(point, self._answers.get(point.id, Answer()))

    def _said(self, point: Point) -> str:
        return self._answers.get(point.id, Answer()).said

    def record(self) -> tuple[tuple[str, str], ...]:
        """Answers and measures, to be kept with the step of the review."""
        answers: Mapping[str, Answer] = self._answers
        return record(self._points, answers)
