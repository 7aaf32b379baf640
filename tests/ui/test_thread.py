"""In the window: what is quoted elsewhere is seen, and decided once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from redactor import tasks
from redactor.model import Redaction, Status
from redactor.work import finish
from tests import make
from tests.redactor.find.test_echoes import FIRST, PARAGRAPH, QUOTED, marked
from tests.ui.windows import desk_of, opened
from ui.window import Window

PATIENCE = 20_000  # milliseconds until a process of its own has answered


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    quoted = [*QUOTED[:2], *(f"> {line}" for line in FIRST), "And much else. " * 5]
    file = make.case_file(
        tmp_path,
        first=make.text_pdf(FIRST),
        second=make.text_pdf(QUOTED),
        third=make.text_pdf([*quoted, "So said everybody who was there on that day."]),
    )
    path = file.path
    file.close()
    finish(tasks.read(path))
    with opened(qtbot, path) as made:
        yield made


def rows(window: Window) -> list[Redaction]:
    return desk_of(window).session.state.in_order()


def test_a_paragraph_drawn_once_is_withheld_in_the_thread(
    window: Window, qtbot: QtBot
) -> None:
    desk = desk_of(window)
    desk.session.put_setting("codes", "s.42")
    desk.pages.drawn.emit(marked(desk.session._file, PARAGRAPH))
    qtbot.waitUntil(lambda: len(rows(window)) == 3, timeout=PATIENCE)
    assert [r.document for r in rows(window)] == ["D01", "D02", "D03"]
    assert {r.exemptions for r in rows(window)} == {("s.42",)}
    words = window.messages.words.text()
    assert "withheld in 2 more places: D02 page 1, D03 page 1" in words
    desk.choose(["D01-R001"])
    window.actions_["reject"].trigger()
    qtbot.waitUntil(
        lambda: {r.status for r in rows(window)} == {Status.REJECTED}, timeout=PATIENCE
    )
    window.messages.button.click()
    assert {r.status for r in rows(window)[1:]} == {Status.ACCEPTED}


def test_the_documents_say_which_message_is_quoted_where(window: Window) -> None:
    model = desk_of(window).documents.model
    first, last = model.index_of("D01"), model.index_of("D03")
    assert "all in" in model.item(first).note
    assert "All of this is quoted in" in model.item(first).thread
    assert "It quotes all of D01" in model.item(last).thread
