"""Mailboxes as Outlook keeps them (.pst, .ost): every message in every folder, made
into a message as it travels, with what is attached to it."""

from __future__ import annotations

import datetime as dt
import email
import io
import mimetypes
import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, formataddr
from typing import Any

from redactor.errors import FileRefused
from redactor.intake.mail import richtext
from redactor.intake.mail.eml import letters
from redactor.intake.mail.message import message_name
from redactor.intake.source import Made, Source

_MOST = 4_000  # messages
_DEEPEST = 30
_DEFECTS = (OSError, ValueError, LookupError, TypeError, AttributeError)
_TEXT, _BYTES_TEXT, _NUMBER = 0x1F, 0x1E, 0x03
_KIND, _ADDRESS = 0x001A, (0x39FE, 0x3003)
_SENDER, _SENDER_AT = (0x0C1A, 0x0042), (0x5D01, 0x0C1F, 0x0065)
_ROLE = {1: "To", 2: "Cc", 3: "Bcc"}
_FILE, _MIME, _CONTENT = (0x3707, 0x3704, 0x3001), 0x370E, 0x3712
_FACTS = {  # what contacts and the like say beside their text
    0x3001: "Name",
    0x3A16: "Company",
    0x3A18: "Department",
    0x3A17: "Job title",
    0x3003: "E-mail",
    0x3A08: "Business phone",
    0x3A1B: "Business phone 2",
    0x3A09: "Home phone",
    0x3A1C: "Mobile",
    0x3A24: "Fax",
    0x3A15: "Address",
    0x3A29: "Street",
    0x3A27: "Town",
    0x3A2A: "Postcode",
}
_KNOWN = {_KIND, 0x0037, 0x003D, 0x0070, 0x0E1D, 0x1000, 0x1013, 0x300B}
_NOISE = {"UNKNOWN", "SMTP", "FAX", "EX"}
_HOW, _MESSAGE = 0x3705, 5
_OUT_OF_REACH = "can't be taken out of the mailbox"
_MIME_TYPE = re.compile(r"[a-z]+/[\w.+-]+", re.ASCII | re.IGNORECASE)
_NOTE = "IPM.NOTE"
_WORD = re.compile(r"[^\W\d_]{2}|\d{5}")

Facts = dict[int, str]
Lost = list[tuple[str, str]]  # what can't be taken out, and why


def made(name: str, data: bytes) -> Made:
    """The messages in it, each as a file. Raises FileRefused."""
    import pypff

    box = pypff.file()
    try:
        box.open_file_object(io.BytesIO(data))
        items = list(_items(box.get_root_folder(), 0))
    except _DEFECTS as error:
        raise FileRefused(
            f"{name} can't be read as an Outlook mailbox.",
            "Open it in Outlook, select the messages in scope, drag them into a folder "
            "of Windows, and add that folder.",
        ) from error
    if not items:
        raise FileRefused(f"{name} holds no messages.", "There is nothing to add.")
    if len(items) > _MOST:
        raise FileRefused(
            f"{name} holds {len(items)} messages; {_MOST} is the most at once.",
            "Copy those in scope into a mailbox of their own in Outlook, and add that.",
        )
    found: list[Source] = []
    lost: Lost = []
    for number, item in enumerate(items, start=1):
        subject = str(_got(item, "subject") or "")
        title = message_name(subject, ".eml", number)
        found.append(Source(title, _written(item, lost).as_bytes()))
    return Made(None, parts=tuple(found), problems=tuple(lost))


def _items(folder: Any, depth: int) -> Iterator[Any]:
    if depth > _DEEPEST:
        return
    for number in range(_got(folder, "number_of_sub_messages") or 0):
        item = folder.get_sub_message(number)
        if hasattr(item, "subject"):  # and not a note that programs keep to themselves
            yield item
    for number in range(_got(folder, "number_of_sub_folders") or 0):
        yield from _items(folder.get_sub_folder(number), depth + 1)


def _got(thing: Any, name: str) -> Any:
    """A property; None where it is missing or damaged."""
    try:
        return getattr(thing, name, None)
    except _DEFECTS:
        return None


def _facts(item: Any) -> Facts:
    """Texts that the mailbox keeps of an item, by their property."""
    found: Facts = {}
    for record in _got(item, "record_sets") or ():
        for entry in _got(record, "entries") or ():
            words = "" if entry.value_type == _NUMBER else _fact(entry)
            if words and words.upper() not in _NOISE:
                found.setdefault(entry.entry_type, words)
    return found


def _fact(entry: Any) -> str:
    data = _got(entry, "data")
    if not data:
        return ""
    if entry.value_type == _TEXT:
        return bytes(data).decode("utf-16-le", "replace").strip("\0 ")
    if entry.value_type == _BYTES_TEXT:
        return letters(bytes(data), None).strip("\0 ")
    if entry.value_type == _NUMBER:
        return str(int.from_bytes(data[:4], "little", signed=True))
    return ""


def _written(item: Any, lost: Lost, depth: int = 0) -> EmailMessage:
    facts = _facts(item)
    message = EmailMessage(SMTP.clone(utf8=True))
    for key, words in _head(item, facts):
        message[key] = words
    _bodies(message, item, facts)
    for number in range(_got(item, "number_of_attachments") or 0):
        try:
            _attach(message, item.get_attachment(number), lost, depth)
        except _DEFECTS:
            lost.append((f"attachment {number + 1}", _OUT_OF_REACH))
    return message


