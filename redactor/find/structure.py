"""The parts of a text: what each line is, before anybody looks at its words.

Cheap and explainable: a line is typed by what stands at its start and by the line
before it. Lines that belong together (a message's head, a signature) share a region.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from redactor.find import lists


class Kind(StrEnum):
    """What a line is."""

    BLANK = "blank"
    MAIL_PEOPLE = "mail people"
    MAIL_OTHER = "mail other"
    ATTENDEES = "attendees"
    FIELD = "field"
    SALUTATION = "salutation"
    CLOSING = "closing"
    SIGNATURE = "signature"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Line:
    """``text[start:end]`` without its newline. ``value`` is where the value after a
    label begins, ``region`` counts the parts of the text."""

    start: int
    end: int
    kind: Kind
    value: int
    region: int = 0
    label: str = ""


@dataclass(frozen=True)
class Layout:
    """A text by lines."""

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]

    def index_at(self, offset: int) -> int:
        """Number of the line that holds this offset."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def line_at(self, offset: int) -> Line:
        return self.lines[self.index_at(offset)]

    def words_of(self, line: Line) -> str:
        """The line's text."""
        return self.text[line.start : line.end]

    def of(self, *kinds: Kind) -> list[Line]:
        """The lines of these kinds."""
        return [line for line in self.lines if line.kind in kinds]


_QUOTE = r"[>|\s*_#\-•·\"'“]*"
_LABEL = re.compile(
    rf"{_QUOTE}(?P<label>[^\W\d_][^:\n\t|]{{0,38}}?)[\s*_]*(?::|\t|\||\s[-–—]\s)[\s*_|]*"
)
_HEADING = re.compile(rf"{_QUOTE}(?P<label>[^\W\d_][^:\n]{{0,38}}?)[\s*_]*[:\-–]?\s*$")
_PARENS = re.compile(r"\s*\([^)]*\)")
_SIGNATURE_LINES = 12


@lru_cache(maxsize=8)
def read(text: str) -> Layout:
    """Type the lines of a text."""
    lines = _Typing(text).lines()
    return Layout(text, tuple(lines), tuple(line.start for line in lines))


