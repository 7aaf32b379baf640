"""From a document and its boxes to the PDF that may leave: every step in order.

Annotations become part of the page, the PDF is rebuilt, what is under the boxes is
taken out, and it is rebuilt again with the boxes drawn. A page on which any step finds
something it can't vouch for starts again as a picture.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Collection, Generator, Mapping, Sequence
from dataclasses import dataclass, field

import pikepdf

from redactor.model import Rect
from redactor.release.looks import USUAL, Fill, Look, Whole
from redactor.release.pdf import burn, notices, sight
from redactor.release.pdf.annotations import without_unseen
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.margins import Label
from redactor.release.pdf.notices import Notice
from redactor.release.pdf.rebuild import crop_box, rebuild, user_unit
from redactor.release.pdf.shift import evened
from redactor.release.pdf.spacing import Move
from redactor.release.pdf.stamp import Sheet, stamped, stamps
from redactor.release.pdf.tags import tagged
from redactor.release.pdf.textlayer import text_layer
from redactor.words import PageWords
from redactor.work import Progress, Work, finish

_ROUNDS = 4


Report = Callable[[int], Progress]
Reading = Callable[[int], PageWords | None]


@dataclass(frozen=True)
class Dress:
    """What goes with the pages of a document, and who is told of the progress.

    ``words`` reads a page of the case, for those that become pictures; ``lines`` are
    what pages are stamped with, ``notices`` stand in place of pages withheld whole.
    On pages of ``still`` nothing moves, however even gaps shall be.
    """

    title: str = ""
    look: Look = USUAL
    lines: Mapping[int, str] = field(default_factory=dict)
    notices: Mapping[int, Notice] = field(default_factory=dict)
    still: frozenset[int] = frozenset()
    words: Reading | None = None
    report: Report | None = None


@dataclass(frozen=True)
class Produced:
    """A PDF to release: its boxes as drawn, and which pages are pictures and why.

    ``pages`` are the document's pages that it has, in their order; everything else
    goes by those numbers. ``searchable`` are those pictures over which their words
    stand as invisible text, ``labels`` the stamps that found room, ``moves`` the text
    that moved to make gaps even, ``uneven`` the redactions with a gap that stayed.
    """

    pdf: bytes
    pages: Sequence[int]
    boxes: Mapping[int, Sequence[Box]]
    margins: Mapping[int, Rect]
    labels: Mapping[int, Label]
    pictures: Mapping[int, str]
    searchable: frozenset[int]
    dress: Dress
    moves: Mapping[int, Sequence[Move]]
    uneven: Sequence[str] = ()


def produce(
    pdf: bytes,
    boxes: Mapping[int, Sequence[Box]],
    *,
    pictures: Mapping[int, str] | None = None,
    dress: Dress | None = None,
) -> Work[Produced]:
    """Make the PDF to release; ``pictures`` are pages to draw as such at once."""
    flat = burn.flatten(without_unseen(pdf))
    reasons = dict(pictures or {})
    for _ in range(_ROUNDS):
        made, trouble = yield from _attempt(flat, boxes, reasons, dress or Dress())
        if not trouble:
            break
        reasons = {**made.pictures, **trouble}
    return made


def _attempt(
    flat: bytes,
    boxes: Mapping[int, Sequence[Box]],
    reasons: Mapping[int, str],
    dress: Dress,
) -> Generator[Progress, None, tuple[Produced, Mapping[int, str]]]:
    rects = {page: [b.rect for b in mine] for page, mine in boxes.items()}
    empty = {*reasons, *dress.notices}
    with sight.opened(flat) as view:
        first = rebuild(flat, boxes=rects, skip=empty, view=view)
    reasons = {**first.unsafe, **reasons}
    pale = dress.look.fill is not Fill.BLACK
    shots = {
        page: burn.picture(flat, page, rects.get(page, ()), pale=pale)
        for page in reasons
    }
    removed = yield from burn.remove(first.pdf, boxes, shots, dress.lines, dress.report)
    moves: Mapping[int, Sequence[Move]] = {}
    uneven: Sequence[str] = ()
    if dress.look.even:
        before = removed.boxes
        still = dress.still | empty | reasons.keys()
        removed, moves, told = evened(removed, still)
        uneven = _uneven(before, removed.boxes, dress, told)
    pages = _pages(removed.pdf, dress)
    sheets = _sheets(removed, dress)
    layers = _layers(removed, sheets, shots, dress.words)
    over = {n: layers.get(n, b"") + _stamp(removed, n, sheets[n], dress) for n in pages}
    final, trouble = _final(removed, pages, over, dress)
    made = Produced(
        final,
        pages,
        removed.boxes,
        removed.margins,
        removed.labels,
        reasons,
        frozenset(layers),
        dress,
        moves,
        uneven,
    )
    return made, {page: why for page, why in trouble.items() if page not in reasons}


def _final(
    removed: burn.Removed,
    pages: Sequence[int],
    over: Mapping[int, bytes],
    dress: Dress,
) -> tuple[bytes, Mapping[int, str]]:
    """The finished PDF with its stamps and tags, and the pages that are not safe."""
    left = burn.only_pages(removed.pdf, pages)
    stamps = {at: over[n] for at, n in enumerate(pages, 1)}
    final = rebuild(left, stamps=stamps, title=dress.title)
    unsafe = {pages[at - 1]: why for at, why in final.unsafe.items()}
    rects = {
        at: [box.rect for box in removed.boxes.get(n, ())]
        for at, n in enumerate(pages, 1)
    }
    marks = _bookmarks(removed, pages, dress)
    return tagged(final.pdf, rects, pages, marks), {**removed.unsafe, **unsafe}


def _bookmarks(
    removed: burn.Removed, pages: Sequence[int], dress: Dress
) -> dict[int, str]:
    """What bookmarks say of pages with redactions, where there are several pages.

    Codes and numbers only: whatever else they said could be somebody's name.
    """
    if len(pages) == 1:
        return {}
    found = {}
    for at, number in enumerate(pages, 1):
        stamps = dict.fromkeys(box.stamp for box in removed.boxes.get(number, ()))
        codes = ", ".join(stamp for stamp in stamps if stamp)
        if number in dress.notices or stamps:
            found[at] = f"p. {number}: {codes}" if codes else f"p. {number}"
    return found


def _uneven(
    before: Mapping[int, Sequence[Box]],
    after: Mapping[int, Sequence[Box]],
    dress: Dress,
    told: Collection[str],
) -> list[str]:
    """The redactions of which a box is as wide as before it should have been evened,
    or whose line tells how wide it was."""
    return list(
        dict.fromkeys(
            old.serial
            for page, boxes in before.items()
            if page not in dress.notices
            for old, new in zip(boxes, after.get(page, ()), strict=False)
            if old.rect == new.rect or old.serial in told
        )
    )


def _pages(pdf: bytes, dress: Dress) -> Sequence[int]:
    """The pages that are released, be it as a notice."""
    out = dress.notices if dress.look.whole is Whole.LEFT_OUT else ()
    return [n for n in range(1, page_count(pdf) + 1) if n not in out]


def _layers(
    removed: burn.Removed,
    sheets: Mapping[int, Sheet],
    shots: Mapping[int, bytes],
    words: Reading | None,
) -> dict[int, bytes]:
    """Invisible text for the pages that are pictures."""
    found: dict[int, bytes] = {}
    if words is None:
        return found
    for number, shot in shots.items():
        read = words(number)
        mine = removed.boxes.get(number, ())
        if read and (layer := text_layer(read.words, mine, shot, sheets[number])):
            found[number] = layer
    return found


def _sheets(removed: burn.Removed, dress: Dress) -> dict[int, Sheet]:
    with pikepdf.open(io.BytesIO(removed.pdf)) as document:
        return {
            number: Sheet(
                crop_box(page),
                user_unit(page),
                int(page.rotation or 0) % 360,
                removed.margins.get(number),
                dress.look.fill,
            )
            for number, page in enumerate(document.pages, 1)
        }


def _stamp(
    marks: burn.Removed | Produced, number: int, sheet: Sheet, dress: Dress
) -> bytes:
    """The content that draws what is put on a page."""
    if note := dress.notices.get(number):
        content = notices.drawn(note, sheet)
    else:
        mine = marks.boxes.get(number, ())
        content = stamps(mine, sheet) if mine else b""
    if label := marks.labels.get(number):
        content += stamped(label.text, label.size, label.place, sheet)
    return content


def reference(pdf: bytes) -> bytes:
    """The PDF as the caseworker sees it, for comparison with what is released."""
    return burn.flatten(without_unseen(pdf))


def sheets(produced: Produced) -> bytes:
    """What is put on the pages alone, each page's on an empty one, for comparison."""
    dress, pages = produced.dress, produced.pages
    every = range(1, len(pages) + 1)
    margins = {at: produced.margins.get(n) for at, n in enumerate(pages, 1)}
    known = {at: m for at, m in margins.items() if m is not None}
    found = _sheets(burn.Removed(produced.pdf, {}, {}, known), dress)
    over = {at: _stamp(produced, pages[at - 1], found[at], dress) for at in every}
    return rebuild(produced.pdf, skip=every, stamps=over).pdf


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def preview(
    pdf: bytes, page: int, boxes: Sequence[Box], dress: Dress | None = None
) -> bytes:
    """One page, as a PDF of its own, exactly as the release will show it."""
    return finish(produce(burn.only_pages(pdf, [page]), {1: boxes}, dress=dress)).pdf
