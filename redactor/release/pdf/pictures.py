"""Images, copied pixel by pixel or as the codec's own data without what it carries."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image

from redactor.release.pdf.colors import Colors, decoded, numbers, put
from redactor.release.pdf.geometry import Matrix
from redactor.release.pdf.images import check_jbig2, clean_jpeg, clean_jpeg2000
from redactor.release.pdf.paint import Fate
from redactor.release.pdf.raster import Raster, joined, raster, see_through
from redactor.release.pdf.unsafe import Unsafe

_PLAIN = {
    "/FlateDecode", "/Fl", "/LZWDecode", "/LZW", "/RunLengthDecode", "/RL",
    "/ASCIIHexDecode", "/AHx", "/ASCII85Decode", "/A85",
}  # fmt: skip
_CODECS = {
    "/DCTDecode": "/DCTDecode",
    "/DCT": "/DCTDecode",
    "/JPXDecode": "/JPXDecode",
    "/CCITTFaxDecode": "/CCITTFaxDecode",
    "/CCF": "/CCITTFaxDecode",
    "/JBIG2Decode": "/JBIG2Decode",
}
_FAX = (
    "/K", "/EndOfLine", "/EncodedByteAlign", "/Columns", "/Rows", "/EndOfBlock",
    "/BlackIs1", "/DamagedRowsBeforeError",
)  # fmt: skip
_KEYS = ("/Width", "/Height", "/BitsPerComponent", "/ImageMask", "/Decode")
_PLACED = ("/Width", "/Height")
_PARTS = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/Separation": 1,
          "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4, "/G": 1, "/I": 1,
          "/RGB": 3, "/CMYK": 4}  # fmt: skip


class Images:
    """Copies images into a new PDF, each once."""

    def __init__(self, colors: Colors) -> None:
        self._colors = colors

    def image(
        self,
        source: pikepdf.Object,
        named: pikepdf.Object | None,
        placed: Matrix,
        fate: Fate,
    ) -> tuple[pikepdf.Object, bool]:
        """See :meth:`redactor.release.pdf.parts.Parts.image`."""
        key = next((k for k in ("/SMask", "/Mask") if _is_stream(source, k)), None)
        size = int(source.Width), int(source.Height)
        veil = fate.veil.over(placed, size) if fate.veil else None
        if fate.flat:
            veil = Image.new("L", size, 255)
        mask = None
        if key is not None and "/Matte" not in source[key]:
            own = raster(source[key], 1)
            veil = joined(veil, see_through(own, source[key], size))
            thin = fate.veil.over(placed, own.size) if fate.veil else None
            mask = self._blanked(source[key], None, thin)
        made = self._blanked(source, named, veil, flat=fate.flat)
        if made is None and mask is None:
            return self._colors.once(
                "image", source, lambda: self._whole(source, named)
            ), True
        if made is None:
            made = self._whole(source, named)
        elif key is not None:
            made[key] = self._whole(source[key], named, 1)
        if key is not None and mask is not None:
            made[key] = mask
        return self._colors.new.make_indirect(made), False

    def _blanked(
        self,
        source: pikepdf.Object,
        named: pikepdf.Object | None,
        hidden: Image.Image | None,
        *,
        flat: bool = False,
    ) -> pikepdf.Object | None:
        """The picture without what is hidden; None where that tells nothing."""
        if hidden is None or hidden.getbbox() is None:
            return None
        before = raster(source, _parts(source, named))
        if not before.tells(hidden):
            return None
        pale = [0 if len(before.bands) == 4 else 255] * len(before.bands)
        if before.depth < 8:
            pale = before.commonest() if before.depth > 1 else [1]
        after = before.without(hidden, before.commonest() if flat else pale)
        return self._written(after, source, named)

    def _written(
        self, after: Raster, source: pikepdf.Object, named: pikepdf.Object | None
    ) -> pikepdf.Object:
        is_jpeg = "/DCT" in str(source.get("/Filter", source.get("/F")))
        if is_jpeg and len(after.bands) in (1, 3):
            made: pikepdf.Object = pikepdf.Stream(self._colors.new, after.as_jpeg())
            made.Filter = pikepdf.Name.DCTDecode
        else:
            made = self._colors.stream(after.packed())
        made.Type = pikepdf.Name.XObject
        made.Subtype = pikepdf.Name.Image
        put(made, source, _PLACED if after.space else (*_KEYS, "/Matte"))
        if isinstance(source.get("/Mask"), pikepdf.Array) and not after.space:
            made.Mask = numbers(source.Mask)
        if after.space:
            made.ColorSpace = pikepdf.Name(after.space)
            made.BitsPerComponent = 8
        elif (space := source.get("/ColorSpace")) is not None:
            made.ColorSpace = self._colors.space(space, named)
        elif not source.get("/ImageMask"):
            gray = len(after.bands) == 1
            made.ColorSpace = pikepdf.Name("/DeviceGray" if gray else "/DeviceRGB")
            made.BitsPerComponent = 8
        return made

    def _whole(
        self, source: pikepdf.Object, named: pikepdf.Object | None, depth: int = 0
    ) -> pikepdf.Object:
        if depth > 1:
            raise Unsafe("masks inside each other")
        made = self._data(source, named)
        made.Type = pikepdf.Name.XObject
        made.Subtype = pikepdf.Name.Image
        put(made, source, _KEYS)
        if (space := source.get("/ColorSpace")) is not None:
            made.ColorSpace = self._colors.space(space, named)
        for key in ("/SMask", "/Mask"):
            mask = source.get(key)
            if isinstance(mask, pikepdf.Stream):
                made[key] = self._colors.once(
                    "image", mask, self._masking(mask, named, depth)
                )
            elif isinstance(mask, pikepdf.Array):
                made[key] = numbers(mask)
        put(made, source, ("/Matte", "/SMaskInData"))
        return made

    def _masking(
        self, mask: pikepdf.Object, named: pikepdf.Object | None, depth: int
    ) -> Callable[[], pikepdf.Object]:
        return lambda: self._whole(mask, named, depth + 1)

    def _data(
        self, source: pikepdf.Object, named: pikepdf.Object | None
    ) -> pikepdf.Object:
        filters, parameters = _filters(source)
        codec = _CODECS.get(filters[-1]) if filters else None
        if not all(f in _PLAIN for f in (filters[:-1] if codec else filters)):
            raise Unsafe("an image in an unknown coding")
        if codec is None:
            data = decoded(source)
            size = _size(source, named)
            return self._colors.stream(data if size is None else data[:size])
        raw = _undone(source, filters[:-1])
        made = pikepdf.Stream(self._colors.new, _CLEANERS[codec](raw))
        made.Filter = pikepdf.Name(codec)
        last = parameters[-1] if parameters else None
        if isinstance(last, pikepdf.Dictionary):
            made.DecodeParms = self._parameters(codec, last)
        return made

    def _parameters(self, codec: str, source: pikepdf.Object) -> pikepdf.Object:
        made = pikepdf.Dictionary()
        if codec == "/CCITTFaxDecode":
            put(made, source, _FAX)
        elif codec == "/DCTDecode":
            put(made, source, ("/ColorTransform",))
        elif codec == "/JBIG2Decode" and "/JBIG2Globals" in source:
            shared = check_jbig2(decoded(source.JBIG2Globals))
            made.JBIG2Globals = self._colors.new.make_indirect(
                self._colors.stream(shared)
            )
        return made


_CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "/DCTDecode": clean_jpeg,
    "/JPXDecode": clean_jpeg2000,
    "/JBIG2Decode": check_jbig2,
    "/CCITTFaxDecode": bytes,
}


def _filters(source: pikepdf.Object) -> tuple[list[str], list[pikepdf.Object | None]]:
    names = source.get("/Filter", source.get("/F"))
    if names is None:
        return [], []
    parameters = source.get("/DecodeParms", source.get("/DP"))
    if isinstance(names, pikepdf.Name):
        return [str(names)], [parameters]
    listed: list[pikepdf.Object | None] = [None]
    if isinstance(parameters, pikepdf.Array):
        listed = list(parameters)
    return [str(n) for n in names], listed


def _undone(source: pikepdf.Object, filters: list[str]) -> bytes:
    """The codec's data, with what was wrapped around it taken off. Raises Unsafe."""
    raw = bytes(source.read_raw_bytes())
    if not filters:
        return raw
    if filters == ["/FlateDecode"]:
        try:
            return zlib.decompressobj().decompress(raw)
        except zlib.error as error:
            raise Unsafe("a stream that can't be decoded") from error
    raise Unsafe("an image in an unknown coding")


