"""Engine functions in another process: progress, result and cancel as signals."""

from __future__ import annotations

import logging
import os
import pickle
from itertools import count
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from multiprocessing.shared_memory import SharedMemory
from typing import Any

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal

from redactor import scratch
from redactor.errors import RedactorError, WorkerDied
from redactor.work import Progress
from ui import worker
from ui.worker import Function

_GRACE = 5_000  # milliseconds a job has to leave off once it is asked to
_POLL = 10  # milliseconds between two looks where a pipe can't call

_log = logging.getLogger(__name__)
_numbers = count(1)


class TaskBroke(RedactorError):
    """A bug in a worker. ``report`` names exception and places, no document text."""

    def __init__(self, sentence: str, remedy: str = "", report: str = "") -> None:
        super().__init__(sentence, remedy)
        self.args = (sentence, remedy, report)
        self.report = report


class Job(QObject):
    """A function that is to run, runs, or has run in a worker.

    Exactly one of ``succeeded``, ``failed`` and ``cancelled`` goes out, then ``ended``.
    """

    progressed = Signal(object)
    """A Progress, about twenty times a second at most."""
    succeeded = Signal(object)
    """What the function returned."""
    failed = Signal(object)
    """The RedactorError that says why it did not."""
    cancelled = Signal()
    ended = Signal()

    def __init__(self, title: str, worker_: Worker, *, priority: int) -> None:
        super().__init__()
        self.title = title
        self.number = next(_numbers)
        self.priority = priority
        self.done = False
        self.cancelling = False
        self.latest = Progress(0, 0, "")
        self._worker = worker_

    def cancel(self) -> None:
        """Drop it if it waits, ask it to leave off if it runs, else do nothing."""
        if not self.done:
            self._worker.cancel(self)

    def report(self, progress: Progress) -> None:
        """Pass on how far it is."""
        self.latest = progress
        self.progressed.emit(progress)

    def end(self, outcome: worker.Outcome) -> None:
        """Pass on how it ended."""
        self.done = True
        if self.cancelling or isinstance(outcome, worker.Stopped):
            self.cancelled.emit()
        elif isinstance(outcome, worker.Succeeded):
            self.succeeded.emit(outcome.value)
        else:
            self.failed.emit(self._error(outcome))
        self.ended.emit()

    def _error(self, outcome: worker.Failed | worker.Broke) -> RedactorError:
        if isinstance(outcome, worker.Failed):
            return outcome.error
        _log.error("%s broke:\n%s", self.title, outcome.report)
        return TaskBroke(
            f"{self.title or 'This'} stopped because of a mistake in the program.",
            "Nothing in the case was altered. Please report it: the report holds no "
            "text from your documents.",
            outcome.report,
        )


