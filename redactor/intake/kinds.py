"""What a file is, by its content; its name only decides where the content doesn't."""

from __future__ import annotations

import io
import re
import zipfile
from enum import Enum, auto
from pathlib import PurePath

from redactor.errors import FileRefused


class Kind(Enum):
    """What can be made into pages, or taken apart."""

    PDF = auto()
    IMAGE = auto()
    MAIL = auto()
    OUTLOOK = auto()
    MAILBOX = auto()
    WINMAIL = auto()


_AS_PDF = "Save it as PDF and add that."
_UNPACK = "Unpack it and add the files."

_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")
_HEAD = 1024  # readers look for a PDF's first line this far into the file
_MAIL = re.compile(
    rb"\A(?:(?:From |>From )[^\n]*\n)?(?:Return-Path|Received|Delivered-To|From|To|"
    rb"Subject|Date|Message-ID|MIME-Version|Reply-To|Sender|Content-Type|Cc|Bcc|"
    rb"DKIM-Signature|ARC-[\w-]+|Authentication-Results|Envelope-To|Thread-[\w-]+|"
    rb"X-[\w-]+):",
    re.IGNORECASE,
)
_MAIL_NAMES = {".eml", ".emlx", ".mht", ".mhtml"}
_MAILBOX_NAMES = {".mbox", ".mbx"}
# folder or file inside of a zip -> what the whole is
_PACKED = {
    "word/": "a Word document",
    "xl/": "an Excel workbook",
    "ppt/": "a PowerPoint presentation",
    "content.xml": "an OpenDocument file",
}
_OLD_OFFICE = {
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
    (b"!BDN", "an Outlook mailbox", "Save its messages one by one and add those."),
)
_MESSAGE_STREAM = "__properties_version1.0".encode("utf-16-le")


def kind_of(name: str, data: bytes) -> Kind:
    """How to make pages from ``data``. Raises FileRefused, with what it is instead."""
    if not data:
        raise FileRefused(f"{name} is empty.", "Look for a complete copy of it.")
    suffix = PurePath(name).suffix.lower()
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    # before all else: a message may hold a PDF near its beginning
    if kind := _mail(suffix, start, data):
        return kind
    if b"%PDF-" in data[:_HEAD]:
        return Kind.PDF
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return Kind.IMAGE
    what, remedy = _other(name, data)
    if not what:
        if suffix == ".pdf":
            return Kind.PDF  # without its first line, but perhaps to be repaired
        what, remedy = "of a kind that can't be shown as pages", _AS_PDF
    raise FileRefused(f"{name} is {what}, which can't be added yet.", remedy)


def _mail(suffix: str, start: bytes, data: bytes) -> Kind | None:
    if data.startswith(b"\x78\x9f\x3e\x22"):
        return Kind.WINMAIL
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        return Kind.OUTLOOK if suffix == ".msg" or _is_message(data) else None
    if suffix in _MAILBOX_NAMES and start.startswith(b"From "):
        return Kind.MAILBOX
    if _MAIL.match(start) or (suffix in _MAIL_NAMES and _is_text(start)):
        several = start.startswith(b"From ") and data.count(b"\nFrom ") > 0
        return Kind.MAILBOX if several and suffix not in _MAIL_NAMES else Kind.MAIL
    return None


def _is_message(data: bytes) -> bool:
    """Whether an OLE file is an Outlook message: its storage has a name of its own."""
    return _MESSAGE_STREAM in data and "WordDocument".encode("utf-16-le") not in data


def _other(name: str, data: bytes) -> tuple[str, str]:
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    for beginning, what, remedy in _BEGINNINGS:
        if start[: len(beginning)].lower() == beginning.lower():
            return what, remedy
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _office(name, data)
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
