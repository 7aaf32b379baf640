"""LibreOffice, where it is installed: without network, macros, or a profile that stays.

It may be told to leave a file alone, or may break on one: then the conversions that are
built in do the work.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from redactor import scratch

_PLACES = (
    "/opt/libreoffice*/program/soffice",
    "/usr/lib*/libreoffice/program/soffice",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
_LIMIT = 120.0  # seconds
_MOST_BYTES = 400_000_000
_NOWHERE = "127.0.0.1"
_SETTINGS = (
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),
    ("Office.Calc/Content/Update", "Link", "2"),
    ("Office.Common/Misc", "FirstRun", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", _NOWHERE),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
# no network, and no life after the process that started it
_APART = (
    *("setpriv", "--pdeathsig", "KILL"),
    *("unshare", "--user", "--map-root-user", "--net", "--pid", "--fork"),
    "--kill-child=SIGKILL",
)


@cache
def program() -> str | None:
    """Where LibreOffice is; None where it is not installed."""
    for name in ("soffice", "libreoffice"):
        if found := shutil.which(name):
            return found
    for place in _PLACES:
        for path in sorted(Path("/").glob(place[1:]), reverse=True):
            return str(path)
    return None


@cache
def _walls() -> Sequence[str]:
    """A command before the command that leaves it no network, where there is one."""
    if sys.platform != "linux" or not shutil.which("setpriv"):
        return ()
    try:
        done = subprocess.run([*_APART, "true"], capture_output=True, timeout=10)
    except (OSError, subprocess.SubprocessError):
        return ()
    return _APART if done.returncode == 0 else ()


def converted(data: bytes, ending: str, to: str = "pdf") -> bytes | None:
    """The file in another format; None where that can't be done.

    ``ending`` is the one by which the format of ``data`` is known (".docx").
    """
    office = program()
    if office is None or len(data) > _MOST_BYTES:
        return None
    with scratch.folder() as folder:
        source = folder / f"document{ending}"
        source.write_bytes(data)
        out = folder / "out"
        _profile(folder / "profile" / "user")
        command = [
            *_walls(),
            office,
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--nolockcheck",
            "--convert-to",
            to,
            "--outdir",
            str(out),
            str(source),
        ]
        if not _ran(command, folder):
            return None
        made = list(out.glob(f"*.{to}"))
        return made[0].read_bytes() if made else None


def _ran(command: list[str], folder: Path) -> bool:
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "LANG": "en_GB.UTF-8",
        **dict.fromkeys(("http_proxy", "https_proxy"), f"http://{_NOWHERE}:9"),
    }
    process = subprocess.Popen(
        command,
        env=environment,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        return process.wait(_LIMIT) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        if sys.platform != "win32" and process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()


def _profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" '
        f'oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _SETTINGS
    )
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items '
        'xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>',
        encoding="utf-8",
    )
