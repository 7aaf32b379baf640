"""What a file is, by its content; its name only decides where the content doesn't."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum, auto
from pathlib import PurePath

from redactor.errors import FileRefused


class Kind(Enum):
    """What can be made into pages."""

    PDF = auto()
    IMAGE = auto()


_AS_PDF = "Save it as PDF and add that."
_ATTACHMENTS = "Save it and its attachments as PDF and add those."
_UNPACK = "Unpack it and add the files."

_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")
_HEAD = 1024  # readers look for a PDF's first line this far into the file
_MAIL = re.compile(
    rb"\A(?:From |(?:Return-Path|Received|Delivered-To|From|To|Subject|Date|"
    rb"Message-ID|MIME-Version|X-[\w-]+):\s)",
    re.IGNORECASE,
)
# folder or file inside of a zip -> what the whole is
_PACKED = {
    "word/": "a Word document",
    "xl/": "an Excel workbook",
    "ppt/": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file",
}
_OLD_OFFICE = {
    ".msg": ("an Outlook message", _ATTACHMENTS),
    ".doc": ("a Word document", _AS_PDF),
    ".xls": ("an Excel workbook", _AS_PDF),
    ".ppt": ("a PowerPoint presentation", _AS_PDF),
}
_BEGINNINGS = (
    (b"{\\rtf", "a rich text document", _AS_PDF),
    (b"<!doctype html", "a web page", _AS_PDF),
    (b"<html", "a web page", _AS_PDF),
    (b"Rar!", "an archive", _UNPACK),
    (b"7z\xbc\xaf", "an archive", _UNPACK),
    (b"\x1f\x8b", "an archive", _UNPACK),
    (b"!BDN", "an Outlook mailbox", "Save its messages as PDF and add those."),
)


def kind_of(name: str, data: bytes) -> Kind:
    """How to make pages from ``data``. Raises FileRefused, with what it is instead."""
    if not data:
        raise FileRefused(f"{name} is empty.", "Look for a complete copy of it.")
    if b"%PDF-" in data[:_HEAD]:
        return Kind.PDF
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Kind.IMAGE
    what, remedy = _other(name, data)
    if not what:
        if PurePath(name).suffix.lower() == ".pdf":
            return Kind.PDF  # without its first line, but perhaps to be repaired
        what, remedy = "of a kind that can't be shown as pages", _AS_PDF
    raise FileRefused(f"{name} is {what}, which can't be added yet.", remedy)


def _other(name: str, data: bytes) -> tuple[str, str]:
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, what, remedy in _BEGINNINGS:
        if start[: len(beginning)].lower() == beginning.lower():
            return what, remedy
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _office(name, data)
    if _MAIL.match(start):
        return "an e-mail", _ATTACHMENTS
    if data[4:8] == b"ftyp" and data[8:12] in {b"heic", b"heix", b"mif1", b"avif"}:
        return "a photo in the HEIC or AVIF format", "Save it as JPEG and add that."
    if _is_text(data[:_HEAD]):
        return "a plain text file", _AS_PDF
    return "", ""


def _office(name: str, data: bytes) -> tuple[str, str]:
    """What an older Office file (by its name) or a zip (by what is in it) is."""
    if not data.startswith(b"PK"):
        suffix = PurePath(name).suffix.lower()
        return _OLD_OFFICE.get(suffix, ("an older Office document", _AS_PDF))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        names = []
    for part, what in _PACKED.items():
        if any(name.startswith(part) for name in names):
            return what, _AS_PDF
    return "a zip archive", _UNPACK


def _is_text(start: bytes) -> bool:
    return not any(byte < 9 or 13 < byte < 27 for byte in start)
