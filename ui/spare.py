"""A worker that stands ready before a case is opened, so that its first page is soon
there."""

from __future__ import annotations

from PySide6.QtCore import QObject

from ui import tasks
from ui.jobs import Worker


class Spare(QObject):
    """Keeps one worker that has loaded what drawing pages needs."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker: Worker | None = None

    def prepare(self) -> None:
        """Have one ready."""
        if self._worker is None:
            self._worker = Worker("quick", self)
            self._worker.submit(tasks.warm_up)

    @property
    def worker(self) -> Worker | None:
        """The one that stands ready, if any."""
        return self._worker

    def give_away(self) -> None:
        """The worker is somebody else's now, who closes it."""
        self._worker = None

    def close(self) -> None:
        if self._worker is not None:
            self._worker.close()
            self._worker.deleteLater()
            self._worker = None
