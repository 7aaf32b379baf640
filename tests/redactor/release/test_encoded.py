"""A name that is written in percent signs is a name."""

from __future__ import annotations

import pytest

from redactor.model import Rect, Redaction
from redactor.release.proof.needles import needles
from redactor.release.proof.prove import prove_text

NAME = Redaction("D01-R001", "D01", 1, (Rect(0, 0, 9, 9),), "Greenhalgh", "PERSON")


@pytest.mark.parametrize(
    "text", ["https://x.uk/green%68algh", "Greenhalgh", "%47reenhalgh"]
)
def test_a_withheld_name_is_found_however_it_is_encoded(text: str) -> None:
    (found,) = prove_text("schedule", text, needles([NAME]))
    assert "D01-R001" in found.reason


def test_other_percent_signs_are_no_name() -> None:
    assert not prove_text("schedule", "100%25 of https://x.uk/a%20b", needles([NAME]))
