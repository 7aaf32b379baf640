"""Words that are nobody's name in a case, by the case's own documents.

A word drawn by hand could be a name or not: "Hope", "Everett", "Membership". Where the
same word also stands in small letters, as names do not, it is ordinary writing, and
its box says nothing about the other places where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from redactor.casefile import CaseFile
from redactor.law import rulebook
from redactor.law.exemptions import Catalogue
from redactor.model import State

_LEAST = 3  # letters
_WORD = re.compile(r"[^\W\d_]+")
_AROUND = "()[]{}<>.,;:!?'\"‘’“”…*•"
_NAMES = ("given", "given_words", "given_firm", "family", "nicknames")


def ordinary_words(file: CaseFile, law: Catalogue) -> frozenset[str]:
    """In small letters; never a word of a name that the case or our lists know."""
    named = _names() | frozenset(_of_people(file.state))
    return (frozenset(_seen(file)) | _listed(law)) - named


def _listed(law: Catalogue) -> frozenset[str]:
    """What our rules and the law itself say to everybody."""
    book = rulebook.load("proof.yaml")
    texts = [f"{e.cite} {e.title} {e.reason}" for e in law.values()]
    return frozenset(
        {*book["titles"], *book["words"], *book["everyday"]}
        | {word.lower() for text in texts for word in _WORD.findall(text)}
    )


def _seen(file: CaseFile) -> Iterator[str]:
    """Words that stand in small letters somewhere in the documents."""
    for document in file.state.documents.values():
        for page in range(1, document.pages + 1):
            words = file.words(document, page)
            for word in words.words if words is not None else ():
                text = word.text.strip(_AROUND)
                if len(text) >= _LEAST and text.isalpha() and text.islower():
                    yield text


def _names() -> frozenset[str]:
    book = rulebook.load("names.yaml")
    return frozenset(_words(str(book[key]) for key in _NAMES))


def _of_people(state: State) -> Iterator[str]:
    """Words of the people of the case, and of whatever was found to be personal."""
    for person in state.people.values():
        yield from _words((person.name, *person.forms))
    yield from _words(
        r.text for r in state.redactions.values() if r.label and r.status.is_proposal
    )


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (word.lower() for word in _WORD.findall(text))
