"""Every object, stream and string of a finished PDF, looked at one by one."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterable, Iterator, Sequence

import pikepdf

from redactor.release.proof.needles import Needle, Text

_ALLOWED = """
/Type /Subtype /Root /Info /ID /Size /Pages /Kids /Count /Parent /Lang /Index /First
/Predictor /ViewerPreferences /DisplayDocTitle /Title /Producer /MediaBox /CropBox
/Rotate /UserUnit /Resources /Contents /Group /S /CS /I /K /Font /XObject /ExtGState
/ColorSpace /Pattern /Shading /BBox /Matrix /Length /Filter /DecodeParms /BaseFont
/FirstChar /LastChar /Widths /FontDescriptor /Encoding /ToUnicode /DescendantFonts
/CIDSystemInfo /Registry /Ordering /Supplement /DW /W /DW2 /W2 /CIDToGIDMap
/FontName /Flags /FontBBox /ItalicAngle /Ascent /Descent /Leading /CapHeight
/XHeight /StemV /StemH /AvgWidth /MaxWidth /MissingWidth /FontWeight /FontFile
/FontFile2 /FontFile3 /Length1 /Length2 /Length3 /BaseEncoding /Differences
/FontMatrix /CharProcs /CMapName /WMode /UseCMap /Width /Height /BitsPerComponent
/ImageMask /Decode /SMask /Mask /Matte /SMaskInData /Columns /Rows /EndOfLine
/EncodedByteAlign /EndOfBlock /BlackIs1 /DamagedRowsBeforeError /ColorTransform
/JBIG2Globals /N /Alternate /Range /WhitePoint /BlackPoint /Gamma /FunctionType
/Domain /BitsPerSample /Order /Encode /C0 /C1 /Bounds /Functions /Function
/ShadingType /Background /AntiAlias /Coords /Extend /BitsPerCoordinate /BitsPerFlag
/VerticesPerRow /PatternType /PaintType /TilingType /XStep /YStep /LW /LC /LJ /ML /D
/SA /CA /ca /AIS /TK /OP /op /OPM /FL /SM /BM /G /BC /TR
/StructTreeRoot /MarkInfo /Marked /ParentTree /ParentTreeNextKey /Nums /StructParents
/Pg /P /ActualText /Alt /PageLabels /St /Tabs /Interpolate
"""
_KEYS = frozenset(_ALLOWED.split())
_GIVEN = re.compile(r"/(?:[FXECPS]\d+|g\d+|Box|Key|\.notdef)")
_KINDS = """
/Catalog /Pages /Page /Font /FontDescriptor /Encoding /CMap /XObject /ExtGState /Mask
/Group /Pattern /ObjStm /XRef /StructTreeRoot /StructElem
"""
_TYPES = frozenset(_KINDS.split())
# Other words of the format itself: what they say, every PDF says.
_VALUES = """
/Normal /Compatible /Multiply /Screen /Overlay /Darken /Lighten /ColorDodge /ColorBurn
/HardLight /SoftLight /Difference /Exclusion /Hue /Saturation /Color /Luminosity /Alpha
/DeviceGray /DeviceRGB /DeviceCMYK /CalGray /CalRGB /Lab /ICCBased /Indexed
/Separation /DeviceN /All /None /Cyan /Magenta /Yellow /Black /Transparency /Image
/Form /Type0 /Type1 /Type3 /TrueType /MMType1 /CIDFontType0 /CIDFontType2 /Type1C
/CIDFontType0C /OpenType /Identity /Identity-H /Identity-V /WinAnsiEncoding
/MacRomanEncoding /MacExpertEncoding /StandardEncoding /PDFDocEncoding /FlateDecode
/DCTDecode /JPXDecode /CCITTFaxDecode /JBIG2Decode /Document /Span /Figure
"""
_SPOKEN = _KEYS | _TYPES | frozenset(_VALUES.split())
_SHORTEST_NAME = 4  # with its slash
_PIXELS = "/Image"
_BINARY = {"/FontFile", "/FontFile2", "/FontFile3"}
_LEAST = 6  # letters of a needle that is looked for in data that is no text


def strangers(pdf: bytes, known: Collection[str] = ()) -> list[str]:
    """What is in the file that nothing put there on purpose, in words.

    ``known`` are keys and kinds that it may have beside those of any release.
    """
    found: set[str] = set()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        reached: set[tuple[int, int]] = set()
        for value in _walk(document.trailer, reached):
            if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
                odd = [k for k in value.keys() if k not in _KEYS]  # noqa: SIM118
                odd = [k for k in odd if k not in known]
                found |= {
                    "an entry of a kind that is not allowed"
                    for k in odd
                    if not _GIVEN.fullmatch(k)
                }
                kind = str(value.get("/Type", "/Font"))
                if kind not in _TYPES and kind not in known:
                    found.add("an object of a kind that is not allowed")
        for item in document.objects:
            if (
                item is not None
                and not _is_wrapping(item)
                and item.objgen not in reached
            ):
                found.add("an object that no page uses")
    return sorted(found | set(_revisions(pdf)))


def _is_wrapping(item: pikepdf.Object) -> bool:
    """Whether an object only holds other objects, or nothing."""
    if isinstance(item, pikepdf.Stream):
        return str(item.get("/Type")) in ("/ObjStm", "/XRef")
    return not isinstance(item, pikepdf.Object)


def _revisions(pdf: bytes) -> Iterator[str]:
    if not pdf.startswith(b"%PDF-"):
        yield "bytes before its beginning"
    if len(re.findall(rb"\nstartxref\s", pdf)) != 1:
        yield "an earlier revision"
    if not pdf.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "bytes behind its end"


def _walk(
    value: pikepdf.Object, reached: set[tuple[int, int]]
) -> Iterator[pikepdf.Object]:
    stack = [value]
    while stack:
        item = stack.pop()
        if not isinstance(item, pikepdf.Object):
            continue
        if item.is_indirect:
            if item.objgen in reached:
                continue
            reached.add(item.objgen)
        yield item
        if isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            stack += [v for _, v in item.items()]
        elif isinstance(item, pikepdf.Array):
            stack += list(item)


def hits(pdf: bytes, needles: Iterable[Needle]) -> dict[str, set[int]]:
    """Serials of withheld text found in any stream, string or name of the file.

    With each the pages that use what holds it; none where no page does.
    """
    every = list(needles)
    found = _found(texts(pdf), every)
    if not found:
        return {}
    pages: dict[str, set[int]] = {serial: set() for serial in found}
    suspects = [n for n in every if n.serial in found]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        root = {document.Root.Pages.objgen}
        for number, page in enumerate(document.pages, 1):
            values = list(_walk(page.obj, set(root)))
            for serial in _found(_texts(values), suspects):
                pages[serial].add(number)
    return pages


def _found(
    searched: Iterable[tuple[Text, bool]], needles: Sequence[Needle]
) -> set[str]:
    found: set[str] = set()
    for text, is_text in searched:
        for needle in needles:
            if not is_text and len(needle.squeezed) < _LEAST:
                continue
            if needle.serial not in found and any(True for _ in needle.found_in(text)):
                found.add(needle.serial)
    return found


def texts(pdf: bytes) -> Iterator[tuple[Text, bool]]:
    """All that can be read in the file as text, and whether it is meant as text."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        yield from _texts(list(_walk(document.trailer, set())))


