"""What has to be said for an exemption, with each thing missing in turn."""

# ruff: noqa: E501

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from redactor import edits
from redactor.errors import BadInput, NotFound, UnknownExemption
from redactor.law.exemptions import catalogue
from redactor.law.reasoning import Form, questions
from redactor.missing import cautions, missing
from redactor.model import Case, Document, PageShape, Rect, State
from redactor.reasons import (
    answers_for,
    hand_over,
    is_standing,
    say,
    served,
    uses,
)
from redactor.request import Outcome, Part

HERE = (Rect(0, 0, 9, 9),)
GOOD = {
    "harm": "would be likely to",
    "interest": "x",
    "nature": "x",
    "link": "x",
    "purposes": "a, c",
    "enactment": "An Act, section 1",
    "facts": "x",
    "qualified_person": "The Commissioner",
    "opinion": "2024-10-01",
    "privilege": "advice",
    "for": "x",
    "against": "x",
    "result": "withhold",
}


def state(*codes: str, regime: str = "FOIA", parts: tuple[Part, ...] = ()) -> State:
    """A case with one document, and one redaction for each group of codes."""
    document = Document(
        "D01", "a.pdf", "0", "1", (PageShape(595, 842),), parts=("Q01",) * bool(parts)
    )
    made = State(
        Case("F-1", dt.date(2024, 10, 1), regime),
        {"D01": document},
        parts={part.id: part for part in parts},
    )
    marks = [edits.Mark("D01", 1, HERE, "x", tuple(c.split("+"))) for c in codes]
    return made.after(edits.draw(made, marks))


def said(case: State, code: str, answers: dict[str, str]) -> State:
    entry = catalogue(case.case.regime).parse(code)
    asked = {q.id for q in questions(entry)}
    mine = {k: v for k, v in answers.items() if k in asked}
    return case.after(say(case, code, mine))


def asked(case: State) -> set[str]:
    return {one.question for one in missing(case)}


@pytest.mark.parametrize(
    ("code", "wanted"),
    [
        ("s.40(2)", set()),
        ("s.21(1)", set()),
        ("Out of scope", set()),
        ("s.31(1)(a)", {"harm", "interest", "nature", "link", "for", "against", "result"}),
        ("s.31(1)(g)", {"harm", "interest", "nature", "link", "purposes", "for", "against", "result"}),
        ("s.36(2)(c)", {"harm", "interest", "nature", "link", "qualified_person", "opinion", "for", "against", "result"}),
        ("s.42(1)", {"privilege", "for", "against", "result"}),
        ("s.44(1)(a)", {"enactment", "facts"}),
        ("s.35(1)(a)", {"facts", "for", "against", "result"}),
        ("s.41(1)", {"facts"}),
        ("s.24(1)", {"facts", "for", "against", "result"}),
    ],
)  # fmt: skip
def test_each_exemption_asks_for_what_the_law_asks_of_it(
    code: str, wanted: set[str]
) -> None:
    case = state(code)
    assert asked(case) == wanted
    if wanted:
        assert not missing(said(case, code, GOOD))
    for left_out in wanted:
        rest = {k: v for k, v in GOOD.items() if k != left_out}
        assert asked(said(case, code, rest)) == {left_out}


def test_environmental_exceptions_ask_for_would_only() -> None:
    case = state("reg.12(5)(e)", regime="EIR")
    assert {"harm", "result"} <= asked(case)
    with pytest.raises(BadInput):
        say(case, "reg.12(5)(e)", {"harm": "would be likely to"})
    assert "harm" not in asked(case.after(say(case, "12(5)(e)", {"harm": "Would"})))


def test_a_pending_result_needs_a_date() -> None:
    case = said(state("s.42(1)"), "s.42(1)", GOOD | {"result": "pending"})
    assert asked(case) == {"until"}
    assert not missing(case.after(say(case, "s.42(1)", {"until": "2024-11-08"})))


def test_what_the_public_interest_favours_can_not_be_withheld() -> None:
    case = said(state("s.42(1)"), "s.42(1)", GOOD | {"result": "disclose"})
    (one,) = missing(case)
    assert "favours release" in one.sentence


def test_the_standing_text_serves_until_the_case_says_its_own() -> None:
    case = state("s.40(2)")
    assert is_standing(case, "s.40(2)")
    case = case.after(say(case, "s.40(2)", {"balance": "They agreed to nothing."}))
    assert answers_for(case, "s.40(2)")["balance"] == "They agreed to nothing."
    assert is_standing(case, "s.40(2)")
    assert not missing(case)


