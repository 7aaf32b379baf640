"""Who is who, by command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from redactor import edits
from redactor.casefile import CaseFile
from redactor.cli import main
from redactor.law.policy import kinds
from redactor.model import State, Status
from tests import make
from tests.ui import cases

PHONE = "020 7946 0172"


@pytest.fixture
def case(tmp_path: Path) -> str:
    """Jane in three places, Tom in one, and a telephone number that is nobody's."""
    letter, minutes = make.pdf("Jane Smith and Tom Ashby", "JS"), make.pdf("Jane Smith")
    there = cases.two_people()
    phone = cases.redaction(9, serial="D01-R009", text=PHONE, label="PHONE")
    rows = (*there.redactions.values(), phone)
    with make.case_file(tmp_path, letter=letter, minutes=minutes) as file:
        file.apply(edits.propose(file.state, there.people.values(), rows), by="A")
        return str(file.path)


def state_of(case: str) -> State:
    with CaseFile.open(Path(case)) as file:
        return file.state


def test_a_kind_brings_what_the_policy_says(case: str) -> None:
    kind = kinds()[0]
    assert main(["person", case, "P01", "P02", "--kind", kind, "--by", "A"]) == 0
    people = state_of(case).people
    assert {row.kind for row in people.values()} == {kind}
    assert people["P01"].reason


def test_an_unknown_kind_and_an_unknown_person_are_refused(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["person", case, "P01", "--kind", "wizard", "--by", "A"]) == 1
    assert "wizard" in capsys.readouterr().err
    assert main(["person", case, "P99", "--kind", "requester", "--by", "A"]) == 1
    assert "no person P99" in capsys.readouterr().err
    assert main(["person", case, "P01", "--by", "A"]) == 1
    assert "--kind or --name" in capsys.readouterr().err


def test_a_person_is_called_something_else(case: str) -> None:
    assert main(["person", case, "P01", "--name", "Jane Jones", "--by", "A"]) == 0
    assert state_of(case).people["P01"].name == "Jane Jones"
    assert "Jane Smith" in state_of(case).people["P01"].forms


def test_two_people_become_one_and_places_a_person_of_their_own(case: str) -> None:
    assert main(["merge", case, "P02", "P01", "--by", "A"]) == 0
    assert list(state_of(case).people) == ["P02"]
    named = ["--name", "Jo Sand", "--by", "A"]
    assert main(["split", case, "D01-R002", *named]) == 0
    after = state_of(case)
    apart = after.redactions["D01-R002"].person
    assert apart is not None
    assert after.people[apart].name == "Jo Sand"
    assert main(["merge", case, "P02", "--by", "A"]) == 1


def test_somebody_nobody_found_is_added_by_name_and_withheld_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    letter = make.pdf("To Jo Sand", "Thank you, Jo Sand. Jo Sandy wrote.")
    with make.case_file(tmp_path, letter=letter) as file:
        case = str(file.path)
    assert main(["name", case, "Jo Sand", "--by", "A"]) == 0
    assert "2 places withheld" in capsys.readouterr().out
    after = state_of(case)
    assert [row.name for row in after.people.values()] == ["Jo Sand"]
    assert {row.status for row in after.redactions.values()} == {Status.ACCEPTED}
    assert {row.exemptions for row in after.redactions.values()} == {("s.40(2)",)}
    assert main(["name", case, "Jo Sand", "--by", "A"]) == 1
    assert "nowhere" in capsys.readouterr().err
    assert main(["name", case, " ", "--by", "A"]) == 1


def test_contacts_that_are_nobodys_are_listed_and_decided(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["contacts", case]) == 0
    assert capsys.readouterr().out == f"{PHONE}  1 place  undecided\n"
    assert main(["decide", case, "--accept", "--text", PHONE, "--by", "A"]) == 0
    capsys.readouterr()
    assert main(["contacts", case, "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert found["decision"] == "withhold"
    assert found["places"] == ["D01-R009"]


def test_to_withhold_a_company_says_that_its_name_usually_stays(
    case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["person", case, "P01", "--name", "Orr Paving Ltd", "--by", "A"]) == 0
    capsys.readouterr()
    decide = ["decide", case, "--by", "A", "--person", "P01", "--person", "P02"]
    assert main([*decide, "--accept"]) == 0
    assert "1 usually stays visible: Orr Paving Ltd" in capsys.readouterr().out
    assert main([*decide, "--reset"]) == 0
    assert "usually" not in capsys.readouterr().out
