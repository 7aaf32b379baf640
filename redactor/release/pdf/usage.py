"""Which codes of a font are used in a release, and the font without all others.

A font's tables tell of letters that are no longer shown: in the widths, in the way back
to text, in the names and outlines of its glyphs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

import pikepdf

from redactor.release.pdf import glyphfiles
from redactor.release.pdf.glyphfiles import Glyphs
from redactor.release.pdf.unsafe import Unsafe

_TWO_BYTES = {"/Identity-H", "/Identity-V"}
_RANGE = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_SECTION = re.compile(rb"beginbf(char|range)(.*?)endbf(?:char|range)", re.DOTALL)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_EACH = 100  # entries that a section may have
_PROGRAMS: Mapping[str, Callable[[bytes, Glyphs], bytes]] = {
    "/FontFile": glyphfiles.of_type1,
    "/FontFile3": glyphfiles.of_compact,
}


@dataclass
class Usage:
    """What is shown in each font of a release, by the font's object."""

    shown: dict[tuple[int, int], set[bytes]] = field(default_factory=dict)
    fonts: dict[tuple[int, int], pikepdf.Object] = field(default_factory=dict)

    def enter(self, font: pikepdf.Object) -> None:
        self.fonts[font.objgen] = font
        self.shown.setdefault(font.objgen, set())

    def show(self, font: tuple[int, int], strings: Iterable[bytes]) -> None:
        self.shown.setdefault(font, set()).update(strings)

    def reduce(self) -> None:
        """Leave in each font what is shown in it."""
        programs: dict[tuple[int, int], tuple[str, pikepdf.Object, Glyphs]] = {}
        for key, font in self.fonts.items():
            codes = _codes(font, self.shown[key])
            names = _reduced(font, codes) if codes is not None else None
            _note_program(programs, font, names)
        for kind, program, names in programs.values():
            if names:
                _rewrite(program, _PROGRAMS[kind], names)


def _note_program(
    programs: dict[tuple[int, int], tuple[str, pikepdf.Object, Glyphs]],
    font: pikepdf.Object,
    names: Glyphs | None,
) -> None:
    """Fonts may share a program: it keeps what any of them shows."""
    holder = font.DescendantFonts[0] if "/DescendantFonts" in font else font
    descriptor = holder.get("/FontDescriptor", pikepdf.Dictionary())
    for kind in _PROGRAMS:
        program = descriptor.get(kind)
        if not isinstance(program, pikepdf.Stream):
            continue
        _, _, known = programs.setdefault(
            program.objgen, (kind, program, {frozenset({".notdef"})})
        )
        if names is None or (known and not names):
            known.clear()  # what is used is not known: all of it stays
        elif known:
            known |= names


def _rewrite(
    program: pikepdf.Object, reduce: Callable[[bytes, Glyphs], bytes], names: Glyphs
) -> None:
    before = bytes(program.read_bytes())
    try:
        after = reduce(before, names)
    except Unsafe:
        return  # an odd font stays as it is: the proof looks at what it gives away
    if after != before:
        lengths = glyphfiles.lengths(after) if "/Length1" in program else ()
        program.write(after)
        for number, length in enumerate(lengths, 1):
            program[f"/Length{number}"] = length


# -- codes


def _codes(font: pikepdf.Object, shown: Iterable[bytes]) -> set[int] | None:
    """The codes in strings of this font; None where it is not known how to tell."""
    if font.Subtype != "/Type0":
        return set(b"".join(shown))
    if not _is_of_two_bytes(font.Encoding):
        return None
    return {
        int.from_bytes(text[at : at + 2])
        for text in shown
        for at in range(0, len(text), 2)
    }


def _is_of_two_bytes(encoding: pikepdf.Object) -> bool:
    if isinstance(encoding, pikepdf.Name):
        return str(encoding) in _TWO_BYTES
    ranges = _RANGE.findall(bytes(encoding.read_bytes()))
    ends = [end for part in ranges for end in re.findall(rb"<([^>]*)>", part)]
    return bool(ends) and all(len(end) == 4 for end in ends)


def _reduced(font: pikepdf.Object, codes: set[int]) -> Glyphs:
    """Reduce a font's own tables; returns the names of the glyphs that it shows."""
    if isinstance(font.get("/ToUnicode"), pikepdf.Stream):
        wide = 2 if font.Subtype == "/Type0" else 1
        font.ToUnicode.write(_unicode(bytes(font.ToUnicode.read_bytes()), codes, wide))
    if font.Subtype == "/Type0":
        return _of_composite(font, codes)
    _reduce_widths(font, codes)
    named = differences(font)
    if named:
        font.Encoding.Differences = pikepdf.Array(
            _listed({code: name for code, name in named.items() if code in codes})
        )
    if font.Subtype == "/Type3":
        kept = {named[code] for code in codes if code in named}
        for name in [n for n in font.CharProcs.keys() if n not in kept]:  # noqa: SIM118
            del font.CharProcs[name]
    return {_names_of(code, named) for code in codes}


