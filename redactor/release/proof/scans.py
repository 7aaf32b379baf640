"""What a scan still shows: its letters are pixels, so its words are asked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from redactor.casefile import CaseFile
from redactor.model import Document, Rect, Redaction, Status
from redactor.release.proof.finding import Finding
from redactor.release.proof.needles import Needle, Text
from redactor.words import PageWords


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
        boxes = [
            rect
            for redaction in decided
            if redaction.page == page
            and redaction.status in {Status.ACCEPTED, Status.REJECTED}
            for rect in redaction.rects
        ]
        found += [
            Finding(
                document.id,
                page,
                f"what redaction {serial} withholds can be read elsewhere on this page",
            )
            for serial in _serials(words, boxes, sought)
        ]
    return found


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
