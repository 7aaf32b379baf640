"""A case in numbers: plain bars, each with its numbers in words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from redactor.review.figures import Figures, Line, told
from ui import style
from ui.parts import below, copied, empty_note, label, size
from ui.session import Session

_SIZE = QSize(640, 600)
_ROW, _BAR = 24, 12  # pixels
_NAMES = 0.3  # of the width
_SHORT = 40  # pixels: the longest bar at the least


_NOTHING = (
    "There is nothing to count yet.\n\nAdd files and decide about what is found: how "
    "it was decided is shown here."
)


class Bars(QWidget):
    """A bar for each line: withheld, left visible, undecided, as long as its count."""

    def __init__(self, title: str, lines: Sequence[Line], parent: QWidget) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(title)
        self.setAccessibleDescription(
            "; ".join(f"{line.name}: {told(line)}" for line in lines)
        )

    def sizeHint(self) -> QSize:
        return QSize(300, _ROW * len(self._lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        most = max((line.total for line in self._lines), default=1) or 1
        for number, line in enumerate(self._lines):
            self._paint(painter, number * _ROW, line, most)
        painter.end()

    def _paint(self, painter: QPainter, top: int, line: Line, most: int) -> None:
        scheme, width = style.colors(), self.width()
        metrics = QFontMetrics(self.font())
        left = _NAMES * width
        numbers = max(metrics.horizontalAdvance(told(one)) for one in self._lines)
        painter.setPen(QColor(scheme.text))
        middle = Qt.AlignmentFlag.AlignVCenter
        name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, int(left) - 8)
        painter.drawText(QRectF(0, top, left - 8, _ROW), middle, name)
        scale = max(width - left - numbers - 12, _SHORT) / most
        at = left
        for count, color in (
            (line.withheld, scheme.accent),
            (line.visible, scheme.released),
            (line.undecided, scheme.undecided),
        ):
            bar = QRectF(at, top + (_ROW - _BAR) / 2, count * scale, _BAR)
            painter.fillRect(bar, QColor(color))
            at += count * scale
        rest = QRectF(at + 6, top, width - at - 6, _ROW)
        painter.drawText(rest, middle, told(line))


class FiguresDialog(QDialog):
    """Shows how a case was decided."""

    def __init__(self, figures: Figures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Figures")
        size(self, _SIZE)
        self.summary = copied(label(self, figures.summary))
        self.warnings = label(self, "\n".join(figures.warnings), "wrong")
        self.warnings.setVisible(bool(figures.warnings))
        inside = QWidget(self)
        self.bars = _charts(inside, figures)
        area = QScrollArea(self)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(inside)
        area.setAccessibleName("Charts")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self.buttons.rejected.connect(self.reject)
        self.empty = empty_note(self, _NOTHING)
        anything = bool(self.bars)
        area.setVisible(anything)
        self.empty.setVisible(not anything)
        items = (self.summary, self.warnings, area, self.empty, self.buttons)
        layout = below(self, *items, margin=14)
        layout.setStretchFactor(area, 1)

    @classmethod
    def show_for(cls, session: Session, parent: QWidget) -> None:
        """Count and show, until it is closed."""
        dialog = cls(session.second.figures(), parent)
        dialog.exec()
        dialog.deleteLater()


def _charts(inside: QWidget, figures: Figures) -> list[Bars]:
    layout = QVBoxLayout(inside)
    layout.setContentsMargins(0, 0, 8, 0)
    made = []
    for title, lines in figures.tables:
        if lines:
            layout.addWidget(label(inside, title, "particularsText"))
            made.append(Bars(title, lines, inside))
            layout.addWidget(made[-1])
            layout.addSpacing(8)
    layout.addWidget(label(inside, "Time at work", "particularsText"))
    times = [f"{who}: {minutes:g} minutes" for who, minutes in figures.minutes]
    each = f"{figures.seconds_per_page:g} seconds for each page that was decided"
    layout.addWidget(label(inside, "\n".join([*times, each])))
    layout.addStretch(1)
    return made
