"""The line of truth at the bottom: what is left, where we are, what runs, how large."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QLabel, QSizePolicy, QStatusBar, QWidget

from redactor.model import State
from ui.counts import Counts
from ui.dates import many
from ui.panels.progress_bar import JobStrip


@dataclass(frozen=True, slots=True)
class Where:
    """The page on screen, counted from 1; ``pages`` is 0 where there is none."""

    document: str = ""
    page: int = 0
    pages: int = 0


def left_words(state: State, never_opened: int, counts: Counts | None = None) -> str:
    """How much is left to decide, and how many pages nobody has looked at.

    ``counts`` are those of the state, where they are known already.
    """
    counts = counts or Counts(state)
    total, left = counts.total, counts.left
    if not state.documents:
        return "No documents yet"
    if not total:
        said = "Nothing to decide yet"
    elif left:
        said = f"{left:,} of {total:,} left to decide"
    else:
        said = f"All {total:,} decided"
    if counts.bare:
        said += f"  ·  {counts.bare:,} without a code"
    if counts.look:
        said += f"  ·  {counts.look:,} to look at"
    if never_opened:
        said += f"  ·  {many(never_opened, 'page')} never opened"
    return said


class StatusLine(QStatusBar):
    """Left: what is left. Right: work under way, place and zoom."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizeGripEnabled(False)
        self.left = QLabel(self)
        self.left.setAccessibleName("Left to decide")
        self.place = QLabel(self)
        self.place.setAccessibleName("Page on screen")
        self.zoom = QLabel(self)
        self.zoom.setAccessibleName("Zoom")
        self.jobs = JobStrip(self)
        # may shrink: the rest of the line is worth more than its last word
        self.left.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.addWidget(self.left, 1)
        for widget in (self.jobs, self.place, self.zoom):
            self.addPermanentWidget(widget)

    def show_left(
        self, state: State, never_opened: int, counts: Counts | None = None
    ) -> None:
        self.left.setText(left_words(state, never_opened, counts))

    def show_place(self, where: Where) -> None:
        self.place.setText(
            f"{where.document} page {where.page} of {where.pages}"
            if where.pages
            else ""
        )

    def show_zoom(self, percent: float) -> None:
        """Percent, rounded down; 0 hides it."""
        self.zoom.setText(f"{int(percent)} %" if percent else "")

    def clear_case(self) -> None:
        self.left.setText("")
        self.show_place(Where())
        self.show_zoom(0)
        self.jobs.clear()
