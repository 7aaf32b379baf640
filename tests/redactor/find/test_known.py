"""What the lists know of a word."""

from __future__ import annotations

import pytest

from redactor.find import known


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Dr.", "title"),
        ("J.", "initial"),
        ("van", "particle"),
        ("Siobhan", "g3f0"),
        ("message", "g0f0w"),
        ("Mark", "g2f2w"),
    ],
)
def test_words_are_classed_by_what_they_may_be(word: str, expected: str) -> None:
    assert known.word_class(word) == expected


def test_a_double_name_is_known_by_the_half_that_is_known() -> None:
    assert known.word_class("Qzxwv-Wilson") == known.word_class("Wilson")


def test_a_family_in_the_plural_is_known_by_its_name() -> None:
    assert known.word_class("Braithwaites")[2:4] == "f1"


def test_only_words_of_the_language_that_nobody_is_called_are_common() -> None:
    assert known.is_common("Attachment")
    assert not known.is_common("Grace")
    assert not known.is_common("Oyelaran")


def test_marks_tell_places_and_posts() -> None:
    assert "place" in known.marks("Preston")
    assert "job" in known.marks("Officer")
    assert known.marks("Oyelaran") == ()
