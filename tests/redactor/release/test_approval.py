"""The second person: when a case can be approved, by whom, and what voids it."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from redactor import edits
from redactor.casefile import CaseFile
from redactor.cli import main
from redactor.errors import BadInput, LogRefused, NotApproved
from redactor.model import Rect, Status
from redactor.moments import happen
from redactor.reasons import say
from redactor.release.approval import (
    approve,
    code_of,
    handled,
    redo,
    remark,
    seals,
    send_back,
    settle,
    standing,
    submit,
)
from redactor.release.disclosure.log import disclose
from redactor.release.looks import keep_look
from redactor.release.related import relate
from redactor.release.reply.letter import choose_template
from redactor.release.reply.response import on_demand
from redactor.release.template import usual_template
from redactor.request import Moment
from redactor.work import finish
from tests import make

CASEWORKER, REVIEWER = "A. Caseworker", "Bo Reviewer"
HERE = (Rect(70, 70, 200, 90),)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[CaseFile]:
    with make.case_file(tmp_path, letter=make.pdf("Dear Jane Smith", "2")) as made:
        draw(made, "s.40(2)")
        yield made


def draw(file: CaseFile, *codes: str) -> None:
    mark = edits.Mark("D01", 1, HERE, "x", codes)
    file.apply(edits.draw(file.state, [mark]), by=CASEWORKER)


def approved(file: CaseFile) -> None:
    file.apply(approve(file, by=REVIEWER), by=REVIEWER)
    assert standing(file).holds


def test_a_second_person_approves_and_the_code_can_be_compared(file: CaseFile) -> None:
    assert standing(file).why_not == "Nobody has approved it."
    file.apply(submit(file, by=CASEWORKER), by=CASEWORKER)
    assert "waits for a second person" in standing(file).why_not
    approved(file)
    now = standing(file)
    assert now.review is not None
    assert now.code == code_of(now.review)
    assert len(now.code) == 8
    assert now.review.seals[:-1] == seals(file)


def test_how_the_release_looks_is_approved_too(file: CaseFile) -> None:
    keep_look(file, even=True)
    approved(file)
    keep_look(file, even=False)
    assert "the look of the release changed since" in standing(file).why_not
    keep_look(file, even=True)
    assert standing(file).holds


@pytest.mark.parametrize(
    "name",
    [
        *("A. Caseworker", "a caseworker ", "Caseworker, A.", "A  CASEWORKER"),
        *("A.Caseworker", "a_caseworker", "ACaseworker", "\u00c1. Ca\u200bseworker"),
        *("\uff21\u3000Caseworker", "A\u00a0Case-worker"),
    ],
)
def test_whoever_worked_on_it_is_no_second_person(file: CaseFile, name: str) -> None:
    with pytest.raises(NotApproved, match="worked on this case"):
        approve(file, by=name)


@pytest.mark.parametrize("name", ["", "  ", "...", "\u200b"])
def test_nobody_is_no_second_person(file: CaseFile, name: str) -> None:
    with pytest.raises(NotApproved, match="needs a name"):
        approve(file, by=name)


def test_what_was_undone_was_worked_on_too(file: CaseFile) -> None:
    file.apply(edits.reject(file.state, ["D01-R001"]), by=REVIEWER)
    file.undo(by=CASEWORKER)
    assert REVIEWER in handled(file)
    with pytest.raises(NotApproved):
        approve(file, by=REVIEWER)


def test_nothing_undecided_and_nothing_missing_can_be_handed_on(
    file: CaseFile,
) -> None:
    file.apply(edits.reset(file.state, ["D01-R001"]), by=CASEWORKER)
    with pytest.raises(NotApproved) as error:
        submit(file, by=CASEWORKER)
    assert "undecided" in error.value.findings[0]
    file.undo(by=CASEWORKER)
    draw(file, "s.42(1)")
    with pytest.raises(NotApproved) as error:
        approve(file, by=REVIEWER)
    assert len(error.value.findings) == 4
    answers = {"privilege": "advice", "for": "x", "against": "y", "result": "withhold"}
    file.apply(say(file.state, "s.42(1)", answers), by=CASEWORKER)
    approved(file)


@pytest.mark.parametrize("what", ["box", "code", "title", "reason", "person", "case"])
def test_any_change_voids_it_and_taking_it_back_restores_it(
    file: CaseFile, what: str
) -> None:
    approved(file)
    state = file.state
    change = {
        "box": lambda: edits.move(state, "D01-R001", (Rect(70, 70, 201, 90),), "x"),
        "code": lambda: edits.assign(state, ["D01-R001"], ("s.21(1)",)),
        "title": lambda: edits.put(
            state, replace(state.documents["D01"], title="A letter"), "title", "title"
        ),
        "reason": lambda: say(state, "s.40(2)", {"balance": "x"}),
        "person": lambda: edits.annotate(state, ["D01-R001"], "Because."),
        "case": lambda: edits.put(
            state, replace(state.case, received=dt.date(2024, 1, 2)), "x", "x"
        ),
    }[what]()
    file.apply(change, by=CASEWORKER)
    assert not standing(file).holds
    assert "changed since" in standing(file).why_not
    file.undo(by=CASEWORKER)
    assert standing(file).holds


def test_what_happens_to_the_request_does_not_void_it(file: CaseFile) -> None:
    approved(file)
    answered = Moment("", "answered", dt.date(2024, 10, 20))
    file.apply(happen(file.state, answered), by=CASEWORKER)
    assert standing(file).holds


def test_it_goes_back_with_remarks_that_have_to_be_settled(file: CaseFile) -> None:
    file.apply(submit(file, by=CASEWORKER), by=CASEWORKER)
    with pytest.raises(BadInput):
        send_back(file, by=REVIEWER, note=" ")
    file.apply(remark(file.state, "D01 p.2", "Look.", by=REVIEWER), by=REVIEWER)
    file.apply(send_back(file, by=REVIEWER, note="See C01"), by=REVIEWER)
    assert "sent it back" in standing(file).why_not
    with pytest.raises(NotApproved, match="not settled"):
        approve(file, by=REVIEWER)
    file.apply(settle(file.state, "C01", "Done."), by=CASEWORKER)
    assert file.state.remarks["C01"].reply == "Done."
    approved(file)


@pytest.mark.parametrize("about", ["D09", "D01 p.3", "D01 p.x", "D01-R009", "P07"])
def test_a_remark_is_about_something(file: CaseFile, about: str) -> None:
    with pytest.raises(BadInput):
        remark(file.state, about, "Look.", by=REVIEWER)
    with pytest.raises(BadInput):
        remark(file.state, "D01", " ", by=REVIEWER)
    with pytest.raises(BadInput):
        settle(file.state, "C09", "")


def test_a_forged_approval_is_none(file: CaseFile) -> None:
    path = file.path
    approved(file)
    file.apply(edits.reject(file.state, ["D01-R001"]), by=CASEWORKER)
    genuine = json.dumps([list(pair) for pair in seals(file)])
    file.close()
    db = sqlite3.connect(path)
    db.execute("UPDATE review SET seals=?", (genuine,))
    db.commit()
    db.close()
    with CaseFile.open(path) as forged:
        assert standing(forged).holds  # by its rows alone
        assert forged.problems()
        with pytest.raises(NotApproved, match="altered"):
            approve(forged, by="Cy Another")
    assert main(["release", str(path), str(path.parent / "out")]) == 1
    assert main(["audit", str(path)]) == 1


def chained_anew(path: Path, *statements: str) -> None:
    """Alter events and seal the whole chain anew, as the program would."""
    with contextlib.closing(sqlite3.connect(path)) as db, db:
        db.execute("DROP TRIGGER event_stays")
        db.execute("DROP TRIGGER event_remains")
        for statement in statements:
            db.execute(statement)
        before = ""
        query = "SELECT seq, at, by, act, count, content FROM event ORDER BY seq"
        for row in db.execute(query).fetchall():
            before = hashlib.sha256(json.dumps([before, *row]).encode()).hexdigest()
            db.execute("UPDATE event SET hash=? WHERE seq=?", (before, row[0]))
        db.execute("UPDATE setting SET value=? WHERE name='last event'", (before,))


def test_an_approval_seals_who_did_what_before_it(file: CaseFile) -> None:
    approved(file)
    path = file.path
    file.close()
    chained_anew(path, "UPDATE event SET by='Somebody Else' WHERE seq=2")
    with CaseFile.open(path) as forged:
        assert forged.problems() == [
            "V01 of the review was made on another audit trail."
        ]


def test_a_release_tells_when_the_trail_was_cut_or_made_anew(
    file: CaseFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = file.path, tmp_path / "out"
    file.close()
    assert main(["release", str(path), str(out)]) == 0
    compare = ["audit", str(path), "--manifest", str(out / "manifest.json")]
    assert main(compare) == 0
    untouched = path.read_bytes()
    chained_anew(path, "DELETE FROM event WHERE act='draft'")
    assert main(["audit", str(path)]) == 0  # the file alone can't tell
    assert main(compare) == 1
    assert (
        "No event of the audit trail is about this release" in capsys.readouterr().err
    )
    path.write_bytes(untouched)
    chained_anew(path, "UPDATE event SET by='Somebody Else' WHERE seq=2")
    assert main(compare) == 1
    assert "The events before this release" in capsys.readouterr().err
    wrong = [*compare[:-1], str(out / "letter - DRAFT NOT APPROVED.docx")]
    assert main(wrong) == 1


def test_an_approval_does_not_come_back_by_the_order_of_rows(file: CaseFile) -> None:
    approved(file)
    file.apply(send_back(file, by=REVIEWER, note="No."), by=REVIEWER)
    path = file.path
    file.close()
    db = sqlite3.connect(path)
    db.execute("UPDATE review SET rowid=9 WHERE key='V01'")
    db.commit()
    db.close()
    with CaseFile.open(path) as forged:
        assert not standing(forged).holds
        assert any("steps of the review" in one for one in forged.problems())


def test_sent_back_and_undone_is_not_approved(file: CaseFile) -> None:
    approved(file)
    file.apply(send_back(file, by=REVIEWER, note="No."), by=REVIEWER)
    file.undo(by=CASEWORKER)
    assert "taken back" in standing(file).why_not
    approved(file)
    assert file.problems() == []
    path = file.path
    file.close()
    db = sqlite3.connect(path)
    db.execute("UPDATE issued SET number=1 WHERE counter='V'")
    db.commit()
    db.close()
    with CaseFile.open(path) as forged:
        assert any("steps of the review" in one for one in forged.problems())


def test_an_approval_that_was_taken_back_is_not_redone(file: CaseFile) -> None:
    approved(file)
    file.undo(by=REVIEWER)
    with pytest.raises(NotApproved, match="not made again"):
        redo(file, by=CASEWORKER)
    file.undo(by=CASEWORKER)
    assert redo(file, by=CASEWORKER) is not None


def test_a_forged_approval_makes_no_final_letter(file: CaseFile) -> None:
    approved(file)
    path = file.path
    file.close()
    db = sqlite3.connect(path)
    db.execute("UPDATE review SET by='Somebody Else'")
    db.commit()
    db.close()
    with CaseFile.open(path) as forged:
        said = [fault.sentence for fault in on_demand(forged).faults]
        assert "The case file was altered behind the program's back." in said
        with pytest.raises(LogRefused, match="altered"):
            finish(disclose(forged, path.parent / "out", path.parent / "log"))


def test_words_read_anew_void_it(file: CaseFile) -> None:
    approved(file)
    document = file.state.documents["D01"]
    words = file.words(document, 1)
    assert words is not None
    file.put_words(document.pdf_sha256, 1, replace(words, words=words.words[1:]))
    assert "the words of its pages changed" in standing(file).why_not
    file.put_words(document.pdf_sha256, 1, words)
    assert standing(file).holds


def test_another_case_that_may_be_named_voids_it(file: CaseFile) -> None:
    approved(file)
    file.apply(relate(file, ["IC-311642-V7P8"]), by=CASEWORKER)
    assert "and related cases changed" in standing(file).why_not
    file.apply(relate(file, []), by=CASEWORKER)
    assert standing(file).holds


def test_another_template_of_the_letter_voids_it(
    file: CaseFile, tmp_path: Path
) -> None:
    own = tmp_path / "own.docx"
    own.write_bytes(usual_template().read_bytes())
    choose_template(file, own)
    approved(file)
    assert standing(file).holds
    own.write_bytes(own.read_bytes() + b"\0")
    assert "the letter's template changed" in standing(file).why_not
    own.unlink()
    assert not standing(file).holds


def test_an_approval_from_before_something_was_sealed_is_none(file: CaseFile) -> None:
    now = seals(file)[:3]
    with_fewer = replace(approve(file, by=REVIEWER).added[0], seals=now)
    file.apply(edits.put(file.state, with_fewer, "approve", "approve"), by=REVIEWER)
    assert not standing(file).holds


def test_the_plain_way_by_command(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(make.pdf("Dear Jane Smith, call 07700 900123."))
    case, out = str(tmp_path / "a.foicase"), tmp_path / "out"
    new = ["--reference", "F-1", "--received", "2024-10-01"]
    assert main(["new", case, str(letter), *new]) == 0
    assert main(["propose", case]) == 0
    codes = ["--exemption", "s.40(2)"]
    assert main(["approve", case, "--by", "B"]) == 1
    assert "undecided" in capsys.readouterr().err
    assert main(["decide", case, "--accept", "--all", *codes, "--by", "A"]) == 0
    assert main(["approve", case, "--by", "A"]) == 1
    assert main(["remark", case, "D01", "Why?", "--by", "B"]) == 0
    assert main(["settle", case, "C01", "--reply", "So.", "--by", "A"]) == 0
    assert main(["submit", case, "--by", "A"]) == 0
    assert main(["send-back", case, "--by", "B"]) == 1
    assert main(["approve", case, "--by", "B"]) == 0
    assert "Approved by B; code " in capsys.readouterr().out
    assert main(["release", case, str(out)]) == 0
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["approved"]["by"] == "B"
    assert (out / "schedule.pdf").exists()
    assert main(["audit", case]) == 0
    trail = tmp_path / "trail.csv"
    assert main(["audit", case, "--csv", str(trail)]) == 0
    assert main(["audit", case, "--csv", str(trail)]) == 1
    assert "approve" in trail.read_text("utf-8-sig")
    with CaseFile.open(Path(case)) as file:
        statuses = {r.status for r in file.state.redactions.values()}
        assert Status.SUGGESTED not in statuses
