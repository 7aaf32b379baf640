"""Functions for workers to run in the tests of jobs."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from redactor.errors import FileRefused, ReleaseRefused
from redactor.work import Progress, Work


def double(number: int) -> int:
    return 2 * number


def count(upto: int, *, pause: float = 0.0) -> Work[int]:
    for done in range(upto):
        yield Progress(done, upto, f"step {done}")
        time.sleep(pause)
    return upto


def count_slowly(upto: int) -> Work[int]:
    return (yield from count(upto, pause=0.02))


def tidy(trace: Path) -> Work[None]:
    """Counts for ever and writes a file when it is told to leave off."""
    try:
        for done in range(1_000_000):
            yield Progress(done, 0, "D01")
            time.sleep(0.01)
    finally:
        trace.write_text("tidied")


def bytes_of(size: int) -> bytes:
    return bytes(size - 1) + b"!"


def refuse(name: str) -> None:
    raise FileRefused(f"{name} is no PDF.", "Choose another.")


def refuse_release() -> None:
    raise ReleaseRefused("Not proved.", "Look.", ("D01 page 2: text",))


def slip(secret: str) -> None:
    try:
        int(secret)
    except ValueError as error:
        raise KeyError(secret) from error


def unpicklable() -> Iterator[int]:
    return iter(lambda: 1, 2)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_at(page: int) -> Work[None]:
    yield Progress(page, 9, f"D02 page {page}")
    time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGSEGV)


def hang() -> None:
    """Holds the interpreter in C code, as a hostile file makes a parser do."""
    ctypes.PyDLL(None).sleep(600)


def eat() -> int:
    return len(bytearray(20 * 1024**3))


def process() -> int:
    return os.getpid()


def modules() -> set[str]:
    return set(sys.modules)


def standard_input() -> str:
    return sys.stdin.read()


def shout(file: Path, word: str) -> None:
    with file.open("a") as out:
        out.write(word)
