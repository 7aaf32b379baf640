"""A document in the window: what it is called, what becomes of it, under what."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from redactor.request import Outcome
from tests import make
from tests.redactor.release.cases import draw, mark
from ui.dialogs.document import DocumentDialog
from ui.drafts import recover
from ui.fields import Line, Pick
from ui.session import Session

Key = Qt.Key


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    pages = make.pdf("Dear Jane Smith\nNo."), make.pdf("Minutes")
    file = make.case_file(tmp_path, letter=pages[0], minutes=pages[1])
    draw(file, mark(file, "Jane Smith"))
    path = file.path
    file.close()
    made = Session(path)
    yield made
    made.close()


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> DocumentDialog:
    made = DocumentDialog(session, "D01")
    qtbot.addWidget(made)
    made.show()
    return made


def write(field: QWidget, words: str) -> None:
    field.setFocus()
    if isinstance(field, Line) and field.completer() is not None:
        field.setText(words)  # keys would open what is offered
        field.editingFinished.emit()
        return
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Key.Key_Tab)


def pick(field: object, value: str) -> None:
    assert isinstance(field, Pick)
    field.show_value(value)
    field.left.emit()


def test_each_field_is_kept_as_it_is_left(
    dialog: DocumentDialog, session: Session
) -> None:
    write(dialog.fields["Title"], "Letter of refusal")
    write(dialog.fields["Note"], "Page 2 is missing from the original")
    row = session.state.documents["D01"]
    assert (row.title, row.note) == (
        "Letter of refusal",
        "Page 2 is missing from the original",
    )
    session.undo()
    assert dialog.fields["Note"].value() == ""


def test_an_outcome_asks_for_what_it_needs(
    dialog: DocumentDialog, session: Session
) -> None:
    link, codes = dialog.fields["Link"], dialog.fields["Codes"]
    assert not dialog.rows.isRowVisible(link)
    pick(dialog.fields["Outcome"], str(Outcome.ELSEWHERE))
    assert dialog.rows.isRowVisible(link)
    assert "does not say where" in dialog.lacks.text()
    write(link, "https://www.example.org/minutes")
    write(codes, "21(1)")
    row = session.state.documents["D01"]
    assert row.outcome is Outcome.ELSEWHERE
    assert row.link == "https://www.example.org/minutes"
    assert row.exemptions == ("s.21(1)",)
    assert dialog.lacks.isHidden()
    pick(dialog.fields["Outcome"], "")
    assert session.state.documents["D01"].outcome is None


def test_the_next_document_is_described_without_closing(
    dialog: DocumentDialog, session: Session
) -> None:
    title = dialog.fields["Title"]
    assert isinstance(title, Line)
    QTest.keyClicks(title, "The letter")
    pick(dialog.which, "D02")
    assert title.text() == ""
    write(title, "The minutes")
    rows = session.state.documents
    assert (rows["D01"].title, rows["D02"].title) == ("The letter", "The minutes")


def test_what_cannot_be_kept_is_refused_and_goes_back(
    dialog: DocumentDialog, session: Session
) -> None:
    pick(dialog.fields["Outcome"], str(Outcome.WITHHELD))
    write(dialog.fields["Codes"], "31")
    assert session.state.documents["D01"].exemptions == ()
    assert dialog.said.text()
    assert dialog.fields["Codes"].value() == ""


def test_words_that_tell_what_is_withheld_are_told_while_they_are_typed(
    dialog: DocumentDialog,
) -> None:
    QTest.keyClicks(dialog.fields["Title"], "Letter to Jane Smith")
    assert dialog.said.text() == "It says what D01-R001 withholds."


def test_what_was_typed_when_the_window_went_down_is_taken_in(
    dialog: DocumentDialog, session: Session, qtbot: QtBot
) -> None:
    QTest.keyClicks(dialog.fields["Type"], "letter")
    qtbot.waitUntil(lambda: bool(session.setting("draft")))
    assert recover(session)
    assert session.state.documents["D01"].kind == "letter"
