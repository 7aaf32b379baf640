"""The strip of work under way: what it is, how far, and a button to stop it."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QToolButton, QWidget

from redactor.work import Progress
from ui import style
from ui.jobs import Job

_SOON = 300  # milliseconds


class JobStrip(QWidget):
    """Shows the first of the jobs under way; those that wait are counted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs: list[Job] = []
        self._reached: dict[Job, Progress] = {}
        self.words = QLabel(self)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, 100)
        self.bar.setFixedWidth(120)
        self.bar.setTextVisible(False)
        self.stop = QToolButton(self)
        self.stop.setText("Stop")
        self.stop.setAutoRaise(True)
        self.stop.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.stop.clicked.connect(self._stop)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        for widget in (self.words, self.bar, self.stop):
            layout.addWidget(widget)
        # what is done at once should not flicker here
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._show)
        self.refresh()
        self._show()

    @property
    def jobs(self) -> list[Job]:
        """Work under way or waiting, in order."""
        return list(self._jobs)

    def add(self, job: Job) -> None:
        """Show a piece of work until it has ended."""
        self._jobs.append(job)
        job.progressed.connect(lambda progress: self._step(job, progress))
        job.succeeded.connect(lambda _: self._drop(job))
        job.failed.connect(lambda _: self._drop(job))
        job.cancelled.connect(lambda: self._drop(job))
        self._soon.start()

    def clear(self) -> None:
        """Forget everything: the case was closed."""
        self._jobs.clear()
        self._reached.clear()
        self._show()

    def refresh(self) -> None:
        self.stop.setIcon(style.icon("stop"))

    def _step(self, job: Job, progress: Progress) -> None:
        self._reached[job] = progress
        if not self._soon.isActive():
            self._show()

    def _drop(self, job: Job) -> None:
        if job in self._jobs:
            self._jobs.remove(job)
        self._reached.pop(job, None)
        self._show()

    def _stop(self) -> None:
        if self._jobs:
            self._jobs[0].cancel()

    def _show(self) -> None:
        self.setVisible(bool(self._jobs))
        if not self._jobs:
            return
        job = self._jobs[0]
        progress = self._reached.get(job)
        more = f" (+{len(self._jobs) - 1})" if len(self._jobs) > 1 else ""
        if progress is None or not progress.total:
            self.words.setText(f"{job.title}…{more}")
            self.bar.setRange(0, 0)
        else:
            self.words.setText(f"{job.title} {progress.percent} %{more}")
            self.words.setToolTip(progress.what)
            self.bar.setRange(0, 100)
            self.bar.setValue(progress.percent)
        self.bar.setAccessibleName(f"{job.title}: progress")
        self.stop.setAccessibleName(f"Stop: {job.title}")
        self.stop.setToolTip(f"Stop: {job.title}")
