"""How a release looks is chosen before it, and remembered with the case."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractButton, QLabel
from pytestqt.qtbot import QtBot

from redactor.release.looks import SETTING, Fill, Look, Whole, look_of
from ui.dialogs.looks import LookChoices
from ui.dialogs.release import ReleaseDialog
from ui.session import Session


@pytest.fixture
def choices(session: Session, qtbot: QtBot) -> LookChoices:
    made = LookChoices(session)
    qtbot.addWidget(made)
    made.show()
    return made


def test_every_choice_is_kept_at_once(choices: LookChoices, session: Session) -> None:
    choices.fill.setCurrentIndex(2)
    choices.bundle.setCurrentIndex(1)
    choices.reference.click()
    choices.running.setText("FOI-")
    choices.running.editingFinished.emit()
    wanted = Look(fill=Fill.GREY, reference=True, running="FOI-", bundle=True)
    assert look_of(session.setting(SETTING)) == wanted


def test_the_look_is_shown_as_it_was_left(session: Session, qtbot: QtBot) -> None:
    left = Look(fill=Fill.WHITE, whole=Whole.LEFT_OUT, running="A")
    session.put_setting(SETTING, left.as_text())
    made = LookChoices(session)
    qtbot.addWidget(made)
    assert made.look == left


def test_pages_say_their_number_where_others_are_left_out(choices: LookChoices) -> None:
    assert choices.numbers.isEnabled()
    choices.whole.setCurrentIndex(1)
    assert not choices.numbers.isEnabled()


def test_every_field_has_a_name_for_a_screen_reader(choices: LookChoices) -> None:
    for field in (choices.fill, choices.whole, choices.bundle, choices.running):
        assert field.accessibleName()


def test_related_cases_are_kept_with_the_case(
    choices: LookChoices, session: Session
) -> None:
    choices.related.setText("IC-311642-V7P8, FS50379341")
    choices.related.editingFinished.emit()
    assert session.related() == ("IC-311642-V7P8", "FS50379341")


def test_no_letter_of_the_release_dialog_is_taken_twice(
    session: Session, qtbot: QtBot
) -> None:
    dialog = ReleaseDialog(session, 0)
    qtbot.addWidget(dialog)
    shown = [*dialog.findChildren(QAbstractButton), *dialog.findChildren(QLabel)]
    texts = [widget.text() for widget in shown]
    letters = [t[t.index("&") + 1].lower() for t in texts if "&" in t]
    assert len(letters) > 12
    assert sorted(set(letters)) == sorted(letters)
