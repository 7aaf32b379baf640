"""Work done in a process of its own, for files that may bring their reader down.

The window has its own workers for this; here the command line gets the same safety.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from redactor import scratch
from redactor.errors import RedactorError, WorkerDied
from redactor.limits import limit_memory
from redactor.work import Progress, Work

T = TypeVar("T")

_PATIENCE = 0.2  # seconds between two looks, so that a caller can leave off
_LIMIT = 600.0  # seconds without a sign of life, after which a file is given up


def apart(function: Callable[..., Work[T]], *arguments: object) -> Work[T]:
    """Do ``function(*arguments)`` in a new process; both must be picklable.

    Raises what it raises of RedactorError, and WorkerDied where the process ends
    without an answer. Closing it ends the process.
    """
    context = get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, function, arguments))
    process.start()
    theirs.close()
    latest, heard = Progress(0, 0, ""), time.monotonic()
    try:
        while True:
            if not ours.poll(_PATIENCE):
                if time.monotonic() - heard > _LIMIT:
                    raise WorkerDied(
                        f"Nothing has moved for {_LIMIT / 60:.0f} minutes"
                        f"{_at(latest)}.",
                        "Leave that file out, or print it to a new PDF and add that.",
                    )
                yield latest
                continue
            heard = time.monotonic()
            answer = _answer(ours, latest)
            if not isinstance(answer, Progress):
                result: T = answer[0]
                return result
            latest = answer
            yield latest
    finally:
        process.kill()
        process.join()
        scratch.clear(process.pid)
        ours.close()


def _answer(pipe: Connection[Any, Any], latest: Progress) -> Any:
    """Progress, or the result as a tuple of one."""
    try:
        answer = pipe.recv()
    except EOFError as error:
        raise WorkerDied(
            f"A part of the program broke down{_at(latest)}.",
            "What was done before is kept. Try again; if it happens again, leave that "
            "file out.",
        ) from error
    if isinstance(answer, BaseException):
        raise answer
    return answer


def _at(latest: Progress) -> str:
    return f" while it worked on {latest.what}" if latest.what else ""


def _serve(
    pipe: Connection[Any, Any],
    function: Callable[..., Work[Any]],
    arguments: tuple[object, ...],
) -> None:
    if sys.platform == "linux":
        _die_with_parent()
    limit_memory()
    try:
        work = function(*arguments)
        while True:
            pipe.send(next(work))
    except StopIteration as end:
        pipe.send((end.value,))
    except RedactorError as error:
        pipe.send(error)
    except MemoryError:
        pipe.send(
            WorkerDied(
                "This needs more memory than the program allows itself.",
                "A file may be damaged or made to do harm. Leave it out.",
            )
        )
    except Exception as bug:  # noqa: BLE001 - the last resort: no traceback, no text
        at = traceback.extract_tb(bug.__traceback__)[-1]
        where = f"{type(bug).__name__} in {Path(at.filename).name}:{at.lineno}"
        pipe.send(WorkerDied(f"Something went wrong that should not have: {where}."))


def _die_with_parent() -> None:
    """A parser that hangs must not outlive the command that started it."""
    import ctypes
    import signal

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
