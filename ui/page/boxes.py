"""Redactions as they are drawn over a page, and what of them is under the pointer.

Pages are paper: the colours are the same whether the window is light or dark. What a
box is can be told by its outline alone, without colour.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from redactor.law.exemptions import catalogue
from redactor.model import Person, PersonDecision, Rect, Redaction, Status
from redactor.words import Passage, Word
from ui import style

HANDLE = 7.0
"""Pixels of a handle's side."""
_REACH = 6.0  # pixels around a handle's middle that still grab it
_SUGGESTED = QColor("#985200")
_ACCEPTED = QColor("#14171b")
_BARE = QColor("#8f1d14")  # withheld, but nobody has said why
NO_CODE = "no code"
_REJECTED = QColor("#22703c")
_LOOK = QColor("#6b3fa0")
_DOTS = QPen(_LOOK, 2.4, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
_DOTS.setDashPattern([0.1, 1.9])
_DOUBT = QPen(
    QColor("#9a3b12"), 1.2, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap
)
_DOUBT.setDashPattern([1.2, 1.6])
_SELECTED = QColor("#1f5fa8")
_SMALLEST_LABEL = 6  # pixels of type below which a label can't be read

Corner = tuple[int, int]
"""Which edges a handle moves: -1 left or top, 1 right or bottom, 0 neither."""
HANDLES: tuple[Corner, ...] = tuple(
    (x, y) for y in (-1, 0, 1) for x in (-1, 0, 1) if (x, y) != (0, 0)
)


@dataclass(frozen=True, slots=True)
class Box:
    """A redaction and where its rectangles lie in the view, in pixels."""

    redaction: Redaction
    areas: tuple[QRectF, ...]

    def contains(self, point: QPointF) -> bool:
        return any(area.contains(point) for area in self.areas)


def area_of(box: Rect) -> QRectF:
    """A box of the layout as Qt has it."""
    return QRectF(box.x0, box.y0, box.width, box.height)


@lru_cache(maxsize=1024)
def stamps(regime: str, codes: tuple[str, ...]) -> str:
    """What is written into a box withheld under these codes, or that it lacks one."""
    known = catalogue(regime)
    if not codes:
        return NO_CODE
    return ", ".join(known[code].stamp if code in known else code for code in codes)


# -- painting


def paint(painter: QPainter, box: Box, stamp: str, *, peek: bool) -> None:
    """Draw a box as its status has it; ``peek``: see through it."""
    status = box.redaction.status
    if status is Status.ACCEPTED:
        _paint_accepted(painter, box, stamp, peek=peek)
    elif not status.is_proposal:
        _paint_look(painter, box)
    elif status is Status.REJECTED:
        _paint_rejected(painter, box)
    else:
        _paint_suggested(painter, box)


def _paint_suggested(painter: QPainter, box: Box) -> None:
    tint = QColor(_SUGGESTED)
    tint.setAlpha(40)
    pen = QPen(_SUGGESTED, 1.5, Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(tint)
    for area in box.areas:
        painter.drawRect(area)


def _paint_look(painter: QPainter, box: Box) -> None:
    """A dotted line under the words, which hides none of them."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(_DOTS)
    for area in box.areas:
        painter.drawLine(area.bottomLeft(), area.bottomRight())


def paint_doubts(painter: QPainter, areas: Iterable[QRectF]) -> None:
    """A fine dotted line under words that were read with doubt."""
    painter.setPen(_DOUBT)
    for area in areas:
        down = area.bottom() + 1.5
        painter.drawLine(QPointF(area.left(), down), QPointF(area.right(), down))
    painter.setPen(Qt.PenStyle.NoPen)


def paint_stays(painter: QPainter, areas: Sequence[QRectF]) -> None:
    """Draw a passage that stays: a tint, and a line under the words."""
    tint = QColor(_REJECTED)
    tint.setAlpha(28)
    for area in areas:
        painter.fillRect(area, tint)
        painter.setPen(QPen(_REJECTED, 1.4))
        painter.drawLine(area.bottomLeft(), area.bottomRight())


def _paint_accepted(painter: QPainter, box: Box, stamp: str, *, peek: bool) -> None:
    bare = not box.redaction.exemptions
    fill = QColor(_BARE if bare else _ACCEPTED)
    if peek:
        fill.setAlpha(50)
    painter.setPen(QPen(fill.darker() if bare else _ACCEPTED, 1))
    painter.setBrush(fill)
    for area in box.areas:
        painter.drawRect(area)
    if not peek and stamp:
        for area in box.areas:
            _write(painter, area, stamp)


def _paint_rejected(painter: QPainter, box: Box) -> None:
    faint = QColor(_REJECTED)
    faint.setAlpha(170)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for area in box.areas:
        painter.setPen(QPen(faint, 1, Qt.PenStyle.DotLine))
        painter.drawRect(area)
        painter.setPen(QPen(faint, 1.2))
        corner = area.topRight()  # struck off, beside the letters
        painter.drawLine(corner + QPointF(-4, -4), corner + QPointF(4, 4))


def _write(painter: QPainter, area: QRectF, stamp: str) -> None:
    font = _font(stamp, round(area.width()), round(area.height()))
    if font is not None:
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.white)
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, stamp)


@lru_cache(maxsize=4096)
def _font(stamp: str, width: int, height: int) -> QFont | None:
    """The largest type in which the stamp fits, up to 14 pixels; None where none does.

    Kept, because measuring type takes longer than drawing it.
    """
    font = QFont()
    for size in range(min(14, int(height * 0.78)), _SMALLEST_LABEL - 1, -1):
        font.setPixelSize(size)
        if QFontMetricsF(font).horizontalAdvance(stamp) <= width - 4:
            return font
    return None


def paint_selected(painter: QPainter, areas: Iterable[QRectF]) -> None:
    """Draw the outline of what is selected."""
    every = list(areas)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for color, width in ((QColor(Qt.GlobalColor.white), 4.5), (_SELECTED, 2.5)):
        painter.setPen(QPen(color, width))
        for area in every:
            painter.drawRect(area.adjusted(-1.5, -1.5, 1.5, 1.5))


def paint_handles(painter: QPainter, area: QRectF) -> None:
    """Draw the handles by which a rectangle can be resized."""
    painter.setPen(QPen(_SELECTED, 1.2))
    painter.setBrush(QBrush(Qt.GlobalColor.white))
    for handle in HANDLES:
        painter.drawRect(_square(_spot(area, handle)))


def paint_drawing(painter: QPainter, area: QRectF) -> None:
    """Draw a box that is being drawn."""
    fill = QColor(_ACCEPTED)
    fill.setAlpha(90)
    painter.setPen(QPen(_SELECTED, 2))
    painter.setBrush(fill)
    painter.drawRect(area)


# -- what is under the pointer


def handle_at(area: QRectF, point: QPointF) -> Corner | None:
    """The handle of a selected rectangle under the pointer."""
    for handle in HANDLES:
        away = _spot(area, handle) - point
        if max(abs(away.x()), abs(away.y())) <= _REACH:
            return handle
    return None


def resized(area: QRectF, handle: Corner, by: QPointF) -> QRectF:
    """A rectangle with the edges of this handle moved; never turned inside out."""
    x, y = handle
    least = 2.0
    left, right, top, bottom = area.left(), area.right(), area.top(), area.bottom()
    if x < 0:
        left = min(left + by.x(), right - least)
    elif x > 0:
        right = max(right + by.x(), left + least)
    if y < 0:
        top = min(top + by.y(), bottom - least)
    elif y > 0:
        bottom = max(bottom + by.y(), top + least)
    return QRectF(left, top, right - left, bottom - top)


def cursor_of(handle: Corner) -> Qt.CursorShape:
    """The pointer that says which way a handle moves."""
    x, y = handle
    if x == 0:
        return Qt.CursorShape.SizeVerCursor
    if y == 0:
        return Qt.CursorShape.SizeHorCursor
    level = x == y
    return Qt.CursorShape.SizeFDiagCursor if level else Qt.CursorShape.SizeBDiagCursor


def _spot(area: QRectF, handle: Corner) -> QPointF:
    middle = area.center()
    return QPointF(
        middle.x() + handle[0] * (area.width() / 2 + 2),
        middle.y() + handle[1] * (area.height() / 2 + 2),
    )


def _square(middle: QPointF) -> QRectF:
    half = HANDLE / 2
    return QRectF(middle.x() - half, middle.y() - half, HANDLE, HANDLE)


# -- in words

_STATUS = {
    Status.SUGGESTED: "Not decided",
    Status.ACCEPTED: "Withheld",
    Status.REJECTED: "Left visible",
    Status.LOOK: "Worth a look",
    Status.DISMISSED: "Looked at and dismissed",
}


_ELSEWHERE = {
    PersonDecision.WITHHOLD: "The person is withheld elsewhere.",
    PersonDecision.RELEASE: "The person is left visible elsewhere.",
    PersonDecision.UNDECIDED: "The person is not decided.",
}


def in_words(redaction: Redaction, people: Mapping[str, Person]) -> list[str]:
    """What a tool tip and a screen reader say about a redaction, line by line."""
    person = people.get(redaction.person or "")
    head = f"{redaction.serial}: {_STATUS[redaction.status]}"
    if not redaction.status.is_proposal:
        return [head, redaction.why, "A withholds it, R dismisses it."]
    kind = style.kind(redaction.label) if redaction.label else "Box"
    lines = [
        head,
        person.name if person else kind,
        ", ".join(redaction.exemptions) or "No exemption chosen",
        redaction.category,
        _found(redaction),
        redaction.why,
        redaction.reason,
    ]
    if redaction.excepted and person:
        lines.append(f"Decided on its own. {_ELSEWHERE[person.decision]}")
    return [line for line in lines if line]


def _found(redaction: Redaction) -> str:
    if not redaction.found_by or redaction.found_by == "drawn by hand":
        return redaction.found_by.capitalize()
    return f"Found by: {redaction.found_by}"


def doubt_tip(word: Word) -> str:
    """What a tool tip says about a word that was read with doubt."""
    said = f"as \u201c{html.escape(word.text)}\u201d: compare it with the page."
    return f"<p><b>Read with doubt</b><br>{said}</p>"


def stays_tip(passage: Passage) -> str:
    """What a tool tip says about a passage that stays."""
    return f"<p><b>Stays visible</b><br>{html.escape(passage.why)}</p>"


def tool_tip(found: Iterable[Redaction], people: Mapping[str, Person]) -> str:
    """As rich text, whatever the documents hold."""
    blocks = []
    for redaction in found:
        first, *others = (html.escape(line) for line in in_words(redaction, people))
        blocks.append("<br>".join([f"<b>{first}</b>", *others]))
    return "<p>" + "</p><p>".join(blocks) + "</p>" if blocks else ""
