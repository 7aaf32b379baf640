"""Font programs without the glyphs that nothing shows: CFF, and Type 1."""

from __future__ import annotations

import io
import re
import struct
from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any, TypeAlias

from fontTools.agl import UV2AGL, toUnicode
from fontTools.cffLib import CFFFontSet
from fontTools.cffLib.transforms import desubroutinize
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.misc import psCharStrings
from fontTools.misc.eexec import decrypt, encrypt
from fontTools.ttLib import TTLibError

from redactor.release.pdf.unsafe import Unsafe

_TROUBLE = (
    TTLibError, psCharStrings.CharStringCompileError, AssertionError, AttributeError,
    KeyError, IndexError, TypeError, ValueError, NotImplementedError, struct.error,
    RecursionError, OverflowError,
)  # fmt: skip
Glyphs: TypeAlias = set[frozenset[str]]  # each under the names that it may have
_BLANK = {"space", ".notdef", "nbspace", "uni00A0", "code 32", "code 160"}
_TABLES = ("cp1252", "mac_roman", "latin-1")
_CODE = "code "
_EEXEC, _CHARSTRING = 55665, 4330
_GLYPH = re.compile(rb"/([^\s/{}\[\]()<>%]+)\s+(\d+)\s+(?:RD|-\||\S+)\s")
_CHARSTRINGS = re.compile(rb"/CharStrings\s+(\d+)\s+dict")
_PUT = re.compile(rb"dup\s+(\d+)\s*/(\S+)\s+put\s*")
_CLOSE = re.compile(rb"\s*(?:ND|\|-|noaccess\s+def|def)\s*")
_APART = 60  # bytes that may stand between two glyphs
_Entries: TypeAlias = dict[str, tuple[tuple[int, int], bytes]]
_SEAC = b"\x0c\x06"


def names_of(code: int) -> frozenset[str]:
    """What a font without an encoding of its own in the PDF may call a glyph."""
    texts = (bytes([code]).decode(table, "ignore") for table in _TABLES)
    named = {UV2AGL.get(ord(char)) for text in texts for char in text}
    return frozenset(
        {StandardEncoding[code], f"{_CODE}{code}", *(n for n in named if n)}
    )


def text_of(code: int, name: str | None) -> str:
    """What a code of a simple font says, by the name of its glyph if it has one."""
    if name is None:
        return bytes([code]).decode("cp1252", "ignore")
    return str(toUnicode(name.lstrip("/")))


def of_compact(data: bytes, glyphs: Glyphs) -> bytes:
    """A bare CFF font with only these glyphs, by name; as it is if it has no others.

    Raises Unsafe.

    "code 65" is the glyph of that code in the font's own encoding, "cid00012" glyph 12.
    """
    if data[:1] != b"\1":
        raise Unsafe("a font of an unknown kind")
    try:
        fonts = CFFFontSet()
        fonts.decompile(io.BytesIO(data), None, isCFF2=False)
        font = fonts[0]
        count = len(font.charset)
        numbers = {int(n[3:]) for names in glyphs for n in names if n[:3] == "cid"}
        if numbers:
            if hasattr(font, "ROS"):  # some readers go by place, not by number
                every = enumerate(font.charset)
                numbers |= {at for at, n in every if frozenset({n}) in glyphs}
                _keep_scale(font)
            _empty(font, numbers)
        else:
            _drop(font, _wanted(font, glyphs))
            if len(font.charset) == count:
                return data
        desubroutinize(fonts)
        out = io.BytesIO()
        fonts.compile(out, SimpleNamespace(recalcBBoxes=False), isCFF2=False)
    except _TROUBLE as error:
        raise Unsafe("a damaged font") from error
    return out.getvalue()


def _wanted(font: Any, glyphs: Glyphs) -> set[str]:
    own = font.Encoding
    if isinstance(own, str):
        own = StandardEncoding if own == "StandardEncoding" else [".notdef"] * 256
    wanted = _known(glyphs, set(font.charset), dict(enumerate(own)))
    for name in list(wanted):
        wanted |= _composed_of(font.CharStrings[name]) & set(font.charset)
    return wanted


def _known(glyphs: Glyphs, known: set[str], own: Mapping[int, str]) -> set[str]:
    """Names of the glyphs as the font has them; ``own`` is its own encoding.

    Raises Unsafe for a font that does not have them all: it may be read otherwise.
    """
    wanted = {".notdef"}
    for names in glyphs:
        coded = {own.get(int(n[len(_CODE) :])) for n in names if n.startswith(_CODE)}
        found = (names | coded) & known - {".notdef"}
        if not found and not names & _BLANK:
            raise Unsafe("a font that lacks what is shown in it")
        wanted |= {name for name in found if name}
    return wanted


def _composed_of(glyph: Any) -> set[str]:
    """The two glyphs that an accented one is put together from."""
    glyph.decompile()
    program = glyph.program
    if len(program) < 5 or program[-1] != "endchar":
        return set()
    numbers = program[-5:-1]
    if not all(isinstance(n, int) and 0 <= n < 256 for n in numbers[2:]):
        return set()
    return {StandardEncoding[numbers[2]], StandardEncoding[numbers[3]]}


def _drop(font: Any, wanted: set[str]) -> None:
    """Take glyphs out of a font that knows them by name."""
    strings = font.CharStrings
    for name in font.charset:
        strings.getItemAndSelector(name)
    kept = [at for at, name in enumerate(font.charset) if name in wanted]
    index = strings.charStringsIndex
    index.items = [index[at] for at in kept]
    del index.file, index.offsets
    font.charset = [font.charset[at] for at in kept]
    strings.charStrings = {name: at for at, name in enumerate(font.charset)}
    font.numGlyphs = len(kept)
    if isinstance(font.Encoding, list):
        font.Encoding = [n if n in wanted else ".notdef" for n in font.Encoding]


