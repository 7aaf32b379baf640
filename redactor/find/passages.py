"""The same passage again: quoted in a later message, in a copy, in a scan.

Only letters and digits count, so quoting marks, other lines, hyphens and what a broken
transfer left ("=20", "=E2=80=99") make no difference, nor does a header between two
pages. A long passage is known by itself, even if some letters were misread; a short one
by what stands around it.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

_GRAM = 12  # letters that are looked up together
_AROUND = 40  # letters on each side of a passage that tell where it stands
_SIDE = 24  # of them must be there for a side to tell anything
_OWN = 30  # letters from which a passage is known by itself
_LONG = 60  # letters from which some of them may be misread
_ENOUGH = 0.85  # share of a long passage's letters
_INSERTED = 400  # letters that a header or footer may put in between
_LOST = 40  # letters that may be missing or misread in one place
_KEPT = 2000  # pages whose letters are kept at hand
_ENCODED = re.compile(r"(?:=[0-9A-F]{2})+|=\n")


@dataclass(frozen=True, slots=True)
class Needle:
    """A passage with what stands around it, letters and digits only. The passage is
    ``text[start:end]``; ``source`` names it."""

    source: str
    text: str
    start: int
    end: int

    @property
    def is_long(self) -> bool:
        return self.end - self.start >= _LONG


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a needle's passage stands: ``start`` and ``end`` in the page's text."""

    source: str
    document: str
    page: int
    start: int
    end: int


class Letters:
    """The letters and digits of a document, with the way back to its pages."""

    def __init__(self, document: str, pages: Mapping[int, str]) -> None:
        self.document = document
        letters: list[str] = []
        self._at = array("I")  # where in its page's text each letter stands
        self._numbers: list[int] = []
        self._starts: list[int] = []
        for number, raw in pages.items():
            self._numbers.append(number)
            self._starts.append(len(self._at))
            plain, at = _squeezed_page(raw)
            letters.append(plain)
            self._at.extend(at)
        self.text = "".join(letters)

    def __len__(self) -> int:
        return len(self.text)

    def page(self, index: int) -> int:
        """The number of the page on which a letter stands."""
        return self._numbers[bisect_right(self._starts, index) - 1]

    def span(self, page: int, start: int, end: int) -> tuple[int, int]:
        """The letters of a stretch of a page's text, as a span of ``text``."""
        first, last = self._bounds(self._numbers.index(page))
        return (
            bisect_left(self._at, start, first, last),
            bisect_left(self._at, end, first, last),
        )

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Start and end in the page's text of ``text[start:end]``, on one page."""
        return self._at[start], self._at[end - 1] + 1

    def _bounds(self, number: int) -> tuple[int, int]:
        """Where the letters of a page begin and end."""
        every = [*self._starts[number : number + 2], len(self.text)]
        return every[0], every[1]

    def needle(self, source: str, start: int, end: int) -> Needle:
        """What is looked for where ``text[start:end]`` is the passage."""
        first, last = max(0, start - _AROUND), min(len(self.text), end + _AROUND)
        return Needle(source, self.text[first:last], start - first, end - first)

    def places(self, source: str, start: int, end: int) -> Iterator[Hit]:
        """Where ``text[start:end]`` stands: a hit for each page that it touches."""
        while start < end:
            number = bisect_right(self._starts, start) - 1
            last = min(end, self._bounds(number)[1])
            page = self._numbers[number]
            yield Hit(source, self.document, page, *self.stretch(start, last))
            start = last


@lru_cache(maxsize=_KEPT)
def _squeezed_page(raw: str) -> tuple[str, array[int]]:
    """Kept, since every decision in the window looks through the case again."""
    every = list(_plain(raw))
    return "".join(char for _, char in every), array("I", (at for at, _ in every))


def _plain(raw: str) -> Iterator[tuple[int, str]]:
    """Small letters and digits, accents taken away, each with its index."""
    at = 0
    for code in _ENCODED.finditer(raw):
        yield from _squeezed(raw, at, code.start())
        data = bytes.fromhex(code[0].replace("=", "").strip())
        said = data.decode("utf-8", "replace")
        for char in unicodedata.normalize("NFKD", said).casefold():
            if char.isalnum():
                yield code.start(), char
        at = code.end()
    yield from _squeezed(raw, at, len(raw))


