"""What the window's decisions do to a case."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor import edits, hits
from redactor.edits import Mark
from redactor.law.exemptions import catalogue
from redactor.model import PersonDecision, Rect, State, Status
from redactor.request import Outcome
from tests.ui import cases
from ui import decide
from ui.counts import Counts

WITHHOLD, RELEASE = PersonDecision.WITHHOLD, PersonDecision.RELEASE


@pytest.fixture
def state() -> State:
    return cases.two_people()


def statuses(state: State) -> dict[str, str]:
    return {r.serial: str(r.status) for r in state.redactions.values()}


def test_several_people_are_one_step(state: State) -> None:
    change = decide.people(state, ["P01", "P02"], WITHHOLD)
    after = state.after(change)
    assert set(statuses(after).values()) == {"accepted"}
    assert change.label == "withhold 2 people"
    assert after.after(change.reversed()) == state


def test_everywhere_takes_the_exception_back_that_it_was_asked_from(
    state: State,
) -> None:
    apart = state.after(edits.reject(state, ["D01-R001"]))
    change = decide.everywhere(apart, ["D01-R001"], WITHHOLD)
    after = apart.after(change)
    assert statuses(after)["D01-R001"] == "accepted"
    assert statuses(after)["D02-R001"] == "accepted"
    assert statuses(after)["D01-R003"] == "suggested"
    assert change.label == "withhold Jane Smith, 3 places"


def test_everywhere_without_a_person_goes_by_the_text() -> None:
    state = cases.state(
        cases.redaction(1, text="Project Heron"),
        cases.redaction(2, text="project  heron"),
        cases.redaction(3, text="Other"),
    )
    after = state.after(decide.everywhere(state, ["D01-R001"], RELEASE))
    assert statuses(after) == {
        "D01-R001": "rejected",
        "D01-R002": "rejected",
        "D01-R003": "suggested",
    }


def test_an_area_without_text_stands_for_itself() -> None:
    state = cases.state(cases.redaction(1, text=""), cases.redaction(2, text=""))
    after = state.after(decide.everywhere(state, ["D01-R001"], WITHHOLD))
    assert statuses(after) == {"D01-R001": "accepted", "D01-R002": "suggested"}


def test_codes_of_a_person_go_to_every_place_that_follows(state: State) -> None:
    apart = state.after(edits.accept(state, ["D01-R002"]))
    change = decide.set_codes(apart, [], ["P01"], ("s.42(1)",), "legal advice")
    after = apart.after(change)
    assert after.people["P01"].exemptions == ("s.42(1)",)
    assert after.redactions["D02-R001"].exemptions == ("s.42(1)",)
    assert after.redactions["D02-R001"].category == "legal advice"
    assert after.redactions["D01-R002"].exemptions == cases.CODE
    assert change.label == "codes of Jane Smith"


def test_a_category_is_left_alone_where_none_is_chosen(state: State) -> None:
    change = decide.set_codes(state, ["D01-R001"], [], ("s.42(1)",), None)
    row = state.after(change).redactions["D01-R001"]
    assert (row.exemptions, row.category) == (("s.42(1)",), "")


def test_hits_accept_what_is_proposed_there_and_draw_the_rest(state: State) -> None:
    row = state.redactions["D01-R001"]
    there = Mark("D01", 1, row.rects, "jane smith")
    fresh = Mark("D01", 2, (Rect(10, 700, 80, 712),), "Jane Smith")
    change = hits.withhold(state, [there, fresh], cases.CODE)
    after = state.after(change)
    assert after.redactions["D01-R001"].status == Status.ACCEPTED
    assert len(after.redactions) == len(state.redactions) + 1
    assert change.label == "redact 2 hits"
    assert not hits.withhold(after, [there, fresh], cases.CODE)


def test_a_document_that_is_withheld_in_full_asks_for_nothing_more(
    state: State,
) -> None:
    counts = Counts(state)
    assert (counts.total, counts.left) == (4, 4)
    whole = replace(state.documents["D02"], outcome=Outcome.WITHHELD)
    change = edits.put(state, whole, "describe", "withhold D02 in full")
    after = state.after(change)
    counts.update(change)
    assert (counts.total, counts.left) == (3, 3)
    assert [r.document for r in decide.undecided(after)] == ["D01"] * 3
    last = max(decide.undecided(after), key=lambda row: row.place)
    again = decide.next_undecided(after, last.place, 1)
    assert again is not None
    assert again.document == "D01"
    counts.update(change.reversed())
    assert (counts.total, counts.left) == (4, 4)


def test_the_next_undecided_goes_round_the_end_of_the_case(state: State) -> None:
    last = state.redactions["D02-R001"].place
    first = decide.next_undecided(state, last, 1)
    assert first is not None
    assert first.serial == "D01-R001"
    back = decide.next_undecided(state, first.place, -1)
    assert back is not None
    assert back.serial == "D02-R001"
    done = state.after(decide.people(state, ["P01", "P02"], RELEASE))
    assert decide.next_undecided(done, last, 1) is None


def test_what_is_drawn_gets_the_codes_chosen_last() -> None:
    law = catalogue("FOIA")
    assert decide.last_codes("s.42(1)\ns.43(2)", law) == ("s.42(1)", "s.43(2)")
    assert decide.last_codes("", law) == ()


def test_codes_of_another_law_are_not_given_to_what_is_drawn() -> None:
    assert decide.last_codes("s.42(1)\nreg.13(1)", catalogue("EIR")) == ("reg.13(1)",)
