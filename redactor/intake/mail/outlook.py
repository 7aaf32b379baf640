"""Messages as Outlook saves them (.msg)."""

from __future__ import annotations

import logging
import warnings
from typing import Any

from redactor.errors import FileRefused
from redactor.intake.mail import richtext
from redactor.intake.mail.eml import letters
from redactor.intake.mail.message import Attached, Message, file_name, message_name
from redactor.intake.source import Source

_FIELDS = (
    ("sender", "From"),
    ("to", "To"),
    ("cc", "Cc"),
    ("bcc", "Bcc"),
    ("date", "Sent"),
    ("subject", "Subject"),
    ("organizer", "Organizer"),
    ("requiredAttendees", "Required"),
    ("optionalAttendees", "Optional"),
    ("location", "Location"),
    ("startDate", "Start"),
    ("endDate", "End"),
    ("displayName", "Name"),
    ("emailAddress1", "E-mail"),
    ("company", "Company"),
    ("department", "Department"),
    ("jobTitle", "Job title"),
    ("businessTelephoneNumber", "Business phone"),
    ("homeTelephoneNumber", "Home phone"),
    ("mobileTelephoneNumber", "Mobile"),
)
_DEFECTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    NotImplementedError,
    RecursionError,
    AssertionError,
)


def read(name: str, data: bytes) -> Message:
    """A message from its bytes. Raises FileRefused."""
    import extract_msg
    from extract_msg.enums import ErrorBehavior
    from extract_msg.exceptions import ExMsgBaseException

    logging.getLogger("extract_msg").setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with extract_msg.openMsg(
                data, errorBehavior=ErrorBehavior.SUPPRESS_ALL
            ) as opened:
                return _message(opened)
    except (*_DEFECTS, ExMsgBaseException) as error:
        raise FileRefused(
            f"{name} can't be read as an Outlook message.",
            "Open it in Outlook and save it as PDF, or save it again.",
        ) from error


def _message(opened: Any) -> Message:
    found = Message(headers=_headers(opened))
    inline: dict[str, bytes] = {}
    found.inline = inline
    _bodies(found, opened)
    if str(_got(opened, "headerText") or "").strip():
        found.warnings.append(
            "Its head says by which computers it came: not shown, and not in the "
            "release."
        )
    for number, attachment in enumerate(_got(opened, "attachments") or (), start=1):
        _attached(found, attachment, number, inline)
    return found


def _got(thing: Any, name: str) -> Any:
    """A property; None where it is missing or damaged."""
    try:
        return getattr(thing, name, None)
    except _DEFECTS:
        return None


def _headers(opened: Any) -> list[tuple[str, str]]:
    found = []
    for name, label in _FIELDS:
        value = _got(opened, name)
        if hasattr(value, "strftime"):
            value = value.strftime("%d %B %Y %H:%M")
        if isinstance(value, (list, tuple)):
            value = "; ".join(map(str, value))
        words = str(value or "").replace("\0", "").strip()
        if words:
            found.append((label, words))
    return found


def _bodies(found: Message, opened: Any) -> None:
    page = _got(opened, "htmlBody")
    if page:
        found.html = letters(page, _charset(page)) if isinstance(page, bytes) else page
    found.text = str(_got(opened, "body") or "").replace("\0", "")
    rich = _got(opened, "rtfBody")
    if rich and not found.html and not found.text.strip():
        found.html, found.text = richtext.read(rich)


def _charset(page: bytes) -> str | None:
    import re

    match = re.search(rb"charset=[\"']?([\w-]+)", page[:4096])
    return match.group(1).decode() if match else None


def _attached(
    found: Message, attachment: Any, number: int, inline: dict[str, bytes]
) -> None:
    said = str(_got(attachment, "longFilename") or _got(attachment, "name") or "")
    data = _got(attachment, "data")
    kind = str(_got(attachment, "mimetype") or "")
    if hasattr(data, "exportBytes"):
        _nested(found, data, number)
        return
    name = file_name(said.replace("\0", ""), kind, number)
    if not isinstance(data, bytes) or not data:
        found.problems.append((name, "can't be taken out of it"))
        return
    cid = str(_got(attachment, "cid") or "").strip("<> ")
    picture = kind.startswith("image/") or name.lower().endswith(
        (".png", ".jpg", ".jpeg", ".gif", ".bmp")
    )
    if picture and cid:
        inline[cid] = data
    found.parts.append(Attached(Source(name, data), (cid,) if cid else (), picture))


def _nested(found: Message, inner: Any, number: int) -> None:
    subject = str(_got(inner, "subject") or "").replace("\0", "")
    name = message_name(subject, ".msg", number)
    try:
        found.parts.append(Attached(Source(name, inner.exportBytes())))
    except _DEFECTS:
        found.problems.append((name, "can't be taken out of it"))
