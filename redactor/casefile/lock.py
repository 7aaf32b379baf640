"""One writer for each case: a small file beside it says who has it open.

A file rather than a lock of the operating system, because case files sit on network
shares, where those are not to be relied on, and because it can say a name.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
import socket
from pathlib import Path

from redactor.errors import CaseInUse, CaseUnreadable


def me() -> str:
    """The name under which the audit trail knows whoever runs this program."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # no such account, as in some containers
        return "unknown"


class CaseLock:
    """Held while a case is open for writing.

    Raises CaseInUse with who has it, since when and on which computer. A lock left by
    a process of this computer that no longer runs is taken over.
    """

    def __init__(self, case: Path) -> None:
        self._path = case.with_name(f"{case.name}.lock")
        self._mine = {
            "user": me(),
            "computer": socket.gethostname(),
            "process": os.getpid(),
            "since": dt.datetime.now().astimezone().isoformat(timespec="minutes"),
        }
        if not self._create():
            self._take_over(case)

    def _create(self) -> bool:
        try:
            handle = os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return False
        except OSError as error:
            raise CaseUnreadable(
                f"Nothing can be written in {self._path.parent}: {error.strerror}.",
                "Copy the case to a folder where you may write, or ask for the right.",
            ) from error
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(self._mine, file)
        return True

    def _take_over(self, case: Path) -> None:
        holder = self._holder()
        if holder and not self._is_gone(holder):
            at = dt.datetime.fromisoformat(holder["since"])
            since = f"{at:%H:%M} on {at.day} {at:%B %Y}"
            raise CaseInUse(
                f"{case.name} is open already: {holder['user']} has had it open on "
                f"{holder['computer']} since {since}.",
                "Close it there first. If that computer has crashed, delete "
                f"{self._path.name} beside the case.",
            )
        self._path.unlink(missing_ok=True)
        if not self._create():
            raise CaseInUse(
                f"{case.name} is being opened by somebody else at this moment.",
                "Try again in a few seconds.",
            )

    def _holder(self) -> dict[str, str] | None:
        """Who holds it, or None where the file is empty after a crash."""
        try:
            holder = json.loads(self._path.read_text(encoding="utf-8"))
        except (FileNotFoundError, json.JSONDecodeError):
            return None
        return holder if isinstance(holder, dict) and "since" in holder else None

    def _is_gone(self, holder: dict[str, str]) -> bool:
        if holder["computer"] != self._mine["computer"]:
            return False
        return not _is_running(int(holder["process"]))

    def release(self) -> None:
        self._path.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if os.name == "nt":
        import ctypes

        # mypy looks at it on systems that have no windll
        handle = ctypes.windll.kernel32.OpenProcess(0x1000, False, process)  # type: ignore[attr-defined]
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)  # type: ignore[attr-defined]
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
