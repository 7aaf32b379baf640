"""People where a form asks for them."""

import pytest

from redactor.find import forms


def found(text: str) -> list[str]:
    return [text[span.start : span.end] for span in forms.filled(text)]


def test_several_labels_on_one_line_with_a_colon_and_without() -> None:
    text = "SURNAME   STEELE      0THER NAMES  Remington Hugh    Grade: Fm"
    assert found(text) == ["STEELE", "Remington Hugh"]
    assert found("Name: Jo Ek   Officer: Sun House") == ["Jo Ek", "Sun House"]


def test_a_label_above_its_value() -> None:
    assert found("Full name\nJo Sand\n") == ["Jo Sand"]


@pytest.mark.parametrize(
    "label", ["Name of child", "Weeded by", "Case worker (new)", "3. Witness 2"]
)
def test_labels_that_ask_for_a_person(label: str) -> None:
    assert forms.asks_for_person(label)


@pytest.mark.parametrize(
    "label", ["Name of school", "Tel no of parent", "Premises", "Date signed", ""]
)
def test_labels_that_ask_for_something_else(label: str) -> None:
    assert not forms.asks_for_person(label)


def test_an_empty_field_is_nobody() -> None:
    assert found("Name: None   Officer:    Date: today") == []
