"""What a file is, by its content; its name only decides where the content doesn't."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from enum import Enum, auto
from pathlib import PurePath

from redactor.errors import FileRefused
from redactor.intake.mail.sealed import is_sealed
from redactor.intake.rolls import is_pressed, is_tar


class Kind(Enum):
    """What can be made into pages, or taken apart."""

    PDF = auto()
    IMAGE = auto()
    MAIL = auto()
    OUTLOOK = auto()
    MAILBOX = auto()
    STORE = auto()
    SEALED = auto()
    WINMAIL = auto()
    WORD = auto()
    OLD_WORD = auto()
    WORKBOOK = auto()
    OLD_WORKBOOK = auto()
    BINARY_WORKBOOK = auto()
    SLIDES = auto()
    OLD_SLIDES = auto()
    OPEN_TEXT = auto()
    OPEN_SHEET = auto()
    OPEN_SLIDES = auto()
    LOCKED = auto()
    RICH_TEXT = auto()
    WEB = auto()
    TABLE = auto()
    TEXT = auto()
    ZIP = auto()
    TAR = auto()
    PRESSED = auto()


_AS_PDF = "Save it as PDF and add that."
_UNPACK = "Unpack it and add the files."

_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")
_PHOTOS = {b"heic", b"heix", b"heim", b"heis", b"mif1", b"avif"}
_HEAD = 1024  # readers look for a PDF's first line this far into the file
_MAIL = re.compile(
    rb"\A(?:(?:From |>From )[^\n]*\n)?(?:Return-Path|Received|Delivered-To|From|To|"
    rb"Subject|Date|Message-ID|MIME-Version|Reply-To|Sender|Content-Type|Cc|Bcc|"
    rb"DKIM-Signature|ARC-[\w-]+|Authentication-Results|Envelope-To|Thread-[\w-]+|"
    rb"X-[\w-]+):",
    re.IGNORECASE,
)
_HEADERS = re.compile(
    rb"^(?:From|Date|Message-ID|MIME-Version|Received|Return-Path|Content-Type):",
    re.IGNORECASE | re.MULTILINE,
)
_MAIL_NAMES = {".eml", ".emlx", ".mht", ".mhtml"}
_MAILBOX_NAMES = {".mbox", ".mbx"}
_TEXT_NAMES = {".txt", ".text", ".log", ".md", ".ics", ".vcf", ".json", ".xml", ".yaml"}
_TABLE_NAMES = {".csv", ".tsv", ".tab"}
_OLE, _PACKED = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OFFICE = (
    ("word/", Kind.WORD),
    ("xl/workbook.bin", Kind.BINARY_WORKBOOK),
    ("xl/", Kind.WORKBOOK),
    ("ppt/", Kind.SLIDES),
)
_OPEN = {
    b"text": Kind.OPEN_TEXT,
    b"spreadsheet": Kind.OPEN_SHEET,
    b"presentation": Kind.OPEN_SLIDES,
}
_STREAMS = (  # what OLE files hold -> what they are
    ("EncryptedPackage", Kind.LOCKED),
    ("WordDocument", Kind.OLD_WORD),
    ("PowerPoint Document", Kind.OLD_SLIDES),
    ("Workbook", Kind.OLD_WORKBOOK),
    ("Book", Kind.OLD_WORKBOOK),
    ("__properties_version1.0", Kind.OUTLOOK),
)
_OLE_NAMES = {
    ".msg": Kind.OUTLOOK,
    ".xls": Kind.OLD_WORKBOOK,
}
_BEGINNINGS = ((b"\x78\x9f\x3e\x22", Kind.WINMAIL), (b"!BDN", Kind.STORE))
_PGP = "Ask the recipient to decrypt it, and add what comes out."
_OTHERS = (
    (b"-----BEGIN PGP MESSAGE-----", "encrypted (PGP)", _PGP),
    (b"Rar!", "a RAR archive", _UNPACK),
    (b"7z\xbc\xaf", "a 7-Zip archive", _UNPACK),
    (b"PK\x07\x08", "a part of an archive that was divided", _UNPACK),
)


def kind_of(name: str, data: bytes) -> Kind:
    """How to make pages from ``data``. Raises FileRefused, with what it is instead."""
    if not data:
        raise FileRefused(f"{name} is empty.", "Look for a complete copy of it.")
    suffix = PurePath(name).suffix.lower()
    start = data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    # mail and archives before all else: they may hold a PDF near their beginning
    kind = _mail(suffix, start, data) or _container(name, data) or _paged(data)
    kind = kind or _written(suffix, start, data)
    if kind:
        return kind
    if suffix == ".pdf":
        return Kind.PDF  # without its first line, but perhaps to be repaired
    raise _refusal(name, data)


def _mail(suffix: str, start: bytes, data: bytes) -> Kind | None:
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if is_sealed(data):
        return Kind.SEALED
    if suffix in _MAILBOX_NAMES and start.startswith(b"From "):
        return Kind.MAILBOX
    named = suffix in _MAIL_NAMES
    if (named and _is_text(start)) or _is_message(suffix, start, data):
        several = start.startswith(b"From ") and data.count(b"\nFrom ") > 0
        return Kind.MAILBOX if several and not named else Kind.MAIL
    return None


def _is_message(suffix: str, start: bytes, data: bytes) -> bool:
    """A letter may begin with "To:": a message has more of a head than that."""
    if not _MAIL.match(start):
        return False
    head = data[: 64 * _HEAD].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return suffix not in _TEXT_NAMES and bool(_HEADERS.search(head))


def _paged(data: bytes) -> Kind | None:
    if b"%PDF-" in data[:_HEAD]:
        return Kind.PDF
    webp = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    if data.startswith(_IMAGES) or webp or (data[4:8] == b"ftyp" and _is_photo(data)):
        return Kind.IMAGE
    return None


def _is_photo(data: bytes) -> bool:
    """Whether such a container holds a photo and no film."""
    return data[8:12] in _PHOTOS


def _container(name: str, data: bytes) -> Kind | None:
    if data.startswith(_OLE):
        streams = _top_streams(data)
        for stream, kind in _STREAMS:
            if stream.casefold() in streams:
                return kind
        return _OLE_NAMES.get(PurePath(name).suffix.lower())
    if data.startswith((_PACKED, _EMPTY_ZIP)):
        return _packed(data)
    if is_pressed(data):
        return Kind.PRESSED
    return Kind.TAR if is_tar(data) else None


def _top_streams(data: bytes) -> set[str]:
    """What an OLE file holds itself, not what is in the files inside of it."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return {path[0].casefold() for path in ole.listdir()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError, struct.error):
        return set()


