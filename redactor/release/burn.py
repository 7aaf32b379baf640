"""Take out of a PDF what lies under the redactions. The only writer here is MuPDF.

Text goes letter by letter, so that neighbours stay; pixels of images go under the
whole rectangle. Text that nobody can see goes as well, wherever it is. Line art is
:mod:`redactor.release.rebuild`'s part, the boxes themselves are
:mod:`redactor.release.stamp`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pymupdf
from PIL import Image, ImageChops

from redactor.model import Rect
from redactor.release.boxes import Box
from redactor.release.geometry import grown
from redactor.release.glyphs import Glyph, glyphs, strips, taken, trimmed
from redactor.work import Progress, Work

_SHARP = 2.0  # pixels per point at which the eye of the program looks at a page
_FAINT = 8  # levels of 255 between letters and paper that nobody can see
_CONTRAST = 48  # levels by which ink stands out from its surroundings
_OVERHANG = 4  # pixels by which a covered letter may stick out from what covers it
_TINY = 1.0  # points: smaller text can't be read
_PICTURE_DPI = 200
_HEAVY = 1_500_000  # bytes from which a page's picture is worth compressing harder
_THROUGHOUT = 0.9  # share of a row of pixels that a rule or background fills
_EDGE = 1.0  # points at a box's edge into which what stands beside it may reach
_MARGIN = 14.0  # height in points of the strip in which a page's key stands


@dataclass(frozen=True)
class Removed:
    """A PDF without what lay under the boxes.

    ``boxes`` are as they shall be drawn, ``unsafe`` the pages where something stayed
    that should have gone, or went that should have stayed, ``margins`` an empty strip
    near an edge of each page that has one.
    """

    pdf: bytes
    boxes: Mapping[int, Sequence[Box]]
    unsafe: Mapping[int, str]
    margins: Mapping[int, Rect]


def flatten(pdf: bytes) -> bytes:
    """Make annotations and form fields part of the page, as they are shown."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        document.bake()
        return bytes(document.tobytes(garbage=1))


def remove(
    pdf: bytes,
    boxes: Mapping[int, Sequence[Box]],
    pictures: Mapping[int, bytes],
    report: Callable[[int], Progress] | None = None,
) -> Work[Removed]:
    """Take out what the boxes cover; pages in ``pictures`` become that picture."""
    drawn: dict[int, Sequence[Box]] = {}
    unsafe: dict[int, str] = {}
    margins: dict[int, Rect] = {}
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        for number, page in enumerate(document, 1):
            rotation = page.rotation
            page.set_rotation(0)
            mine = boxes.get(number, ())
            drawn[number] = mine
            if number in pictures:
                page.insert_image(page.rect, stream=pictures[number])
            else:
                drawn[number], reason = _clear(page, mine)
                if reason:
                    unsafe[number] = reason
            if mine and (margin := _free_margin(page, rotation)):
                margins[number] = margin
            page.set_rotation(rotation)
            if report is not None:
                yield report(number)
        return Removed(_saved(document), drawn, unsafe, margins)


def _saved(document: pymupdf.Document) -> bytes:
    """The PDF with fonts reduced to the letters in use, if that changes no page."""
    plain = bytes(document.tobytes(garbage=4, deflate=True))
    before = [_fingerprint(page) for page in document]
    document.subset_fonts()
    subset = bytes(document.tobytes(garbage=4, deflate=True))
    with pymupdf.open(stream=subset, filetype="pdf") as again:
        after = [_fingerprint(page) for page in again]
    return subset if before == after else plain


def _fingerprint(page: pymupdf.Page) -> tuple[str, bytes]:
    return page.get_text(), bytes(page.get_pixmap(annots=False).digest)


