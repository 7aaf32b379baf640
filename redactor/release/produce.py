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
from redactor.pages.document import open_pdf
from redactor.pages.render import Picture, render
from redactor.release import burn
from redactor.release.annotations import without_unseen
from redactor.release.boxes import Box
from redactor.release.rebuild import crop_box, rebuild, user_unit
from redactor.release.stamp import Sheet, stamps
from redactor.work import Progress, Work, finish

_ROUNDS = 4


@dataclass(frozen=True)
class Produced:
    """A PDF to release: its boxes as drawn, and which pages are pictures and why."""

    pdf: bytes
    boxes: Mapping[int, Sequence[Box]]
    margins: Mapping[int, Rect]
    pictures: Mapping[int, str]


Report = Callable[[int], Progress]


def produce(
    pdf: bytes,
    boxes: Mapping[int, Sequence[Box]],
    *,
    title: str = "",
    pictures: Mapping[int, str] | None = None,
    report: Report | None = None,
) -> Work[Produced]:
    """Make the PDF to release. ``pictures`` are pages to draw as such from the start.

    ``report`` makes the progress of a page that is done.
    """
    flat = burn.flatten(without_unseen(pdf))
    reasons = dict(pictures or {})
    for _ in range(_ROUNDS):
        made, trouble = yield from _attempt(flat, boxes, reasons, title, report)
        if not trouble:
            break
        reasons = {**made.pictures, **trouble}
    return made


def _attempt(
    flat: bytes,
    boxes: Mapping[int, Sequence[Box]],
    reasons: Mapping[int, str],
    title: str,
    report: Report | None,
) -> Generator[Progress, None, tuple[Produced, Mapping[int, str]]]:
    rects = {page: [b.rect for b in mine] for page, mine in boxes.items()}
    first = rebuild(flat, boxes=rects, skip=reasons)
    reasons = {**first.unsafe, **reasons}
    shots = {page: burn.picture(flat, page, rects.get(page, ())) for page in reasons}
    removed = yield from burn.remove(first.pdf, boxes, shots, report)
    final = rebuild(removed.pdf, stamps=stamps_of(removed), title=title)
    trouble = {**removed.unsafe, **final.unsafe}
    return Produced(final.pdf, removed.boxes, removed.margins, reasons), {
        page: why for page, why in trouble.items() if page not in reasons
    }


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


def preview(
    pdf: bytes,
    page: int,
    boxes: Sequence[Box],
    scale: float,
    clip: Rect | None = None,
) -> Picture:
    """A page exactly as the release will show it; ``clip`` in points as shown.

    Raises PageUnreadable.
    """
    single = burn.only_page(pdf, page)
    made = finish(produce(single, {1: boxes}))
    with open_pdf(made.pdf) as document:
        return render(document, 1, scale, clip)


def stamps_of(removed: burn.Removed) -> dict[int, bytes]:
    """The content that draws the boxes of each page."""
    drawn = {}
    with pikepdf.open(io.BytesIO(removed.pdf)) as document:
        for number, page in enumerate(document.pages, 1):
            if mine := removed.boxes.get(number):
                rotation = int(page.rotation or 0) % 360
                sheet = Sheet(
                    crop_box(page),
                    user_unit(page),
                    rotation,
                    removed.margins.get(number),
                )
                drawn[number] = stamps(mine, sheet)
    return drawn