def _reduce_widths(font: pikepdf.Object, codes: set[int]) -> None:
    if "/Widths" not in font or not codes:
        return
    codes = set(codes)
    first = int(font.get("/FirstChar", 0))
    widths = {first + at: width for at, width in enumerate(font.Widths)}
    codes &= widths.keys()  # what has no width of its own gets none
    low, high = (min(codes), max(codes)) if codes else (first, first)
    font.FirstChar, font.LastChar = low, high
    font.Widths = pikepdf.Array(
        widths.get(code, 0) if code in codes else 0 for code in range(low, high + 1)
    )


def differences(font: pikepdf.Object) -> dict[int, str]:
    """The names of glyphs that a simple font's own encoding gives to codes."""
    encoding = font.get("/Encoding")
    if not isinstance(encoding, pikepdf.Dictionary):
        return {}
    found: dict[int, str] = {}
    code = 0
    for item in encoding.get("/Differences", ()):
        if isinstance(item, pikepdf.Name):
            found[code] = str(item)
            code += 1
        else:
            code = int(item)
    return found


def _listed(named: Mapping[int, str]) -> Iterator[int | pikepdf.Name]:
    last = None
    for code, name in sorted(named.items()):
        if last is None or code != last + 1:
            yield code
        yield pikepdf.Name(name)
        last = code


def _names_of(code: int, named: Mapping[int, str]) -> frozenset[str]:
    """What a font may call the glyph of a code."""
    if code in named:
        return frozenset({named[code][1:]})
    return glyphfiles.names_of(code)


def _of_composite(font: pikepdf.Object, codes: set[int]) -> Glyphs:
    """Widths and glyphs of a composite font whose codes are its glyphs' numbers."""
    if not isinstance(font.Encoding, pikepdf.Name):
        return set()
    below = font.DescendantFonts[0]
    if "/W" in below:
        below.W = pikepdf.Array(_ranges(wide_widths(below.W), codes))
    mapping = below.get("/CIDToGIDMap")
    if isinstance(mapping, pikepdf.Stream):
        data = bytearray(mapping.read_bytes())
        for code in range(len(data) // 2):
            if code not in codes:
                data[2 * code : 2 * code + 2] = b"\0\0"
        mapping.write(bytes(data).rstrip(b"\0") + b"\0\0")
    return {frozenset({f"cid{code:05}"}) for code in codes}


def wide_widths(array: pikepdf.Object) -> dict[int, object]:
    """The widths of a composite font by glyph number."""
    found: dict[int, object] = {}
    items = list(array)
    at = 0
    while at + 1 < len(items):
        first, then = int(items[at]), items[at + 1]
        if isinstance(then, pikepdf.Array):
            found |= {first + n: width for n, width in enumerate(then)}
            at += 2
        elif at + 2 < len(items):
            found |= dict.fromkeys(range(first, int(then) + 1), items[at + 2])
            at += 3
        else:
            break
    return found


def _ranges(widths: Mapping[int, object], codes: set[int]) -> Iterator[object]:
    kept = sorted(code for code in codes if code in widths)
    for _, run in groupby(enumerate(kept), lambda pair: pair[1] - pair[0]):
        together = [code for _, code in run]
        yield together[0]
        yield pikepdf.Array(widths[code] for code in together)


# -- the way back to text


def _unicode(data: bytes, codes: set[int], wide: int) -> bytes:
    """A map from codes to text for these codes only, in their order."""
    known = {code: text for code, text in mapped(data) if code in codes}
    lines = [f"<{c:0{2 * wide}X}> <{known[c].hex().upper()}>" for c in sorted(known)]
    sections = [
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar\n"
        for part in (lines[at : at + _EACH] for at in range(0, len(lines), _EACH))
    ]
    low, high = "00" * wide, "FF" * wide
    head = (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CMapName /Custom def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<{low}> <{high}>\nendcodespacerange\n"
    )
    tail = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    return (head + "".join(sections) + tail).encode()


def mapped(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The codes of a map to text, and what each says in UTF-16."""
    for kind, body in _SECTION.findall(data):
        items = [_item(match) for match in _ITEM.finditer(body)]
        if kind == b"char":
            for code, text in zip(items[::2], items[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(text, bytes):
                    yield int.from_bytes(code), text
        else:
            yield from _of_ranges(items)


def _item(match: re.Match[bytes]) -> bytes | str:
    if match[2] or match[3]:
        return (match[2] or match[3]).decode()
    digits = b"".join(match[1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _of_ranges(items: list[bytes | str]) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at + 2 < len(items):
        first, last, text = items[at : at + 3]
        at += 3
        if not isinstance(first, bytes) or not isinstance(last, bytes):
            return
        low, high = int.from_bytes(first), min(int.from_bytes(last), 0xFFFF)
        if isinstance(text, bytes):
            start, size = int.from_bytes(text), len(text)
            for code in range(low, high + 1):
                value = start + code - low
                yield code, value.to_bytes(max(size, (value.bit_length() + 7) // 8))
            continue
        for code in range(low, high + 1):
            if at < len(items) and isinstance(each := items[at], bytes):
                yield code, each
                at += 1
        while at < len(items) and items[at] != "]":
            at += 1
        at += 1
