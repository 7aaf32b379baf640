"""The line at the top: which request, when it is due, and the stages of the case."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from redactor.errors import RedactorError
from redactor.law.timetable import timetable
from redactor.model import Case
from redactor.request import Moment
from ui import style
from ui.actions import Actions
from ui.dates import clock_words, date_words, many

_SOON = 5  # working days
_LEAST = 640  # pixels


@dataclass(frozen=True, slots=True)
class Standing:
    """How the case stands with its review: ``short`` for the stage, ``words`` for its
    tool tip; ``wrong`` asks for attention."""

    short: str = ""
    words: str = "A second person checks the case before it leaves"
    approved: bool = False
    wrong: bool = False


class Header(QFrame):
    """Says what the case is; its three stages say what still stands in their way."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("header")
        self._build(actions)
        self._lay_out()
        self._case: Case | None = None
        self._moments: tuple[Moment, ...] = ()
        self._left = (0, False)
        self._review = Standing()
        self._clocks = ("", "")

    def _build(self, actions: Actions) -> None:
        self.reference = _label(self, "reference")
        self.authority = _label(self, "muted")
        self.clock_sign = QLabel(self)
        self.clock = QToolButton(self)
        self.clock.setObjectName("clock")
        self.clock.setToolTip("See all days that count, and note what happened")
        self.clock.clicked.connect(actions["clock"].trigger)
        self.decide = _stage(self, "1  Decide")
        self.review = _stage(self, "2  Review")
        self.release = _stage(self, "3  Release")
        self.decide.clicked.connect(lambda: _go_on(actions))
        self.review.clicked.connect(actions["review"].trigger)
        self.release.clicked.connect(actions["release"].trigger)

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(14, 5, 10, 5)
        layout.setSpacing(10)
        layout.addWidget(self.reference)
        layout.addWidget(self.authority)
        layout.addSpacing(8)
        layout.addWidget(self.clock_sign)
        layout.addWidget(self.clock)
        layout.addStretch(1)
        self._arrows = (QLabel("›", self), QLabel("›", self))
        first, second = self._arrows
        for widget in (self.decide, first, self.review, second, self.release):
            layout.addWidget(widget)

    def show_case(
        self, case: Case, today: dt.date, moments: Iterable[Moment] = ()
    ) -> None:
        """Reference, dates, and working days left from ``today``."""
        self._case, self._moments = case, tuple(moments)
        self.reference.setText(case.reference)
        kept = f"Retention: {case.retention}" if case.retention else ""
        self.reference.setToolTip(kept)
        self.authority.setText(case.authority)
        received = date_words(case.received)
        try:
            table = timetable(case.regime, case.received, self._moments)
            left, told = table.left(today), clock_words(table, today)
        except RedactorError as error:
            left, told = None, error.sentence
        left = _SOON + 1 if left is None else left
        self._clocks = (f"received {received}  ·  {told}", told)
        pressing = left <= _SOON
        scheme = style.colors()
        color = scheme.error if left < 0 else scheme.undecided
        sign = style.icon("warning" if left < 0 else "clock", color if pressing else "")
        self.clock_sign.setPixmap(sign.pixmap(18, 18))
        self.clock.setProperty("late", left < 0)
        self.clock.setProperty("soon", pressing and left >= 0)
        self.clock.style().unpolish(self.clock)
        self.clock.style().polish(self.clock)
        self.fit()

    def show_left(self, left: int, *, anything: bool) -> None:
        """How much is undecided; ``anything``: there are redactions at all."""
        self._left = (left, anything)
        done = anything and not left
        self.decide.setText(f"1  Decide: {left:,} left" if left else "1  Decide")
        self.decide.setIcon(
            style.icon("done", style.colors().good) if done else style.icon("undecided")
        )
        self.release.setIcon(style.icon("release"))
        self.decide.setToolTip(
            f"{many(left, 'place')} to decide: go to the next"
            if left
            else "Everything is decided"
            if anything
            else "Find personal data, or draw boxes, and decide about them"
        )
        self.show_review(self._review)

    def show_review(self, standing: Standing) -> None:
        """How the case stands with the second person."""
        self._review = standing
        left, anything = self._left
        done = anything and not left
        approved = standing.approved and not left
        scheme = style.colors()
        sign = ("done", scheme.good) if approved else ("look", "")
        if standing.wrong:
            sign = ("warning", scheme.error)
        self.review.setIcon(style.icon(*sign))
        short = f": {standing.short}" if standing.short else ""
        self.review.setText(f"2  Review{short}")
        self.review.setToolTip(style.plain(standing.words))
        self.review.setAccessibleDescription(standing.words)
        self.release.setText("3  Release: ready" if approved else "3  Release")
        self.release.setToolTip(
            "Write the release"
            if approved
            else "See what stands in the way. Before it is approved, a release is "
            "marked as a draft."
        )
        self.decide.setProperty("now", not done)
        self.review.setProperty("now", done and not approved)
        self.release.setProperty("now", done and approved)
        for stage in (self.decide, self.review, self.release):
            stage.style().unpolish(stage)
            stage.style().polish(stage)
        self.fit()

    def fit(self) -> None:
        """In a narrow window leave out the authority, the date received, the arrows."""
        authority = bool(self.authority.text())
        for clock, shown, arrows in (
            (self._clocks[0], authority, True),
            (self._clocks[0], False, True),
            (self._clocks[1], False, True),
            (self._clocks[1], False, False),
        ):
            self.clock.setText(clock)
            self.authority.setVisible(shown)
            for arrow in self._arrows:
                arrow.setVisible(arrows)
            if self.sizeHint().width() <= self.width():
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """Narrower than what it shows now: it shows less when it has to."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def refresh(self, today: dt.date) -> None:
        """Show the same in the scheme that is on, and as of today."""
        if self._case is not None:
            self.show_case(self._case, today, self._moments)
        self.show_left(self._left[0], anything=self._left[1])


def _label(parent: QWidget, name: str) -> QLabel:
    label = QLabel(parent)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _go_on(actions: Actions) -> None:
    """To the next undecided place, or to the files that are needed first."""
    onward = actions["next_undecided"]
    (onward if onward.isEnabled() else actions["add_files"]).trigger()


def _stage(parent: QWidget, words: str) -> QToolButton:
    button = QToolButton(parent)
    button.setObjectName("stage")
    button.setText(words)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    return button
