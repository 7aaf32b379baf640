"""A text with what readers and the model said of it, and what stands around a place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from redactor.find import lists, names
from redactor.find.spans import Label, Span
from redactor.find.structure import Kind, Layout, read

_SMALL_WORD = re.compile(r"(?<![\w@./\\%\-])[a-zà-ÿ]{2,}(?![\w@])")
_CAPITAL_WORD = re.compile(r"(?<![\w@./\\%\-])[^\W\d_a-z][a-zà-ÿ]+(?![\w@])")
_STAMPED = re.compile(r"^\W{0,3}(?:[\d/.\-]+,? )?\d{1,2}[:.]\d{2}", re.MULTILINE)
_CLOCK = r"[\[(]?(?:[\d/.\-]{5,10},? )?\d{1,2}[:.]\d{2}(?::\d{2})?(?: ?[ap]m)?[\])]?"
_SPEAKS = re.compile(
    rf"^[ \t>]*(?:{_CLOCK}[ \t\-–]*)?<?(?P<one>[^\W\d_][\w.'’ \-]{{0,24}}?)>?"
    rf"(?:[ ][\[(]?{_CLOCK})?[ ]?:[ \t]|^[ \t>]*{_CLOCK}[ \t\-–]+<?(?P<two>[^\W\d_]"
    r"[\w.'’\-]{1,20})>?[ \t]"
    rf"|^[ \t>]*(?P<three>[^\W\d_][\w.'’ \-]{{1,24}}?),?[ \t]+{_CLOCK}[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_LOCAL_PART = re.compile(r"[\w.\-]{2,}(?=@|%40)")
_DOMAIN = re.compile(r"(?:@|%40|://|\bwww\.)([A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)+)")
_BODY = re.compile(
    r"(?P<name>[^\W\d_a-z][\w'’\-]+(?:[ ](?:[^\W\d_a-z][\w'’\-]*|&|and|of|\(UK\)))"
    r"{0,3}?)[ ](?:\([A-Z]{2,3}\)[ ])?(?:Ltd|Limited|LLP|plc|PLC|Inc|LLC|LP|GmbH|Corp"
    r"|Corporation|Group|Holdings|Homes|Bank|Solicitors|Trust|Estates|Council|Systems"
    r"|Services|Partners|Partnership|Associates|Developments|Construction|Consulting"
    r"|Consultants|Energy|Power|Pipeline|Industries|Foundation|Brothers|Bros"
    r"|Insurance|Capital|Securities|Logistics|University|College|Hospital|School)\b"
)
# "Bill Wallace & Sons", "Kofi's Catering"
_FIRM = re.compile(
    r"[^\W\d_a-z][\w'’.\-]*(?:[ ][^\W\d_a-z][\w'’.\-]*){0,3},?[ ](?:&|and|AND)[ ]"
    r"(?:(?:Sons?|Daughters?|Co|Company|Partners|Brothers|Bros|Associates)\b"
    r"|SONS?\b|CO\b|PARTNERS\b)"
    r"|[^\W\d_a-z][\w\-]*(?:[ ][^\W\d_a-z][\w\-]*){0,2}['’]s[ ]"
    r"(?:Catering|Caf[eé]|Bakery|Garage|Farm|Nursery|Shop|Stores?|Bar|Taxis|Removals|Deli|Kitchen|Pharmacy|Arms"
    r"|Butchers?|Florist|Wharf|Yard|Cabs|Coaches|Motors|Fisheries|Autos?|Plumbing)\b"
)
_BEFORE = re.compile(r"(\S+?)([^\w\s]*)([ \t\u00a0]*)(\n?)[ \t>]*\Z")
_AFTER = re.compile(r"(?:['’]s?\b)?[ \t\u00a0]*(\n?)[ \t>]*(\w+|[^\w\s]|\Z)")
_LEAD = " \t>*-•|\"'“‘("
_NEAR = 64  # characters of one drawer, in which what stands there is looked up


# How sentences begin, and what is said in a chat.
_BEGUN = re.compile(
    r"(?:[.?!]\s+|\n\n|^[^\n:]{0,30}\d[:.]\d\d[^\n]{0,30}?: )([^\W\d_])", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Entity:
    """What the language model takes a passage for."""

    start: int
    end: int
    label: str


Placed = TypeVar("Placed", Span, Entity)


class Context:
    """What is known of a whole text before single words are looked at."""

    def __init__(
        self, text: str, spans: Sequence[Span], entities: Sequence[Entity]
    ) -> None:
        self.text = text
        self.entities = entities
        self.spans = spans
        self.beside: Sequence[Context] = ()  # the other pages of its document
        self._people = [s for s in spans if s.label == Label.PERSON]
        self._spans = _drawers(self._people)
        self._entities = _drawers(entities)

    @cached_property
    def layout(self) -> Layout:
        return read(self.text)

    @cached_property
    def small_words(self) -> frozenset[str]:
        """The words that stand in small letters somewhere."""
        return frozenset(_SMALL_WORD.findall(self.text))

    @cached_property
    def capital_words(self) -> frozenset[str]:
        """The words that stand with a capital somewhere, in lower case."""
        words = _CAPITAL_WORD.findall(self.text)
        return frozenset(word.casefold() for word in words)

    @cached_property
    def cells(self) -> dict[int, tuple[int, int]]:
        """Where the cells of tables begin, and of which column each is: those of lines
        that follow one another belong together."""
        return dict(_cells(self.text))

    @cached_property
    def columns(self) -> dict[tuple[int, int], list[int]]:
        """Where the cells of each column begin."""
        every: dict[tuple[int, int], list[int]] = {}
        for at, column in self.cells.items():
            every.setdefault(column, []).append(at)
        return every

    @cached_property
    def is_careless(self) -> bool:
        """Whether many of its sentences begin with a small letter."""
        begun = _BEGUN.findall(self.text)
        small = sum(letter.islower() for letter in begun)
        return len(begun) > 3 and small * 3 > len(begun)

    @cached_property
    def is_chat(self) -> bool:
        """Whether lines begin with the time, as in a chat or a log."""
        return len(_STAMPED.findall(self.text)) > 2

    @cached_property
    def speakers(self) -> dict[str, int]:
        """Who speaks, as in a chat: what stands before a colon or behind the time at
        the start of a line, in lower case, with how often."""
        counted: dict[str, int] = {}
        for match in _SPEAKS.finditer(self.text):
            low = (match["one"] or match["two"] or match["three"]).casefold().strip()
            counted[low] = counted.get(low, 0) + 1
        return counted

    @cached_property
    def has_attendees(self) -> bool:
        """Whether the text says who was present, or another page of it does."""
        return bool(self.layout.of(Kind.ATTENDEES)) or any(
            page.layout.of(Kind.ATTENDEES) for page in self.beside
        )

    @cached_property
    def mailbox_parts(self) -> frozenset[str]:
        """The parts of the text's mail addresses before the @."""
        parts = (
            part
            for local in _LOCAL_PART.findall(self.text)
            for part in re.split(r"[._\-\d]+", local.casefold())
        )
        return frozenset(p for p in parts if len(p) > 2)

    @cached_property
    def domains(self) -> frozenset[str]:
        """The names in the text's mail domains and web addresses: "korvane" of
        jane@korvane.co.uk."""
        return frozenset(
            part
            for domain in _DOMAIN.findall(self.text)
            for part in domain.casefold().split(".")[:-1]
        )

    @cached_property
    def bodies(self) -> frozenset[str]:
        """The words of names that end as only those of bodies do, in lower case."""
        return frozenset(
            token.low
            for text in (self.text, *(page.text for page in self.beside))
            for match in _BODY.finditer(text)
            for token in names.tokens(match["name"])
        )

    @cached_property
    def _firms(self) -> dict[int, list[Entity]]:
        return _drawers(
            Entity(match.start(), match.end(), "body")
            for pattern in (_BODY, _FIRM)
            for match in pattern.finditer(self.text)
        )

    def in_body(self, start: int, end: int) -> bool:
        """Whether a passage is a part of what ends as only a body's name does."""
        return bool(_touching(self._firms, start, end))

    @cached_property
    def votes(self) -> dict[str, set[str]]:
        """What the model takes each word for, over the whole text."""
        votes: dict[str, set[str]] = {}
        for entity in self.entities:
            for token in names.tokens(self.text, entity.start, entity.end):
                votes.setdefault(token.low, set()).add(entity.label)
        return votes

    @cached_property
    def full_names(self) -> dict[str, int]:
        """Words of names of two words and more that a reader is sure of."""
        counted: dict[str, int] = {}
        for span in self._people:
            words = names.tokens(self.text, span.start, span.end)
            if span.score < 0.7 or len(words) < 2:
                continue
            for token in words:
                if not token.is_title:
                    counted[token.low] = counted.get(token.low, 0) + 1
        return counted

    def readers(self, start: int, end: int) -> list[Span]:
        """The readers' findings that touch a passage."""
        return _touching(self._spans, start, end)

    def listed(self, start: int, end: int) -> list[Entity]:
        """What of the lists of well-known people, firms and things stands there."""
        return _touching(self._listed, start, end)

    @cached_property
    def _listed(self) -> dict[int, list[Entity]]:
        return _drawers(_known_to_all(self.text))

    def said(self, start: int, end: int) -> Entity | None:
        """What the model says of a passage."""
        return next(iter(_touching(self._entities, start, end)), None)

    def before(self, at: int) -> str:
        """What stands before a place: a mark, a kind of word, a line's beginning."""
        start = self.text.rfind("\n", 0, at) + 1
        if not self.text[start:at].strip(_LEAD):
            return "line"
        match = _BEFORE.search(self.text, max(0, at - 40), at)
        if match is None:
            return "nothing"
        word, marks, gap = match.group(1), match.group(2), match.group(3)
        if _parts_cells(gap, marked=bool(marks)) and not match.group(4):
            return "cell"
        return marks[-1] if marks else _kind_before(self._as_meant(word, start))

    def after(self, at: int) -> str:
        """What stands behind a place: a mark, a kind of word, a line's end."""
        match = _AFTER.match(self.text, at)
        if match is None:
            return "end"
        if match.group(1):
            return "line"
        word = match.group(2)
        if word == "|" or _parts_cells(
            match.group()[: -len(word) or None], marked=False
        ):
            return "cell"
        if not word[:1].isalnum():
            return word or "end"
        return _kind_after(self._as_meant(word, self.text.rfind("\n", 0, at) + 1))

    def _as_meant(self, word: str, line: int) -> str:
        """The word, without its capitals where the line that begins there has no
        other letters."""
        if not word.isupper():
            return word
        stop = self.text.find("\n", line)
        whole = self.text[line : stop if stop >= 0 else len(self.text)]
        return word.casefold() if whole.isupper() and " " in whole else word


