"""Speakers of chats and transcripts, and the people whom they name in lower case."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import lists, names
from redactor.find.spans import Label, Span

_CLOCK = r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\s?[ap]m)?"
_DAY = r"\d{1,4}[/.\-]\d{1,2}[/.\-]\d{2,4}"
_STAMP = rf"(?:[\[(]?(?:{_DAY},?\s+)?{_CLOCK}[\])]?\s*(?:[-–—|]\s*)?)"
_LINE = re.compile(
    rf"^[ \t>]*(?P<stamp>{_STAMP})?(?P<who>[^\W\d_][^:\n\[\]|<>]{{0,38}}?)"
    rf"[ ]?(?P<after>[\[(]{_CLOCK}[\])])?:[ \t]+(?P<said>\S[^\n]*)",
    re.MULTILINE | re.IGNORECASE,
)
_TEAMS = re.compile(
    rf"^[ \t]*(?P<who>[^\W\d_][^:\n\[\]|<>,]{{1,38}}?)"
    rf"[ \t,]+(?:(?:Today|Yesterday) (?:at )?)?{_CLOCK}[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_SMALL = re.compile(r"(?<![\w.@\-/])[a-zà-ÿ]{3,}(?![\w@]|[.\-]\w)")
_WORD = (
    r"(?!(?:someone|somebody|anyone|anybody|everyone|everybody|people|whether|why|how|what|"
    r"when|where|who|whoever|which|nicely|again|around|round|about|over|back|up|off|out|"
    r"first|later|now|just|more|some|something|anything|permission|questions?)\b)"
    r"[a-zà-ÿ]{3,}(?:-[a-zà-ÿ]+)?"
)
_ASKED = re.compile(
    rf"\b(?:asked|ask|tell|told|pinged|ping|heard? from|spoke to|chase|thank|try)[ ]"
    rf"(?P<one>{_WORD})(?:[ ](?:or|and)[ ](?P<two>{_WORD}))?(?![\w@])"
)
_WHY = "Speaks in a chat or a transcript."


def speakers(text: str) -> Iterator[Span]:
    """The names before what was said."""
    lines = _speaking(text)
    heard = [text[a:b].casefold() for a, b in (m.span("who") for m in lines)]
    for match in lines:
        start, end = match.span("who")
        stamped = bool(match.groupdict().get("stamp") or match.groupdict().get("after"))
        again = heard.count(text[start:end].casefold()) > 1
        if not (stamped or again):
            continue
        for first, last in names.people_in(text, start, end, trusted=True):
            if first - start < 3:
                yield Span(first, last, Label.PERSON, 0.88, "chat", _WHY)
                break
        else:
            if stamped and _is_small_name(text[start:end]):
                yield Span(start, end, Label.PERSON, 0.8, "chat", _WHY)
    yield from _above(text)


def _above(text: str) -> Iterator[Span]:
    """The names with a time on the line above what was said."""
    above = list(_TEAMS.finditer(text))
    heard = [match["who"].strip().casefold() for match in above]
    for match in above:
        start, end = match.span("who")
        again = heard.count(text[start:end].strip().casefold()) > 1
        found = list(names.people_in(text, start, end, trusted=again))
        if not found and again and _is_small_name(text[start:end].strip()):
            found = [(start, end)]
        for first, last in found:
            yield Span(first, last, Label.PERSON, 0.85, "chat", _WHY)


def _is_small_name(words: str) -> bool:
    """Whether the word before what was said, in small letters, may be a name."""
    known = lists.layout()
    return (
        bool(re.fullmatch(r"[a-zà-ÿ]{3,}(?:[ -][a-zà-ÿ]{2,})?", words))
        and words not in lists.names().never | known.job_words | known.nobody
        and words not in lists.public().mailbox_words - lists.names().given
    )


def _speaking(text: str) -> list[re.Match[str]]:
    known = lists.layout()
    labels = known.mail_people | known.mail_other | known.attendees
    return [
        match
        for match in _LINE.finditer(text)
        if match["who"].strip().casefold() not in labels | known.person_fields
    ]


def small(text: str) -> Iterator[Span]:
    """Forenames in lower case, inside of chats only.

    Elsewhere a word in lower case is a word.
    """
    lines = [m for m in _speaking(text) if m["stamp"] or m["after"]]
    if len(lines) < 2:
        return
    said = {
        t.low
        for match in lines
        for t in names.tokens(text, *match.span("who"))
        if len(t.low) > 2
    }
    given = lists.names().given
    for match in lines:
        for word in _SMALL.finditer(text, *match.span("said")):
            low = word.group()
            if low in given or (low in said and low not in lists.names().word_names):
                why = "A forename in lower case, in a chat."
                yield Span(word.start(), word.end(), Label.PERSON, 0.65, "chat", why)
        for asked in _ASKED.finditer(text, *match.span("said")):
            for group in ("one", "two"):
                if asked[group] and _is_small_name(asked[group]):
                    why = "Asked, told or called in a chat."
                    yield Span(*asked.span(group), Label.PERSON, 0.6, "chat", why)