def _clear(page: pymupdf.Page, boxes: Sequence[Box]) -> tuple[Sequence[Box], str]:
    """Clear one page. Returns its boxes as to be drawn, and what went wrong."""
    every = glyphs(page)
    hidden = _hidden(page, every)
    if hidden:
        before = _look(page)
        _erase(page, strips(hidden, [g for g in every if g not in set(hidden)]))
        if _differences(before, _look(page)) > _OVERHANG * len(hidden):
            return boxes, "text that can't be told from hidden text"
        every = glyphs(page)
    if not boxes:
        return boxes, ""
    rects = [box.rect for box in boxes]
    gone = taken(every, rects)
    lost = set(gone)
    kept = [g for g in every if g not in lost]
    _erase(page, strips(gone, kept))
    if left := taken(glyphs(page), rects):
        _erase(page, [g.rect for g in left])
    _blank(page, rects)
    after = glyphs(page)
    drawn = [Box(trimmed(box.rect, gone, kept), box.stamp, box.serial) for box in boxes]
    if taken(after, rects):
        return drawn, "letters that can't be removed"
    if _counted(kept) - _counted(after):
        return drawn, "letters beside a redaction that can't be kept"
    if _has_residue(page, [box.rect for box in drawn], after):
        return drawn, "something drawn under a redaction that can't be removed"
    return drawn, ""


def _differences(one: Image.Image, other: Image.Image) -> int:
    """How many pixels can be told apart."""
    return sum(ImageChops.difference(one, other).histogram()[_FAINT + 1 :])


def _counted(letters: Sequence[Glyph]) -> Counter[str]:
    return Counter(g.text for g in letters if not g.is_space)


def _erase(page: pymupdf.Page, rects: Sequence[Rect]) -> None:
    """Remove the letters that the rectangles touch, and nothing else."""
    if not rects:
        return
    for r in rects:
        page.add_redact_annot((r.x0, r.y0, r.x1, r.y1), fill=False, cross_out=False)
    page.apply_redactions(
        images=pymupdf.PDF_REDACT_IMAGE_NONE,
        graphics=pymupdf.PDF_REDACT_LINE_ART_NONE,
        text=pymupdf.PDF_REDACT_TEXT_REMOVE,
    )


def _blank(page: pymupdf.Page, rects: Sequence[Rect]) -> None:
    """Blank the pixels of images under the rectangles."""
    for r in rects:
        page.add_redact_annot((r.x0, r.y0, r.x1, r.y1), fill=False, cross_out=False)
    page.apply_redactions(
        images=pymupdf.PDF_REDACT_IMAGE_PIXELS,
        graphics=pymupdf.PDF_REDACT_LINE_ART_NONE,
        text=pymupdf.PDF_REDACT_TEXT_NONE,
    )


# -- looking at the page


def _look(page: pymupdf.Page) -> Image.Image:
    pixels = page.get_pixmap(
        matrix=pymupdf.Matrix(_SHARP, _SHARP),
        colorspace=pymupdf.csGRAY,
        alpha=False,
        annots=False,
    )
    return Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)


def _window(rect: Rect, image: Image.Image) -> tuple[int, int, int, int] | None:
    """The pixels of a rectangle; None where it has none on the page."""
    x0, y0 = max(int(rect.x0 * _SHARP), 0), max(int(rect.y0 * _SHARP), 0)
    x1 = min(int(rect.x1 * _SHARP) + 1, image.width)
    y1 = min(int(rect.y1 * _SHARP) + 1, image.height)
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


def _hidden(page: pymupdf.Page, every: Sequence[Glyph]) -> list[Glyph]:
    """Letters that nobody can see: off the page, tiny, or without any contrast."""
    if not every:
        return []
    image = _look(page)
    whole = Rect(0, 0, page.rect.width, page.rect.height)
    return [g for g in every if _is_hidden(g, image, whole)]


def _is_hidden(glyph: Glyph, image: Image.Image, whole: Rect) -> bool:
    core = glyph.core
    if not whole.contains((core.x0 + core.x1) / 2, (core.y0 + core.y1) / 2):
        return True
    if glyph.size < _TINY:
        return True
    if glyph.is_space:
        return False
    where = core if glyph.text.isalnum() and glyph.level else glyph.rect
    window = _window(where, image)
    if window is None:
        return True
    low, high = image.crop(window).getextrema()
    return bool(high - low <= _FAINT)


