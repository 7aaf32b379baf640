"""A scroll bar that shows where the hits of a search lie in the case."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QStyle, QStyleOptionSlider, QWidget

_HIT = QColor("#e0a800")
_CURRENT = QColor("#c2410c")
_THICK = 2.0  # pixels


class TickBar(QScrollBar):
    """Marks are heights from 0.0 to 1.0 of the whole; one of them is looked at."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.ticks: tuple[float, ...] = ()
        self.current: float | None = None

    def show_ticks(self, ticks: Iterable[float], current: float | None) -> None:
        self.ticks, self.current = tuple(ticks), current
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.ticks:
            return
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        groove = self.style().subControlRect(
            QStyle.ComplexControl.CC_ScrollBar,
            option,
            QStyle.SubControl.SC_ScrollBarGroove,
            self,
        )
        painter = QPainter(self)
        for y in {round(groove.top() + at * groove.height()) for at in self.ticks}:
            painter.fillRect(
                QRectF(groove.left() + 3, y, groove.width() - 6, _THICK), _HIT
            )
        if self.current is not None:
            y = round(groove.top() + self.current * groove.height())
            painter.fillRect(
                QRectF(groove.left(), y - 1, groove.width(), _THICK + 2), _CURRENT
            )
