"""Mail addresses, handles and profile links; telephone numbers are in phones.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from redactor.find import births, identifiers, public
from redactor.find.phones import extensions, numbers, phones
from redactor.find.spans import Label, Span
from redactor.law.rulebook import load

__all__ = ["extensions", "numbers", "phones"]

_LOCAL = r"[\w%+'’\-]+(?:\.[\w%+'’\-]+)*"
_DOMAIN = r"[A-Za-z0-9](?:[\w\-]*\.)+[A-Za-z]{2,24}(?![\w@])"
_EMAIL = re.compile(rf"(?<![\w.%+\-]){_LOCAL}[ ]?@[ ]?\n?{_DOMAIN}")
_ENCODED = re.compile(
    rf"(?<![\w.\-])[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]+)*%40{_DOMAIN}", re.IGNORECASE
)
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_HANDLE = re.compile(r"(?<![\w@.%/])@[A-Za-z_]\w{2,29}(?![\w@.]*@)\b")
_WORDS = {name: "|".join(every) for name, every in load("contacts.yaml").items()}
_PROFILE = re.compile(
    rf"(?<![\w\-.])(?:https?://)?(?:[\w\-]+\.)?(?:{_WORDS['profile_sites']})/"
    r"(?P<who>@?[\w.\-%]+)[^\s)\]>\"',;]*",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    rf"\b(?:{_WORDS['account_words']})\s*(?:is|[:=])\s*"
    r"(?P<who>@?[A-Za-z][\w.\-#]{2,30})",
    re.IGNORECASE,
)
_DOMAIN_USER = re.compile(r"\b[A-Z][A-Z0-9\-]{1,15}\\(?P<who>[A-Za-z][\w.\-]{2,30})\b")
_USER_FOLDER = re.compile(
    r"(?:\\|/)(?:Users|home)(?:\\|/)(?P<who>[A-Za-z][\w.\-]{2,30})", re.IGNORECASE
)
_USED_BY = re.compile(
    r"\b(?:last )?(?:modified|created|saved|edited|uploaded|updated|printed|opened) by"
    r"[ ]?[:=][ ]*(?P<who>[a-z][a-z0-9._\-]{3,24})(?=[ ]*(?:$|[\n;|,\t]))",
    re.MULTILINE,
)
_CN_USER = re.compile(
    r"\bCN=(?:[0-9a-f]{8,}-)?(?P<who>[A-Za-z][\w.\-]{2,40})(?=[,/\s>]|$)", re.IGNORECASE
)


def emails(text: str) -> Iterator[Span]:
    """Mail addresses of people; role mailboxes stay."""
    for start, end, is_role in mailboxes(text):
        if not is_role:
            why = "A mail address that is not a role mailbox's."
            yield Span(start, end, Label.EMAIL, 0.97, "mail address", why)


def mailboxes(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where mail addresses stand, and whether each is a role mailbox."""
    for match in _EMAIL.finditer(text):
        plain = match.group().replace(" ", "").replace("\n", "")
        local, _, domain = plain.partition("@")
        yield *match.span(), public.is_role_mailbox(local, domain)


def encoded(text: str) -> Iterator[Span]:
    """Mail addresses inside the query of a link, where "%40" stands for "@"."""
    for match in _ENCODED.finditer(text):
        start = match.start()
        # What stands before the address is escaped too: "%7Cjane.smith%40...".
        while start >= 1 and _ESCAPE.match(text, start - 1):
            start += 2
        local, _, domain = unquote(text[start : match.end()]).partition("@")
        if local and not public.is_role_mailbox(local, domain):
            yield Span(
                start,
                match.end(),
                Label.EMAIL,
                0.95,
                "mail address in a link",
                "A person's mail address, encoded inside a web link.",
            )


def handles(text: str) -> Iterator[Span]:
    """User names and social media handles, and the numbers and the dates by which
    somebody is told from others."""
    yield from identifiers.identified(text)
    yield from births.births(text)
    for match in _HANDLE.finditer(text):
        if not public.is_public_handle(match.group()):
            yield _handle(match.start(), match.end(), 0.8, "social media name")
    for pattern in (_ACCOUNT, _DOMAIN_USER, _USER_FOLDER, _CN_USER, _USED_BY):
        for match in pattern.finditer(text):
            if not public.is_public_handle(match["who"]):
                yield _handle(*match.span("who"), 0.85, "user name")


def _handle(start: int, end: int, score: float, found_by: str) -> Span:
    why = (
        "A name in social media that is not a body's."
        if found_by == "social media name"
        else "A name with which somebody logs in."
    )
    return Span(start, end, Label.HANDLE, score, found_by, why)


def profiles(text: str) -> Iterator[Span]:
    """Links to a person's page in social media."""
    for match in _PROFILE.finditer(text):
        if not public.is_public_handle(match["who"]):
            yield Span(
                match.start(),
                match.end(),
                Label.URL,
                0.85,
                "profile link",
                "A link to a person's page in social media.",
            )
