"""Office files that are encrypted with a password."""

from __future__ import annotations

import io

from redactor.errors import PasswordNeeded
from redactor.intake.office.package import broken


def unlocked(name: str, data: bytes, passwords: tuple[str, ...]) -> bytes:
    """The file without its encryption. Raises FileRefused, PasswordNeeded."""
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, FileFormatError, ParseError

    failures = (DecryptionError, ParseError, ValueError, LookupError, TypeError)
    for password in passwords:
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
