"""How well the finder does on the samples beside this file.

Each threshold is what was reached less a small margin: a drop below it is a change for
the worse, to be looked at by name in the lists of what was missed and what was wrong.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from eval.scoring import Pairs, find, from_folder, score
from redactor.find.engine import Finder


@pytest.fixture(scope="module")
def pairs(finder: Finder) -> Pairs:
    return find(finder, from_folder(Path(__file__).parent / "samples"))


def test_nearly_everything_personal_is_covered_whole(pairs: Pairs) -> None:
    result = score(pairs)
    assert result.recall >= 0.96, result.missed


def test_nearly_nothing_is_covered_in_part(pairs: Pairs) -> None:
    result = score(pairs)
    assert result.half <= 0.01 * result.gold, result.missed


def test_nearly_everything_found_is_personal(pairs: Pairs) -> None:
    result = score(pairs)
    assert result.precision >= 0.96, result.wrong


def test_what_is_public_stays(pairs: Pairs) -> None:
    result = score(pairs)
    assert result.public <= 0.02, result.wrong


@pytest.mark.parametrize("label", ["EMAIL", "PHONE", "ID", "DOB", "HANDLE", "ADDRESS"])
def test_each_kind_is_covered(pairs: Pairs, label: str) -> None:
    result = score(pairs, label)
    assert result.recall >= 0.95, result.missed
