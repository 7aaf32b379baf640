"""Mail addresses, handles and profile links; telephone numbers are in phones.py."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from redactor.find import known, lists, public
from redactor.find.spans import Label, Span
from redactor.law.rulebook import load

_LOCAL = r"[\w%+'’\-]+(?:\.{1,2}[\w%+'’\-]+)*"
# "=" ends a line of a message as it is sent, in the middle of a word.
_SOFT = r"(?:=\n)?"
_DOMAIN = rf"[A-Za-z0-9](?:[\w\-]*{_SOFT}[\w\-]*\.)+[A-Za-z]{{2,24}}(?![\w@])"
_EMAIL = re.compile(rf"(?<![\w.%+\-]){_LOCAL}[ ]?@[ ]?\n?{_DOMAIN}")
_END = rf"(?:{'|'.join(load('contacts.yaml')['domain_endings'])})"
_AT = (
    r"(?:&#0?64;|＠|_at_|©|[ ]-at-[ ]"
    r"|[ ]?[\[({<][ ]?(?:at|@)[ ]?[\])}>][ ]?|[ ]at[ ]|[ ]?\(a\)[ ]?)"
)
_DOT = r"(?:_dot_|[ ]-dot-[ ]|[ ]?[\[({<][ ]?(?:dot|\.)[ ]?[\])}>][ ]?|[ ]dot[ ]|\.)"
# Addresses hidden from robots, broken by the end of a line, or with stray spaces.
_ODD = (
    re.compile(
        rf"(?<![\w.])[\w+\-]+(?:{_DOT}[\w+\-]+)*{_AT}[\w\-]+(?:{_DOT}[\w\-]+)*"
        rf"{_DOT}{_END}\b",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.])(?:[A-Za-z][\w.+]*[\-_]\n[ \t>]*)?{_LOCAL}@[ ]?(?:\n[ \t>]*)?"
        rf"(?:[\w\-]+\.(?:\n[ \t>]*)?)+{_END}\b(?![\w@])",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<![\w.])[\w+'’\-]+(?:[ ]?[.][ ]?[\w+'’\-]+)*[ ]?@[ ]?[\w\-]+"
        rf"(?:[ ]?\.[ ]?[\w\-]+)*[ ]?\.[ ]?{_END}\b",
        re.IGNORECASE,
    ),
)
_ENCODED = re.compile(
    rf"(?<![\w.\-])[A-Za-z0-9_\-]+(?:\.[A-Za-z0-9_\-]+)*%40{_DOMAIN}", re.IGNORECASE
)
_SAFELINK = re.compile(
    r"safelinks\.protection\.outlook\.com/[^?\s]*\?url=(?P<url>[^&\s]+)&\S*$",
    re.IGNORECASE,
)
_LINK = 1500  # characters of a link that are read before an address inside it
_ESCAPE = re.compile(r"%[0-9A-Fa-f]{2}")
_HANDLE = re.compile(r"(?<![\w@.%/])@[A-Za-z_]\w+(?:\.\w+)*(?![\w@.]*@)\b")
_WORDS = {name: "|".join(every) for name, every in load("contacts.yaml").items()}
_PROFILE = re.compile(
    rf"(?<![\w\-.])(?:https?://)?(?:[\w\-]+\.)?(?:{_WORDS['profile_sites']})/"
    r"(?P<who>@?[\w.\-%]+)[^\s)\]>\"',;]*",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(
    rf"\b(?:{_WORDS['account_words']})\s*(?:is|[:=])\s*"
    r"(?P<who>@?(?:live:)?[A-Za-z][\w.\-#]{2,30})",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"\b(?i:{_WORDS['account_words']})s?\b[ ]?(?:is|are|[:=])?[ ]+"
    r"(?P<who>[A-Za-z][\w.\-]*[\d_#.]\w*|[a-z]{4,20}(?=[.,;)\n]|$))"
    r"(?:(?:,| and|[ ]?/)[ ](?P<other>[a-z][\w.\-]{2,19}\w))?"
)
_QUOTED = re.compile(
    r"\"(?:user(?:_?(?:name|id))?|login|(?:run|created|modified|updated|exported)_by)\""
    r"[ ]?[:,][ ]?\"(?P<who>[A-Za-z][\w.\-]{2,30})\"",
    re.IGNORECASE,
)
_DONE_BY = re.compile(
    r"\b(?:printed|exported|run|generated|logged|created|closed|opened|entered|updated)"
    r"\b[^\n]{0,25}\bby[ ](?P<who>[a-z]+[\d_][\w.\-]*)"
)
_SPEAKER = re.compile(
    r"^(?P<who>@?[A-Za-z]\w*_(?!by|to|id|at|on|no|ref|date|name)\w+"
    r"|@?[a-z]{3,}\d{2,4})(?=:[ ])",
    re.M,
)
_USER = re.compile(
    r"\buser (?P<who>[a-z][a-z0-9._\-]{3,20})"
    r"(?= (?:logged|signed|locked|opened|deleted|on)\b)"
)
_ACT = (
    r"(?:entered|amended|created|modified|updated|edited|logged|raised|posted|uploaded"
    r"|assigned|closed|opened|printed|exported|run|keyed|input|deleted|requested)"
)
_STAMP = re.compile(
    rf"\b(?i:{_ACT})(?:_by|_to|[ ](?:by|to))\b"
    r"(?:[ ]?[:=][ ]*(?P<who>[a-z][\w.\-]{3,20})\b(?![ ][a-z])"
    r"|[ ](?P<name>[a-z][a-z.]*[\d_][\w.\-]*\w"
    r"|[A-Z]{4,9}\d{0,2}(?=[ ]+\d{1,2}[/.\-])))"
)
_KEYED = re.compile(
    r"\b(?:uid|samaccountname|usr|user(?:name)?|login|account|cn)="
    r"(?P<who>[a-z][\w.\-]{2,20}(?:@\w+)?)(?=[,; \n]|$)"
    r"|(?<![\w/])(?P<name>u/[\w\-]{3,20})"
)
_FOLDER = re.compile(r"\\(?P<who>[a-z]\.[a-z'\-]{3,20})(?=\\)")
_DOMAIN_USER = re.compile(
    r"(?<![\w\\:])(?P<who>[A-Z][A-Z0-9\-]{0,15}\\(?!(?i:svc|srv|sa|app|adm|sql|sys)[_.\-$])"
    r"[A-Za-z][\w.\-]{2,30})\b"
)
_USER_FOLDER = re.compile(
    r"(?:\\|/)(?:Users\$?|homes?|profiles|Documents and Settings)(?:\\|/)"
    r"(?P<who>[A-Za-z][\w.\-]{2,30})",
    re.IGNORECASE,
)
_LOGS_IN = re.compile(
    r"\b(?:(?i:log)(?:s|ged|ging)?[ \-]?[io]n|sign(?:s|ed)?[ \-]?in)\b"
    r"[^\n.:]{0,25}(?:[ ]as|:)[ ]"
    r"(?P<who>[a-z]+[\d_](?:[\w.\-]{0,24}\w)?|[a-z][a-z.\-]{4,24}\b(?![ ][a-z]|@))"
    r"|\b(?:post(?:s|ed|ing)?|tweet(?:s|ed|ing)?|stream(?:s|ed|ing)?|play(?:s|ed|ing)?"
    r"|known online|messaged|trad(?:es|ed|ing)|sell(?:s|ing)?)[ ]as[ ]"
    r"(?P<name>@?[a-zA-Z][\w.\-]*[\d_.#][\w.\-]*\w)"
    r"|\b(?:posts?|profile|account|user|commit(?:ted)?|nickname|screen name"
    r"|with the name"
    r"|page|tweets?|comments?|reviews?)(?: (?:by|as|of|called|named|from))?[ ]"
    r"[\"“](?P<said>[^\"“”\n]{3,25})[\"”]",
)
_DEVICE = re.compile(
    r"\b(?P<who>[A-Z][a-z]+(?:['’]?s)?[\-_](?:i?Phone|iPad|iMac|MacBook|Laptop|PC|Galaxy"
    r"|Pixel|Tablet|Desktop|Watch|XPS|Surface)(?:[\-_]\w+)?)\b"
)
_USED_BY = re.compile(
    r"\b(?:(?:last )?(?:modified|created|saved|edited|uploaded|updated|printed|opened)"
    r" by|[Aa]uthor|[Oo]wner)[ ]?[:=][ ]*(?P<who>[a-z][a-z0-9._\-]{3,24})"
    r"(?=[ ]*(?:$|[\n;|,\t]|[ ]{2}))",
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
            yield start, end, public.is_role_mailbox(local, domain)


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
                _why_in_link(text[max(0, start - _LINK) : start]),
            )


def _why_in_link(before: str) -> str:
    """Why an address in a link is personal; a link that Outlook made to follow who
    clicks on it is said with the page behind it, which could stand in its place."""
    words = "A person's mail address, encoded inside a web link."
    tracked = _SAFELINK.search("".join(before.split("\n")))
    if tracked is None:
        return words
    page = unquote(tracked["url"])
    return f"{words} Outlook made it from {page}: the rest says who got it, and when."


def handles(text: str) -> Iterator[Span]:
    """User names and social media handles."""
    for match in _HANDLE.finditer(text):
        stays = match.group().lstrip("@").casefold() in _NOBODY or _FOLLOW.search(
            text, max(0, match.start() - 14), match.start()
        )
        if not stays and not public.is_public_handle(match.group()):
            yield _handle(match.start(), match.end(), 0.8, "social media name")
    users = [
        match.span(group)
        for pattern in _USERS
        for match in pattern.finditer(text)
        for group, value in match.groupdict().items()
        if value and _is_user(value)
    ]
    for start, end in (*users, *_same(text, users)):
        yield _handle(start, end, 0.85, "user name")


def _same(text: str, users: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where user names stand again that are no words and nobody's name."""
    words = {text[start:end].rpartition("\\")[2] for start, end in users}
    words |= {match["who"] for match in _OWN_PATH.finditer(text)}
    for word in words:
        if len(word) > _SURE and word.isalnum() and not _is_plain(word.casefold()):
            every = re.finditer(
                rf"(?<![\w\\/.@\-]){re.escape(word)}(?![\w@.\-/\\])", text
            )
            yield from {match.span() for match in every} - set(users)


