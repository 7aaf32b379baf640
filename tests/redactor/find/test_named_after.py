"""What is called after people is nobody, and the people beside it are."""

import pytest

from redactor.find import named_after
from redactor.find.engine import Finder
from redactor.find.spans import Label


@pytest.fixture(scope="module")
def finder() -> Finder:
    return Finder()


def _named(text: str) -> list[str]:
    return [text[start:end] for start, end in named_after.places(text)]


@pytest.mark.parametrize(
    "thing",
    [
        "Graham Tillotson & Sons",
        "Pryce, Odell & Partners LLP",
        "Tillotson Ltd",
        "the Lord Rodney",
        "Lord Rodney Street",
    ],
)
def test_what_is_called_after_people_is_told_by_its_form(thing: str) -> None:
    assert any(
        name in thing and name for name in _named(f"It went to {thing}, which agreed.")
    )


def test_a_school_a_road_and_a_building_give_away_what_stands_before_them() -> None:
    text = "Between Agnes Tillotson School and Agnes Tillotson Road is Odell House."
    assert {"Agnes Tillotson", "Odell"} <= set(_named(text))


@pytest.mark.parametrize(
    "text",
    [
        "We met Julian Street and Agnes Hall.",
        "Agnes Tillotson School Nurse",
        "Statement by Agnes Tillotson, Odell & Sons.",
        "Prof Agnes Tillotson. Award of the year.",
        "Agnes Tillotson Harbour Acme Ltd",
    ],
)
def test_people_beside_such_words_are_no_things(text: str) -> None:
    named = ("Julian Street", "Agnes Hall", "Agnes Tillotson")
    assert not set(named) & set(_named(text))


def test_a_firm_stays_while_its_director_goes(finder: Finder) -> None:
    text = "Dear Mr Tillotson,\n\nThe tender of Graham Tillotson & Sons was late.\n"
    found = [
        text[s.start : s.end] for s in finder.find(text) if s.label == Label.PERSON
    ]
    assert found == ["Mr Tillotson"]


def test_a_word_in_small_letters_is_nobody_for_a_namesake_alone(finder: Finder) -> None:
    text = (
        "Dear Hope Tillotson,\n\nThank you for your letter. I hope that you are well."
        "\n\nYours sincerely,\nGrant Odell\n"
    )
    found = {text[s.start : s.end] for s in finder.find(text)}
    assert "hope" not in found
    assert {"Hope Tillotson", "Grant Odell"} <= found
