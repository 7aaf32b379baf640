"""Rows that may be one person are told, and stay two until somebody says so."""

from __future__ import annotations

from pathlib import Path

from redactor.casefile import CaseFile
from redactor.likeness import same_as
from redactor.listing import in_lines, listing
from redactor.model import Change, Person
from tests import make


def case_of(folder: Path, *names: str) -> CaseFile:
    file = make.case_file(folder, note=make.pdf("Minutes"))
    rows = tuple(Person(f"P{n:02d}", name) for n, name in enumerate(names, start=1))
    file.apply(Change("propose", "people", (), rows), by="A. Caseworker")
    return file


def test_a_forename_that_fits_one_person_is_told_as_perhaps_theirs(
    tmp_path: Path,
) -> None:
    file = case_of(tmp_path, "Lee Wainwright", "Lee", "Jane Smith")
    assert same_as(file.state) == {"P02": "P01"}
    data = listing(file)
    assert [p["same_as"] for p in data["people"]] == [None, "P01", None]
    assert any("same as P01?" in line for line in in_lines(data))
    assert len(file.state.people) == 3


def test_a_forename_that_fits_two_people_is_told_as_nobodys(tmp_path: Path) -> None:
    file = case_of(tmp_path, "Lee Wainwright", "Lee Carter", "Lee")
    assert same_as(file.state) == {}


def test_another_sex_or_another_family_is_not_suggested(tmp_path: Path) -> None:
    file = case_of(tmp_path, "Desmond Hale", "Ms Hale", "Mr Hale", "Mr Orr")
    assert same_as(file.state) == {"P03": "P01"}


def test_the_same_forename_in_two_rows_is_told(tmp_path: Path) -> None:
    file = case_of(tmp_path, "Tamsin", "Tamsin", "Oliver")
    assert same_as(file.state) == {"P02": "P01"}
    assert same_as(file.state, ["P03"]) == {}
