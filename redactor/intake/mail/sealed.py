"""What S/MIME seals (.p7m): signed content is taken out of its seal (RFC 8551); what is
encrypted only its recipient can open."""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from pathlib import PurePath

from redactor.errors import FileRefused
from redactor.intake.source import Made, Source

_ARMOUR = re.compile(rb"-----BEGIN (?:PKCS7|CMS)-----(.+?)-----END", re.DOTALL)
_MIME = re.compile(rb"\s*(?:Content-Type|MIME-Version|From|Received):", re.IGNORECASE)
_SEALS = (  # the kinds of content: signed, enveloped, encrypted, authenticated
    b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07",
    b"\x06\x0b\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01",
)
_DEFECTS = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
_MOST = 400_000_000  # bytes that compressed content may come to
SIGNED = "It is signed (S/MIME): who signed it is not in the release."
ENCRYPTED = "is encrypted (S/MIME), and only its recipient can open it"
REMEDY = "Ask the recipient to open it, save it without encryption, and send that."


def is_sealed(data: bytes) -> bool:
    """Whether these bytes are such a seal."""
    return (data[:1] == b"\x30" and any(seal in data[:40] for seal in _SEALS)) or bool(
        _ARMOUR.match(data[:100_000].lstrip())
    )


def content(data: bytes) -> bytes | None:
    """What is in the seal; None where it is encrypted, or only a signature. Raises
    ValueError where it is broken."""
    from asn1crypto import cms

    armoured = _ARMOUR.match(data.lstrip())
    try:
        if armoured:
            data = base64.b64decode(armoured.group(1))
        whole = cms.ContentInfo.load(data)
        kind = whole["content_type"].native
        if kind not in {"signed_data", "compressed_data"}:
            return None
        inner = whole["content"]["encap_content_info"]["content"].native
    except (*_DEFECTS, binascii.Error) as error:
        raise ValueError("a broken seal") from error
    if not isinstance(inner, bytes):
        return None
    return _unpacked(inner) if kind == "compressed_data" else inner


def _unpacked(data: bytes) -> bytes:
    opener = zlib.decompressobj()
    try:
        return opener.decompress(data, _MOST)
    except zlib.error as error:
        raise ValueError("a broken seal") from error


def made(name: str, data: bytes) -> Made:
    """The file or message in the seal. Raises FileRefused."""
    try:
        inner = content(data)
    except ValueError as error:
        raise FileRefused(
            f"{name} is sealed (S/MIME) and damaged.", "Ask for another copy of it."
        ) from error
    if inner is None:
        raise FileRefused(f"{name} {ENCRYPTED}, or holds nothing.", REMEDY)
    title = PurePath(name)
    stem = title.stem if title.suffix.lower() in {".p7m", ".p7s", ".p7c"} else name
    if _MIME.match(inner) and not stem.lower().endswith(".eml"):
        stem += ".eml"
    return Made(None, (SIGNED,), (Source(stem, inner),))
