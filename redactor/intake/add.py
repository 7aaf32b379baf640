"""Files offered to a case: taken in one by one, or refused with a reason."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from redactor.casefile import CaseFile
from redactor.errors import FileRefused, PasswordNeeded
from redactor.intake.kinds import Kind, kind_of
from redactor.intake.result import Intake, Refused, Taken
from redactor.work import Progress, Work

_AT = "adding"  # the setting that names the file at hand
_MOST_PAGES = 10_000
_MOST_BYTES = 900_000_000  # SQLite keeps at most 1,000,000,000 bytes in one place


def add(
    file: CaseFile,
    paths: Iterable[Path],
    passwords: tuple[str, ...] = (),
    deadly: tuple[Path, ...] = (),
) -> Work[Intake]:
    """Take files, and the files in folders, into the case file.

    Their bytes and the PDFs made from them are kept at once; the documents exist when
    ``Intake.documents`` has given them identifiers and a Change has put them in.

    Whoever drives this in a process of its own, and sees it die, calls it again with
    what was ``at_hand`` among the ``deadly`` files, which are refused.
    """
    refused: list[Refused] = []
    found = _found(paths, refused)
    known = {d.sha256: f"{d.id}, {d.name}" for d in file.state.documents.values()}
    taken: list[Taken] = []
    for number, path in enumerate(found):
        file.put_setting(_AT, str(path))
        yield Progress(number, len(found), path.name)
        if path in deadly:
            refused.append(_deadly(path))
            continue
        try:
            one = _take(file, path, passwords, known)
        except FileRefused as error:
            locked = isinstance(error, PasswordNeeded)
            refused.append(
                Refused(path.name, error.sentence, error.remedy, path, locked)
            )
            continue
        known[one.sha256] = f"{one.name}, which was added with it"
        taken.append(one)
    file.put_setting(_AT, "")
    yield Progress(len(found), len(found), "")
    return Intake(tuple(taken), tuple(refused))


def _found(paths: Iterable[Path], refused: list[Refused]) -> list[Path]:
    """Every file, folders replaced by what is in them; hidden files only if named."""
    found: dict[Path, None] = {}

    def unreadable(error: OSError) -> None:
        folder = Path(error.filename)
        refused.append(_unreadable(folder, error))

    for path in paths:
        if not path.is_dir():
            found[path] = None
            continue
        for folder, below, names in os.walk(path, onerror=unreadable):
            below[:] = sorted(name for name in below if not name.startswith("."))
            for name in sorted(names):
                if not name.startswith((".", "~$")) and name != "Thumbs.db":
                    found[Path(folder, name)] = None
    return list(found)


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


def at_hand(file: CaseFile) -> Path | None:
    """The file that was being taken when the process that took it died, if one did."""
    path = file.setting(_AT)
    return Path(path) if path else None


def _deadly(path: Path) -> Refused:
    return Refused(
        path.name,
        f"{path.name} brings down the program that reads it.",
        "It is broken or hostile. Ask for another copy, or print it to PDF from the "
        "program that made it.",
        path,
    )


def _take(
    file: CaseFile, path: Path, passwords: tuple[str, ...], known: dict[str, str]
) -> Taken:
    from redactor.intake.image import from_image
    from redactor.intake.pdf import prepare

    name = path.name
    data = _bytes(path)
    sha256 = hashlib.sha256(data).hexdigest()
    if sha256 in known:
        raise FileRefused(
            f"{name} is the same file as {known[sha256]}.",
            "Nothing to do: it is in the case already.",
        )
    source = data
    if kind_of(name, data) is Kind.IMAGE:
        data = from_image(name, data, _MOST_PAGES)
    shown = prepare(name, data, passwords, _MOST_PAGES)
    if len(shown.pdf) > _MOST_BYTES:
        raise _too_large(name)
    file.put_blob(source)
    pdf_sha256 = file.put_blob(shown.pdf)
    return Taken(name, sha256, pdf_sha256, shown.shapes, shown.warnings)


def _bytes(path: Path) -> bytes:
    """What is in the file. Raises FileRefused."""
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise FileRefused(
                f"{path.name} is not a file.", "Choose a file with pages in it."
            )
        if found.st_size > _MOST_BYTES:
            raise _too_large(path.name)
        return path.read_bytes()
    except OSError as error:
        reason = _unreadable(path, error)
        raise FileRefused(reason.sentence, reason.remedy) from error


def _too_large(name: str) -> FileRefused:
    return FileRefused(f"{name} is larger than 900 MB.", "Divide it and add the parts.")
