"""The samples of a PDF's picture, to take out of them what nobody can see."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

import pikepdf
from PIL import Image, ImageChops, ImageFilter

from redactor.pages.mupdf import failures, library
from redactor.release.pdf.unsafe import Unsafe

_ALIKE = 2  # levels between samples that show nothing
_QUALITY = 92
_LARGEST = 80_000_000  # pixels: A3 at 600 dots per inch has 70 million
_ODD = "a picture whose hidden part can't be taken out"


@dataclass(frozen=True)
class Raster:
    """Samples of a picture: one grey image for each byte of a pixel.

    ``depth`` is the bits that a sample takes; those of less than 8 are numbers that may
    stand for any colour.
    """

    bands: tuple[Image.Image, ...]
    depth: int
    space: str = ""  # the colours, where they are not the picture's own

    @property
    def size(self) -> tuple[int, int]:
        return self.bands[0].size

    def tells(self, hidden: Image.Image) -> bool:
        """Whether the samples under the white of ``hidden`` differ from each other."""
        return any(high - low > self._slack for low, high in self._range(hidden))

    @property
    def _slack(self) -> int:
        return _ALIKE if self.depth == 8 else 0

    def _range(self, hidden: Image.Image) -> list[tuple[int, int]]:
        found = []
        for band in self.bands:
            levels = [v for v, n in enumerate(band.histogram(hidden)) if n]
            found.append((levels[0], levels[-1]) if levels else (0, 0))
        return found

    def without(self, hidden: Image.Image, values: Sequence[int]) -> Raster:
        """The picture with one value for each band where ``hidden`` is white."""
        made = []
        for band, value in zip(self.bands, values, strict=True):
            band = band.copy()
            band.paste(value, (0, 0, *band.size), hidden)
            made.append(band)
        return replace(self, bands=tuple(made))

    def commonest(self) -> list[int]:
        counts = [band.histogram() for band in self.bands]
        return [levels.index(max(levels)) for levels in counts]

    def packed(self) -> bytes:
        """The samples as a PDF holds them."""
        if self.depth == 1:
            black = self.bands[0].point(lambda v: 255 if v else 0)
            return bytes(black.convert("1").tobytes())
        if self.depth < 8:
            return _packed(self.bands[0], self.depth)
        out = bytearray(len(self.bands) * self.size[0] * self.size[1])
        for at, band in enumerate(self.bands):
            out[at :: len(self.bands)] = band.tobytes()
        return bytes(out)

    def as_jpeg(self) -> bytes:
        """One or three bands as a JPEG."""
        image = self.bands[0]
        if len(self.bands) == 3:
            image = Image.merge("RGB", self.bands)
        out = io.BytesIO()
        image.save(out, "JPEG", quality=_QUALITY)
        return out.getvalue()


class TooLarge(Unsafe):
    """A picture with more pixels than any scanner makes: it would take minutes."""


def raster(source: pikepdf.Object, parts: int) -> Raster:
    """The samples of a picture with so many colour parts. Raises Unsafe."""
    try:
        return _raster(source, parts)
    except TooLarge:
        raise
    except Unsafe:
        if not isinstance(source, pikepdf.Stream) or source.get("/ImageMask"):
            raise
        return _painted(source)


def _painted(source: pikepdf.Object) -> Raster:
    """The picture as MuPDF paints it, whatever its colours. Raises Unsafe."""
    troubles: tuple[type[Exception], ...] = (pikepdf.PdfError, *failures())
    mupdf = library()
    try:
        with _alone(source) as document:
            pixels = mupdf.Pixmap(document, _number_of(document))
            pixels = mupdf.Pixmap(mupdf.csRGB, pixels)
    except troubles as error:
        raise Unsafe(_ODD) from error
    size = (pixels.width, pixels.height)
    if pixels.alpha or size != (int(source.Width), int(source.Height)):
        raise Unsafe(_ODD)
    image = Image.frombytes("RGB", size, pixels.samples)
    return Raster(image.split(), 8, "/DeviceRGB")


def _raster(source: pikepdf.Object, parts: int) -> Raster:
    if not isinstance(source, pikepdf.Stream):
        raise Unsafe(_ODD)
    size = int(source.Width), int(source.Height)
    if size[0] * size[1] > _LARGEST:
        raise TooLarge("a picture that is too large")
    if "/JPXDecode" in str(source.get("/Filter")):
        return _of_jpx(source, size)
    depth = 1 if source.get("/ImageMask") else int(source.get("/BitsPerComponent", 8))
    data = _samples(source)
    if depth < 8:
        if parts != 1:
            raise Unsafe(_ODD)
        return Raster((_unpacked(data, size, depth),), depth)
    width = parts * depth // 8
    if width == 0 or len(data) < width * size[0] * size[1]:
        raise Unsafe(_ODD)
    data = data[: width * size[0] * size[1]]
    bands = (Image.frombytes("L", size, data[at::width]) for at in range(width))
    return Raster(tuple(bands), 8)


def _samples(source: pikepdf.Object) -> bytes:
    """The samples as any of the PDF's codecs holds them. Raises Unsafe."""
    troubles: tuple[type[Exception], ...] = (pikepdf.PdfError, *failures())
    try:
        with _alone(source) as document:
            return bytes(document.xref_stream(_number_of(document)) or b"")
    except troubles as error:
        raise Unsafe(_ODD) from error


