"""A source made into pages and into the files that are in it, by its kind."""

from __future__ import annotations

from redactor.errors import FileRefused
from redactor.intake.kinds import Kind, kind_of
from redactor.intake.mail import eml, letterhead, outlook, tnef
from redactor.intake.source import MOST_PAGES, Made, Source


def make(source: Source) -> Made:
    """Pages of a source, unless it is a PDF already. Raises FileRefused."""
    name, data = source.name, source.data
    match kind_of(name, data):
        case Kind.PDF:
            return Made(data)
        case Kind.IMAGE:
            from redactor.intake.image import from_image

            return Made(from_image(name, data, MOST_PAGES))
        case Kind.MAIL:
            return letterhead.made(eml.read(name, data))
        case Kind.OUTLOOK:
            return letterhead.made(outlook.read(name, data))
        case Kind.MAILBOX:
            return Made(None, parts=eml.messages(name, data))
        case Kind.WINMAIL:
            return _unwrapped(name, data)


def _unwrapped(name: str, data: bytes) -> Made:
    message = tnef.read(data)
    if message.html or message.text:
        return letterhead.made(message)
    parts = tuple(one.source for one in message.parts if one.source.data != data)
    if not parts:
        raise FileRefused(
            f"{name} holds nothing that can be shown.",
            "Ask the sender for the message in another format.",
        )
    return Made(None, tuple(message.warnings), parts, tuple(message.problems))
