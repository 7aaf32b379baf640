"""Shows the tour when the sample case is opened for the first time, and when asked."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QBoxLayout

from ui.desk import Desk
from ui.panels.tour_bar import TourBar

_TAKEN = "tour_taken"
_SAMPLE = "sample"  # in the name of the file that the sample case is kept in


class Tour(QObject):
    """The bar above the pages, and when it comes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.bar = TourBar(desk)
        middle = desk.find_bar.parentWidget()
        layout = middle.layout() if middle is not None else None
        if isinstance(layout, QBoxLayout):
            layout.insertWidget(0, self.bar)
        self.bar.shown.connect(desk.focus)
        self.bar.ended.connect(self._ended)
        is_sample = _SAMPLE in desk.session.path.stem.casefold()
        if is_sample and str(QSettings().value(_TAKEN, "")) != "yes":
            QTimer.singleShot(0, self, self.start)  # once the desk has its focus

    def start(self) -> None:
        """From the first step on."""
        self.bar.go(0)

    def _ended(self) -> None:
        QSettings().setValue(_TAKEN, "yes")
        self._desk.focus("page")
