"""From a document and its boxes to the PDF that may leave: every step in order.

Annotations become part of the page, the PDF is rebuilt, what is under the boxes is
taken out, and it is rebuilt again with the boxes drawn. A page on which any step finds
something it can't vouch for starts again as a picture.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass

import pikepdf

from redactor.model import Rect
from redactor.release import burn, sight
from redactor.release.annotations import without_unseen
from redactor.release.boxes import Box
from redactor.release.rebuild import crop_box, rebuild, user_unit
from redactor.release.stamp import Sheet, stamps
from redactor.release.textlayer import text_layer
from redactor.words import PageWords
from redactor.work import Progress, Work, finish

_ROUNDS = 4


@dataclass(frozen=True)
class Produced:
    """A PDF to release: its boxes as drawn, and which pages are pictures and why.

    ``searchable`` are those pictures over which their words stand as invisible text.
    """

    pdf: bytes
    boxes: Mapping[int, Sequence[Box]]
    margins: Mapping[int, Rect]
    pictures: Mapping[int, str]
    searchable: frozenset[int] = frozenset()


Report = Callable[[int], Progress]
Reading = Callable[[int], PageWords | None]


def produce(
    pdf: bytes,
    boxes: Mapping[int, Sequence[Box]],
    *,
    title: str = "",
    pictures: Mapping[int, str] | None = None,
    report: Report | None = None,
    words: Reading | None = None,
) -> Work[Produced]:
    """Make the PDF to release. ``pictures`` are pages to draw as such from the start.

    ``report`` makes the progress of a page that is done; ``words`` reads a page of the
    case, for those that become pictures.
    """
    flat = burn.flatten(without_unseen(pdf))
    reasons = dict(pictures or {})
    for _ in range(_ROUNDS):
        made, trouble = yield from _attempt(
            flat, boxes, reasons, _Dress(title, report, words)
        )
        if not trouble:
            break
        reasons = {**made.pictures, **trouble}
    return made


@dataclass(frozen=True)
class _Dress:
    """What goes with the pages: a title, words for pictures; and who is told."""

    title: str
    report: Report | None
    words: Reading | None


def _attempt(
    flat: bytes,
    boxes: Mapping[int, Sequence[Box]],
    reasons: Mapping[int, str],
    dress: _Dress,
) -> Generator[Progress, None, tuple[Produced, Mapping[int, str]]]:
    rects = {page: [b.rect for b in mine] for page, mine in boxes.items()}
    with sight.opened(flat) as view:
        first = rebuild(flat, boxes=rects, skip=reasons, view=view)
    reasons = {**first.unsafe, **reasons}
    shots = {page: burn.picture(flat, page, rects.get(page, ())) for page in reasons}
    removed = yield from burn.remove(first.pdf, boxes, shots, dress.report)
    layers = _layers(removed, shots, dress.words)
    drawn = stamps_of(removed)
    over = {n: layers.get(n, b"") + drawn.get(n, b"") for n in layers.keys() | drawn}
    final = rebuild(removed.pdf, stamps=over, title=dress.title)
    trouble = {**removed.unsafe, **final.unsafe}
    return Produced(
        final.pdf, removed.boxes, removed.margins, reasons, frozenset(layers)
    ), {page: why for page, why in trouble.items() if page not in reasons}


def _layers(
    removed: burn.Removed, shots: Mapping[int, bytes], words: Reading | None
) -> dict[int, bytes]:
    """Invisible text for the pages that are pictures."""
    if words is None or not shots:
        return {}
    found = {}
    with pikepdf.open(io.BytesIO(removed.pdf)) as document:
        for number, shot in shots.items():
            read = words(number)
            sheet = _sheet(document.pages[number - 1], removed.margins.get(number))
            mine = removed.boxes.get(number, ())
            if read and (layer := text_layer(read.words, mine, shot, sheet)):
                found[number] = layer
    return found


def _sheet(page: pikepdf.Page, margin: Rect | None) -> Sheet:
    return Sheet(crop_box(page), user_unit(page), int(page.rotation or 0) % 360, margin)


def reference(pdf: bytes) -> bytes:
    """The PDF as the caseworker sees it, for comparison with what is released."""
    return burn.flatten(without_unseen(pdf))


def sheets(produced: Produced) -> bytes:
    """The boxes alone, each page's on an empty one, for comparison."""
    count = page_count(produced.pdf)
    every = range(1, count + 1)
    removed = burn.Removed(produced.pdf, produced.boxes, {}, produced.margins)
    return rebuild(produced.pdf, skip=every, stamps=stamps_of(removed)).pdf


def page_count(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def preview(pdf: bytes, page: int, boxes: Sequence[Box]) -> bytes:
    """One page, as a PDF of its own, exactly as the release will show it."""
    return finish(produce(burn.only_page(pdf, page), {1: boxes})).pdf


def stamps_of(removed: burn.Removed) -> dict[int, bytes]:
    """The content that draws the boxes of each page."""
    drawn = {}
    with pikepdf.open(io.BytesIO(removed.pdf)) as document:
        for number, page in enumerate(document.pages, 1):
            if mine := removed.boxes.get(number):
                sheet = _sheet(page, removed.margins.get(number))
                drawn[number] = stamps(mine, sheet)
    return drawn
