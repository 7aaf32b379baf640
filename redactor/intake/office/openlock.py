"""OpenDocument files that are encrypted with a password (ODF 1.2 and 1.3, part 3)."""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from redactor.errors import FileRefused, PasswordNeeded
from redactor.intake.office.package import Package, attribute, each

_MANIFEST = "META-INF/manifest.xml"
_MOST_ROUNDS = 5_000_000  # of making a key; more than that would take minutes
_MOST_BYTES = 1_500_000_000


@dataclass(frozen=True, slots=True)
class _Lock:
    """How one part is encrypted, as the manifest says it."""

    part: str
    cipher: str
    start: str
    salt: bytes
    vector: bytes
    rounds: int
    size: int


def unlocked(name: str, data: bytes, passwords: tuple[str, ...]) -> bytes:
    """The file without its encryption, or as it is where it has none.

    Raises FileRefused and PasswordNeeded.
    """
    package = Package(name, data)
    if b"encryption-data" not in package.read(_MANIFEST):
        return data
    try:
        locks = [lock for entry in _entries(package) if (lock := _lock(entry))]
    except (ValueError, binascii.Error) as error:
        raise _unknown(name) from error
    if not locks or not all(map(_is_known, locks)):
        raise _unknown(name)
    smallest = min(locks, key=lambda lock: len(package.read(lock.part)))
    for password in passwords:
        if _plain(package, smallest, password) is not None:
            return _rebuilt(package, locks, password)
    raise PasswordNeeded(
        f"None of the passwords given opens {name}." if passwords
        else f"{name} is protected by a password.",
        "Ask whoever sent it for the password." if passwords
        else "Add it again with its password.",
    )  # fmt: skip


def _unknown(name: str) -> FileRefused:
    return FileRefused(
        f"{name} is protected by a password in a way that is not known here.",
        "Open it, save it without the password, and add that.",
    )


def _is_known(lock: _Lock) -> bool:
    cipher = "aes" in lock.cipher and "cbc" in lock.cipher
    return cipher and 0 < lock.rounds <= _MOST_ROUNDS


def _entries(package: Package) -> list[Any]:
    return list(each(package.xml(_MANIFEST), "file-entry"))


def _lock(entry: Any) -> _Lock | None:
    found = {name: next(each(entry, name), None) for name in (
        "algorithm", "key-derivation", "start-key-generation")}  # fmt: skip
    how, derived, start = found.values()
    if how is None or derived is None:
        return None
    return _Lock(
        attribute(entry, "full-path"),
        attribute(how, "algorithm-name").lower(),
        attribute(start, "start-key-generation-name").lower(),
        base64.b64decode(attribute(derived, "salt")),
        base64.b64decode(attribute(how, "initialisation-vector")),
        int(attribute(derived, "iteration-count") or 0),
        int(attribute(derived, "key-size") or 16),
    )


def _plain(package: Package, lock: _Lock, password: str) -> bytes | None:
    """A part's bytes; None where the password does not open it."""
    hashed = hashlib.sha256 if "sha256" in lock.start else hashlib.sha1
    secret = hashed(password.encode()).digest()
    key = hashlib.pbkdf2_hmac("sha1", secret, lock.salt, lock.rounds, lock.size)
    try:
        packed = _deciphered(lock, key, package.read(lock.part))
        unpacker = zlib.decompressobj(-15)
        plain = unpacker.decompress(packed, _MOST_BYTES)
    except (ValueError, zlib.error):
        return None
    return plain if unpacker.eof else None


def _deciphered(lock: _Lock, key: bytes, data: bytes) -> bytes:
    from Cryptodome.Cipher import AES

    plain: bytes = AES.new(key, AES.MODE_CBC, iv=lock.vector).decrypt(data)
    return plain


def _rebuilt(package: Package, locks: list[_Lock], password: str) -> bytes:
    plain: dict[str, bytes] = {}
    for lock in locks:
        opened = _plain(package, lock, password)
        if opened is None:
            raise _unknown(package.name)
        plain[lock.part] = opened
    root = package.xml(_MANIFEST)
    for node in list(each(root, "encryption-data")):
        node.getparent().remove(node)
    from lxml import etree

    plain[_MANIFEST] = etree.tostring(root, encoding="UTF-8", xml_declaration=True)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in package.names:
            if not part.endswith("/"):
                archive.writestr(part, plain.get(part) or package.read(part))
    return out.getvalue()
