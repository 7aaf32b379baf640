"""The fixed list of what a public schedule may call a redaction."""

from __future__ import annotations

import pytest

from redactor.errors import NotFound
from redactor.law.categories import categories, category_for, implied_by

LABELS = ["PERSON", "EMAIL", "PHONE", "ADDRESS", "ID", "DOB", "HANDLE", "URL"]


def test_no_category_stands_twice_and_each_says_what_it_is_for() -> None:
    names = [category.name for category in categories()]
    assert len(names) == len(set(names))
    assert all(category.use for category in categories())


@pytest.mark.parametrize("label", LABELS)
def test_what_the_finder_finds_has_a_category_that_blames_nobody(label: str) -> None:
    name = category_for(label)
    assert name.startswith("individual: ")
    assert name in [category.name for category in categories()]


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("PERSON", "individual: name"),
        ("PHONE", "individual: contact details"),
        ("DOB", "individual: date of birth"),
    ],
)
def test_the_category_says_what_kind_of_thing_it_is(label: str, name: str) -> None:
    assert category_for(label) == name


def test_a_label_of_nobody_is_refused() -> None:
    with pytest.raises(NotFound, match="SHOE_SIZE"):
        category_for("SHOE_SIZE")


def test_only_the_last_resort_needs_a_reviewers_agreement() -> None:
    assert [c.name for c in categories() if c.needs_approval] == ["other"]


@pytest.mark.parametrize(
    ("codes", "name"),
    [
        (["s.43(2)"], "commercial terms, price or rate"),
        (["s.42(1)"], "legal advice"),
        (["s.31(1)(g)"], "regulatory engagement"),
        (["s.31(1)(a)"], "law enforcement"),
        (["s.40(2)", "s.43(2)"], "commercial terms, price or rate"),
        (["s.21(1)"], ""),
        ([], ""),
    ],
)
def test_an_exemption_implies_what_it_is_for(codes: list[str], name: str) -> None:
    assert implied_by(codes) == name
    assert not name or name in [category.name for category in categories()]
