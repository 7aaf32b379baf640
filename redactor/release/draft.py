"""A release that nobody approved says so: on every page, and in every file's name.

The marks are put over PDFs that are proved already; the text beneath stays as it was.
"""

from __future__ import annotations

import io
import math
from pathlib import PurePath

import pikepdf

from redactor.release.approval import MARK
from redactor.release.rebuild import crop_box, saved
from redactor.release.stamp import width

_NAME = "DRAFT NOT APPROVED"
_SHARE = 0.8  # of the page's diagonal that the mark is long
_PALE = 0.22  # opacity


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
            pikepdf.Dictionary(Type=pikepdf.Name.ExtGState, ca=_PALE)
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
    size = _SHARE * math.hypot(wide, high) / width(MARK, 1)
    angle = math.atan2(seen[1], seen[0]) + math.radians(turned)
    cos, sin = math.cos(angle), math.sin(angle)
    half, up = width(MARK, size) / 2, size * 0.35
    x = (box.x0 + box.x1) / 2 - half * cos + up * sin
    y = (box.y0 + box.y1) / 2 - half * sin - up * cos
    return (
        f"Q q {state} gs 0.7 0 0 rg BT {face} {size:.2f} Tf "
        f"{cos:.5f} {sin:.5f} {-sin:.5f} {cos:.5f} {x:.2f} {y:.2f} Tm "
        f"({MARK}) Tj ET Q\n"
    ).encode("ascii")
