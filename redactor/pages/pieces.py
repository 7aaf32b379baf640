"""What the text layer and OCR have in common: words before they are put in order."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

from redactor.model import Rect
from redactor.words import union

Point = tuple[float, float]


@dataclass(frozen=True)
class Piece:
    """A word: one box for each character, where its baseline starts, its font size.

    ``direction`` is the unit vector in which it is read; y grows downwards. Where a
    sheet lay askew in the scanner, ``boxes`` are as if it had lain straight, and
    ``seen`` where the letters stand on the page.
    """

    text: str
    boxes: tuple[Rect, ...]
    origin: Point
    direction: Point
    size: float
    confidence: float = 1.0
    seen: tuple[Rect, ...] = ()

    @cached_property
    def rect(self) -> Rect:
        return union(self.boxes)

    @property
    def angle(self) -> int:
        """Direction in whole degrees, clockwise from left-to-right."""
        x, y = self.direction
        return round(math.degrees(math.atan2(y, x))) % 360


Run = tuple[Piece, ...]
"""Words that follow each other on one line."""
