"""The notice that stands in place of a page that is withheld whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redactor.model import PageShape, Rect
from redactor.pages.document import shown, unshown
from redactor.release.pdf.stamp import SMALLEST, Sheet, paragraph, text_at, width
from redactor.whole import page_of

_SIZE, _LEADING = 12.0, 1.5
_ROOM = 0.8  # of a page's width that a line may take


@dataclass(frozen=True, slots=True)
class Notice:
    """What stands on a page in place of what it said: a paragraph each."""

    serial: str
    lines: tuple[str, ...]


def drawn(what: Notice, sheet: Sheet) -> bytes:
    """Content that writes the notice in the middle of its page, upright."""
    shape = PageShape(
        sheet.crop.width * sheet.unit, sheet.crop.height * sheet.unit, sheet.rotation
    )
    area = shown(page_of(shape), shape)
    room = _ROOM * area.width
    size = min(_SIZE, max(SMALLEST, room / 22))
    lines = [line for text in what.lines for line in _wrapped(text, room, size)]
    tall = _LEADING * size
    top = area.middle[1] - tall * len(lines) / 2
    out = ["q", paragraph(0)]
    for number, line in enumerate(lines):
        row = Rect(0, top + number * tall, area.width, top + (number + 1) * tall)
        out.append(text_at((line, size), unshown(row, shape), sheet, "/Key", "0 g"))
    return "\n".join([*out, "EMC Q\n"]).encode("cp1252", "replace")


def _wrapped(text: str, room: float, size: float) -> Sequence[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines
