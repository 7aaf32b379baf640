"""The case file: what is in it stays in it, and every edit can be taken back."""

from __future__ import annotations

import datetime as dt
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from redactor import edits
from redactor.casefile import CaseFile, schema
from redactor.errors import CaseInUse, CaseUnreadable, NotFound, StaleChange
from redactor.model import (
    Case,
    Document,
    PageShape,
    Person,
    PersonDecision,
    Rect,
    Row,
    State,
)
from redactor.request import Decision, Moment, Outcome, Part, Remark, Review, Step
from redactor.words import PageWords, Word

CASE = Case("IC-123456-A1B2", dt.date(2024, 10, 1), "FOIA", "A Council")
LETTER = Document("D01", "letter.pdf", "aa", "bb", (PageShape(595, 842),) * 3, ("!",))
PERSON = Person("P01", "Ngozi Bell", ("Ngozi Bell", "NB"), "our staff: name")
BOX = Rect(72.0, 90.1, 140.25, 102.0)


def mark(page: int = 1, text: str = "Ngozi Bell") -> edits.Mark:
    return edits.Mark("D01", page, (BOX, Rect(1, 2, 3, 4)), text)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "request.foicase"


@pytest.fixture
def file(path: Path) -> CaseFile:
    case = CaseFile.create(path, CASE, by="A Caseworker")
    case.apply(edits.add_documents([LETTER]), by="A Caseworker")
    yield case
    case.close()


def draw(file: CaseFile, count: int = 1) -> None:
    file.apply(edits.draw(file.state, [mark()] * count), by="A Caseworker")


def test_a_case_reads_back_as_it_was_left(file: CaseFile, path: Path) -> None:
    file.apply(edits.propose(file.state, [PERSON], []), by="A Caseworker")
    draw(file, 3)
    file.apply(
        edits.accept(file.state, ["D01-R002"], ("s.40(2)", "s.42(1)")), by="Another"
    )
    left = file.state
    file.close()
    with CaseFile.open(path) as again:
        assert again.state == left
        assert list(again.state.redactions) == list(left.redactions)


def test_undo_and_redo_swap_the_two_sides(file: CaseFile) -> None:
    before = file.state
    draw(file, 2)
    after = file.state
    assert file.undo_label == "draw 2 redactions"
    file.undo(by="A Caseworker")
    assert file.state.redactions == before.redactions
    assert file.redo_label == "draw 2 redactions"
    file.redo(by="A Caseworker")
    assert file.state == after


def test_undo_goes_on_after_the_case_was_closed(file: CaseFile, path: Path) -> None:
    draw(file)
    file.close()
    with CaseFile.open(path) as again:
        assert again.undo_label == "draw 1 redaction"
        again.undo(by="A Caseworker")
        assert not again.state.redactions


def test_a_new_edit_after_undo_ends_what_could_be_redone(file: CaseFile) -> None:
    draw(file)
    file.undo(by="A Caseworker")
    draw(file)
    assert file.redo_label == ""
    assert file.redo(by="A Caseworker") is None


def test_a_serial_is_never_used_twice(file: CaseFile, path: Path) -> None:
    draw(file, 2)
    file.apply(edits.delete(file.state, ["D01-R002"]), by="A Caseworker")
    draw(file)
    file.undo(by="A Caseworker")
    file.close()
    with CaseFile.open(path) as again:
        draw(again)
        assert list(again.state.redactions) == ["D01-R001", "D01-R004"]


def test_a_change_made_from_an_old_state_is_refused_whole(file: CaseFile) -> None:
    draw(file, 2)
    stale = edits.accept(file.state, ["D01-R001", "D01-R002"], ("s.42(1)",))
    file.apply(edits.delete(file.state, ["D01-R002"]), by="A Caseworker")
    before, events = file.state, len(file.events())
    with pytest.raises(StaleChange):
        file.apply(stale, by="A Caseworker")
    assert file.state == before
    assert len(file.events()) == events


def test_an_empty_change_leaves_no_trace(file: CaseFile) -> None:
    draw(file)
    events = len(file.events())
    file.apply(edits.assign(file.state, ["D01-R001"], ()), by="A Caseworker")
    assert len(file.events()) == events


ACTS = st.lists(
    st.sampled_from(["draw", "accept", "reject", "delete", "person", "undo", "redo"]),
    max_size=25,
)


def step(file: CaseFile, act: str, pick: int) -> None:
    state = file.state
    serials = list(state.redactions)
    chosen = serials[pick % len(serials) :][:2] if serials else []
    if act == "undo":
        file.undo(by="x")
    elif act == "redo":
        file.redo(by="x")
    elif act == "draw" and state.documents:
        draw(file)
    elif act == "person" and state.people:
        decided = edits.decide_person(state, "P01", PersonDecision.WITHHOLD, ("a",))
        file.apply(decided, by="x")
    elif chosen and act in ("accept", "reject", "delete"):
        verb = {"accept": edits.accept, "reject": edits.reject, "delete": edits.delete}
        file.apply(verb[act](state, chosen), by="x")


