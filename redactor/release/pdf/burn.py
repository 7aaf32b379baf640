"""Take out of a PDF what lies under the redactions. The only writer here is MuPDF.

Text goes letter by letter, so that neighbours stay; pixels of images go under the
whole rectangle. Text that nobody can see goes as well, wherever it is. Line art is
:mod:`redactor.release.pdf.rebuild`'s part, the boxes themselves are
:mod:`redactor.release.pdf.stamp`'s.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageChops

from redactor.model import Rect
from redactor.pages.mupdf import failures, library
from redactor.release.pdf import sight
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.erase import Content
from redactor.release.pdf.geometry import covered, grown
from redactor.release.pdf.glyphs import Glyph, glyphs, strips, taken, trimmed
from redactor.release.pdf.margins import Label, Margins
from redactor.work import Progress, Work

_OVERHANG = 4  # pixels by which a covered letter may stick out from what covers it
_TWICE = 3  # times that a letter may be drawn over itself
_MOST = 0.6  # share of a letter under a box from which only its tips stick out
_HEAVY = 1_500_000  # bytes from which a page's picture is worth compressing harder


@dataclass(frozen=True)
class Removed:
    """A PDF without what lay under the boxes.

    ``boxes`` are as they shall be drawn, ``unsafe`` the pages where something stayed
    that should have gone, or went that should have stayed, ``margins`` an empty strip
    near an edge of each page that has one, ``labels`` the lines to stamp pages with.
    """

    pdf: bytes
    boxes: Mapping[int, Sequence[Box]]
    unsafe: Mapping[int, str]
    margins: Mapping[int, Rect]
    labels: Mapping[int, Label] = field(default_factory=dict)


def flatten(pdf: bytes) -> bytes:
    """Make annotations and form fields part of the page, as they are shown."""
    with library().open(stream=pdf, filetype="pdf") as document:
        document.bake()
        return bytes(document.tobytes(garbage=1))


def remove(
    pdf: bytes,
    boxes: Mapping[int, Sequence[Box]],
    pictures: Mapping[int, bytes],
    lines: Mapping[int, str],
    report: Callable[[int], Progress] | None = None,
) -> Work[Removed]:
    """Take out what the boxes cover; pages in ``pictures`` become that picture.

    ``lines`` are what pages shall be stamped with.
    """
    drawn: dict[int, Sequence[Box]] = {}
    unsafe: dict[int, str] = {}
    margins: dict[int, Rect] = {}
    labels: dict[int, Label] = {}
    with library().open(stream=pdf, filetype="pdf") as document:
        for number, page in enumerate(document, 1):
            rotation = page.rotation
            page.set_rotation(0)
            mine = boxes.get(number, ())
            drawn[number] = mine
            if number in pictures:
                page.insert_image(page.rect, stream=pictures[number])
            else:
                drawn[number], reason = _cleared(page, mine)
                if reason:
                    unsafe[number] = reason
            room = Margins(page, rotation, [box.rect for box in drawn[number]])
            if (line := lines.get(number)) and (label := room.label(line)):
                labels[number] = label
            if mine and (margin := room.key()):
                margins[number] = margin
            page.set_rotation(rotation)
            if report is not None:
                yield report(number)
        return Removed(_saved(document), drawn, unsafe, margins, labels)


def _saved(document: Any) -> bytes:
    """The PDF with fonts reduced to the letters in use, if that changes no page."""
    plain = bytes(document.tobytes(garbage=4, deflate=True))
    before = [_fingerprint(page) for page in document]
    document.subset_fonts()
    subset = bytes(document.tobytes(garbage=4, deflate=True))
    with library().open(stream=subset, filetype="pdf") as again:
        after = [_fingerprint(page) for page in again]
    return subset if before == after else plain


def _fingerprint(page: Any) -> tuple[str, bytes]:
    return page.get_text(), bytes(page.get_pixmap(annots=False).digest)


def _cleared(page: Any, boxes: Sequence[Box]) -> tuple[Sequence[Box], str]:
    """``_clear``, also of a page that defeats MuPDF: it becomes a picture."""
    try:
        return _clear(page, boxes)
    except failures():
        return boxes, "content that can't be taken apart"


def _clear(page: Any, boxes: Sequence[Box]) -> tuple[Sequence[Box], str]:
    """Clear one page. Returns its boxes as to be drawn, and what went wrong."""
    every = glyphs(page)
    if unseen := sight.hidden(page, every):
        if not _unveil(page, every, set(unseen)):
            return boxes, "text that can't be told from hidden text"
        every = glyphs(page)
    if not boxes:
        return boxes, ""
    rects = [box.rect for box in boxes]
    gone = taken(every, rects)
    lost = set(gone)
    kept = [g for g in every if g not in lost]
    drawn = [
        Box(rect, box.stamp, box.serial)
        for box, rect in zip(boxes, trimmed(rects, gone, kept), strict=True)
    ]
    covered = [box.rect for box in drawn]
    after = _take_out(page, gone, kept, covered)
    if page.get_images():
        _blank(page, rects)
        after = glyphs(page)
    if taken(after, covered):
        return drawn, "letters that can't be removed"
    if _lost(kept, after):
        return drawn, "letters beside a redaction that can't be kept"
    if sight.has_residue(page, covered, after):
        return drawn, "something drawn under a redaction that can't be removed"
    return drawn, ""


def _take_out(
    page: Any, gone: Sequence[Glyph], kept: Sequence[Glyph], rects: Sequence[Rect]
) -> list[Glyph]:
    """Remove letters: all at once, or one by one where others would go along.

    Returns the letters that are left.
    """
    content = Content(page)
    _erase(page, strips(gone, kept))
    after = glyphs(page)
    if left := taken(after, rects):
        _erase(page, [g.rect for g in left])
        after = glyphs(page)
    if not taken(after, rects) and not _lost(kept, after):
        return after
    for _ in range(_TWICE):
        if not content.put_back_without(gone):
            return glyphs(page)
        after = glyphs(page)
        if not (left := taken(after, rects)):
            return after
        gone = [*gone, *left]
    return after


def _unveil(page: Any, every: Sequence[Glyph], unseen: set[Glyph]) -> bool:
    """Remove hidden text. Whether that changed nothing which can be seen.

    A letter whose box is not where its ink is can pass for hidden: it is tried on a
    copy first, and what is seen to go there stays, unless it took others along.
    """
    before = sight.look(page)
    with library().open() as copy:
        copy.insert_pdf(page.parent, from_page=page.number, to_page=page.number)
        trial = copy[0]
        trial.set_rotation(0)
        went = _erase_letters(trial, every, unseen)
        changes = _changes(before, sight.look(trial))
        took = _lost([g for g in every if g not in unseen], glyphs(trial))
    if not went:
        return False
    if _count(changes) > _OVERHANG * len(unseen):
        if took:
            return False
        unseen -= sight.under(unseen, changes)
        if not unseen:
            return True
    went = _erase_letters(page, every, unseen)
    return went and _count(_changes(before, sight.look(page))) <= _OVERHANG * len(
        unseen
    )


def _erase_letters(page: Any, every: Sequence[Glyph], which: set[Glyph]) -> bool:
    """Remove some letters. Whether all of them went."""
    gone, kept = [g for g in every if g in which], [g for g in every if g not in which]
    content = Content(page)
    _erase(page, strips(gone, kept))
    if _inked(glyphs(page)) > _inked(kept):
        return content.put_back_without(gone) and _inked(glyphs(page)) <= _inked(kept)
    return True


def _inked(every: Iterable[Glyph]) -> int:
    """How many letters are no spaces."""
    return sum(not g.is_space for g in every)


def _changes(one: Image.Image, other: Image.Image) -> Image.Image:
    """White where pixels can be told apart."""
    off = ImageChops.difference(one, other)
    return off.point(lambda level: 255 if level > sight.FAINT else 0)


def _count(changes: Image.Image) -> int:
    return changes.histogram()[255]


def _lost(kept: Sequence[Glyph], after: Sequence[Glyph]) -> bool:
    """Whether a letter that should have stayed is gone, or not where it was."""
    there = Counter((g.text, *g.spot) for g in after)
    return any(
        not any(
            there[(g.text, x + dx, y + dy)]
            for x, y in (g.spot,)
            for dx in (-1, 0, 1)
            for dy in (-1, 0, 1)
        )
        for g in kept
        if not g.is_space
    )


def _erase(page: Any, rects: Sequence[Rect]) -> None:
    """Remove the letters that the rectangles touch, and nothing else."""
    if not rects:
        return
    for r in rects:
        page.add_redact_annot((r.x0, r.y0, r.x1, r.y1), fill=False, cross_out=False)
    page.apply_redactions(
        images=library().PDF_REDACT_IMAGE_NONE,
        graphics=library().PDF_REDACT_LINE_ART_NONE,
        text=library().PDF_REDACT_TEXT_REMOVE,
    )


def _blank(page: Any, rects: Sequence[Rect]) -> None:
    """Blank the pixels of images under the rectangles."""
    for r in rects:
        page.add_redact_annot((r.x0, r.y0, r.x1, r.y1), fill=False, cross_out=False)
    page.apply_redactions(
        images=library().PDF_REDACT_IMAGE_PIXELS,
        graphics=library().PDF_REDACT_LINE_ART_NONE,
        text=library().PDF_REDACT_TEXT_NONE,
    )


# -- pages as pictures


def picture(
    pdf: bytes, number: int, rects: Sequence[Rect], *, pale: bool = False
) -> bytes:
    """A page as PNG or JPEG before rotation, black or white under the rectangles."""
    with (
        library().open(stream=pdf, filetype="pdf") as document,
        library().open() as copy,
    ):
        copy.insert_pdf(document, from_page=number - 1, to_page=number - 1)
        whole, thin = document[number - 1], copy[0]
        whole.set_rotation(0)
        thin.set_rotation(0)
        fit = thin if _thin_out(thin, whole, rects) else whole
        return _drawn(fit, rects, (255, 255, 255) if pale else (0, 0, 0))


def _drawn(page: Any, rects: Sequence[Rect], paint: tuple[int, int, int]) -> bytes:
    scale = sight.PICTURE
    pixels = page.get_pixmap(
        matrix=library().Matrix(scale, scale), alpha=False, annots=False
    )
    for r in rects:
        area = library().IRect(
            int(r.x0 * scale), int(r.y0 * scale), int(r.x1 * scale) + 1,
            int(r.y1 * scale) + 1,
        )  # fmt: skip
        pixels.set_rect(area & pixels.irect, paint)
    if pixels.is_unicolor or _is_gray(pixels):
        pixels = library().Pixmap(library().csGRAY, pixels)
    data = bytes(pixels.tobytes("png"))
    return data if len(data) < _HEAVY else bytes(pixels.tobytes("jpeg", 88))


def _thin_out(page: Any, whole: Any, rects: Sequence[Rect]) -> bool:
    """Take away the letters under the boxes, whose tips may stick out of them.

    A drawn letter can be a whole line, of which a box covers a part: that stays.

    Whether nothing else went along; else the tips, and no more, have to stay.
    """
    every = glyphs(page)
    gone = [
        g for g in taken(every, rects) if max(covered(g.core, r) for r in rects) > _MOST
    ]
    if not gone:
        return True
    lost = set(gone)
    _erase(page, strips(gone, [g for g in every if g not in lost]))
    off = _changes(sight.look(whole), sight.look(page))
    for area in (*rects, *(g.rect for g in gone)):
        if window := sight.pixels_of(grown(area, 1), off):
            off.paste(0, window)
    return _count(off) <= _OVERHANG * len(gone)


def _is_gray(pixels: Any) -> bool:
    red, green, blue = Image.frombytes(
        "RGB", (pixels.width, pixels.height), pixels.samples
    ).split()
    return red.tobytes() == green.tobytes() == blue.tobytes()


def only_pages(pdf: bytes, numbers: Iterable[int]) -> bytes:
    """A PDF of some pages of another."""
    with library().open(stream=pdf, filetype="pdf") as document:
        document.select([number - 1 for number in numbers])
        return bytes(document.tobytes(garbage=3))