class Worker(QObject):
    """One process that runs one job at a time; the others wait here.

    The highest priority goes first, then the oldest. A process that dies takes only
    the job with it that it was at, and another one is started for the next.
    """

    def __init__(
        self, name: str, parent: QObject | None = None, *, at_once: bool = True
    ) -> None:
        """Start the process, ``at_once`` or with its first job."""
        super().__init__(parent)
        self._name = name
        self._waiting: list[tuple[Job, bytes, int]] = []
        self._running: Job | None = None
        self._ready = False
        self._closed = False
        self._parts: list[bytes] = []
        self._memory = SharedMemory(create=True, size=worker.PART)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self._kill)
        self._late = ""
        self._process: SpawnProcess | None = None
        if at_once:
            self._start()

    @property
    def busy(self) -> bool:
        return self._running is not None or bool(self._waiting)

    @property
    def process(self) -> int | None:
        """The id of the process, while there is one."""
        return self._process.pid if self._process else None

    def submit(
        self,
        function: Function,
        *arguments: object,
        title: str = "",
        priority: int = 0,
        timeout: int = 0,
    ) -> Job:
        """Run a module's function, or the generator it returns, in the process.

        ``timeout`` is in milliseconds from when it starts to run; 0 is for ever. What
        takes longer is ended by force, as a file can keep the PDF library going.
        """
        job = Job(title, self, priority=priority)
        self._waiting.append((job, pickle.dumps((function, arguments)), timeout))
        if self._process is None and not self._closed:
            self._start()
        self._next()
        return job

    def cancel(self, job: Job) -> None:
        """Called by the job: drop it, or ask for its end and force it in the end."""
        if job is self._running:
            if not job.cancelling:
                job.cancelling = True
                self._send(worker.Stop(job.number))
                self._patience.start(_GRACE)
            return
        self._waiting = [item for item in self._waiting if item[0] is not job]
        job.end(worker.Stopped())

    def close(self) -> None:
        """End the process; jobs under way end without a word. Not to be used after."""
        if self._closed:
            return
        self._closed = True
        hurry = self._running is None
        self._waiting.clear()
        self._running = None
        self._patience.stop()
        if self._process is not None:
            self._let_go()
            # what runs gets a moment to take its temporary files away
            self._process.join(0.3 if hurry else 1.0)
            if self._process.is_alive():
                self._process.kill()
                self._process.join()
            scratch.clear(self._process.pid)
            self._process.close()
            self._process = None
        self._memory.close()
        self._memory.unlink()

    # -- inside

    def _start(self) -> None:
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        self._pipe: Connection[Any, Any] = ours
        self._process = context.Process(
            target=worker.serve,
            args=(theirs, self._memory.name),
            name=f"foi-redactor-{self._name}",
            daemon=True,
        )
        self._process.start()
        theirs.close()
        self._ready = False
        self._bell = self._make_bell()

    def _make_bell(self) -> QSocketNotifier | QTimer:
        """Calls ``_read`` when there is something to read."""
        if os.name == "nt":
            timer = QTimer(self)
            timer.timeout.connect(self._read)
            timer.start(_POLL)
            return timer
        bell = QSocketNotifier(
            self._pipe.fileno(), QSocketNotifier.Type.Read, parent=self
        )
        bell.activated.connect(self._read)
        return bell

    def _let_go(self) -> None:
        """Stop listening and close the pipe, which ends the process too."""
        if isinstance(self._bell, QTimer):
            self._bell.stop()
        else:
            self._bell.setEnabled(False)
        self._bell.deleteLater()
        self._pipe.close()

    def _next(self) -> None:
        if not self._ready or self._running is not None or not self._waiting:
            return
        item = min(self._waiting, key=lambda i: (-i[0].priority, i[0].number))
        self._waiting.remove(item)
        job, call, timeout = item
        self._running = job
        self._late = ""
        if timeout:
            self._late = f" It took longer than {timeout // 1000} seconds."
            self._patience.start(timeout)
        self._send(worker.Run(job.number, call))

    def _send(self, message: object) -> None:
        try:
            self._pipe.send(message)
        except OSError:
            _log.info("worker %s has gone", self._name)  # _read meets its end

    def _read(self) -> None:
        pipe = self._pipe
        try:
            while not self._closed and pipe is self._pipe and pipe.poll():
                self._take(pipe.recv())
        except (EOFError, OSError):
            if not self._closed and pipe is self._pipe:
                self._died()

    def _take(self, message: object) -> None:
        if isinstance(message, worker.Ready):
            self._ready = True
            self._next()
        elif isinstance(message, worker.Reported):
            if self._running is not None and not self._running.cancelling:
                self._running.report(message.progress)
        elif isinstance(message, worker.Part):
            self._collect(message)

    def _collect(self, part: worker.Part) -> None:
        if part.inline is not None:
            self._finish(pickle.loads(part.inline))  # noqa: S301 - our own process
        elif part.last and not self._parts:
            with worker.buffer_of(self._memory)[: part.size] as view:
                outcome = pickle.loads(view)  # noqa: S301
            self._finish(outcome)
        else:
            self._parts.append(bytes(worker.buffer_of(self._memory)[: part.size]))
            if part.last:
                data = b"".join(self._parts)
                self._parts.clear()
                self._finish(pickle.loads(data))  # noqa: S301
            else:
                self._send(worker.Taken())

    def _finish(self, outcome: worker.Outcome) -> None:
        job, self._running = self._running, None
        self._patience.stop()
        self._next()  # the process should not wait for what the signals set off
        if job is not None:
            job.end(outcome)

    def _kill(self) -> None:
        """The job did not leave off, or took too long. Its end is seen by ``_read``."""
        if self._process is not None:
            self._process.kill()

    def _died(self) -> None:
        process, self._process = self._process, None
        self._let_go()
        self._parts.clear()
        if process is not None:
            process.join(1.0)
            scratch.clear(process.pid)
            _log.warning("worker %s ended with %s", self._name, process.exitcode)
        job = self._running
        if job is None and not self._ready and self._waiting:
            job = self._waiting.pop(0)[0]  # else one that can't start would for ever
        self._running = None
        timed_out = self._late if not self._patience.isActive() else ""
        self._patience.stop()
        if self._waiting:
            self._start()
        if job is not None:
            job.end(worker.Failed(_death(job, timed_out)))


def _death(job: Job, detail: str) -> WorkerDied:
    what = job.title or "A piece of work"
    where = f" at {job.latest.what}" if job.latest.what else ""
    return WorkerDied(
        f"{what} was broken off{where}: the process that did it ended.{detail}",
        "Everything in the case is safe. If it happens again, leave that file out.",
    )
