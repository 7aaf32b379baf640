"""Words in the pixels of a page, read by Tesseract."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, NamedTuple

import numpy as np
import tesserocr
from numpy.typing import NDArray
from PIL import Image

from redactor import paths
from redactor.model import PageShape, Rect
from redactor.pages import vision
from redactor.pages.glyphs import side_by_side
from redactor.pages.mupdf import library
from redactor.pages.pieces import Piece, Run
from redactor.pages.sight import Sight
from redactor.words import DOUBT

_MARGIN = 0.06  # share of the font size by which ink may reach over Tesseract's boxes
_CLEAR = 0.6  # share of the signs in words from which on a page was read upright
_BETTER = 1.5  # how many times the letters another way to turn it has to give
_UNSURE = 0.05  # share of doubtful words from which on a page is read once more
_LEAST = 12  # letters in words without which no turn is believed
_MARKS = ".,:;!?()[]'\"\u2018\u2019\u201c\u201d"
_WORD = re.compile("(?=.*[aeiouyAEIOUY])(?:[A-Z]?[a-z]{2,}|[A-Z]{3,})")


class Scan(NamedTuple):
    """What was read, one run for each line, and the picture as it stood upright."""

    runs: list[Run]
    sight: Sight


def read(sight: Sight) -> Scan:
    """The words seen in an area of a page.

    The page is read as it is shown: with its rotation applied, the text of a rotated
    page stands upright. A sheet that lay askew in the scanner is read as if it had
    lain straight. Where that gives few words, as in a sheet that lay on its side, the
    other ways to turn it are tried; one that reads clearly is taken. Where words are
    doubtful, the darkest ink is read by itself: the back of a sheet may shine through.
    """
    scan = _upright(sight)
    runs = scan.runs
    if _doubtful(runs) < _UNSURE:
        return scan
    firm = _runs(scan.sight, vision.askew(_gray(scan.sight)), firm=True)
    if _doubtful(firm) >= _doubtful(runs) or _sure(firm) < _sure(runs):
        return scan
    return Scan([*firm, *_elsewhere(runs, firm)], scan.sight)


def _upright(sight: Sight) -> Scan:
    """The words, with the picture turned so that they stand upright."""
    angle = vision.askew(_gray(sight))
    runs = _runs(sight, angle)
    most, share = _plausible(runs)
    aside = _is_aside(runs, sight)
    if share >= _CLEAR:
        return Scan(runs, sight.turned(270) if aside else sight)
    for turn in (90, 270, 180) if aside else (180, 90, 270):
        turned = sight.turned(turn)
        other = _runs(turned, angle)
        letters, share = _plausible(other)
        clear = share >= _CLEAR and letters >= max(_LEAST, _BETTER * most)
        if clear and not _is_aside(other, turned):
            return Scan(other, turned)
    return Scan(runs, sight)


def _doubtful(runs: Sequence[Run]) -> float:
    """Share of the words that were read with doubt."""
    pieces = [piece for run in runs for piece in run]
    return sum(piece.confidence < DOUBT for piece in pieces) / max(len(pieces), 1)


def _sure(runs: Sequence[Run]) -> int:
    """Letters in what looks like words and was read without doubt."""
    return _plausible([[p for p in run if p.confidence >= DOUBT] for run in runs])[0]


def _elsewhere(runs: Sequence[Run], others: Sequence[Run]) -> Iterator[Run]:
    """Words that were read surely where the others have none."""
    there = [piece.rect for run in others for piece in run]
    for run in runs:
        left = tuple(
            piece
            for piece in run
            if piece.confidence >= DOUBT and not any(map(piece.rect.intersects, there))
        )
        if left:
            yield left


def _is_aside(runs: Sequence[Run], sight: Sight) -> bool:
    """Whether most is read downwards, as Tesseract does by itself on a turned sheet."""
    level = _direction(sight.shape)
    aside = [piece.direction != level for run in runs for piece in run]
    return 2 * sum(aside) > len(aside)


def _plausible(runs: Sequence[Sequence[Piece]]) -> tuple[int, float]:
    """Letters in what looks like words, and their share of all signs that were read."""
    texts = [piece.text.strip(_MARKS) for run in runs for piece in run]
    letters = sum(len(text) for text in texts if _WORD.fullmatch(text))
    return letters, letters / max(sum(map(len, texts)), 1)


def _gray(sight: Sight) -> vision.Pixels:
    return vision.positive(vision.gray_of(sight.rgb))


def _runs(sight: Sight, angle: float, *, firm: bool = False) -> list[Run]:
    """The words in a picture, turned by ``angle`` before it is read; with ``firm`` only
    those of the darkest ink."""
    calm = vision.evened(vision.calmed(_gray(sight)))
    if firm:
        dark = vision.firmed(calm)
        if dark is None:
            return []
        calm = dark
    straight = vision.straightened(calm, angle)
    runs: list[list[Piece]] = []
    engine = _engine()
    with silence():
        engine.SetImage(Image.fromarray(straight.gray))
        engine.SetSourceResolution(round(sight.scale * 72))
        engine.Recognize()
    words = engine.GetIterator()
    for word in tesserocr.iterate_level(words, _LEVEL) if words else ():
        if word.IsAtBeginningOf(tesserocr.RIL.TEXTLINE) or not runs:
            runs.append([])
        piece = _piece(word, sight, straight.back if angle else None)
        if piece:
            runs[-1].append(piece)
    engine.Clear()
    return [tuple(run) for run in runs if run]


@cache
def _engine() -> Any:
    """Tesseract, loaded once for a process; it is used by one thread only."""
    with silence():
        return tesserocr.PyTessBaseAPI(
            path=str(paths.tessdata()),
            lang="eng",
            psm=tesserocr.PSM.AUTO,
            oem=tesserocr.OEM.LSTM_ONLY,
        )


@contextmanager
def silence() -> Iterator[None]:
    """Tesseract complains about specks on standard error, past every setting."""
    try:
        kept = os.dup(2)
    except OSError:  # a program without a console has none
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


_LEVEL = tesserocr.RIL.WORD


def _piece(word: Any, sight: Sight, back: NDArray[np.float64] | None) -> Piece | None:
    """A word brought to the page before rotation; none where there is no letter.

    Tesseract boxes words; within one the letters get widths as in Helvetica.
    """
    if word.Empty(_LEVEL):
        return None
    text = "".join(word.GetUTF8Text(_LEVEL).split())
    box, line = word.BoundingBox(_LEVEL), word.Baseline(_LEVEL)
    if not text or not box:
        return None
    row = word.RowAttributes()
    tall = max(row["row_height"], 1.0)
    margin = _MARGIN * tall
    x0, y0, x1, y1 = box
    level = Rect(x0 - margin, y0 - margin, x1 + margin, y1 + margin)
    shares = [_width(char) for char in text]
    down = word.Orientation()[1] == tesserocr.WritingDirection.TOP_TO_BOTTOM
    letters = side_by_side(level, (0.0, 1.0) if down else (1.0, 0.0), shares)
    boxes = tuple(sight.place(r.x0, r.y0, r.x1, r.y1) for r in letters)
    seen = tuple(_slanted(r, sight, back) for r in letters) if back is not None else ()
    base = line[0][1] if line else y1
    start = sight.place(x0, y0, x0, y0) if down else sight.place(x0, base, x0, base)
    return Piece(
        text,
        boxes,
        (start.x0, start.y0),
        _direction(sight.shape, 270 if down else 0),
        tall / sight.scale,
        word.Confidence(_LEVEL) / 100,
        seen,
    )


def _slanted(box: Rect, sight: Sight, back: NDArray[np.float64]) -> Rect:
    """The least box around a letter where it stood before it was turned level."""
    corners = ((x, y, 1.0) for x in (box.x0, box.x1) for y in (box.y0, box.y1))
    spots = np.array(list(corners)) @ back.T
    (x0, y0), (x1, y1) = spots.min(axis=0), spots.max(axis=0)
    return sight.place(float(x0), float(y0), float(x1), float(y1))


def _direction(shape: PageShape, turn: int = 0) -> tuple[float, float]:
    """Which way on the page before rotation is rightwards on the page as shown."""
    return {
        0: (1.0, 0.0),
        90: (0.0, -1.0),
        180: (-1.0, 0.0),
        270: (0.0, 1.0),
    }[(shape.rotation + turn) % 360]


@cache
def _font() -> Any:
    return library().Font("helv")


@cache
def _width(char: str) -> float:
    width: float = _font().text_length(char, fontsize=1.0)
    return max(width, 0.2)
