"""Word documents of before 2007 (.doc), read without LibreOffice: every word, and which
of them are hidden or deleted ([MS-DOC] 2.4.1, "Retrieving Text")."""

from __future__ import annotations

import struct
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_WORD = 0xA5EC  # how the stream begins
_OLDEST = 0xC0  # the first version that has pieces
_FLAGS, _START, _COUNT_6, _COUNTS = 0x0A, 0x18, 0x34, 0x4C
_TABLES = 0x9A  # where pairs of place and length in the table stream begin
_RUNS, _PIECES = 12, 33  # numbers of such pairs
_PAGE = 512
_ONE_BYTE = 0x40000000
_DELETED, _VANISHED = 0x0800, 0x083C  # what is said of a run
_SIZES = (1, 1, 2, 4, 2, 2, -1, 3)  # bytes that follow, by the kind of what is said
_PARTS = (
    "",
    "Footnotes",
    "Page headers and footers",
    "",
    "Comments",
    "Endnotes",
    "Text boxes",
    "Text boxes of headers",
)
DELETED = "Deleted text that the file still holds (tracked changes)"
HIDDEN = "Hidden text"
FIELDS = "Instructions of fields"
_SIGNS = {
    0x07: "\t",
    0x0B: "\n",
    0x0C: "\n",
    0x0D: "\n",
    0x0E: "\n",
    0x1E: "-",
    0x1F: "",
}
_QUIET = "\x01\x02\x03\x04\x05\x06\x08"  # pictures, notes' numbers and the like


@dataclass(frozen=True, slots=True)
class OldText:
    """The text, and what stands beside it or is not seen in it, by heading."""

    words: str
    apart: dict[str, list[str]]


@dataclass(slots=True)
class _Stretch:
    """Letters that look alike: ``look`` is "", HIDDEN or DELETED."""

    words: str
    look: str


def read(stream: bytes, tables: tuple[bytes, bytes]) -> OldText:
    """The text of the stream "WordDocument"; ``tables`` are those called 0Table and
    1Table. Raises ValueError, struct.error and IndexError."""
    mark, version = struct.unpack_from("<HH", stream)
    (flags,) = struct.unpack_from("<H", stream, _FLAGS)
    if mark != _WORD:
        if version and stream[:2] in {b"\xdb\xa5", b"\xdc\xa5"}:
            return OldText(_plain(_early(stream)), {})
        raise ValueError("no Word document")
    if version < _OLDEST:
        return OldText(_plain(_early(stream)), {})
    table = tables[bool(flags & 0x0200)]
    stretches = list(_stretches(stream, table))
    counts = struct.unpack_from("<8i", stream, _COUNTS)
    apart: dict[str, list[str]] = {}
    body = ""
    for heading, part in zip(_PARTS, _divided(stretches, counts), strict=True):
        words = _plain(_seen(part, apart))
        if heading == "":
            body = body or words
        elif words.strip():
            apart.setdefault(heading, []).append(words.strip())
    return OldText(body, apart)


def _early(stream: bytes) -> str:
    """The text of Word 6 and 95, which lies in one piece."""
    (start,) = struct.unpack_from("<i", stream, _START)
    (count,) = struct.unpack_from("<i", stream, _COUNT_6)
    if not 0 < start < len(stream) or count <= 0:
        raise ValueError("no text")
    return stream[start : start + count].decode("windows-1252", "replace")


def _pair(stream: bytes, table: bytes, number: int) -> bytes:
    place, length = struct.unpack_from("<ii", stream, _TABLES + 8 * number)
    if place < 0 or length < 0:
        raise ValueError("no such table")
    return table[place : place + length]


def _stretches(stream: bytes, table: bytes) -> Iterator[_Stretch]:
    starts, looks = _looks(stream, table)
    for first, count, wide in _pieces(_pair(stream, table, _PIECES)):
        at, end = first, first + count * wide
        while at < end:
            index = bisect_right(starts, at)
            until = min(end, starts[index]) if index < len(starts) else end
            until = max(until - (until - at) % wide, at + wide)
            code = "utf-16-le" if wide == 2 else "windows-1252"
            words = stream[at:until].decode(code, "replace")
            yield _Stretch(words, looks[index - 1] if index else "")
            at = until


