"""What an earlier release and another case know of the same documents is used."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from redactor.casefile import CaseFile
from redactor.work import finish
from tests.make import release
from tests.redactor.release.cases import draw, mark
from ui.actions import Actions
from ui.desk import Desk
from ui.dialogs.release import ReleaseDialog
from ui.gathering import Gathering
from ui.panels.message_bar import MessageBar
from ui.session import Session

PATIENCE = 20_000


def copied(session: Session) -> Path:
    """Another case with the same documents, in which one name is withheld."""
    folder = session.path.parent / "other"
    folder.mkdir()
    path = folder / "other.foicase"
    path.write_bytes(session.path.read_bytes())
    with CaseFile.open(path) as file:
        draw(file, mark(file, "Ms Smith"))
        finish(release(file, folder / "release"))
    return path


def test_the_differences_are_listed(session: Session, qtbot: QtBot) -> None:
    earlier = copied(session).parent / "release"
    dialog = ReleaseDialog(session, 0)
    qtbot.addWidget(dialog)
    button = dialog.earlier
    with qtbot.waitSignal(button.compared, timeout=PATIENCE):
        button.compare(earlier)
    assert "1 difference" in button.text()
    listed = [dialog.list.item(n).text() for n in range(dialog.list.count())]
    assert any("withheld in D01 letter.pdf" in line for line in listed)


def test_a_folder_without_a_pdf_is_refused_in_words(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "nothing").mkdir()
    dialog = ReleaseDialog(session, 0)
    qtbot.addWidget(dialog)
    dialog.earlier.compare(tmp_path / "nothing")
    qtbot.waitUntil(dialog.earlier.isEnabled, timeout=PATIENCE)
    assert "no released PDF" in dialog.earlier.text()


def test_what_another_case_withholds_is_proposed(
    session: Session, qtbot: QtBot
) -> None:
    other = copied(session)
    window = QMainWindow()
    desk, messages = Desk(session, Actions(window)), MessageBar()
    qtbot.addWidget(desk)
    qtbot.addWidget(messages)
    Gathering(desk, messages).take_over(other)
    assert "1 place proposed" in messages.words.text()
    (row,) = session.state.redactions.values()
    assert row.why == "withheld in IC-100001-A1B2"
