"""A part of a page as pixels, and the way from pixels back to the page."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from redactor.model import PageShape, Rect
from redactor.pages.document import shown, unshown
from redactor.pages.mupdf import library
from redactor.pages.vision import Pixels

_DPI = 300
_MOST = 30_000_000  # pixels that are looked at at once


@dataclass(frozen=True)
class Sight:
    """What an area looks like. ``rect`` is where it lies on the page before rotation,
    ``shape`` the page with the rotation that makes it stand as in ``rgb``."""

    rgb: Pixels
    rect: Rect
    shape: PageShape
    scale: float  # pixels for a point

    def turned(self, turn: int) -> Sight:
        """The same, turned clockwise by quarters (90, 180, 270 degrees)."""
        rgb = np.ascontiguousarray(np.rot90(self.rgb, -turn // 90))
        rotation = (self.shape.rotation + turn) % 360
        return replace(self, rgb=rgb, shape=replace(self.shape, rotation=rotation))

    def place(self, x0: float, y0: float, x1: float, y1: float) -> Rect:
        """Where pixels lie on the page before rotation."""
        corner = shown(self.rect, self.shape)
        box = Rect(
            corner.x0 + x0 / self.scale,
            corner.y0 + y0 / self.scale,
            corner.x0 + x1 / self.scale,
            corner.y0 + y1 / self.scale,
        )
        return unshown(box, self.shape)

    def pixels(self, rect: Rect) -> Rect:
        """Where a rectangle of the page before rotation lies in the pixels."""
        corner, box = shown(self.rect, self.shape), shown(rect, self.shape)
        return Rect(
            (box.x0 - corner.x0) * self.scale,
            (box.y0 - corner.y0) * self.scale,
            (box.x1 - corner.x0) * self.scale,
            (box.y1 - corner.y0) * self.scale,
        )


def look(page: Any, shape: PageShape, area: Rect, dpi: int = _DPI) -> Sight:
    """An area of the page (before rotation), as the page is shown."""
    mu = library()
    seen = shown(area, shape)
    scale = min(dpi / 72, math.sqrt(_MOST / max(seen.width * seen.height, 1.0)))
    pixels = page.get_pixmap(
        matrix=mu.Matrix(scale, scale),
        clip=mu.Rect(seen.x0, seen.y0, seen.x1, seen.y1),
        colorspace=mu.csRGB,
        alpha=False,
    )
    flat = np.frombuffer(pixels.samples, dtype=np.uint8)
    rows = flat.reshape(pixels.height, pixels.stride)[:, : pixels.width * 3]
    rgb = np.ascontiguousarray(rows.reshape(pixels.height, pixels.width, 3))
    # pixmaps start at whole pixels, so the corner is theirs, not the area's
    left, top = pixels.x / scale, pixels.y / scale
    there = Rect(left, top, left + pixels.width / scale, top + pixels.height / scale)
    return Sight(rgb, unshown(there, shape), shape, scale)
