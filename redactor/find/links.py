"""Links to somebody's own pages and folders, and what tracking links tell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from urllib.parse import unquote

from redactor.find import lists, public
from redactor.find.spans import Label, Span
from redactor.law.rulebook import load_once

_RULES = load_once("contacts.yaml")
_SITES = "|".join(
    site.replace(r"co(?:m|\.uk)", r"(?:com|co\.uk|example)").replace(
        r"\.com", r"\.(?:com|example)"
    )
    for site in _RULES["profile_sites"]
)
_HOSTS = "|".join(_RULES["blog_hosts"])
_PROFILE = re.compile(
    rf"(?<![\w\-.])(?:https?://)?(?:[\w\-]+\.)?(?:{_SITES})/"
    r"(?P<who>@?[\w.\-%]+)[^\s)\]>\"',;]*",
    re.IGNORECASE,
)

# A path through somebody's own folder, which may have spaces inside.
OWN_PATH = re.compile(
    r"(?:\b[A-Z]:|\\\\[\w.\-]+)(?:\\[\w$.\-]+)*?\\"
    r"(?:Users|home|homes|profiles|Documents and Settings|userdata|redirected)\$?"
    r"\\(?!Public\b|Shared\b|Default\b|All Users\b|Administrator\b)"
    r"(?P<who>[A-Za-z][\w.\-]{2,30})"
    r"(?:\\[^\\\n\t|;,\"<>*?()\[\]]{1,60}(?=\\))*(?:\\[^\\\s|;,\"<>*?()\[\]]*)?"
    r"(?:[ ][\w\-]+(?=[\])}]*(?:\n|$)))?",
    re.IGNORECASE,
)
_HOMEPAGE = re.compile(
    r"\bhttps?://[\w.\-]+/(?:[\w\-]+/)*(?:~[\w.\-]+|(?:people|staff|profiles?|users?|u|"
    r"authors?|my)/[A-Za-z]+[\-._][A-Za-z\-._]+)[^\s)\]>\"',;]*",
    re.IGNORECASE,
)


# A journal or a page of somebody's own at a host of many.
_BLOG = re.compile(
    rf"(?<![\w\-.@])(?:https?://)?(?P<who>[\w\-]{{3,40}})\.(?:{_HOSTS})(?![\w@])"
    r"(?:/[^\s)\]>\"',;]*)?",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?<![\w@.])(?:https?://|www\.)(?P<host>[\w\-]+(?:\.[\w\-]+)+)(?:/[^\s)\]>\"',;]*)?",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:my|his|her|their|own|personal)[ ](?:\w+[ ])?"
    r"(?:web\s?site|site|blog|web\s?page|home\s?page|page|channel|portfolio|vlog|podcast)"
    r"\b[^.\n]{0,20}\Z",
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
    yield from _pages(text)
    for match in OWN_PATH.finditer(text):
        why = "A path through somebody's own folder."
        yield Span(*match.span(), Label.URL, 0.8, "profile link", why)
    for match in _HOMEPAGE.finditer(text):
        why = "A link to a person's own page."
        yield Span(*match.span(), Label.URL, 0.8, "profile link", why)


def _pages(text: str) -> Iterator[Span]:
    """Sites that somebody keeps, by their host, their name or the words before."""
    why = "A link to a person's own page."
    for match in _BLOG.finditer(text):
        if not public.is_public_handle(match["who"]):
            yield Span(*match.span(), Label.URL, 0.8, "personal page", why)
    for match in _LINK.finditer(text):
        before = max(0, match.start() - 50)
        if is_somebodys(text, match["host"]) or (
            _OWN.search(text, before, match.start()) and not _is_bodys(match["host"])
        ):
            yield Span(*match.span(), Label.URL, 0.75, "personal page", why)


def _is_bodys(host: str) -> bool:
    return host.casefold().endswith(lists.public().body_domains)


def is_somebodys(text: str, host: str) -> bool:
    """Whether a host is called after somebody in the text: "keziaadams.co.uk"."""
    labels = host.casefold().removeprefix("www.").split(".")
    if len(labels) < 2 or lists.public().body_labels & set(labels[1:]):
        return False
    return labels[0].replace("-", "") in _named(text)


_PAIR = re.compile(
    r"\b(?P<first>[A-Z][a-z'’\-]+) (?:[A-Z]\.? )?(?P<last>[A-Z][\w'’\-]+)\b"
    r"(?! (?:Ltd|Limited|LLP|plc|PLC|Inc|Group|Solicitors|& |and Sons?|Road|Street"
    r"|Homes))"
)


@lru_cache(maxsize=8)
def _named(text: str) -> frozenset[str]:
    """Forename and family name of those whom a text names, as one word."""
    known, places = lists.lexicon(), lists.places()
    things = places.suffixes | places.streets | places.houses | places.venues
    return frozenset(
        re.sub(r"[^a-z]", "", f"{pair['first']}{pair['last']}".casefold())
        for pair in _PAIR.finditer(text)
        if pair["first"].casefold() in known.common_forenames - known.words
        and pair["last"].casefold() in known.surnames - things
    )


_SAFELINK = re.compile(
    r"safelinks\.protection\.outlook\.com/[^?\s]*\?url=(?P<url>[^&\s]+)&\S*$",
    re.IGNORECASE,
)
_WIDTH = 1500  # letters of a link that are read before and behind an address inside it
_TENANT = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{32}\b")
_TICKS = re.compile(r"\b6\d{17}\b")
_EPOCH = datetime(1, 1, 1, tzinfo=UTC)


def tracked(text: str, start: int, end: int) -> str:
    """What a link that Outlook made to follow who clicks on it tells beside the address
    in ``text[start:end]``: the page behind it, whose mail system it was, and when.

    Empty for any other link.
    """
    before = "".join(text[max(0, start - _WIDTH) : start].split("\n"))
    made = _SAFELINK.search(before)
    if made is None:
        return ""
    behind = unquote("".join(text[end : end + _WIDTH].split("\n")).split(" ")[0])
    tenant, ticks = _TENANT.search(behind), _TICKS.search(behind)
    told = [f"Outlook made it from {unquote(made['url'])}: the rest says who got it"]
    if tenant:
        told.append(f", in which organisation ({tenant.group()})")
    if ticks:
        when = _EPOCH + timedelta(microseconds=int(ticks.group()) // 10)
        told.append(f", and when ({when.day} {when:%B %Y, %H:%M} UTC)")
    return "".join(told) + ("." if ticks else ", and when.")
