"""Text of a page that a reader does not see: pale, under a picture, off the page."""

from __future__ import annotations

from typing import Any

from redactor.model import Rect
from redactor.pages.covered import Levels, levels_of
from redactor.pages.document import Pdf, shape_of, shown
from redactor.pages.extract import text_runs
from redactor.pages.mupdf import guarded, library
from redactor.pages.pieces import Piece

_PALE = 0.85  # of 1, which is white
_SCAN = 0.8  # of a page, from which a picture is one of the page
_INVISIBLE = 3  # the way of drawing text that OCR uses


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
    over = [(n, r) for n, r in over if r.width * r.height < _SCAN * whole]
    return bool(over) and any(
        span["seqno"] < number and picture.contains(*Rect(*box).middle)
        for span in page.get_texttrace()
        for code, _, _, box in span["chars"]
        if chr(code).isalnum()
        for number, picture in over
    )


def _suspects(page: Any) -> list[Rect]:
    """Where text is drawn pale or not at all, or where a picture came after text."""
    areas: list[Rect] = []
    texts: list[Rect] = []
    for kind, bbox in page.get_bboxlog():
        if kind.endswith("text"):
            texts.append(Rect(*bbox))
        elif kind == "fill-image":
            over = Rect(*bbox)
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
    """Whether all pixels where a word stands are alike."""
    if not any(c.isalnum() for c in piece.text) or area.width < 3:
        return False
    rows = levels.rows(area)
    return bool(rows) and max(map(max, rows)) - min(map(min, rows)) < 8
