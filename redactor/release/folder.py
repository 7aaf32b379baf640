"""The folder of a release: whole beside its destination, then there by one rename."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Generator, Mapping
from pathlib import Path

from redactor.errors import ReleaseRefused


@contextlib.contextmanager
def private_folder(out: Path) -> Generator[Path, None, None]:
    """A private folder beside ``out``, gone afterwards unless it was renamed."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".release-", dir=out.parent))
    except OSError as error:
        raise ReleaseRefused(
            f"Nothing can be written in {out.parent}: {error.strerror}.",
            "Choose another folder.",
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def write(path: Path, data: bytes) -> None:
    with path.open("wb") as target:
        target.write(data)
        target.flush()
        os.fsync(target.fileno())


def put_in_place(folder: Path, out: Path) -> None:
    try:
        folder.rename(out)
    except OSError as error:
        raise ReleaseRefused(
            f"{out.name} can't be written.", "Choose another folder."
        ) from error


def filled_in(folder: Path, out: Path, files: Mapping[str, bytes]) -> None:
    """Write these files into the private folder, and put it in place."""
    for name, data in files.items():
        write(folder / name, data)
    put_in_place(folder, out)
