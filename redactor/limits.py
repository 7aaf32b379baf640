"""How much time and memory a process may use that reads the files of strangers."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process

_MEMORY = 6 * 1024**3  # bytes of address space


def limit_memory() -> None:
    """A file made to fill the memory then costs this process only, not the computer."""
    if sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = _MEMORY if hard == resource.RLIM_INFINITY else min(_MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """End this process where what is inside takes longer.

    Nothing less ends a parser that loops. A process that was not started for such work
    (a test, the window) is left alone.
    """
    if (
        sys.platform == "win32"
        or parent_process() is None
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
