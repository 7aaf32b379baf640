"""Samples with the truth written into them, and how well findings agree with it.

``[[PERSON|Jane Smith]]`` is personal, ``{{Home Office}}`` must stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from redactor.find.spans import Span

_MARK = re.compile(
    r"\[\[(?P<label>[A-Z]+)\|(?P<gold>.*?)\]\]|\{\{(?P<stays>.*?)\}\}", re.DOTALL
)


@dataclass(frozen=True)
class Sample:
    """A text, what is personal in it and what must stay."""

    name: str
    text: str
    gold: tuple[tuple[int, int, str], ...]
    stays: tuple[tuple[int, int], ...]


def sample(name: str, marked: str) -> Sample:
    """Take the marks out of a text and note where they stood."""
    text, gold, stays, at = "", [], [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        start = len(text)
        text += mark["gold"] if mark["label"] else mark["stays"]
        if mark["label"]:
            gold.append((start, len(text), mark["label"]))
        else:
            stays.append((start, len(text)))
        at = mark.end()
    return Sample(name, text + marked[at:], tuple(gold), tuple(stays))


def samples() -> list[Sample]:
    """All samples of the folder beside this file."""
    folder = Path(__file__).parent / "samples"
    return [
        sample(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.txt"))
    ]


@dataclass
class Score:
    """Counts over some samples; what went wrong is listed by kind."""

    gold: int = 0
    covered: int = 0
    half: int = 0
    found: int = 0
    right: int = 0
    stays: int = 0
    hit: int = 0
    missed: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        """Share of the truth of which every letter is covered."""
        return self.covered / self.gold

    @property
    def precision(self) -> float:
        """Share of the findings that touch something personal."""
        return self.right / self.found

    @property
    def public(self) -> float:
        """Share of what must stay that a finding touches."""
        return self.hit / self.stays


def score(pairs: Iterable[tuple[Sample, Sequence[Span]]], label: str = "") -> Score:
    """Compare findings with the truth; for one label or for all."""
    total = Score()
    for truth, spans in pairs:
        _recall(total, truth, spans, label)
        _precision(total, truth, spans, label)
    return total


def _recall(total: Score, truth: Sample, spans: Sequence[Span], label: str) -> None:
    covered = {i for s in spans for i in range(s.start, s.end)}
    for start, end, kind in truth.gold:
        if label and kind != label:
            continue
        letters = [i for i in range(start, end) if truth.text[i].isalnum()]
        hidden = [i for i in letters if i in covered]
        total.gold += 1
        total.covered += len(hidden) == len(letters)
        total.half += 0 < len(hidden) < len(letters)
        if len(hidden) < len(letters):
            total.missed += (f"{truth.name}: {truth.text[start:end]!r}",)


def _precision(total: Score, truth: Sample, spans: Sequence[Span], label: str) -> None:
    for span in spans:
        if label and span.label != label:
            continue
        right = any(s < span.end and span.start < e for s, e, _ in truth.gold)
        total.found += 1
        total.right += right
        if not right:
            words = truth.text[span.start : span.end]
            total.wrong += (f"{truth.name}: {words!r} ({span.found_by})",)
    for start, end in truth.stays:
        total.stays += 1
        total.hit += any(s.start < end and start < s.end for s in spans)
