"""Fonts, copied by what is known about each kind, under neutral names."""

from __future__ import annotations

import re

import pikepdf

from redactor.release.pdf import fontfiles
from redactor.release.pdf.colors import Colors, decoded, numbers, put
from redactor.release.pdf.unsafe import Unsafe

_STANDARD = re.compile(
    r"(Helvetica|Arial|Times|TimesNewRoman|Courier|CourierNew|Symbol|ZapfDingbats|"
    r"Calibri|Cambria|Candara|Consolas|Constantia|Corbel|Verdana|Tahoma|Georgia|"
    r"Trebuchet|Garamond|Palatino|Bookman|Century|Gill|SegoeUI|Wingdings|Webdings|"
    r"Impact|ComicSans|Lucida|FranklinGothic|Aptos|LiberationSans|LiberationSerif|"
    r"LiberationMono|DejaVu|SimSun|SimHei|MSGothic|MSMincho|MSung|STSong|HeiseiMin|"
    r"HeiseiKakuGo|HYGoThic|HYSMyeongJo|Batang|Gulim|KozMinPro|KozGoPro|MHei)"
    r"(Roman|MT|PS|PSMT|Std|Pro|Regular|Bold|Italic|Oblique|Light|Narrow|Condensed|"
    r"Black|Sans|Serif|Mono|Medium|Book|Schoolbook|Gothic|UI|W3|W5|UniCNS|[-, ])*"
)
_PLAIN_FONT = ("/FirstChar", "/LastChar", "/Widths")
_CID_FONT = ("/DW", "/W", "/DW2", "/W2")
_DESCRIPTOR = (
    "/Flags",
    "/FontBBox",
    "/ItalicAngle",
    "/Ascent",
    "/Descent",
    "/Leading",
    "/CapHeight",
    "/XHeight",
    "/StemV",
    "/StemH",
    "/AvgWidth",
    "/MaxWidth",
    "/MissingWidth",
    "/FontWeight",
)
_BASE_ENCODINGS = {
    "/WinAnsiEncoding",
    "/MacRomanEncoding",
    "/MacExpertEncoding",
    "/StandardEncoding",
    "/PDFDocEncoding",
    "/SymbolEncoding",
    "/ZapfDingbatsEncoding",
}
_CMAP_NAME = re.compile(r"/[A-Za-z0-9]+(-[A-Za-z0-9]+){0,5}")
_REGISTRIES = {b"Adobe": b"Adobe"}
_ORDERINGS = {b"Identity", b"Japan1", b"GB1", b"CNS1", b"Korea1", b"UCS", b"KR"}
_FILE_KINDS = {"/Type1C", "/CIDFontType0C", "/OpenType"}
_DIGITS = re.compile(rb"<[0-9A-Fa-f\s]*>")


