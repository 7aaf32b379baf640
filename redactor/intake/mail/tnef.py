"""winmail.dat: what Outlook wraps attachments and formatted text into (TNEF)."""

from __future__ import annotations

import datetime as dt
import logging
from contextlib import suppress
from typing import Any

from redactor.intake.mail import richtext
from redactor.intake.mail.message import Attached, Message, file_name, message_name
from redactor.intake.source import Source

_FIELDS = (  # label, MAPI properties, and the attribute that older programs write
    ("From", (0x0042, 0x0065), 0x8000),
    ("To", (0x0E04,), 0),
    ("Cc", (0x0E03,), 0),
    ("Bcc", (0x0E02,), 0),
    ("Sent", (0x0039,), 0x8005),
    ("Subject", (0x0037,), 0x8004),
)
_DEFECTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
)


def unwrap(message: Message, data: bytes) -> None:
    """Put what is in it into the message it came with."""
    from tnefparse import TNEF

    logging.getLogger("tnef-decode").setLevel(logging.CRITICAL)
    logging.getLogger("tnefparse").setLevel(logging.CRITICAL)
    try:
        whole = TNEF(data, do_checksum=False)
        _bodies(message, whole)
        for attachment in whole.attachments:
            _attached(message, attachment)
    except _DEFECTS:
        message.warnings.append(
            "Its winmail.dat (Outlook's own wrapping) is damaged: not all that was in "
            "it is shown."
        )
        message.parts.append(Attached(Source("winmail.dat", data)))


def read(data: bytes) -> Message:
    """A winmail.dat that came by itself, or a message that was inside of one."""
    from tnefparse import TNEF

    message = Message()
    with suppress(*_DEFECTS):  # what is wrong with it is said below
        message.headers = _headers(TNEF(data, do_checksum=False))
    unwrap(message, data)
    return message


def _headers(whole: Any) -> list[tuple[str, str]]:
    """Who wrote to whom about what, as far as it says."""
    said = {prop.name: _said(prop.data) for prop in whole.mapiprops}
    older = {prop.name: _said(prop.data) for prop in whole.msgprops}
    found = []
    for label, names, before in _FIELDS:
        values = [said[name] for name in names if said.get(name)]
        words = " ".join(values) or older.get(before, "")
        if words:
            found.append((label, words))
    return found


def _said(value: Any) -> str:
    if isinstance(value, bytes):
        return _words(value).strip("\0 ")
    if isinstance(value, (list, tuple)):
        return " ".join(filter(None, map(_said, value)))
    if isinstance(value, dt.datetime):
        return value.strftime("%d %B %Y %H:%M")
    return value.strip("\0 ") if isinstance(value, str) else ""


def _bodies(message: Message, whole: Any) -> None:
    if not message.html:
        page = whole.htmlbody
        if page:
            message.html = _words(page)
        elif whole.rtfbody:
            message.html, words = richtext.read(bytes(whole.rtfbody))
            message.text = message.text or words
    if not message.text and whole.body:
        message.text = _words(whole.body)


def _words(data: str | bytes) -> str:
    if isinstance(data, str):
        return data
    try:
        return data.decode("utf-8")
    except UnicodeError:
        return data.decode("windows-1252", "replace")


def _attached(message: Message, attachment: Any) -> None:
    number = len(message.parts) + 1
    said = _words(attachment.long_filename() or attachment.name or b"").rstrip("\0")
    data = attachment.data
    inner = getattr(attachment, "embed", None)
    if inner is not None:  # a message in this message
        subject = dict(_headers(inner)).get("Subject", "") or said
        name = message_name(subject, ".tnef", number)
        message.parts.append(Attached(Source(name, data)))
        return
    message.parts.append(Attached(Source(file_name(said, "", number), data)))
