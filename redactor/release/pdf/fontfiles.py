"""Font programs without the names, notices and tables that a page does not need."""

from __future__ import annotations

import re
import struct
from itertools import pairwise

from redactor.release.pdf.unsafe import Unsafe

_TABLES = {
    b"head", b"hhea", b"maxp", b"hmtx", b"loca", b"glyf", b"cvt ", b"fpgm", b"prep",
    b"cmap", b"OS/2", b"post", b"CFF ", b"vhea", b"vmtx", b"VORG", b"gasp",
}  # fmt: skip
_TELLING = {
    0,
    1,
    2,
    3,
    4,
    0x0C00,
    0x0C15,
    0x0C16,
    0x0C26,
}  # CFF Top DICT: notices and names
_STANDARD_STRINGS = 391
_TYPE1_TEXT = re.compile(
    rb"/(?:FullName|FamilyName|Notice|Copyright|version|Weight)\s*\("
)
_TYPE1_NAME = re.compile(rb"(/FontName\s*/)([^\s/()<>\[\]{}%]+)")
_LETTER = re.compile(rb"[A-Za-z0-9]")


def clean_sfnt(data: bytes) -> bytes:
    """A TrueType or OpenType font with only the tables that draw it. Raises Unsafe."""
    if data[:4] == b"ttcf":
        raise Unsafe("a font collection")
    if len(data) < 12:
        raise Unsafe("a damaged font")
    count = int.from_bytes(data[4:6], "big")
    tables = []
    for i in range(count):
        entry = data[12 + 16 * i : 28 + 16 * i]
        if len(entry) < 16:
            raise Unsafe("a damaged font")
        tag, _, start, size = struct.unpack(">4sLLL", entry)
        body = data[start : start + size]
        if tag in _TABLES:
            tables.append((tag, clean_cff(body) if tag == b"CFF " else body))
    return _sfnt(data[:4], tables)


def _sfnt(version: bytes, tables: list[tuple[bytes, bytes]]) -> bytes:
    power = max(len(tables).bit_length() - 1, 0)
    head = struct.pack(
        ">4sHHHH",
        version,
        len(tables),
        16 << power,
        power,
        16 * len(tables) - (16 << power) if tables else 0,
    )
    at = 12 + 16 * len(tables)
    index, bodies = b"", b""
    for tag, body in sorted(tables):
        padded = body + b"\0" * (-len(body) % 4)
        total = sum(struct.unpack(f">{len(padded) // 4}L", padded)) & 0xFFFFFFFF
        index += struct.pack(">4sLLL", tag, total, at, len(body))
        bodies += padded
        at += len(padded)
    return head + index + bodies


def clean_compact(data: bytes) -> bytes:
    """A FontFile3: bare CFF, or OpenType around it. Raises Unsafe."""
    if data[:4] in (b"OTTO", b"\0\1\0\0", b"true"):
        return clean_sfnt(data)
    return clean_cff(data)


def clean_cff(data: bytes) -> bytes:
    """A CFF font whose names and notices are overwritten in place. Raises Unsafe."""
    try:
        out = bytearray(data)
        names, at = _index(data, data[2])
        tops, at = _index(data, at)
        strings, _ = _index(data, at)
        for start, end in names:
            out[start:end] = b"F" * (end - start)
        for start, end in tops:
            for sid in _telling_strings(data[start:end]):
                if 0 <= sid - _STANDARD_STRINGS < len(strings):
                    first, last = strings[sid - _STANDARD_STRINGS]
                    out[first:last] = b"F" * (last - first)
    except (IndexError, ValueError) as error:
        raise Unsafe("a damaged font") from error
    return bytes(out)


def _index(data: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """Start and end of each entry of a CFF INDEX, and where the INDEX ends."""
    count = int.from_bytes(data[at : at + 2], "big")
    if count == 0:
        return [], at + 2
    size = data[at + 2]
    if not 1 <= size <= 4:
        raise ValueError("offset size")
    first = at + 3
    offsets = [
        int.from_bytes(data[first + size * i : first + size * (i + 1)], "big")
        for i in range(count + 1)
    ]
    base = first + size * (count + 1) - 1
    if base + offsets[-1] > len(data) or offsets != sorted(offsets):
        raise ValueError("offsets")
    spans = list(pairwise(offsets))
    return [(base + a, base + b) for a, b in spans], base + offsets[-1]


def _telling_strings(top: bytes) -> set[int]:
    """String ids of a Top DICT's names and notices."""
    found: set[int] = set()
    stack: list[int] = []
    at = 0
    while at < len(top):
        byte = top[at]
        at += 1
        if byte <= 21:
            if byte == 12:
                byte = 0x0C00 | top[at]
                at += 1
            if byte in _TELLING and stack:
                found.add(stack[-1])
            stack.clear()
        elif byte == 30:
            while top[at] & 0x0F != 0x0F and top[at] >> 4 != 0x0F:
                at += 1
            at += 1
            stack.append(-1)
        else:
            value, at = _number(top, byte, at)
            stack.append(value)
    return found


def _number(top: bytes, byte: int, at: int) -> tuple[int, int]:
    if byte == 28:
        return int.from_bytes(top[at : at + 2], "big", signed=True), at + 2
    if byte == 29:
        return int.from_bytes(top[at : at + 4], "big", signed=True), at + 4
    if byte <= 246:
        return byte - 139, at
    if byte <= 250:
        return (byte - 247) * 256 + top[at] + 108, at + 1
    return -(byte - 251) * 256 - top[at] - 108, at + 1


def clean_type1(data: bytes) -> bytes:
    """A Type 1 font whose clear text says no names: overwritten, lengths kept."""
    end = data.find(b"eexec")
    head = data[: end if end >= 0 else len(data)]
    cleaned = _TYPE1_NAME.sub(lambda m: m[1] + b"F" * len(m[2]), head)
    for match in _TYPE1_TEXT.finditer(cleaned):
        start, end = match.end(), _end_of_string(cleaned, match.end())
        blank = _LETTER.sub(b"F", cleaned[start:end])
        cleaned = cleaned[:start] + blank + cleaned[end:]
    cleaned = re.sub(
        rb"%[^\r\n]*",
        lambda m: (
            m[0]
            if m[0].startswith(b"%!PS-AdobeFont-1.") and len(m[0]) < 19
            else (b"%!PS-AdobeFont-1.0" + b" " * len(m[0]))[: len(m[0])]
            if m[0].startswith(b"%!")
            else b"%" + b" " * (len(m[0]) - 1)
        ),
        cleaned,
    )
    return cleaned + data[len(head) :]


def _end_of_string(data: bytes, at: int) -> int:
    """Where the PostScript string that begins before ``at`` ends."""
    depth = 1
    while at < len(data):
        if data[at] == 0x5C:
            at += 1
        elif data[at] in b"()":
            depth += 1 if data[at] == 0x28 else -1
            if depth == 0:
                return at
        at += 1
    return len(data)
