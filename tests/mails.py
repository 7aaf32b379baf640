"""Messages that the tests are about, made on the spot."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterable, Sequence
from email.message import EmailMessage

from extract_msg.ole_writer import OleWriter

HEAD = {
    "From": "Jane Smith <jane.smith@example.org>",
    "To": "Ravi Patel <ravi.patel@example.gov.uk>",
    "Date": "Tue, 1 Oct 2024 10:02:11 +0100",
    "Subject": "Complaint about the bins",
}


def message(
    text: str = "Dear Ravi\n\nPlease see attached.\n\nRegards\nJane",
    *,
    html: str = "",
    attached: Iterable[tuple[str, bytes]] = (),
    **headers: str,
) -> EmailMessage:
    """A message with a body, and files attached to it."""
    made = EmailMessage()
    for name, value in {**HEAD, **headers}.items():
        made[name] = value
    if text:
        made.set_content(text)
    if html and text:
        made.add_alternative(html, subtype="html")
    elif html:
        made.set_content(html, subtype="html")
    for name, data in attached:
        made.add_attachment(
            data, maintype="application", subtype="octet-stream", filename=name
        )
    return made


def eml(*arguments: str, **options: object) -> bytes:
    return bytes(message(*arguments, **options))  # type: ignore[arg-type]


def mbox(*messages: bytes) -> bytes:
    """A mailbox with these messages."""
    line = b"From jane@example.org Tue Oct  1 10:02:11 2024\n"
    return b"\n".join(line + one.replace(b"\nFrom ", b"\n>From ") for one in messages)


def winmail(*attached: tuple[str, bytes]) -> bytes:
    """What Outlook wraps attachments into (TNEF)."""
    out = io.BytesIO()
    out.write(struct.pack("<IH", 0x223E9F78, 1))

    def attribute(level: int, kind: int, data: bytes) -> None:
        out.write(struct.pack("<BII", level, kind, len(data)))
        out.write(data + struct.pack("<H", sum(data) & 0xFFFF))

    attribute(1, 0x00089006, struct.pack("<I", 0x00010000))
    for name, data in attached:
        attribute(2, 0x00069002, bytes(14))
        attribute(2, 0x00018010, name.encode("latin-1") + b"\0")
        attribute(2, 0x0006800F, data)
    return out.getvalue()


def msg(
    subject: str,
    body: str,
    *,
    attached: Sequence[tuple[str, bytes]] = (),
    nested: Sequence[tuple[str, str]] = (),
) -> bytes:
    """A message as Outlook saves it; ``nested`` are messages in it: subject, body."""
    writer = OleWriter()
    _message(writer, [], subject, body, count=len(attached) + len(nested))
    for number, (name, data) in enumerate(attached):
        where = [f"__attach_version1.0_#{number:08X}"]
        _texts(writer, where, {"3707": name, "3001": name})
        _stream(writer, [*where, "__substg1.0_37010102"], data)
        _stream(
            writer, [*where, "__properties_version1.0"], bytes(8) + _number(0x3705, 1)
        )
    for number, (title, words) in enumerate(nested, start=len(attached)):
        where = [f"__attach_version1.0_#{number:08X}"]
        _texts(writer, where, {"3001": title})
        _stream(
            writer, [*where, "__properties_version1.0"], bytes(8) + _number(0x3705, 5)
        )
        writer.addEntry([*where, "__substg1.0_3701000D"], storage=True)
        _message(writer, [*where, "__substg1.0_3701000D"], title, words, count=0)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _message(
    writer: OleWriter, where: list[str], subject: str, body: str, *, count: int
) -> None:
    texts = {
        "001A": "IPM.Note",
        "0037": subject,
        "1000": body,
        "0C1A": "Jane Smith",
        "0C1F": "jane.smith@example.org",
        "5D01": "jane.smith@example.org",
        "0E04": "Ravi Patel",
    }
    _texts(writer, where, texts)
    head = bytes(8) + struct.pack("<IIII", 0, count, 0, count)
    head += b"" if where else bytes(8)
    flags = _number(0x340D, 0x40000)  # texts are Unicode
    _stream(writer, [*where, "__properties_version1.0"], head + flags)
    if not where:
        writer.addEntry(["__nameid_version1.0"], storage=True)
        for name in ("00020102", "00030102", "00040102"):
            _stream(writer, ["__nameid_version1.0", f"__substg1.0_{name}"], b"")


def _texts(writer: OleWriter, where: list[str], texts: dict[str, str]) -> None:
    if where and where[-1].startswith("__attach"):
        writer.addEntry(where, storage=True)
    for code, words in texts.items():
        _stream(writer, [*where, f"__substg1.0_{code}001F"], words.encode("utf-16-le"))


def _stream(writer: OleWriter, path: list[str], data: bytes) -> None:
    writer.addEntry(path, data)


def _number(code: int, value: int) -> bytes:
    return struct.pack("<HHIII", 3, code, 6, value, 0)
