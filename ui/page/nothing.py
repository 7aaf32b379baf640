"""What the page view shows while the case has no documents."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen

from ui import style

_CARD = QSizeF(430, 190)  # pixels
_SIGN = 44
_HEAD = "This case has no documents yet"
_HINT = "Press Ctrl+I to add files, or drop files and folders anywhere here."


def paint_nothing(painter: QPainter, area: QRectF) -> None:
    """A card to drop files on: a sign, what is missing, and what to do."""
    scheme = style.colors()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    card = QRectF(0, 0, min(_CARD.width(), area.width() - 32), _CARD.height())
    card.moveCenter(area.center())
    painter.setPen(QPen(QColor(scheme.edge), 1.5, Qt.PenStyle.DashLine))
    painter.setBrush(QColor(scheme.base))
    painter.drawRoundedRect(card, 14, 14)
    sign = QRectF(0, 0, _SIGN, _SIGN)
    sign.moveCenter(QPointF(card.center().x(), card.top() + 54))
    style.icon("add-files", scheme.link).paint(painter, sign.toRect())
    plain, bold = painter.font(), QFont(painter.font())
    bold.setBold(True)
    bold.setPointSizeF(plain.pointSizeF() * 1.25)
    head = card.adjusted(20, 90, -20, -66)
    hint = card.adjusted(20, 124, -20, -14)
    for font, color, words, room in (
        (bold, scheme.text, _HEAD, head),
        (plain, scheme.muted, _HINT, hint),
    ):
        painter.setFont(font)
        painter.setPen(QColor(color))
        wrap = Qt.AlignmentFlag.AlignHCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(room, wrap, words)
