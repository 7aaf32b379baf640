"""References of other cases are looked for beside the window, which says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.edits import Mark
from redactor.model import Rect
from redactor.release.lacking import missing_in
from redactor.release.related import relate
from tests import make
from ui.session import Session

OTHER = "IC-335210-T7S5"
PATIENCE = 30_000  # milliseconds


@pytest.fixture
def session(qtbot: QtBot, tmp_path: Path) -> Iterator[Session]:
    del qtbot
    make.case_file(tmp_path, letter=make.pdf(f"Reference {OTHER}", "Dear Sir")).close()
    made = Session(tmp_path / "case.foicase")
    yield made
    made.close()


def looked(qtbot: QtBot, session: Session) -> list[str]:
    qtbot.waitUntil(lambda: not session.references.looking, timeout=PATIENCE)
    assert session.missing() == session.ask(missing_in)
    return [one.about for one in session.missing()]


def test_what_a_page_shows_is_missing_once_it_was_looked_at(
    qtbot: QtBot, session: Session
) -> None:
    assert session.references.looking
    assert looked(qtbot, session) == ["D01 p.1"]
    session.do(relate(session._file, [OTHER]))
    assert session.references.looking
    assert looked(qtbot, session) == []


def test_only_a_box_on_a_page_with_a_reference_is_a_reason_to_look_again(
    qtbot: QtBot, session: Session
) -> None:
    looked(qtbot, session)
    code = ("s.21",)
    elsewhere = Mark("D01", 2, (Rect(0, 0, 600, 800),), "Dear Sir", code)
    session.do(edits.draw(session.state, [elsewhere]))
    assert not session.references.looking
    over = Mark("D01", 1, (Rect(0, 0, 600, 800),), OTHER, code)
    session.do(edits.draw(session.state, [over]))
    assert session.references.looking
    assert "D01 p.1" not in looked(qtbot, session)


def test_a_change_while_it_looks_is_not_forgotten(
    qtbot: QtBot, session: Session
) -> None:
    session.references._begin()
    over = Mark("D01", 1, (Rect(0, 0, 600, 800),), OTHER, ("s.21",))
    session.do(edits.draw(session.state, [over]))
    assert "D01 p.1" not in looked(qtbot, session)
