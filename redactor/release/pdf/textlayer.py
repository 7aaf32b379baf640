"""Invisible text over a page that is released as a picture, so that it can be searched.

Only words that can be seen in that picture are written, and none that a box touches.
They are taken from the case's reading of the page, not from the page itself, and the
proof reads them like any other text. Letters beyond Western Europe's are left out.
"""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable, Sequence

from PIL import Image

from redactor.model import Rect
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.geometry import grown, to_user_space
from redactor.release.pdf.stamp import Sheet, escaped, paragraph, width
from redactor.words import Word

_CONTRAST = 48  # levels of 255 by which each letter stands out in the picture
_CLEARANCE = 1.0  # points between a word and a box
_SIZE = 0.8  # of a letter's size in the height of its box
_DEPTH = 0.22  # of the baseline above the foot of the box
_DIRECTIONS = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}


def text_layer(
    words: Iterable[Word], boxes: Sequence[Box], picture: bytes, sheet: Sheet
) -> bytes:
    """Content that writes the words invisibly, in the font /Box; empty for none."""
    zones = [grown(box.rect, _CLEARANCE) for box in boxes]
    with Image.open(io.BytesIO(picture)) as opened:
        image = opened.convert("L")
    scale = image.width / max(sheet.crop.width * sheet.unit, 1)
    shown = []
    for word in words:
        if any(zone.intersects(word.rect) for zone in zones):
            continue
        if all(_is_seen(box, image, scale) for box in word.boxes):
            shown.append(_written(word, sheet))
    lines = [line for line in shown if line]
    begin = f"q {paragraph(len(boxes) + 1)} BT 3 Tr".encode()
    return b"\n".join([begin, *lines, b"ET EMC Q", b""]) if lines else b""


def _is_seen(box: Rect, image: Image.Image, scale: float) -> bool:
    """Whether anything stands out where a letter should be."""
    area = (
        max(int(box.x0 * scale), 0),
        max(int(box.y0 * scale), 0),
        min(int(box.x1 * scale) + 1, image.width),
        min(int(box.y1 * scale) + 1, image.height),
    )
    if area[0] >= area[2] or area[1] >= area[3]:
        return False
    low, high = image.crop(area).getextrema()
    return int(high) - int(low) > _CONTRAST  # type: ignore[arg-type]  # it is grey


def _written(word: Word, sheet: Sheet) -> bytes:
    """The word as long as it is on the page; empty where the font can't say it."""
    text = unicodedata.normalize("NFKC", word.text)
    text = text.encode("cp1252", "ignore").decode("cp1252")
    if not text.strip():
        return b""
    data = escaped(f"{text} ").encode("cp1252")
    angle = _angle(word, sheet.rotation)
    r = to_user_space(word.rect, sheet.crop, sheet.unit)
    along, across = (r.width, r.height) if angle % 180 == 0 else (r.height, r.width)
    size, foot = _SIZE * across, _DEPTH * across
    natural = width(text, size)
    if size <= 0 or natural <= 0:
        return b""
    x, y = {
        0: (r.x0, r.y0 + foot),
        90: (r.x1 - foot, r.y0),
        180: (r.x1, r.y1 - foot),
        270: (r.x0 + foot, r.y1),
    }[angle]
    cos, sin = _DIRECTIONS[angle]
    place = f"{cos} {sin} {-sin} {cos} {x:.2f} {y:.2f} Tm"
    head = f"/Box {size:.2f} Tf {100 * along / natural:.1f} Tz {place} ("
    return head.encode() + data + b") Tj"


def _angle(word: Word, upright: int) -> int:
    """The direction in which it is read in user space, in degrees."""
    (x0, y0), (x1, y1) = word.boxes[0].middle, word.boxes[-1].middle
    if len(word.boxes) < 2:
        return upright
    if abs(x1 - x0) >= abs(y1 - y0):
        return 0 if x1 >= x0 else 180
    return 90 if y1 < y0 else 270
