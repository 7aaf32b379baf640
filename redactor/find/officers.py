"""The numbers by which officers are known: collar, shoulder and warrant numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from redactor.law.rulebook import load_once

_RANK = rf"\b(?:{load_once('identifiers.yaml')['ranks']})(?:(?<!SO)\.)?"
_NUMBER = r"(?:[A-Z]{1,2}[ ]?)?\d{2,5}[A-Z]?"
_BEFORE_NAME = re.compile(
    rf"{_RANK}[ ](?P<value>{_NUMBER})"
    r"(?=[ ]\(?[A-Z]|[,;.)\n]|[ ](?!to\b|of\b|or\b|x\b|volt|users?\b|hours?\b|h\b)"
    r"[a-z]{2,}|[ ]{2}|$)"
)
_BEHIND_NAME = re.compile(
    rf"{_RANK}[ ](?:[A-Z][.]?[ ]){{0,2}}(?:[A-Z][\w'’\-]+[ ]){{1,3}}"
    r"(?:\((?:n[o0][.]?[ ]?|collar (?:n[o0][.]? )?)?)?"
    r"(?P<value>(?:[A-Z]{1,4}[ ]?)?\d{3,6}[A-Z]?)(?!\w|[/.:\-]\d|[ ]\d{3})"
)
_BY_OFFICER = re.compile(
    r"\b(?:taken|recorded|signed|completed|arrested)(?: by)?:?[ ]+"
    r"(?:[A-Z][\w.'’\-]*[ ]+){1,3}\(?(?P<value>\d{3,5})\b(?![/.:])"
)
# "PCs 902 Chowdhary and 1187 Young": the second has no rank of its own.
_NEXT = re.compile(
    r"(?:[ ][A-Z][\w'’\-]+)?(?:,| and| &| AND|,? ?/)[ ](?P<value>\d{2,5})"
    r"(?=[ ][A-Z][\w'’\-]+)"
)

# The column of a log that has the officer of each entry: "4417 NASH".
_COLUMN = re.compile(
    r"(?<=[ ][ ])(?P<value>\d{3,5})[ ](?P<name>[A-Z][A-Z'’\-]{2,})(?=[ ]{2}|[ ]?\n|$)"
)


def collars(text: str) -> Iterator[tuple[int, int]]:
    """Where such numbers stand beside a rank or a name."""
    for pattern in (_BEFORE_NAME, _BEHIND_NAME, _BY_OFFICER):
        for match in pattern.finditer(text):
            yield match.span("value")
            end = match.end("value")
            while follows := _NEXT.match(text, end):
                yield follows.span("value")
                end = follows.end("value")
    column = list(_COLUMN.finditer(text))
    often = Counter(match.group() for match in column)
    for match in column:
        if often[match.group()] > 1:
            yield match.span("value")