def _squeezed(raw: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for index in range(start, end):
        char = raw[index]
        if char.isascii():
            if char.isalnum():
                yield index, char.lower()
            continue
        for plain in unicodedata.normalize("NFKD", char).casefold():
            if plain.isalnum():
                yield index, plain


@dataclass(slots=True)
class _Run:
    """Letters of a needle from ``n`` on that stand in a document from ``at`` on."""

    n: int
    at: int
    length: int = _GRAM

    def follows(self, other: _Run) -> bool:
        """Whether this may be the passage going on after ``other``."""
        step = self.n - other.n - other.length
        gap = self.at - other.at - other.length
        return (
            self.n > other.n
            and self.at > other.at
            and step > -_GRAM
            and gap > -_GRAM
            and -_LOST <= gap - step <= _INSERTED
        )


class Sought:
    """Needles that are looked for together: the time depends on the texts only."""

    def __init__(self, needles: Iterable[Needle]) -> None:
        self._grams: dict[str, list[tuple[Needle, int]]] = {}
        for needle in needles:
            for n in range(len(needle.text) - _GRAM + 1):
                gram = needle.text[n : n + _GRAM]
                self._grams.setdefault(gram, []).append((needle, n))

    def found_in(self, letters: Letters) -> Iterator[Hit]:
        """Every place of the needles, also where they were taken from."""
        for needle, runs in self._runs(letters.text):
            for chain in _chains(needle, runs):
                for start, end in _spans(needle, chain, letters):
                    yield from letters.places(needle.source, start, end)

    def _runs(self, text: str) -> Iterator[tuple[Needle, list[_Run]]]:
        """What of each needle stands in a text, in the order of the text."""
        found: dict[Needle, list[_Run]] = {}
        growing: dict[tuple[Needle, int], _Run] = {}
        grams = self._grams
        for at in range(len(text) - _GRAM + 1) if grams else ():
            for needle, n in grams.get(text[at : at + _GRAM], ()):
                run = growing.get((needle, at - n))
                if run is not None and run.at + run.length == at + _GRAM - 1:
                    run.length += 1
                else:
                    run = growing[needle, at - n] = _Run(n, at)
                    found.setdefault(needle, []).append(run)
        yield from found.items()


def _chains(needle: Needle, runs: list[_Run]) -> Iterator[list[_Run]]:
    """Runs that together are the passage, each run in one chain only."""
    while runs:
        chain = _best(needle, runs)
        if not _is_passage(needle, chain):
            return
        yield chain
        first, last = chain[0].at, chain[-1].at + chain[-1].length
        runs = [r for r in runs if r.at + r.length <= first or r.at >= last]


def _best(needle: Needle, runs: list[_Run]) -> list[_Run]:
    """The runs that follow each other and have the most letters."""
    reach = len(needle.text) + _INSERTED
    best: list[tuple[int, int]] = []  # letters so far, and the run before
    for number, run in enumerate(runs):
        before = (0, -1)
        for other in range(number - 1, -1, -1):
            if run.at - runs[other].at > reach:
                break
            if run.follows(runs[other]) and best[other][0] > before[0]:
                before = (best[other][0], other)
        best.append((before[0] + run.length, before[1]))
    at = max(range(len(runs)), key=lambda n: best[n][0])
    chain: list[_Run] = []
    while at >= 0:
        chain.append(runs[at])
        at = best[at][1]
    return chain[::-1]


def _is_passage(needle: Needle, chain: list[_Run]) -> bool:
    """Whether enough of the passage is there; of a short one all, and a side of it."""
    seen = {n for run in chain for n in range(run.n, run.n + run.length)}
    core = range(needle.start, needle.end)
    count = sum(n in seen for n in core)
    if needle.is_long:
        return count >= _ENOUGH * len(core)
    sides = (range(needle.start), range(needle.end, len(needle.text)))
    told = len(core) >= _OWN or any(
        len(side) >= _SIDE and seen.issuperset(side) for side in sides
    )
    return told and count == len(core)


def _spans(
    needle: Needle, chain: list[_Run], letters: Letters
) -> Iterator[tuple[int, int]]:
    """Starts and ends of the passage among a document's letters: one, unless a header
    or footer stands in between."""
    inside = [r for r in chain if r.n < needle.end and r.n + r.length > needle.start]
    while len(inside) > 1 and inside[-2].n + inside[-2].length >= needle.end:
        inside.pop()  # it only shares letters with what is whole before it
    while len(inside) > 1 and inside[1].n <= needle.start:
        inside.pop(0)
    first, last = inside[0], inside[-1]
    start = max(0, first.at + needle.start - first.n)
    for run, after in pairwise(inside):
        stop = run.at + run.length
        if letters.page(stop - 1) != letters.page(after.at):
            yield start, max(start, min(stop, after.at))
            start = after.at
    yield start, min(len(letters), last.at + needle.end - last.n)


def occurrences(letters: Letters, text: str) -> Sequence[tuple[int, int]]:
    """Every span of the letters that says ``text``."""
    wanted = "".join(char for _, char in _plain(text))
    found: list[tuple[int, int]] = []
    at = letters.text.find(wanted) if wanted else -1
    while at >= 0:
        found.append((at, at + len(wanted)))
        at = letters.text.find(wanted, at + 1)
    return found
