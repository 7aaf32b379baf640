"""Learns how much each piece of evidence for a name weighs: ``weigh MODELS OUT``.

Run by ``make model`` after ``train``. Each half of the texts is read with the model
that has not seen it. Logistic regression over the features of
``redactor/find/features.py`` and ``letters.py``; the weights are written as YAML that
can be read and corrected.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any

import yaml
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from eval.scoring import Sample
from redactor.find import features, judge, letters
from redactor.find.candidates import again, candidates
from redactor.find.context import Context
from redactor.find.engine import Finder
from redactor.find.names import Token
from redactor.find.spans import Label
from tools.model import corpus
from tools.model.swap import swapped
from tools.model.train import SEED

STRENGTH = 0.5
_RARE = 3  # features of fewer cases are left out
_LOUD = 10  # one text of so many is read in capitals too
_OTHERS = 2  # one of so many is read with other people too
_LIGHT = 0.02  # weights below this are left out
_LONGER, _SHORTER = 0.3, 0.5  # what a name too long or too short counts as a wrong one

Case = tuple[int, float, Sequence[str]]  # whether it is a name, its weight, features


class Reading:
    """A text as the readers and the model see it, with its possible names."""

    def __init__(self, sample: Sample, context: Context, spans: Sequence[Any]) -> None:
        self.sample = sample
        self.context = context
        self.spans = spans
        self.first = [
            (features.of(context, name), name) for name in candidates(context, spans)
        ]
        self.people = [(g.start, g.end) for g in sample.gold if g.label == Label.PERSON]
        self.others = [(g.start, g.end) for g in sample.gold if g.label != Label.PERSON]

    def truth(self, name: Sequence[Token]) -> tuple[int, float] | None:
        """Whether the words are a name, and how much that counts."""
        start, end = name[0].start, name[-1].end
        bare = [t for t in name if not t.is_title] or list(name)
        hit = [g for g in self.people if g[0] < end and start < g[1]]
        if not hit:
            other = any(a < end and start < b for a, b in self.others)
            return None if other else (0, 1.0)
        wanted = self._letters(*hit[0])
        here = self._letters(start, end)
        if len(hit) == 1 and wanted in (here, self._letters(bare[0].start, end)):
            return 1, 1.0
        return 0, _LONGER if len(hit) > 1 or here >= wanted else _SHORTER

    def _letters(self, start: int, end: int) -> frozenset[int]:
        text = self.sample.text
        return frozenset(i for i in range(start, end) if text[i].isalnum())


def read(models: Path) -> list[Reading]:
    """Every text, read with the model that has not seen it."""
    every = corpus.samples()
    readings = []
    for number, other in ((0, "second"), (1, "first")):
        finder = Finder(models / other)
        texts = corpus.part(every, number)
        texts = [*texts, *_varied(texts)]
        for sample, seen in zip(texts, finder.seen(s.text for s in texts), strict=True):
            context = Context(seen.text, seen.spans, seen.entities)
            readings.append(Reading(sample, context, seen.spans))
    return readings


def _varied(texts: list[Sample]) -> Iterator[Sample]:
    """Some of the texts again: in capitals, in small letters, with other people."""
    random = Random(SEED)  # noqa: S311  # not for secrets
    yield from (corpus.in_capitals(s) for s in texts[::_LOUD])
    yield from (corpus.in_small_letters(s) for s in texts[:: 2 * _LOUD])
    yield from (swapped(s, random) for s in texts[::_OTHERS])


def first_look(readings: Iterable[Reading]) -> Iterator[Case]:
    """The possible names with what is known of each by itself."""
    for reading in readings:
        for seen, name in reading.first:
            if (known := reading.truth(name)) is not None:
                yield (*known, seen)


def second_look(readings: Iterable[Reading]) -> Iterator[Case]:
    """The same once the surest names of a text are known."""
    for reading in readings:
        sure = judge.surest((judge.weigh("person", s), n) for s, n in reading.first)
        context = reading.context
        more = again(context.text, sure.words)
        every = [*reading.first, *((features.of(context, n), n) for n in more)]
        for seen, name in every:
            if (known := reading.truth(name)) is not None:
                yield (*known, [*seen, *features.again(context, sure, name)])


def initials(readings: Iterable[Reading]) -> Iterator[Case]:
    """Letters that may be initials, once the names of a text are known."""
    for reading in readings:
        context, text = reading.context, reading.context.text
        people, _ = judge.judged(text, reading.spans, context.entities)
        fitting = letters.of_names(text[p.start : p.end] for p in people)
        for start, end in letters.places(text):
            inside = [g for g in reading.people if g[0] < end and start < g[1]]
            if any(a < start or end < b for a, b in inside):
                continue  # a part of a longer name
            if not any(a < end and start < b for a, b in reading.others):
                yield bool(inside), 1.0, letters.of(context, start, end, fitting)


def fitted(cases: Iterable[Case]) -> dict[str, float]:
    """The weight of each feature."""
    truth, counts, seen = zip(*cases, strict=True)
    table = DictVectorizer()
    rows = table.fit_transform([dict.fromkeys(names, 1) for names in seen])
    often = (rows > 0).sum(axis=0).A1 >= _RARE
    table.restrict(often)
    rows = table.transform([dict.fromkeys(names, 1) for names in seen])
    model = LogisticRegression(C=STRENGTH, max_iter=3000, tol=1e-6)
    model.fit(rows, truth, sample_weight=counts)
    pairs = sorted(zip(table.get_feature_names_out(), model.coef_[0], strict=True))
    weights = {"always": round(float(model.intercept_[0]), 2)}
    weights |= {str(n): round(float(w), 2) for n, w in pairs if abs(w) >= _LIGHT}
    sys.stderr.write(
        f"{len(truth)} cases, {sum(truth)} names, {len(weights)} weights\n"
    )
    return weights


HEAD = """\
# How much each piece of evidence weighs for words being somebody's name ("person" at
# first sight, "again" once the surest names of the text are known) and for letters
# being somebody's initials. Learned by "make model"; what the features mean stands in
# redactor/find/features.py and letters.py.
"""


def main() -> None:
    """Learn and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", type=Path, help="folder of the tuned models")
    parser.add_argument("out", type=Path, help="the file to write")
    chosen = parser.parse_args()
    weights: dict[str, dict[str, float]] = judge.NOTHING
    readings = read(chosen.models)
    for kind, cases in (
        ("person", first_look),
        ("again", second_look),
        ("letters", initials),
    ):
        weights = {**weights, kind: fitted(cases(readings))}
        body = yaml.safe_dump(weights, sort_keys=False, allow_unicode=True, width=100)
        chosen.out.write_text(HEAD + body, encoding="utf-8")
        judge.use(weights)


if __name__ == "__main__":
    main()
