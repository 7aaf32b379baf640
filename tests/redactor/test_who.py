"""Who is who can be put right: merged, renamed, and places given to another."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from redactor import edits
from redactor.errors import BadInput, NotFound
from redactor.model import (
    Case,
    Change,
    Document,
    PageShape,
    Person,
    PersonDecision,
    Rect,
    Redaction,
    State,
    Status,
)
from tests import make

WITHHOLD = PersonDecision.WITHHOLD
JANE = Person("P01", "Jane Smith", ("Jane Smith", "JS:"))
TOM = Person("P02", "Tom Ashby", ("Tom Ashby",))
NAMED = ((1, "P01", "Jane Smith"), (2, "P01", "JS"), (3, "P02", "Tom Ashby"))


def place(number: int, person: str, text: str) -> Redaction:
    """The n-th line of the first page."""
    rects = (Rect(72.0, 10.0 * number, 140.0, 10.0 * number + 9.0),)
    return Redaction(f"D01-R{number:03d}", "D01", 1, rects, text, "PERSON", person)


def proposed(state: State) -> Change:
    """Jane in two places, Tom in one."""
    return edits.propose(state, (JANE, TOM), [place(*named) for named in NAMED])


@pytest.fixture
def state() -> State:
    empty = State(Case("IC-100001-A1B2", dt.date(2024, 10, 1)))
    shapes = (PageShape(595.0, 842.0),)
    document = Document("D01", "letter.pdf", "1" * 64, "1" * 64, shapes)
    filed = empty.after(edits.add_documents([document]))
    return filed.after(proposed(filed))


def test_merged_people_are_one_with_all_spellings_and_places(state: State) -> None:
    after = state.after(edits.merge(state, ["P01", "P02"]))
    assert list(after.people) == ["P01"]
    assert after.people["P01"].forms == ("Jane Smith", "JS:", "Tom Ashby")
    assert {r.person for r in after.redactions.values()} == {"P01"}


def test_places_of_the_merged_follow_the_first_unless_decided_alone(
    state: State,
) -> None:
    alone = replace(place(9, "P02", "Tom"), excepted=True)
    state = state.after(edits.propose(state, (), [alone]))
    state = state.after(edits.decide_person(state, "P01", WITHHOLD, ("s.40(2)",)))
    after = state.after(edits.merge(state, ["P01", "P02"]))
    assert after.redactions["D01-R003"].status is Status.ACCEPTED
    assert after.redactions["D01-R009"].status is Status.SUGGESTED


def test_merging_is_one_step_that_the_case_keeps_and_takes_back(
    tmp_path: Path,
) -> None:
    file = make.case_file(tmp_path, letter=make.pdf("Dear Jane Smith"))
    file.apply(proposed(file.state), by="A Caseworker")
    before = file.state.people
    change = edits.merge(file.state, ["P02", "P01"])
    assert change.label == "merge 2 people into Tom Ashby"
    file.apply(change, by="A Caseworker")
    assert list(file.state.people) == ["P02"]
    file.undo(by="A Caseworker")
    assert dict(file.state.people) == dict(before)


def test_one_person_alone_is_not_merged(state: State) -> None:
    assert not edits.merge(state, ["P01", "P01"])
    with pytest.raises(NotFound):
        edits.merge(state, ["P01", "P77"])


def test_a_renamed_person_keeps_the_old_name_as_a_spelling(state: State) -> None:
    after = state.after(edits.rename(state, "P02", " Thomas  Ashby "))
    assert after.people["P02"].name == "Thomas Ashby"
    assert "Tom Ashby" in after.people["P02"].forms
    assert not edits.rename(state, "P02", "Tom Ashby")
    with pytest.raises(BadInput):
        edits.rename(state, "P02", "  ")


def test_places_given_to_another_are_undecided_and_follow_them(state: State) -> None:
    state = state.after(edits.decide_person(state, "P01", WITHHOLD))
    after = state.after(edits.split(state, ["D01-R002"], "Joan Sims"))
    row = after.redactions["D01-R002"]
    assert (row.person, row.status, row.excepted) == ("P03", Status.SUGGESTED, False)
    assert after.people["P03"].name == "Joan Sims"
    assert after.people["P03"].forms == ("JS",)
    assert after.redactions["D01-R001"].status is Status.ACCEPTED
