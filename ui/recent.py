"""The cases that were open lately."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings

_KEY = "recent_cases"
_KEPT = 8


def recent_cases() -> list[Path]:
    """Those that are still there, the last one first."""
    kept = str(QSettings().value(_KEY, "")).split("\n")
    return [Path(line) for line in kept if line and Path(line).is_file()]


def remember_case(path: Path) -> None:
    """Put a case at the head of the list."""
    kept = [path.resolve(), *recent_cases()]
    fresh = list(dict.fromkeys(kept))[:_KEPT]
    QSettings().setValue(_KEY, "\n".join(str(one) for one in fresh))
