"""Images, copied pixel by pixel or as the codec's own data without what it carries."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pikepdf

from redactor.model import Rect
from redactor.release.colors import Colors, decoded, numbers, put
from redactor.release.geometry import Matrix, apply, bounds, invert, upright
from redactor.release.images import check_jbig2, clean_jpeg, clean_jpeg2000
from redactor.release.unsafe import Unsafe

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
_PARTS = {"/DeviceGray": 1, "/CalGray": 1, "/Indexed": 1, "/Separation": 1,
          "/DeviceRGB": 3, "/CalRGB": 3, "/Lab": 3, "/DeviceCMYK": 4}  # fmt: skip


class Images:
    """Copies images into a new PDF, each once."""

    def __init__(self, colors: Colors) -> None:
        self._colors = colors

    def image(
        self,
        source: pikepdf.Object,
        named: pikepdf.Object | None,
        placed: Matrix,
        seen: Rect,
    ) -> tuple[pikepdf.Object, Rect | None]:
        """See :meth:`redactor.release.parts.Parts.image`."""
        window = _window(source, placed, seen)
        if window is not None:
            return self._trimmed(source, window)
        return self._colors.once(
            "image", source, lambda: self._whole(source, named)
        ), None

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

    def _trimmed(
        self, source: pikepdf.Object, window: Rect
    ) -> tuple[pikepdf.Object, Rect]:
        """The part of an image that shows through its clip, and of its soft mask."""
        if "/Mask" in source or "/Matte" in source.get("/SMask", {}):
            raise Unsafe("a cropped image with a mask")
        width, height = int(source.Width), int(source.Height)
        x0, x1 = int(window.x0 * width), -int(-window.x1 * width // 1)
        y0, y1 = int((1 - window.y1) * height), -int(-(1 - window.y0) * height // 1)
        x1, y1 = min(x1, width), min(y1, height)
        made = self._cut(source, (x0, y0, x1, y1))
        kept = Rect(x0 / width, 1 - y1 / height, x1 / width, 1 - y0 / height)
        if (mask := source.get("/SMask")) is not None:
            made.SMask = self._cut(mask, _same_part(kept, mask))
        return made, kept

    def _cut(
        self,
        source: pikepdf.Object,
        pixels: tuple[int, int, int, int],
    ) -> pikepdf.Object:
        x0, y0, x1, y1 = pixels
        if not isinstance(source, pikepdf.Stream):
            raise Unsafe("an image without data")
        try:
            picture = pikepdf.PdfImage(source).as_pil_image()
        except (
            pikepdf.PdfError,
            NotImplementedError,
            pikepdf.models.image.ImageDecompressionError,
            ValueError,
            OSError,
        ) as error:
            raise Unsafe("a cropped image in an unknown coding") from error
        if source.get("/ImageMask") or picture.mode not in ("1", "L", "RGB"):
            if picture.mode not in ("1", "L", "RGB", "P") or source.get("/ImageMask"):
                raise Unsafe("a cropped image in an unknown coding")
            picture = picture.convert("RGB")
        if picture.mode == "1":
            picture = picture.convert("L")
        part = picture.crop((x0, y0, x1, y1))
        made = self._colors.stream(part.tobytes())
        made.Type = pikepdf.Name.XObject
        made.Subtype = pikepdf.Name.Image
        made.Width, made.Height = part.width, part.height
        made.BitsPerComponent = 8
        made.ColorSpace = pikepdf.Name(
            "/DeviceGray" if part.mode == "L" else "/DeviceRGB"
        )
        return self._colors.new.make_indirect(made)


def _same_part(window: Rect, mask: pikepdf.Object) -> tuple[int, int, int, int]:
    """The pixels of a mask over the window of the unit square. Raises Unsafe."""
    width, height = int(mask.Width), int(mask.Height)
    edges = (
        window.x0 * width,
        (1 - window.y1) * height,
        window.x1 * width,
        (1 - window.y0) * height,
    )
    x0, y0, x1, y1 = (round(edge) for edge in edges)
    off = max(
        abs(edge - whole) for edge, whole in zip(edges, (x0, y0, x1, y1), strict=True)
    )
    if off > 0.01 or x0 >= x1 or y0 >= y1:
        raise Unsafe("a cropped image with a mask of another size")
    return x0, y0, x1, y1


_CLEANERS: dict[str, Callable[[bytes], bytes]] = {
    "/DCTDecode": clean_jpeg,
    "/JPXDecode": clean_jpeg2000,
    "/JBIG2Decode": check_jbig2,
    "/CCITTFaxDecode": bytes,
}


def _window(source: pikepdf.Object, placed: Matrix, seen: Rect) -> Rect | None:
    """What can be seen of an image in its unit square; None for (nearly) all."""
    back = invert(placed)
    if back is None:
        return None
    corners = (
        (seen.x0, seen.y0),
        (seen.x1, seen.y0),
        (seen.x1, seen.y1),
        (seen.x0, seen.y1),
    )
    found = bounds(apply(back, x, y) for x, y in corners)
    found = found.intersection(Rect(0, 0, 1, 1))
    # Two pixels of bleed are how programs place pictures, not how they hide things.
    slack_x = max(2 / max(int(source.Width), 1), 0.004)
    slack_y = max(2 / max(int(source.Height), 1), 0.004)
    if (
        found.x0 <= slack_x
        and found.y0 <= slack_y
        and found.x1 >= 1 - slack_x
        and found.y1 >= 1 - slack_y
    ):
        return None
    if not upright(placed) and found.width * found.height > 0.9:
        return None
    return found


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
    space = source.get("/ColorSpace")
    if isinstance(space, pikepdf.Name) and named is not None and str(space) in named:
        space = named[str(space)]
    if space is None:
        return None
    family = str(space[0]) if isinstance(space, pikepdf.Array) else str(space)
    if family == "/ICCBased":
        parts = int(space[1].get("/N", 0))
    elif family == "/DeviceN":
        parts = len(space[1])
    else:
        parts = _PARTS.get(family, 0)
    bits = int(source.get("/BitsPerComponent", 8))
    return (width * parts * bits + 7) // 8 * height if parts else None


def promoted(new: pikepdf.Pdf, inline: pikepdf.PdfInlineImage) -> pikepdf.Object:
    """An inline image as an image stream. Raises Unsafe."""
    made = pikepdf.Stream(new, inline.read_raw_bytes())
    for key, value in inline.obj.items():
        made[key] = value
    return made
