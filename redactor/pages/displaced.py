"""Text laid over a scan by whoever scanned it, which may not sit on the scan's ink."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from redactor.pages import vision
from redactor.pages.pieces import Piece
from redactor.pages.sight import Sight

_REACH = 36  # points by which such text is looked for around where it stands
_OFF = 0.3  # font sizes by which it may be off
_BETTER = 1.25  # how much more ink it has to meet elsewhere

_Map = NDArray[np.float64]


def is_displaced(sight: Sight, pieces: Sequence[Piece]) -> bool:
    """Whether these words would meet more ink if they stood a little elsewhere.

    ``sight`` shows the picture they lie over, at a pixel for a point or so.
    """
    ink = vision.ink_of(vision.gray_of(sight.rgb)).astype(np.float64)
    bands = np.zeros_like(ink)
    for piece in pieces:
        box = sight.pixels(piece.rect)
        x0, y0, x1, y1 = (
            max(0, round(edge)) for edge in (box.x0, box.y0, box.x1, box.y1)
        )
        cut = round(0.25 * min(x1 - x0, y1 - y0))  # where all letters have ink
        bands[y0 + cut : max(y1 - cut, y0 + cut + 1), x0:x1] = 1.0
    if not ink.any() or not bands.any():
        return False
    bands -= bands.mean()
    met = _met(ink, bands)
    down, across = np.unravel_index(int(np.argmax(met)), met.shape)
    off = float(np.hypot(down - _REACH, across - _REACH)) / sight.scale
    size = float(np.median([piece.size for piece in pieces]))
    here = float(met[_REACH, _REACH])
    return off > _OFF * size and float(met.max()) > _BETTER * max(here, 1.0)


def _met(ink: _Map, bands: _Map) -> _Map:
    """How much ink the words meet, for every shift of them by up to _REACH pixels."""
    room = tuple(length + 2 * _REACH for length in ink.shape)
    product = np.fft.rfft2(ink, room) * np.conj(np.fft.rfft2(bands, room))
    around = np.fft.irfft2(product, room)
    near = np.arange(-_REACH, _REACH + 1)
    return np.asarray(around[np.ix_(near % room[0], near % room[1])], dtype=np.float64)
