"""The finder's measures, their history, and what a drop is."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.generate import documents, origins
from eval.scoring import Pairs, Sample, find, from_file, score
from redactor.find.engine import Finder
from redactor.find.spans import Label

FOLDER = Path(__file__).parent
HISTORY = FOLDER / "history.jsonl"
QUICK = 70  # generated documents of the quick measures, which the test suite takes
FULL = 420
LESS_IS_BETTER = ("partly", "public")

Measures = dict[str, float]


def hard() -> list[Sample]:
    """The cases written by hand."""
    return from_file(FOLDER / "hard.txt")


def contacts() -> list[Sample]:
    """Contact details, numbers and homes by class; names are not marked in them."""
    return from_file(FOLDER / "contacts.txt")


def written() -> dict[str, list[Sample]]:
    """Documents by kind, written blind: their authors had not seen the finder, and
    nobody looked at what it makes of them. Their scores alone chose between variants,
    so they flatter a little. List no errors of theirs, or they are spoilt."""
    files = sorted((FOLDER / "written").glob("*.txt"))
    return {path.stem: from_file(path) for path in files}


def quick(finder: Finder) -> Measures:
    """What the test suite watches: what was written, and some generated documents."""
    return {
        **_of("hard", find(finder, hard())),
        **_contacts(finder),
        **_blind(finder),
        **_of("made", find(finder, documents(QUICK))),
    }


def _contacts(finder: Finder) -> Measures:
    """By kind, since a finding of a name that is not marked would count as wrong."""
    measures = _of("contacts", find(finder, contacts()))
    del measures["contacts, all: precision"]
    return measures


def _blind(finder: Finder) -> Measures:
    measures: Measures = {}
    for kind, samples in written().items():
        measures |= _of(f"blind {kind}", find(finder, samples))
    return measures


def full(finder: Finder, samples: Sequence[Sample]) -> tuple[Measures, Pairs]:
    """Every measure, and the findings on the hard cases and these documents: errors
    of the documents written blind are counted and never listed."""
    by_hand = find(finder, hard())
    began = time.process_time()
    made = find(finder, samples)
    seconds = time.process_time() - began
    words = sum(len(s.text.split()) for s in samples)
    measures = {
        **_of("hard", by_hand),
        **_contacts(finder),
        **_blind(finder),
        **_of("made", made),
    }
    for origin in origins():
        measures[f"made, names: {origin}"] = score(made, origin=origin).recall
    measures["words a second"] = words / seconds
    return measures, [*by_hand, *made]


def _of(part: str, pairs: Pairs) -> Measures:
    measures: Measures = {}
    for label in ("", *(str(kind) for kind in Label)):
        counted = score(pairs, label)
        if counted.gold:
            name = f"{part}, {label or 'all'}"
            measures[f"{name}: recall"] = counted.recall
            measures[f"{name}: precision"] = counted.precision
    everything = score(pairs)
    measures[f"{part}: partly"] = everything.partly
    measures[f"{part}: public"] = everything.public
    return measures


def last() -> Mapping[str, Measures]:
    """The newest entry of the history: its measures, "full" and "quick"."""
    lines = HISTORY.read_text(encoding="utf-8").splitlines() if HISTORY.exists() else []
    if not lines:
        return {"full": {}, "quick": {}}
    entry: dict[str, Measures] = json.loads(lines[-1])
    return entry


def record(note: str, date: str, measured: Mapping[str, Measures]) -> None:
    """Add an entry to the history."""
    rounded = {
        kind: {name: round(value, 4) for name, value in every.items()}
        for kind, every in measured.items()
    }
    row = json.dumps({"date": date, "note": note, **rounded})
    with HISTORY.open("a", encoding="utf-8") as file:
        file.write(row + "\n")


def drops(now: Measures, before: Measures, margin: float) -> list[str]:
    """The measures that are worse than they were by more than a margin."""
    worse = []
    for name, value in before.items():
        if name == "words a second" or name not in now:
            continue
        lost = value - now[name]
        lost = -lost if name.endswith(LESS_IS_BETTER) else lost
        if lost > margin:
            worse.append(f"{name}: {value:.3f} -> {now[name]:.3f}")
    return worse
