"""Words, regular expressions and similar spellings in a text."""

from __future__ import annotations

import time

import pytest

from redactor.errors import BadInput
from redactor.find.query import How, Queries, Query


def found(text: str, query: Query) -> list[str]:
    return [text[start:end] for start, end in query.hits(text)]


def test_words_match_over_the_end_of_a_line_and_in_any_capitals() -> None:
    assert found("JANE\nSmith", Query("jane smith")) == ["JANE\nSmith"]


def test_whole_words_leave_longer_words_alone() -> None:
    assert found("Ash, Ashby", Query("ash", whole_words=True)) == ["Ash"]


@pytest.mark.parametrize(
    ("expression", "text", "hits"),
    [
        (r"[A-Z]{2}\d{6}", "AB123456 and ab12", ["AB123456"]),
        (r"Ref \d+", "Ref 12, Ref\n34", ["Ref 12", "Ref\n34"]),
        (r"[ab ]+c", "a bc", ["a bc"]),
        (r"^Dear .*$", "Dear Ann\nI write", ["Dear Ann"]),
        (r"x*", "none", []),
    ],
)
def test_a_regular_expression(expression: str, text: str, hits: list[str]) -> None:
    assert found(text, Query(expression, match_case=True, how=How.PATTERN)) == hits


@pytest.mark.parametrize("expression", ["(", "", "[a", "(" * 900, "a" * 2000])
def test_an_expression_that_says_nothing_is_refused(expression: str) -> None:
    with pytest.raises(BadInput):
        Query(expression, how=How.PATTERN).hits("a")


def test_a_hostile_expression_is_given_up_soon() -> None:
    started = time.monotonic()
    with pytest.raises(BadInput, match="too long"):
        Query("(?:(a|aa)+)+$", how=How.PATTERN).hits("a" * 80 + "b")
    assert time.monotonic() - started < 30


@pytest.mark.parametrize(
    "text", ["Thornpson", "Tbompson", "THOMPSON", "Thomspon", "Th0mpson", "Thompsen"]
)
def test_a_similar_spelling_forgives_what_ocr_misreads(text: str) -> None:
    query = Query("Thompson", how=How.SIMILAR)
    assert found(f"Ms {text} wrote", query) == [text]


@pytest.mark.parametrize(
    "text", ["Thomas", "Thomson Reuters", "Simpson", "Thompsonville"]
)
def test_a_similar_spelling_is_not_any_spelling(text: str) -> None:
    if text.startswith("Thomson"):  # one letter away is a slip, and is meant
        assert found(text, Query("Thompson", how=How.SIMILAR)) == ["Thomson"]
    else:
        assert not found(text, Query("Thompson", how=How.SIMILAR))


def test_a_long_list_finds_each_entry_once_and_the_longest_of_two() -> None:
    names = [Query(f"Person {n}", whole_words=True) for n in range(3000)]
    both = [
        *names,
        Query("Person", whole_words=True),
        Query("+44 20", whole_words=True),
    ]
    text = "Person 17 rang Person and +44 20"
    hits = [text[start:end] for start, end in Queries(both).hits(text)]
    assert hits == ["Person 17", "Person", "+44 20"]
