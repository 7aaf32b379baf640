"""The words of a page: its text layer, and what only its pictures show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from redactor.model import PageShape, Rect
from redactor.pages.document import Pdf, shape_of, shown
from redactor.pages.extract import text_runs
from redactor.pages.layout import in_order
from redactor.pages.mupdf import failures, guarded, library
from redactor.pages.pieces import Piece, Run
from redactor.words import PageWords, Region

_SMALLEST = 0.015  # share of the page from which on a picture may hold words
_FEW = 12  # words over a picture that can't be the whole of its text
_SCAN = 0.5  # share of the page from which on a picture is a scan of a sheet
_HEAD = 0.15  # share of the page's height that is its head
_FACE = 40.0  # points that a picture with a face in it measures at least
_COARSE = 150  # dots to the inch at which a picture among text is looked at
_GIBBERISH = 0.3  # share of letters without meaning from which on text is unreadable


def words(pdf: Pdf, page: int) -> PageWords:
    """All words of a page in reading order, before rotation, and what else it shows.

    A page whose text can't be read as such, and pictures without text over them, are
    read by OCR. Raises PageUnreadable where even that fails.
    """
    loaded = pdf.load(page)
    with guarded(page):
        shape = shape_of(loaded)
    runs, areas, pictures = _text(loaded, shape)
    seen: list[Run] = []
    regions: list[Region] = []
    with guarded(page):
        if areas or pictures:
            seen, regions = _seen(loaded, shape, areas, (pictures, runs))
    added = _without_known(seen, runs)
    ordered = in_order([*runs, *added])
    return PageWords(ordered, "ocr" if areas else "text", tuple(regions))


def _seen(
    page: Any,
    shape: PageShape,
    areas: Sequence[Rect],
    others: tuple[Sequence[Rect], Sequence[Run]],
) -> tuple[list[Run], list[Region]]:
    """The words in areas of a page, and what is no text there and in other pictures.

    What looks at pixels is loaded for pages that have pictures only.
    """
    from redactor.pages import marks, ocr, sight

    pictures, known = others
    runs: list[Run] = []
    regions: list[Region] = []
    for area in areas:
        scan = ocr.read(sight.look(page, shape, area))
        regions += marks.faces(scan.sight)
        if not (known and _is_letterhead(area, shape)):
            regions += marks.marks(scan.sight, [*known, *scan.runs])
        runs += scan.runs
    regions += marks.signed(pictures, known)
    for area in pictures:
        if min(area.width, area.height) >= _FACE:
            regions += marks.faces(sight.look(page, shape, area, _COARSE))
    return runs, regions


def _text(page: Any, shape: PageShape) -> tuple[list[Run], list[Rect], list[Rect]]:
    """The text layer, areas that are to be read by OCR besides, and other pictures."""
    whole = Rect(0, 0, shape.width, shape.height)
    try:
        runs = text_runs(page, shape)
        pictures = _pictures(page, whole)
    except failures():
        return [], [whole], []
    if _is_gibberish(runs):
        return [], [whole], []
    if not runs:
        return [], [] if _is_blank(page) else [whole], []
    off = _displaced(page, shape, pictures, runs)
    runs = [run for run in runs if not any(_lies_in(run, area) for area in off)]
    bare = [area for area in pictures if _is_bare(area, whole, runs)]
    return runs, bare, [area for area in pictures if area not in bare]


def _displaced(
    page: Any, shape: PageShape, pictures: Sequence[Rect], runs: Sequence[Run]
) -> list[Rect]:
    """Scans over which somebody laid text that does not sit on their ink."""
    page_size = shape.width * shape.height
    found = []
    for area in pictures:
        if _size(area) < _SCAN * page_size:
            continue
        over = [piece for run in runs if _lies_in(run, area) for piece in run]
        if len(over) >= _FEW and _is_off(page, shape, area, over):
            found.append(area)
    return found


def _is_off(page: Any, shape: PageShape, area: Rect, over: Sequence[Piece]) -> bool:
    from redactor.pages import displaced, sight

    return displaced.is_displaced(sight.look(page, shape, area, 72), over)


def _is_letterhead(area: Rect, shape: PageShape) -> bool:
    """Whether a picture stands at the head of a page of text, where logos do."""
    return shown(area, shape).y1 < _HEAD * max(shape.width, shape.height)


def _lies_in(run: Run, area: Rect) -> bool:
    return area.contains(*run[0].rect.middle)


def _is_gibberish(runs: Sequence[Run]) -> bool:
    """Fonts without a way from glyph to letter give signs without meaning."""
    text = "".join(piece.text for run in runs for piece in run)
    odd = sum(c == "\ufffd" or "\ue000" <= c <= "\uf8ff" for c in text)
    return len(text) > 20 and odd > _GIBBERISH * len(text)


def _is_blank(page: Any) -> bool:
    mu = library()
    scale = min(0.5, 2000 / max(page.rect.width, page.rect.height))
    pixels = page.get_pixmap(matrix=mu.Matrix(scale, scale), alpha=False)
    blank: bool = pixels.is_unicolor
    return blank


def _pictures(page: Any, whole: Rect) -> list[Rect]:
    """Where pictures lie; the strips of one scan are put together."""
    areas: list[Rect] = []
    for image in page.get_image_info():
        area = Rect(*image["bbox"]).normalized().intersection(whole)
        if area.is_empty:
            continue
        touching = [other for other in areas if _touch(area, other)]
        for other in touching:
            areas.remove(other)
            area = area.union(other)
        areas.append(area)
    return areas


def _touch(a: Rect, b: Rect) -> bool:
    return Rect(a.x0 - 2, a.y0 - 2, a.x1 + 2, a.y1 + 2).intersects(b)


def _is_bare(area: Rect, whole: Rect, runs: Sequence[Run]) -> bool:
    """Whether a picture is large enough for words and has no text layer of its own."""
    if _size(area) < _SMALLEST * _size(whole) or min(area.width, area.height) < 12:
        return False
    over = [p for run in runs for p in run if area.intersects(p.rect)]
    return len(over) < _FEW


def _size(rect: Rect) -> float:
    return 0.0 if rect.is_empty else rect.width * rect.height


def _without_known(seen: Sequence[Run], known: Sequence[Run]) -> list[Run]:
    """What OCR saw, less the words that the text layer has in the same place."""
    there = [piece.rect for run in known for piece in run]
    kept = [
        tuple(
            piece
            for piece in run
            if not any(
                _size(piece.rect.intersection(rect)) > 0.4 * _size(piece.rect)
                for rect in there
            )
        )
        for run in seen
    ]
    return [run for run in kept if run]
