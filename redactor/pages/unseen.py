"""Text of a page that a reader does not see: pale, covered, cut off, tiny, off the
page."""

from __future__ import annotations

from collections import Counter
from typing import Any

from redactor.model import Rect
from redactor.pages.covered import SCAN, Levels, levels_of
from redactor.pages.document import Pdf, shape_of, shown
from redactor.pages.extract import text_runs
from redactor.pages.mupdf import guarded, library
from redactor.pages.pieces import Piece

_PALE = 0.85  # of 1, which is white
_INVISIBLE = 3  # the way of drawing text that OCR uses
_TINY = 2.0  # points: letters that nobody reads
_COVER = 4.0  # points, the least that hides a letter


def has_unseen_text(pdf: Pdf, page: int) -> bool:
    """Whether letters stand on the page where nothing is seen of them.

    What OCR puts over a scan is not meant: there the scan shows the letters. Raises
    PageUnreadable.
    """
    loaded = pdf.load(page)
    with guarded(page):
        if _is_buried(loaded):
            return True
        areas = _suspects(loaded)
        if not areas:
            return False
        shape, levels = shape_of(loaded), levels_of(loaded)
        return any(
            any(area.intersects(piece.rect) for area in areas)
            and _is_blank(levels, shown(piece.rect, shape), piece)
            for run in text_runs(loaded, shape)
            for piece in run
        )


def has_cut_text(pdf: Pdf, page: int) -> bool:
    """Whether letters are cut off by the frame they are drawn in. Raises
    PageUnreadable."""
    loaded = pdf.load(page)
    with guarded(page):
        drawn = library().TEXT_IGNORE_ACTUALTEXT
        return bool(
            _letters(loaded, drawn) - _letters(loaded, drawn | library().TEXT_CLIP)
        )


def has_other_words(pdf: Pdf, page: int) -> bool:
    """Whether tags say other words than those that are drawn. Raises PageUnreadable."""
    loaded = pdf.load(page)
    with guarded(page):
        drawn = _letters(loaded, library().TEXT_IGNORE_ACTUALTEXT)
        said = _letters(loaded, 0) - drawn
        return any(c.isascii() or ord(c) < 0x250 for c in said)


def has_tiny_text(pdf: Pdf, page: int) -> bool:
    """Whether there are words too small for anybody to read. Raises PageUnreadable."""
    loaded = pdf.load(page)
    with guarded(page):
        return any(
            0 < span["size"] < _TINY
            and span["type"] != _INVISIBLE
            and _least(Rect(*span["bbox"])) < 2 * _TINY
            and sum(chr(char[0]).isalpha() for char in span["chars"]) > 2
            for span in loaded.get_texttrace()
        )


def _letters(page: Any, flags: int) -> Counter[str]:
    """How many of each letter and figure are on the page, ligatures taken apart."""
    return Counter(filter(str.isalnum, page.get_text(flags=flags)))


def _least(rect: Rect) -> float:
    return min(rect.width, rect.height)


def has_text_off_page(pdf: Pdf, page: int) -> bool:
    """Whether there is text outside of what the page shows. Raises PageUnreadable."""
    loaded = pdf.load(page)
    with guarded(page):
        mu = library()
        whole = mu.Rect(loaded.rect) * loaded.derotation_matrix
        found = loaded.get_text("words", clip=mu.INFINITE_RECT(), flags=0)
        return any(
            word[4].strip() and (whole & mu.Rect(word[:4])).is_empty for word in found
        )


def _is_buried(page: Any) -> bool:
    """Whether an opaque picture was laid over letters. One over the whole page is a
    scan, which shows what the text below it says."""
    whole = page.rect.width * page.rect.height
    opaque = {
        tuple(map(round, one["bbox"]))
        for one in page.get_image_info()
        if not one["has-mask"]
    }
    over = [
        (number, Rect(*bbox))
        for number, (kind, bbox) in enumerate(page.get_bboxlog())
        if kind == "fill-image" and tuple(map(round, bbox)) in opaque
    ]
    over = [(n, r) for n, r in over if r.width * r.height < SCAN * whole]
    return bool(over) and any(
        span["seqno"] < number and picture.contains(*Rect(*box).middle)
        for span in page.get_texttrace()
        for code, _, _, box in span["chars"]
        if chr(code).isalnum()
        for number, picture in over
    )


def _suspects(page: Any) -> list[Rect]:
    """Where text is drawn pale or not at all, or where something was painted later."""
    areas: list[Rect] = []
    texts: list[Rect] = []
    for kind, bbox in page.get_bboxlog():
        if kind.endswith("text"):
            texts.append(Rect(*bbox))
        elif kind in {"fill-image", "fill-path"}:
            over = Rect(*bbox)
            if _least(over) < _COVER:
                continue
            areas += [over for text in texts if text.intersects(over)][:1]
    for span in page.get_texttrace():
        color = span.get("color") or (0.0,)
        if (
            span["type"] == _INVISIBLE
            or span.get("opacity", 1) < 0.1
            or (len(color) < 4 and min(color) > _PALE)
        ):
            areas.append(Rect(*span["bbox"]))
    return areas


def _is_blank(levels: Levels, area: Rect, piece: Piece) -> bool:
    """Whether all pixels where a word stands are alike; dark ones are told of as a
    dark box."""
    if not any(c.isalnum() for c in piece.text) or area.width < 3:
        return False
    rows = levels.rows(area)
    if not rows or levels.is_flat(area):
        return False
    return max(map(max, rows)) - min(map(min, rows)) < 8