def _has_residue(
    page: pymupdf.Page, rects: Sequence[Rect], after: Sequence[Glyph]
) -> bool:
    """Whether anything but rules and backgrounds can be seen where boxes will be."""
    image = _look(page)
    for rect in rects:
        inner = grown(rect, -min(_EDGE, rect.width / 4, rect.height / 4))
        if window := _window(inner, image):
            for glyph in after:
                if glyph.rect.intersects(rect) and (part := _window(glyph.rect, image)):
                    image.paste(_paper(image, window), part)
            if _is_written(image.crop(window)):
                return True
    return False


def _paper(image: Image.Image, window: tuple[int, int, int, int]) -> int:
    counts = image.crop(window).histogram()
    return counts.index(max(counts))


def _is_written(part: Image.Image) -> bool:
    """Whether anything stands out but lines that run right through the window."""
    width, height = part.size
    data = part.tobytes()
    paper = Counter(data).most_common(1)[0][0]
    rows = [data[y * width : (y + 1) * width] for y in range(height)]
    of_rows = [_ruling(row, paper) for row in rows]
    of_columns = [_ruling(data[x::width], paper) for x in range(width)]
    odd = sum(
        abs(value - paper) > _CONTRAST
        and abs(value - of_rows[y]) > _CONTRAST
        and abs(value - of_columns[x]) > _CONTRAST
        for y, row in enumerate(rows)
        for x, value in enumerate(row)
    )
    return odd > 3


def _ruling(values: bytes, paper: int) -> int:
    """The level that nearly all of these have; the paper's where there is none."""
    level, count = Counter(values).most_common(1)[0]
    return level if count >= _THROUGHOUT * len(values) else paper


def _free_margin(page: pymupdf.Page, rotation: int) -> Rect | None:
    """An empty strip along the edge that is at the bottom, or else at the top."""
    image = _look(page)
    w, h = page.rect.width, page.rect.height
    far, near = 8.0 + _MARGIN, 8.0
    edges = {
        "bottom": Rect(36, h - far, w - 36, h - near),
        "top": Rect(36, near, w - 36, far),
        "right": Rect(w - far, 36, w - near, h - 36),
        "left": Rect(near, 36, far, h - 36),
    }
    order = {
        0: ("bottom", "top"),
        90: ("right", "left"),
        180: ("top", "bottom"),
        270: ("left", "right"),
    }
    for edge in order.get(rotation, order[0]):
        rect = edges[edge]
        if not rect.is_empty and (window := _window(rect, image)):
            low, high = image.crop(window).getextrema()
            if low == high:
                return rect
    return None


# -- pages as pictures


def picture(pdf: bytes, number: int, rects: Sequence[Rect]) -> bytes:
    """A page as PNG or JPEG before rotation, black under the rectangles."""
    with pymupdf.open(stream=pdf, filetype="pdf") as document:
        page = document[number - 1]
        page.set_rotation(0)
        scale = _PICTURE_DPI / 72
        pixels = page.get_pixmap(
            matrix=pymupdf.Matrix(scale, scale), alpha=False, annots=False
        )
        for r in rects:
            area = pymupdf.IRect(
                int(r.x0 * scale), int(r.y0 * scale), int(r.x1 * scale) + 1,
                int(r.y1 * scale) + 1,
            )  # fmt: skip
            pixels.set_rect(area & pixels.irect, (0, 0, 0))
        if pixels.is_unicolor or _is_gray(pixels):
            pixels = pymupdf.Pixmap(pymupdf.csGRAY, pixels)
        data = bytes(pixels.tobytes("png"))
        return data if len(data) < _HEAVY else bytes(pixels.tobytes("jpeg", 88))


def _is_gray(pixels: Any) -> bool:
    red, green, blue = Image.frombytes(
        "RGB", (pixels.width, pixels.height), pixels.samples
    ).split()
    return red.tobytes() == green.tobytes() == blue.tobytes()


def only_page(pdf: bytes, number: int) -> bytes:
    """A PDF of one page of another."""
    with (
        pymupdf.open(stream=pdf, filetype="pdf") as document,
        pymupdf.open() as single,
    ):
        single.insert_pdf(document, from_page=number - 1, to_page=number - 1)
        return bytes(single.tobytes(garbage=3))
