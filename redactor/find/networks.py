"""Network addresses from which somebody came, not those of machines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from ipaddress import ip_address, ip_network

from redactor.law.rulebook import load_once

_RULES = load_once("identifiers.yaml")
_MAC = re.compile(r"(?<![\w:\-])(?:[0-9A-F]{2}[:\-]){5}[0-9A-F]{2}(?![\w:\-])", re.I)
_V4 = re.compile(r"(?<![\w.\-])(?:\d{1,3}\.){3}\d{1,3}(?![\w\-]|\.\d)")
_V6 = re.compile(
    r"(?<![\w:.])(?=[0-9a-f:]*[0-9a-f]{3})(?:[0-9a-f]{1,4}:){2,7}(?::?[0-9a-f]{1,4}){1,6}"
    r"(?![\w:])",
    re.IGNORECASE,
)
_MACHINE = re.compile(rf"\b(?:{_RULES['machines']})\W{{1,3}}\Z", re.IGNORECASE)
_SOMEBODYS = re.compile(r"[ ]?\([^)\n]*['’]s?\b")
# The servers that handed a message on; and words before the address of a client.
_RELAYED = re.compile(
    r"^(?:received|x-received|authentication-results)\b[^\n]*\Z", re.I | re.M
)
_CLIENT = re.compile(
    rf"\b(?:{_RULES['clients']})(?:[ ]?(?:ip|address|addr))?[ :=]{{1,3}}\Z",
    re.IGNORECASE,
)


def networks(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses of somebody's own machine stand."""
    for pattern in (_V4, _V6):
        for match in pattern.finditer(text):
            if _is_somebodys(text, match):
                yield match.span()
    for match in _MAC.finditer(text):
        yield match.span()


def _is_somebodys(text: str, match: re.Match[str]) -> bool:
    before = text[max(0, match.start() - 30) : match.start()]
    try:
        address = ip_address(match.group())
    except ValueError:
        return False
    if match.group() in _services() or _MACHINE.search(before):
        return False
    if _RELAYED.search(text, max(0, match.start() - 90), match.start()):
        return False
    if address.is_loopback or address.is_unspecified:
        return False
    theirs = bool(
        _SOMEBODYS.match(text, match.end())
        or (
            (_CLIENT.search(before) or _of_user(text, match.start()))
            and not _is_machines(text, match.start())
        )
    )
    return theirs or not (
        address.is_multicast
        or address.is_link_local
        or any(address in own for own in _INSIDE if own.version == address.version)
    )


# Addresses inside a body's own network (RFC 1918, RFC 4193).
_INSIDE = tuple(
    map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"))
)


def _of_user(text: str, start: int) -> bool:
    """Whether a log says on the same line which user came from there."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return bool(
        re.search(r"\b(?:user(?:name)?|uid|login|account)[=:][ ]?\w", line, re.I)
    )


def _is_machines(text: str, start: int) -> bool:
    """Whether the line of a log is about an account that no person uses."""
    line = text[text.rfind("\n", 0, start) + 1 : start]
    return bool(re.search(r"\b(?:svc|srv|sql|sys|backup|scan)[_\-]\w+|\w\$ ", line))


@cache
def _services() -> frozenset[str]:
    return frozenset(_RULES["services"])
