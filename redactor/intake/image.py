"""Pictures (PNG, JPEG, TIFF, BMP, GIF, WebP, HEIC, AVIF) made into PDF pages of their
true size."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from redactor.errors import FileRefused
from redactor.intake.leaves import Leaf, bind

_PLACE = 0x8825  # EXIF: the block that says where
_PEOPLE = (0x013B, 0x8298, 0x9C9D, 0xA430)  # artist, copyright, author, owner
_SMALLER = -1  # EXIF: the second picture, which is a small one
_ENDS = (  # how it begins, its last block, and the bytes of that which follow
    (b"\xff\xd8", b"\xff\xd9", 0),
    (b"\x89PNG", b"IEND", 4),
)
_FEW = 64  # bytes that say nothing
_A4 = (595.0, 842.0)
# a camera's MPO is opened as the JPEG that it begins as
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP", "HEIF", "AVIF")
_SERIES = {"TIFF", "GIF", "WEBP", "HEIF"}  # every picture in these is a page
_DPI = (50.0, 2400.0)  # what a file says outside of this is a default, not a fact
_LARGEST = 14_400.0  # points, the most a PDF page may measure
DEFECTS = (
    UnidentifiedImageError,
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
    MemoryError,
)


def from_image(name: str, data: bytes, most: int) -> bytes:
    """A PDF with one page for each picture in the file, ``most`` of them at most.

    Raises FileRefused.
    """
    _ready()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return bind(_leaves(name, data, most))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise FileRefused(
            f"{name} is too large a picture to be opened safely.",
            "Save it at a lower resolution, or in parts, and add that.",
        ) from error
    except DEFECTS as error:
        raise FileRefused(
            f"{name} is a damaged picture.", "Look for an undamaged copy of it."
        ) from error


@dataclass(frozen=True, slots=True)
class _About:
    """What a picture says of itself: where and by whom it was taken, a small copy of
    it, and whatever else."""

    place: bool = False
    people: bool = False
    small: bool = False
    more: bool = False


def traces(data: bytes) -> tuple[str, ...]:
    """Warnings about what a picture says of where, when and by whom it was taken."""
    about = _about(data)
    said = []
    if about.place:
        said.append("It says where it was taken (GPS): not in the release.")
    if about.people:
        said.append("It names its author or owner (EXIF): not in the release.")
    if about.small:
        said.append(
            "It holds a smaller picture (a thumbnail), which may show what was cut off "
            "or painted over: not in the release."
        )
    if _has_tail(data):
        said.append("It holds data behind the end of the picture: not in the release.")
    if about.more and not said:
        said.append("It says how it was made (EXIF, XMP): not in the release.")
    return tuple(said)


def says_who_or_where(data: bytes) -> bool:
    """Whether a picture says where or by whom it was taken."""
    about = _about(data)
    return about.place or about.people


def _about(data: bytes) -> _About:
    _ready()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                about = image.getexif()
                people = any(about.get(tag) for tag in _PEOPLE)
                texts = {str(key).lower() for key in getattr(image, "text", {})}
                more = bool(about or texts) or not image.info.keys().isdisjoint(
                    {"xmp", "comment", "photoshop"}
                )
                return _About(
                    bool(about.get_ifd(_PLACE)),
                    people or bool(texts & {"author", "artist", "copyright"}),
                    bool(about.get_ifd(_SMALLER)) or "thumbnail" in image.info,
                    more,
                )
    except (*DEFECTS, Image.DecompressionBombError):
        return _About()


def _has_tail(data: bytes) -> bool:
    """Whether something follows where a JPEG or PNG picture ends."""
    for start, end, trailer in _ENDS:
        if data.startswith(start):
            at = data.rfind(end)
            return at >= 0 and len(data[at + len(end) + trailer :].strip(b"\0")) > _FEW
    return False


def _ready() -> None:
    """Let Pillow read the photos of phones, and load its readers of FORMATS."""
    import pillow_heif

    Image.init()
    pillow_heif.register_heif_opener(thumbnails=False)


def _leaves(name: str, data: bytes, most: int) -> Iterator[Leaf]:
    with Image.open(io.BytesIO(data), formats=FORMATS) as image:
        series = getattr(image, "n_frames", 1) if image.format in _SERIES else 1
        if series > most:
            raise FileRefused(
                f"{name} has {series} pages; {most} is the most for one document.",
                "Divide it and add the parts.",
            )
        for number in range(series):
            image.seek(number)
            turned = int(image.getexif().get(0x0112, 1))
            width, height = _size(image, on_its_side=turned in {5, 6, 7, 8})
            as_it_is = turned == 1 and image.format == "JPEG"
            if as_it_is and image.mode in {"L", "RGB"}:
                image.load()  # a file cut short must not get through
                stream = data
            else:
                stream = _png(ImageOps.exif_transpose(image))
            yield Leaf(stream, width, height)


def _size(image: Image.Image, *, on_its_side: bool) -> tuple[float, float]:
    """Points, upright: by the file's resolution, else as large as A4 allows."""
    across, down = image.size
    dpi = image.info.get("dpi", (0, 0))
    x, y = float(dpi[0]), float(dpi[1])
    if on_its_side:
        x, y = y, x
        if image.format != "TIFF":  # of these Pillow gives the upright size itself
            across, down = down, across
    low, high = _DPI
    if low <= x <= high and low <= y <= high:
        width, height = 72 * across / x, 72 * down / y
        if max(width, height) <= _LARGEST:
            return max(width, 3.0), max(height, 3.0)
    scale = min(_A4[1] / max(across, down), _A4[0] / min(across, down))
    return max(across * scale, 3.0), max(down * scale, 3.0)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    plain(image).save(out, "PNG", compress_level=3)
    return out.getvalue()


def plain(image: Image.Image) -> Image.Image:
    """Black and white, grey or RGB, opaque: whatever is transparent shows white."""
    if image.mode.startswith("I;16"):
        # Pillow's own conversion cuts off at 255 instead of scaling
        return image.convert("I").point(lambda level: level / 256).convert("L")
    if image.mode in {"I", "F"}:
        return _scaled(image)
    if "A" in image.getbands() or "transparency" in image.info:
        layered = image.convert("RGBA")
        paper = Image.new("RGBA", layered.size, "white")
        return Image.alpha_composite(paper, layered).convert("RGB")
    return image if image.mode in {"1", "L", "RGB"} else image.convert("RGB")


def _scaled(image: Image.Image) -> Image.Image:
    """Numbers of any range as grey."""
    low, high = image.getextrema()
    if not isinstance(low, int | float) or not isinstance(high, int | float):
        return image.convert("L")
    if low >= 0 and high <= 255:
        return image.convert("L")
    factor = 255 / (high - low) if high > low else 1.0
    return image.point(lambda level: level * factor - low * factor).convert("L")
