"""What somebody alters in a case file beside the program is found."""

# ruff: noqa: E501

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from redactor import edits
from redactor.casefile import CaseFile
from redactor.casefile.rows import pack
from redactor.errors import CaseUnreadable
from redactor.model import Rect
from tests import make

MARK = edits.Mark("D01", 1, (Rect(70, 70, 200, 90),), "x", ("s.40(2)",))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with make.case_file(tmp_path, letter=make.pdf("Dear Jane")) as file:
        for _ in range(3):
            file.apply(edits.draw(file.state, [MARK]), by="A")
        file.undo(by="A")
        file.apply(edits.reject(file.state, ["D01-R001"]), by="B")
        file.undo(by="B")
        file.redo(by="B")
        assert file.problems() == []
        return file.path


def altered(path: Path, *statements: str) -> list[str]:
    damaged(path, *statements)
    with CaseFile.open(path) as file:
        return file.problems()


def damaged(path: Path, *statements: str) -> None:
    db = sqlite3.connect(path)
    for name in ("event_stays", "event_remains"):
        db.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        db.execute(statement)
    db.commit()
    db.close()


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE redaction SET status='rejected' WHERE key='D01-R002'", "D01-R002 is not"),
        ("UPDATE redaction SET exemptions='[]' WHERE key='D01-R002'", "D01-R002 is not"),
        ("DELETE FROM redaction WHERE key='D01-R002'", "D01-R002 is not"),
        ("INSERT INTO redaction SELECT 'D01-R009', 'D01-R009', document, page, rects, "
         "text, label, person, status, exemptions, category, found_by, why, score, "
         "excepted, reason FROM redaction WHERE key='D01-R002'", "in no step"),
        ('UPDATE "case" SET regime=\'EIR\'', "the case's details"),
        ("UPDATE document SET sha256='00'", "D01 is not"),
        ("UPDATE event SET by='B' WHERE seq=3", "Event 3"),
        ("DELETE FROM event WHERE seq=(SELECT max(seq) FROM event)", "Event"),
        ("UPDATE history SET state='dropped' WHERE seq=2", "other steps"),
        ("DELETE FROM history WHERE seq=2", "in no step"),
        ("UPDATE history SET act='x', removed=added WHERE seq=2", "Step 2"),
        ("UPDATE blob SET data=x'00'", "exchanged"),
        ("UPDATE issued SET number=1 WHERE counter='D01'", "gave out a number"),
        ("DELETE FROM issued", "gave out a number"),
        ("UPDATE history SET act='remark' WHERE seq=3", "Step 3"),
    ],
)  # fmt: skip
def test_what_is_altered_is_found(path: Path, statement: str, words: str) -> None:
    found = altered(path, statement)
    assert any(words.casefold() in one.casefold() for one in found), found


def test_a_row_and_its_step_altered_together_are_found(path: Path) -> None:
    with CaseFile.open(path) as file:
        row = file.state.redactions["D01-R002"]
    forged = pack([row.__class__(**{**_fields(row), "exemptions": ()})])
    found = altered(
        path,
        f"UPDATE history SET added=x'{forged.hex()}' WHERE seq=3",
        "UPDATE redaction SET exemptions='[]' WHERE key='D01-R002'",
    )
    assert "Step 3 of the history is not what was sealed." in found


def _fields(row: object) -> dict[str, object]:
    return {name: getattr(row, name) for name in row.__dataclass_fields__}


def test_a_step_that_forgot_its_event_is_no_way_round_its_seal(path: Path) -> None:
    with CaseFile.open(path) as file:
        row = file.state.redactions["D01-R002"]
    forged = pack([row.__class__(**{**_fields(row), "exemptions": ()})])
    found = altered(
        path,
        f"UPDATE history SET event=NULL, added=x'{forged.hex()}' WHERE seq=3",
        "UPDATE redaction SET exemptions='[]' WHERE key='D01-R002'",
    )
    assert "Step 3 of the history is not what was sealed." in found


def test_steps_of_older_versions_are_matched_with_their_events(path: Path) -> None:
    assert altered(path, "UPDATE history SET event=NULL") == []


def test_a_step_of_an_older_version_can_not_be_left_out(path: Path) -> None:
    found = altered(
        path,
        "UPDATE history SET event=NULL",
        "UPDATE history SET state='dropped' WHERE seq=5",
        "UPDATE redaction SET status='accepted' WHERE key='D01-R001'",
    )
    assert "The history says other steps stand than the audit trail." in found


def test_a_step_is_not_made_twice(path: Path) -> None:
    found = altered(
        path,
        "INSERT INTO history (act, label, removed, added, state, event) "
        "SELECT act, label, removed, added, state, event FROM history WHERE seq=5",
    )
    assert "Step 6 of the history is not what was sealed." in found


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE redaction SET rects='nonsense'",
        "UPDATE redaction SET rects='[]'",
        "UPDATE redaction SET document='D77'",
        "UPDATE document SET shapes='[]'",
        "UPDATE \"case\" SET received='some day'",
        "DROP TABLE moment",
    ],
)
def test_rows_that_make_no_sense_are_refused_on_opening(
    path: Path, damage: str
) -> None:
    damaged(path, damage)
    for opening in (CaseFile.attach, CaseFile.open):
        with pytest.raises(CaseUnreadable, match="something else than FOI Redactor"):
            opening(path)


def test_a_history_that_can_not_be_read_is_a_problem(path: Path) -> None:
    found = altered(path, "UPDATE history SET added=x'00'")
    assert "The history of the case is damaged or was altered." in found


def test_words_of_a_page_that_are_damaged_are_refused(path: Path) -> None:
    damaged(path, "UPDATE page SET words=x'00'")
    with CaseFile.attach(path) as file, pytest.raises(CaseUnreadable):
        file.words(file.state.documents["D01"], 1)