class Fonts:
    """Copies fonts into a new PDF, each once, named F1, F2, ..."""

    def __init__(self, colors: Colors) -> None:
        self._colors = colors
        self._count = 0

    def font(self, source: pikepdf.Object) -> pikepdf.Object:
        """Any font but Type 3. Raises Unsafe."""
        kind = str(source.get("/Subtype", ""))
        if kind == "/Type0":
            return self._colors.once("font", source, lambda: self._composite(source))
        if kind in ("/Type1", "/TrueType", "/MMType1"):
            return self._colors.once("font", source, lambda: self._simple(source))
        raise Unsafe("a font of an unknown kind")

    def _simple(self, source: pikepdf.Object) -> pikepdf.Object:
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Font, Subtype=pikepdf.Name(str(source.Subtype))
        )
        descriptor = source.get("/FontDescriptor")
        made.BaseFont = self._name(source, descriptor)
        put(made, source, _PLAIN_FONT)
        if isinstance(descriptor, pikepdf.Dictionary):
            made.FontDescriptor = self._descriptor(descriptor, made.BaseFont)
        if (encoding := source.get("/Encoding")) is not None:
            copied = self.encoding(encoding)
            if copied is not None:
                made.Encoding = copied
        self.put_unicode(made, source)
        return made

    def _composite(self, source: pikepdf.Object) -> pikepdf.Object:
        inner = source.DescendantFonts[0]
        descriptor = inner.get("/FontDescriptor")
        name = self._name(inner, descriptor)
        below = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=_one_of(inner.Subtype, {"/CIDFontType0", "/CIDFontType2"}),
            BaseFont=name,
            CIDSystemInfo=_system(inner.get("/CIDSystemInfo")),
        )
        put(below, inner, _CID_FONT)
        if isinstance(descriptor, pikepdf.Dictionary):
            below.FontDescriptor = self._descriptor(descriptor, name)
        if (mapping := inner.get("/CIDToGIDMap")) is not None:
            below.CIDToGIDMap = (
                self._colors.stream(decoded(mapping)[: 2 * 65536])
                if isinstance(mapping, pikepdf.Stream)
                else pikepdf.Name.Identity
            )
        made = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=name,
            Encoding=self._cmap(source.Encoding),
            DescendantFonts=pikepdf.Array([below]),
        )
        self.put_unicode(made, source)
        return made

    def _name(
        self, source: pikepdf.Object, descriptor: pikepdf.Object | None
    ) -> pikepdf.Name:
        """A neutral name; a common one stays where readers must find the font by it."""
        old = _written(source.get("/BaseFont"))[1:].split("+", 1)[-1]
        old = old.replace("#20", "").replace("#2C", ",").replace("#2c", ",")
        embedded = isinstance(descriptor, pikepdf.Dictionary) and any(
            key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")
        )
        if not embedded:
            known = _STANDARD.fullmatch(old)
            return pikepdf.Name("/" + (old if known else _substitute(old, descriptor)))
        self._count += 1
        return pikepdf.Name(f"/{_tag(self._count)}+Font{self._count}")

    def _descriptor(self, source: pikepdf.Object, name: pikepdf.Name) -> pikepdf.Object:
        made = pikepdf.Dictionary(Type=pikepdf.Name.FontDescriptor, FontName=name)
        put(made, source, _DESCRIPTOR)
        for key, clean in (
            ("/FontFile", fontfiles.clean_type1),
            ("/FontFile2", fontfiles.clean_sfnt),
            ("/FontFile3", fontfiles.clean_compact),
        ):
            file = source.get(key)
            if isinstance(file, pikepdf.Stream):
                data = clean(decoded(file))
                copied = self._colors.stream(data)
                if key == "/FontFile3":
                    copied.Subtype = _one_of(file.get("/Subtype"), _FILE_KINDS)
                elif key == "/FontFile2":
                    copied.Length1 = len(data)
                else:
                    put(copied, file, ("/Length1", "/Length2", "/Length3"))
                # the default binds this round's copy, and mypy can't type it
                made[key] = self._colors.once("file", file, lambda c=copied: c)  # type: ignore[misc]
        return made

    def encoding(self, source: pikepdf.Object) -> pikepdf.Object | None:
        """The encoding of a simple font; None where it is not one."""
        if isinstance(source, pikepdf.Name):
            known = str(source) in _BASE_ENCODINGS
            return pikepdf.Name(str(source)) if known else None
        if not isinstance(source, pikepdf.Dictionary):
            return None
        made = pikepdf.Dictionary(Type=pikepdf.Name.Encoding)
        base = source.get("/BaseEncoding")
        if base is not None and str(base) in _BASE_ENCODINGS:
            made.BaseEncoding = pikepdf.Name(str(base))
        differences = source.get("/Differences")
        if isinstance(differences, pikepdf.Array):
            made.Differences = pikepdf.Array(
                d if isinstance(d, pikepdf.Name) else numbers(d) for d in differences
            )
        return made

    def put_unicode(self, made: pikepdf.Object, source: pikepdf.Object) -> None:
        """Copy the way back from codes to text."""
        mapping = source.get("/ToUnicode")
        if isinstance(mapping, pikepdf.Stream):
            made.ToUnicode = self._colors.stream(clean_cmap(decoded(mapping)))
        elif isinstance(mapping, pikepdf.Name) and _CMAP_NAME.fullmatch(str(mapping)):
            made.ToUnicode = pikepdf.Name(str(mapping))

    def _cmap(self, source: pikepdf.Object) -> pikepdf.Object:
        if isinstance(source, pikepdf.Name):
            if not _CMAP_NAME.fullmatch(str(source)):
                raise Unsafe("a font with an unknown encoding")
            return pikepdf.Name(str(source))
        made = self._colors.stream(clean_cmap(decoded(source)))
        made.Type = pikepdf.Name.CMap
        made.CMapName = pikepdf.Name("/Custom")
        made.CIDSystemInfo = _system(source.get("/CIDSystemInfo"))
        if "/WMode" in source:
            made.WMode = int(source.WMode)
        if (other := source.get("/UseCMap")) is not None:
            made.UseCMap = self._cmap(other)
        return made


