"""How long the program takes to start, as a multiple of a bare Python's start.

The ratio says more than the seconds: it stays the same on a slower machine. What is
heavy (PDF, language and database libraries, Qt) must not be loaded to say --version.
"""

from __future__ import annotations

import subprocess
import sys
import time

REPEATS = 5
STARTS = {
    "the model (redactor.model)": "import redactor.model",
    "the command line (redactor.cli)": "import redactor.cli",
    "foi-redactor --version": (
        "import sys; sys.argv = ['foi-redactor', '--version'];"
        "from ui.__main__ import main; sys.exit(main())"
    ),
    "the PDF engine (pymupdf)": "import pymupdf",
    "the window's toolkit (PySide6.QtWidgets)": "import PySide6.QtWidgets",
    "the language engine (spacy)": "import spacy",
}


def main() -> None:
    bare = _seconds("pass")
    print(f"{'a bare Python':<42}{bare:7.2f} s")
    for name, code in STARTS.items():
        seconds = _seconds(code)
        print(f"{name:<42}{seconds:7.2f} s {seconds / bare:7.1f} x")


def _seconds(code: str) -> float:
    """The quickest of some starts: noise only ever adds."""
    return min(_once(code) for _ in range(REPEATS))


def _once(code: str) -> float:
    begin = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin
