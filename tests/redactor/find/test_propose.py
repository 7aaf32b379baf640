from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from redactor import edits
from redactor.casefile import CaseFile
from redactor.find.propose import Findings, propose
from redactor.model import PersonDecision, Status
from redactor.work import finish
from tests import make

BY = "A Caseworker"
LETTER = make.pdf(
    "Dear Ms Okafor\n\nRobert Quayle told us about the van.\n\nKind regards\nJane Eze",
    "Quayle was seen again. Ring 07700 900123.",
)
NOTE = make.pdf("Notes by Robert Quayle, copied to foi@borsetshire.gov.uk")


@pytest.fixture
def file(tmp_path: Path) -> CaseFile:
    return make.case_file(tmp_path, letter=LETTER, note=NOTE)


def apply(file: CaseFile) -> Findings:
    findings = finish(propose(file))
    file.apply(findings.change(file.state), by=BY)
    return findings


def texts(file: CaseFile) -> list[str]:
    return [r.text for r in file.state.in_order()]


def test_what_is_personal_is_proposed_with_its_evidence(file: CaseFile) -> None:
    apply(file)
    assert texts(file) == [
        "Ms Okafor",
        "Robert Quayle",
        "Jane Eze",
        "Quayle",
        "07700 900123",
        "Robert Quayle",
    ]
    for row in file.state.redactions.values():
        assert row.status is Status.SUGGESTED
        assert row.exemptions == ("s.40(2)",)
        assert row.category.startswith("individual: ")
        assert row.why.endswith(".")
        assert row.found_by
        assert row.rects


def test_a_person_in_two_documents_is_one_row(file: CaseFile) -> None:
    apply(file)
    robert = {r.person for r in file.state.redactions.values() if "Quayle" in r.text}
    assert len(robert) == 1
    assert file.state.people[robert.pop() or ""].name == "Robert Quayle"


def test_findings_travel_between_processes(file: CaseFile) -> None:
    findings = finish(propose(file))
    assert pickle.loads(pickle.dumps(findings)) == findings  # noqa: S301


def test_a_second_time_adds_nothing(file: CaseFile) -> None:
    apply(file)
    assert not finish(propose(file)).change(file.state)


def test_a_rejected_place_is_not_proposed_again(file: CaseFile) -> None:
    apply(file)
    serials = list(file.state.redactions)
    file.apply(edits.reject(file.state, serials), by=BY)
    assert not finish(propose(file)).change(file.state)


def test_new_places_of_a_person_who_was_decided_follow(file: CaseFile) -> None:
    findings = apply(file)
    person = next(p for p in file.state.people.values() if p.name == "Robert Quayle")
    withheld = edits.decide_person(file.state, person.id, PersonDecision.WITHHOLD)
    file.apply(withheld, by=BY)
    gone = next(r.serial for r in file.state.in_order() if r.text == "Quayle")
    file.apply(edits.delete(file.state, [gone]), by=BY)
    change = findings.change(file.state)
    (added,) = (row for row in change.added if hasattr(row, "serial"))
    assert added.status is Status.ACCEPTED
    assert added.serial not in (gone, *file.state.redactions)


def test_progress_names_the_document_of_each_page(file: CaseFile) -> None:
    steps = list(propose(file))
    assert [(s.done, s.total, s.what) for s in steps] == [
        (0, 3, ""),
        (1, 3, "D01"),
        (2, 3, "D01"),
        (3, 3, "D02"),
    ]


def test_it_can_be_stopped_between_pages(file: CaseFile) -> None:
    work = propose(file)
    next(work)
    next(work)
    work.close()
    assert file.state.redactions == {}


def test_the_register_names_people_in_every_form(
    file: CaseFile, tmp_path: Path
) -> None:
    staff = tmp_path / "staff.csv"
    staff.write_text("name,aliases\nRobert Quayle,the van man\n", encoding="utf-8")
    findings = finish(propose(file, staff))
    assert any(p.name == "Robert Quayle" for p in findings.people)


MAIL = make.pdf(
    "From: Jane Eze <jane.eze@borsetshire.gov.uk>\n"
    "To: Odd Berg <odd.berg@tarnbeck.ac.uk>\n"
    "Cc: Mabli Bebb <mabli.bebb@gmail.com>\nSubject: The van\n\n"
    "Odd, please ring Jane on 07700 900123."
)
REGISTER = "name,mail,phone\nJane Eze,jane.eze@borsetshire.gov.uk,07700 900123\n"


@pytest.fixture
def categories(tmp_path: Path) -> dict[str, tuple[str, str]]:
    """Of each text proposed with a register: its category and its evidence."""
    file = make.case_file(tmp_path, mail=MAIL)
    register = tmp_path / "staff.csv"
    register.write_text(REGISTER)
    file.apply(finish(propose(file, register)).change(file.state), by=BY)
    return {r.text: (r.category, r.why) for r in file.state.redactions.values()}


def test_the_register_says_who_is_our_staff(
    categories: dict[str, tuple[str, str]],
) -> None:
    assert categories["Jane Eze"][0] == "our staff: name"
    assert categories["jane.eze@borsetshire.gov.uk"][0] == "our staff: direct contact"
    assert categories["07700 900123"][0] == "our staff: direct contact"
    assert "staff register" in categories["Jane Eze"][1]


def test_a_mailbox_elsewhere_says_who_is_another_organisations_staff(
    categories: dict[str, tuple[str, str]],
) -> None:
    assert categories["Odd Berg"][0] == "other organisation's staff: name"
    assert "another organisation" in categories["Odd Berg"][1]


def test_a_mailbox_anybody_may_have_says_nothing(
    categories: dict[str, tuple[str, str]],
) -> None:
    assert categories["Mabli Bebb"][0] == "individual: name"


def test_the_register_adds_to_people_of_the_case(
    tmp_path: Path, file: CaseFile
) -> None:
    apply(file)
    before = {p.name for p in file.state.people.values()}
    register = tmp_path / "staff.csv"
    register.write_text(REGISTER)
    file.apply(finish(propose(file, register)).change(file.state), by=BY)
    assert [p.name for p in file.state.people.values()].count("Jane Eze") == 1
    assert {p.name for p in file.state.people.values()} == before


def test_people_made_one_stay_one_in_what_is_found_later(tmp_path: Path) -> None:
    first = make.pdf("Dear Jane Marsh\n\nThe van is late.\n\nKind regards\nJane Eze")
    file = make.case_file(tmp_path, letter=first)
    apply(file)
    ids = {p.name: p.id for p in file.state.people.values()}
    merged = edits.merge(file.state, [ids["Jane Eze"], ids["Jane Marsh"]])
    file.apply(merged, by=BY)
    kept = edits.decide_person(file.state, ids["Jane Eze"], PersonDecision.RELEASE)
    file.apply(kept, by=BY)
    gone = [r.serial for r in file.state.redactions.values() if r.text == "Jane Marsh"]
    file.apply(edits.delete(file.state, gone), by=BY)
    apply(file)
    (again,) = (r for r in file.state.redactions.values() if r.text == "Jane Marsh")
    assert again.person == ids["Jane Eze"]
    assert again.status is Status.REJECTED
