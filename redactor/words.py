"""The words of a page with their boxes, and the page's text with the way back to them.

Boxes are kept per character, so that a finding may begin and end inside a word.
"""

from __future__ import annotations

import json
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from redactor.errors import CaseUnreadable
from redactor.model import Rect, Redaction, meet

DOUBT = 0.6  # confidence below which a word was read with doubt
UNREADABLE = "unreadable"
"""Source of a page that nothing could be read from: not to be taken for clean."""

_HYPHENS = "-\u2010\u00ad"
_COVERED = 0.85  # share of a letter's box from which a rectangle hides it
_WIDE_GAP = 3.0  # line heights between two words that make them two rectangles


@dataclass(frozen=True, slots=True)
class Word:
    """A word as the page draws it: ``boxes`` has one rectangle for each character.

    ``line`` and ``block`` count from 0 over the page in reading order. ``confidence``
    is 1.0 for a text layer and the reader's own (0 to 1) where the page was scanned.
    """

    text: str
    boxes: tuple[Rect, ...]
    line: int
    block: int
    confidence: float = 1.0

    @property
    def rect(self) -> Rect:
        return union(self.boxes)

    @property
    def is_doubtful(self) -> bool:
        """Whether the reader was far from sure of it."""
        return self.confidence < DOUBT


@dataclass(frozen=True, slots=True)
class Region:
    """A place of a page that shows something without being text.

    ``kind`` is "signature", "handwriting", "stamp" or "face"; ``sure`` whether it is to
    be proposed, not only looked at.
    """

    rect: Rect
    kind: str
    sure: bool


def _share(box: Rect, area: Rect) -> float:
    """How much of the box lies in the area, 0 to 1."""
    common, whole = box.intersection(area), box.width * box.height
    if common.is_empty or not whole:
        return 0.0
    return common.width * common.height / whole


def _without(area: Rect, rest: Rect) -> tuple[Rect, ...]:
    """What is left of an area on each side of another."""
    return (
        replace(area, x1=min(area.x1, rest.x0)),
        replace(area, x0=max(area.x0, rest.x1)),
        replace(area, y1=min(area.y1, rest.y0)),
        replace(area, y0=max(area.y0, rest.y1)),
    )


def union(rects: Iterable[Rect]) -> Rect:
    """The smallest rectangle around all of them; there must be one at least."""
    every = iter(rects)
    first = next(every)
    x0, y0, x1, y1 = first.x0, first.y0, first.x1, first.y1
    for rect in every:  # without a Rect for each step: this is called for every word
        x0, y0 = min(x0, rect.x0), min(y0, rect.y0)
        x1, y1 = max(x1, rect.x1), max(y1, rect.y1)
    return Rect(x0, y0, x1, y1)


