"""Mail addresses of people, written out, hidden from robots, or inside links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from redactor.find import links, public
from redactor.find.spans import Label, Span
from redactor.law.rulebook import load_once

_LOCAL = r"[\w%+'’\-]+(?:\.{1,2}[\w%+'’\-]+)*"
# "=" ends a line of a message as it is sent, in the middle of a word.
_SOFT = r"(?:=\n)?"
_DOMAIN = rf"[A-Za-z0-9](?:[\w\-]*{_SOFT}[\w\-]*\.)+[A-Za-z]{{2,24}}(?![\w@])"
_EMAIL = re.compile(rf"(?<![\w.%+\-]){_LOCAL}[ ]?@[ ]?\n?{_DOMAIN}")
_END = rf"(?:{'|'.join(load_once('contacts.yaml')['domain_endings'])})"
_WHOLE = r"(?![\w@]|\.[A-Za-z]{2,}\b(?![ ]))(?!\.[a-z]{2,}[ .,;)>\n])"
_AT = (
    r"(?:&#0?64;|＠|_at_|©|[ ]-at-[ ]"
    r"|[ ]?[\[({<][ ]?(?:at|@)[ ]?[\])}>][ ]?|[ ]at[ ]|[ ]?\(a\)[ ]?)"
)
_DOT = r"(?:_dot_|[ ]-dot-[ ]|[ ]?[\[({<][ ]?(?:dot|\.)[ ]?[\])}>][ ]?|[ ]dot[ ]|\.)"
# Addresses hidden from robots, broken by the end of a line, or with stray spaces.
_ODD = (
    re.compile(
        rf"(?<![\w.])[\w+\-]+(?:{_DOT}[\w+\-]+)*{_AT}[\w\-]+(?:{_DOT}[\w\-]+)*"
        rf"{_DOT}{_END}{_WHOLE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.])(?:[A-Za-z][\w.+]*[\-_]\n[ \t>]*)?{_LOCAL}@[ ]?(?:\n[ \t>]*)?"
        rf"(?:[\w\-]+\.(?:\n[ \t>]*)?)+{_END}{_WHOLE}",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.])[\w+'’\-]+(?:[ ]?[.][ ]?[\w+'’\-]+)*[ ]?@[ ]?[\w\-]+"
        rf"(?:[ ]?\.[ ]?[\w\-]+)*[ ]?\.[ ]?{_END}{_WHOLE}",
        re.IGNORECASE,
    ),
)
_ENCODED = re.compile(
    rf"(?<![\w.\-])[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]+)*%40{_DOMAIN}", re.IGNORECASE
)
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")


def emails(text: str) -> Iterator[Span]:
    """Mail addresses of people; role mailboxes stay."""
    for start, end, is_role in mailboxes(text):
        if not is_role:
            why = "A mail address that is not a role mailbox's."
            yield Span(start, end, Label.EMAIL, 0.97, "mail address", why)


def mailboxes(text: str) -> Iterator[tuple[int, int, bool]]:
    """Where mail addresses stand, and whether each is a role mailbox."""
    taken: list[tuple[int, int]] = []
    for pattern in (*_ODD, _EMAIL) if _HINT.search(text) else ():
        for match in pattern.finditer(text):
            start, end = match.span()
            plain = _undisguised(match.group())
            local, at, domain = plain.partition("@")
            known = any(a < end and start < b for a, b in taken)
            if known or not at or not _is_meant(match.group()):
                continue
            if _MESSAGE.search(text, max(0, start - 40), start):
                continue
            taken.append((start, end))
            role = public.is_role_mailbox(local, domain)
            yield start, end, role and not links.is_somebodys(text, domain)


# A message is known by what looks like an address.
_MESSAGE = re.compile(r"\b(?:message-id|in-reply-to|references)\W+\Z", re.I)
_HINT = re.compile(
    r"[@＠©]|&#0?64;|_at_|-at-| AT |\bat\b[^\n]*\bdot\b|[\[({<]\s?at\s?[\])}>]|\(a\)",
    re.I,
)


def _undisguised(written: str) -> str:
    """An address as it is used: "jane [at] x dot uk" is jane@x.uk."""
    plain = re.sub(rf"{_DOT}", ".", written, flags=re.IGNORECASE)
    plain = plain if "@" in plain else re.sub(_AT, "@", plain, count=1, flags=re.I)
    return re.sub(r"\s|[\[\](){}<>]", "", plain)


_PROOF = re.compile(r"&#0?64;|＠|_at_|©| -at- |\w AT \w[\w\-]*\.\w")


def _is_meant(written: str) -> bool:
    """Whether a passage is an address and not a sentence: "look at gov.uk"."""
    if _PROOF.search(written):
        return True
    if "@" in written or re.search(r"[\[({<]\s?at?\s?[\])}>]", written, re.I):
        return not re.search(r"[a-z]{2}\. [A-Za-z]", written) or " @" in written
    return bool(re.search(r"\sdot\s|[\[({<]\s?dot", written, re.IGNORECASE))


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
                f"{_IN_LINK} {links.tracked(text, start, match.end())}".strip(),
            )


_IN_LINK = "A person's mail address, encoded inside a web link."
