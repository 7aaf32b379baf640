"""Files inside of an office file, each to become a document of its own."""

from __future__ import annotations

import io
import re
import struct
from pathlib import PurePath

from redactor.intake.mail.message import file_name
from redactor.intake.office.package import Package
from redactor.intake.source import Source

_EMBEDDED = re.compile(
    r"(?:word|xl|ppt)/embeddings/([^/]+)|(?:word|xl|ppt)/"
    r"(?:[^/]+/)?([^/]+\.(?:html?|mht|rtf|txt|docx|xlsx|pptx))"
)
_OLE = b"\xd0\xcf\x11\xe0"
_WRAPPED = "\x01Ole10Native"
_WHOLE = ("CONTENTS", "Package")  # streams that are the file
_OWN = {"WordDocument": ".doc", "Workbook": ".xls", "Book": ".xls",
        "PowerPoint Document": ".ppt", "__properties_version1.0": ".msg"}  # fmt: skip


def embedded(package: Package) -> tuple[Source, ...]:
    """Files that are put into it."""
    found = []
    for number, part in enumerate(package.names, start=1):
        match = _EMBEDDED.fullmatch(part)
        if match:
            name = match.group(1) or match.group(2)
            found.append(unwrapped(name, package.read(part), number))
    return tuple(source for source in found if source.data)


def unwrapped(name: str, data: bytes, number: int = 1) -> Source:
    """The file inside of an OLE wrapper, where there is one that can be found."""
    if not data.startswith(_OLE):
        return Source(name, data)
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {path[0] for path in ole.listdir()}
            held = {
                one: ole.openstream(one).read()
                for one in (_WRAPPED, *_WHOLE)
                if one in streams
            }
            if held:
                return inner(held, number, name) or Source(name, _cut(data))
            for stream, ending in _OWN.items():
                if stream in streams:
                    return Source(f"{PurePath(name).stem}{ending}", data)
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error):
        pass
    return Source(name, _cut(data))


def inner(streams: dict[str, bytes], number: int, name: str = "") -> Source | None:
    """The file that these streams of an object hold; None where that can't be told."""
    if _WRAPPED in streams:
        return _native(streams[_WRAPPED], number)
    for stream in _WHOLE:
        if stream in streams:
            return Source(name or f"embedded {number}", streams[stream])
    return None


def _native(data: bytes, number: int) -> Source | None:
    """A file as Windows packs it: its name, where it was, its length, its bytes."""
    try:
        at = 6
        names = []
        for _ in range(2):
            end = data.index(b"\0", at)
            names.append(data[at:end].decode("windows-1252", "replace"))
            at = end + 1
        _, length = struct.unpack_from("<II", data, at)
        at += 8 + length
        (size,) = struct.unpack_from("<I", data, at)
    except (ValueError, struct.error):
        return None
    body = data[at + 4 : at + 4 + size]
    said = PurePath(names[0].replace("\\", "/")).name
    return Source(file_name(said, "", number), body) if len(body) == size else None


def _cut(data: bytes) -> bytes:
    for mark in (b"%PDF-", b"PK\x03\x04"):
        start = data.find(mark)
        if start > 0:
            return data[start:]
    return data
