"""What a release would still hint at: gaps that few names fit, and a mosaic of what
stands elsewhere: initials, job titles, and copies in which the same text, or the same
passage, stays.

It is a list to walk through before the release. Of it, only the reference of another
case stops a release.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from redactor.casefile import CaseFile
from redactor.find.echoes import Unlike, unlike
from redactor.gaps import FEW, gaps
from redactor.model import Person, PersonDecision, Rect, Redaction, State, Status
from redactor.release.related import foreign_in_case
from redactor.whole import whole_pages
from redactor.words import PageText
from redactor.work import Work

_TITLE = re.compile(
    r"\b(manager|director|officer|head of|lead|adviser|advisor|assistant|secretary|"
    r"analyst|administrator|consultant|solicitor|inspector|engineer|teacher|nurse|"
    r"coordinator|supervisor|chair|clerk|planner|surveyor|architect|minister)\b",
    re.IGNORECASE,
)
_LONGEST = 60  # letters of a line that is a job title
_MOST = 0.6  # of a box under another from which both cover the same words
_BESIDE = 3  # letters between a name and the title that follows it on its line


@dataclass(frozen=True, slots=True)
class Hint:
    """Something that may tell what ``source`` (a serial or a person) withholds.

    ``kind`` is "gap", "copy", "passage", "initials", "job title", "reference" for
    another case's, "double" for boxes over the same words, or "earlier" for what an
    earlier release shows or withholds;
    ``words`` repeat no text but such a reference.
    """

    kind: str
    document: str
    page: int
    source: str
    words: str
    rects: tuple[Rect, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        keys = ("kind", "document", "page", "source", "words")
        return {key: getattr(self, key) for key in keys}

    def __str__(self) -> str:
        return f"{self.document}, page {self.page}: {self.words}"


def hints(file: CaseFile, register: Path | None = None) -> Work[list[Hint]]:
    """All hints, in reading order. Raises BadInput for an odd register."""
    found = [*_copies(file.state), *_doubled(file.state)]
    known = {(hint.document, hint.page, hint.rects) for hint in found}
    again = map(_passage, (yield from unlike(file)))
    found += [h for h in again if (h.document, h.page, h.rects) not in known]
    for gap in (yield from gaps(file, register)):
        if gap.is_tight:
            listed = "" if gap.listed is None else f"{gap.listed} of the register, and "
            words = (
                f"{listed}{gap.common} common names are as wide as the gap of "
                f"{gap.serial}, and fewer than {FEW} can be guessed: make gaps even in "
                "the release, or draw the box over a title or the words beside it too"
            )
            found.append(Hint("gap", gap.document, gap.page, gap.serial, words))
    found += _beside(file)
    found += _foreign(file)
    return sorted(found, key=lambda hint: (hint.document, hint.page, hint.kind))


def _copies(state: State) -> Iterator[Hint]:
    """Places kept visible on purpose whose text is withheld elsewhere."""
    rows = [r for r in state.in_order() if r.text.strip()]
    withheld = {_same(r.text): r.serial for r in rows if r.status is Status.ACCEPTED}
    for row in rows:
        if row.status is Status.REJECTED and (serial := withheld.get(_same(row.text))):
            words = f"{row.serial} stays visible, and {serial} withholds the same text"
            yield Hint("copy", row.document, row.page, serial, words, row.rects)


def _doubled(state: State) -> Iterator[Hint]:
    """Boxes over words that another covers as well: the schedule counts both. One
    over the whole of a page is meant to."""
    whole = {
        row.serial
        for document in state.documents.values()
        for row in whole_pages(document, state.redactions.values()).values()
    }
    before: dict[tuple[str, int], list[Redaction]] = {}
    for row in state.in_order():
        if row.status is not Status.ACCEPTED or row.serial in whole:
            continue
        here = before.setdefault((row.document, row.page), [])
        other = next((one for one in here if _are_one(one.rects, row.rects)), None)
        here.append(row)
        if other is not None:
            words = (
                f"{row.serial} covers the words that {other.serial} covers, and the "
                "schedule counts both: merge them, or take one away"
            )
            yield Hint("double", row.document, row.page, other.serial, words, row.rects)


def _are_one(some: Sequence[Rect], others: Sequence[Rect]) -> bool:
    """Whether the boxes of one redaction lie on those of the other."""
    return any(
        all(any(_lies_on(r, o) for o in them) for r in mine)
        for mine, them in ((some, others), (others, some))
    )


def _lies_on(rect: Rect, other: Rect) -> bool:
    """Whether most of a rectangle is under another."""
    both = rect.intersection(other)
    if both.is_empty:
        return False
    return both.width * both.height > _MOST * rect.width * rect.height


def _foreign(file: CaseFile) -> Iterator[Hint]:
    """References of other cases, at which a release stops."""
    for document, page, reference in foreign_in_case(file):
        words = (
            f"the reference of another case, {reference}: redact it, or name it as a "
            "related case"
        )
        yield Hint("reference", document.id, page, "", words)


def _passage(row: Unlike) -> Hint:
    """A passage that is withheld elsewhere, whatever lines it is broken into."""
    mark = row.mark
    chosen = "was left" if row.decided else "is"
    words = f"the same passage that {row.source} withholds {chosen} visible here"
    return Hint("passage", mark.document, mark.page, row.source, words, mark.rects)


def _same(text: str) -> str:
    return " ".join(text.split()).casefold()


def _beside(file: CaseFile) -> Iterator[Hint]:
    """Initials, and job titles next to a name, page by page."""
    state = file.state
    people = [p for p in state.people.values() if p.decision is PersonDecision.WITHHOLD]
    marks = [(p, made) for p in people if (made := _initials(p))]
    for document in state.documents.values():
        for page in range(1, document.pages + 1):
            read = file.words(document, page)
            if read is None:
                continue
            rows = [
                r
                for r in state.in_order()
                if (r.document, r.page) == (document.id, page)
                and r.status is not Status.SUGGESTED
            ]
            where = _Page(document.id, page, read.text, rows)
            for person, pattern in marks:
                yield from where.initials(person, pattern)
            yield from where.titles()


def _initials(person: Person) -> re.Pattern[str] | None:
    """How the initials of a name are written: JS, J.S., J S."""
    letters = [part[0] for part in person.name.split() if part[:1].isupper()]
    if len(letters) < 2:  # one letter is nobody's
        return None
    return re.compile(r"(?<![\w.])" + r"[. ]?".join(letters) + r"(?![\w])")


@dataclass(frozen=True)
class _Page:
    document: str
    number: int
    text: PageText
    rows: Sequence[Redaction]

    def _is_decided(self, rects: Sequence[Rect]) -> bool:
        boxes = [box for row in self.rows for box in row.rects]
        return all(any(b.contains(*rect.middle) for b in boxes) for rect in rects)

    def initials(self, person: Person, pattern: re.Pattern[str]) -> Iterator[Hint]:
        for match in pattern.finditer(self.text.text):
            rects = self.text.rects(*match.span())
            if rects and not self._is_decided(rects):
                words = f"letters that are the initials of {person.id}, who is withheld"
                yield Hint(
                    "initials", self.document, self.number, person.id, words, rects
                )

    def titles(self) -> Iterator[Hint]:
        """Job titles on the line of a withheld name, or on the next."""
        for row in self.rows:
            if row.status is not Status.ACCEPTED or row.label != "PERSON":
                continue
            for start, end in self._after(row):
                line = self.text.text[start:end]
                rects = self.text.rects(start, end)
                if _TITLE.search(line) and rects and not self._is_decided(rects):
                    words = f"a job title that stands beside {row.serial}"
                    yield Hint(
                        "job title", self.document, self.number, row.serial, words,
                        rects,
                    )  # fmt: skip

    def _after(self, row: Redaction) -> Iterator[tuple[int, int]]:
        """The rest of the line after a name, and the line below if it is short."""
        text = self.text.text
        at = text.find(row.text)
        while at >= 0:
            end = at + len(row.text)
            here = self.text.rects(at, end)
            if here and any(r.intersects(here[0]) for r in row.rects):
                stop = (text + "\n").index("\n", end)
                if end + _BESIDE < stop <= end + _LONGEST:
                    yield end, stop
                below = (text + "\n\n").index("\n", stop + 1)
                if stop + 1 < below <= stop + _LONGEST:
                    yield stop + 1, min(below, len(text))
            at = text.find(row.text, end)
