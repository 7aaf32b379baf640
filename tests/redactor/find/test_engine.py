from __future__ import annotations

import time

import pytest

from redactor.find import views
from redactor.find.engine import Finder
from redactor.law.rulebook import load


def test_many_texts_are_found_in_as_one_by_one(finder: Finder) -> None:
    texts = ["Dear Ms Eze", "", "Nobody.", "Ring 07700 900123."] * 6
    assert list(finder.find_all(texts)) == [finder.find(text) for text in texts]


def test_a_long_text_is_found_in_to_its_end(finder: Finder) -> None:
    text = "The weather was fine.\n\n" * 3000 + "Dear Ms Eze"
    (span,) = finder.find(text)
    assert text[span.start : span.end] == "Ms Eze"


def test_every_finding_carries_its_evidence(finder: Finder) -> None:
    text = "Dear Ms Eze\n\nHis NHS number is 943 476 5919. Kwame Mensah said so."
    for span in finder.find(text):
        assert span.found_by
        assert span.why.endswith(".")
        assert text[span.start : span.end] not in span.why
        assert 0.4 <= span.score <= 1.0


@pytest.mark.parametrize(
    "text", ["\n" * 20_000, "(" * 20_000, "Smith-" * 3000, "A1 " * 4000, "x@" * 8000]
)
def test_odd_texts_take_no_longer_than_others(finder: Finder, text: str) -> None:
    began = time.process_time()
    finder.find(text)
    assert time.process_time() - began < 10


def test_the_models_view_has_the_same_length() -> None:
    text = "JANE SMITH WILL SAY\nthat https://x.uk/a is\nlong " + "=" * 40 + "\nEnd"
    assert len(views.for_model(text)) == len(text)
    assert views.for_model(text).startswith("Jane Smith Will")


def test_words_that_an_authority_gives_a_recognizer_decide_for_it() -> None:
    rules = load("analyzer.yaml")
    rules["recognizer_registry"]["recognizers"].append(
        {
            "name": "depot tokens",
            "type": "custom",
            "supported_entity": "ID",
            "supported_language": "en",
            "patterns": [{"name": "token", "regex": r"\bQ\d{4}\b", "score": 0.1}],
            "context": ["depot token", "tokens"],
        }
    )
    finder = Finder(rules=rules)
    for text, found in (
        ("He gave up his depot token, which was Q4417, in May.", ["Q4417"]),
        ("Tokens Q4417 were given up.", ["Q4417"]),
        ("The tokenism of Q4417 is plain.", []),
        ("The tokens were given up by everybody in May, and Q4417 was not one.", []),
    ):
        assert [text[s.start : s.end] for s in finder.find(text)] == found
