"""Archives (.zip) taken apart: no bombs, and nothing is written to the disk."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from redactor.errors import FileRefused, PasswordNeeded
from redactor.intake.found import MOST_BYTES, is_litter
from redactor.intake.office.package import broken, opened_zip
from redactor.intake.source import Made, Source

_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError,
           NotImplementedError)  # fmt: skip


_AES = 99  # the compression that a file locked with AES says it has


def made(name: str, data: bytes, passwords: tuple[str, ...]) -> Made:
    """The files in it; folders are left behind. Raises FileRefused, PasswordNeeded."""
    with _opened(name, data) as archive:
        wanted = [one for one in archive.infolist() if _is_file(one)]
        if not wanted:
            raise FileRefused(f"{name} has no files in it.", "There is nothing to add.")
        _unlock(name, archive, wanted, passwords)
        parts, problems = [], []
        for one in wanted:
            title = posixpath.basename(one.filename.replace("\\", "/"))
            try:
                parts.append(Source(title, _read(archive, one)))
            except NotImplementedError:
                problems.append((title, "is packed in a way that is not known here"))
            except (*_BROKEN, RuntimeError):
                problems.append((title, "is damaged"))
    if not parts:
        raise broken(name)
    return Made(None, (), tuple(parts), tuple(problems))


def _opened(name: str, data: bytes) -> zipfile.ZipFile:
    """The archive, by a reader that knows AES where that is asked for."""
    archive = opened_zip(name, data)
    if not any(one.compress_type == _AES for one in archive.infolist()):
        return archive
    archive.close()
    import pyzipper

    try:
        strong: zipfile.ZipFile = pyzipper.AESZipFile(io.BytesIO(data))
    except (*_BROKEN, pyzipper.BadZipFile) as error:
        raise broken(name) from error
    return strong


def _is_file(one: zipfile.ZipInfo) -> bool:
    places = one.filename.replace("\\", "/").split("/")
    return not one.is_dir() and not any(is_litter(place) for place in places)


def _unlock(
    name: str,
    archive: zipfile.ZipFile,
    wanted: list[zipfile.ZipInfo],
    passwords: tuple[str, ...],
) -> None:
    locked = [one for one in wanted if one.flag_bits & 1]
    if not locked:
        return
    smallest = min(locked, key=lambda one: one.file_size)
    for password in passwords:
        archive.setpassword(password.encode())
        try:
            _read(archive, smallest)
        except (*_BROKEN, RuntimeError):
            continue
        return
    if passwords:
        raise PasswordNeeded(
            f"None of the passwords given opens {name}.",
            "Ask whoever sent it for the password.",
        )
    raise PasswordNeeded(
        f"{name} is protected by a password.", "Add it again with its password."
    )


def _read(archive: zipfile.ZipFile, one: zipfile.ZipInfo) -> bytes:
    """A file's bytes, and no more of them than it says that it has."""
    with archive.open(one) as file:
        data = file.read(min(one.file_size, MOST_BYTES) + 1)
    if len(data) > one.file_size:
        raise ValueError("it is larger than it says")
    return data