def _pieces(blob: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each piece of the text begins, how many letters it has, bytes for each."""
    at = 0
    while blob[at] == 1:  # what is said of pieces
        (length,) = struct.unpack_from("<H", blob, at + 1)
        at += 3 + length
    if blob[at] != 2:
        raise ValueError("no pieces")
    (length,) = struct.unpack_from("<I", blob, at + 1)
    plc = blob[at + 5 : at + 5 + length]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    for number in range(count):
        (place,) = struct.unpack_from("<I", plc, 4 * (count + 1) + 8 * number + 2)
        letters = ends[number + 1] - ends[number]
        if letters < 0:
            raise ValueError("pieces in disorder")
        if place & _ONE_BYTE:
            yield (place & ~_ONE_BYTE) // 2, letters, 1
        else:
            yield place, letters, 2


def _looks(stream: bytes, table: bytes) -> tuple[list[int], list[str]]:
    """Where runs begin in the stream, and how each looks."""
    plc = _pair(stream, table, _RUNS)
    count = (len(plc) - 4) // 8
    found: dict[int, str] = {}
    for (page,) in struct.iter_unpack("<I", plc[4 * (count + 1) : 8 * count + 4]):
        data = stream[page * _PAGE : (page + 1) * _PAGE]
        if len(data) < _PAGE:
            continue
        runs = data[-1]
        starts = struct.unpack_from(f"<{runs + 1}I", data)
        for number in range(runs):
            place = 2 * data[4 * (runs + 1) + number]
            said = data[place + 1 : place + 1 + data[place]] if place else b""
            found[starts[number]] = _look(said)
        found.setdefault(starts[runs], "")
    starts_of = sorted(found)
    return starts_of, [found[start] for start in starts_of]


def _look(said: bytes) -> str:
    at, look = 0, ""
    while at + 3 <= len(said):
        (what,) = struct.unpack_from("<H", said, at)
        size = _SIZES[what >> 13]
        if what == _DELETED and said[at + 2]:
            return DELETED
        if what == _VANISHED and said[at + 2] in {1, 0x81}:
            look = HIDDEN
        at += 2 + (size if size > 0 else 1 + said[at + 2])
    return look


def _divided(
    stretches: list[_Stretch], counts: tuple[int, ...]
) -> Iterator[list[_Stretch]]:
    """The text, its footnotes, its headers and so on, by how many letters each has."""
    left = list(reversed(stretches))
    for number, count in enumerate(counts):
        part: list[_Stretch] = []
        last = number == len(counts) - 1
        while left and (count > 0 or last):
            one = left.pop()
            take = len(one.words) if last else min(count, len(one.words))
            part.append(_Stretch(one.words[:take], one.look))
            if take < len(one.words):
                left.append(_Stretch(one.words[take:], one.look))
            count -= take
        yield part


def _seen(part: list[_Stretch], apart: dict[str, list[str]]) -> str:
    """What of it is seen; the rest is listed under its heading."""
    seen = ""
    depth: list[bool] = []  # for each open field: whether its instruction is over
    said = ""
    for stretch in part:
        shown = ""
        for letter in stretch.words:
            if letter == "\x13":
                depth.append(False)
            elif letter == "\x14" and depth:
                depth[-1] = True
            elif letter == "\x15" and depth:
                depth.pop()
                said = _listed(said, apart)
            elif not all(depth):
                said += letter
            else:
                shown += letter
        if stretch.look and shown.strip():
            apart.setdefault(stretch.look, []).append(_plain(shown).strip())
        else:
            seen += shown
    return seen


def _listed(said: str, apart: dict[str, list[str]]) -> str:
    words = " ".join(_plain(said).split())
    if words:
        apart.setdefault(FIELDS, []).append(words)
    return ""


def _plain(words: str) -> str:
    return words.translate(_SIGNS | dict.fromkeys(map(ord, _QUIET), "")).replace(
        "\0", ""
    )
