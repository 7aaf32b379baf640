"""What tuned weights change: ``python -m tools.model.measure FOLDER``.

Persons only, on texts that played no part in the training: the samples of the tests,
the evaluation set, and ``held/`` and ``fresh/``, unseen by rules and training.
"model" is what the language model says, "finder" the whole.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from spacy.language import Language

from eval.generate import documents
from eval.measures import hard
from eval.scoring import Sample, Score, find, from_folder, score
from redactor.find import views
from redactor.find.engine import Finder
from redactor.find.spans import Label, Span
from tools.model.train import stock

_TOP = Path(__file__).parent.parent.parent
_MADE = 420


def sets() -> dict[str, list[Sample]]:
    """The texts to measure on, by name."""
    return {
        "samples": from_folder(_TOP / "tests/redactor/find/samples"),
        "hard": hard(),
        "made": documents(_MADE),
        "held": from_folder(Path(__file__).parent / "held"),
        "fresh": from_folder(Path(__file__).parent / "fresh"),
    }


def by_model(nlp: Language, sample: Sample) -> list[Span]:
    """What the model alone takes for people."""
    return list(_people(nlp, sample.text))


def _people(nlp: Language, text: str) -> Iterator[Span]:
    for entity in nlp(views.for_model(text)).ents:
        if entity.label_ == "PERSON":
            start = entity.start_char
            before = _TITLE.search(text, max(0, start - 15), start)
            start = before.start() if before else start
            yield Span(start, entity.end_char, Label.PERSON, 0.7, "spaCy", "")


# The texts mark titles as part of a name, the model never does.
_TITLE = re.compile(
    r"\b(?:Mrs?|Ms|Miss|Dr|Cllr|Councillor|Prof(?:essor)?|Rev|Sir)\.? \Z", re.I
)


def measured(finder: Finder, nlp: Language, samples: Sequence[Sample]) -> list[Score]:
    """Scores of the model alone and of the whole finder."""
    return [
        score([(s, by_model(nlp, s)) for s in samples], Label.PERSON),
        score(find(finder, samples), Label.PERSON),
    ]


def speed(finder: Finder, samples: Sequence[Sample]) -> float:
    """Words a second of processor time."""
    began = time.process_time()
    find(finder, samples)
    words = sum(len(s.text.split()) for s in samples)
    return words / (time.process_time() - began)


def main() -> None:
    """Stock against tuned, set by set."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path, help="folder of the tuned weights")
    parser.add_argument("--errors", action="store_true", help="what changed, by name")
    chosen = parser.parse_args()
    finder, nlp = Finder(), stock()
    inner = finder._engine.nlp_engine.nlp["en"]
    plain = nlp.get_pipe("ner").to_bytes(exclude=["vocab"])
    rows: dict[str, list[Score]] = {}
    for model in ("stock", "tuned"):
        for pipe in (nlp.get_pipe("ner"), inner.get_pipe("ner")):
            if model == "stock":
                pipe.from_bytes(plain, exclude=["vocab"])
            else:
                pipe.from_disk(chosen.weights, exclude=["vocab"])
        for name, samples in sets().items():
            rows[f"{name} {model}"] = measured(finder, nlp, samples)
        sys.stdout.write(f"{model}: {speed(finder, sets()['made']):.0f} words/s\n")
    for name in sets():
        _show(name, rows[f"{name} stock"], rows[f"{name} tuned"])
        if chosen.errors:
            _changes(rows[f"{name} stock"][1], rows[f"{name} tuned"][1])


def _show(name: str, before: Sequence[Score], after: Sequence[Score]) -> None:
    for kind, old, new in zip(("model", "finder"), before, after, strict=True):
        line = "".join(
            f"  {what} {getattr(old, what):.3f} -> {getattr(new, what):.3f}"
            for what in ("recall", "precision", "public")
        )
        sys.stdout.write(f"{name:<8} {kind:<7} ({old.gold}){line}\n")


def _changes(old: Score, new: Score) -> None:
    for title, before, after in (
        ("missed", old.missed, new.missed),
        ("wrong", old.wrong, new.wrong),
    ):
        for mark, words in (
            ("-", set(before) - set(after)),
            ("+", set(after) - set(before)),
        ):
            sys.stdout.writelines(f"   {mark} {title} {w}\n" for w in sorted(words))


if __name__ == "__main__":
    main()
