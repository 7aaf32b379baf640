"""Files on the disk: those in folders found, and read, or the reason why not."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from redactor.errors import FileRefused
from redactor.intake.result import Refused

MOST_BYTES = 900_000_000  # SQLite keeps at most 1,000,000,000 bytes in one place
_LITTER = {"Thumbs.db", "desktop.ini", "__MACOSX"}


def is_litter(name: str) -> bool:
    """Whether a file is what systems and programs leave behind in folders."""
    if name in {".", ".."}:  # as archives name the folder that they were made in
        return False
    return name.startswith((".", "~$")) or name in _LITTER


def found(paths: Iterable[Path], refused: list[Refused]) -> list[Path]:
    """Every file, folders replaced by what is in them; hidden files only if named."""
    files: dict[Path, None] = {}

    def unreadable(error: OSError) -> None:
        refused.append(_unreadable(Path(error.filename), error))

    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        for folder, below, names in os.walk(path, onerror=unreadable):
            below[:] = sorted(name for name in below if not is_litter(name))
            for name in sorted(names):
                if not is_litter(name):
                    files[Path(folder, name)] = None
    return list(files)


def bytes_of(path: Path) -> bytes:
    """What is in the file. Raises FileRefused."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise FileRefused(
                f"{path.name} is not a file.", "Choose a file with pages in it."
            )
        if about.st_size > MOST_BYTES:
            raise too_large(path.name)
        return path.read_bytes()
    except OSError as error:
        reason = _unreadable(path, error)
        raise FileRefused(reason.sentence, reason.remedy) from error


def too_large(name: str) -> FileRefused:
    return FileRefused(f"{name} is larger than 900 MB.", "Divide it and add the parts.")


def _unreadable(path: Path, error: OSError) -> Refused:
    if isinstance(error, FileNotFoundError):
        sentence, remedy = f"{path.name} is no longer there.", "Choose it again."
    elif isinstance(error, PermissionError):
        sentence = f"You are not allowed to read {path.name}."
        remedy = "Ask for access, or copy it to where you can read it."
    else:
        sentence = f"{path.name} can't be read."
        remedy = "Copy it to this computer and add the copy."
    return Refused(path.name, sentence, remedy, path)
