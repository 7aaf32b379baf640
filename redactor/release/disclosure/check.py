"""Whether a release may go into the disclosure log, and what files still tell."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from redactor.casefile import CaseFile
from redactor.errors import LogRefused
from redactor.release.approval import MARK
from redactor.release.manifest import MANIFEST
from redactor.release.proof import objects
from redactor.release.proof.needles import Needle, Text
from redactor.release.proof.reader import Reader
from redactor.release.reply.letter import NAME as LETTER
from redactor.release.reply.letter_file import words

_AGAIN = "Have the case approved, and release it again."


@dataclass(frozen=True)
class Released:
    """A release that is as it was made: its manifest, and its files by name."""

    manifest: Mapping[str, Any]
    files: Mapping[str, bytes]


def released(file: CaseFile, folder: Path) -> Released:
    """The release in a folder. Raises LogRefused for a draft, for another case's, and
    where anything in it was altered."""
    written = _read(folder / MANIFEST)
    try:
        manifest: dict[str, Any] = json.loads(written)
        listed = {str(row["name"]): str(row["sha256"]) for row in manifest["files"]}
        reference = manifest["case"]
    except (ValueError, KeyError, TypeError) as error:
        raise _no_release(folder) from error
    if reference != file.state.case.reference:
        raise LogRefused(
            "The release is of another case.", "Choose the folder of this case's."
        )
    if not manifest.get("approved"):
        raise LogRefused("The release is a draft.", _AGAIN)
    if not file.recorded("release", written):
        raise LogRefused(
            "The release is not one that this case has on record.",
            "Choose the folder that was written last, as it was written.",
        )
    files = {name: _read(folder / Path(name).name) for name in listed}
    changed = [n for n, data in files.items() if _digest(data) != listed[n]]
    if changed:
        raise LogRefused(
            f"{len(changed)} of the released files are not as they were written.",
            "Release again, and leave the folder as it is.",
            tuple(f"{name}: altered since the release" for name in changed),
        )
    if LETTER not in files or MARK in words(files[LETTER]):
        raise LogRefused("The release has no letter that is final.", _AGAIN)
    return Released(manifest, files)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _no_release(path.parent, path.name) from error


def _no_release(folder: Path, name: str = MANIFEST) -> LogRefused:
    return LogRefused(
        f"{folder.name} is no whole release: {name} can't be read.",
        "Choose the folder that a release was written into.",
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def traces(files: Mapping[str, bytes], sought: Sequence[Needle]) -> list[str]:
    """Where any of this can be read in these files, as sentences without the text."""
    found: list[str] = []
    for name, data in files.items():
        for where, text in (("its name", name), *_texts(name, data)):
            if any(_is_in(needle, text) for needle in sought):
                found.append(f"{name}: {where} tells who asked")
        if name.endswith(".pdf") and objects.hits(data, sought):
            found.append(f"{name}: the file's inside tells who asked")
    return found


def _is_in(needle: Needle, text: str) -> bool:
    return any(True for _ in needle.found_in(Text(text)))


def _texts(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    """Everything that can be read in a file, with where it stands."""
    if name.endswith(".pdf"):
        try:
            with Reader(data) as pdf:
                for number in range(1, len(pdf) + 1):
                    yield f"page {number}", pdf.page(number).text.raw
        except (pypdfium2.PdfiumError, pikepdf.PdfError) as error:
            raise LogRefused(f"{name} can't be read.", _AGAIN) from error
    elif name.endswith((".docx", ".xlsx")):
        yield "its text", words(data)
    elif name.endswith(".json"):
        yield "its text", _without_hashes(data)
    else:
        yield "its text", data.decode("utf-8-sig", "replace")


def _without_hashes(data: bytes) -> str:
    """In hashes anything can be read by chance."""
    content = json.loads(data)
    for row in content.get("files", ()):
        row.pop("sha256", None)
    return json.dumps(content, ensure_ascii=False)