def test_the_law_behind_a_bar_may_stand_in_the_citation() -> None:
    assert asked(state("s.44(1)(a): DPA 2018 s.132(1)")) == {"facts"}


def test_a_decision_serves_all_boxes_of_its_part() -> None:
    part = Part("Q01", "1", outcome=Outcome.IN_PART)
    case = state("s.42(1)", "s.42(1)", "s.40(2)", parts=(part,))
    assert [u.exemption.code for u in uses(case)] == ["s.40(2)", "s.42(1)"]
    case = case.after(say(case, "s.42(1)", {"privilege": "advice"}, part="Q01"))
    (decision,) = case.decisions.values()
    assert list(served(case, decision)) == ["D01-R001", "D01-R002"]
    assert asked(case) == {"for", "against", "result"}
    with pytest.raises(NotFound):
        say(case, "s.42(1)", {"privilege": "advice"}, part="Q09")


def test_answers_that_are_none_are_refused() -> None:
    case = state("s.31(1)(g)")
    for answers in (
        {"harm": "maybe"},
        {"purposes": "z"},
        {"until": "soon"},
        {"enactment": "An Act"},
        {"lunch": "x"},
    ):
        with pytest.raises(BadInput):
            say(case, "s.31(1)(g)", answers)
    with pytest.raises(BadInput, match="no reasons"):
        say(case, "Out of scope", {"harm": "would"})
    with pytest.raises(UnknownExemption):
        say(case, "s.31", {"harm": "would"})


def test_letters_are_read_one_by_one() -> None:
    (purposes,) = [
        q
        for q in questions(catalogue("FOIA").parse("s.31(1)(g)"))
        if q.form is Form.LETTERS
    ]
    assert purposes.parsed("A, (c)") == "a, c"
    assert purposes.parsed("(a) and (c)") == "a, c"


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (Part("Q01", "1"), "has no outcome"),
        (Part("Q01", "1", outcome=Outcome.ELSEWHERE), "does not say where"),
        (Part("Q01", "1", outcome=Outcome.NCND, exemptions=("s.40(2)",)), "refuses to confirm"),
        (Part("Q01", "1", outcome=Outcome.REFUSED), "without the section"),
        (Part("Q01", "1", outcome=Outcome.EXTRACTED), "not there"),
        (Part("Q01", "1", outcome=Outcome.IN_FULL), "released in full, but"),
        (Part("Q01", "1", outcome=Outcome.NOT_HELD), "D01 would be released for it"),
        (Part("Q01", "1", outcome=Outcome.WITHHELD), "D01 would be released for it"),
        (Part("Q01", "1", until=dt.date(2024, 11, 8)), "D01 would be released for it"),
        (Part("Q01", "1", outcome=Outcome.OUT_OF_SCOPE), "D01 would be released"),
        (Part("Q01", "1", outcome=Outcome.ELSEWHERE, link="https://x.uk"), "D01 would"),
    ],
)  # fmt: skip
def test_an_outcome_asks_for_what_belongs_to_it(part: Part, words: str) -> None:
    found = missing(state("s.40(2)", parts=(part,)))
    assert any(words in one.sentence for one in found)


def not_enclosed(case: State) -> State:
    row = replace(case.documents["D01"], outcome=Outcome.PENDING)
    return replace(case, documents={"D01": row})


def test_an_outcome_with_all_it_needs_misses_nothing() -> None:
    for part in (
        Part("Q01", "1", until=dt.date(2024, 11, 8)),
        Part("Q01", "1", outcome=Outcome.ELSEWHERE, link="https://x.uk"),
        Part("Q01", "1", outcome=Outcome.REFUSED, exemptions=("s.14(2)",)),
    ):
        case = not_enclosed(state("s.40(2)", parts=(part,)))
        assert not [one for one in missing(case) if not one.code]
    ncnd = Part("Q01", "1", outcome=Outcome.NCND, exemptions=("s.40(5B)(a)(i)",))
    assert asked(state("s.40(2)", parts=(ncnd,))) == {"for", "against", "result"}


