"""The release dialog: what stands in the way, how far it is, what came of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.errors import ReleaseRefused
from redactor.hints import Hint
from redactor.work import Progress
from tests.ui import cases
from ui.dialogs.obstacles import obstacles
from ui.dialogs.release import ReleaseDialog
from ui.session import Session


@pytest.fixture
def decided(session: Session) -> Session:
    cases.propose_two_people(session)
    session.do(edits.accept(session.state, list(session.state.redactions)))
    return session


@pytest.fixture
def dialog(decided: Session, qtbot: QtBot) -> ReleaseDialog:
    made = ReleaseDialog(decided, 0)
    qtbot.addWidget(made)
    made.show()
    return made


def rows(dialog: ReleaseDialog) -> list[str]:
    found = dialog.findings.list
    return [found.item(at).text() for at in range(found.count())]


def test_what_is_undecided_or_without_a_code_stands_in_the_way(
    session: Session,
) -> None:
    cases.propose_two_people(session)
    session.do(edits.accept(session.state, ["D01-R001"]))
    session.do(edits.assign(session.state, ["D01-R001"], ()))
    found = obstacles(session, 2)
    names = ", ".join(session.state.documents)
    assert [(o.words, o.go, o.blocks) for o in found] == [
        ("3 places undecided: go to the first", "undecided", True),
        ("1 place withheld without a code: show them", "codes", True),
        (
            "Nobody has approved it. The release will be marked as a draft: review",
            "review",
            False,
        ),
        (f"Never searched for personal data: {names}. Search now", "unsearched", False),
        ("2 pages never opened: go to the next (O)", "unseen", False),
    ]


def test_a_case_that_is_not_ready_can_not_be_released(
    session: Session, qtbot: QtBot
) -> None:
    cases.propose_two_people(session)
    dialog = ReleaseDialog(session, 0)
    qtbot.addWidget(dialog)
    assert "not ready" in dialog.head.text()
    assert not dialog.main.isEnabled()
    with qtbot.waitSignal(dialog.go) as led:
        dialog.list.setCurrentRow(0)
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    assert led.args == ["undecided"]


def test_the_list_follows_the_case(session: Session, qtbot: QtBot) -> None:
    cases.propose_two_people(session)
    dialog = ReleaseDialog(session, 0)
    qtbot.addWidget(dialog)
    session.do(edits.accept(session.state, list(session.state.redactions)))
    dialog.show_obstacles(0)
    assert dialog.head.text() == "Ready to release"
    assert dialog.main.isEnabled()


def test_a_free_folder_beside_the_case_is_offered(
    dialog: ReleaseDialog, decided: Session, qtbot: QtBot
) -> None:
    folder = Path(dialog.folder.text())
    assert folder == decided.path.with_name("case release")
    folder.mkdir()
    again = ReleaseDialog(decided, 0)
    qtbot.addWidget(again)
    assert Path(again.folder.text()).name == "case release 2"


def test_progress_is_shown_and_it_can_be_stopped(
    dialog: ReleaseDialog, qtbot: QtBot
) -> None:
    dialog.main.click()
    assert dialog.bar.isVisible()
    assert dialog.main.text() == "&Stop"
    dialog.close()
    assert dialog.isVisible()
    dialog.main.click()
    qtbot.waitUntil(lambda: dialog.head.text() == "Ready to release", timeout=20_000)


def test_findings_lead_to_their_page(
    dialog: ReleaseDialog, decided: Session, qtbot: QtBot
) -> None:
    dialog.main.click()
    job = dialog._job
    assert job is not None
    job.report(Progress(41, 100, "D01 page 2"))
    assert dialog.bar.value() == 41
    job.done = True
    job.failed.emit(
        ReleaseRefused(
            "The proof failed.",
            "Withhold it there too.",
            ("D02 page 1: a withheld name is still there",),
        )
    )
    assert dialog.head.text() == "Nothing was released"
    assert rows(dialog) == ["D02 page 1: a withheld name is still there"]
    with qtbot.waitSignal(dialog.go_to) as led:
        QTest.keyClick(dialog.findings.list, Qt.Key.Key_Return)
    assert led.args == ["D02", 1]
    assert not dialog.findings.hide_all.isVisible()
    dialog.show_obstacles(1)  # as the window does when another page comes into view
    assert dialog.head.text() == "Nothing was released"
    decided.do(edits.reset(decided.state, ["D01-R001"]))
    dialog.main.click()
    assert "not ready" in dialog.head.text()


def test_when_it_is_done_the_folder_can_be_opened(dialog: ReleaseDialog) -> None:
    dialog.main.click()
    job = dialog._job
    assert job is not None
    job.succeeded.disconnect()
    job.succeeded.connect(lambda _: dialog._done(Path("/somewhere")))
    job.succeeded.emit("{}")
    assert dialog.head.text() == "Released, and proved"
    assert dialog.main.text() == "&Open folder"
    assert "/somewhere" in dialog.words.text()


def test_what_hints_at_a_name_is_listed_and_leads_to_its_page(
    dialog: ReleaseDialog, qtbot: QtBot
) -> None:
    places = [Hint("initials", "D02", n, "P01", "letters") for n in range(1, 15)]
    dialog._hinted(places)
    lines = [dialog.list.item(at).text() for at in range(dialog.list.count())]
    assert "D02, page 3: letters" in lines
    assert any(text.startswith("2 more places") for text in lines)
    assert dialog.main.isEnabled()
    with qtbot.waitSignal(dialog.go_to) as went:
        dialog._follow(dialog.list.item(lines.index("D02, page 3: letters")))
    assert went.args == ["D02", 3]


def test_the_documents_can_go_out_as_plain_text_too(
    dialog: ReleaseDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    """The case still shows a name: its text is searched like its pages."""
    dialog.texts.setChecked(True)
    dialog.folder.setText(str(tmp_path / "out"))
    dialog.main.click()
    qtbot.waitUntil(
        lambda: dialog.head.text() == "Nothing was released", timeout=60_000
    )
    assert any("D01 as text" in row for row in rows(dialog))
