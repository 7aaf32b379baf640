"""Texts with the truth written into them, and how well findings agree with it.

``[[PERSON|Jane Smith]]`` is personal, ``{{Home Office}}`` must stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from redactor.find.engine import Finder
from redactor.find.people import People, Text
from redactor.find.spans import Span

_MARK = re.compile(
    r"\[\[(?P<label>[A-Z]+)(?:@(?P<origin>\w+))?\|(?P<gold>.*?)\]\]"
    r"|\{\{(?P<stays>.*?)\}\}",
    re.DOTALL,
)
_TITLE = re.compile(r"^=== (?P<name>.+)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Gold:
    """``text[start:end]`` is personal. ``origin`` is where a name comes from, if the
    text says so."""

    start: int
    end: int
    label: str
    origin: str = ""


@dataclass(frozen=True)
class Sample:
    """A text, what is personal in it and what must stay."""

    name: str
    text: str
    gold: tuple[Gold, ...]
    stays: tuple[tuple[int, int], ...]


def sample(name: str, marked: str) -> Sample:
    """Take the marks out of a text and note where they stood."""
    text, gold, stays, at = "", [], [], 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        start = len(text)
        text += mark["gold"] if mark["label"] else mark["stays"]
        if mark["label"]:
            gold.append(Gold(start, len(text), mark["label"], mark["origin"] or ""))
        else:
            stays.append((start, len(text)))
        at = mark.end()
    return Sample(name, text + marked[at:], tuple(gold), tuple(stays))


def from_folder(folder: Path) -> list[Sample]:
    """A sample from each text file of a folder."""
    return [
        sample(path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(folder.glob("*.txt"))
    ]


def from_file(path: Path) -> list[Sample]:
    """Samples from one file, each below a line "=== its name"."""
    pieces = _TITLE.split(path.read_text(encoding="utf-8"))[1:]
    return [
        sample(name, body.strip("\n"))
        for name, body in zip(pieces[::2], pieces[1::2], strict=True)
    ]


Pairs = list[tuple[Sample, Sequence[Span]]]


def find(finder: Finder, samples: Sequence[Sample]) -> Pairs:
    """What is found in each sample, taken as a case of its own."""
    found = finder.find_all(s.text for s in samples)
    return [
        (s, [span for span, _ in People([Text("", s.text, tuple(spans))]).spans[0]])
        for s, spans in zip(samples, found, strict=True)
    ]


@dataclass
class Score:
    """Counts over some samples; what went wrong is listed with its sample."""

    gold: int = 0
    covered: int = 0
    half: int = 0
    found: int = 0
    right: int = 0
    stays: int = 0
    hit: int = 0
    missed: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def recall(self) -> float:
        """Share of the truth of which every letter is covered."""
        return self.covered / max(1, self.gold)

    @property
    def precision(self) -> float:
        """Share of the findings that touch something personal."""
        return self.right / max(1, self.found)

    @property
    def public(self) -> float:
        """Share of what must stay that a finding touches."""
        return self.hit / max(1, self.stays)

    @property
    def partly(self) -> float:
        """Share of the truth that is covered only in part."""
        return self.half / max(1, self.gold)


def score(
    pairs: Iterable[tuple[Sample, Sequence[Span]]], label: str = "", origin: str = ""
) -> Score:
    """Compare findings with the truth; for one label, one origin of names, or all."""
    total = Score()
    for truth, spans in pairs:
        wanted = [
            gold
            for gold in truth.gold
            if label in ("", gold.label) and origin in ("", gold.origin)
        ]
        _recall(total, truth, spans, wanted)
        _precision(total, truth, spans, label)
    return total


def _recall(
    total: Score, truth: Sample, spans: Sequence[Span], wanted: Sequence[Gold]
) -> None:
    covered = {i for s in spans for i in range(s.start, s.end)}
    for gold in wanted:
        places = range(gold.start, gold.end)
        letters = [i for i in places if truth.text[i].isalnum()]
        hidden = [i for i in letters if i in covered]
        total.gold += 1
        total.covered += len(hidden) == len(letters)
        total.half += 0 < len(hidden) < len(letters)
        if len(hidden) < len(letters):
            part = "part of " if hidden else ""
            words = truth.text[gold.start : gold.end]
            total.missed.append(f"{truth.name}: {part}{words!r} {gold.label}")


def _precision(total: Score, truth: Sample, spans: Sequence[Span], label: str) -> None:
    for span in spans:
        if label and span.label != label:
            continue
        right = any(g.start < span.end and span.start < g.end for g in truth.gold)
        total.found += 1
        total.right += right
        if not right:
            words = truth.text[span.start : span.end]
            total.wrong.append(f"{truth.name}: {words!r} ({span.found_by})")
    for start, end in truth.stays:
        total.stays += 1
        total.hit += any(s.start < end and start < s.end for s in spans)
