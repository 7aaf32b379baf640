"""The words of letters and of the log: the program's, and the authority's own.

They stand in ``rules/letter.yaml`` and ``rules/authority.yaml``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from redactor.law import rulebook
from redactor.law.exemptions import catalogue
from redactor.law.regimes import regimes

_BOOK = "letter.yaml"


@dataclass(frozen=True, slots=True)
class Authority:
    """What an authority says of itself in every letter; links are empty where none."""

    name: str
    address: tuple[str, ...]
    team: str
    website: str
    named: str
    unnamed: str
    review_how: str
    review_link: str
    privacy: str
    privacy_link: str
    retention: str
    retention_link: str
    log_link: str
    reuse: str


@cache
def authority() -> Authority:
    """The authority's own texts."""
    book = rulebook.load("authority.yaml")
    return Authority(
        name=book["name"],
        address=tuple(book["address"]),
        team=book["team"],
        website=book["website"],
        named=book["salutation"]["named"],
        unnamed=book["salutation"]["unnamed"],
        review_how=book["review"]["how"],
        review_link=book["review"]["link"],
        privacy=book["privacy"]["text"],
        privacy_link=book["privacy"]["link"],
        retention=book["retention"]["text"],
        retention_link=book["retention"]["link"],
        log_link=book["log"]["link"],
        reuse=book["reuse"],
    )


@cache
def _book() -> Mapping[str, Any]:
    return rulebook.load(_BOOK)


def say(*at: str, **words: object) -> str:
    """The sentence at this place of the file, filled in."""
    found: Any = _book()
    for key in at:
        found = found[key]
    return str(found).format(**words)


def gap(what: str) -> str:
    """Words for what is still missing, to be seen at once."""
    return say("gap", what=what)


def gap_mark() -> str:
    """What every gap begins with."""
    return str(_book()["gap"]).split("{")[0]


def spoken(day: dt.date) -> str:
    """A day as a letter writes it: 8 November 2023."""
    return f"{day.day} {_book()['months'][day.month - 1]} {day.year}"


def is_regulator(name: str) -> bool:
    """Whether a complaint about this authority goes to itself."""
    plain = name.replace("\u2019", "'").strip().casefold()
    return plain in {str(one).casefold() for one in _book()["regulator"]}


def purposes(letters: Sequence[str]) -> list[tuple[str, str]]:
    """The purposes of s.31(2) with these letters, in short; unknown ones left out."""
    known: Mapping[str, str] = _book()["purposes"]
    return [(letter, known[letter]) for letter in letters if letter in known]


def listed(words: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def public_words() -> str:
    """All that this program says to everybody, as one text."""
    standing = rulebook.load_once("decisions.yaml")["standing"]
    law = rulebook.load_once("statute.yaml")
    texts = [*_leaves(_book()), *_leaves(standing), *_leaves(law)]
    for one in regimes():
        texts += [one.title, *one.names]
        entries = catalogue(one.name).values()
        texts += [f"{e.heading} {e.title} {e.reason} {e.cite}" for e in entries]
    return "\n".join(texts)


def authority_words() -> str:
    """All that the authority says to everybody, as one text."""
    return "\n".join(_leaves(rulebook.load("authority.yaml")))


def _leaves(found: Any) -> Iterator[str]:
    if isinstance(found, Mapping):
        for value in found.values():
            yield from _leaves(value)
    elif isinstance(found, list | tuple):
        for value in found:
            yield from _leaves(value)
    else:
        yield str(found)