def _texts(values: Sequence[pikepdf.Object]) -> Iterator[tuple[Text, bool]]:
    binary = {
        value[key].objgen
        for value in values
        if isinstance(value, pikepdf.Dictionary)
        for key in _BINARY
        if key in value
    }
    for name in sorted(_names(values) - _SPOKEN):
        if len(name) > _SHORTEST_NAME:
            yield Text(name[1:]), True
    for value in values:
        if isinstance(value, pikepdf.String):
            for text in _decodings(bytes(value)):
                yield Text(text), True
        elif isinstance(value, pikepdf.Stream):
            yield from _of_stream(value, binary)


def _names(values: Iterable[pikepdf.Object]) -> set[str]:
    names: set[str] = set()
    for value in values:
        if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
            names |= set(value.keys())
        elif isinstance(value, pikepdf.Name):
            names.add(str(value))
    return names


def _of_stream(
    stream: pikepdf.Object, binary: set[tuple[int, int]]
) -> Iterator[tuple[Text, bool]]:
    is_data = stream.get("/Subtype") == _PIXELS or stream.objgen in binary
    try:
        data = bytes(stream.read_bytes())
    except pikepdf.PdfError:
        data, is_data = bytes(stream.read_raw_bytes()), True
    if is_data:
        for run in (rb"[\x20-\x7e]{6,}", rb"(?:[\x20-\x7e]\x00){6,}"):
            words = b" ".join(m.replace(b"\0", b"") for m in re.findall(run, data))
            yield Text(words.decode("ascii")), False
        return
    for text in _decodings(data):
        yield Text(text), True
    shown = b" ".join(_strings(data))
    if shown:
        for text in _decodings(shown):
            yield Text(text), True


def _strings(data: bytes) -> Iterator[bytes]:
    """The strings of a content stream, joined as a TJ draws them."""
    for array in re.finditer(rb"\[((?:[^\[\]()]|\((?:\\.|[^\\)])*\))*)\]", data):
        parts = re.findall(rb"\((?:\\.|[^\\)])*\)|<[0-9A-Fa-f\s]*>", array[1])
        yield b"".join(map(_plain, parts))
    for part in re.findall(rb"<[0-9A-Fa-f\s]{4,}>", data):
        yield _plain(part)


def _plain(part: bytes) -> bytes:
    if part[:1] == b"(":
        return re.sub(rb"\\(.)", rb"\1", part[1:-1])
    digits = b"".join(part[1:-1].split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))


def _decodings(data: bytes) -> Iterator[str]:
    yield data.decode("latin-1")
    if not data.isascii():
        yield data.decode("utf-8", "ignore")
    if b"\0" in data:
        yield data.decode("utf-16-be", "ignore")
        yield data.decode("utf-16-le", "ignore")
        yield data.replace(b"\0", b"").decode("latin-1")
