"""``foi-redactor [CASE]`` opens the window; with a verb it is the command line."""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import sys
import traceback
from collections.abc import Mapping
from pathlib import Path

_NO_DISPLAY = (
    "There is no display to open the window on.\n"
    "Start it on a desktop, or use a verb of the command line: foi-redactor --help "
    "lists them.\n"
)
_NO_LIBRARY = (
    "Qt can't open a window: the system library {name} is missing.\n"
    "Install it (on Debian: sudo apt install {package}) and start again.\n"
)
_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libdbus-1.so.3": "libdbus-1-3",
}


def main() -> int:
    """The installed command. Returns its exit code."""
    multiprocessing.freeze_support()
    arguments = sys.argv[1:]
    if is_command(arguments):
        return command_line()
    wrong = obstacle(os.environ)
    if wrong:
        sys.stderr.write(wrong)
        return 1
    # only now: a script that calls a verb should not wait for Qt
    from ui.app import run

    return run(Path(arguments[0]) if arguments else None)


def command_line() -> int:
    """Run a verb. What is not a refusal is a bug, said without document text."""
    from redactor.cli import main as run

    try:
        return run()
    except Exception as bug:  # noqa: BLE001 - the last resort: never a traceback
        at = traceback.extract_tb(bug.__traceback__)[-1]
        where = f"{Path(at.filename).name}:{at.lineno}"
        sys.stderr.write(
            f"Something went wrong that should not have: {type(bug).__name__} in "
            f"{where}.\nNothing was released. Report these two lines; they hold no "
            "text of your documents.\n"
        )
        return 1


def is_command(arguments: list[str]) -> bool:
    """Whether these are for the command line: not nothing, nor one case file."""
    if len(arguments) != 1:
        return bool(arguments)
    case = Path(arguments[0])
    return case.suffix != ".foicase" and not case.is_file()


def obstacle(environment: Mapping[str, str]) -> str:
    """Why no window can open here and what to do, or nothing where one can.

    Qt itself would end the program with an abort and a core dump.
    """
    if sys.platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return ""
    if environment.get("WAYLAND_DISPLAY"):
        return ""
    display = environment.get("DISPLAY", "")
    if not display or not _answers(display):
        return _NO_DISPLAY
    for name, package in _LIBRARIES.items():
        try:
            ctypes.CDLL(name)
        except OSError:
            return _NO_LIBRARY.format(name=name, package=package)
    return ""


def _answers(display: str) -> bool:
    """Whether an X server of this computer is there; a remote one is taken on trust."""
    if not display.startswith(":"):
        return True
    number = display[1:].partition(".")[0]
    return Path(f"/tmp/.X11-unix/X{number}").exists()  # noqa: S108 - where X puts it


if __name__ == "__main__":
    sys.exit(main())
