"""What a message's head lets the schedule say of it: never who wrote it to whom.

Addresses are personal data, so only the domains of public bodies are said; everybody
else is an outside correspondent. The caseworker can word it otherwise.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from email.utils import getaddresses, parsedate_to_datetime

from redactor.intake.mail.message import Message
from redactor.intake.source import Said
from redactor.law import rulebook

_KIND = "e-mail"
_OUTSIDE = "an outside correspondent"
_OUTLOOK = "%d %B %Y %H:%M"
_MOST = 3  # bodies that are named
_ANYBODY = (".org.uk", ".cymru")  # who has such a domain need not be a body


def described(message: Message) -> Said:
    """The kind of document, its date, and from and to as organisations, if one of them
    is known."""
    senders = list(_bodies(message, ("From",)))
    others = list(_bodies(message, ("To", "Cc", "Bcc")))
    parties = f"from {_listed(senders)} to {_listed(others)}"
    known = senders and others and {*senders, *others} != {_OUTSIDE}
    return Said(_KIND, _date(message), parties if known else "")


def _date(message: Message) -> str:
    said = next((words for label, words in message.headers if label == "Sent"), "")
    day = _parsed(said)
    return f"{day.day} {day:%B %Y}" if day else ""


def _parsed(words: str) -> dt.datetime | None:
    """The moment that a head gives, by the sender's clock; None for nonsense."""
    try:
        return parsedate_to_datetime(words)
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    try:
        return dt.datetime.strptime(words, _OUTLOOK).replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def _bodies(message: Message, labels: Sequence[str]) -> Iterator[str]:
    """For each address the public body that it belongs to."""
    lines = [words.replace(";", ",") for label, words in message.headers
             if label in labels]  # fmt: skip
    for _, mail in getaddresses(lines):
        if "@" in mail:
            yield _body(mail.rpartition("@")[2].strip().casefold())


def _body(host: str) -> str:
    domains = rulebook.load_once("public.yaml")["body_domains"]
    known = any(
        host == end.lstrip(".") or host.endswith(end)
        for end in domains
        if end not in _ANYBODY
    )
    return host if known and host.isascii() else _OUTSIDE


def _listed(parties: Sequence[str]) -> str:
    """Each once, bodies first."""
    bodies = [one for one in dict.fromkeys(parties) if one != _OUTSIDE]
    named = bodies[:_MOST]
    outside = [p for p in parties if p == _OUTSIDE]
    if len(outside) > 1:
        named.append("outside correspondents")
    elif outside:
        named.append(_OUTSIDE)
    if len(bodies) > _MOST:
        named.append("others")
    return " and ".join(filter(None, (", ".join(named[:-1]), *named[-1:])))