def test_what_a_part_says_and_what_leaves_agree() -> None:
    held = Part("Q01", "1", outcome=Outcome.WITHHELD)
    case = state("s.40(2)", parts=(held,))
    kept = replace(
        case.documents["D01"], outcome=Outcome.WITHHELD, exemptions=("s.40(2)",)
    )
    assert not missing(case.after(edits.put(case, kept, "x", "x")))
    shared = replace(case.documents["D01"], parts=("Q01", "Q02"))
    assert not missing(case.after(edits.put(case, shared, "x", "x")))
    (one,) = missing(state(parts=(replace(held, outcome=Outcome.IN_PART),)))
    assert "nothing of its documents is withheld" in one.sentence


def test_a_document_withheld_whole_needs_its_exemption() -> None:
    case = state()
    document = replace(case.documents["D01"], outcome=Outcome.WITHHELD)
    bare = case.after(edits.put(case, document, "x", "x"))
    assert "withheld in full" in missing(bare)[0].sentence
    withheld = replace(document, exemptions=("s.40(2)",))
    assert not missing(case.after(edits.put(case, withheld, "x", "x")))


@pytest.mark.parametrize(
    ("codes", "words"),
    [
        ("s.30(1)(b)+s.31(1)(a)", "s.30 and s.31"),
        ("s.35(1)(a)+s.36(2)(c)", "s.35 and s.36"),
        ("s.23(1)+s.24(1)", "alternative"),
        ("s.40(3)(a)(i)", "use s.40(2)."),
        ("s.44(1)(a)", "offence"),
    ],
)
def test_what_may_be_wrong_is_warned_of(codes: str, words: str) -> None:
    assert any(words in str(one) for one in cautions(state(codes)))


def test_ordinary_codes_warn_of_nothing() -> None:
    assert not cautions(state("s.40(2)+s.42(1)"))


def test_an_answer_taken_back_leaves_no_empty_decision() -> None:
    case = state("s.42(1)")
    assert not say(case, "s.42(1)", {"for": " "})
    case = case.after(say(case, "s.42(1)", {"for": "x"}))
    assert len(case.decisions) == 1
    case = case.after(say(case, "s.42(1)", {"for": ""}))
    assert case.decisions == {}


def test_reasons_are_handed_to_a_part_and_back() -> None:
    part = Part("Q01", "1", outcome=Outcome.IN_PART)
    case = state("s.42(1)", parts=(part,))
    assert not hand_over(case, "s.42(1)", ("Q01",), "Q01")
    case = case.after(say(case, "s.42(1)", {"for": "x"}))
    assert not hand_over(case, "s.42(1)", ("Q01",), "")
    both = case.after(hand_over(case, "s.42(1)", ("Q01",), "Q01"))
    assert {d.part for d in both.decisions.values()} == {"", "Q01"}
    assert answers_for(both, "s.42(1)", ("Q01",)) == {"for": "x"}
    back = both.after(hand_over(both, "s.42(1)", ("Q01",), ""))
    assert [d.part for d in back.decisions.values()] == [""]
    alone = state("s.42(1)", parts=(part,))
    alone = alone.after(say(alone, "s.42(1)", {"for": "x"}, part="Q01"))
    alone = alone.after(hand_over(alone, "s.42(1)", ("Q01",), ""))
    assert [(d.part, d.answer("for")) for d in alone.decisions.values()] == [("", "x")]


def test_every_question_with_words_has_words_for_each_choice() -> None:
    for regime in ("FOIA", "EIR"):
        for entry in catalogue(regime).values():
            for question in questions(entry):
                assert len(question.words) in {0, len(question.choices)}


def test_one_reasoning_is_asked_for_once_whatever_it_serves() -> None:
    both = (
        Part("Q01", "1", outcome=Outcome.IN_PART),
        Part("Q02", "2", outcome=Outcome.IN_PART),
    )
    case = state("s.43(2)", parts=both)
    more = replace(case.documents["D01"], id="D02", parts=("Q02",))
    loose = replace(more, id="D03", parts=())
    case = case.after(edits.add_documents([more, loose]))
    marks = [edits.Mark(d, 1, HERE, "y", ("s.43(2)",)) for d in ("D02", "D03")]
    case = case.after(edits.draw(case, marks))
    wanted = [one.question for one in missing(case) if one.code == "s.43(2)"]
    assert len(wanted) == len(set(wanted)) > 3
    assert {one.part for one in missing(case)} == {""}
    for_one = case.after(say(case, "s.43(2)", {"interest": "x"}, part="Q01"))
    again = [one for one in missing(for_one) if one.question == "interest"]
    assert [one.part for one in again] == [""], "the others still have none"