def _head(item: Any, facts: Facts) -> Iterator[tuple[str, str]]:
    """The head that it travelled with, and else what the mailbox says of it."""
    said: dict[str, str] = {}
    raw = _got(item, "transport_headers")
    if raw:
        travelled = email.message_from_string(str(raw))
        for key, words in travelled.raw_items():
            if not key.lower().startswith(("content-", "mime-version")):
                said.setdefault(key, _line(str(words)))
    for key, words in _own_head(item, facts):
        if words and key.lower() not in {known.lower() for known in said}:
            said[key] = _line(words)
    yield from said.items()


def _own_head(item: Any, facts: Facts) -> Iterator[tuple[str, str]]:
    name = _first(facts, _SENDER) or str(_got(item, "sender_name") or "")
    yield "From", _address(name, _first(facts, _SENDER_AT))
    people: dict[str, list[str]] = {}
    for one in _people(item):
        role = _ROLE.get(int(one.get(0x0C15, "1")), "To")
        people.setdefault(role, []).append(
            _address(one.get(0x3001, ""), _first(one, _ADDRESS))
        )
    for role, listed in people.items():
        yield role, ", ".join(filter(None, listed))
    when = _got(item, "client_submit_time") or _got(item, "delivery_time")
    if isinstance(when, dt.datetime) and when.year > 1970:
        yield "Date", format_datetime(when.replace(tzinfo=dt.UTC))
    yield "Subject", str(_got(item, "subject") or "")


def _people(item: Any) -> Iterator[Facts]:
    """To whom it went: each as what the mailbox says of them."""
    listed = _got(item, "recipients")
    for record in _got(listed, "record_sets") or ():
        entries = _got(record, "entries") or ()
        yield {entry.entry_type: _fact(entry) for entry in entries}


def _first(facts: Facts, names: tuple[int, ...]) -> str:
    return next((facts[name] for name in names if facts.get(name)), "")


def _address(name: str, address: str) -> str:
    """A name with its address; addresses of Exchange itself say nothing."""
    known = address if "@" in address else ""
    try:
        return formataddr((_line(name), _line(known))) if known else _line(name)
    except UnicodeError:
        return _line(f"{name} <{known}>")


def _line(words: str) -> str:
    """One line that can be written."""
    clean = words.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    return " ".join(clean.split())


def _bodies(message: EmailMessage, item: Any, facts: Facts) -> None:
    plain, page, rich = (
        _got(item, f"{kind}_body") for kind in ("plain_text", "html", "rtf")
    )
    html = letters(bytes(page), None) if page else ""
    words = letters(bytes(plain), None) if plain else ""
    if rich and not html and not words.strip():
        html, words = richtext.read(bytes(rich))
    if not facts.get(_KIND, _NOTE).upper().startswith(_NOTE):
        words = "\n".join([*_listed(facts), "", words]).strip()
    message.set_content(words.replace("\0", "") or "\n")
    if html:
        message.add_alternative(html.replace("\0", ""), subtype="html")


def _listed(facts: Facts) -> Iterator[str]:
    """What a contact, a task or an appointment says beside its text."""
    yield from (f"{label}: {facts[k]}" for k, label in _FACTS.items() if facts.get(k))
    others = {v: None for k, v in facts.items() if k not in {*_FACTS, *_KNOWN}}
    yield from (words for words in others if _WORD.search(words))


def _attach(message: EmailMessage, attachment: Any, lost: Lost, depth: int) -> None:
    facts = _facts(attachment)
    inner = _inner(attachment)
    name = _line(_first(facts, _FILE)) or f"attachment {len(lost) + 1}"
    if inner is not None and depth < _DEEPEST:
        message.add_attachment(_written(inner, lost, depth + 1))
    elif _method(attachment) == _MESSAGE:
        lost.append((name, f"is a message in a message, which {_OUT_OF_REACH}"))
    else:
        data = attachment.read_buffer(attachment.get_size())
        main, sub = _kind(facts.get(_MIME) or mimetypes.guess_type(name)[0] or "")
        content = _line(facts.get(_CONTENT, ""))
        cid = f"<{content}>" if content else None
        message.add_attachment(data, maintype=main, subtype=sub, filename=name, cid=cid)


def _kind(said: str) -> tuple[str, str]:
    main, _, sub = said.partition("/")
    if not _MIME_TYPE.fullmatch(said) or main in {"multipart", "message"}:
        return "application", "octet-stream"
    return main, sub


def _method(attachment: Any) -> int:
    """How something is attached."""
    for record in _got(attachment, "record_sets") or ():
        for entry in _got(record, "entries") or ():
            if entry.entry_type == _HOW:
                return int(_fact(entry) or 0)
    return 0


def _inner(attachment: Any) -> Any:
    """The message that is attached, if one is."""
    for number in range(_got(attachment, "number_of_sub_items") or 0):
        item = attachment.get_sub_item(number)
        if hasattr(item, "subject"):
            return item
    return None
