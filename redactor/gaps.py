"""How much the width of a gap tells: which names would fit where one was withheld.

What follows a redaction stands where it stood, so the gap is as wide as the name, to
the hundredth of a point. Somebody with a list of names can try which of them fit. Where
the release makes gaps even, a gap only tells between which steps of a grid it was.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

from redactor.casefile import CaseFile
from redactor.find import register as registers
from redactor.law import rulebook
from redactor.model import Redaction, Status
from redactor.release.looks import look_in
from redactor.release.pdf.spacing import STEP
from redactor.words import PageWords, Word
from redactor.work import Progress, Work

FEW = 5  # names that fit from which a gap tells nobody
_FITS = 0.1  # points by which a name may be wider or narrower
_STEP = 0.05  # points to which the widths of general names are counted
_SPACE = 0.25  # of the height of a letter's box, where a page has no two words


@dataclass(frozen=True, slots=True)
class Gap:
    """A gap that a name left, and how many names would fill it.

    ``listed`` are of the register, None where there is none; ``common`` are of names
    in general.
    """

    serial: str
    document: str
    page: int
    width: float
    listed: int | None
    common: int

    @property
    def is_tight(self) -> bool:
        """Whether few enough fit for the name to be guessed."""
        least = self.common if self.listed is None else min(self.listed, self.common)
        return least < FEW


def gaps(file: CaseFile, register: Path | None = None) -> Work[list[Gap]]:
    """The gaps of all names that are withheld. Raises BadInput for an odd register."""
    listed = _listed(register) if register else None
    step = STEP if look_in(file).even else 0.0
    rows = [
        r
        for r in file.state.in_order()
        if r.status is Status.ACCEPTED and r.label == "PERSON" and r.text.strip()
    ]
    places = sorted({(r.document, r.page) for r in rows})
    found: list[Gap] = []
    for done, (document, page) in enumerate(places, 1):
        words = file.words(file.state.documents[document], page)
        mine = [r for r in rows if (r.document, r.page) == (document, page)]
        if words is not None:
            found += _on_page(words, mine, listed, step)
        yield Progress(done, len(places), f"{document} page {page}")
    return found


def _listed(register: Path) -> list[str]:
    names = (" ".join(entry.name.split()) for entry in registers.read(register).entries)
    return list(dict.fromkeys(names))


def _on_page(
    words: PageWords,
    rows: Sequence[Redaction],
    listed: Sequence[str] | None,
    step: float,
) -> Iterator[Gap]:
    for row in rows:
        near = [w for w in words.words if any(r.intersects(w.rect) for r in row.rects)]
        if len({w.line for w in near}) != 1:
            continue  # broken over lines, it has no one width
        size = median(w.rect.height for w in near)
        letters = _letters(words.words, size)
        text = " ".join(row.text.split())
        width = _width(text, letters)
        count = len(text.split())
        room = _room(width, step)
        common = _common(count, room, letters)
        fits = None
        if listed is not None:
            alike = {n for name in listed for n in _forms(name, count)}
            fits = sum(room[0] <= _width(n, letters) <= room[1] for n in alike)
        yield Gap(row.serial, row.document, row.page, width, fits, common)


def _letters(words: Iterable[Word], size: float) -> dict[str, float]:
    """How wide each letter of this size is on the page; " " is between two words."""
    seen: dict[str, list[float]] = {}
    last: Word | None = None
    for word in words:
        if abs(word.rect.height - size) < 0.1 * size:
            for char, box in zip(word.text, word.boxes, strict=False):
                seen.setdefault(char, []).append(box.width)
            if last is not None and last.line == word.line:
                seen.setdefault(" ", []).append(word.rect.x0 - last.rect.x1)
        last = word
    widths = {char: median(every) for char, every in seen.items()}
    return {" ": _SPACE * size, "": _usual(widths, size), **widths}


def _usual(widths: Mapping[str, float], size: float) -> float:
    """What stands in for a letter that the page does not have."""
    return median(widths.values()) if widths else 0.4 * size


def _width(text: str, letters: Mapping[str, float]) -> float:
    return sum(letters.get(char, letters[""]) for char in text)


def _forms(name: str, words: int) -> list[str]:
    """A name in as many words as were withheld: all of it, or one of its parts."""
    parts = name.split()
    if words == 1:
        return parts
    return [name] if len(parts) == words else [f"{parts[0]} {parts[-1]}"]


@cache
def _names() -> tuple[tuple[str, ...], tuple[str, ...]]:
    book = rulebook.load("names.yaml")
    given, family = str(book["given"]).split(), str(book["family"]).split()
    return tuple(n.title() for n in given), tuple(n.title() for n in family)


def _room(width: float, step: float) -> tuple[float, float]:
    """The least and the greatest width of a name that would leave this gap."""
    if not step:
        return width - _FITS, width + _FITS
    most = math.ceil(width / step) * step
    return most - step, most


def _common(words: int, room: tuple[float, float], letters: Mapping[str, float]) -> int:
    """How many names of the general list would leave a gap."""
    given, family = _names()
    if words == 1:
        every = (*given, *family)
        return sum(room[0] <= _width(n, letters) <= room[1] for n in every)
    firsts = Counter(round(_width(n, letters) / _STEP) for n in given)
    lasts = Counter(round(_width(n, letters) / _STEP) for n in family)
    low, high = (round((end - letters[" "]) / _STEP) for end in room)
    return sum(
        count * sum(lasts.get(wide - first, 0) for wide in range(low, high + 1))
        for first, count in firsts.items()
    )
