"""The tour of the sample case: one thing to try at a time, above the pages."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from ui.parts import below, beside


@dataclass(frozen=True, slots=True)
class Step:
    """``panel`` gets the keyboard; ``words`` say what is there and what to try."""

    panel: str
    title: str
    words: str


STEPS = (
    Step(
        "people",
        "Decide about people",
        "On the right are the people whom the documents name. Go up and down with the "
        "arrows. Press A to withhold somebody, R to leave them visible: every place in "
        "every document follows. Ctrl+Z takes it back.",
    ),
    Step(
        "page",
        "Decide about what is left",
        "N goes to the next undecided place. A withholds it, R leaves it visible, E "
        "chooses its exemption codes. Rest the pointer on a box to see why.",
    ),
    Step(
        "page",
        "See what was not proposed",
        "L goes to what is worth a look: names nobody is sure of, health, children. K "
        "marks what looks personal and stays, and W withholds it anyway.",
    ),
    Step(
        "page",
        "Find and draw",
        "Ctrl+F searches all documents and lists the hits to withhold. D draws a box "
        "with the mouse; F7 and Shift+arrows select text, Ctrl+R redacts it.",
    ),
    Step(
        "documents",
        "Forget nothing",
        "On the left each page says what is undecided and whether anybody has opened "
        "it. O goes to the next that nobody has. C lists what is withheld in one place "
        "and visible in another.",
    ),
    Step(
        "page",
        "Look at it, then release",
        "P shows the pages as they will leave, Ctrl+D both beside each other. Ctrl+E "
        "writes the release and proves it. F1 has all keys and the guide.",
    ),
)


class TourBar(QFrame):
    """Shows one step; whoever listens gives its panel the keyboard."""

    shown = Signal(str)
    """The panel of the step that is shown now."""
    ended = Signal()
    """The tour was gone through, or closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("message")
        self.setProperty("kind", "info")
        self.setAccessibleName("Tour")
        self._at = 0
        self.title = QLabel(self)
        self.title.setObjectName("tourTitle")
        self.words = QLabel(self)
        self.words.setWordWrap(True)
        for made in (self.title, self.words):
            made.setTextFormat(Qt.TextFormat.PlainText)
        font = self.title.font()
        font.setBold(True)
        self.title.setFont(font)
        self.back = QPushButton("&Go back", self)
        self.next = QPushButton("&Next", self)
        self.stop = QPushButton("&Quit the tour", self)
        self.back.clicked.connect(lambda: self.go(self._at - 1))
        self.next.clicked.connect(lambda: self.go(self._at + 1))
        self.stop.clicked.connect(self.end)
        feet = beside(self.stop)
        feet.addStretch(1)
        feet.addWidget(self.back)
        feet.addWidget(self.next)
        below(self, self.title, self.words, feet, margin=10)
        self.hide()

    def go(self, at: int) -> None:
        """Show a step; past the last one the tour is over."""
        if at >= len(STEPS):
            self.end()
            return
        self._at = max(at, 0)
        step = STEPS[self._at]
        self.title.setText(f"{self._at + 1} of {len(STEPS)}: {step.title}")
        self.words.setText(step.words)
        self.back.setEnabled(self._at > 0)
        self.next.setText("Fi&nish" if self._at == len(STEPS) - 1 else "&Next")
        self.show()
        QAccessible.updateAccessibility(
            QAccessibleEvent(self.words, QAccessible.Event.Alert)
        )
        self.shown.emit(step.panel)

    def end(self) -> None:
        self.hide()
        self.ended.emit()