def _size(source: pikepdf.Object, named: pikepdf.Object | None) -> int | None:
    """Bytes that the pixels take; None where that is not known."""
    width, height = int(source.Width), int(source.Height)
    if source.get("/ImageMask"):
        return (width + 7) // 8 * height
    parts = _parts(source, named)
    bits = int(source.get("/BitsPerComponent", 8))
    return (width * parts * bits + 7) // 8 * height if parts else None


def _parts(source: pikepdf.Object, named: pikepdf.Object | None) -> int:
    """Of how many numbers a colour of the picture is made; 0 if that is not known."""
    if source.get("/ImageMask"):
        return 1
    space = source.get("/ColorSpace")
    if isinstance(space, pikepdf.Name) and named is not None and str(space) in named:
        space = named[str(space)]
    if space is None:
        return 0
    family = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    if family == "/ICCBased":
        return int(space[1].get("/N", 0))
    return len(space[1]) if family == "/DeviceN" else _PARTS.get(family, 0)


def _is_stream(source: pikepdf.Object, key: str) -> bool:
    return isinstance(source.get(key), pikepdf.Stream)


def promoted(new: pikepdf.Pdf, inline: pikepdf.PdfInlineImage) -> pikepdf.Object:
    """An inline image as an image stream. Raises Unsafe."""
    made = pikepdf.Stream(new, inline.read_raw_bytes())
    for key, value in inline.obj.items():
        made[key] = value
    return made
