"""What learning gains: ``python -m tools.model.measure``.

Persons only, on texts that played no part in the training: those written blind, the
hard cases and the generated documents of ``eval``. "stock" weighs evidence with the
stock model, "tuned" with the weights that are shipped.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from eval import measures
from eval.generate import documents
from eval.scoring import Sample, find, score
from redactor.find.engine import Finder
from redactor.find.spans import Label

_MADE = 420


def sets() -> dict[str, list[Sample]]:
    """The texts to measure on, by name."""
    blind = {f"blind, {kind}": texts for kind, texts in measures.written().items()}
    return {**blind, "hard": measures.hard(), "made": documents(_MADE)}


def main() -> None:
    """Stock against tuned, set by set."""
    with tempfile.TemporaryDirectory() as nothing:
        finders = {"stock": Finder(Path(nothing)), "tuned": Finder()}
    for name, samples in sets().items():
        row = f"{name:<16}"
        for kind, finder in finders.items():
            counted = score(find(finder, samples), Label.PERSON)
            row += f"  {kind} {counted.recall:.3f} / {counted.precision:.3f}"
        sys.stdout.write(f"{row}\n")


if __name__ == "__main__":
    main()
