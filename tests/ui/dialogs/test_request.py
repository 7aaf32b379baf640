"""The request in the window: taken down, split into parts, each part answered."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from redactor.casefile import Version
from redactor.parts import take_parts
from redactor.request import Decision, Outcome
from tests.ui import cases
from ui.dialogs.request import RequestDialog
from ui.dialogs.versions import told
from ui.fields import Line, Pick, Prose
from ui.session import Session

TEXT = "Please send me:\n1. All minutes.\n2. The cost of the road."
Key = Qt.Key


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> RequestDialog:
    made = RequestDialog(session)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def parted(session: Session, dialog: RequestDialog) -> RequestDialog:
    session.do(take_parts(session.state, TEXT))
    dialog.tabs.setCurrentIndex(1)
    return dialog


def write(field: QWidget, words: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Key.Key_Tab)


def answer(dialog: RequestDialog, outcome: Outcome) -> None:
    pick = dialog.part_form.fields["outcome"]
    assert isinstance(pick, Pick)
    pick.show_value(str(outcome))
    pick.left.emit()


def shown(dialog: RequestDialog, name: str) -> bool:
    form = dialog.part_form
    return form.rows.isRowVisible(form.fields[name])


def test_an_empty_request_waits_to_be_pasted(
    dialog: RequestDialog, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: dialog.focusWidget() is dialog.fields["request"])


def test_the_details_are_kept_as_each_is_left(
    dialog: RequestDialog, session: Session
) -> None:
    write(dialog.fields["title"], "Minutes of 2024")
    write(dialog.fields["requester"], "A Person")
    write(dialog.fields["related"], "F-1, F-2")
    case = session.state.case
    assert (case.title, case.requester) == ("Minutes of 2024", "A Person")
    assert case.related == ("F-1", "F-2")
    assert case.received == cases.CASE.received
    session.undo()
    assert dialog.fields["related"].value() == ""


def test_the_request_is_split_by_its_numbers(
    dialog: RequestDialog, session: Session
) -> None:
    assert not dialog.take.isEnabled()
    field = dialog.fields["request"]
    assert isinstance(field, Prose)
    field.setPlainText(TEXT)
    assert dialog.counted.text() == "2 numbered parts: 1, 2"
    dialog.take.click()
    parts = [(p.number, p.text) for p in session.state.parts.values()]
    assert parts == [("1", "All minutes."), ("2", "The cost of the road.")]
    assert dialog.tabs.tabText(1) == "&Parts (2)"
    assert dialog.part_form.fields["text"].value() == "All minutes."


def test_parts_are_added_numbered_anew_and_taken_out(
    dialog: RequestDialog, session: Session
) -> None:
    dialog.tabs.setCurrentIndex(1)
    assert dialog.empty.isVisible()
    dialog.add.click()
    dialog.add.click()
    assert [p.number for p in session.state.parts.values()] == ["1", "2"]
    number = dialog.part_form.fields["number"]
    assert isinstance(number, Line)
    number.selectAll()
    write(number, "1")
    assert "a part 1 already" in dialog.said.text()
    assert number.value() == "2"
    number.selectAll()
    write(number, "1(b)")
    assert session.state.parts["Q02"].number == "1(b)"
    dialog.remove.click()
    assert list(session.state.parts) == ["Q01"]


@pytest.mark.parametrize(
    ("outcome", "there", "absent"),
    [
        (Outcome.PENDING, {"until"}, {"link", "exemptions"}),
        (Outcome.ELSEWHERE, {"link", "exemptions"}, {"until"}),
        (Outcome.NCND, {"exemptions"}, {"link", "until"}),
        (Outcome.NOT_HELD, {"answer"}, {"link", "until", "exemptions"}),
    ],
)
def test_an_outcome_asks_for_what_it_needs(
    parted: RequestDialog, outcome: Outcome, there: set[str], absent: set[str]
) -> None:
    answer(parted, outcome)
    names = there | absent
    assert {name for name in names if shown(parted, name)} == there


def test_what_an_outcome_still_lacks_is_said_and_goes(
    parted: RequestDialog, session: Session
) -> None:
    answer(parted, Outcome.ELSEWHERE)
    assert session.state.parts["Q01"].outcome is Outcome.ELSEWHERE
    assert "Give the link" in parted.part_form.lacks.text()
    write(parted.part_form.fields["link"], "https://example.org/minutes")
    assert parted.part_form.lacks.isHidden()
    item = parted.list.topLevelItem(0)
    assert item is not None
    assert item.text(1) == "Available elsewhere"


def test_a_code_that_is_none_is_refused_and_said(
    parted: RequestDialog, session: Session
) -> None:
    answer(parted, Outcome.REFUSED)
    field = parted.part_form.fields["exemptions"]
    assert isinstance(field, Line)
    field.setText("s.99")
    field.editingFinished.emit()
    assert "s.99" in parted.said.text()
    assert field.value() == ""
    offered = field.completer()
    assert offered is not None
    offered.setCompletionPrefix("12(1")
    assert offered.currentCompletion() == "s.12(1)"
    field.setText(offered.currentCompletion())
    offered.activated[str].emit("s.12(1)")
    assert session.state.parts["Q01"].exemptions == ("s.12(1)",)
    assert parted.said.isHidden()


def test_documents_come_to_a_part_as_they_are_ticked(
    parted: RequestDialog, session: Session
) -> None:
    item = parted.part_form.documents.item(1)
    item.setCheckState(Qt.CheckState.Checked)
    assert session.state.documents["D02"].parts == ("Q01",)
    parted.choose("Q02")
    state = parted.part_form.documents.item(1).checkState()
    assert state == Qt.CheckState.Unchecked
    parted.choose("Q01")
    parted.part_form.documents.item(1).setCheckState(Qt.CheckState.Unchecked)
    assert session.state.documents["D02"].parts == ()


def test_closing_keeps_what_is_being_written(
    parted: RequestDialog, session: Session
) -> None:
    field = parted.part_form.fields["answer"]
    field.setFocus()
    QTest.keyClicks(field, "Nothing is held.")
    parted.put_away()
    assert session.state.parts["Q01"].answer == "Nothing is held."


def test_versions_say_who_said_what_first_the_newest_at_the_head() -> None:
    first = Decision("J01", "s.42(1)", answers=(("for", "Openness"),))
    later = Decision("J01", "s.42(1)", answers=(("against", "Candour"),))
    at = dt.datetime(2024, 10, 1, 12, tzinfo=dt.UTC).isoformat()
    newest, oldest = told([Version(at, "A", first), Version(at, "B", later)])
    assert oldest.startswith("First said on 1 October 2024")
    assert oldest.endswith("by A\nWhat speaks for release?\n    Openness")
    assert "by B" in newest
    assert "What speaks for release?\n    (taken out)" in newest
    assert "What speaks for withholding?\n    Candour" in newest
