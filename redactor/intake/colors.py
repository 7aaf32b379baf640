"""Colours as they are written in documents."""

from __future__ import annotations

import re

from PIL import ImageColor

Color = tuple[int, int, int]
_HEX = re.compile(r"[0-9a-f]{6}")


def read(words: str) -> Color | None:
    """A colour, or None where the words are none."""
    words = words.strip().lower()
    if _HEX.fullmatch(words):
        words = f"#{words}"
    try:
        return ImageColor.getrgb(words)[:3]
    except ValueError:
        return None


def lightness(color: Color) -> float:
    """0 is black, 1 is white."""
    red, green, blue = color
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255


def written(color: Color) -> str:
    red, green, blue = color
    return f"#{red:02x}{green:02x}{blue:02x}"
