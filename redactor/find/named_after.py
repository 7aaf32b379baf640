"""What is called after people and is nobody: firms, streets, schools, pubs, funds.

Told by its form alone, whoever it is called after: "Bill Wallace & Sons", "Alan Turing
Way", "the Lord Byron". Where the last word may be somebody's family name as well
("Julian Street"), only what stands before it is no person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import lists
from redactor.law.rulebook import load

_CAPITAL = r"(?:[^\W\d_a-z]\.|[^\W\d_a-z][\w'’\-]*)"
_NAME = rf"{_CAPITAL}(?:[ ]{_CAPITAL}){{0,4}}?"
_START = r"(?<![\w'’.@/\-])"
_MOST = 2  # words of a firm's name beside a form of company: more may name somebody


def _words(kind: str) -> str:
    """The words of this kind, as titles and in capitals."""
    every = load("named_after.yaml")[kind].split()
    return "|".join(
        sorted({*every, *(w.upper() for w in every)}, key=len, reverse=True)
    )


_FORMS, _THINGS = _words("forms"), _words("things")
_ROADS, _BUILDINGS = _words("roads"), _words("buildings")
_TITLES = _words("titles")
_ENDS = r"(?![\w'’]|-\w)"
# No other word with a capital goes on behind it, as a post would: "Smith School Nurse".
_ALONE = rf"{_ENDS}(?!(?:[ ](?:{_THINGS}|{_FORMS}))*[ ][^\W\d_a-z][a-zà-ÿ])"

_PARTNERS = re.compile(
    rf"{_START}(?:{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}}[ ](?:&|and|AND)[ ]"
    r"(?:Sons?|Daughters?|Co|Company|Partners|Brothers|Bros|Associates"
    r"|SONS?|CO|COMPANY|PARTNERS|BROS)"
    rf"|(?:{_CAPITAL},[ ]){{0,3}}{_CAPITAL},?[ ](?:&|and|AND)[ ]{_CAPITAL}[ ]"
    rf"(?:{_FORMS}|Solicitors)){_ENDS}"
)
_FIRM = re.compile(rf"{_START}(?P<name>{_NAME})[ ](?:{_FORMS}){_ENDS}")
_THING = re.compile(rf"{_START}(?P<name>{_NAME})[ ](?:{_THINGS}){_ALONE}")
_ROAD = re.compile(rf"{_START}(?P<name>{_NAME})[ ](?:{_ROADS}){_ENDS}")
_BUILDING = re.compile(rf"{_START}(?P<name>{_NAME})[ ](?:{_BUILDINGS}){_ALONE}")
# "the Lord Byron" is a pub or a ship; "Lord Nelson Street" is a street as a whole.
_SIGN = re.compile(
    rf"\b[Tt](?:he|HE)[ ](?P<name>(?:{_TITLES})[ ]{_CAPITAL}(?:[ ]{_CAPITAL}){{0,2}})"
    rf"|{_START}(?P<street>(?:{_TITLES})[ ]{_NAME}[ ](?:{_ROADS}|{_THINGS})){_ENDS}"
)


def places(text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands that is a thing's."""
    for match in _PARTNERS.finditer(text):
        yield match.span()
    for match in _FIRM.finditer(text):
        if _is_short(match["name"]):
            yield match.span()
    for pattern in (_THING, _ROAD, _BUILDING):
        for match in pattern.finditer(text):
            yield match.span("name")
    for match in _SIGN.finditer(text):
        yield match.span("street" if match["street"] else "name")


def _is_short(name: str) -> bool:
    """Whether a firm's name has no room for somebody's: "Jane Smith Acme Ltd"."""
    words = name.split()
    given = words[0].casefold() in lists.names().any_given
    return len(words) <= _MOST or not given
