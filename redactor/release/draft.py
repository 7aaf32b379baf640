"""A release that nobody approved says so: on every page, and in every file's name.

The marks are put over PDFs that are proved already; the text beneath stays as it was.
"""

from __future__ import annotations

import io
import math
from pathlib import PurePath

import pikepdf

from redactor.release.approval import MARK
from redactor.release.pdf.rebuild import crop_box, saved
from redactor.release.pdf.stamp import ASIDE, width

_NAME = "DRAFT NOT APPROVED"
_SHARE = 0.8  # of what has room on the page
_TALL = 0.7  # height of its capitals, for each point of size
_PALE = 0.22  # opacity
_EDGE = 0.03  # white line around its letters, for each point of size: seen on dark


def named(name: str) -> str:
    """A file's name with the mark before its ending."""
    path = PurePath(name)
    return f"{path.stem} - {_NAME}{path.suffix}"


def marked(pdf: bytes) -> bytes:
    """The PDF with the mark across each page."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        font = document.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type1,
                BaseFont=pikepdf.Name("/Helvetica-Bold"),
            )
        )
        pale = document.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=_PALE, CA=_PALE)
        )
        for page in document.pages:
            page.contents_add(b"q\n", prepend=True)
            page.contents_add(_across(page, font, pale))
        return saved(document)


def _across(page: pikepdf.Page, font: pikepdf.Object, pale: pikepdf.Object) -> bytes:
    """Content that writes the mark from the lower left to the upper right."""
    face = page.add_resource(font, pikepdf.Name.Font)
    state = page.add_resource(pale, pikepdf.Name.ExtGState)
    box = crop_box(page)
    wide, high = box.x1 - box.x0, box.y1 - box.y0
    turned = int(page.rotation or 0) % 360
    seen = (high, wide) if turned in (90, 270) else (wide, high)
    slope = math.atan2(seen[1], seen[0])
    size = _SHARE * _largest(seen, slope)
    angle = slope + math.radians(turned)
    cos, sin = math.cos(angle), math.sin(angle)
    half, up = width(MARK, size) / 2, size * _TALL / 2
    x = (box.x0 + box.x1) / 2 - half * cos + up * sin
    y = (box.y0 + box.y1) / 2 - half * sin - up * cos
    return (
        f"Q {ASIDE} q {state} gs 0.7 0 0 rg 1 G {_EDGE * size:.3f} w 1 j "
        f"BT 2 Tr {face} {size:.3f} Tf "
        f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {x:.2f} {y:.2f} Tm "
        f"({MARK}) Tj ET Q EMC\n"
    ).encode("ascii")


def _largest(page: tuple[float, float], slope: float) -> float:
    """The size at which the whole of the mark stands on a page, however narrow."""
    long, cos, sin = width(MARK, 1), math.cos(slope), math.sin(slope)
    wide, high = page
    return min(wide / (long * cos + _TALL * sin), high / (long * sin + _TALL * cos))