@settings(max_examples=25, deadline=None)
@given(acts=ACTS, pick=st.integers(0, 9))
def test_any_history_can_be_undone_to_the_beginning_and_made_again(
    tmp_path_factory: pytest.TempPathFactory, acts: list[str], pick: int
) -> None:
    path = tmp_path_factory.mktemp("history") / "a.foicase"
    with CaseFile.create(path, CASE, by="x") as file:
        file.apply(edits.add_documents([LETTER]), by="x")
        file.apply(edits.propose(file.state, [PERSON], []), by="x")
        for act in acts:
            step(file, act, pick)
        end = file.state
        steps = 0
        while file.undo(by="x"):
            steps += 1
        assert not file.state.documents
        assert not file.state.people
        for _ in range(steps):
            file.redo(by="x")
        assert rows(file.state) == rows(end)
        assert not file.problems()
        file.close()
        with CaseFile.open(path) as again:
            assert rows(again.state) == rows(end)


def rows(state: State) -> tuple[object, ...]:
    return dict(state.documents), dict(state.people), dict(state.redactions)


def test_events_say_who_did_what_and_how_much(file: CaseFile) -> None:
    draw(file, 4)
    file.undo(by="B Reviewer")
    said = [(e.by, e.act, e.count) for e in file.events()]
    assert said == [
        ("A Caseworker", "create", 1),
        ("A Caseworker", "add", 1),
        ("A Caseworker", "draw", 4),
        ("B Reviewer", "undo", 4),
    ]


def test_events_can_not_be_altered_by_sql(file: CaseFile, path: Path) -> None:
    with sqlite3.connect(path) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("UPDATE event SET by='Nobody'")
    with sqlite3.connect(path) as db, pytest.raises(sqlite3.IntegrityError):
        db.execute("DELETE FROM event")
    db.close()


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE event SET by='Nobody' WHERE seq=2",
        "UPDATE event SET count=99 WHERE seq=2",
        "DELETE FROM event WHERE seq=2",
        "UPDATE event SET content='0' WHERE seq=2",
    ],
)
def test_an_event_altered_behind_the_program_s_back_shows(
    file: CaseFile, path: Path, attack: str
) -> None:
    draw(file)
    file.close()
    db = sqlite3.connect(path)
    with db:
        db.executescript("DROP TRIGGER event_stays; DROP TRIGGER event_remains;")
        db.execute(attack)
    db.close()
    with CaseFile.attach(path) as again:
        assert any(p.startswith("Event 2 ") for p in again.problems())


def test_a_second_writer_is_refused_and_told_who_has_it(
    file: CaseFile, path: Path
) -> None:
    with pytest.raises(CaseInUse, match=r"is open already: .* since"):
        CaseFile.open(path)
    with CaseFile.attach(path) as reader:
        assert reader.state == file.state


def test_a_lock_left_by_a_dead_process_is_taken_over(
    file: CaseFile, path: Path
) -> None:
    file.close()
    dead = subprocess.Popen([sys.executable, "-c", ""])
    dead.wait()
    lock = path.with_name(path.name + ".lock")
    with CaseFile.open(path):
        held = lock.read_text()
    lock.write_text(held.replace(f'"process": {os.getpid()}', f'"process": {dead.pid}'))
    CaseFile.open(path).close()
    assert not lock.exists()


def test_an_empty_lock_left_by_a_crash_is_taken_over(
    file: CaseFile, path: Path
) -> None:
    file.close()
    path.with_name(path.name + ".lock").touch()
    CaseFile.open(path).close()


WRITER = textwrap.dedent(
    """
    import sys
    from pathlib import Path
    from redactor import edits
    from redactor.casefile import CaseFile
    from redactor.model import Rect
    with CaseFile.open(Path(sys.argv[1])) as file:
        while True:
            mark = edits.Mark("D01", 1, (Rect(1, 2, 3, 4),))
            file.apply(edits.draw(file.state, [mark] * 5), by="x")
            print(len(file.state.redactions), flush=True)
    """
)


def test_nothing_is_lost_when_the_program_is_killed(file: CaseFile, path: Path) -> None:
    file.close()
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert writer.stdout
    told = [int(writer.stdout.readline()) for _ in range(4)][-1]
    writer.send_signal(signal.SIGKILL)
    rest = writer.stdout.read().split()
    writer.wait()
    writer.stdout.close()
    told = int(rest[-1]) if rest else told
    with CaseFile.open(path) as again:
        kept = len(again.state.redactions)
        assert kept >= told
        assert kept % 5 == 0
        assert not again.problems()
        while again.undo(by="x"):
            pass
        assert not again.state.redactions


def test_bytes_are_kept_once_and_proved_when_read(file: CaseFile, path: Path) -> None:
    digest = file.put_blob(b"a letter")
    assert file.put_blob(b"a letter") == digest
    assert file.blob(digest) == b"a letter"
    with pytest.raises(NotFound):
        file.blob("0" * 64)
    db = sqlite3.connect(path)
    with db:
        db.execute("UPDATE blob SET data=x'00'")
    db.close()
    with pytest.raises(NotFound, match="damaged"):
        file.blob(digest)