class _Typing:
    """One pass over the lines of a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lists = lists.layout()
        self._lines: list[Line] = []
        self._region = 0
        self._left = 0  # lines that a signature may still have
        self._list = Kind.PROSE  # the list that a line may go on with
        self._depth = 0  # of quotation

    def lines(self) -> list[Line]:
        start = 0
        for raw in self._text.split("\n"):
            self._lines.append(self._typed(start, start + len(raw)))
            start += len(raw) + 1
        return self._lines

    def _typed(self, start: int, end: int) -> Line:
        words = self._text[start:end]
        if not words.strip(" \t>|*_"):
            self._blank()
            return Line(start, end, Kind.BLANK, end, self._region)
        self._quoted(words)
        labelled = self._labelled(start, end)
        if labelled:
            return labelled
        opened = self._opened(start, end, words)
        if opened:
            return opened
        if self._goes_on(words):
            return Line(start, end, self._list, start, self._region)
        self._list = Kind.PROSE
        if self._left > 0 and not _is_notice(words):
            self._left -= 1
            return Line(start, end, Kind.SIGNATURE, start, self._region)
        self._left = 0
        return Line(start, end, Kind.PROSE, start, self._region)

    def _blank(self) -> None:
        if self._list is Kind.MAIL_PEOPLE:
            self._list = Kind.PROSE
        if not self._left:
            self._region += 1

    def _quoted(self, words: str) -> None:
        """A signature ends where quotation begins or ends."""
        depth = words[: len(words) - len(words.lstrip("> "))].count(">")
        if depth != self._depth:
            self._depth, self._left, self._list = depth, 0, Kind.PROSE

    def _labelled(self, start: int, end: int) -> Line | None:
        """A line with a label such as "From:", or None."""
        match = _LABEL.match(self._text, start, end)
        if match is None or match.start("label") - start > 12:
            return self._headed(start, end)
        label = _PARENS.sub("", match["label"]).strip().casefold()
        kind = self._kind_of(label)
        if kind is Kind.PROSE:
            return None
        if ":" not in match.group() and not self._is_cell(match, kind, end):
            return None
        if kind in (Kind.MAIL_PEOPLE, Kind.MAIL_OTHER):
            if not self._lines or self._lines[-1].kind not in (
                Kind.MAIL_PEOPLE,
                Kind.MAIL_OTHER,
            ):
                self._region += 1
            self._left = 0
        self._list = kind if kind is not Kind.FIELD else Kind.PROSE
        if self._left and kind is Kind.FIELD:
            self._left -= 1
        return Line(start, end, kind, match.end(), self._region, label)

    def _is_cell(self, match: re.Match[str], kind: Kind, end: int) -> bool:
        """Whether a label without a colon is the left one of two cells."""
        if kind is Kind.ATTENDEES:
            return True
        cut = "\t" in match.group() or "|" in match.group()
        rest = self._text[match.end() : end]
        return kind is Kind.FIELD and cut and "\t" not in rest and "|" not in rest

    def _headed(self, start: int, end: int) -> Line | None:
        """A heading such as "Present" on a line of its own, or None."""
        match = _HEADING.match(self._text, start, end)
        if match is None:
            return None
        label = _PARENS.sub("", match["label"]).strip().casefold()
        if label not in self._lists.attendees:
            return None
        self._list = Kind.ATTENDEES
        return Line(start, end, Kind.ATTENDEES, end, self._region, label)

    def _kind_of(self, label: str) -> Kind:
        known = self._lists
        if label in known.mail_people:
            return Kind.MAIL_PEOPLE
        if label in known.mail_other:
            return Kind.MAIL_OTHER
        if label in known.attendees:
            return Kind.ATTENDEES
        return Kind.FIELD if label in known.person_fields else Kind.PROSE

    def _opened(self, start: int, end: int, words: str) -> Line | None:
        """The first or the last line of a letter's body, or None."""
        bare = words.strip(" \t>*_-–—").casefold()
        first = bare.split(",")[0].rstrip(" .,!-–—")
        if first in self._lists.closings or bare.rstrip(" .,!-–—") in (
            self._lists.closings
        ):
            self._region += 1
            self._left = _SIGNATURE_LINES
            self._list = Kind.PROSE
            comma = words.find(",")
            value = start + comma + 1 if comma >= 0 else end
            return Line(start, end, Kind.CLOSING, value, self._region)
        for word in self._lists.salutations:
            if bare.startswith(word) and not bare[len(word) : len(word) + 1].isalpha():
                at = words.casefold().find(word) + len(word)
                self._list = Kind.PROSE
                self._left = 0
                return Line(start, end, Kind.SALUTATION, start + at, self._region)
        return None

    def _goes_on(self, words: str) -> bool:
        """Whether a line goes on with the list of people before it."""
        if self._list is Kind.ATTENDEES:
            return len(words) < 120 and not _is_sentence(words)
        if self._list is Kind.MAIL_PEOPLE:
            before = self._text[self._lines[-1].start : self._lines[-1].end].rstrip()
            several = ";" in before and (";" in words or len(words.split()) < 3)
            return before.endswith((";", ",", ":")) or words[:1] in " \t" or several
        return False


_SENTENCE = re.compile(r"[a-z]{2,}[,]? [a-z]+ [a-z]+ [a-z]+")


def _is_sentence(words: str) -> bool:
    return bool(_SENTENCE.search(words)) or words.rstrip().endswith((".", "?"))


def _is_notice(words: str) -> bool:
    """The small print below a signature, or text that goes on after it."""
    lower = words.casefold()
    return (
        any(notice in lower for notice in lists.layout().notices)
        or set(words.strip()) <= set("-_=*. ")
        or len(words) > 110
        or lower.startswith(("-----", "on "))
    )
