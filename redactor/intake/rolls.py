"""Archives that roll files up (.tar) or press one (.gz, .bz2, .xz): no bombs, and
nothing is written to the disk."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import posixpath
import tarfile
import zlib
from collections.abc import Callable
from pathlib import PurePath
from typing import IO, Any

from redactor.errors import FileRefused
from redactor.intake.found import is_litter
from redactor.intake.office.package import MOST_UNPACKED, broken
from redactor.intake.source import Made, Source

_RATIO, _SMALL = 250, 30_000_000  # how many times larger, once it is no longer small
_TAR_AT, _TAR = 257, b"ustar"
_PRESSED: dict[bytes, Callable[..., IO[Any]]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\0": lzma.open,
}
_BROKEN = (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError, tarfile.TarError)
_REST = "the rest of the archive"
_ENDINGS = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}


def is_tar(data: bytes) -> bool:
    return data[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR


def is_pressed(data: bytes) -> bool:
    return data.startswith(tuple(_PRESSED))


def pressed(name: str, data: bytes) -> Made:
    """The one file in it. Raises FileRefused."""
    opener = next(how for mark, how in _PRESSED.items() if data.startswith(mark))
    most = max(_SMALL, min(MOST_UNPACKED, _RATIO * len(data)))
    try:
        with opener(io.BytesIO(data)) as file:
            inner = bytes(file.read(most + 1))
    except _BROKEN as error:
        raise broken(name) from error
    if len(inner) > most:
        raise _bomb(name)
    title = PurePath(name)
    ending = _ENDINGS.get(title.suffix.lower(), "")
    return Made(None, parts=(Source(title.stem + ending, inner),))


def rolled(name: str, data: bytes) -> Made:
    """The files in it; links and folders are left behind. Raises FileRefused."""
    parts: list[Source] = []
    size = 0
    try:
        with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as archive:
            for one in archive:
                places = one.name.split("/")
                if not one.isfile() or any(map(is_litter, places)):
                    continue
                size += one.size
                if size > MOST_UNPACKED:
                    raise _bomb(name)
                file = archive.extractfile(one)
                if file is not None:
                    parts.append(Source(posixpath.basename(one.name), file.read()))
    except _BROKEN as error:
        if not parts:
            raise broken(name) from error
        return Made(None, parts=tuple(parts), problems=((_REST, "is damaged"),))
    if not parts:
        raise FileRefused(f"{name} has no files in it.", "There is nothing to add.")
    return Made(None, parts=tuple(parts))


def _bomb(name: str) -> FileRefused:
    return FileRefused(
        f"{name} would unpack to more than can be taken safely.",
        "It may be made to do harm. Unpack it yourself, and add what is in scope.",
    )
