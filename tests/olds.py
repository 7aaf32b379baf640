"""Office files of before 2007 that the tests are about, made on the spot."""

from __future__ import annotations

import io
import struct
from collections.abc import Sequence

from extract_msg.ole_writer import OleWriter

_TEXT_AT = 1024
DELETED, HIDDEN = b"\x00\x08\x01", b"\x3c\x08\x01"


def doc(
    *runs: tuple[str, bytes], header: str = "", comment: str = "", pool: bytes = b""
) -> bytes:
    """A Word document; of each run its words (\\r ends a paragraph) and how it looks.

    ``pool`` is a file that it holds.
    """
    after = [(header, b""), (comment, b"")]
    every = [*runs, *after]
    text = "".join(words for words, _ in every)
    stream = bytearray(_TEXT_AT)
    stream += text.encode("utf-16-le")
    stream += bytes(-len(stream) % 512)
    page = len(stream) // 512
    ends = [_TEXT_AT]
    for words, _ in every:
        ends.append(ends[-1] + 2 * len(words))
    stream += _looks(ends, [look for _, look in every])
    count = len(text)
    pieces = struct.pack("<II", 0, count) + struct.pack("<HIH", 0, _TEXT_AT, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    table = clx + struct.pack("<III", ends[0], ends[-1], page)
    struct.pack_into("<HH", stream, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", stream, 0x0A, 0x0200)
    body = count - len(header) - len(comment)
    counts = (body, 0, len(header), 0, len(comment), 0, 0, 0)
    struct.pack_into("<8i", stream, 0x4C, *counts)
    struct.pack_into("<ii", stream, 0x9A + 8 * 33, 0, len(clx))
    struct.pack_into("<ii", stream, 0x9A + 8 * 12, len(clx), 12)
    entries: dict[tuple[str, ...], bytes] = {
        ("WordDocument",): bytes(stream),
        ("1Table",): table,
    }
    if pool:
        entries["ObjectPool", "_1", "Package"] = pool
    return _ole(entries)


def _looks(ends: Sequence[int], looks: Sequence[bytes]) -> bytes:
    page = bytearray(512)
    struct.pack_into(f"<{len(ends)}I", page, 0, *ends)
    at = 480
    for number, look in enumerate(looks):
        if look:
            at -= 8
            page[at : at + 1 + len(look)] = bytes([len(look)]) + look
            page[4 * len(ends) + number] = at // 2
    page[511] = len(looks)
    return bytes(page)


def ppt(*slides: str, hidden: int = 0, notes: str = "", before: str = "") -> bytes:
    """A presentation; ``hidden`` is the number of a slide that is not shown, ``before``
    what a slide said before the last save."""
    stream = _box(1006, _string(4000, before)) if before else b""
    places = []
    for number, words in enumerate(slides, start=1):
        flags = 4 if number == hidden else 0
        about = _record(1017, bytes(10) + struct.pack("<H", flags) + bytes(4))
        places.append(len(stream))
        stream += _box(1006, about + _string(4000, words))
    places.append(len(stream))
    stream += _box(1008, _string(4000, notes))
    listed = b"".join(
        _record(1011, struct.pack("<I", number) + bytes(16))
        for number in range(1, len(slides) + 1)
    )
    places.append(len(stream))
    stream += _box(1000, _box(4080, listed))
    directory = len(stream)
    said = struct.pack("<I", len(places) << 20 | 1)
    stream += _record(6002, said + struct.pack(f"<{len(places)}I", *places))
    edit = len(stream)
    stream += _record(4085, bytes(8) + struct.pack("<II", 0, directory) + bytes(12))
    return _ole(
        {
            ("PowerPoint Document",): stream,
            ("Current User",): bytes(16) + struct.pack("<I", edit),
        }
    )


def _record(kind: int, data: bytes, said: int = 0) -> bytes:
    return struct.pack("<HHI", said, kind, len(data)) + data


def _box(kind: int, data: bytes) -> bytes:
    return _record(kind, data, 0xF)


def _string(kind: int, words: str) -> bytes:
    return _record(kind, words.encode("utf-16-le"))


def _ole(entries: dict[tuple[str, ...], bytes]) -> bytes:
    writer, out = OleWriter(), io.BytesIO()
    for path in entries:
        for depth in range(1, len(path)):
            writer.addEntry(list(path[:depth]), storage=True)
    for path, data in entries.items():
        writer.addEntry(list(path), data)
    writer.write(out)
    return out.getvalue()
