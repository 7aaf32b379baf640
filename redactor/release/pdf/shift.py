"""Text of a finished page moved along its line, by rewriting its content stream.

Places are written anew, each for itself, so that nothing tells where a text stood.
Raises Unsafe for a page whose letters can't be followed. Text in forms is not moved;
whoever asks for it looks afterwards whether every letter stands where it should.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pikepdf

from redactor.model import Rect
from redactor.pages.mupdf import library
from redactor.release.pdf.burn import Removed
from redactor.release.pdf.follow import STILL, TROUBLE, Follower, followed
from redactor.release.pdf.glyphs import Glyph, glyphs
from redactor.release.pdf.spacing import Move, even, moved_back

_FINE = 0.5  # points: how exactly letters have to stand where they should


def evened(
    removed: Removed, still: Collection[int]
) -> tuple[Removed, dict[int, list[Move]], set[str]]:
    """Gaps made even on all pages but ``still``, with what moves where it went well,
    and the redactions on lines that tell their width all the same."""
    told: set[str] = set()
    found: dict[int, list[Move]] = {}
    drawn = dict(removed.boxes)
    pdf = removed.pdf
    with library().open(stream=pdf, filetype="pdf") as document:
        for number, mine in removed.boxes.items():
            if number in still or not mine:
                continue
            page = document[number - 1]
            page.set_rotation(0)
            every = glyphs(page)
            boxes, moves, left = even(every, mine, page.rect.width)
            told |= left
            after = _shifted_well(pdf, number, every, moves) if moves else pdf
            if after is not None:
                pdf, drawn[number], found[number] = after, boxes, moves
    return replace(removed, pdf=pdf, boxes=drawn), found, told


def _shifted_well(
    pdf: bytes, number: int, before: Sequence[Glyph], moves: Sequence[Move]
) -> bytes | None:
    """The PDF with text of a page moved, if every letter is where it should be."""
    try:
        after = shifted(pdf, number, moves)
    except TROUBLE:
        return None
    with library().open(stream=after, filetype="pdf") as document:
        page = document[number - 1]
        page.set_rotation(0)
        there = [(g, moved_back(g.rect, moves)) for g in glyphs(page)]
    spots = Counter(_spot(g.text, back) for g, back in there if not g.is_space)
    kept = [g for g in before if not g.is_space]
    well = all(_is_there(spots, g) for g in kept)
    return after if well and sum(spots.values()) == len(kept) else None


def _spot(text: str, rect: Rect) -> tuple[str, int, int]:
    return text, round(rect.x0 / _FINE), round(rect.y0 / _FINE)


def _is_there(spots: Mapping[tuple[str, int, int], int], glyph: Glyph) -> bool:
    text, x, y = _spot(glyph.text, glyph.rect)
    return any((text, x + i, y + j) in spots for i in (-1, 0, 1) for j in (-1, 0, 1))


def shifted(pdf: bytes, number: int, moves: Sequence[Move]) -> bytes:
    """The PDF with text of a page moved. Raises Unsafe, pikepdf.PdfError."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[number - 1]
        data = followed(page, _Mover(page, moves))
        page.obj.Contents = document.make_stream(data)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


class _Mover(Follower):
    """Moves what stands in certain areas of the page."""

    counts_spaces = True

    def __init__(self, page: pikepdf.Page, moves: Sequence[Move]) -> None:
        super().__init__(page)
        self._moves = moves

    def moves_by(self, left: float, top: float) -> float:
        for move in self._moves:
            if move.area.contains(left + STILL, top):
                return move.by
        return 0.0
