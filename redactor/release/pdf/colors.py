"""Colour spaces, functions and shadings, copied by what is known about each kind."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from decimal import Decimal

import pikepdf

from redactor.release.pdf.unsafe import Unsafe

_DEVICE = {"/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern"}
_SHORT = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK"}
_BY_COUNT = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_INKS = {"/All", "/None", "/Cyan", "/Magenta", "/Yellow", "/Black"}
_CALIBRATED = ("/WhitePoint", "/BlackPoint", "/Gamma", "/Matrix", "/Range")
_SHADING = (
    "/ShadingType",
    "/Background",
    "/BBox",
    "/AntiAlias",
    "/Coords",
    "/Domain",
    "/Extend",
    "/Matrix",
)
_MESH = (
    "/BitsPerCoordinate",
    "/BitsPerComponent",
    "/BitsPerFlag",
    "/Decode",
    "/VerticesPerRow",
)
_FUNCTION = (
    "/FunctionType",
    "/Domain",
    "/Range",
    "/Size",
    "/BitsPerSample",
    "/Order",
    "/Encode",
    "/Decode",
    "/C0",
    "/C1",
    "/N",
    "/Bounds",
)
_DEEPEST = 12


def numbers(value: object, *, depth: int = 0) -> object:
    """A number, a truth value or an array of them, as it is. Raises Unsafe."""
    if isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, pikepdf.Array) and depth < 3:
        return pikepdf.Array(numbers(v, depth=depth + 1) for v in value)
    raise Unsafe("a value of the wrong kind")


def put(target: pikepdf.Object, source: pikepdf.Object, keys: tuple[str, ...]) -> None:
    """Copy those of the keys that are there and hold numbers."""
    for key in keys:
        if (value := source.get(key)) is not None:
            target[key] = numbers(value)


def decoded(stream: pikepdf.Object) -> bytes:
    """The content of a stream with all its filters undone. Raises Unsafe."""
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError as error:
        raise Unsafe("a stream that can't be decoded") from error


class Colors:
    """Copies colour spaces and what hangs on them into a new PDF, each once."""

    def __init__(self, new: pikepdf.Pdf) -> None:
        self.new = new
        self._done: dict[tuple[str, int, int], pikepdf.Object] = {}
        self._inks: dict[str, pikepdf.Name] = {}

    def once(
        self,
        kind: str,
        source: pikepdf.Object,
        make: Callable[[], pikepdf.Object],
    ) -> pikepdf.Object:
        """What ``make`` returns, made once for an indirect object and shared."""
        if not getattr(source, "is_indirect", False):
            return make()
        key = (kind, *source.objgen)
        if key not in self._done:
            self._done[key] = self.new.make_indirect(make())
        return self._done[key]

    def stream(self, data: bytes) -> pikepdf.Object:
        """A new compressed stream that holds these bytes and nothing else."""
        made = pikepdf.Stream(self.new, zlib.compress(data, 6))
        made.Filter = pikepdf.Name.FlateDecode
        return made

    def space(
        self,
        source: pikepdf.Object,
        named: pikepdf.Object | None = None,
        depth: int = 0,
    ) -> pikepdf.Object:
        """A colour space; ``named`` are those of the resources. Raises Unsafe."""
        if depth > _DEEPEST:
            raise Unsafe("colour spaces inside each other without end")
        if isinstance(source, pikepdf.Name):
            name = _SHORT.get(str(source), str(source))
            if name in _DEVICE:
                return pikepdf.Name(name)
            if named is not None and (found := named.get(name)) is not None:
                return self.space(found, None, depth + 1)
            raise Unsafe("an unknown colour space")
        if not isinstance(source, pikepdf.Array) or not len(source):
            raise Unsafe("an unknown colour space")
        return self.once("space", source, lambda: self._array(source, named, depth))

    def _array(
        self, source: pikepdf.Object, named: pikepdf.Object | None, depth: int
    ) -> pikepdf.Object:
        family = str(source[0])
        family = {"/I": "/Indexed", **_SHORT}.get(family, family)
        if family in _DEVICE:
            made: list[pikepdf.Object] = [pikepdf.Name(family)]
            if family == "/Pattern" and len(source) > 1:
                made.append(self.space(source[1], named, depth + 1))
            return pikepdf.Array(made)
        if family in ("/CalGray", "/CalRGB", "/Lab"):
            values = pikepdf.Dictionary()
            put(values, source[1], _CALIBRATED)
            return pikepdf.Array([pikepdf.Name(family), values])
        if family == "/ICCBased":
            return self._icc(source[1], depth)
        if family == "/Indexed":
            return self._indexed(source, named, depth)
        if family in ("/Separation", "/DeviceN"):
            return self._inked(family, source, named, depth)
        raise Unsafe("an unknown colour space")

    def _icc(self, profile: pikepdf.Object, depth: int) -> pikepdf.Object:
        """The profile, or the plain space with as many parts where it is odd."""
        count = int(profile.get("/N", 0))
        if count not in _BY_COUNT:
            raise Unsafe("a colour profile of an unknown kind")

        def make() -> pikepdf.Object:
            made = self.stream(decoded(profile))
            made.N = count
            put(made, profile, ("/Range",))
            if "/Alternate" in profile:
                made.Alternate = self.space(profile.Alternate, None, depth + 1)
            return made

        return pikepdf.Array(
            [pikepdf.Name("/ICCBased"), self.once("profile", profile, make)]
        )

    def _indexed(
        self, source: pikepdf.Object, named: pikepdf.Object | None, depth: int
    ) -> pikepdf.Object:
        base = self.space(source[1], named, depth + 1)
        highest = int(source[2])
        table = source[3]
        data = decoded(table) if isinstance(table, pikepdf.Stream) else bytes(table)
        data = data[: (highest + 1) * 32]
        return pikepdf.Array(
            [pikepdf.Name("/Indexed"), base, highest, self.stream(data)]
        )

    def _inked(
        self,
        family: str,
        source: pikepdf.Object,
        named: pikepdf.Object | None,
        depth: int,
    ) -> pikepdf.Object:
        """Separation or DeviceN; inks lose the names that somebody gave them."""
        if family == "/Separation":
            inks: pikepdf.Object = self._ink(source[1])
        else:
            inks = pikepdf.Array(self._ink(ink) for ink in source[1])
        return pikepdf.Array(
            [
                pikepdf.Name(family),
                inks,
                self.space(source[2], named, depth + 1),
                self.function(source[3], depth + 1),
            ]
        )

    def _ink(self, name: pikepdf.Object) -> pikepdf.Name:
        if str(name) in _INKS:
            return pikepdf.Name(str(name))
        return self._inks.setdefault(
            str(name), pikepdf.Name(f"/Ink{len(self._inks) + 1}")
        )

    def function(self, source: pikepdf.Object, depth: int = 0) -> pikepdf.Object:
        """A function of any of the four kinds. Raises Unsafe."""
        if depth > _DEEPEST:
            raise Unsafe("functions inside each other without end")
        if isinstance(source, pikepdf.Array):
            return pikepdf.Array(self.function(f, depth + 1) for f in source)
        if isinstance(source, pikepdf.Name) and source == "/Identity":
            return pikepdf.Name("/Identity")
        if not isinstance(source, pikepdf.Dictionary | pikepdf.Stream):
            raise Unsafe("an unknown function")
        return self.once("function", source, lambda: self._function(source, depth))

    def _function(self, source: pikepdf.Object, depth: int) -> pikepdf.Object:
        made: pikepdf.Object = pikepdf.Dictionary()
        if isinstance(source, pikepdf.Stream):
            data = decoded(source)
            if source.get("/FunctionType") == 4:
                words = re.sub(rb"%[^\r\n]*", b" ", data).replace(b"{", b" { ")
                data = b" ".join(words.replace(b"}", b" } ").split())
                if re.search(rb"[^\sa-z0-9{}.+-]", data):
                    raise Unsafe("a function of an unknown kind")
            made = self.stream(data)
        put(made, source, _FUNCTION)
        if "/Functions" in source:
            made.Functions = self.function(source.Functions, depth + 1)
        return made

    def shading(
        self, source: pikepdf.Object, named: pikepdf.Object | None
    ) -> pikepdf.Object:
        """A shading. Raises Unsafe."""

        def make() -> pikepdf.Object:
            made: pikepdf.Object = pikepdf.Dictionary()
            if isinstance(source, pikepdf.Stream):
                made = self.stream(decoded(source))
                put(made, source, _MESH)
            put(made, source, _SHADING)
            made.ColorSpace = self.space(source.ColorSpace, named)
            if "/Function" in source:
                made.Function = self.function(source.Function)
            return made

        if not isinstance(source, pikepdf.Dictionary | pikepdf.Stream):
            raise Unsafe("an unknown shading")
        return self.once("shading", source, make)
