"""A message as a reader sees it, wherever it was read from."""

from __future__ import annotations

import mimetypes
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from redactor.intake.source import Source

_BAD = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
_LONGEST = 120


@dataclass(slots=True)
class Message:
    """Header lines in the order in which they are shown, bodies, and what is attached.

    ``extras`` are further texts that a reader is shown, each with its heading.
    ``inline`` are pictures by content id.
    """

    headers: list[tuple[str, str]] = field(default_factory=list)
    html: str = ""
    text: str = ""
    extras: list[tuple[str, str]] = field(default_factory=list)
    inline: Mapping[str, bytes] = field(default_factory=dict)
    parts: list[Attached] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)

    @property
    def subject(self) -> str:
        return next((v for k, v in self.headers if k == "Subject"), "")


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that is attached; ``ids`` are the names by which a body may show it."""

    source: Source
    ids: tuple[str, ...] = ()
    is_picture: bool = False


def file_name(said: str, kind: str, number: int) -> str:
    """What an attachment is called; one that has no name gets one by its kind."""
    name = _BAD.sub(" ", said).strip(" .")[-_LONGEST:]
    if name:
        return name
    ending = mimetypes.guess_extension(kind) or ""
    return f"attachment {number}{ending}"


def message_name(subject: str, ending: str, number: int) -> str:
    """What a message inside of another file is called: by its subject."""
    name = _BAD.sub(" ", subject).strip(" .")[:_LONGEST]
    return f"{name or f'message {number}'}{ending}"
