"""The review dialog: who reviews, the ten points, remarks, changes and the verdict."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.casefile import me
from redactor.release.approval import submit
from tests.ui import cases
from ui.dialogs.review import ReviewDialog
from ui.session import Session

REVIEWER = "Bo Reviewer"
LOOKING = "The whole case is being looked over…"


@pytest.fixture
def decided(session: Session) -> Session:
    """Everything is decided, and nothing is left elsewhere."""
    cases.propose_two_people(session)
    session.do(edits.accept(session.state, list(session.state.redactions)))
    return session


def opened(session: Session, qtbot: QtBot, name: str = REVIEWER) -> ReviewDialog:
    made = ReviewDialog(session)
    qtbot.addWidget(made)
    made.show()
    made.name.setText(name)
    made.name.editingFinished.emit()
    if name:
        qtbot.waitUntil(
            lambda: made.checklist.said.text() != "Measuring…", timeout=9000
        )
    return made


def press(button: QPushButton, qtbot: QtBot) -> None:
    """Press a button of the verdict, and wait until the case was looked over."""
    dialog = button.window()
    assert isinstance(dialog, ReviewDialog)
    button.click()
    assert not button.isEnabled()
    qtbot.waitUntil(lambda: dialog.waits.text() != LOOKING, timeout=20_000)


def answer(dialog: ReviewDialog, *, comment: str = "Seen.") -> None:
    """Yes to all ten points, with a comment on each."""
    points = dialog.checklist
    for row in range(points.total):
        points.list.setCurrentRow(row)
        points.comment.setText(comment)
        points.yes.click()


@pytest.fixture
def dialog(decided: Session, qtbot: QtBot) -> ReviewDialog:
    return opened(decided, qtbot)


def test_ten_answers_and_a_second_person_approve(
    dialog: ReviewDialog, decided: Session, qtbot: QtBot
) -> None:
    assert dialog.head.text() == "Not reviewed yet"
    assert not dialog.agree.isEnabled()
    answer(dialog)
    assert dialog.tabs.tabText(0) == "Checklist (10 of 10)"
    assert dialog.agree.isEnabled()
    press(dialog.agree, qtbot)
    now = decided.second.standing()
    assert now.holds
    assert now.review is not None
    assert now.review.by == REVIEWER
    kept = dict(now.review.checks)
    assert kept["pages"] == "yes"
    assert kept["pages: found"].startswith("Bo Reviewer opened 0 of 3 pages.")
    assert kept["jigsaw: comment"] == "Seen."
    assert dialog.head.text() == f"Approved by {REVIEWER}"
    assert now.code in dialog.words.text()
    assert not dialog.tabs.isTabVisible(0)


def test_the_next_review_is_answered_anew(
    dialog: ReviewDialog, decided: Session, qtbot: QtBot
) -> None:
    answer(dialog)
    press(dialog.agree, qtbot)
    decided.do(edits.reject(decided.state, ["D01-R001"]))
    dialog.refresh()
    assert dialog.head.text() == "The approval is void"
    assert dialog.tabs.isTabVisible(0)
    assert dialog.tabs.tabText(2) == "Changes (1)"
    with qtbot.waitSignal(dialog.go_to) as led:
        dialog.changes.itemClicked.emit(dialog.changes.item(0))
    assert led.args == ["D01-R001"]
    assert dialog.checklist.left == 10
    assert not dialog.agree.isEnabled()


def test_whoever_decided_is_told_that_they_can_not_approve(
    decided: Session, qtbot: QtBot
) -> None:
    dialog = opened(decided, qtbot, me())
    answer(dialog)
    assert "somebody else must approve" in dialog.who.text()
    assert not dialog.agree.isEnabled()
    dialog.name.setText(REVIEWER)
    assert "from this computer account" in dialog.who.text()


def test_without_a_name_nothing_can_be_answered(decided: Session, qtbot: QtBot) -> None:
    dialog = opened(decided, qtbot, "")
    assert not dialog.checklist.yes.isEnabled()
    assert not dialog.remarks.add.isEnabled()
    assert dialog.waits.text() == "Before Approve: say who reviews."


def test_a_yes_against_what_was_measured_needs_a_word(dialog: ReviewDialog) -> None:
    answer(dialog, comment="")
    assert not dialog.agree.isEnabled()
    assert "“Every page read” needs a comment" in dialog.agree.toolTip()


def test_a_point_with_no_asks_to_send_back_with_a_note(
    dialog: ReviewDialog, decided: Session, qtbot: QtBot
) -> None:
    answer(dialog)
    dialog.checklist.no.click()
    assert not dialog.agree.isEnabled()
    assert not dialog.back.isEnabled()
    dialog.note.setText("D01-R003 is public.")
    press(dialog.back, qtbot)
    assert dialog.head.text() == f"Sent back by {REVIEWER}"
    review = decided.second.standing().review
    assert review is not None
    assert review.note == "D01-R003 is public."
    assert dict(review.checks)["person"] == "no"


def test_answers_are_there_when_the_dialog_is_opened_again(
    dialog: ReviewDialog, decided: Session, qtbot: QtBot
) -> None:
    answer(dialog)
    dialog.close()
    assert decided.second.reviewer == ""
    again = ReviewDialog(decided)
    qtbot.addWidget(again)
    assert again.name.text() == REVIEWER
    assert again.checklist.left == 0
    again.name.setText("Somebody Else")
    again.name.editingFinished.emit()
    assert again.checklist.left == 10


def test_items_lead_to_their_places_and_pages_count_for_the_reviewer(
    dialog: ReviewDialog, decided: Session, qtbot: QtBot
) -> None:
    points = dialog.checklist
    assert "Bo Reviewer opened 0 of 3 pages." in points.said.text()
    with qtbot.waitSignal(points.go_to) as led:
        points.items.itemClicked.emit(points.items.item(0))
    assert led.args == ["D01 p.1"]
    decided.mark_seen("D01", [1, 2])
    qtbot.waitUntil(lambda: "opened 2 of 3" in points.said.text(), timeout=9000)


def test_remarks_are_made_answered_and_settled(
    dialog: ReviewDialog, decided: Session, qtbot: QtBot
) -> None:
    remarks = dialog.remarks
    remarks.suggest("D01 p.2")
    remarks.text.setText("Why is this here?")
    remarks.add.click()
    assert remarks.list.item(0).text() == f"C01  D01 p.2  {REVIEWER}: Why is this here?"
    answer(dialog)
    press(dialog.agree, qtbot)
    assert "not settled" in dialog.problem.text()
    remarks.list.setCurrentRow(0)
    remarks.reply.setText("It is gone.")
    remarks.answer.click()
    assert not decided.state.remarks["C01"].settled
    remarks.settle.click()
    assert decided.state.remarks["C01"].settled
    assert decided.state.remarks["C01"].reply == "It is gone."
    press(dialog.agree, qtbot)
    assert decided.second.standing().holds


def test_a_remark_about_nothing_in_the_case_is_refused(dialog: ReviewDialog) -> None:
    dialog.remarks.about.setText("D77")
    dialog.remarks.text.setText("What is this?")
    dialog.remarks.add.click()
    assert "There is no D77" in dialog.remarks.problem.text()


def test_handing_over_says_what_stands_in_the_way(
    session: Session, qtbot: QtBot
) -> None:
    cases.propose_two_people(session)
    dialog = opened(session, qtbot)
    press(dialog.hand, qtbot)
    assert "still undecided" in dialog.problem.text()
    session.do(edits.accept(session.state, list(session.state.redactions)))
    press(dialog.hand, qtbot)
    assert dialog.head.text() == "Waiting for a second person"
    assert not dialog.hand.isVisible()


def test_a_case_that_waits_says_so(decided: Session, qtbot: QtBot) -> None:
    decided.second.take(lambda file: submit(file, by=me()), me())
    assert opened(decided, qtbot).head.text() == "Waiting for a second person"


def test_a_case_that_changes_while_it_is_looked_over_is_not_approved(
    dialog: ReviewDialog, decided: Session, qtbot: QtBot
) -> None:
    answer(dialog)
    dialog.agree.click()
    decided.do(edits.reject(decided.state, ["D01-R001"]))
    qtbot.waitUntil(lambda: "changed in the meantime" in dialog.problem.text())
    assert not decided.state.reviews


def test_the_points_are_answered_by_keys_and_what_needs_a_word_asks_for_it(
    dialog: ReviewDialog,
) -> None:
    points = dialog.checklist
    points.list.setCurrentRow(0)  # "every page read", and nobody opened one
    points.list.setFocus()
    QTest.keyClick(points.list, Qt.Key.Key_Y)
    assert points.yes.isChecked()
    assert "say why" in points.list.item(0).text()
    assert dialog.focusWidget() is points.comment
    QTest.keyClicks(points.comment, "They hold one line each.")
    QTest.keyClick(points.comment, Qt.Key.Key_Return)
    assert points.list.item(0).text().endswith("yes")
    assert dialog.focusWidget() is points.list
    assert points.list.currentRow() == 1
    QTest.keyClick(points.list, Qt.Key.Key_Y)
    assert points.list.item(1).text().endswith("yes")
    assert points.list.currentRow() == 2
    QTest.keyClick(points.list, Qt.Key.Key_N)
    assert points.no.isChecked()
    assert points.list.currentRow() == 2


def test_a_comment_being_typed_outlives_a_new_measure(
    dialog: ReviewDialog, decided: Session, qtbot: QtBot
) -> None:
    points = dialog.checklist
    points.list.setCurrentRow(0)
    points.comment.setFocus()
    QTest.keyClicks(points.comment, "They hold one ")
    decided.mark_seen("D01", [1, 2])
    qtbot.waitUntil(lambda: "opened 2 of 3" in points.said.text(), timeout=9000)
    assert points.comment.text().startswith("They hold one")
