"""The open case as the window sees it: edits, and work in the other processes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.errors import CaseInUse, ReleaseRefused, StaleChange, WorkerDied
from redactor.find.query import Query
from redactor.model import Change, Rect
from tests import make
from ui.session import Session

MARK = Mark("D01", 1, (Rect(72, 70, 140, 90),), "Dear")
LONG = 60_000


def test_an_edit_is_told_and_can_be_taken_back(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.changed) as told:
        session.do(edits.draw(session.state, [MARK]))
    assert told.args is not None
    assert told.args[0].act == "draw"
    assert [r.text for r in session.on_page("D01", 1)] == ["Dear"]
    assert session.undo_label
    with qtbot.waitSignal(session.changed):
        session.undo()
    assert session.on_page("D01", 1) == ()
    session.redo()
    assert len(session.on_page("D01", 1)) == 1


def test_an_edit_of_something_that_has_changed_is_refused_aloud(
    session: Session, qtbot: QtBot
) -> None:
    session.do(edits.draw(session.state, [MARK]))
    change = edits.reject(session.state, list(session.state.redactions))
    session.do(change)
    with (
        qtbot.assertNotEmitted(session.changed),
        qtbot.waitSignal(session.failed) as told,
    ):
        session.do(change)
    assert told.args is not None
    assert isinstance(told.args[0], StaleChange)


def test_an_edit_that_alters_nothing_is_not_told(
    session: Session, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(session.changed):
        session.do(Change("accept", ""))
        session.redo()


def test_a_second_window_on_the_case_is_refused(session: Session) -> None:
    with pytest.raises(CaseInUse):
        Session(session.path)


def test_files_are_taken_in_and_read(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "mail.pdf"
    path.write_bytes(make.text_pdf(["From: Ann Example"]))
    session.add_files([path, tmp_path / "none.pdf"])
    with qtbot.waitSignal(session.took_in, timeout=LONG) as told:
        pass
    assert told.args is not None
    assert [refused.name for refused in told.args[0].refused] == ["none.pdf"]
    document = session.state.documents["D03"]
    assert document.name == "mail.pdf"
    qtbot.waitUntil(lambda: session.words(document, 1) is not None, timeout=LONG)
    words = session.words(document, 1)
    assert words is not None
    assert words.text.text == "From: Ann Example"


def test_a_file_that_brings_down_its_reader_costs_only_itself(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    good, deadly = tmp_path / "good.pdf", tmp_path / "deadly.pdf"
    good.write_bytes(make.text_pdf(["Good"]))
    deadly.write_bytes(make.text_pdf(["Deadly"]))
    # as the engine leaves it when its process dies over this file
    session.put_setting("adding", str(deadly))
    session.add_files([deadly, good])
    assert session.slow.process is not None
    os.kill(session.slow.process, signal.SIGKILL)
    with (
        qtbot.assertNotEmitted(session.failed),
        qtbot.waitSignal(session.took_in, timeout=LONG) as told,
    ):
        pass
    assert told.args is not None
    assert [refused.name for refused in told.args[0].refused] == ["deadly.pdf"]
    assert session.state.documents["D03"].name == "good.pdf"
    qtbot.waitUntil(lambda: not session.slow.busy, timeout=LONG)


def test_reading_goes_on_after_the_worker_was_killed(
    qtbot: QtBot, tmp_path: Path
) -> None:
    path = unread_case(tmp_path)
    session = Session(path)
    job = session.read_pages()
    assert job is not None
    qtbot.waitUntil(lambda: session.slow.process is not None)
    with qtbot.assertNotEmitted(session.failed):
        assert session.slow.process is not None
        os.kill(session.slow.process, signal.SIGKILL)
        document = session.state.documents["D01"]
        qtbot.waitUntil(lambda: session.words(document, 2) is not None, timeout=LONG)
    session.close()


def test_reading_gives_up_where_every_worker_dies(qtbot: QtBot, tmp_path: Path) -> None:
    session = Session(unread_case(tmp_path))
    errors: list[Exception] = []
    session.failed.connect(errors.append)

    def kill(_: object) -> None:
        if session.slow.process is not None:
            os.kill(session.slow.process, signal.SIGKILL)

    session.started.connect(kill)
    session.read_pages()
    qtbot.waitUntil(lambda: bool(errors), timeout=LONG)
    assert isinstance(errors[0], WorkerDied)
    assert not session.slow.busy
    session.close()


def unread_case(folder: Path) -> Path:
    """A case with one document that nobody has read."""
    with make.case_file(folder, a=make.pdf("One", "Two")) as file:
        document = file.state.documents["D01"]
        data = make.pdf("Three", "Four")
        sha256 = file.put_blob(data)
        file.apply(edits.remove_document(file.state, "D01"), by="A Caseworker")
        fresh = type(document)(
            "D01", "b.pdf", sha256, sha256, document.shapes, document.warnings
        )
        file.apply(edits.add_documents([fresh]), by="A Caseworker")
        return file.path


def test_a_text_is_found_everywhere(session: Session, qtbot: QtBot) -> None:
    job = session.search(Query("jane smith"))
    with qtbot.waitSignal(job.succeeded, timeout=LONG) as told:
        pass
    assert told.args is not None
    marks = told.args[0]
    assert [(m.document, m.page, m.text) for m in marks] == [
        ("D01", 1, "Jane Smith"),
        ("D02", 1, "Jane Smith"),
    ]


def test_personal_data_is_proposed(session: Session, qtbot: QtBot) -> None:
    job = session.propose()
    with qtbot.waitSignal(job.succeeded, timeout=LONG):
        pass
    found = {r.text for r in session.state.redactions.values()}
    assert "Jane Smith" in found
    assert session.on_page("D02", 1)


def test_a_release_is_written_and_noted(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    marks = [jane_on(session, "D01"), jane_on(session, "D02")]
    session.do(edits.draw(session.state, marks, exemptions=("s.40(2)",)))
    session.release(tmp_path / "out")
    qtbot.waitUntil(lambda: (tmp_path / "out" / "manifest.json").exists(), timeout=LONG)
    qtbot.waitUntil(lambda: not session.slow.busy, timeout=LONG)
    session.close()
    assert session.why_draft[1] == "Nobody has approved it."
    with CaseFile.open(session.path) as file:
        assert file.events()[-1].act == "draft"


def jane_on(session: Session, document: str) -> Mark:
    words = session.words(session.state.documents[document], 1)
    assert words is not None
    start = words.text.text.index("Jane Smith")
    return Mark(document, 1, words.text.rects(start, start + 10), "Jane Smith")


def test_a_release_that_is_not_ready_says_why(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    session.do(edits.draw(session.state, [MARK], exemptions=("s.40(2)",)))
    session.do(edits.reset(session.state, list(session.state.redactions)))
    session.release(tmp_path / "out")
    with qtbot.waitSignal(session.failed, timeout=LONG) as told:
        pass
    assert told.args is not None
    assert isinstance(told.args[0], ReleaseRefused)
    assert not (tmp_path / "out").exists()


def test_the_window_loads_no_heavy_library() -> None:
    script = (
        "import sys, ui.page.view, ui.session, redactor.find.propose, redactor.pages\n"
        "heavy = {'pymupdf', 'spacy', 'presidio_analyzer', 'numpy', 'pikepdf',"
        " 'pypdfium2'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.stderr == ""
    assert done.returncode == 0
