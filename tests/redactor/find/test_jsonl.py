from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from redactor.errors import BadInput
from redactor.find.jsonl import find_lines


def line(key: object, text: str) -> str:
    return json.dumps({"id": key, "text": text})


def test_each_line_is_answered_in_order() -> None:
    lines = [line(n, "Dear Ms Eze" if n % 2 else "Nothing.") for n in range(40)]
    answers = [json.loads(answer) for answer in find_lines(lines, None)]
    assert [answer["id"] for answer in answers] == list(range(40))
    assert [len(answer["spans"]) for answer in answers] == [0, 1] * 20


def test_an_answer_says_where_what_and_how() -> None:
    answer = json.loads(next(find_lines([line("a", "Dear Jane,\n")], None)))
    (span,) = answer["spans"]
    assert set(span) == {"start", "end", "label", "score", "found_by"}
    assert (span["start"], span["end"], span["label"]) == (5, 9, "PERSON")


def test_answers_come_before_all_lines_are_read() -> None:
    read = []

    def lines() -> Iterator[str]:
        for n in range(1000):
            read.append(n)
            yield line(n, "Dear Jane")

    next(find_lines(lines(), None))
    assert len(read) < 50


def test_a_text_is_searched_for_its_own_people_only() -> None:
    texts = ["To: Warden, Obi <obi@x.uk>\n\nWarden agreed.", "Ask a warden about it."]
    answers = list(find_lines([line(n, t) for n, t in enumerate(texts)], None))
    assert [len(json.loads(a)["spans"]) for a in answers] == [3, 0]


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("{", "Line 2 is not JSON"),
        ('{"id": 1}', 'Line 2 has no "text"'),
        ('{"text": ""}', 'Line 2 has no "id"'),
        ("[]", 'Line 2 has no "text"'),
    ],
)
def test_a_bad_line_is_named_by_its_number(bad: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        list(find_lines([line(1, "x"), bad], None))