def _is_plain(word: str) -> bool:
    long = lists.lexicon()
    return word in long.words or word in long.surnames or word in long.forenames


_SURE = 4  # letters of a user name that is looked for everywhere


def _is_user(value: str) -> bool:
    low = value.casefold().rstrip(".")
    if low in _NOBODY or (low in lists.lexicon().words and known.is_common(low)):
        return False
    return not public.is_public_handle(value)


_FOLLOW = re.compile(r"\bfollow(?: us)?(?: on| at)? \Z", re.IGNORECASE)
_USERS = (
    *(_ACCOUNT, _LISTED, _QUOTED, _DOMAIN_USER, _USER_FOLDER, _CN_USER, _USED_BY),
    *(_LOGS_IN, _DEVICE, _DONE_BY, _SPEAKER, _FOLDER, _USER, _STAMP, _KEYED),
)
_NOBODY = frozenset(load("contacts.yaml")["nobody"])


def _handle(start: int, end: int, score: float, found_by: str) -> Span:
    why = (
        "A name in social media that is not a body's."
        if found_by == "social media name"
        else "A name with which somebody logs in."
    )
    return Span(start, end, Label.HANDLE, score, found_by, why)


# A path through somebody's own folder, which may have spaces inside.
_OWN_PATH = re.compile(
    r"(?:\b[A-Z]:|\\\\[\w.\-]+)(?:\\[\w$.\-]+)*?\\"
    r"(?:Users|home|homes|profiles|Documents and Settings|userdata|redirected)\$?"
    r"\\(?!Public\b|Shared\b|Default\b|All Users\b|Administrator\b)"
    r"(?P<who>[A-Za-z][\w.\-]{2,30})"
    r"(?:\\[^\\\n\t|;,\"<>*?()\[\]]{1,60}(?=\\))*(?:\\[^\\\s|;,\"<>*?()\[\]]*)?"
    r"(?:[ ][\w\-]+(?=[\])}]*(?:\n|$)))?",
    re.IGNORECASE,
)
_HOMEPAGE = re.compile(
    r"\bhttps?://[\w.\-]+/(?:[\w\-]+/)*(?:~[\w.\-]+|(?:people|staff|profiles?|users?|"
    r"authors?)/[A-Za-z]+[\-._][A-Za-z\-._]+)[^\s)\]>\"',;]*",
    re.IGNORECASE,
)


def profiles(text: str) -> Iterator[Span]:
    """Links to a person's page in social media."""
    for match in _PROFILE.finditer(text):
        own = "/personal/" in match.group()
        if own or not public.is_public_handle(match["who"]):
            yield Span(
                match.start(),
                match.end(),
                Label.URL,
                0.85,
                "profile link",
                "A link to a person's page in social media.",
            )
    for match in _OWN_PATH.finditer(text):
        why = "A path through somebody's own folder."
        yield Span(*match.span(), Label.URL, 0.8, "profile link", why)
    for match in _HOMEPAGE.finditer(text):
        why = "A link to a person's own page."
        yield Span(*match.span(), Label.URL, 0.8, "profile link", why)
