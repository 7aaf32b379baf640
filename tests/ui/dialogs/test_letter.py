"""The letter and the copy for the disclosure log in the window."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.casefile import CaseFile
from redactor.release.approval import approve
from redactor.release.reply.letter_file import words
from redactor.release.template import usual_template
from redactor.request import Moment
from tests.redactor.release.cases import mark
from ui.dialogs.letter import LetterDialog
from ui.dialogs.log import LogDialog
from ui.session import Session

LONG = 60_000  # milliseconds


@pytest.fixture
def decided(session: Session) -> Session:
    row = replace(session.state.case, requester="Robin Applegate")
    session.do(edits.put(session.state, row, "correct", "details"))
    with CaseFile.attach(session.path) as file:
        texts = ("Ms Smith", "Jane Smith", "Tom Ashby")
        marks = [mark(file, text) for text in texts]
        marks.append(mark(file, "Jane Smith", "D02"))
    session.do(edits.draw(session.state, marks, exemptions=("s.40(2)",)))
    return session


def opened(session: Session, qtbot: QtBot) -> LetterDialog:
    dialog = LetterDialog(session)
    qtbot.addWidget(dialog)
    dialog.show()
    looked(dialog, qtbot)
    return dialog


def looked(dialog: LetterDialog, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: dialog.head.text() != "Looking at the letter", timeout=LONG)


def approved(session: Session) -> None:
    """As the second person does it."""
    with CaseFile.attach(session.path) as file:
        change = approve(file, by="A Reviewer")
    session.do(change)


def test_it_says_what_keeps_the_letter_from_being_final(
    decided: Session, qtbot: QtBot
) -> None:
    dialog = opened(decided, qtbot)
    assert dialog.head.text() == "The letter is a draft"
    assert dialog.list.item(0).text().startswith("Nobody has approved it.")
    path = Path(dialog.path.text())
    assert path.name == "case letter - DRAFT NOT APPROVED.docx"
    dialog.main.click()
    assert "DRAFT - NOT APPROVED" in words(path.read_bytes())
    assert dialog.main.text() == "&Open the letter"
    with CaseFile.attach(decided.path) as file:
        assert file.events()[-1].act == "letter"


def test_a_letter_of_an_approved_case_is_final(decided: Session, qtbot: QtBot) -> None:
    approved(decided)
    dialog = opened(decided, qtbot)
    assert dialog.head.text() == "The letter is final"
    (reminder,) = [dialog.list.item(n).text() for n in range(dialog.list.count())]
    assert "no address of the authority" in reminder
    dialog.path.setText(str(decided.path.with_name("answer")))
    dialog.main.click()
    written = decided.path.with_name("answer.docx").read_bytes()
    assert "Robin Applegate" in words(written)


def test_another_date_is_looked_at_again(decided: Session, qtbot: QtBot) -> None:
    approved(decided)
    received = decided.state.case.received
    decided.do(
        edits.put(
            decided.state, Moment("T01", "answered", received), "clock", "answered"
        )
    )
    dialog = opened(decided, qtbot)
    assert dialog.date.date() == QDate(received.year, received.month, received.day)
    dialog.date.setDate(dialog.date.date().addDays(1))
    looked(dialog, qtbot)
    assert "another date" in dialog.list.item(0).text()


def test_an_own_template_is_chosen_and_given_up(
    decided: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    document = Document(str(usual_template()))
    document.add_paragraph("[Name of officer]")
    own = tmp_path / "own.docx"
    document.save(str(own))
    approved(decided)
    dialog = opened(decided, qtbot)
    dialog.use(own)
    looked(dialog, qtbot)
    assert dialog.template.text() == str(own)
    said = [dialog.list.item(n).text() for n in range(dialog.list.count())]
    assert "the letter's template changed since" in said[0]
    assert any("placeholder" in one for one in said)
    dialog.use(tmp_path / "none.docx")
    assert "can't be used as a template" in dialog.head.text()
    dialog.usual.click()
    looked(dialog, qtbot)
    assert dialog.head.text() == "The letter is final"


def test_a_copy_for_the_log_is_written_or_refused(
    decided: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    approved(decided)
    with qtbot.waitSignal(decided.release(out).succeeded, timeout=LONG):
        pass
    dialog = LogDialog(decided)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.release.text() == str(out)
    dialog.title.setText("Asked by Robin Applegate")
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.list.count() > 0, timeout=LONG)
    assert dialog.head.text() == "Nothing was written"
    assert "tells who asked" in dialog.list.item(0).text()
    dialog.title.setText("Minutes of a meeting")
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.main.text() == "&Open folder", timeout=LONG)
    page = Path(dialog.folder.text()) / "index.html"
    assert "<h1>Minutes of a meeting</h1>" in page.read_text("utf-8")
    with CaseFile.attach(decided.path) as file:
        assert file.events()[-1].act == "log"


def test_a_case_that_does_not_say_who_asked_is_told_so(
    session: Session, qtbot: QtBot
) -> None:
    dialog = LogDialog(session)
    qtbot.addWidget(dialog)
    assert "does not say who asked" in dialog.list.item(0).text()
    dialog.release.clear()
    dialog.main.click()
    assert dialog.list.item(0).text().startswith("Choose the release")
