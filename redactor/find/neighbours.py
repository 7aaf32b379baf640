"""Homes told by what stands near: "the neighbour at 29", "the flat over the shop"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import lists, streets

_STREETS = re.compile(
    r"\b(?:neighbour|house|flat|street|road|lane|close|tenan|resident|garden|hedge"
    r"|extension|planning|noise|kitchen|next door|bins?|landlord|parking)",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,3}[a-z]?"
_NO_HOME = (
    r"(?![\d%:/£$]|\.\d|[ ]?(?:am|pm|a\.m|p\.m|o['’]?clock|hrs?|years?|yrs?|months?"
    r"|weeks?|days?|minutes?|mins?|mph|miles?|per|of|on|in (?:the|total)|degrees"
    r"|metres?|m\b|%"
    r"|noon|midnight|st|nd|rd|th|[A-Z][a-z]+day|"
    rf"(?:{streets.any_of(lists.layout().months)})\b))"
)
_CALLED = re.compile(
    r"(?:\b(?:at|from|of|opposite|next door(?: at)?|neighbours?|occup(?:ier|ant)s?|to"
    r"|and|with|by)|,|\(),?[ ]?(?P<number>(?:n[o0]s?\.?|number|nos\.?)[ ]?"
    rf"{_NUMBER}(?:(?:,| and| &)[ ]{_NUMBER})*)\b"
    rf"{_NO_HOME}(?![ ](?:bus|tram|route|reason|idea|one|more)\b)",
    re.IGNORECASE,
)
# "the neighbour at 29", "next door, that is Mr Popplewell at 43"
_AT = re.compile(
    rf"\b(?:(?:{lists.places().neighbours})\b(?:[^.\n\d:;]{{0,30}}?[ ])??"
    rf"|(?:{lists.places().somebody})[ ])(?:at|in|from|of)[ ]"
    rf"(?P<number>{_NUMBER}(?:(?:,| and| &)[ ]{_NUMBER})*)\b{_NO_HOME}"
    r"(?![ ][A-Za-z]+(?:s|al)\b[ ](?:and|in|of)\b)",
    re.IGNORECASE,
)
# Who wrote, by the numbers of their houses: "from 12, 14 and 18".
_FROM = re.compile(
    r"\b(?:complain\w*|objections?|objectors?|letters?|representations?|repl(?:y|ies)|comments?"
    rf"|responses?)\b[^.\n]{{0,70}}?\bfrom (?:n[o0]s?\.? )?(?P<number>{_NUMBER}"
    rf"(?:, {_NUMBER})*(?:,? and|,? &) {_NUMBER})\b{_NO_HOME}",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(?:flat|house|property|one)[ ](?:above|below|upstairs|downstairs|opposite"
    rf"|next door|behind)[ ]?\((?P<number>(?:n[o0]\.? ?|number )?{_NUMBER})\)",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"(?P<lead>\b\d{1,3}[a-z]?,? )?(?:\b(?:flat|maisonette|bedsit) \d{1,3}[a-z]?,? "
    r"|\b(?:the )?(?:top |upstairs |upper )?(?:flat|maisonette|bedsit|rooms?) )"
    r"(?:over|above|behind) (?P<shop>(?:the )?[A-Za-z][\w'’&\-]+(?: [\w'’&\-]+){0,2}?)"
    rf"(?P<road>(?:,| on| in| at) (?:the )?(?:[A-Z][\w'’\-]+ ){{0,2}}"
    rf"(?:{streets.titled(lists.places().streets)})\b)?(?=[,.;)\n]|$| (?:and|who|which"
    r"|is|was|has|have|but|since|in|on|at|near|with|for)\b)",
)
_LED = re.compile(
    r"(?:[,:(]|\b(?:at|in|to|from|of|lives|live|living|rents?|renting|has|have))[ ]?\Z",
    re.IGNORECASE,
)


def relative(text: str) -> Iterator[tuple[int, int]]:
    """Where homes stand that only those know who know the street."""
    for match in _FROM.finditer(text):
        yield match.span("number")
    if not _STREETS.search(text):
        return
    for pattern in (_CALLED, _AT, _ABOVE):
        for match in pattern.finditer(text):
            yield match.span("number")
    for match in _OVER.finditer(text):
        begin = max(0, match.start() - 12)
        if match["lead"] or match["road"] or _LED.search(text, begin, match.start()):
            yield match.start(), streets.tail(text, *match.span())
