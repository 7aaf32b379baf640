"""The figures: bars with their numbers in words."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from redactor import edits
from tests.ui import cases
from ui.dialogs.figures import FiguresDialog
from ui.session import Session


def test_bars_say_their_numbers_and_pages_never_opened_are_a_warning(
    session: Session, qtbot: QtBot
) -> None:
    cases.propose_two_people(session)
    session.do(edits.accept(session.state, ["D01-R001"]))
    dialog = FiguresDialog(session.second.figures())
    qtbot.addWidget(dialog)
    dialog.show()
    told = {bars.accessibleName(): bars.accessibleDescription() for bars in dialog.bars}
    assert told["By exemption"] == "s.40(2): 1 withheld"
    assert "D01: 1 withheld, 2 undecided" in told["By document"]
    assert "3 pages never opened." in dialog.warnings.text()
    assert dialog.grab().size().width() > 0
