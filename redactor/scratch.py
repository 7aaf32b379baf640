"""Folders for the moment, none of which outlives the process that asked for it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PREFIX = "foi-redactor"


@contextmanager
def folder() -> Iterator[Path]:
    """A new folder that only we may read; gone at the end, with all that is in it."""
    path = lasting_folder()
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def lasting_folder() -> Path:
    """A new folder that stays until ``clear`` is called for this process."""
    return Path(tempfile.mkdtemp(prefix=f"{_PREFIX}-{os.getpid()}-"))


def clear(process: int | None) -> None:
    """Take away what a process left that ended before its time."""
    if process is None:
        return
    for path in Path(tempfile.gettempdir()).glob(f"{_PREFIX}-{process}-*"):
        shutil.rmtree(path, ignore_errors=True)