def test_words_of_pages_are_kept_by_the_pdf_they_come_from(file: CaseFile) -> None:
    words = PageWords((Word("Bell", (BOX,) * 4, 0, 0, 0.5),), "ocr")
    assert file.unread(LETTER) == [1, 2, 3]
    file.put_words("bb", 2, words)
    assert file.words(LETTER, 2) == words
    assert file.words(LETTER, 1) is None
    assert file.unread(LETTER) == [1, 3]
    assert file.texts(LETTER) == {2: "Bell"}


def test_seen_pages_and_settings_are_remembered(file: CaseFile, path: Path) -> None:
    file.mark_seen("D01", [1, 3])
    file.mark_seen("D01", [3])
    file.put_setting("place", "D01/3")
    file.close()
    with CaseFile.open(path) as again:
        assert again.seen() == {("D01", 1), ("D01", 3)}
        assert again.setting("place") == "D01/3"
        assert again.setting("other", "none") == "none"


@pytest.mark.parametrize("content", [b"", b"not a database at all", b"\0" * 5000])
def test_what_is_not_a_case_file_is_refused(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    for opening in (CaseFile.open, CaseFile.attach):
        with pytest.raises(CaseUnreadable, match="not a case file"):
            opening(path)
    assert path.read_bytes() == content
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_another_program_s_database_is_refused_untouched(path: Path) -> None:
    db = sqlite3.connect(path)
    with db:
        db.execute("CREATE TABLE note (text)")
    db.close()
    before = path.read_bytes()
    with pytest.raises(CaseUnreadable):
        CaseFile.open(path)
    assert path.read_bytes() == before


def test_a_missing_file_and_an_existing_name_are_said(
    path: Path, file: CaseFile
) -> None:
    with pytest.raises(CaseUnreadable, match="no case file"):
        CaseFile.open(path.with_name("other.foicase"))
    with pytest.raises(CaseUnreadable, match="exists already"):
        CaseFile.create(path, CASE, by="x")
    with pytest.raises(CaseUnreadable, match="no folder"):
        CaseFile.create(path.parent / "none" / "a.foicase", CASE, by="x")


def test_a_file_of_a_newer_version_is_refused(file: CaseFile, path: Path) -> None:
    file.close()
    db = sqlite3.connect(path)
    db.execute(f"PRAGMA user_version={len(schema.MIGRATIONS) + 1}")
    db.close()
    with pytest.raises(CaseUnreadable, match="newer version"):
        CaseFile.open(path)


def test_an_older_file_is_copied_and_brought_up_to_date(
    file: CaseFile, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = file.state
    file.close()
    steps = (*schema.MIGRATIONS, "CREATE TABLE later (x TEXT) STRICT")
    monkeypatch.setattr(schema, "MIGRATIONS", steps)
    with CaseFile.open(path) as again:
        assert again.state == left
    db = sqlite3.connect(path)
    assert db.execute("SELECT count(*) FROM later").fetchone() == (0,)
    assert schema.version(db) == len(steps)
    db.close()
    old = sqlite3.connect(path.with_name(path.name + f".v{len(steps) - 1}.bak"))
    assert schema.version(old) == len(steps) - 1
    old.close()


def test_what_was_asked_and_answered_is_kept_and_undone(
    file: CaseFile, path: Path
) -> None:
    rows: tuple[Row, ...] = (
        Part("Q01", "2(a)", "Any letters.", "2024", Outcome.ELSEWHERE, ("s.21(1)",)),
        Part("Q02", "3", outcome=Outcome.PENDING, until=dt.date(2024, 11, 8)),
        Decision("J01", "s.31(1)(g)", "Q01", (("harm", "would be likely to"),)),
        Remark("C01", "D01 p.3", "Look again.", "B", "2024-10-03T10:02:11Z", True),
        Review("V01", Step.APPROVED, "B", "now", "b", (("sources", "00"),)),
        Moment("T01", "clarification asked", dt.date(2024, 10, 3)),
    )
    file.close()
    with CaseFile.open(path) as again:
        before = again.state
        for row in rows:
            again.apply(edits.put(again.state, row, "answer", "answer"), by="A")
        after = again.state
    with CaseFile.open(path) as again:
        assert again.state == after
        assert [again.state.current(row) for row in rows] == list(rows)
        assert again.state.issued["Q"] == 2
        for _ in rows:
            again.undo(by="A")
        assert again.state.parts == before.parts == {}
        assert not again.state.decisions
        assert not again.state.moments


def test_a_row_that_is_put_again_takes_its_place(file: CaseFile, path: Path) -> None:
    file.close()
    with CaseFile.open(path) as again:
        first = Decision("J01", "s.42(1)")
        second = Decision("J01", "s.42(1)", answers=(("privilege", "advice"),))
        for row in (first, second):
            again.apply(edits.put(again.state, row, "reason", "reason"), by="A")
        assert again.state.decisions == {"J01": second}
        assert second.answer("privilege") == "advice"
        assert second.answer("harm") == ""
        again.undo(by="A")
        assert again.state.decisions == {"J01": first}
