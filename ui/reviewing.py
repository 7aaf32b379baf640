"""The second person at the window: the stage in the header, the dialog, and Undo that
would take back a step of the review."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QObject, QTimer

from redactor.release.approval import Approval
from redactor.request import Step
from ui.dates import many
from ui.desk import Desk
from ui.dialogs.review import ReviewDialog
from ui.panels.header import Header, Standing
from ui.panels.message_bar import MessageBar
from ui.session import Session

_PAUSE = 300  # milliseconds in which edits are gathered
_EDGE = 16  # pixels between the dialog and the window's edge
_UNDO = {
    "approve": "Undo would take back the approval.",
    "submit": "Undo would take back that the case was handed over for review.",
    "send back": "Undo would take back that the case was sent back.",
}


class Reviewing(QObject):
    """Keeps the header's stage true, and leads the reviewer about."""

    def __init__(self, desk: Desk, header: Header, messages: MessageBar) -> None:
        super().__init__(desk)
        self._desk = desk
        self._session = desk.session
        self._header = header
        self._messages = messages
        self.dialog: ReviewDialog | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.refresh)
        self._session.changed.connect(lambda _: self._soon.start())
        self._session.guarded.connect(self._guard)
        self._session.references.changed.connect(self._soon.start)
        desk.moved.connect(self._soon.start)
        desk.chosen.connect(self._chosen)
        desk.reasons.page_wanted.connect(lambda d, p: desk.pages.show_place(d, p, None))
        self.refresh()

    @staticmethod
    def of(desk: Desk) -> Reviewing:
        """The one that belongs to a desk."""
        found = desk.findChild(Reviewing)
        if found is None:
            raise RuntimeError("nobody reviews here")
        return found

    def refresh(self) -> None:
        """Say in the header how the case stands."""
        if self._session.closed:
            return
        self._header.show_review(standing_of(self._session, self._desk.never_opened))
        if self.dialog is not None:
            self.dialog.refresh()

    def show(self) -> None:
        """Show the dialog beside the window; it stays while places are looked at."""
        if self.dialog is None:
            self.dialog = ReviewDialog(self._session, self._desk.window())
            self.dialog.go_to.connect(self._go)
            self.dialog.reviewer_changed.connect(self._desk.pages.look_again)
            self.dialog.finished.connect(self._closed)
            self._put_right()
        self._chosen()
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def _put_right(self) -> None:
        """Over the lists, so that the page beside it stays in view."""
        window = self._desk.window().frameGeometry()
        if self.dialog is not None:
            left = window.right() - self.dialog.width() - _EDGE
            self.dialog.move(max(left, 0), window.top() + _EDGE)

    def close(self) -> None:
        """Put the dialog away with the case."""
        self._soon.stop()
        if self.dialog is not None:
            self.dialog.close()

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None

    # -- leading about

    def _go(self, about: str) -> None:
        """Go to a serial, a person, a document or a page."""
        desk, state = self._desk, self._session.state
        document, _, page = about.partition(" p.")
        if about in state.redactions:
            desk.choose([about])
        elif about in state.people:
            desk.show_places_of(about)
        elif document in state.documents:
            desk.show_page(document, int(page or 1))

    def _chosen(self) -> None:
        """A remark is about what is selected, else about the page on screen."""
        if self.dialog is None:
            return
        desk, where = self._desk, self._desk.where
        chosen = (*desk.deciding_people, *desk.serials)
        page = f"{where.document} p.{where.page}" if where.document else ""
        self.dialog.remarks.suggest(chosen[0] if len(chosen) == 1 else page)

    def _guard(self, label: str) -> None:
        """Take back a step of the review only when somebody says so."""
        words = f"{_UNDO[label]} Nothing was taken back yet."
        self._messages.show_warning(words, "Take it back", self._take_back)

    def _take_back(self) -> None:
        self._messages.hide()
        self._session.undo(review=True)


def standing_of(session: Session, never_opened: int) -> Standing:
    """How a case stands with the second person, for the header."""
    state = session.state
    now = session.second.standing()
    if now.holds and now.review:
        return _approved(now)
    last = now.review
    if last and last.step is Step.APPROVED:
        count = many(len(session.second.differences()), "change")
        words = f"The approval is void. {now.why_not}"
        return Standing(f"void, {count} since", words, wrong=True)
    if last and last.step is Step.SENT_BACK:
        left = sum(not one.settled for one in state.remarks.values())
        more = f", {many(left, 'remark')}" if left else ""
        return Standing(f"sent back{more}", f"{now.why_not} {last.note}", wrong=True)
    return _not_yet(session, now, never_opened)


def _approved(now: Approval) -> Standing:
    review = now.review
    day = dt.datetime.fromisoformat(review.at) if review else None
    when = f" on {day.day} {day:%B %Y}" if day else ""
    by = review.by if review else ""
    words = f"Approved by {by}{when}. Code {now.code}: any change voids it."
    return Standing(f"approved {now.code}", words, approved=True)


def _not_yet(session: Session, now: Approval, never_opened: int) -> Standing:
    """What stands in the way of an approval, the gravest first."""
    state = session.state
    if not state.redactions or session.counts.left:
        return Standing(words="Decide first; then a second person checks the case.")
    lacking = len(session.missing())
    if lacking:
        words = f"{many(lacking, 'reason')} missing: nobody can approve before that."
        return Standing(f"{many(lacking, 'reason')} missing", words, wrong=True)
    if session.references.looking:
        words = "The pages are being looked through for references of other cases."
        return Standing("looking", words)
    opened = f" {many(never_opened, 'page')} never opened." if never_opened else ""
    if now.review is not None:
        return Standing("waiting", f"It waits for a second person.{opened}")
    short = f"{many(never_opened, 'page')} never opened" if never_opened else ""
    return Standing(short, f"Nobody has reviewed it yet.{opened}")
