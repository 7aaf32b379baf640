"""What a scan still shows: its letters are pixels, so they are read.

First as the case read them, before anything was taken out; then once more, on the
finished page as PDFium draws it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from redactor.casefile import CaseFile
from redactor.model import Document, PageShape, Rect, Redaction, Status
from redactor.release.pdf.produce import Produced
from redactor.release.proof.finding import Finding
from redactor.release.proof.needles import Needle, Text
from redactor.release.proof.reader import PageReader, Reader
from redactor.words import PageWords

_SHARP = 300 / 72  # pixels for each point
_MOST = 30_000_000  # pixels that are read at once


def left_in_scans(
    file: CaseFile,
    document: Document,
    decided: Sequence[Redaction],
    sought: Sequence[Needle],
) -> list[Finding]:
    """Withheld text in a scanned page that no decision covers."""
    found = []
    for page in range(1, document.pages + 1):
        words = file.words(document, page)
        if words is None or words.source != "ocr":
            continue
        boxes = _decided(decided, page)
        found += [
            Finding(
                document.id,
                page,
                f"what redaction {serial} withholds can be read elsewhere on this page",
            )
            for serial in _serials(words, boxes, sought)
        ]
    return found


def read_again(
    file: CaseFile,
    document: Document,
    produced: Produced,
    decided: Sequence[Redaction],
    sought: Sequence[Needle],
) -> Iterator[tuple[int, list[Finding]]]:
    """Withheld text that OCR reads on released pages which are pictures, or have any:
    page by page, as it takes a second for each."""
    pictures = set(produced.pictures)
    with Reader(produced.pdf) as released:
        for at, page in enumerate(produced.pages, 1):
            words = file.words(document, page)
            is_scan = words is not None and words.source == "ocr"
            if page in produced.dress.notices or not (is_scan or page in pictures):
                continue
            boxes = _decided(decided, page)
            serials = _serials(_reading(released.page(at)), boxes, sought)
            yield (
                page,
                [
                    Finding(
                        document.id,
                        page,
                        f"what redaction {serial} withholds can be read on the picture "
                        "that is released of this page",
                    )
                    for serial in serials
                ],
            )


def _reading(page: PageReader) -> PageWords:
    """The words on a page as it is drawn, whatever its text says."""
    import numpy as np

    from redactor.pages.layout import in_order
    from redactor.pages.ocr import read
    from redactor.pages.sight import Sight

    wide, high = page.size
    sharp = min(_SHARP, math.sqrt(_MOST / max(wide * high, 1.0)))
    rgb = np.ascontiguousarray(np.asarray(page.look(sharp).convert("RGB")))
    sight = Sight(rgb, Rect(0, 0, wide, high), PageShape(wide, high), sharp)
    turned = sight.turned(page.rotation) if page.rotation else sight
    return PageWords(in_order(read(turned).runs), "ocr")


def _decided(decided: Iterable[Redaction], page: int) -> list[Rect]:
    """Where something is withheld, or stays on purpose."""
    return [
        rect
        for redaction in decided
        if redaction.page == page
        and redaction.status in {Status.ACCEPTED, Status.REJECTED}
        for rect in redaction.rects
    ]


def _serials(
    words: PageWords, boxes: Sequence[Rect], sought: Iterable[Needle]
) -> list[str]:
    searched = Text(words.text.text)
    return sorted(
        {
            needle.serial
            for needle in sought
            for start, end in needle.found_in(searched)
            if not _is_decided(words.text.rects(start, end), boxes)
        }
    )


def _is_decided(places: Sequence[Rect], boxes: Sequence[Rect]) -> bool:
    return all(any(box.contains(*place.middle) for box in boxes) for place in places)
