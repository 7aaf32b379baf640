"""Pictures that stand among text: made harmless, and given a size on the page."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

from redactor.intake.image import DEFECTS, FORMATS, plain

_WIDEST, _HIGHEST = 490.0, 640.0  # points
_MOST_PIXELS = 30_000_000
_FINE = 2000  # pixels; more than that is not seen at this size


@dataclass(frozen=True, slots=True)
class Stamp:
    """A PNG; its size on the page in points."""

    png: bytes
    width: float
    height: float


def stamp(data: bytes, asked: tuple[int, int] = (0, 0)) -> Stamp | None:
    """The picture, or None where it can't be shown. ``asked`` is in CSS pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                if image.width * image.height > _MOST_PIXELS:
                    return None
                upright = plain(ImageOps.exif_transpose(image))
                size = _size(upright.size, asked)
                upright.thumbnail((_FINE, _FINE))
                out = io.BytesIO()
                upright.save(out, "PNG", compress_level=3)
    except (*DEFECTS, Image.DecompressionBombError):
        return None
    return Stamp(out.getvalue(), *size)


def _size(pixels: tuple[int, int], asked: tuple[int, int]) -> tuple[float, float]:
    across, down = pixels
    width = asked[0] or (asked[1] * across / down if asked[1] else across)
    width, height = 0.75 * width, 0.75 * width * down / across
    scale = min(1.0, _WIDEST / width, _HIGHEST / height)
    return max(width * scale, 1.0), max(height * scale, 1.0)
