"""What a proof finds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Why a release must not leave. ``reason`` never repeats withheld text.

    ``curable`` says that the page released as a picture may do.
    """

    document: str
    page: int | None
    reason: str
    curable: bool = False

    def __str__(self) -> str:
        where = f", page {self.page}" if self.page else ""
        return f"{self.document}{where}: {self.reason}"
