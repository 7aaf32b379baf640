"""Search every form of the people of a case in its texts.

One sighting finds all: whoever was seen once with confidence is looked for by full
name, by parts of it, by initials, and by the names that systems make of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from enum import Enum
from itertools import pairwise
from typing import Protocol

from redactor.find import belongings, evidence, lists, minutes, names
from redactor.find.names import Token
from redactor.find.spans import Label, Span

_LETTERS = re.compile(
    r"(?<![\w.&@\-])(?:[A-ZÀ-Þ]{2,4}|[A-Z]{1,2}-[A-Z])(?![\w&@]|-\w|\.\w)"
)
_POSSESSIVE = re.compile(r"['’]s?$", re.IGNORECASE)
_ACCOUNT = re.compile(r"[-_.]?(?:adm|admin|priv|ext|svc|\d{1,4})\Z")  # "jsmith-adm"
_USER = re.compile(r"(?<![\w@%])[A-Za-z][\w.\-]{3,40}[A-Za-z0-9](?![\w@])")


class Somebody(Protocol):
    """What the search needs of a person; names in lower case."""

    given: set[str]
    middle: tuple[str, ...]
    family: str
    documents: set[str]
    initials: set[str]
    values: set[str]


class _Form(Enum):
    FULL = "full name"
    FAMILY = "family name"
    GIVEN = "forename"


def initials_of(person: Somebody) -> set[str]:
    """Initials that a person may go by."""
    parts = [p for p in re.split(r"[ \-]", person.family) if p]
    return {
        "".join(word[0] for word in (given, *middle, *parts[:many])).upper()
        for given in person.given
        for middle in ((), person.middle)
        for many in (1, len(parts))
        if given and parts
    }


class Index:
    """The forms of all people by their first word. Holds nothing of any text."""

    def __init__(self, people: Sequence[Somebody]) -> None:
        self._people = people
        self._forms: dict[str, list[tuple[tuple[str, ...], _Form, Somebody]]] = {}
        self._users: set[str] = set()
        self._values: set[str] = set()
        for person in people:
            self._enter(person)
        self._patterns = [
            pattern for value in sorted(self._values) for pattern in _pattern(value)
        ]

    def _enter(self, person: Somebody) -> None:
        family = tuple(person.family.split())
        for given in person.given:
            if family:
                first = tuple(given.split())
                self._add((*first, *family), _Form.FULL, person)
                self._add((*family, *first), _Form.FULL, person)
                for nick in lists.names().nicknames.get(given, ()):
                    self._add((nick, *family), _Form.FULL, person)
                self._add((given[0], *family), _Form.FULL, person)
            if len(given) > 1:
                self._add((given,), _Form.GIVEN, person)
        if family and len(person.family) > 1:
            self._add(family, _Form.FAMILY, person)
        self._users |= {u for u in belongings.user_names(person) if len(u) > 5}
        self._users |= {v.split("@")[0] for v in person.values if "@" in v}
        self._values |= person.values

    def _add(self, words: tuple[str, ...], form: _Form, person: Somebody) -> None:
        self._forms.setdefault(words[0], []).append((words, form, person))

    def search(self, text: str, document: str) -> list[Span]:
        """Every place where one of the people is meant."""
        return [
            *self._names(text, document),
            *self._initials(text, document),
            *self._user_names(text),
            *self._given_values(text),
        ]

    def _names(self, text: str, document: str) -> Iterator[Span]:
        tokens = names.tokens(text)
        lows = [_POSSESSIVE.sub("", t.low) for t in tokens]
        for i, low in enumerate(lows):
            for words, form, person in self._forms.get(low, ()):
                if tuple(lows[i : i + len(words)]) != words:
                    continue
                found = [_without_s(t) for t in tokens[i : i + len(words)]]
                if self._stands(text, document, found, form, person):
                    yield _name(found, form)

    def _stands(
        self,
        text: str,
        document: str,
        found: Sequence[Token],
        form: _Form,
        person: Somebody,
    ) -> bool:
        if not _close(text, found):
            return False
        if form is _Form.FULL:
            return all(len(t.low) > 1 for t in found) or all(
                t.is_capital for t in found
            )
        free = found[0].is_capital and evidence.is_free(text, found)
        if not free or _is_in_more(text, found):
            return False
        here = document in person.documents
        if form is _Form.FAMILY:
            return _lone_family(text, found, known=here)
        word = found[0]
        if not here:
            return self._is_only(word) and evidence.is_beside_another(text, word)
        return not _is_word(word) or evidence.may_be_somebody(text, word)

    def _is_only(self, token: Token) -> bool:
        """Whether of those whose whole name is known one alone has this forename."""
        low = _POSSESSIVE.sub("", token.low)
        every = self._forms[low]
        forms = [form for words, form, one in every if words == (low,) and one.family]
        return forms == [_Form.GIVEN]

    def _initials(self, text: str, document: str) -> Iterator[Span]:
        here = [p for p in self._people if document in p.documents]
        defined = {letters for p in here for letters in p.initials}
        derived = [letters for p in here for letters in initials_of(p)]
        for match in _LETTERS.finditer(text):
            letters = match.group().replace("-", "")
            if letters in defined:
                why = "Initials that this document explains as a person's."
                yield _letters(match, 0.85, why)
            elif derived.count(letters) == 1 and minutes.does(
                text, match.start(), match.end()
            ):
                why = "Initials that fit one person of this document, who acts here."
                yield _letters(match, 0.7, why)

    def _given_values(self, text: str) -> Iterator[Span]:
        """Addresses and numbers that the register or the case ties to somebody."""
        why = "Tied to somebody of this case or of the staff register."
        for pattern, label in self._patterns:
            for match in pattern.finditer(text):
                yield Span(
                    match.start(), match.end(), label, 0.95, "people of the case", why
                )

    def _user_names(self, text: str) -> Iterator[Span]:
        for match in _USER.finditer(text):
            low = match.group().casefold()
            user = low if low in self._users else _ACCOUNT.sub("", low)
            if user in self._users and (low not in self._forms or "." in low):
                yield Span(
                    match.start(),
                    match.end(),
                    Label.HANDLE,
                    0.8,
                    "user name",
                    "A user name made from the name of somebody in this case.",
                )


def _name(found: Sequence[Token], form: _Form) -> Span:
    score, why = {
        _Form.FULL: (0.9, "The name of somebody who is named elsewhere in this case."),
        _Form.FAMILY: (
            0.75,
            "The family name of somebody named elsewhere in this case.",
        ),
        _Form.GIVEN: (
            0.75,
            "The forename of somebody named elsewhere in this document.",
        ),
    }[form]
    return Span(
        found[0].start, found[-1].end, Label.PERSON, score, "people of the case", why
    )


def _pattern(value: str) -> Iterator[tuple[re.Pattern[str], Label]]:
    """How an address or a number may be written."""
    if "@" in value:
        body = re.escape(value)
        yield re.compile(rf"(?<![\w.]){body}(?![\w])", re.IGNORECASE), Label.EMAIL
    elif value.isdigit() and len(value) >= 6:
        digits = r"[ ()\-.]{0,3}".join(value[1:])
        yield re.compile(rf"(?<!\d)(?:\+44 ?\(?0?\)?|0){digits}(?!\d)"), Label.PHONE


def _without_s(token: Token) -> Token:
    """The word without a possessive 's."""
    bare = _POSSESSIVE.sub("", token.text)
    return Token(bare, token.start, token.start + len(bare))


