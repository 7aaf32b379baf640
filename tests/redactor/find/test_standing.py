"""What the authority's policy proposes for the people of a case."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from redactor.find.people import Known
from redactor.find.propose import propose
from redactor.find.register import Entry
from redactor.find.staff import Staff
from redactor.find.standing import follow_policy, told
from redactor.law.policy import Advice, Standing, kinds, line_for
from redactor.model import Case, Person, PersonDecision, Status
from redactor.work import finish
from tests import make

CASE = Case("F-1", dt.date(2024, 10, 1), requester="Ada  Quill")
SOMEBODY = Person("P01", "Ngozi Eze")


@pytest.mark.parametrize(
    ("somebody", "advice"),
    [
        (Standing("our staff", "SCS2"), Advice.KEEP),
        (Standing("our staff", "director of finance"), Advice.KEEP),
        (Standing("our staff", "HEO"), Advice.WITHHOLD),
        (Standing("our staff", "HEO", public_facing=True), Advice.KEEP),
        (Standing("our staff"), Advice.WITHHOLD),
        (Standing("other organisation's staff", "SCS1"), Advice.WITHHOLD),
        (Standing("member of the public"), Advice.WITHHOLD),
        (Standing("public figure"), Advice.KEEP),
        (Standing("requester"), Advice.KEEP),
    ],
)
def test_the_first_line_that_fits_counts(somebody: Standing, advice: Advice) -> None:
    line = line_for(somebody)
    assert line is not None
    assert line.decision is advice
    assert somebody.kind in kinds()


def test_the_policy_says_nothing_of_whom_nobody_knows() -> None:
    assert line_for(Standing()) is None
    assert told(SOMEBODY, Known("Ngozi Eze"), CASE) == SOMEBODY


def test_the_reason_names_the_line_and_the_row() -> None:
    entry = Entry("Ngozi Eze", grade="SCS1", team="Legal", row=7)
    known = Known("Ngozi Eze", staff=Staff.OURS, entry=entry)
    person = told(SOMEBODY, known, CASE)
    assert person.kind == "our staff"
    assert person.proposed is PersonDecision.RELEASE
    assert person.reason.startswith("Policy, senior staff: ")
    assert person.reason.endswith("Register, row 7: SCS1, Legal.")


def test_the_requester_is_known_by_name_and_a_kind_that_was_set_stays() -> None:
    known = Known("Ada Quill", staff=Staff.OTHERS)
    assert told(Person("P02", "Ada Quill"), known, CASE).kind == "requester"
    set_by_hand = replace(SOMEBODY, kind="public figure")
    assert told(set_by_hand, Known("Ngozi Eze", staff=Staff.OURS), CASE) == set_by_hand


def test_one_step_follows_the_policy_for_everybody(tmp_path: Path) -> None:
    register = tmp_path / "staff.csv"
    register.write_text(
        "name,mail,grade\nMargaret Oyelaran,m.oyelaran@x.gov.uk,SCS1\n"
        "Tomasz Wilk,t.wilk@x.gov.uk,HEO\n,none@x.gov.uk,\n"
    )
    text = "From: Tomasz Wilk <t.wilk@x.gov.uk>\nTo: Margaret Oyelaran\nDear Margaret,"
    with make.case_file(tmp_path, a=make.pdf(text)) as file:
        findings = finish(propose(file, register))
        assert findings.problems == "row 4: no name, so nobody was taken from it"
        file.apply(findings.change(file.state), by="A")
        people = {p.name: p for p in file.state.people.values()}
        assert people["Tomasz Wilk"].proposed is PersonDecision.WITHHOLD
        change = follow_policy(file.state)
        file.apply(change, by="A")
        assert change.label == "follow the policy for 2 people"
        rows = file.state.redactions.values()
        assert {
            (file.state.people[r.person].name, r.status) for r in rows if r.person
        } == {
            ("Tomasz Wilk", Status.ACCEPTED),
            ("Margaret Oyelaran", Status.REJECTED),
        }
        assert all(r.reason.startswith("Policy, ") for r in rows if r.person)
        assert not follow_policy(file.state)
        file.undo(by="A")
        assert {r.status for r in file.state.redactions.values()} == {Status.SUGGESTED}
