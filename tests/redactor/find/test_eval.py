"""The finder is not worse than when it was last measured (``make eval``)."""

from __future__ import annotations

from eval import measures
from eval.generate import documents
from eval.scoring import from_folder, sample, score
from redactor.find.engine import Finder
from redactor.find.spans import Label, Span

# A measure of few places jumps: one place of the smallest kinds is more than this.
MARGIN = 0.015
FEW = ("ID", "DOB", "HANDLE", "URL", "ADDRESS", "PHONE", "EMAIL")


def test_no_measure_dropped_since_the_last_entry_of_the_history(finder: Finder) -> None:
    before = {
        name: value
        for name, value in measures.last()["quick"].items()
        if not name.startswith(tuple(f"hard, {kind}" for kind in FEW))
    }
    assert before
    assert measures.drops(measures.quick(finder), before, MARGIN) == []


def test_a_drop_is_seen_in_both_directions() -> None:
    before = {"hard, all: recall": 0.9, "hard: public": 0.02}
    assert measures.drops(before, before, MARGIN) == []
    worse = {"hard, all: recall": 0.8, "hard: public": 0.2}
    assert len(measures.drops(worse, before, MARGIN)) == 2


def test_marks_are_taken_out_and_remembered() -> None:
    marked = sample("x", "Dear [[PERSON@welsh|Mabli]] of {{Ofsted}}")
    assert marked.text == "Dear Mabli of Ofsted"
    assert [(g.start, g.end, g.origin) for g in marked.gold] == [(5, 10, "welsh")]
    assert marked.stays == ((14, 20),)


def test_half_a_name_is_not_covered() -> None:
    marked = sample("x", "[[PERSON|Mabli Bebb]]")
    half = Span(0, 5, Label.PERSON, 0.9, "test", "")
    counted = score([(marked, [half])])
    assert (counted.covered, counted.half, counted.right) == (0, 1, 1)


def test_generated_documents_are_the_same_every_time_and_all_marks_are_read() -> None:
    made = documents(28)
    assert made == documents(28)
    assert not any("[[" in s.text or "{{" in s.text for s in made)
    assert all(s.gold or s.stays for s in [*made, *measures.hard()])
    assert from_folder(measures.FOLDER)
