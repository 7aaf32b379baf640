"""References of other cases that a release would show, looked for in a worker.

Whoever shows them says so while the pages are still being looked through.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from redactor.missing import Missing
from redactor.model import Change, Redaction
from ui.jobs import Job
from ui.parts import while_there

_PAUSE = 1000  # milliseconds without a change before it looks


class References(QObject):
    """What was found, and whether that is true of the case as it is now."""

    changed = Signal()
    """More is known, or less."""

    def __init__(self, look: Callable[[], Job], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.looking = True
        self.found: list[Missing] = []
        self._look = look
        self._bearing: frozenset[tuple[str, int]] = frozenset()
        self._job: Job | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._begin)
        self._soon.start()

    def follow(self, change: Change) -> None:
        """Look again after a change that may make a difference: a box only does on a
        page that has a reference."""
        if self.looking or any(
            not isinstance(row, Redaction) or (row.document, row.page) in self._bearing
            for row in change.rows
        ):
            self.again()

    def again(self) -> None:
        """Look again after a pause."""
        self._soon.start()
        if not self.looking:
            self.looking = True
            self.changed.emit()

    def stop(self) -> None:
        """Look no more."""
        self._soon.stop()
        self._job = None

    def _begin(self) -> None:
        self._job = job = self._look()
        job.succeeded.connect(while_there(self, partial(self._take, job)))

    def _take(
        self, job: Job, answer: tuple[list[Missing], frozenset[tuple[str, int]]]
    ) -> None:
        if job is not self._job or self._soon.isActive():
            return  # it has changed in the meantime, and is looked at again
        self.found, self._bearing = answer
        self.looking = False
        self.changed.emit()
