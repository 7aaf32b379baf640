"""Pictures in soft masks, which are shadows and soft edges: so coarse that none can be
read, whether anything is painted through them or not."""

from __future__ import annotations

import pikepdf
from PIL import Image, ImageChops

from redactor.model import Rect
from redactor.release.pdf.colors import Colors
from redactor.release.pdf.geometry import Matrix, transform
from redactor.release.pdf.raster import raster
from redactor.release.pdf.unsafe import Unsafe

_COARSE = 6.0  # points for each pixel that is left
_FINE = 40  # levels of 255 by which a shadow may differ for that
_UNIT = Rect(0, 0, 1, 1)
_ODD = "an image inside a soft mask"


def haze(colors: Colors, source: pikepdf.Object, placed: Matrix) -> pikepdf.Object:
    """The picture with a pixel for every few points. Raises Unsafe where it shows more
    than that, or is no plain grey picture."""
    if source.get("/ColorSpace") != "/DeviceGray" or any(
        key in source for key in ("/SMask", "/Mask", "/ImageMask", "/Decode")
    ):
        raise Unsafe(_ODD)
    found = raster(source, 1)
    if found.depth != 8 or len(found.bands) != 1:
        raise Unsafe(_ODD)
    whole, area = found.bands[0], transform(placed, _UNIT)
    size = (_pixels(area.width, whole.width), _pixels(area.height, whole.height))
    small = whole.resize(size, Image.Resampling.BOX)
    back = small.resize(whole.size, Image.Resampling.BICUBIC)
    _, most = ImageChops.difference(whole, back).getextrema()
    if int(most) > _FINE:  # type: ignore[arg-type]  # of a grey picture
        raise Unsafe(_ODD)
    made = colors.stream(small.tobytes())
    made.Type, made.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    made.Width, made.Height = size
    made.ColorSpace, made.BitsPerComponent = pikepdf.Name.DeviceGray, 8
    made.Interpolate = True
    return colors.new.make_indirect(made)


def _pixels(points: float, most: int) -> int:
    return max(min(round(points / _COARSE), most), 1)