def _letters(match: re.Match[str], score: float, why: str) -> Span:
    return Span(match.start(), match.end(), Label.PERSON, score, "initials", why)


def _close(text: str, found: Sequence[Token]) -> bool:
    """Whether nothing but a space, a comma or a line's end is between the words."""
    return all(
        re.fullmatch(r",?[ \t\u00a0]*\n?[ \t\u00a0]*", text[a.end : b.start])
        for a, b in pairwise(found)
    )


_BODY_AFTER = re.compile(
    r"(?:['’]s)?,?[ ](?:(?:&|and)[ ](?:Sons?|Daughters?|Co|Partners|Bros|Brothers)\b"
    r"|(?:[^\W\d_a-z][\w'’\-]*[ ]){0,3}(?:Ltd|Limited|LLP|plc|PLC|Inc|Council|Trust)\b)"
)
_MAILED = re.compile(r"\w@\Z")  # a domain, where "@jo" is somebody
_CAPITAL_BEFORE = re.compile(r"([^\W\d_a-z][\w'’\-]+) \Z")
_CAPITAL_AFTER = re.compile(r" (?:[^\W\d_a-z][a-zà-ÿ'’\-]+)")


def _is_in_more(text: str, found: Sequence[Token]) -> bool:
    """Whether a part of a name stands inside of another name: a firm's, a road's.

    Whether that is somebody's was judged by all that stands there.
    """
    start, end = found[0].start, found[-1].end
    if _MAILED.search(text, max(0, start - 2), start) or text.startswith("@", end):
        return True
    if _BODY_AFTER.match(text, end):
        return True
    if found[0].text.isupper():
        return False
    if _CAPITAL_AFTER.match(text, end):
        return True
    before = _CAPITAL_BEFORE.search(text, max(0, start - 24), start)
    if before is None or evidence.word_before(text, before.start()) in ("", ".", ":"):
        return False
    low = before[1].casefold()
    return low not in lists.names().titles | lists.layout().job_words


def _is_word(token: Token) -> bool:
    known = lists.names()
    low = _POSSESSIVE.sub("", token.low)
    return low in known.word_names or low in known.never or low in lists.places().places


def _lone_family(text: str, found: Sequence[Token], *, known: bool) -> bool:
    if evidence.word_before(text, found[0].start) in lists.names().given:
        return False  # somebody else of this name, who is found by the forename
    if any(_is_word(t) for t in found):
        if known:
            return evidence.may_be_somebody(text, found[0])
        return evidence.is_somebody(text, found[0])
    return known or evidence.is_somebody(text, found[0]) or len(found[0].low) > 3
