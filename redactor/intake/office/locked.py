"""Office files that are encrypted with a password."""

from __future__ import annotations

import io
import struct

from redactor.errors import PasswordNeeded
from redactor.intake.office.package import broken

_UNSAID = "VelvetSweatshop"  # what Excel locks with that was given no password


def is_locked(data: bytes) -> bool:
    """Whether a file of before 2007 is encrypted."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError

    failures = (DecryptionError, FileFormatError, ParseError, ValueError, LookupError,
                TypeError, AttributeError, OSError, struct.error)  # fmt: skip
    try:
        return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
    except failures:
        return False


def unlocked(name: str, data: bytes, passwords: tuple[str, ...]) -> bytes:
    """The file without its encryption. Raises FileRefused, PasswordNeeded."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError

    failures = (DecryptionError, ParseError, ValueError, LookupError, TypeError)
    for password in (*passwords, _UNSAID):
        try:
            file = msoffcrypto.OfficeFile(io.BytesIO(data))
            file.load_key(password=password)
            out = io.BytesIO()
            file.decrypt(out)
        except failures:
            continue
        except (FileFormatError, OSError) as error:
            raise broken(name) from error
        return out.getvalue()
    if passwords:
        raise PasswordNeeded(
            f"None of the passwords given opens {name}.",
            "Ask whoever sent it for the password.",
        )
    raise PasswordNeeded(
        f"{name} is protected by a password.", "Add it again with its password."
    )