@contextmanager
def _alone(source: pikepdf.Object) -> Iterator[Any]:
    """MuPDF's view of a PDF that holds nothing but the picture."""
    with pikepdf.new() as alone:
        if source.is_indirect and not source.is_owned_by(alone):
            copied = alone.copy_foreign(source)
        else:
            copied = alone.make_indirect(source)
        alone.Root.Picture = copied
        out = io.BytesIO()
        alone.save(out)
    with library().open(stream=out.getvalue(), filetype="pdf") as document:
        yield document


def _number_of(document: Any) -> int:
    key = document.xref_get_key(document.pdf_catalog(), "Picture")
    return int(str(key[1]).split()[0])


def _of_jpx(source: pikepdf.Object, size: tuple[int, int]) -> Raster:
    try:
        with Image.open(io.BytesIO(bytes(source.read_raw_bytes()))) as opened:
            picture = opened.copy()
    except (OSError, ValueError, pikepdf.PdfError) as error:
        raise Unsafe(_ODD) from error
    if picture.mode not in ("L", "RGB") or picture.size != size:
        raise Unsafe(_ODD)
    return Raster(tuple(picture.split()), 8)


def _unpacked(data: bytes, size: tuple[int, int], depth: int) -> Image.Image:
    width, height = size
    stride = (width * depth + 7) // 8
    if len(data) < stride * height or depth not in (1, 2, 4):
        raise Unsafe(_ODD)
    data = data[: stride * height]
    each = 8 // depth
    out = bytearray(len(data) * each)
    for at in range(each):
        shift = 8 - depth * (at + 1)
        table = bytes((v >> shift) & ((1 << depth) - 1) for v in range(256))
        out[at::each] = data.translate(table)
    whole = Image.frombytes("L", (stride * each, height), bytes(out))
    return whole.crop((0, 0, width, height))


def _packed(band: Image.Image, depth: int) -> bytes:
    each = 8 // depth
    width = -(-band.width // each) * each
    whole = Image.new("L", (width, band.height))
    whole.paste(band)
    data, total = whole.tobytes(), 0
    for at in range(each):
        shift = 8 - depth * (at + 1)
        table = bytes((v << shift) & 255 for v in range(256))
        total |= int.from_bytes(data[at::each].translate(table))
    return total.to_bytes(len(data) // each)


def see_through(
    mask: Raster, source: pikepdf.Object, size: tuple[int, int]
) -> Image.Image:
    """White where a mask lets nothing of a picture of that size be seen."""
    top = (1 << mask.depth) - 1 if mask.depth < 8 else 255
    band = mask.bands[0]
    turned = [float(n) for n in source.get("/Decode", (0, 1))][:2] == [1.0, 0.0]
    blocked = top if turned != bool(source.get("/ImageMask")) else 0
    off = band.point(lambda v: 255 if v == blocked else 0)
    if off.size != size:
        off = off.resize(size, Image.Resampling.BOX)
        off = off.point(lambda v: 255 if v == 255 else 0)
    return off.filter(ImageFilter.MinFilter(3))


def joined(one: Image.Image | None, other: Image.Image | None) -> Image.Image | None:
    """White where either is."""
    if one is None or other is None:
        return one or other
    return ImageChops.lighter(one, other)
