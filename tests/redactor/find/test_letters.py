"""Initials: where they stand, and whom they fit."""

from __future__ import annotations

import pytest

from redactor.find import letters


@pytest.mark.parametrize(
    "word", ["JS", "J.S.", "JPB", "A-M", "T.B-S.", "SMcA", "FdeB", "H.B."]
)
def test_initials_are_seen_in_many_shapes(word: str) -> None:
    text = f"Action: {word} to chase"
    assert [text[a:b] for a, b in letters.places(text)] == [word]


@pytest.mark.parametrize("text", ["see JS-12", "R&D", "js@x.org", "i.JS"])
def test_parts_of_references_are_not_initials(text: str) -> None:
    assert list(letters.places(text)) == []


def test_one_letter_counts_only_where_it_signs() -> None:
    assert [*letters.places("See you then.\n\nK\n")]
    assert [*letters.places("Vitamin K is in it")] == []


def test_initials_fit_the_names_they_can_be_made_of() -> None:
    fitting = letters.of_names(["Orla Mary Fenn", "Owen Frost", "Zhou Wei"])
    assert fitting["OMF"] == 1
    assert fitting["OF"] == 2
    assert fitting["WZ"] == 1
    assert "ZZ" not in fitting


def test_two_letters_of_a_mac_count_as_one() -> None:
    assert letters.plain("SMcA") == "SMA"


def test_letters_that_are_short_for_words_are_not_initials() -> None:
    text = "the transfer risk note (TRN) of Jane Smith (JS). TRN and JS are done"
    assert {text[a:b] for a, b in letters.places(text)} == {"JS"}
