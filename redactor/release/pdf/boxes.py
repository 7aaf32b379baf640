"""What a redaction looks like: its rectangle and the code written in it."""

from __future__ import annotations

from dataclasses import dataclass

from redactor.model import Rect


@dataclass(frozen=True, slots=True)
class Box:
    """One rectangle to burn: ``stamp`` is written in it, ``serial`` names it."""

    rect: Rect
    stamp: str
    serial: str
