"""A refused release is put right in its dialog, and tried again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.edits import Mark
from redactor.model import Change, Person, PersonDecision, Redaction, Status
from tests import make
from ui.dialogs.release import ReleaseDialog
from ui.session import Session

PATIENCE = 20_000
PAGES = ("Dear Jane Smith\nplease call", "Smith was there\nwith Tom", "Ask Smith again")


@pytest.fixture
def session(qapp: object, tmp_path: Path) -> Iterator[Session]:
    """Jane Smith is withheld on page 1; pages 2 and 3 name her again."""
    file = make.case_file(tmp_path, letter=make.pdf(*PAGES))
    words = file.words(file.state.documents["D01"], 1)
    assert words is not None
    start = words.text.text.index("Jane Smith")
    mark = Mark("D01", 1, words.text.rects(start, start + 10), "Jane Smith")
    drawn = edits.draw(file.state, [mark], exemptions=("s.40(2)",)).added[0]
    assert isinstance(drawn, Redaction)
    change = Change("draw", "", (), (replace(drawn, label="PERSON"),))
    file.apply(change, by="A Caseworker")
    file.close()
    opened = Session(tmp_path / "case.foicase")
    yield opened
    opened.close()


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> ReleaseDialog:
    """The dialog after the proof found what is left."""
    made = ReleaseDialog(session, 0)
    qtbot.addWidget(made)
    made.show()
    release(made, qtbot, "Nothing was released")
    return made


def release(dialog: ReleaseDialog, qtbot: QtBot, end: str) -> None:
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.head.text() == end, timeout=PATIENCE)


def press(button: QPushButton, dialog: ReleaseDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.findings._session.changed, timeout=PATIENCE):
        button.click()


def made(session: Session) -> list[tuple[int, Status]]:
    rows = session.state.redactions.values()
    new = [r for r in rows if isinstance(r, Redaction) and r.serial != "D01-R001"]
    return [(row.page, row.status) for row in new]


def test_a_finding_is_said_with_the_text_that_the_case_withholds(
    dialog: ReleaseDialog,
) -> None:
    words = dialog.findings.list.item(0).text()
    assert words.startswith("D01, page 2: “Jane Smith”, or a part of it")
    assert dialog.findings.list.count() == 2
    assert dialog.findings.hide_all.isVisible()


def test_withheld_everywhere_the_release_goes_through_with_one_key(
    dialog: ReleaseDialog, session: Session, qtbot: QtBot
) -> None:
    press(dialog.findings.hide_all, dialog, qtbot)
    assert made(session) == [(2, Status.ACCEPTED), (3, Status.ACCEPTED)]
    assert dialog.findings.left == 0
    assert dialog.main.text() == "&Try again"
    qtbot.waitUntil(dialog.main.hasFocus)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: dialog.head.text().startswith("Written"), timeout=PATIENCE)
    assert not dialog.findings.isVisible()


def test_other_names_of_the_same_person_are_put_right_with_it(
    session: Session, qtbot: QtBot
) -> None:
    row = session.state.redactions["D01-R001"]
    jane = Person("P01", "Jane Smith", decision=PersonDecision.WITHHOLD)
    short = replace(row, serial="D01-R002", text="Smith", person="P01")
    whole = replace(row, person="P01")
    session.do(Change("propose", "", (row,), (whole, short, jane)))
    dialog = ReleaseDialog(session, 0)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.findings.show_findings(
        f"D01, page 2: what redaction {serial} withholds can be read elsewhere on this"
        for serial in ("D01-R001", "D01-R002")
    )
    press(dialog.findings.hide_all, dialog, qtbot)
    assert dialog.findings.left == 0
    assert sorted(session.state.redactions)[2:] == ["D01-R003", "D01-R004"]


def test_what_stays_on_purpose_stays_on_the_pages_selected_only(
    dialog: ReleaseDialog, session: Session, qtbot: QtBot
) -> None:
    press(dialog.findings.leave, dialog, qtbot)
    assert made(session) == [(2, Status.REJECTED)]
    assert dialog.findings.left == 1
    assert "1 finding left" in dialog.findings.said.text()
    dialog.findings.list.selectAll()
    press(dialog.findings.leave, dialog, qtbot)
    assert made(session) == [(2, Status.REJECTED), (3, Status.REJECTED)]
    release(dialog, qtbot, "Written as a draft, and proved")


def test_a_remedy_can_be_taken_back_from_the_dialog(
    dialog: ReleaseDialog, session: Session, qtbot: QtBot
) -> None:
    press(dialog.findings.hide_all, dialog, qtbot)
    QTest.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert made(session) == []
    assert dialog.findings.left == 2


def test_return_shows_the_place_and_lights_it_up(
    dialog: ReleaseDialog, qtbot: QtBot
) -> None:
    with qtbot.waitSignals([dialog.go_to, dialog.show_marks], timeout=PATIENCE):
        QTest.keyClick(dialog.findings.list, Qt.Key.Key_Return)
    assert dialog.head.text() == "Nothing was released"


def test_what_the_proof_would_find_is_said_before_it_runs(
    session: Session, qtbot: QtBot
) -> None:
    dialog = ReleaseDialog(session, 0)
    qtbot.addWidget(dialog)
    dialog.show()
    told = "2 texts withheld in one place"

    def row() -> int:
        texts = [dialog.list.item(n).text() for n in range(dialog.list.count())]
        return next((n for n, t in enumerate(texts) if t.startswith(told)), -1)

    qtbot.waitUntil(lambda: row() >= 0, timeout=PATIENCE)
    dialog.list.setCurrentRow(row())
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert dialog.findings.list.count() == 2
    press(dialog.findings.hide_all, dialog, qtbot)
    release(dialog, qtbot, "Written as a draft, and proved")


def test_after_a_remedy_the_next_finding_is_selected(
    dialog: ReleaseDialog, qtbot: QtBot
) -> None:
    found = dialog.findings
    assert not dialog.looks.isVisible()  # the findings have the room
    found.list.setCurrentRow(0)
    press(found.leave, dialog, qtbot)
    assert found.left == found.list.count() - 1
    assert found.list.currentRow() == 1
    assert [i.row() for i in found.list.selectedIndexes()] == [1]
