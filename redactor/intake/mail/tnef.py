"""winmail.dat: what Outlook wraps attachments and formatted text into (TNEF)."""

from __future__ import annotations

import logging
from typing import Any

from redactor.intake.mail import richtext
from redactor.intake.mail.message import Attached, Message, file_name
from redactor.intake.source import Source

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
    """A winmail.dat that came by itself."""
    message = Message()
    unwrap(message, data)
    return message


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
    if not isinstance(data, bytes):  # a message, already taken apart
        name = file_name(said, "text/plain", number)
        message.problems.append((name, "is a message inside of winmail.dat"))
        return
    message.parts.append(Attached(Source(file_name(said, "", number), data)))
