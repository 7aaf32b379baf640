"""Mail and folders dropped on the window, what a file hides, and its original."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from tests import mails, make, offices
from tests.ui import cases
from tests.ui.windows import desk_of, opened
from ui.files import report
from ui.window import Window


@pytest.fixture
def answers() -> cases.Answers:
    return cases.Answers()


@pytest.fixture
def window(answers: cases.Answers, tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    make.empty_case(tmp_path).close()
    with opened(qtbot, tmp_path / "case.foicase", answers) as made:
        yield made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in scope"
    path.mkdir()
    book = offices.xlsx(
        lambda book: setattr(book.create_sheet("B"), "sheet_state", "hidden")
    )
    data = mails.eml(attached=[("figures.xlsx", book)])
    (path / "mail.eml").write_bytes(data)
    for number in range(9):
        (path / f"bad {number}.mp4").write_bytes(bytes([number + 1, 0, 1]))
    return path


def take(window: Window, qtbot: QtBot, path: Path) -> None:
    session = desk_of(window).session
    with qtbot.waitSignal(session.took_in, timeout=60_000):
        window.take([path])


def test_a_dropped_folder_is_taken_and_the_report_can_be_read_in_full(
    window: Window, answers: cases.Answers, folder: Path, qtbot: QtBot
) -> None:
    take(window, qtbot, folder)
    model = desk_of(window).documents.model
    items = [model.item(model.index(row, 0)) for row in range(model.rowCount())]
    assert [(i.document.name, i.depth, i.attached) for i in items] == [
        ("mail.eml", 0, 1),
        ("figures.xlsx", 1, 0),
    ]
    assert "+ 1 attachment" in items[0].sentence
    assert "came with D01" in items[1].sentence
    said = window.messages.words.text()
    assert said.startswith("2 documents added.")
    assert said.endswith("and 4 more.")
    window.messages.button.click()
    assert answers.asked[-1].count("Not added") == 9


def test_what_a_file_hides_is_said_and_its_original_opens_after_asking(
    window: Window, answers: cases.Answers, folder: Path, qtbot: QtBot
) -> None:
    take(window, qtbot, folder)
    panel = desk_of(window).documents
    _, hides, original = panel.menu_of(panel.model.index(1, 0)).actions()
    hides.trigger()
    assert "Sheet 2 is hidden" in answers.asked[-1]
    original.trigger()
    assert answers.asked[-1] == "original figures.xlsx"
    assert answers.opened is None
    answers.stop = True
    original.trigger()
    assert answers.opened is not None
    assert answers.opened.name == "figures.xlsx"
    assert answers.opened.read_bytes().startswith(b"PK")
    window.close()
    assert not answers.opened.exists()


def test_nothing_to_say_is_no_report() -> None:
    assert report(0, []) == ""


def test_a_file_that_is_there_already_is_no_alarm(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    again = tmp_path / "again.pdf"
    again.write_bytes(make.pdf("The same, twice"))
    take(window, qtbot, again)
    take(window, qtbot, again)
    said = window.messages.words.text()
    assert said == (
        "again.pdf is the same file as D01, again.pdf. Nothing to do: it is in the "
        "case already."
    )
    assert window.messages.property("kind") == "info"
    again.with_name("b.mp4").write_bytes(b"\1\0\1")
    take(window, qtbot, tmp_path)
    assert window.messages.property("kind") == "warning"


def test_personal_data_asked_for_while_pages_are_read_is_found_afterwards(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "letter.pdf"
    path.write_bytes(make.pdf("Yours sincerely\nJane Smith"))
    session = desk_of(window).session
    session.add_files([path])
    window.files.propose(session)
    assert "as soon as the pages are read" in window.messages.words.text()
    qtbot.waitUntil(lambda: bool(session.state.redactions), timeout=60_000)
