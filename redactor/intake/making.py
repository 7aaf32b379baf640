"""A source made into pages and into the files that are in it, by its kind."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable

from lxml import etree

from redactor.errors import FileRefused
from redactor.intake import archive, rolls, within
from redactor.intake.image import from_image, traces
from redactor.intake.kinds import Kind, kind_of
from redactor.intake.mail import eml, letterhead, outlook, sealed, store, tnef
from redactor.intake.office import (
    locked,
    openlock,
    opensheet,
    opentext,
    plainbook,
    separated,
    slides,
    text,
    word,
)
from redactor.intake.source import MOST_PAGES, Made, Source

_MAKERS: dict[Kind, Callable[[str, bytes], Made]] = {
    Kind.TAR: rolls.rolled,
    Kind.PRESSED: rolls.pressed,
    Kind.IMAGE: lambda name, data: Made(
        from_image(name, data, MOST_PAGES), traces(data)
    ),
    Kind.MAIL: lambda name, data: letterhead.made(eml.read(name, data)),
    Kind.OUTLOOK: lambda name, data: letterhead.made(outlook.read(name, data)),
    Kind.MAILBOX: lambda name, data: Made(None, parts=eml.messages(name, data)),
    Kind.STORE: store.made,
    Kind.SEALED: sealed.made,
    Kind.WINMAIL: lambda name, data: _unwrapped(name, data),
    Kind.WORD: word.made,
    Kind.OLD_WORD: lambda name, data: text.old(name, data, ".doc"),
    Kind.WORKBOOK: plainbook.usual,
    Kind.OLD_WORKBOOK: plainbook.older,
    Kind.BINARY_WORKBOOK: plainbook.binary,
    Kind.SLIDES: slides.made,
    Kind.OLD_SLIDES: lambda name, data: text.old(name, data, ".ppt"),
    Kind.OPEN_TEXT: lambda name, data: opentext.made(name, data, ".odt"),
    Kind.OPEN_SLIDES: lambda name, data: opentext.made(name, data, ".odp"),
    Kind.OPEN_SHEET: opensheet.made,
    Kind.RICH_TEXT: text.rich,
    Kind.WEB: lambda _, data: text.web(data),
    Kind.TABLE: separated.made,
    Kind.TEXT: lambda _, data: text.plain(data),
}


_ODD = (  # what readers of other people's files stumble over
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    EOFError,
    RecursionError,
    AssertionError,
    NotImplementedError,
    struct.error,
    zlib.error,
    zipfile.BadZipFile,
    etree.LxmlError,
)
_OLD = {Kind.OLD_WORD, Kind.OLD_WORKBOOK, Kind.OLD_SLIDES}
_OPEN = {Kind.OPEN_TEXT, Kind.OPEN_SHEET, Kind.OPEN_SLIDES}


def make(source: Source, passwords: tuple[str, ...] = ()) -> Made:
    """Pages of a source, unless it is a PDF already. Raises FileRefused."""
    name, data = source.name, source.data
    kind = kind_of(name, data)
    if kind is Kind.PDF:
        return Made(data, parts=within.files(name, data, passwords))
    if kind is Kind.ZIP:
        return archive.made(name, data, passwords)
    if kind is Kind.LOCKED or (kind in _OLD and locked.is_locked(data)):
        return make(Source(name, locked.unlocked(name, data, passwords)))
    try:
        if kind in _OPEN:
            data = openlock.unlocked(name, data, passwords)
        return _MAKERS[kind](name, data)
    except _ODD as error:
        raise FileRefused(
            f"{name} is damaged, or made in a way that no reader here understands.",
            "Open it in the program that made it, save it as PDF, and add that.",
        ) from error
    except MemoryError as error:
        raise FileRefused(
            f"{name} needs more memory than the program allows itself.",
            "It may be damaged or made to do harm. Print it to PDF and add that.",
        ) from error


def _unwrapped(name: str, data: bytes) -> Made:
    message = tnef.read(data)
    if message.html or message.text:
        return letterhead.made(message)
    parts = tuple(one.source for one in message.parts if one.source.data != data)
    if not parts:
        raise FileRefused(
            f"{name} holds nothing that can be shown.",
            "Ask the sender for the message in another format.",
        )
    return Made(None, tuple(message.warnings), parts, tuple(message.problems))
