"""Selecting the text of a page by mouse or by keyboard."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from redactor.edits import Mark
from redactor.model import Rect
from redactor.words import PageWords, Word


@dataclass(frozen=True)
class Letters:
    """The letters of a page in reading order: from points to positions and back.

    A position lies between two characters of ``words.text``: 0 is before the first.
    """

    words: PageWords

    @property
    def text(self) -> str:
        return self.words.text.text

    @cached_property
    def _starts(self) -> list[int]:
        """Position of each word's first character."""
        starts = [0] * len(self.words.words)
        for position, spot in enumerate(self.words.text.spots):
            for word, char in spot:
                if char == 0:
                    starts[word] = position
        return starts

    def position_at(self, x: float, y: float) -> int:
        """The position nearest to a point; the page must have words."""
        words = self.words.words
        nearest = min(range(len(words)), key=lambda i: _distance(words[i], x, y))
        return self._in_word(nearest, x, y)

    def _in_word(self, number: int, x: float, y: float) -> int:
        word = self.words.words[number]
        middles = [box.middle for box in word.boxes]
        char = min(range(len(middles)), key=lambda i: math.dist(middles[i], (x, y)))
        dx, dy = _direction(word)
        mx, my = middles[char]
        after = (x - mx) * dx + (y - my) * dy > 0
        return self._starts[number] + char + after

    def is_on_word(self, x: float, y: float) -> bool:
        """True where a point lies on a word, or within a line's slack of it."""
        return any(
            Rect(w.rect.x0 - 2, w.rect.y0 - 2, w.rect.x1 + 2, w.rect.y1 + 2).contains(
                x, y
            )
            for w in self.words.words
        )

    def word_at(self, position: int) -> tuple[int, int]:
        """Start and end of the word at a position."""
        return _word(self.text, position)

    def line_at(self, position: int) -> tuple[int, int]:
        """Start and end of the line at a position."""
        number = self._word_before(position)
        line = self.words.words[number].line
        same = [i for i, w in enumerate(self.words.words) if w.line == line]
        return self._starts[same[0]], self._end(same[-1])

    def step(self, position: int, by: int) -> int:
        """The position so many characters on."""
        return min(max(position + by, 0), len(self.text))

    def step_word(self, position: int, by: int) -> int:
        """The beginning of the next word, or of this one or the one before."""
        if by > 0:
            later = [start for start in self._starts if start > position]
            return min(later, default=len(self.text))
        return max((s for s in self._starts if s < position), default=0)

    def step_line(self, position: int, by: int) -> int:
        """The nearest position in the line above (-1) or below (1)."""
        here = self.words.words[self._word_before(position)].line + by
        line = [i for i, w in enumerate(self.words.words) if w.line == here]
        if not line:
            return position
        x, y = self.caret(position).middle
        nearest = min(
            line, key=lambda i: math.dist(self.words.words[i].rect.middle, (x, y))
        )
        return self._in_word(nearest, x, y)

    def caret(self, position: int) -> Rect:
        """Where a caret at this position is drawn: a thin rectangle."""
        number = self._word_before(position)
        word = self.words.words[number]
        char = position - self._starts[number]
        at_end = char >= len(word.boxes)
        box = word.boxes[min(max(char, 0), len(word.boxes) - 1)]
        dx, dy = _direction(word)
        if abs(dx) >= abs(dy):
            x = box.x1 if at_end == (dx > 0) else box.x0
            return Rect(x - 0.5, box.y0, x + 0.5, box.y1)
        y = box.y1 if at_end == (dy > 0) else box.y0
        return Rect(box.x0, y - 0.5, box.x1, y + 0.5)

    def rects(self, start: int, end: int) -> tuple[Rect, ...]:
        """One rectangle for each line between two positions."""
        return self.words.text.rects(start, end)

    def mark(self, document: str, page: int, start: int, end: int) -> Mark | None:
        """What lies between two positions; None where there is no letter."""
        start, end = sorted((start, end))
        rects = self.rects(start, end)
        text = " ".join(self.text[start:end].split())
        return Mark(document, page, rects, text) if rects else None

    def _word_before(self, position: int) -> int:
        """The number of the word at a position, or of the last that begins before."""
        found = 0
        for number, start in enumerate(self._starts):
            if start > position:
                break
            found = number
        return found

    def _end(self, number: int) -> int:
        return _word(self.text, self._starts[number])[1]


def _word(text: str, position: int) -> tuple[int, int]:
    start = end = min(position, len(text))
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def _direction(word: Word) -> tuple[float, float]:
    """Which way the word is written, as far as its boxes tell."""
    (ax, ay), (bx, by) = word.boxes[0].middle, word.boxes[-1].middle
    if (ax, ay) == (bx, by):
        return 1.0, 0.0
    return bx - ax, by - ay


def _distance(word: Word, x: float, y: float) -> float:
    """How far a point is from a word; off its line counts more than beside it."""
    rect = word.rect
    beside = max(rect.x0 - x, x - rect.x1, 0.0)
    off = max(rect.y0 - y, y - rect.y1, 0.0)
    dx, dy = _direction(word)
    level = abs(dx) >= abs(dy)
    return math.hypot(beside, 4 * off) if level else math.hypot(4 * beside, off)


@dataclass(frozen=True, slots=True)
class TextSelection:
    """A stretch of text on one page, from where it began to where the caret is."""

    index: int
    anchor: int
    head: int

    @property
    def span(self) -> tuple[int, int]:
        return min(self.anchor, self.head), max(self.anchor, self.head)
