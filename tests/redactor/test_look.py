"""What is worth a look stands apart from what is proposed; what stays says why."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from redactor import edits
from redactor.casefile import CaseFile, schema
from redactor.edits import Mark
from redactor.errors import ReleaseRefused
from redactor.find.propose import Findings, Place, propose
from redactor.find.spans import Label, Span, Tier
from redactor.listing import in_lines, listing
from redactor.model import Rect, Redaction, Status
from redactor.verdicts import Verdict, Wanted, decide_change
from redactor.words import Passage
from redactor.work import finish
from tests import make
from tests.make import release

BY = "A Caseworker"
LETTER = make.pdf(
    "Dear Ms Okafor\n\nRobert Quayle has been signed off with depression.\n"
    "He was arrested in April.\n\nWrite to complaints@borsetshire.gov.uk."
)
HERE = Rect(72.0, 500.0, 140.0, 512.0)


@pytest.fixture
def file(tmp_path: Path) -> CaseFile:
    made = make.case_file(tmp_path, letter=LETTER)
    made.apply(finish(propose(made)).change(made.state), by=BY)
    return made


def looks(file: CaseFile, status: Status = Status.LOOK) -> list[Redaction]:
    return [r for r in file.state.in_order() if r.status is status]


def decide(file: CaseFile, decision: Verdict, wanted: Wanted) -> None:
    file.apply(decide_change(file, decision, wanted), by=BY)


def place(text: str, label: str = Label.PERSON, tier: Tier = Tier.PROPOSE) -> Place:
    span = Span(0, len(text), label, 0.5, "a test", "Because.", tier)
    return Place("D01", 1, (HERE,), text, span, None)


def look_at(text: str) -> Findings:
    return Findings((), (), (place(text, Label.SPECIAL, Tier.LOOK),))


def proposing(text: str) -> Findings:
    return Findings((place(text),), ())


def test_what_is_worth_a_look_comes_with_category_and_reason(file: CaseFile) -> None:
    found = {r.text: r for r in looks(file)}
    assert list(found) == ["signed off with depression", "arrested in April"]
    assert (
        found["signed off with depression"].category
        == "health or other special-category data"
    )
    assert found["arrested in April"].category == "criminal-offence data"
    for row in found.values():
        assert row.why.endswith(".")
        assert row.person is None


def test_to_accept_all_leaves_it_alone_unless_it_is_asked_for(file: CaseFile) -> None:
    decide(file, Verdict.ACCEPT, Wanted(every=True))
    assert len(looks(file)) == 2
    decide(file, Verdict.ACCEPT, Wanted(look=True))
    assert not looks(file)
    accepted = {r.text: r for r in looks(file, Status.ACCEPTED)}
    assert accepted["signed off with depression"].exemptions == ("s.40(2)",)


def test_to_reject_it_dismisses_it_and_reset_brings_it_back(file: CaseFile) -> None:
    decide(file, Verdict.REJECT, Wanted(look=True))
    assert len(looks(file, Status.DISMISSED)) == 2
    assert not looks(file, Status.REJECTED)
    decide(file, Verdict.RESET, Wanted(every=True))
    assert len(looks(file, Status.DISMISSED)) == 2
    decide(file, Verdict.RESET, Wanted(look=True))
    assert len(looks(file)) == 2


def test_what_was_dismissed_is_never_found_again(file: CaseFile) -> None:
    decide(file, Verdict.REJECT, Wanted(look=True))
    assert not finish(propose(file)).change(file.state)


def test_a_text_dismissed_everywhere_stays_so_on_other_places(file: CaseFile) -> None:
    decide(file, Verdict.REJECT, Wanted(text="signed off with depression"))
    (row,) = look_at("Signed off with depression").change(file.state).added
    assert isinstance(row, Redaction)
    assert row.status is Status.DISMISSED


def test_a_text_decided_everywhere_is_followed_by_later_proposals(
    file: CaseFile,
) -> None:
    file.apply(proposing("Heron").change(file.state), by=BY)
    (first,) = (r for r in file.state.redactions.values() if r.text == "Heron")
    decide(file, Verdict.REJECT, Wanted(text="Heron"))
    elsewhere = edits.move(
        file.state, first.serial, (Rect(72.0, 600.0, 140.0, 612.0),), "Heron"
    )
    file.apply(elsewhere, by=BY)
    (row,) = proposing("HERON").change(file.state).added
    assert isinstance(row, Redaction)
    assert row.status is Status.REJECTED


def test_one_place_decided_on_its_own_says_nothing_about_others(
    file: CaseFile,
) -> None:
    file.apply(proposing("Heron").change(file.state), by=BY)
    (first,) = (r for r in file.state.redactions.values() if r.text == "Heron")
    file.apply(edits.reject(file.state, [first.serial]), by=BY)
    rects = (Rect(72.0, 600.0, 140.0, 612.0),)
    file.apply(edits.move(file.state, first.serial, rects, "Heron"), by=BY)
    (row,) = proposing("Heron").change(file.state).added
    assert isinstance(row, Redaction)
    assert row.status is Status.SUGGESTED


def test_it_gives_way_to_a_proposal_and_to_a_drawn_box(file: CaseFile) -> None:
    file.apply(look_at("Rose").change(file.state), by=BY)
    change = proposing("Rose").change(file.state)
    assert [r.status for r in change.removed if isinstance(r, Redaction)] == [
        Status.LOOK
    ]
    drawn = edits.draw(file.state, [Mark("D01", 1, (HERE,), "Rose")])
    assert [r.text for r in drawn.removed if isinstance(r, Redaction)] == ["Rose"]


def test_it_never_stands_over_a_proposal(file: CaseFile) -> None:
    file.apply(proposing("Rose").change(file.state), by=BY)
    assert not look_at("Rose").change(file.state)


def test_a_release_neither_waits_for_it_nor_lists_it(
    file: CaseFile, tmp_path: Path
) -> None:
    with pytest.raises(ReleaseRefused, match="undecided"):
        finish(release(file, tmp_path / "out"))
    decide(file, Verdict.ACCEPT, Wanted(every=True))
    finish(release(file, tmp_path / "out"))
    schedule = (tmp_path / "out" / "schedule.csv").read_text(encoding="utf-8")
    assert "individual: name" in schedule
    assert "special-category" not in schedule


def test_the_list_tells_it_apart_and_says_what_stays(file: CaseFile) -> None:
    data = listing(file)
    assert {r["status"] for r in data["redactions"]} == {"suggested"}
    assert [r["text"] for r in data["look"]] == [
        "signed off with depression",
        "arrested in April",
    ]
    (stays,) = data["kept"]
    assert stays["text"] == "complaints@borsetshire.gov.uk"
    assert stays["why"].startswith("A role mailbox")
    assert stays["rects"]
    assert any("stays: complaints@" in line for line in in_lines(data))


def test_what_is_withheld_anyway_stays_no_longer(file: CaseFile) -> None:
    (stays,) = file.kept(file.state.documents["D01"])[1]
    mark = Mark("D01", 1, stays.rects, stays.text)
    file.apply(edits.draw(file.state, [mark], exemptions=("s.40(2)",)), by=BY)
    assert listing(file)["kept"] == []


def test_an_older_case_can_be_looked_at_and_is_brought_up_to_date(
    file: CaseFile, tmp_path: Path
) -> None:
    path = file.path
    file.close()
    make.older(path, 1)
    with CaseFile.attach(path) as old:
        assert listing(old)["kept"] == []
    with CaseFile.open(path) as new:
        passage = Passage((HERE,), "0300 123 4567", "A public number.")
        document = new.state.documents["D01"]
        new.put_kept([(document.pdf_sha256, 1, [passage])])
        assert new.kept(document) == {1: (passage,)}
    db = sqlite3.connect(path)
    assert schema.version(db) == len(schema.MIGRATIONS)
    db.close()
    assert (tmp_path / "case.foicase.v1.bak").exists()
