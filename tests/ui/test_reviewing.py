"""The review at the window: the stage in the header, and Undo."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.release.approval import approve, send_back, submit
from tests import make
from tests.ui import cases
from tests.ui.windows import opened
from ui.reviewing import Reviewing
from ui.window import Window

REVIEWER = "Bo Reviewer"


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    """A case in which everything is decided."""
    letter, minutes = make.pdf("Dear Ms Smith", "Second page."), make.pdf("Minutes")
    file = make.case_file(tmp_path, letter=letter, minutes=minutes)
    there = cases.two_people()
    people, rows = there.people.values(), there.redactions.values()
    file.apply(edits.propose(file.state, people, rows), by="A Caseworker")
    accepted = edits.accept(file.state, list(file.state.redactions))
    file.apply(accepted, by="A Caseworker")
    file.close()
    answers = cases.Answers()
    answers.stop = True
    with opened(qtbot, tmp_path / "case.foicase", answers) as made:
        yield made


def stage(window: Window, qtbot: QtBot, words: str) -> None:
    """The review's stage says so, soon."""
    text = window.header.review.text
    qtbot.waitUntil(lambda: text().startswith(f"2  Review: {words}"))


def approved(window: Window) -> str:
    assert window.desk is not None
    second = window.desk.session.second
    second.take(lambda file: approve(file, by=REVIEWER), REVIEWER)
    return second.standing().code


def test_the_stage_says_how_the_case_stands(window: Window, qtbot: QtBot) -> None:
    assert window.desk is not None
    session = window.desk.session
    assert window.header.review.property("now")
    session.second.take(lambda file: submit(file, by="A Caseworker"), "A Caseworker")
    stage(window, qtbot, "waiting")
    session.second.take(lambda file: send_back(file, by=REVIEWER, note="No."), REVIEWER)
    stage(window, qtbot, "sent back")
    code = approved(window)
    stage(window, qtbot, f"approved {code}")
    assert REVIEWER in window.header.review.accessibleDescription()
    assert window.header.release.text() == "3  Release: ready"
    session.do(edits.reject(session.state, ["D01-R001"]))
    stage(window, qtbot, "void, 1 change since")
    assert window.header.release.text() == "3  Release"


def test_missing_reasons_stand_in_the_way(window: Window, qtbot: QtBot) -> None:
    assert window.desk is not None
    session = window.desk.session
    session.do(edits.assign(session.state, ["D01-R001"], ("s.42(1)",)))
    qtbot.waitUntil(lambda: "reasons missing" in window.header.review.text())


def test_undo_takes_an_approval_back_only_when_somebody_says_so(
    window: Window, qtbot: QtBot
) -> None:
    assert window.desk is not None
    session = window.desk.session
    approved(window)
    window.actions_["undo"].trigger()
    assert session.second.standing().holds
    assert "take back the approval" in window.messages.words.text()
    window.messages.button.click()
    assert not session.second.standing().holds
    assert session.state.reviews == {}


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_the_dialog_leads_to_places_and_closes_with_the_case(
    window: Window, qtbot: QtBot
) -> None:
    window.header.review.click()
    assert window.desk is not None
    dialog = Reviewing.of(window.desk).dialog
    assert dialog is not None
    assert dialog.isVisible()
    dialog.go_to.emit("D01-R002")
    assert window.desk.serials == ["D01-R002"]
    assert dialog.remarks.about.text() == "D01-R002"
    dialog.go_to.emit("D02 p.1")
    qtbot.waitUntil(
        lambda: window.desk is not None and window.desk.where.document == "D02"
    )
    dialog.go_to.emit("P01")
    assert window.desk.tabs.currentWidget() is window.desk.redactions
    window.actions_["close_case"].trigger()
    assert window.desk is None
    assert not dialog.isVisible()