def _keep_scale(font: Any) -> None:
    """Fonts in parts have two matrices, of which the usual one is not written again."""
    usual, same = [0.001, 0, 0, 0.001, 0, 0], [1, 0, 0, 1, 0, 0]
    if "FontMatrix" not in font.rawDict:
        return
    for part in font.FDArray:
        if "FontMatrix" not in part.rawDict:
            continue
        if font.FontMatrix != usual or part.FontMatrix != same:
            raise Unsafe("a font of an odd scale")
        part.FontMatrix = usual


def _empty(font: Any, kept: set[int]) -> None:
    """Leave nothing of the glyphs of a font that knows them by number."""
    index = font.CharStrings.charStringsIndex
    for at in range(1, len(font.charset)):
        if at not in kept:
            glyph = index[at]
            glyph.bytecode, glyph.program = None, ["endchar"]


# -- Type 1


def of_type1(data: bytes, glyphs: Glyphs) -> bytes:
    """A Type 1 font with only these glyphs; as it is if it has no others.

    Raises Unsafe.
    """
    start = data.find(b"eexec")
    if start < 0 or b"/FontName" not in data[:start]:
        raise Unsafe("a damaged font")
    start += 5
    while data[start : start + 1] in (b"\r", b"\n", b" ", b"\t"):
        start += 1
    try:
        plain, _ = decrypt(_binary(data[start:]), _EEXEC)
        own = {int(c): n.decode("latin-1") for c, n in _PUT.findall(data[:start])}
        if not own:
            own = dict(enumerate(StandardEncoding))
        entries, end = _entries(plain)
        named = _known(glyphs, set(entries), own)
        body = _without(plain, entries, end, named)
        if len(body) == len(plain):
            return data
        head = _PUT.sub(lambda m: m[0] if m[2].decode() in named else b"", data[:start])
        locked, _ = encrypt(body, _EEXEC)
    except _TROUBLE as error:
        raise Unsafe("a damaged font") from error
    zeros = b"\n" + (b"0" * 64 + b"\n") * 8 + b"cleartomark\n"
    return bytes(head + locked + zeros)


def lengths(data: bytes) -> tuple[int, int, int]:
    """The three lengths of a font that :func:`of_type1` made."""
    tail = 1 + 8 * 65 + len(b"cleartomark\n")
    head = data.find(b"eexec") + 5
    while data[head : head + 1] in (b"\r", b"\n", b" ", b"\t"):
        head += 1
    return head, len(data) - head - tail, tail


def _binary(locked: bytes) -> bytes:
    if re.fullmatch(rb"[0-9A-Fa-f\s]{8}", locked[:8]):
        digits = re.match(rb"[0-9A-Fa-f\s]*", locked)
        text = b"".join(digits[0].split()) if digits else b""
        return bytes.fromhex(text[: len(text) // 2 * 2].decode())
    return locked


def _without(plain: bytes, entries: _Entries, end: int, named: set[str]) -> bytes:
    lock = re.search(rb"/lenIV\s+(\d+)", plain)
    skip = int(lock[1]) if lock else 4
    wanted = named | {
        name
        for own in named & entries.keys()
        for name in _accents(entries[own][1], skip)
    }
    kept = [span for name, (span, _) in entries.items() if name in wanted]
    if len(kept) == len(entries):
        return plain
    first = min(span[0] for span, _ in entries.values())
    head = _CHARSTRINGS.sub(
        lambda m: m[0].replace(m[1], str(len(kept)).encode()), plain[:first]
    )
    return head + b"".join(plain[a:b] for a, b in kept) + plain[end:]


def _entries(plain: bytes) -> tuple[_Entries, int]:
    """Where each glyph is and its outline, and where the last of them ends."""
    start = _CHARSTRINGS.search(plain)
    if start is None:
        raise Unsafe("a damaged font")
    at = start.end()
    found: _Entries = {}
    while (match := _GLYPH.search(plain, at)) and match.start() - at < _APART:
        stop = match.end() + int(match[2])
        close = _CLOSE.match(plain, stop)
        if close is None:
            break
        span = (match.start(), close.end())
        found[match[1].decode("latin-1")] = span, plain[match.end() : stop]
        at = close.end()
    if len(found) != int(start[1]):
        raise Unsafe("a font that is written in a way of its own")
    return found, at


def _accents(outline: bytes, skip: int) -> set[str]:
    """The two glyphs that an accented one is put together from."""
    plain, _ = decrypt(outline, _CHARSTRING)
    program = plain[skip:]
    if not program.rstrip(b"\x0e").endswith(_SEAC):
        return set()
    numbers = _numbers(program)
    return {StandardEncoding[n] for n in numbers[-2:] if 0 <= n < 256}


def _numbers(program: bytes) -> list[int]:
    found: list[int] = []
    at = 0
    while at < len(program):
        byte = program[at]
        if 32 <= byte <= 246:
            found.append(byte - 139)
        elif 247 <= byte <= 250:
            found.append((byte - 247) * 256 + program[at + 1] + 108)
            at += 1
        elif 251 <= byte <= 254:
            found.append(-(byte - 251) * 256 - program[at + 1] - 108)
            at += 1
        elif byte == 255:
            value = int.from_bytes(program[at + 1 : at + 5], "big", signed=True)
            found.append(value)
            at += 4
        at += 1
    return found
