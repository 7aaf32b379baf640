"""What a picture shows apart from its letters: how it lies, ink, faces. OpenCV's own
objects stay in here; pictures are arrays of bytes, rows first."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
Mask = NDArray[np.uint8]

_STEPS = 700  # pixels of the longer side, where the angle of a page is looked for
_MOST_ASKEW = 12.0  # degrees by which a sheet may lie askew
_LEVEL = 0.3  # degrees that Tesseract does not mind
_INK = 40  # levels by which ink is darker than the paper around it
_PAPER = 51  # pixels of the square whose middle level is the paper's
_GRAIN = 5  # pixels across that a speck of grain is smaller than
_GRAINY = 7.0  # levels by which pixels differ from those around, on the whole
_SMOOTH = 1.2  # pixels
_LIT = 500  # pixels of the longer side, where the light on a sheet is looked for
_UNEVEN = 45  # levels by which it differs over the sheet
_NEGATIVE = 90  # level of the paper below which a picture is a negative
_SOFT = 200  # the lightest level of ink at its edges
_COLORED = 70  # saturation, of 255, from which on ink has a color
_FACE = 24  # pixels across that a face has at least
_CALM = 0.12  # share of levels between black and white that a face has at least
_PICTURED = 0.01  # the same share of a page, its letters left out, with a photograph


class Blob(NamedTuple):
    """Ink that hangs together: its box in pixels, and how much of that it fills."""

    x0: int
    y0: int
    x1: int
    y1: int
    fill: float


class Face(NamedTuple):
    """A face: its box in pixels; ``sure`` where it looks at the camera."""

    x0: int
    y0: int
    x1: int
    y1: int
    sure: bool


class Straight(NamedTuple):
    """A picture turned level, and the way back: 2 rows of 3 numbers."""

    gray: Pixels
    back: NDArray[np.float64]


def gray_of(rgb: Pixels) -> Pixels:
    return np.asarray(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), dtype=np.uint8)


def resized(pixels: Pixels, factor: float) -> Pixels:
    """Made smaller; never larger."""
    if factor >= 1:
        return pixels
    size = (
        max(1, round(pixels.shape[1] * factor)),
        max(1, round(pixels.shape[0] * factor)),
    )
    small = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA)
    return np.asarray(small, dtype=np.uint8)


def calmed(gray: Pixels) -> Pixels:
    """The picture smoothed where it is full of grain, over which Tesseract would sit
    for minutes; else as it is."""
    still = cv2.medianBlur(gray, _GRAIN)
    if float(cv2.absdiff(gray, still).mean()) < _GRAINY:
        return gray
    smooth = cv2.medianBlur(cv2.GaussianBlur(gray, (0, 0), _SMOOTH), _GRAIN)
    return np.asarray(smooth, dtype=np.uint8)


def evened(gray: Pixels) -> Pixels:
    """A photographed sheet as if light fell on it evenly; a scan as it is."""
    small = resized(gray, _LIT / max(gray.shape))
    light = cv2.medianBlur(cv2.dilate(small, np.ones((7, 7), np.uint8)), 31)
    low, high = np.percentile(light, (10, 90))
    if high - low < _UNEVEN:
        return gray
    height, width = gray.shape
    paper = cv2.resize(light, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(gray, np.maximum(paper, 30), scale=235), np.uint8)


def positive(gray: Pixels) -> Pixels:
    """The picture with dark letters on light paper, whichever way it came."""
    return gray if float(np.median(gray)) >= _NEGATIVE else np.asarray(255 - gray)


def firmed(gray: Pixels) -> Pixels | None:
    """The picture with its darkest ink alone, without what shines through from the back
    of the sheet; None where it has no ink of two kinds."""
    ink = gray[gray < level_of(gray) - _INK]
    if not ink.size:
        return None
    line, _ = cv2.threshold(ink.reshape(-1, 1), 0, 255, cv2.THRESH_OTSU)
    dark = float(np.median(ink[ink <= line]))
    if line <= dark:
        return None
    ramp = np.clip((gray.astype(np.float32) - dark) / (line - dark), 0, 1) * _SOFT
    return np.where(gray > line, 255, ramp).astype(np.uint8)


def askew(gray: Pixels) -> float:
    """Degrees, counter-clockwise, by which to turn a page so that its lines are level
    (or upright, where the sheet lay on its side); 0.0 where nothing says so."""
    ink = ink_of(resized(gray, _STEPS / max(gray.shape)))
    wide = np.arange(-_MOST_ASKEW, _MOST_ASKEW + 0.1, 1.0)
    scores = [_sharpness(ink, angle) for angle in wide]
    best = float(wide[int(np.argmax(scores))])
    if max(scores) < 1.15 * float(np.median(scores)):
        return 0.0
    near = np.arange(best - 1.0, best + 1.01, 0.2)
    best = float(near[int(np.argmax([_sharpness(ink, angle) for angle in near]))])
    return best if abs(best) >= _LEVEL else 0.0


def _sharpness(ink: Mask, angle: float) -> float:
    """How clearly lines and the gaps between them show, across or along."""
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_NEAREST)
    sums = (turned.sum(axis=axis, dtype=np.float64) for axis in (0, 1))
    return max(float((np.diff(line) ** 2).sum()) for line in sums)


def straightened(gray: Pixels, angle: float) -> Straight:
    """The picture turned counter-clockwise, on paper large enough for its corners."""
    height, width = gray.shape
    if not angle:
        return Straight(gray, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]))
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    across, down = int(height * sin + width * cos), int(height * cos + width * sin)
    matrix[:, 2] += ((across - width) / 2, (down - height) / 2)
    turned = cv2.warpAffine(
        gray, matrix, (across, down), flags=cv2.INTER_LINEAR, borderValue=255.0
    )
    back = np.asarray(cv2.invertAffineTransform(matrix), dtype=np.float64)
    return Straight(np.asarray(turned, dtype=np.uint8), back)


def paper_of(gray: Pixels) -> Pixels:
    """The picture without thin strokes: paper, photographs and areas of color."""
    return np.asarray(cv2.medianBlur(gray, _PAPER), dtype=np.uint8)


def ink_of(gray: Pixels) -> Mask:
    """1 where a pixel is darker than the paper around it."""
    return (cv2.subtract(paper_of(gray), gray) > _INK).astype(np.uint8)


def without_rules(ink: Mask, length: int) -> Mask:
    """Ink without straight lines, level or upright, of ``length`` pixels and more."""
    left = ink.copy()
    for size in ((length, 1), (1, length)):
        kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
        lines = cv2.morphologyEx(ink, cv2.MORPH_OPEN, kernel)
        left[cv2.dilate(lines, np.ones((3, 3), np.uint8)) > 0] = 0
    return left


def blobs(ink: Mask, reach: int) -> list[Blob]:
    """Ink whose strokes stand no further apart than ``reach`` pixels, as one each."""
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach))
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, kernel)
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for number in range(1, count):
        x, y, w, h = (int(edge) for edge in stats[number][:4])
        fill = float(ink[y : y + h, x : x + w].mean())
        found.append(Blob(x, y, x + w, y + h, fill))
    return found


def is_colored(rgb: Pixels, ink: Mask) -> bool:
    """Whether the ink is blue, red or green rather than black."""
    if not ink.any():
        return False
    saturation = cv2.cvtColor(rgb, cv2.COLOR_RGB2HSV)[:, :, 1]
    return float(np.median(saturation[ink > 0])) >= _COLORED


def shades(gray: Pixels) -> float:
    """Share of the pixels that are neither nearly black nor nearly white."""
    return float(((gray > 60) & (gray < 200)).mean()) if gray.size else 0.0


def level_of(paper: Pixels) -> float:
    """How light the paper of a picture is, on the whole."""
    return float(np.median(paper))


def solid(paper: Pixels, whole: float) -> float:
    """Share of a part that is no paper and no thin strokes: a photograph, a logo;
    ``whole`` is how light the paper of all of it is."""
    level = whole - _INK
    return float((paper < level).mean()) if paper.size else 0.0


@cache
def _cascade(name: str) -> Any:
    folder = Path(cv2.__file__).parent / "data"
    return cv2.CascadeClassifier(str(folder / f"haarcascade_{name}.xml"))


def faces(gray: Pixels) -> list[Face]:
    """Faces that look at the camera, or to a side."""
    if shades(paper_of(gray)) < _PICTURED:
        return []  # writing on paper
    found: list[Face] = []
    for name, votes in (("frontalface_alt2", 4), ("profileface", 6)):
        for box in _cascade(name).detectMultiScale(
            gray, scaleFactor=1.1, minNeighbors=votes, minSize=(_FACE, _FACE)
        ):
            x, y, w, h = (int(edge) for edge in box)
            calm = shades(gray[y : y + h, x : x + w]) >= _CALM
            if calm and not any(_meet(box, face) for face in found):
                found.append(Face(x, y, x + w, y + h, name.startswith("frontal")))
    return found


def _meet(box: Any, face: Face) -> bool:
    x, y, w, h = (int(edge) for edge in box)
    middle_x, middle_y = x + w / 2, y + h / 2
    return face.x0 < middle_x < face.x1 and face.y0 < middle_y < face.y1
