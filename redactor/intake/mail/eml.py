"""Messages as they travel (RFC 5322 and MIME), and mailboxes full of them."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message as Part
from email.policy import compat32

from redactor.errors import FileRefused
from redactor.intake.mail import calendar, sealed, tnef
from redactor.intake.mail.message import Attached, Message, file_name, message_name
from redactor.intake.source import Source

_SHOWN = (
    ("From", "From"),
    ("Sender", "Sender"),
    ("Reply-To", "Reply-To"),
    ("To", "To"),
    ("Cc", "Cc"),
    ("Bcc", "Bcc"),
    ("Date", "Sent"),
    ("Subject", "Subject"),
    ("Importance", "Importance"),
    ("Sensitivity", "Sensitivity"),
    ("Organization", "Organization"),
    ("Newsgroups", "Newsgroups"),
)
_TRAVEL = re.compile(
    r"received|return-path|delivered-to|message-id|mime-version|content-.*|dkim-.*|"
    r"arc-.*|authentication-results|received-spf|in-reply-to|references|thread-index|"
    r"x-(?:ms-|microsoft-|mailer|spam|google-|forefront|gm-|proofpoint|mimecast|"
    r"barracuda|virus|scanned|ses-|sg-|mimeole|priority|msmail|auto-response|"
    r"exchange-|eopattributed|ld-processed|notes-).*|user-agent|list-.*|precedence|"
    r"auto-submitted|accept-language|domainkey-.*|status|x-status|x-uid|x-keywords|"
    r"lines|path|xref|errors-to|feedback-id|mailing-list|x-priority|priority"
)  # what a message's head says for machines
_USUAL = re.compile(r"MIME|multi-?part", re.IGNORECASE)  # what programs put there
_TNEF = {"application/ms-tnef", "application/vnd.ms-tnef"}
_REPORTS = {"message/delivery-status", "message/disposition-notification",
            "text/rfc822-headers"}  # fmt: skip
_MOST_PARTS = 2_000
_FROM_LINE = re.compile(  # with a time, or before a header: others are sentences
    rb"^From (?:[^\r\n]*\d:\d\d[^\r\n]*\d{4}[^\r\n]*\r?\n|"
    rb"[^\r\n]*\d{4}[^\r\n]*\r?\n(?=>?[!-9;-~]+:))",
    re.MULTILINE,
)
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)


def read(name: str, data: bytes) -> Message:
    """A message from its bytes. Raises FileRefused."""
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")
    if start.startswith(b"From "):  # the line that a mailbox puts before it
        start = start.partition(b"\n")[2]
    try:
        whole = email.message_from_bytes(start, policy=compat32)
        reader = _Reader(Message(headers=_headers(whole)))
        reader.take(whole)
        _unseen_headers(whole, reader.message)
    except (RecursionError, ValueError, LookupError, AttributeError) as error:
        raise FileRefused(
            f"{name} is too badly damaged to be read as an e-mail.",
            "Save it again from the mail program, or print it to PDF.",
        ) from error
    return reader.message


def messages(name: str, data: bytes) -> tuple[Source, ...]:
    """The messages of a mailbox (mbox), each as a file. Raises FileRefused."""
    starts = [m.start() for m in _FROM_LINE.finditer(data) if _begins(data, m.start())]
    if not starts:
        raise FileRefused(
            f"{name} holds no messages.", "Save them one by one and add those."
        )
    ends = [*starts[1:], len(data)]
    found = []
    for number, (start, end) in enumerate(zip(starts, ends, strict=True), start=1):
        one = _ESCAPED.sub(rb"\1", data[start:end].partition(b"\n")[2])
        head = email.message_from_bytes(one[:65_536], policy=compat32)
        title = message_name(_subject(head), ".eml", number)
        found.append(Source(title, one))
    return tuple(found)


def _begins(data: bytes, start: int) -> bool:
    """A message starts at the beginning, or after an empty line."""
    before = data[max(0, start - 4) : start]
    return not before or before.endswith((b"\n\n", b"\r\n\r\n"))


def _headers(part: Part) -> list[tuple[str, str]]:
    found = []
    said = "".join(_header(part, "From"))
    for key, label in _SHOWN:
        found += [
            (label, words)
            for words in _header(part, key)
            if words and not (key == "Sender" and words == said)
        ]
    return found


def _unseen_headers(whole: Part, message: Message) -> None:
    """Headers that no mail program shows, with words in them."""
    shown = {key.lower() for key, _ in _SHOWN}
    said = {"".join(value.lower().split()) for _, value in message.headers}
    lines = [
        f"{name}: {words}"
        for name, raw in whole.raw_items()
        if name.lower() not in shown
        and not _TRAVEL.fullmatch(name.lower())
        and re.search(r"[^\W\d_]{2}", words := _decoded(str(raw)))
        and "".join(words.lower().split()) not in said
    ]
    if lines:
        message.extras.append(("Headers that mail programs hide", "\n".join(lines)))
        message.warnings.append(
            "It has headers that mail programs hide: shown at the end."
        )
    if any(name.lower() == "received" for name, _ in whole.raw_items()):
        message.warnings.append(
            "Its head says by which computers it came: not shown, and not in the "
            "release."
        )


def _header(part: Part, key: str) -> list[str]:
    """What the header lines of this name say; raw bytes are not lost on the way."""
    low = key.lower()
    return [_decoded(str(v)) for k, v in part.raw_items() if k.lower() == low]


def _subject(part: Part) -> str:
    return next(iter(_header(part, "Subject")), "")


def _decoded(value: str) -> str:
    """A header's text: encoded words and raw bytes of any kind as letters."""
    value = re.sub(r"\r?\n[ \t]*", " ", value)
    try:
        pieces = decode_header(value)
    except ValueError:
        pieces = [(value, None)]
    words = []
    for piece, charset in pieces:
        if isinstance(piece, str):
            piece = piece.encode("utf-8", "surrogateescape")
        words.append(letters(piece, charset))
    return "".join(words).strip()


