"""Presentations of before 2007 (.ppt), read without LibreOffice: the words of every
slide, note and comment, and those of earlier versions ([MS-PPT] 2.1.2 and 2.3)."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

_EDIT, _PLACES = 4085, 6002  # the last save, and where what it saved is
_DOCUMENT, _SLIDE, _NOTES, _MASTER, _HANDOUT = 1000, 1006, 1008, 1016, 4041
_LIST, _ON_SLIDE, _ABOUT = 4080, 1011, 1017
_WIDE, _NARROW, _STRING = 4000, 4008, 4026
_HIDDEN = 0x04
_OUTER = 0xF  # how a record says that it holds others
_DEEPEST = 40
_SIGNS = {0x0B: "\n", 0x0D: "\n"}
_COMMENT, _TAGGED = 12000, 5003
_NOISE = re.compile(
    r"___PPT\d+|\*|Click to (?:edit|add)\b.*|Edit Master\b.*|.*\bFifth level",
    re.DOTALL | re.IGNORECASE,
)  # what programs put there, and what no slide shows


@dataclass(slots=True)
class OldSlide:
    """A slide: its words line by line, and whether it is shown."""

    lines: list[str] = field(default_factory=list)
    is_hidden: bool = False


@dataclass(slots=True)
class OldShow:
    """The slides in their order; what else is said, by heading."""

    slides: list[OldSlide] = field(default_factory=list)
    apart: dict[str, list[str]] = field(default_factory=dict)

    def add(self, heading: str, lines: Iterator[str]) -> None:
        known = self.apart.get(heading, [])
        new = [line for line in dict.fromkeys(lines) if not _NOISE.fullmatch(line)]
        if more := [line for line in new if line not in known]:
            self.apart[heading] = [*known, *more]


@dataclass(frozen=True, slots=True)
class _Record:
    kind: int
    outer: bool
    instance: int
    start: int  # of what it holds
    end: int


def read(stream: bytes, edit: int) -> OldShow:
    """The stream "PowerPoint Document"; ``edit`` is where its last save is noted.

    Raises ValueError and struct.error.
    """
    places = _places(stream, edit)
    show = OldShow()
    tops = {r.start - 8: r for r in _records(stream, 0, len(stream))}
    live = {at: tops[at] for at in places.values() if at in tops}
    document = next((r for r in live.values() if r.kind == _DOCUMENT), None)
    if document is None:
        raise ValueError("no presentation")
    for at, outline in _outlines(stream, document, places):
        record = live.pop(at, None)
        slide = OldSlide(outline)
        if record is not None:
            own = [x for x in _texts(stream, record) if x not in outline]
            own = [x for x in own if not _NOISE.fullmatch(x)]
            slide.lines += list(dict.fromkeys(own))
            slide.is_hidden = _is_hidden(stream, record)
            for comment in _comments(stream, record):
                show.add("Comments", _texts(stream, comment))
        show.slides.append(slide)
    _around(stream, [*live.values()], show)
    seen = {line for slide in show.slides for line in slide.lines}
    seen |= {line for lines in show.apart.values() for line in lines}
    before = [r for at, r in tops.items() if at not in set(places.values())]
    old = (x for r in before if r.outer for x in _texts(stream, r) if x not in seen)
    show.add("Text of earlier versions that the file still holds", old)
    return show


def _places(stream: bytes, edit: int) -> dict[int, int]:
    """Where each part that was saved last begins, by its number."""
    found: dict[int, int] = {}
    seen: set[int] = set()
    while edit and edit not in seen:
        seen.add(edit)
        kind, _, at = _head(stream, edit)
        if kind != _EDIT:
            break
        edit, directory = struct.unpack_from("<II", stream, at + 8)
        _, length, start = _head(stream, directory)
        end = min(start + length, len(stream))
        while start + 4 <= end:
            (said,) = struct.unpack_from("<I", stream, start)
            first, count = said & 0xFFFFF, said >> 20
            offsets = struct.unpack_from(f"<{count}I", stream, start + 4)
            for number, offset in enumerate(offsets, start=first):
                found.setdefault(number, offset)
            start += 4 + 4 * count
    return found


def _head(stream: bytes, at: int) -> tuple[int, int, int]:
    """The kind of the record there, its length, and where what it holds begins."""
    _, kind, length = struct.unpack_from("<HHI", stream, at)
    return kind, length, at + 8


def _records(stream: bytes, start: int, end: int) -> Iterator[_Record]:
    while start + 8 <= end:
        said, kind, length = struct.unpack_from("<HHI", stream, start)
        start += 8
        until = min(start + length, end)
        yield _Record(kind, said & 0xF == _OUTER, said >> 4, start, until)
        start = until


def _outlines(
    stream: bytes, document: _Record, places: dict[int, int]
) -> Iterator[tuple[int, list[str]]]:
    """For each slide where it is, and what the outline says of it."""
    for part in _records(stream, document.start, document.end):
        if part.kind != _LIST or part.instance != 0:
            continue
        at = -1
        lines: list[str] = []
        for record in _records(stream, part.start, part.end):
            if record.kind == _ON_SLIDE:
                if at >= 0:
                    yield at, lines
                (number,) = struct.unpack_from("<I", stream, record.start)
                at, lines = places.get(number, 0), []
            elif words := _said(stream, record):
                lines.append(words)
        if at >= 0:
            yield at, lines


def _around(stream: bytes, records: list[_Record], show: OldShow) -> None:
    for record in records:
        if record.kind == _NOTES:
            show.add("Speaker notes", _texts(stream, record))
        elif record.kind in {_MASTER, _HANDOUT, _SLIDE}:
            show.add("Text of masters and layouts", _texts(stream, record))
        elif record.kind == _DOCUMENT:
            show.add("Headers, footers and names", _strings(stream, record))


def _strings(stream: bytes, document: _Record) -> Iterator[str]:
    """What the document says outside of its slides' outlines."""
    for part in _records(stream, document.start, document.end):
        if part.outer and not (part.kind == _LIST and part.instance == 0):
            yield from _texts(stream, part)


def _texts(stream: bytes, outer: _Record, depth: int = 0) -> Iterator[str]:
    if depth > _DEEPEST:
        return
    for record in _records(stream, outer.start, outer.end):
        if record.outer and record.kind != _COMMENT:
            yield from _texts(stream, record, depth + 1)
        elif words := _said(stream, record):
            yield words


def _comments(stream: bytes, outer: _Record, depth: int = 0) -> Iterator[_Record]:
    for record in _records(stream, outer.start, outer.end):
        if record.kind == _COMMENT:
            yield record
        elif (record.outer or record.kind == _TAGGED) and depth < _DEEPEST:
            yield from _comments(stream, record, depth + 1)


def _said(stream: bytes, record: _Record) -> str:
    data = stream[record.start : record.end]
    if record.kind in {_WIDE, _STRING}:
        words = data.decode("utf-16-le", "replace")
    elif record.kind == _NARROW:
        words = data.decode("latin-1")
    else:
        return ""
    return words.translate(_SIGNS).replace("\0", "").strip()


def _is_hidden(stream: bytes, slide: _Record) -> bool:
    for record in _records(stream, slide.start, slide.end):
        if record.kind == _ABOUT and record.end - record.start >= 12:
            (flags,) = struct.unpack_from("<H", stream, record.start + 10)
            return bool(flags & _HIDDEN)
    return False