def _packed(data: bytes) -> Kind:
    """What a zip is, by what is in it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            mime = archive.read("mimetype")[:100] if "mimetype" in names else b""
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError):
        return Kind.ZIP
    for part, kind in _OFFICE:
        if any(one.startswith(part) for one in names):
            return kind
    if b"opendocument." in mime:
        word = mime.partition(b"opendocument.")[2].partition(b"-")[0].strip()
        return _OPEN.get(word, Kind.OPEN_TEXT)
    return Kind.ZIP


def _written(suffix: str, start: bytes, data: bytes) -> Kind | None:
    low = start[:200].lower()
    if low.startswith(b"{\\rtf"):
        return Kind.RICH_TEXT
    if low.startswith((b"<!doctype html", b"<html")) or suffix in {".html", ".htm"}:
        return Kind.WEB
    if not _is_text(data[: 8 * _HEAD]) or start.startswith(_OTHERS[0][0]):
        return None
    return Kind.TABLE if suffix in _TABLE_NAMES else Kind.TEXT


def _refusal(name: str, data: bytes) -> FileRefused:
    what, remedy = "of a kind that can't be shown as pages", _AS_PDF
    for beginning, said, help_ in _OTHERS:
        if data.startswith(beginning):
            what, remedy = said, help_
    if data.startswith(_OLE):
        what = "an older Office document"
    return FileRefused(f"{name} is {what}, which can't be added.", remedy)


def _is_text(start: bytes) -> bool:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 9 or 13 < byte < 27 for byte in start)
