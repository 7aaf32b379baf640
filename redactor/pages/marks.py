"""What a picture shows that is no text: signatures, handwriting, stamps, faces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from redactor.model import Rect
from redactor.pages import vision
from redactor.pages.pieces import Piece, Run
from redactor.pages.sight import Sight
from redactor.words import DOUBT, Region, union

_DOTS = 100 / 72  # pixels for a point at which ink is looked at
_FACES = 1000  # pixels of the longer side, at which faces are looked for
_JOINED = 5  # points between two strokes of one piece of writing
_RULE = 40  # points from which on a straight line is a rule of a form or a table
_WIDE, _TALL = 24.0, 9.0  # points that a piece of writing measures at least
_WIDEST, _TALLEST = 320.0, 160.0  # and at most
_FILL = (0.02, 0.5)  # share of its box that its ink fills
_SOLID = 0.2  # share from which on it is of a photograph, a chart or a logo
_BELOW = 110.0  # points below "Yours sincerely" in which a signature stands
_ASIDE = 170.0  # points to its right
_MOST = 5  # doubtful marks of a page; more are a drawing, or a dirty scan
_CLOSING = re.compile(
    r"(?:yours|best|kind|warm|with)?\s*(?:sincerely|faithfully|truly|regards|wishes)\b"
    r"|^(?:signed|signature)\b",
    re.IGNORECASE,
)


def marks(sight: Sight, runs: Sequence[Run]) -> list[Region]:
    """Ink of an upright picture that no word explains."""
    small = replace(
        sight,
        rgb=vision.resized(sight.rgb, _DOTS / sight.scale),
        scale=min(_DOTS, sight.scale),
    )
    gray = vision.gray_of(small.rgb)
    ink = vision.without_rules(vision.ink_of(gray), round(_RULE * small.scale))
    for piece in _explained(runs):
        for letter in piece.seen or piece.boxes:
            box = small.pixels(letter)
            x0, y0 = max(0, int(box.x0) - 1), max(0, int(box.y0) - 1)
            ink[y0 : max(0, int(box.y1) + 2), x0 : max(0, int(box.x1) + 2)] = 0
    closings = [small.pixels(rect) for rect in closings_of(runs)]
    paper = vision.paper_of(gray)
    light = vision.level_of(paper)
    every = vision.blobs(ink, round(_JOINED * small.scale) | 1)
    strokes = [_region(small, blob, "handwriting", sure=False) for blob in every]
    found: list[Region] = []
    for blob in every:
        if not _may_be_written(blob, small.scale, (paper, light)):
            continue
        signs = any(_follows(blob, closing, small.scale) for closing in closings)
        kind = "signature" if signs else _kind(small, blob, ink)
        found.append(_region(small, blob, kind, sure=signs))
    return _few(found, strokes)


def _kind(sight: Sight, blob: vision.Blob, ink: vision.Mask) -> str:
    part = slice(blob.y0, blob.y1), slice(blob.x0, blob.x1)
    wide = (blob.x1 - blob.x0) > 4 * (blob.y1 - blob.y0)
    colored = vision.is_colored(sight.rgb[part], ink[part])
    return "stamp" if colored and not wide else "handwriting"


def _region(sight: Sight, blob: vision.Blob, kind: str, *, sure: bool) -> Region:
    rect = sight.place(blob.x0 - 3, blob.y0 - 3, blob.x1 + 3, blob.y1 + 3)
    return Region(rect, kind, sure)


def _explained(runs: Sequence[Run]) -> Iterable[Piece]:
    """Words that were read: surely, or in a line of which most was."""
    for run in runs:
        sure = [
            p for p in run if p.confidence >= DOUBT and any(map(str.isalnum, p.text))
        ]
        if 2 * len(sure) >= len(run):
            yield from run
        else:
            yield from sure


def _may_be_written(
    blob: vision.Blob, scale: float, paper: tuple[vision.Pixels, float]
) -> bool:
    width, height = (blob.x1 - blob.x0) / scale, (blob.y1 - blob.y0) / scale
    sized = _WIDE <= width <= _WIDEST and _TALL <= height <= _TALLEST
    if not (sized and _FILL[0] <= blob.fill <= _FILL[1]):
        return False
    part = paper[0][blob.y0 : blob.y1, blob.x0 : blob.x1]
    return vision.solid(part, paper[1]) < _SOLID


def _follows(blob: vision.Blob, closing: Rect, scale: float) -> bool:
    """Whether something stands where who wrote this would sign."""
    below = closing.y0 - 4 * scale <= blob.y0 <= closing.y1 + _BELOW * scale
    left, right = closing.x0 - 40 * scale, closing.x1 + _ASIDE * scale
    return below and blob.x0 < right and blob.x1 > left


def _few(found: Sequence[Region], strokes: Sequence[Region]) -> list[Region]:
    """What is sure, with the strokes that belong to it, and the largest of the rest."""
    sure = [region for region in found if region.sure]
    for stroke in strokes:
        if any(_near(stroke.rect, region.rect) for region in sure):
            sure.append(replace(sure[0], rect=stroke.rect))
    rest = [r for r in found if not any(_near(r.rect, s.rect) for s in sure)]
    rest = _joined(sorted(rest, key=lambda r: -r.rect.width * r.rect.height))
    return [*_joined(sure), *rest[:_MOST]]


def _near(one: Rect, other: Rect) -> bool:
    """Whether two marks stand so near that they are one: a name and its flourish."""
    return Rect(one.x0 - 14, one.y0 - 8, one.x1 + 14, one.y1 + 8).intersects(other)


def _joined(regions: Sequence[Region]) -> list[Region]:
    """Marks that stand near to each other, as one."""
    joined: list[Region] = []
    for region in regions:
        touching = [other for other in joined if _near(region.rect, other.rect)]
        joined = [other for other in joined if other not in touching]
        first = touching[0] if touching else region
        whole = union([region.rect, *(other.rect for other in touching)])
        joined.append(replace(first, rect=whole))
    return joined


def closings_of(runs: Sequence[Run]) -> list[Rect]:
    """Where "Yours sincerely" and its like stand, alone on their line."""
    lines = ((run, " ".join(piece.text for piece in run)) for run in runs)
    return [
        union(box for piece in run for box in piece.seen or piece.boxes)
        for run, text in lines
        if len(run) <= 5 and _CLOSING.search(text)
    ]


def signed(areas: Iterable[Rect], runs: Sequence[Run]) -> list[Region]:
    """Small pictures of a page of text that stand where somebody would sign."""
    closings = closings_of(runs)
    return [
        Region(area, "signature", sure=True)
        for area in areas
        if _WIDE <= area.width <= _WIDEST and _TALL <= area.height <= _TALLEST
        for closing in closings[-1:]
        if closing.y0 - 4 <= area.y0 <= closing.y1 + _BELOW
        and area.x0 < closing.x1 + _ASIDE
        and area.x1 > closing.x0 - 40
    ]


def faces(sight: Sight) -> list[Region]:
    """Faces that a picture shows, with some room around each."""
    factor = min(1.0, _FACES / max(sight.rgb.shape))
    found = []
    for face in vision.faces(vision.gray_of(vision.resized(sight.rgb, factor))):
        room = 0.12 * (face.x1 - face.x0)
        rect = sight.place(
            (face.x0 - room) / factor,
            (face.y0 - 2 * room) / factor,
            (face.x1 + room) / factor,
            (face.y1 + room) / factor,
        )
        found.append(Region(rect.intersection(sight.rect), "face", face.sure))
    return found