@dataclass(frozen=True)
class PageWords:
    """All words of one page in reading order.

    ``source`` is "text", "ocr" where any part was read by OCR, or UNREADABLE.
    ``regions`` are the places that show something else than text.
    """

    words: tuple[Word, ...]
    source: str = "text"
    regions: tuple[Region, ...] = ()

    @property
    def is_unreadable(self) -> bool:
        """Whether the page could not be read: somebody has to look at it."""
        return self.source == UNREADABLE

    @property
    def doubtful(self) -> int:
        """How many words were read with doubt."""
        return sum(word.is_doubtful for word in self.words)

    def to_bytes(self) -> bytes:
        """For the case file: boxes to a hundredth of a point."""
        head = json.dumps(
            {
                "source": self.source,
                "regions": [
                    [[r.rect.x0, r.rect.y0, r.rect.x1, r.rect.y1], r.kind, r.sure]
                    for r in self.regions
                ],
                "words": [
                    [w.text, w.line, w.block, round(w.confidence, 3)]
                    for w in self.words
                ],
            }
        ).encode()
        edges = array(
            "i",
            [
                round(100 * edge)
                for w in self.words
                for b in w.boxes
                for edge in (b.x0, b.y0, b.x1, b.y1)
            ],
        )
        return zlib.compress(
            len(head).to_bytes(4, "little") + head + edges.tobytes(), level=1
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> PageWords:
        head, rest = _unpacked(data)
        edges = array("i")
        edges.frombytes(rest)
        words, at = [], 0
        for text, line, block, confidence in head["words"]:
            end = at + 4 * len(text)
            boxes = tuple(
                Rect(*(edge / 100 for edge in edges[i : i + 4]))
                for i in range(at, end, 4)
            )
            words.append(Word(text, boxes, line, block, confidence))
            at = end
        return cls(tuple(words), head["source"], _regions(head))

    def under(self, rects: Iterable[Rect]) -> str:
        """The text whose characters have their middle in one of these rectangles."""
        areas = tuple(rects)
        pieces = []
        for word in self.words:
            inside = "".join(
                char
                for char, box in zip(word.text, word.boxes, strict=True)
                if any(a.contains(*box.middle) for a in areas)
            )
            if inside:
                pieces.append(inside)
        return " ".join(pieces)

    def grown(self, rects: Iterable[Rect]) -> tuple[Rect, ...]:
        """The rectangles, each large enough for the letters that ``under`` counts.

        A letter that a box covers only in part can still be read.
        """
        return tuple(union([area, *self._cut_by(area)]) for area in rects)

    def to_words(self, area: Rect) -> Rect:
        """The rectangle, as a tired hand meant it: a word that it covers by half at
        least is in it whole, and one that it only touches is not in it."""
        taken, touched = [area], []
        for word in self.words:
            inside = [box for box in word.boxes if area.contains(*box.middle)]
            if not inside or len(inside) == len(word.boxes):
                continue
            if 2 * len(inside) >= len(word.boxes):
                taken.append(word.rect)
            else:
                touched.append(union(inside))
        whole = union(taken)
        for rest in touched:
            whole = max(_without(whole, rest), key=lambda r: r.width * r.height)
        return area if whole.is_empty else whole

    def _cut_by(self, area: Rect) -> list[Rect]:
        return [
            box
            for word in self.words
            for box in word.boxes
            if area.contains(*box.middle) and _share(box, area) < _COVERED
        ]

    @cached_property
    def text(self) -> PageText:
        """The page's text: cells end in a tab, lines in a newline,
        blocks in an empty line."""
        return _page_text(self.words)


@dataclass(frozen=True, slots=True)
class Glance:
    """What there is to say of a page's words without their boxes."""

    source: str
    words: int
    doubtful: int
    regions: tuple[Region, ...]
    lines: tuple[str, ...] = ()

    @classmethod
    def from_bytes(cls, data: bytes) -> Glance:
        """From what ``PageWords.to_bytes`` gave: much quicker than all of it."""
        head, _ = _unpacked(data)
        words = head["words"]
        doubtful = sum(word[3] < DOUBT for word in words)
        lines: dict[int, list[str]] = {}
        for text, line, _, _ in words:
            lines.setdefault(line, []).append(text)
        whole = tuple(" ".join(line) for line in lines.values())
        return cls(head["source"], len(words), doubtful, _regions(head), whole)


def _unpacked(data: bytes) -> tuple[dict[str, Any], bytes]:
    try:
        raw = zlib.decompress(data)
    except zlib.error as error:
        raise CaseUnreadable(
            "What was read from a page is damaged in the case file.",
            "Do not release from this file. Restore the case from a backup.",
        ) from error
    size = int.from_bytes(raw[:4], "little")
    return json.loads(raw[4 : 4 + size]), raw[4 + size :]


def _regions(head: dict[str, Any]) -> tuple[Region, ...]:
    return tuple(
        Region(Rect(*rect), kind, sure) for rect, kind, sure in head.get("regions", ())
    )


_BESIDE = 0.6  # of their height that words of one row have in common


@dataclass(frozen=True)
class PageText:
    """A page's text and, for each of its characters, the boxes it came from.

    ``spots[i]`` lists (word, character) pairs of ``text[i]``: none for white space,
    two where a hyphen at a line's end was taken out of a broken word.
    """

    text: str
    words: tuple[Word, ...]
    spots: tuple[tuple[tuple[int, int], ...], ...]

    def passage(self, start: int, end: int) -> str:
        """``text[start:end]`` on one line."""
        return " ".join(self.text[start:end].split())

    def rects(self, start: int, end: int) -> tuple[Rect, ...]:
        """One rectangle for each line that ``text[start:end]`` touches, in order.

        A line is cut where a gap in it is as wide as a column's, and slanted text
        gets a rectangle for each word.
        """
        pieces: list[tuple[int, Rect]] = []
        for spot in self.spots[start:end]:
            for word, char in spot:
                box = self.words[word].boxes[char]
                if pieces and pieces[-1][0] == word:
                    pieces[-1] = (word, pieces[-1][1].union(box))
                else:
                    pieces.append((word, box))
        rects: list[Rect] = []
        last: int | None = None
        for word, box in pieces:
            if last is not None and self._joins(last, word, rects[-1], box):
                rects[-1] = rects[-1].union(box)
            else:
                rects.append(box)
            last = word
        return tuple(rects)

    def _joins(self, last: int, word: int, before: Rect, box: Rect) -> bool:
        if self.words[last].line != self.words[word].line:
            return False
        height = max(min(r.height, r.width) for r in (before, box))
        whole = before.union(box)
        gap_x = max(before.x0, box.x0) - min(before.x1, box.x1)
        gap_y = max(before.y0, box.y0) - min(before.y1, box.y1)
        slanted = min(whole.width, whole.height) > 1.6 * max(
            min(before.width, before.height), min(box.width, box.height)
        )
        return max(gap_x, gap_y) < _WIDE_GAP * max(height, 1.0) and not slanted

    def span_of(self, words: Iterable[int]) -> tuple[int, int]:
        """Start and end in ``text`` of the stretch from the first to the last word."""
        wanted = set(words)
        hits = [i for i, spot in enumerate(self.spots) for w, _ in spot if w in wanted]
        return (min(hits), max(hits) + 1) if hits else (0, 0)


def _page_text(words: tuple[Word, ...]) -> PageText:
    text: list[str] = []
    spots: list[tuple[tuple[int, int], ...]] = []
    for number, word in enumerate(words):
        if number:
            before = words[number - 1]
            if before.line == word.line:
                text.append(" ")
                spots.append(())
            elif not _closes_hyphen(text, spots, before, word):
                gap = "\n\n"
                if before.block == word.block:
                    gap = "\t" if _are_beside(before, word) else "\n"
                text.extend(gap)
                spots.extend(() for _ in gap)
        text.extend(word.text)
        spots.extend(((number, i),) for i in range(len(word.text)))
    return PageText("".join(text), words, tuple(spots))


def _are_beside(left: Word, right: Word) -> bool:
    """Whether two words stand in one row, as the cells of a table do."""
    first, last = left.boxes[0], left.boxes[-1]
    one, other = left.rect, right.rect
    ahead = last.x0 - first.x0
    if abs(ahead) < abs(last.y0 - first.y0):
        ahead = last.y0 - first.y0
        one, other = _turned(one), _turned(other)
    apart = one.x1 <= other.x0 if ahead >= 0 else other.x1 <= one.x0
    common = min(one.y1, other.y1) - max(one.y0, other.y0)
    return apart and common > _BESIDE * min(one.height, other.height)


def _turned(rect: Rect) -> Rect:
    return Rect(rect.y0, rect.x0, rect.y1, rect.x1)


def _closes_hyphen(
    text: list[str],
    spots: list[tuple[tuple[int, int], ...]],
    before: Word,
    word: Word,
) -> bool:
    """Join a word broken over two lines. "Thomp-/son" loses its hyphen, whose box goes
    with the letter before it; "Smith-/Jones" keeps it."""
    if (
        len(before.text) < 2
        or before.text[-1] not in _HYPHENS
        or not before.text[-2].isalpha()
        or not word.text[0].isalpha()
        or before.block != word.block
    ):
        return False
    if word.text[0].islower():
        text.pop()
        hyphen = spots.pop()
        spots[-1] = (*spots[-1], *hyphen)
    return True


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage of a page that looks personal and stays; ``why`` as a sentence."""

    rects: tuple[Rect, ...]
    text: str
    why: str

    def is_free(self, redactions: Iterable[Redaction]) -> bool:
        """Whether none of these proposes, or decided about, the same place."""
        return not any(
            r.status.is_proposal and meet(self.rects, r.rects) for r in redactions
        )
