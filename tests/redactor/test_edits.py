"""The verbs make changes; none of them alters the state it looked at."""

from __future__ import annotations

import datetime as dt

import pytest

from redactor import edits
from redactor.errors import NotFound
from redactor.model import (
    Case,
    Document,
    PageShape,
    Person,
    PersonDecision,
    Rect,
    Redaction,
    State,
    Status,
)

BOX = (Rect(1, 2, 3, 4),)


@pytest.fixture
def state() -> State:
    document = Document("D01", "a.pdf", "x", "y", (PageShape(595, 842),) * 2)
    people = [Person("P01", "Ola Nordmann"), Person("P02", "Siân Rhys")]
    boxes = [
        Redaction(f"D01-R{n:03d}", "D01", 1, BOX, text=f"t{n}", person=person)
        for n, person in enumerate(["P01", "P01", "P02", None], start=1)
    ]
    empty = State(Case("R", dt.date(2024, 1, 2)))
    with_document = empty.after(edits.add_documents([document]))
    return with_document.after(edits.propose(with_document, people, boxes))


def statuses(state: State) -> str:
    return "".join(r.status[0] for r in state.redactions.values())


def test_a_person_is_decided_once_and_every_place_follows(state: State) -> None:
    change = edits.decide_person(state, "P01", PersonDecision.WITHHOLD, ("s.40(2)",))
    after = state.after(change)
    assert statuses(after) == "aass"
    assert after.redactions["D01-R002"].exemptions == ("s.40(2)",)
    assert after.people["P01"].decision is PersonDecision.WITHHOLD
    assert change.label == "withhold Ola Nordmann, 2 places"


def test_a_place_decided_on_its_own_no_longer_follows(state: State) -> None:
    here_not = state.after(edits.reject(state, ["D01-R001"]))
    after = here_not.after(
        edits.decide_person(here_not, "P01", PersonDecision.WITHHOLD)
    )
    assert statuses(after) == "rass"


def test_reset_makes_a_place_follow_again(state: State) -> None:
    alone = state.after(edits.reject(state, ["D01-R001"]))
    again = alone.after(edits.reset(alone, ["D01-R001"]))
    after = again.after(edits.decide_person(again, "P01", PersonDecision.WITHHOLD))
    assert statuses(after) == "aass"


def test_released_people_are_left_visible(state: State) -> None:
    after = state.after(edits.decide_person(state, "P02", PersonDecision.RELEASE))
    assert statuses(after) == "ssrs"


def test_changing_back_to_undecided_suggests_again(state: State) -> None:
    released = state.after(edits.decide_person(state, "P02", PersonDecision.RELEASE))
    after = released.after(
        edits.decide_person(released, "P02", PersonDecision.UNDECIDED)
    )
    assert statuses(after) == "ssss"


def test_what_is_not_there_is_said(state: State) -> None:
    with pytest.raises(NotFound, match="D01-R999"):
        edits.accept(state, ["D01-R999"])
    with pytest.raises(NotFound, match="P99"):
        edits.decide_person(state, "P99", PersonDecision.RELEASE)
    with pytest.raises(NotFound, match="no page 3"):
        edits.draw(state, [edits.Mark("D01", 3, BOX)])
    with pytest.raises(NotFound, match="D07"):
        edits.draw(state, [edits.Mark("D07", 1, BOX)])


def test_removing_a_document_takes_its_redactions_along(state: State) -> None:
    after = state.after(edits.remove_document(state, "D01"))
    assert not after.documents
    assert not after.redactions


def test_two_steps_together_are_one_change(state: State) -> None:
    first = edits.draw(state, [edits.Mark("D01", 2, BOX)])
    between = state.after(first)
    second = edits.accept(between, ["D01-R001", "D01-R005"], ("s.42(1)",))
    both = edits.together(first, second)
    assert state.after(both) == between.after(second)
    assert state.after(both).after(both.reversed()).redactions == state.redactions


def test_a_mark_s_own_codes_go_before_those_for_all(state: State) -> None:
    marks = [
        edits.Mark("D01", 1, BOX, exemptions=("s.42(1)",)),
        edits.Mark("D01", 1, BOX),
    ]
    change = edits.draw(state, marks, exemptions=("s.40(2)",))
    assert [r.exemptions for r in change.added] == [("s.42(1)",), ("s.40(2)",)]


def test_drawn_boxes_are_accepted_at_once(state: State) -> None:
    (box,) = edits.draw(state, [edits.Mark("D01", 2, BOX, "x")]).added
    assert isinstance(box, Redaction)
    assert box.status is Status.ACCEPTED
    assert box.serial == "D01-R005"
