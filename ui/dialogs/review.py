"""Review: the second person's checklist, remarks, what changed, and the verdict."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSettings, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTabWidget,
    QWidget,
)

from redactor.errors import NotApproved, RedactorError
from redactor.model import Change, State
from redactor.release.approval import same_name
from redactor.request import Review, Step
from redactor.review.delta import Difference
from ui import style
from ui.dates import many
from ui.dialogs.checklist import Checklist
from ui.dialogs.remarks import Remarks
from ui.jobs import Job
from ui.parts import below, beside, calm, empty_note, field, label, size, while_there
from ui.session import Session

_SIZE = QSize(560, 700)
_NAME = "reviewer/"
_ABOUT = Qt.ItemDataRole.UserRole
_SIGNS = {"added": "draw", "removed": "delete", "changed": "codes"}


class ReviewDialog(QDialog):
    """Stays beside the window, so that what it lists can be looked at."""

    go_to = Signal(str)
    """Show a serial, a person, a document or a page."""
    reviewer_changed = Signal()
    """Somebody else reviews now."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._standing = session.second.standing()
        self._shown: tuple[list[Difference], Review | None] | None = None
        self.setWindowTitle("Review")
        size(self, _SIZE)
        self._build()
        self._lay_out()
        self._connect()
        self.name.setText(str(QSettings().value(f"{_NAME}{session.user}", "")))
        self._named()
        self.refresh()
        (self.checklist.list if self.name.text() else self.name).setFocus()

    # -- building

    def _build(self) -> None:
        self.head = label(self, "", "heading")
        self.words = label(self)
        self.name = field(self, "your name", "Who reviews")
        self.who = label(self, "", "wrong")
        self.tabs = QTabWidget(self)  # before what it holds: Tab follows this order
        self.checklist = Checklist(self._session, self)
        self.remarks = Remarks(self._session, self)
        self.changes = QListWidget(self)
        calm(self.changes, "What changed since the last look")
        self.changes.setWordWrap(True)
        self.unchanged = empty_note(self, "")
        self.tabs.setAccessibleName("Checklist, remarks and changes")
        changes = QWidget(self)
        below(changes, self.changes, self.unchanged, margin=0)
        for widget, name in (
            (self.checklist, "Checklist"),
            (self.remarks, "Remarks"),
            (changes, "Changes"),
        ):
            self.tabs.addTab(widget, name)
        self.note = field(self, "if there is something to say", "Note")
        self.problem = label(self, "", "wrong")
        self.waits = label(self, "", "muted")
        self.hand = _button(self, "&Hand over for review", self._submit)
        self.back = _button(self, "&Send back", self._send_back)
        self.agree = _button(self, "&Approve", self._approve)
        self.shut = _button(self, "Close", self.close)

    def _lay_out(self) -> None:
        named = QLabel("Re&viewed by", self)
        named.setBuddy(self.name)
        noted = QLabel("N&ote", self)
        noted.setBuddy(self.note)
        buttons = beside(self.hand, QWidget(self), self.back, self.agree, self.shut)
        buttons.setStretch(1, 1)
        layout = below(
            self,
            self.head,
            self.words,
            beside(named, self.name),
            self.who,
            self.tabs,
            beside(noted, self.note),
            self.problem,
            self.waits,
            buttons,
            margin=14,
        )
        layout.setStretchFactor(self.tabs, 1)

    def _connect(self) -> None:
        self.name.textChanged.connect(lambda _: self._offer())
        self.name.editingFinished.connect(self._named)
        self.note.textChanged.connect(lambda _: self._offer())
        self.checklist.answered.connect(self._offer)
        self.checklist.go_to.connect(self.go_to)
        self.remarks.go_to.connect(self.go_to)
        self.changes.itemActivated.connect(
            lambda item: self.go_to.emit(item.data(_ABOUT))
        )
        self.changes.itemClicked.connect(
            lambda item: self.go_to.emit(item.data(_ABOUT))
        )
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.activated.connect(self._session.undo)

    # -- who reviews

    @property
    def reviewer(self) -> str:
        return " ".join(self.name.text().split())

    def _named(self) -> None:
        """Somebody is reviewing now: pages count for them, and so do the answers."""
        self._offer()
        if self._session.second.reviewer == self.reviewer and self.checklist.measured:
            return
        self._session.second.reviewer = self.reviewer
        QSettings().setValue(f"{_NAME}{self._session.user}", self.reviewer)
        self.checklist.measure(self.reviewer)
        self.remarks.show_for(self.reviewer)
        self.reviewer_changed.emit()

    def _same_person(self) -> bool:
        return any(
            same_name(one, self.reviewer) for one in self._session.second.hands()
        )

    def _warn(self) -> None:
        """Say plainly when it is not, or may not be, a second person."""
        if not self.reviewer:
            words = ""
        elif self._same_person():
            words = f"{self.reviewer} worked on this case: somebody else must approve."
        elif self._session.user in self._session.second.hands():
            words = (
                f"The case was worked on from this computer account "
                f"({self._session.user}). That is kept with the approval."
            )
        else:
            words = ""
        self.who.setText(words)
        self.who.setVisible(bool(words))

    # -- showing

    def refresh(self) -> None:
        """Show the case as it is now."""
        now = self._standing = self._session.second.standing()
        last = now.review
        if now.holds and last:
            head, words = (
                f"Approved by {last.by}",
                (
                    f"Code {now.code}. Note it: it stands in the release, and any "
                    "change to the case voids the approval."
                ),
            )
        elif last and last.step is Step.APPROVED:
            head, words = "The approval is void", now.why_not
        elif last and last.step is Step.SENT_BACK:
            head, words = f"Sent back by {last.by}", last.note
        elif last:
            head, words = "Waiting for a second person", "Answer the ten points below."
        else:
            head, words = (
                "Not reviewed yet",
                "A second person answers the ten points and approves the case, or "
                "sends it back. Until then a release is a draft.",
            )
        self.head.setText(head)
        self.words.setText(words)
        self._show_changes()
        self.remarks.refresh()
        self._offer()

    def _show_changes(self) -> None:
        second = self._session.second
        found, looked = second.differences(), second.looked()
        if (found, looked) == self._shown:
            return  # whoever walks through the list keeps their place
        self._shown = (found, looked)
        self.changes.clear()
        for one in found:
            said = f"{one.about}  {one.words}".strip()
            item = QListWidgetItem(style.icon(_SIGNS[one.kind]), said)
            item.setData(_ABOUT, one.about)
            self.changes.addItem(item)
        self.changes.setVisible(bool(found))
        self.unchanged.setVisible(not found)
        self.unchanged.setText(
            f"Nothing changed since {looked.by} looked."
            if looked
            else "Nobody has approved the case or sent it back yet. What changes after "
            "that is shown here alone."
        )
        self.tabs.setTabText(2, f"Changes ({len(found)})" if found else "Changes")

    def _offer(self) -> None:
        """Enable what makes sense now, and say what is still to be done."""
        self._warn()
        now, left = self._standing, self.checklist.left
        total = self.checklist.total
        self.tabs.setTabVisible(0, not now.holds)  # answered: nothing more is asked
        self.tabs.setTabText(0, f"Checklist ({total - left} of {total})")
        open_ = sum(not one.settled for one in self._session.state.remarks.values())
        self.tabs.setTabText(1, f"Remarks ({open_} open)" if open_ else "Remarks")
        waits = now.review is not None and now.review.step is Step.SUBMITTED
        self.hand.setVisible(not now.holds and not waits)
        may = bool(self.reviewer) and not self._same_person() and not now.holds
        idle = self._job is None
        self.hand.setEnabled(idle)
        noted = bool(self.reviewer and self.note.text().strip())
        self.back.setEnabled(noted and idle)
        self.back.setToolTip("Needs a name and a note that says why")
        points = self.checklist
        clear = not (left or points.objections or points.unexplained or points.pending)
        self.agree.setEnabled(may and clear and idle)
        why = self._why_not(left)
        self.agree.setToolTip(why or "Approve the case as it is now")
        words = f"Before Approve: {why}." if why and not now.holds else ""
        self.waits.setText(words if idle else "The whole case is being looked over…")
        self.problem.setVisible(bool(self.problem.text()))

    def _why_not(self, left: int) -> str:
        if not self.reviewer:
            return "say who reviews"
        if left:
            return f"{many(left, 'point')} of the checklist to answer"
        if self.checklist.objections:
            return "a point is answered with No, so send the case back"
        if self.checklist.unexplained:
            return (
                f"“{self.checklist.unexplained}” needs a comment: something was found"
            )
        if self._same_person():
            return "somebody who did not work on the case has to review it"
        return "the points are still being measured" if self.checklist.pending else ""

    # -- the steps

    def _submit(self) -> None:
        self._take(Step.SUBMITTED, self._session.user)

    def _approve(self) -> None:
        self._take(Step.APPROVED, self.reviewer)

    def _send_back(self) -> None:
        self._take(Step.SENT_BACK, self.reviewer)

    def _take(self, step: Step, by: str) -> None:
        """Have the case looked over for a step, and take it if it is the same then."""
        seen = self._session.state
        checks = () if step is Step.SUBMITTED else self.checklist.record()
        self.problem.setText("")
        note = "" if step is Step.SUBMITTED else self.note.text().strip()
        self._job = job = self._session.review(step, by, note, checks)
        job.succeeded.connect(
            while_there(self, lambda change: self._taken(change, step, by, seen))
        )
        job.failed.connect(while_there(self, self._refused))
        job.ended.connect(while_there(self, self._ended))
        self._offer()

    def _taken(self, change: Change, step: Step, by: str, seen: State) -> None:
        if self._session.state is not seen:
            self.problem.setText("The case changed in the meantime: press it again.")
            return
        self._session.second.put(change, by)
        self.note.clear()
        if step is not Step.SUBMITTED:
            self.checklist.forget()

    def _refused(self, error: RedactorError) -> None:
        self.problem.setText(_refusal(error))

    def _ended(self) -> None:
        self._job = None
        self.refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Pages are opened before the caseworker again."""
        self._session.second.reviewer = ""
        super().closeEvent(event)

    def reject(self) -> None:
        self._session.second.reviewer = ""
        super().reject()


_LISTED = 4  # of what stands in the way


def _refusal(error: RedactorError) -> str:
    found = error.findings if isinstance(error, NotApproved) else ()
    more = len(found) - _LISTED
    lines = [str(error), *found[:_LISTED]]
    if more > 0:
        lines.append(f"and {more:,} more")
    return "\n".join(lines)


def _button(parent: QWidget, words: str, act: Callable[[], object]) -> QPushButton:
    button = QPushButton(words, parent)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: act())
    return button
