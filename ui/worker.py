"""The other process: runs functions for the window, one after another, without Qt.

What passes through the pipe is small, so that the window never waits in the middle of
a message; larger results go through a piece of shared memory that the window owns.
"""

from __future__ import annotations

import os
import pickle
import queue
import signal
import threading
import time
import traceback
from collections.abc import Callable, Generator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.shared_memory import SharedMemory
from pathlib import Path
from typing import Any, TypeAlias

from redactor.errors import RedactorError, WorkerDied
from redactor.limits import limit_memory
from redactor.work import Progress

PART = 24 * 1024 * 1024
"""Bytes of shared memory: what a result is cut into. 4 million pixels fit."""

_INLINE = 8 * 1024  # bytes that the system writes to a pipe in one piece
_PAUSE = 0.05  # seconds between two reports of progress
_GRACE = 3.0  # seconds to put things away once the window has gone


# -- to the worker


@dataclass(frozen=True, slots=True)
class Run:
    """Call a function; ``call`` is the pickled pair of function and arguments."""

    number: int
    call: bytes


@dataclass(frozen=True, slots=True)
class Stop:
    """Leave off this job at its next step."""

    number: int


@dataclass(frozen=True, slots=True)
class Taken:
    """The last part was copied out of the shared memory; the next may be written."""


# -- from the worker


@dataclass(frozen=True, slots=True)
class Ready:
    """The process has started and waits for its first job."""


@dataclass(frozen=True, slots=True)
class Reported:
    number: int
    progress: Progress


@dataclass(frozen=True, slots=True)
class Part:
    """The next piece of a pickled outcome: here, or else in the shared memory."""

    size: int
    last: bool
    inline: bytes | None = None


# -- outcomes


@dataclass(frozen=True, slots=True)
class Succeeded:
    value: object


@dataclass(frozen=True, slots=True)
class Failed:
    error: RedactorError


@dataclass(frozen=True, slots=True)
class Broke:
    """A bug: what was raised and where, without values that might hold text."""

    report: str


@dataclass(frozen=True, slots=True)
class Stopped:
    pass


Outcome: TypeAlias = Succeeded | Failed | Broke | Stopped


def serve(pipe: Connection[Any, Any], memory: str) -> None:
    """Do what comes through the pipe until it is closed. Runs in the worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the window's affair
    limit_memory()
    shared = SharedMemory(memory)
    inbox = _Inbox(pipe)
    try:
        pipe.send(Ready())
        while (run := inbox.runs.get()) is not None:
            outcome = _run(run, pipe, inbox)
            _deliver(outcome, pipe, shared, inbox)
    except OSError:
        pass  # the window has gone
    finally:
        shared.close()


class _Inbox:
    """Listens to the pipe beside the work, for the sake of Stop and of its end."""

    def __init__(self, pipe: Connection[Any, Any]) -> None:
        self.runs: queue.SimpleQueue[Run | None] = queue.SimpleQueue()
        self.taken = threading.Semaphore(0)
        self._pipe = pipe
        self._stopped = 0
        self._gone = False
        threading.Thread(target=self._listen, daemon=True).start()

    def stops(self, number: int) -> bool:
        return self._gone or self._stopped == number

    def _listen(self) -> None:
        while True:
            try:
                message = self._pipe.recv()
            except (EOFError, OSError):
                break
            if isinstance(message, Run):
                self.runs.put(message)
            elif isinstance(message, Stop):
                self._stopped = message.number
            else:
                self.taken.release()
        self._gone = True
        self.runs.put(None)
        self.taken.release()
        time.sleep(_GRACE)
        os._exit(1)  # nobody is left to work for


def _run(run: Run, pipe: Connection[Any, Any], inbox: _Inbox) -> Outcome:
    try:
        function, arguments = pickle.loads(run.call)  # noqa: S301 - from our own window
        value = function(*arguments)
        if isinstance(value, Generator):
            return _drive(value, run.number, pipe, inbox)
        return Succeeded(value)
    except RedactorError as error:
        return Failed(error)
    except MemoryError:
        return Failed(
            WorkerDied(
                "This needs more memory than the program allows itself.",
                "The file may be damaged or made to do harm. Leave it out.",
            )
        )
    except Exception as error:  # noqa: BLE001 - last resort: a bug must be reported
        return Broke(report_of(error))


def _drive(
    work: Generator[Progress, None, object],
    number: int,
    pipe: Connection[Any, Any],
    inbox: _Inbox,
) -> Outcome:
    sent = 0.0
    try:
        while not inbox.stops(number):
            progress = next(work)
            now = time.monotonic()
            if now - sent >= _PAUSE:
                sent = now
                pipe.send(Reported(number, progress))
    except StopIteration as end:
        return Succeeded(end.value)
    finally:
        work.close()
    return Stopped()


def _deliver(
    outcome: Outcome, pipe: Connection[Any, Any], shared: SharedMemory, inbox: _Inbox
) -> None:
    data = _pickled(outcome)
    if len(data) <= _INLINE:
        pipe.send(Part(len(data), last=True, inline=data))
        return
    for start in range(0, len(data), PART):
        part = memoryview(data)[start : start + PART]
        buffer_of(shared)[: len(part)] = part
        last = start + PART >= len(data)
        pipe.send(Part(len(part), last))
        if not last:
            inbox.taken.acquire()


def buffer_of(shared: SharedMemory) -> memoryview:
    """Its bytes, while it is open."""
    if shared.buf is None:
        raise ValueError("the shared memory is closed")
    return shared.buf


def _pickled(outcome: Outcome) -> bytes:
    try:
        return pickle.dumps(outcome, protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - a bug in what was returned
        return pickle.dumps(Broke(report_of(error)))


def report_of(error: BaseException) -> str:
    """Which exception and where, innermost last, with no message and no value."""
    lines = []
    cause: BaseException | None = error
    while cause is not None:
        lines.append(type(cause).__qualname__)
        lines += [
            f"  {'/'.join(Path(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        cause = cause.__cause__ or cause.__context__
    return "\n".join(lines)


Function: TypeAlias = Callable[..., object]
