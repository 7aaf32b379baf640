"""User names, and names in social media, games and chats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import known, links, lists, public
from redactor.find.spans import Label, Span
from redactor.law.rulebook import load_once

_RULES = load_once("contacts.yaml")
_WORDS = {name: "|".join(_RULES[name]) for name in ("account_words", "social_words")}
_HANDLE = re.compile(r"(?<![\w@.%/])@[A-Za-z_]\w+(?:\.\w+)*(?![\w@.]*@)\b")
_ACCOUNT = re.compile(
    rf"\b(?:{_WORDS['account_words']})\s*(?:is|was|will be|[:=|]|[ ]{(2,)}\|)[\s|]*"
    r"(?P<who>@?(?:live:)?\.?[A-Za-z][\w.\-#]{2,30})",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"\b(?i:{_WORDS['account_words']})s?\b[ ]?(?:is|are|[:=])?[ ]+"
    r"(?P<who>[A-Za-z][\w.\-]*[\d_#.]\w*|[a-z]{4,20}(?=[.,;)\n]|$))"
    r"(?:(?:,| and|[ ]?/)[ ](?P<other>[a-z][\w.\-]{2,19}\w))?"
)
# "her log-in (tkowal2)", "log-in tkowal2 is locked".
_BRACKETED = re.compile(
    rf"\b(?i:{_WORDS['account_words']})s?[ ]?[(\[\"“'](?P<who>[A-Za-z][\w.\-]{{2,24}})"
    r"[)\]\"”']"
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
# Before the name of who speaks in a chat: "[12/03/2023, 10:11] ~ ".
_TIME = (
    r"(?:\[[\d/., :\-apmAPM]{5,28}\][ ]?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4},? \d{1,2}:\d{2}"
    r"(?::\d\d)?(?: ?[ap]m)? [\-–] |\d{1,2}:\d{2}(?::\d\d)? )"
)
_SPEAKER = re.compile(
    rf"^[ \t>]*(?:{_TIME}~?[ ]?|~[ ]?)?"
    r"(?P<who>@?[A-Za-z]\w*_(?!by|to|id|at|on|no|ref|date|name)\w+"
    r"|@?[a-z]{3,}\d{2,4})(?=:[ ])"
    # Whom no address book knows stands there with a tilde and a name of their own.
    rf"|^{_TIME}~[ ]?(?P<name>[^:\n]{{2,25}}?)(?=:[ ])",
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
    r"|with the name|(?i:whatsapp|facebook|insta\w*|display|profile|user|online) name"
    r"|page|tweets?|comments?|reviews?)(?: (?:by|as|of|called|named|from))?[ ]"
    r"(?:is |was )?[\"“](?P<said>[^\"“”\n]{3,25})[\"”]",
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
        if value
        and _is_user(value)
        and not (pattern is _SPEAKER and group == "who" and _is_made_of_words(value))
    ]
    users += _in_social_media(text)
    for start, end in (*users, *_same(text, users)):
        yield _handle(start, end, 0.85, "user name")


_SOCIAL = re.compile(rf"\b(?:{_WORDS['social_words']})\b", re.IGNORECASE)
# What is no word: letters with digits or underscores, small letters, or words joined.
_STRANGE = re.compile(
    r"(?<![\w@.\-/\\#&=])(?:(?=[a-zA-Z.\-]*_)[a-zA-Z][\w.\-]{3,28}\w"
    r"|[a-z]{3,}[a-z.\-]*\d[\w.\-]*\w|(?:[A-Z][a-z]{2,}){2,}\d+"
    r"|[a-z]{2,}(?:\.[a-z]{2,}){1,3})(?![\w@\-/\\]|\.\w)"
)
_ENDING = re.compile(
    rf"\.(?:{'|'.join(_RULES['domain_endings'])}|docx?|xlsx?|pdf|csv|txt|jpe?g|png|msg|eml"
    r"|pptx?|zip|json|html?|py|sql|log)$",
    re.IGNORECASE,
)
_BROAD = 60  # letters from the word that tells of an account to its name


def _in_social_media(text: str) -> list[tuple[int, int]]:
    """Names beside a word that tells of an account, told by their shape."""
    found = []
    for match in _STRANGE.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        stop = text.find("\n", match.end())
        begin = max(line, match.start() - _BROAD)
        end = min(stop if stop >= 0 else len(text), match.end() + _BROAD)
        name = match.group()
        if (
            (
                _SOCIAL.search(text, begin, match.start())
                or _SOCIAL.search(text, match.end(), end)
            )
            and _is_user(name)
            and not _ENDING.search(name)
            and not _is_made_of_words(name)
        ):
            found.append(match.span())
    return found


def _is_made_of_words(name: str) -> bool:
    """Whether a name is a field's or a sentence without a space: "job_title"."""
    parts = re.split(r"[_.\-]", name.casefold())
    words = lists.lexicon().words
    return all(part in words or part.isdigit() or part in _FIELDS for part in parts)


_FIELDS = frozenset(_RULES["field_words"])


def _same(text: str, users: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where user names stand again that are no words and nobody's name."""
    words = {text[start:end].rpartition("\\")[2] for start, end in users}
    words |= {match["who"] for match in links.OWN_PATH.finditer(text)}
    for word in words:
        if (
            len(word) > _SURE
            and word.replace("_", "").isalnum()
            and not _is_plain(word.casefold())
        ):
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
    *(
        _ACCOUNT,
        _LISTED,
        _BRACKETED,
        _QUOTED,
        _DOMAIN_USER,
        _USER_FOLDER,
        _CN_USER,
        _USED_BY,
    ),
    *(_LOGS_IN, _DEVICE, _DONE_BY, _SPEAKER, _FOLDER, _USER, _STAMP, _KEYED),
)
_NOBODY = frozenset(_RULES["nobody"])


def _handle(start: int, end: int, score: float, found_by: str) -> Span:
    why = (
        "A name in social media that is not a body's."
        if found_by == "social media name"
        else "A name with which somebody logs in."
    )
    return Span(start, end, Label.HANDLE, score, found_by, why)
