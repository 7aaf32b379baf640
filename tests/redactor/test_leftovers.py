"""What is withheld here and visible there can be withheld too, or stay on purpose."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from redactor import edits
from redactor.casefile import CaseFile
from redactor.cli import main
from redactor.errors import ReleaseRefused
from redactor.leftovers import Leftover, Shown, keep, leftovers, shown_by, withhold
from redactor.model import Change, Person, PersonDecision, Redaction, Status
from redactor.work import finish
from tests.make import release
from tests.redactor.release.cases import BY, draw, letter, mark

PAGES = ("Dear Jane Smith\nplease call her", "Smith was there\nwith Tom Ashby")


def refused(file: CaseFile, out: Path) -> tuple[str, ...]:
    with pytest.raises(ReleaseRefused) as caught:
        finish(release(file, out))
    return caught.value.findings


@pytest.fixture
def file(tmp_path: Path) -> CaseFile:
    """Jane Smith is withheld on the first page, and named again on the second."""
    made = letter(tmp_path, *PAGES)
    drawn = draw(made, mark(made, "Jane Smith")).added[0]
    assert isinstance(drawn, Redaction)
    jane = Person("P01", "Jane Smith", ("Jane Smith",), "staff: name")
    decided = replace(
        jane, decision=PersonDecision.WITHHOLD, exemptions=drawn.exemptions
    )
    row = replace(drawn, label="PERSON", person="P01", category="staff: name")
    made.apply(Change("propose", "", (drawn,), (row, decided)), by=BY)
    return made


def sought(file: CaseFile, out: Path) -> list[Leftover]:
    """The places of everything that the proof found."""
    shown = [shown_by(finding) for finding in refused(file, out)]
    return finish(leftovers(file, [one.source for one in shown if one]))


def test_a_finding_says_which_page_shows_what(file: CaseFile, tmp_path: Path) -> None:
    findings = refused(file, tmp_path / "out")
    shown = Shown("D01", 2, "D01-R001")
    assert [shown_by(finding) for finding in findings] == [shown]
    assert shown_by(str(shown)) == shown


def test_a_finding_of_another_kind_shows_no_text() -> None:
    assert shown_by("D01, page 2: text can be read under redaction D01-R003") is None
    assert shown_by("schedule: it says what redaction D01-R003 withholds") is None


def test_the_place_is_found_and_the_one_under_its_box_is_not(
    file: CaseFile, tmp_path: Path
) -> None:
    found = sought(file, tmp_path / "out")
    assert [(left.shown, left.mark.text) for left in found] == [
        (Shown("D01", 2, "D01-R001"), "Smith")
    ]


def test_withheld_too_it_has_the_person_and_codes_of_the_first(
    file: CaseFile, tmp_path: Path
) -> None:
    change = withhold(file.state, sought(file, tmp_path / "out"))
    assert change.label == "withhold 1 place of the same text"
    file.apply(change, by=BY)
    row = file.state.redactions["D01-R002"]
    assert (row.person, row.exemptions, row.category) == (
        "P01",
        ("s.40(2)",),
        "staff: name",
    )
    assert row.status is Status.ACCEPTED
    assert not row.excepted
    finish(release(file, tmp_path / "out"))
    assert (tmp_path / "out" / "manifest.json").exists()


def test_left_on_purpose_it_is_no_finding_any_more(
    file: CaseFile, tmp_path: Path
) -> None:
    change = keep(file.state, sought(file, tmp_path / "out"))
    file.apply(change, by=BY)
    row = file.state.redactions["D01-R002"]
    assert row.status is Status.REJECTED
    assert row.excepted
    assert finish(leftovers(file)) == []
    finish(release(file, tmp_path / "out"))


def test_a_spelling_of_a_withheld_person_is_found_by_the_person(
    tmp_path: Path,
) -> None:
    file = letter(tmp_path, "Dear Jane Smith", "Ask Nettlefold for it")
    drawn = draw(file, mark(file, "Jane Smith")).added[0]
    assert isinstance(drawn, Redaction)
    person = Person(
        "P01",
        "Jane Smith",
        ("Nettlefold",),
        decision=PersonDecision.WITHHOLD,
    )
    row = replace(drawn, label="PERSON", person="P01")
    file.apply(Change("propose", "", (drawn,), (row, person)), by=BY)
    found = finish(leftovers(file, ["P01"]))
    assert [left.mark.text for left in found] == ["Nettlefold"]
    change = withhold(file.state, found)
    made = change.added[0]
    assert isinstance(made, Redaction)
    assert (made.person, made.exemptions) == ("P01", ("s.40(2)",))


def test_what_was_decided_meanwhile_is_left_alone(
    file: CaseFile, tmp_path: Path
) -> None:
    found = sought(file, tmp_path / "out")
    file.apply(withhold(file.state, found), by=BY)
    assert not withhold(file.state, found)
    assert not keep(file.state, found)


def test_what_is_no_longer_withheld_is_no_remedy(
    file: CaseFile, tmp_path: Path
) -> None:
    found = sought(file, tmp_path / "out")
    file.apply(edits.delete(file.state, ["D01-R001"]), by=BY)
    assert not withhold(file.state, found)


def test_by_command_the_places_are_listed_and_decided(
    file: CaseFile, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = str(file.path)
    file.close()
    assert main(["leftovers", case]) == 0
    assert capsys.readouterr().out == "1  D01 p.2: “Smith”, withheld as D01-R001\n"
    assert main(["leftovers", case, "--keep"]) == 2
    assert main(["leftovers", case, "--keep", "--place", "2", "--by", BY]) == 2
    assert main(["leftovers", case, "--keep", "--place", "1", "--by", BY]) == 0
    capsys.readouterr()
    assert main(["leftovers", case, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"leftovers": []}
