"""The parts of a request, taken from how it was written."""

# ruff: noqa: E501

from __future__ import annotations

import datetime as dt

import pytest

from redactor.errors import BadInput, NotFound, UnknownExemption
from redactor.model import Case, Document, PageShape, State
from redactor.parts import (
    Wanted,
    add_part,
    describe,
    part_named,
    remove_part,
    set_part,
    split,
    take_parts,
)
from redactor.reasons import say
from redactor.request import Outcome

STATE = State(
    Case("F-1", dt.date(2024, 10, 1)),
    {d: Document(d, f"{d}.pdf", d, d, (PageShape(595, 842),)) for d in ("D01", "D02")},
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Please send\n1. any letters\n2. any minutes\n", ["any letters", "any minutes"]),
        ("1) One thing 2024. 2) Another 3.5 thing", ["One thing 2024.", "Another 3.5 thing"]),
        ("(a) letters\n(b) minutes of\nmeetings\n", ["letters", "minutes of meetings"]),
        ("Part 1. letters\nPart 2. minutes", ["letters", "minutes"]),
        ("1. letters of\n 3. May 2024\n2. minutes", ["letters of 3. May 2024", "minutes"]),
        ("All letters of 2024.", []),
        ("2. letters\n3. minutes", []),
        ("1. only one", []),
    ],
)  # fmt: skip
def test_a_request_is_split_by_its_numbers(text: str, parts: list[str]) -> None:
    assert [words for _, words in split(text)] == parts


def test_the_text_and_its_parts_are_taken_down() -> None:
    state = STATE.after(take_parts(STATE, "1. letters\n2. minutes"))
    assert [(p.id, p.number) for p in state.parts.values()] == [
        ("Q01", "1"),
        ("Q02", "2"),
    ]
    state = state.after(set_part(state, "2", Wanted(outcome="not held")))
    state = state.after(take_parts(state, "1. letters\n2. all minutes\n3. notes"))
    assert state.parts["Q02"].outcome is Outcome.NOT_HELD
    assert state.parts["Q02"].text == "all minutes"
    assert state.case.request.startswith("1. letters")
    assert len(state.parts) == 3


def test_documents_come_to_a_part_and_leave_it() -> None:
    state = STATE.after(set_part(STATE, "1", Wanted(documents=("D01", "D02.pdf"))))
    assert state.documents["D02"].parts == ("Q01",)
    state = state.after(set_part(state, "(1)", Wanted(documents=("D02",))))
    assert state.documents["D01"].parts == ()
    state = state.after(say(state, "s.42(1)", {"privilege": "advice"}, part="Q01"))
    state = state.after(remove_part(state, "1"))
    assert not state.parts
    assert not state.decisions
    assert state.documents["D02"].parts == ()


def test_what_rests_on_the_whole_part_may_be_no_code_for_a_box() -> None:
    wanted = Wanted(outcome="neither confirm nor deny", exemptions=("40(5B)(a)(i)",))
    state = STATE.after(set_part(STATE, "4", wanted))
    part = part_named(state, "4")
    assert part.exemptions == ("s.40(5B)(a)(i)",)
    wanted = Wanted(outcome="refused", exemptions=("s.12(1)",), until="2024-11-08")
    part = part_named(state.after(set_part(state, "4", wanted)), "Q01")
    assert part.exemptions == ("s.12(1)",)
    assert part.until == dt.date(2024, 11, 8)
    eir = Wanted(regime="eir", exemptions=("12(4)(a)",))
    assert part_named(state.after(set_part(state, "5", eir)), "5").exemptions == (
        "reg.12(4)(a)",
    )


def test_what_is_no_part_is_refused() -> None:
    with pytest.raises(BadInput):
        set_part(STATE, "1", Wanted(outcome="lost"))
    with pytest.raises(BadInput):
        set_part(STATE, " ", Wanted())
    with pytest.raises(BadInput):
        set_part(STATE, "1", Wanted(until="soon"))
    with pytest.raises(BadInput):
        set_part(STATE, "1", Wanted(regime="GDPR"))
    with pytest.raises(UnknownExemption):
        set_part(STATE, "1", Wanted(exemptions=("s.99",)))
    with pytest.raises(NotFound):
        set_part(STATE, "1", Wanted(documents=("D09",)))
    with pytest.raises(NotFound):
        remove_part(STATE, "1")


@pytest.mark.parametrize(
    "end",
    [
        "\n\nI look forward to your answer.\nA Person",
        "\nYours faithfully\nA Person",
        "\nKind regards\nA Person",
        "\nThank you",
        "\nMany thanks, A Person",
    ],
)
def test_the_last_part_ends_where_the_letter_goes_on(end: str) -> None:
    text = f"Please send\n1. any letters\n2. any minutes\nof May{end}"
    assert [words for _, words in split(text)] == ["any letters", "any minutes of May"]


def test_a_part_takes_the_next_free_number_and_can_have_another() -> None:
    state = STATE
    for _ in range(2):
        state = state.after(add_part(state))
    assert [p.number for p in state.parts.values()] == ["1", "2"]
    state = state.after(set_part(state, "Q01", Wanted(number="1(a)")))
    assert [p.number for p in state.parts.values()] == ["1(a)", "2"]
    assert [p.number for p in state.after(add_part(state)).parts.values()][-1] == "1"
    with pytest.raises(BadInput, match="part 2 already"):
        set_part(state, "Q01", Wanted(number="2"))
    with pytest.raises(BadInput, match="short number"):
        set_part(state, "Q01", Wanted(number=" "))


def test_the_details_of_a_request_are_set_one_by_one() -> None:
    state = STATE
    for name, words in (
        ("title", "  Road   minutes "),
        ("requester", "A Person"),
        ("dated", "2024-09-30"),
        ("related", "F-2, F-3,"),
        ("request", "Please send\n1. letters\n"),
    ):
        state = state.after(describe(state, name, words))
    case = state.case
    assert case.title == "Road minutes"
    assert case.dated == dt.date(2024, 9, 30)
    assert case.related == ("F-2", "F-3")
    assert case.request == "Please send\n1. letters"
    assert (case.reference, case.received) == ("F-1", dt.date(2024, 10, 1))
    assert state.after(describe(state, "dated", "")).case.dated is None
    assert not describe(state, "title", "Road minutes")
    with pytest.raises(BadInput):
        describe(state, "dated", "last week")
