"""The texts to learn from: correspondence written for this project, everybody invented.

One file holds several texts, each below a line "=== its title"; people are marked
[[PERSON|...]], other things that tempt {{...}}.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from eval.scoring import Sample, from_file

_HERE = Path(__file__).parent / "corpus"


def samples() -> list[Sample]:
    """Every text, in an order that does not change between runs."""
    return [s for path in sorted(_HERE.glob("*/*.txt")) for s in from_file(path)]


def in_small_letters(sample: Sample) -> Sample:
    """The same text as people write it who never press the shift key."""
    return _with(sample, sample.text.lower())


def in_capitals(sample: Sample) -> Sample:
    """The same text, shouted."""
    return _with(sample, sample.text.upper())


def _with(sample: Sample, text: str) -> Sample:
    if len(text) != len(sample.text):  # "ß", "ŉ": the marks would not fit
        return sample
    return replace(sample, text=text)


def part(every: list[Sample], number: int, parts: int = 2) -> list[Sample]:
    """Every so-manyeth text: the parts are as alike as can be."""
    return every[number::parts]