def _parts_cells(gap: str, *, marked: bool) -> bool:
    """Whether a gap parts cells; two spaces behind a full stop do not."""
    return "\t" in gap or len(gap) > 1 + marked


_CELLS = re.compile(r"[^\s|](?:[^\t|\n ]|[ ](?![ |]))*")


def _cells(text: str) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where each cell of a line of several begins, with its block and its column."""
    start = block = 0
    for line in text.split("\n"):
        cut = "\t" in line or "|" in line
        if not line.strip():
            block += 1
        elif cut or "  " in line.strip():
            for match in _CELLS.finditer(line):
                before = line[: match.start()]
                column = before.count("\t") + before.count("|") if cut else len(before)
                yield start + match.start(), (block, column)
        start += len(line) + 1


def _drawers(every: Iterable[Placed]) -> dict[int, list[Placed]]:
    drawers: dict[int, list[Placed]] = {}
    for one in every:
        for number in range(one.start // _NEAR, one.end // _NEAR + 1):
            drawers.setdefault(number, []).append(one)
    return drawers


def _touching(drawers: dict[int, list[Placed]], start: int, end: int) -> list[Placed]:
    found: list[Placed] = []
    for number in range(start // _NEAR, end // _NEAR + 1):
        for one in drawers.get(number, ()):
            if one.start < end and start < one.end and one not in found:
                found.append(one)
    return found


_WORD = re.compile(r"[^\W_]+(?:['’&.\-][^\W_]+)*")


_SURE = 2  # words by which somebody is known in small letters too: "jamie vardy"


def _known_to_all(text: str) -> Iterator[Entity]:
    listed = lists.listed()
    words = list(_WORD.finditer(text))
    lows = [m.group().casefold().replace("’", "'") for m in words]
    at = 0
    while at < len(words):
        many = 1
        for form in {lows[at], lows[at].removesuffix("'s")}:
            for phrase, kind in listed.get(form, ()):
                if not words[at].group()[:1].isupper() and len(phrase) < _SURE:
                    continue
                rest = tuple(lows[at + 1 : at + len(phrase)])
                if _same_words(rest, phrase[1:]):
                    many = max(many, len(phrase))
                    yield Entity(words[at].start(), words[at + many - 1].end(), kind)
                    break
        at += many


def _same_words(here: tuple[str, ...], listed: tuple[str, ...]) -> bool:
    if len(here) != len(listed):
        return False
    return here == listed or (
        here[:-1] == listed[:-1] and here[-1].removesuffix("'s") == listed[-1]
    )


# Little words that say much about the word behind them, or before them.
_LITTLE = frozenset(
    (
        *("the", "a", "an", "in", "at", "near", "of", "to", "from", "with", "and"),
        *(
            "for",
            "by",
            "on",
            "as",
            "v",
            "vs",
            "our",
            "my",
            "his",
            "her",
            "their",
            "your",
            "is",
        ),
        *("was", "via", "per", "under", "between", "or", "cc", "re", "this", "that"),
    )
)
_FOLLOWING = frozenset(
    ("and", "or", "of", "in", "at", "from", "for", "who", "to", "on", "the", "with")
)


def _kind_before(word: str) -> str:
    low = word.casefold()
    layout = lists.layout()
    kinds = (
        ("title", low.rstrip(".") in lists.names().titles),
        ("relation", low in layout.relations),
        (low, low in _LITTLE),
        ("job", low in layout.job_words),
        ("cue", low in layout.cues),
        ("act", low in layout.acts),
        ("number", word[:1].isdigit()),
        ("capital", word[:1].isupper()),
    )
    return next((kind for kind, holds in kinds if holds), "word")


def _kind_after(word: str) -> str:
    low = word.casefold()
    layout = lists.layout()
    capital = word[:1].isupper()
    suffix = low in lists.places().suffixes or low in lists.public().body_words
    kinds = (
        ("number", word[:1].isdigit()),
        ("suffix", capital and suffix),
        ("capital", capital),
        ("strong act", low in layout.strong_acts),
        ("auxiliary", low in layout.auxiliaries),
        ("act", low in layout.acts),
        (low, low in _FOLLOWING),
    )
    return next((kind for kind, holds in kinds if holds), "word")