def letters(data: bytes, charset: str | None) -> str:
    """Bytes as text: in the encoding that is named, else in that which fits."""
    for name in (charset, "utf-8", "windows-1252"):
        try:
            if name and name.lower() not in {"unknown-8bit", "us-ascii", "default"}:
                return data.decode(name)
        except (LookupError, UnicodeError, ValueError):
            continue
    return data.decode("latin-1")


class _Reader:
    """Goes through the parts of a message."""

    def __init__(self, message: Message) -> None:
        self.message = message
        self._count = 0
        self._inline: dict[str, bytes] = {}
        message.inline = self._inline

    def take(self, part: Part) -> None:
        self._count += 1
        if self._count > _MOST_PARTS:
            raise ValueError("too many parts")
        kind = part.get_content_type()
        if kind in {"message/rfc822", "message/global"}:
            self._nested(part)
        elif kind == "message/external-body":
            name = file_name(_name(part), kind, self._count)
            self.message.problems.append((name, "is kept elsewhere, and not fetched"))
        elif kind in _REPORTS:
            self.message.extras.append(("Report", _raw(part)))
        elif part.is_multipart():
            self._several(part, kind)
        else:
            self._single(part, kind)

    def _several(self, part: Part, kind: str) -> None:
        if kind == "multipart/encrypted":
            self._locked("PGP")
            return
        for child in _children(part):
            self.take(child)
        around = f"{part.preamble or ''}\n{part.epilogue or ''}".strip()
        if re.search(r"\w", around) and not _USUAL.search(around):
            self.message.extras.append(("Text around its parts", around))
            self.message.warnings.append(
                "It has text that mail programs hide, around its parts: shown at the "
                "end."
            )

    def _single(self, part: Part, kind: str) -> None:
        attached = part.get_content_disposition() == "attachment"
        named = bool(part.get_filename())
        if kind in _TNEF or _name(part).lower() == "winmail.dat":
            tnef.unwrap(self.message, _bytes(part))
        elif kind == "text/calendar" and not attached:
            self.message.extras.append(("Invitation", calendar.words(_text(part))))
        elif kind == "text/html" and not attached and not named:
            self._html(part)
        elif kind.startswith("text/plain") and not attached and not named:
            self._plain(_unflowed(part))
        elif kind in {"text/enriched", "text/richtext"} and not attached:
            self.message.text += re.sub(r"<[^<>\n]{1,40}>", "", _text(part))
        elif kind in {"application/pkcs7-signature", "application/x-pkcs7-signature",
                      "application/pgp-signature"}:  # fmt: skip
            return
        elif kind in {"application/pkcs7-mime", "application/x-pkcs7-mime"}:
            self._sealed(part)
        else:
            self._attached(part, kind)

    def _plain(self, words: str) -> None:
        self.message.text += words
        if "-----BEGIN PGP MESSAGE-----" in words:
            self.message.warnings.append(
                "Its text is encrypted (PGP): only its recipient can read it. Ask for "
                "it decrypted."
            )

    def _html(self, part: Part) -> None:
        words = _text(part)
        if self.message.html:
            self.message.html += "<hr>"
        self.message.html += words

    def _sealed(self, part: Part) -> None:
        try:
            inner = sealed.content(_bytes(part))
        except ValueError:
            self._attached(part, "application/pkcs7-mime")
            return
        if inner is None:
            self._locked("S/MIME")
            return
        self.message.warnings.append(sealed.SIGNED)
        self.take(email.message_from_bytes(inner, policy=compat32))

    def _locked(self, how: str) -> None:
        self.message.warnings.append(
            f"It is encrypted ({how}): only its recipient can open it, and its words "
            "are not shown. Ask for it decrypted."
        )
        self.message.text += "[encrypted: not shown]\n"

    def _nested(self, part: Part) -> None:
        inner = part.get_payload()
        if isinstance(inner, list) and inner and isinstance(inner[0], Part):
            data = inner[0].as_bytes(policy=compat32.clone(max_line_length=None))
            subject = _subject(inner[0])
        else:
            data, subject = _bytes(part), ""
        name = message_name(subject, ".eml", len(self.message.parts) + 1)
        self.message.parts.append(Attached(Source(name, data)))

    def _attached(self, part: Part, kind: str) -> None:
        data = _bytes(part)
        name = file_name(_name(part), kind, len(self.message.parts) + 1)
        ids = tuple(
            one.strip("<> ")
            for one in (str(part.get("Content-ID", "")), part.get("Content-Location"))
            if one
        )
        if not data:
            if _name(part):
                self.message.problems.append((name, "is empty"))
            return
        picture = kind.startswith("image/")
        if picture:
            self._inline.update(dict.fromkeys(ids, data))
        self.message.parts.append(Attached(Source(name, data), ids, picture))


def _children(part: Part) -> Iterator[Part]:
    payload = part.get_payload()
    if isinstance(payload, list):
        yield from (child for child in payload if isinstance(child, Part))


def _name(part: Part) -> str:
    try:
        name = part.get_filename() or ""
    except (ValueError, LookupError):
        name = ""
    return _decoded(name)


def _bytes(part: Part) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: Part) -> str:
    try:
        charset = part.get_content_charset()
    except (ValueError, LookupError):
        charset = None
    return letters(_bytes(part), charset)


def _raw(part: Part) -> str:
    if part.is_multipart():
        return "\n".join(child.as_string() for child in _children(part))
    return _text(part)


def _unflowed(part: Part) -> str:
    """Plain text; lines that were broken for the journey are made whole (RFC 3676)."""
    words = _text(part)
    if str(part.get_param("format", "")).lower() != "flowed":
        return words + "\n"
    joint = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    lines = words.replace("\r\n", "\n").split("\n")
    out = ""
    for line in lines:
        soft = line.endswith(" ") and line != "-- "
        out += line.rstrip(" ") + joint if soft else line + "\n"
    return out
