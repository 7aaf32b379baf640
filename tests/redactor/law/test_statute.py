"""The law's own words, as letters quote them."""

from __future__ import annotations

import pytest

from redactor.law.exemptions import catalogue
from redactor.law.rulebook import load
from redactor.law.statute import effect, quoted


def test_a_limb_is_quoted_with_the_words_before_it() -> None:
    assert quoted("s.31(1)(a)") == (
        "Information which is not exempt information by virtue of section 30 is exempt "
        "information if its disclosure under this Act would, or would be likely to, "
        "prejudice – (a) the prevention or detection of crime."
    )
    assert quoted("s.42(1)").endswith("in legal proceedings is exempt information.")


def test_nothing_is_quoted_where_the_words_are_not_there() -> None:
    assert quoted("s.40(2)") == ""
    assert effect("s.40(2)") == ""


@pytest.mark.parametrize(
    ("code", "does"),
    [
        ("s.31(1)(a)", "prejudice the prevention or detection of crime"),
        ("s.36(2)(b)(i)", "inhibit the free and frank provision of advice"),
        ("s.38(1)(b)", "endanger the safety of any individual"),
        ("s.42(1)", ""),
        ("reg.12(5)(b)", ""),
    ],
)
def test_harm_is_named_in_the_words_of_the_law(code: str, does: str) -> None:
    assert effect(code) == does


def test_every_text_belongs_to_an_exemption_of_the_catalogue() -> None:
    codes = {code for law in ("FOIA", "EIR") for code in catalogue(law)}
    quoted_ = {c for text in load("statute.yaml")["texts"] for c in text["limbs"]}
    assert quoted_ <= codes