def clean_cmap(data: bytes) -> bytes:
    """A character map's numbers and keywords; comments and strings are left behind."""
    out: list[bytes] = []
    pattern = re.compile(
        rb"%[^\r\n]*|\((?:\\.|[^\\)])*\)|<<|>>|<[^<>]*>|\[|\]|/?[^\s<>()\[\]/%]+"
    )
    for token in pattern.findall(data):
        if token[:1] == b"%":
            continue
        if token[:1] == b"(":
            inside = token[1:-1]
            token = (
                b"(" + (inside if inside in _ORDERINGS | {b"Adobe"} else b"UCS") + b")"
            )
        elif token[:1] == b"/" and not re.fullmatch(
            rb"/(CIDInit|CIDSystemInfo|Registry|Ordering|Supplement|CMapName|CMapType|"
            rb"WMode|CMap|Adobe-[A-Za-z0-9-]+|Identity-[HV]|[A-Za-z0-9]+-[HV]|H|V)",
            token,
        ):
            token = b"/Custom"
        out.append(token)
    return b"\n".join([b"%!PS-Adobe-3.0 Resource-CMap", _lines(out)])


def _lines(tokens: list[bytes]) -> bytes:
    """Tokens with line ends after those that readers expect to end a line."""
    text = b" ".join(tokens)
    return re.sub(
        rb" ?(begincmap|endcmap|def|begincodespacerange|endcodespacerange|"
        rb"begin[bc]f(?:char|range)|end[bc]f(?:char|range)|begincid(?:char|range)|"
        rb"endcid(?:char|range)|usecmap)(?= )",
        rb" \1\n",
        text,
    )


def _substitute(old: str, descriptor: pikepdf.Object | None) -> str:
    """The standard font nearest to one that is neither embedded nor known."""
    flags = int(descriptor.get("/Flags", 32)) if descriptor is not None else 32
    heavy = any(w in old.lower() for w in ("bold", "demi", "black", "heavy"))
    bold = heavy or bool(flags & 0x40000)
    slanted = "italic" in old.lower() or "oblique" in old.lower() or bool(flags & 64)
    if flags & 2:
        style = ("Bold" if bold else "") + ("Italic" if slanted else "")
        return f"Times-{style or 'Roman'}"
    style = ("Bold" if bold else "") + ("Oblique" if slanted else "")
    family = "Courier" if flags & 1 else "Helvetica"
    return f"{family}-{style}" if style else family


def _written(name: pikepdf.Object | None) -> str:
    """A name as the file writes it: not every one is text in a known encoding."""
    return name.unparse().decode("latin-1") if name is not None else ""


def _tag(number: int) -> str:
    letters = ""
    for _ in range(6):
        number, rest = divmod(number, 26)
        letters = chr(65 + rest) + letters
    return letters


def _one_of(name: pikepdf.Object | None, allowed: set[str]) -> pikepdf.Name:
    if str(name) not in allowed:
        raise Unsafe("a font of an unknown kind")
    return pikepdf.Name(str(name))


def _system(source: pikepdf.Object | None) -> pikepdf.Object:
    ordering = bytes(source.get("/Ordering", b"Identity")) if source else b"Identity"
    if ordering not in _ORDERINGS:
        ordering = b"Identity"
    supplement = int(source.get("/Supplement", 0)) if source else 0
    return pikepdf.Dictionary(
        Registry=pikepdf.String("Adobe"),
        Ordering=pikepdf.String(ordering.decode()),
        Supplement=supplement,
    )
