"""What counts as withheld text when it turns up somewhere else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from redactor.model import Rect, Redaction
from redactor.release.proof.needles import Text, amounts, needles


def found(withheld: str, elsewhere: str, label: str = "") -> bool:
    redaction = Redaction("D01-R001", "D01", 1, (Rect(0, 0, 1, 1),), withheld, label)
    text = Text(elsewhere)
    return any(any(True for _ in n.found_in(text)) for n in needles([redaction]))


@pytest.mark.parametrize(
    ("withheld", "elsewhere"),
    [
        ("Jane Thornbury", "and jane thornbury said"),
        ("Jane Thornbury", "THORNBURY, Jane"),
        ("Jane Thornbury", "Jane\r\nThorn-\nbury"),
        ("Jane Thornbury", "as Thornbury wrote"),
        ("Jane Thornbury", "thornbury said no"),
        ("Jane Thornbury", "https://x.uk/people/thornbury"),
        ("Zoë O’Hara", "Zoe O'Hara"),
    ],
)
def test_a_name_counts_in_any_order_and_by_its_parts(
    withheld: str, elsewhere: str
) -> None:
    assert found(withheld, elsewhere, "PERSON")


@pytest.mark.parametrize(
    ("withheld", "elsewhere"),
    [
        ("Jane Green", "a Green paper"),
        ("Mark Hall", "a mark in the hall"),
        ("Tom Lee", "on Monday they leered"),
        ("Miss Ashby", "Miss Taylor"),
        ("Ann Kent", "www.kent.gov.uk"),
        ("Ann Bradford", "https://bradford.gov.uk/bins"),
    ],
)
def test_ordinary_words_do_not_count_as_parts_of_a_name(
    withheld: str, elsewhere: str
) -> None:
    assert not found(withheld, elsewhere, "PERSON")


def test_a_telephone_number_counts_however_it_is_spaced() -> None:
    for other in ("07700900123", "+44 7700 900 123", "(07700) 900-123"):
        assert found("07700 900123", f"ring {other} now", "PHONE")
    assert not found("07700 900123", "07700 900124", "PHONE")


def test_what_stands_before_the_at_counts_unless_it_is_a_role() -> None:
    assert found("jane.thornbury@x.gov.uk", "user jane.thornbury logged in", "EMAIL")
    assert found("jthorn@x.gov.uk", "user jthorn", "EMAIL")
    assert not found("info@x.gov.uk", "for info see", "EMAIL")


def test_dates_short_numbers_and_plain_words_count_only_under_their_box() -> None:
    assert not found("12 March 1980", "on 12 March 1980", "DOB")
    assert not found("12/03/1980", "on 12/03/1980")
    assert not found("4711", "room 4711")
    assert not found("meeting", "the meeting")
    assert not found("of the", "out of the blue")


@pytest.mark.parametrize("said", ["£171,900", "171900", "171 900", "over 171,900."])
def test_an_amount_counts_in_what_is_written_about_the_case(said: str) -> None:
    row = Redaction("D01-R001", "D01", 1, (Rect(0, 0, 1, 1),), "£171,900 a year")
    (needle,) = amounts(row)
    assert any(True for _ in needle.found_in(Text(said)))
    assert not any(True for _ in needle.found_in(Text("171, 900 and 171,90")))
    assert not amounts(replace(row, text="£1,900, 4, 5"))


def test_a_passage_drawn_by_hand_counts_as_a_whole() -> None:
    passage = "the contract with Acme was ended"
    assert found(passage, f"We heard that {passage} in May.")
    assert not found(passage, "the contract was ended")


def plain(withheld: str, elsewhere: str, label: str = "") -> bool:
    redaction = Redaction("D01-R001", "D01", 1, (Rect(0, 0, 1, 1),), withheld, label)
    text = Text(elsewhere)
    every = needles([redaction], {"membership", "jane", "thornbury"})
    return any(any(True for _ in n.found_in(text)) for n in every)


def test_an_ordinary_word_drawn_alone_counts_only_under_its_box() -> None:
    assert not plain("Membership", "the Membership fee")
    assert not plain("XXXX", "to XXXX and XXXX")
    assert plain("Everett", "as Everett said")


def test_a_name_a_mailbox_and_several_words_always_count() -> None:
    assert plain("Thornbury", "as Thornbury said", "PERSON")
    assert plain("Jane Thornbury", "to Jane Thornbury")
    assert plain("jane.thornbury@x.gov.uk", "jane.thornbury@x.gov.uk")
