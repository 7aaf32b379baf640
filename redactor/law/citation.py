"""Takes apart what people type when they cite a provision.

"section 40(2) of the FOIA by virtue of s.40(3A)(a)" becomes ("40", "2", "3a", "a"): the
number once, then every limb in the order written.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from redactor.law.regimes import regimes

Key = tuple[str, ...]

_SECTION = r"sections?|sects?|secs?|ss?"
_REGULATION = r"regulations?|regs?|rr?"
_LIMBS = r"(?:\s*\(\s*[0-9a-z]{1,5}\s*\)|\.[0-9a-z]{1,4}\b)"
_REFERENCE = re.compile(
    rf"(?<![\w.])(?:(?:(?P<s>{_SECTION}|§)|(?P<r>{_REGULATION}))\s*\.?\s*(?=\d))?"
    rf"(?<![\d])(?P<number>\d{{1,2}}[a-z]?)(?![\w])(?P<limbs>{_LIMBS}*)"
    rf"|(?P<more>{_LIMBS}+)"
)
_TAIL = re.compile(r"\s*:\s*|\s+[-–—]\s+")
_CONNECTORS = frozenset(
    {
        *("and", "as", "by", "exception", "exemption", "in", "of", "on", "read"),
        *("reliance", "the", "to", "together", "under", "via", "virtue", "with"),
    }
)


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation taken apart.

    ``parts`` are the keys of the references in it, each for itself. ``unit`` is "s." or
    "reg." or "" where none was written, ``regime`` the law it names or "", ``rest`` the
    words that belong to neither, also those behind a colon or dash.
    """

    key: Key
    parts: tuple[Key, ...]
    unit: str
    regime: str
    rest: frozenset[str]


def take_apart(text: str) -> Citation:
    """What a citation refers to; the key is empty where it refers to nothing."""
    plain = unicodedata.normalize("NFKC", text).casefold().strip().strip("[]")
    plain, regime = _without_regime(plain)
    head, tail = _split(plain)
    parts: list[Key] = []
    units: set[str] = set()
    for found in _REFERENCE.finditer(head):
        units.update({"s": "s.", "r": "reg."}[u] for u in ("s", "r") if found[u])
        limbs = re.findall(r"[0-9a-z]+", found["limbs"] or found["more"] or "")
        if found["number"] or not parts:
            parts.append((found["number"] or "", *limbs))
        else:
            parts[-1] += tuple(limbs)
    left = _words(_REFERENCE.sub(" ", head)) - _CONNECTORS
    unit = units.pop() if len(units) == 1 else ""
    return Citation(
        _joined(parts), tuple(parts), unit, regime, left | _words(tail) - _CONNECTORS
    )


def _joined(parts: list[Key]) -> Key:
    """All parts as one key, without a number that is the same as the one before."""
    key: list[str] = []
    number = ""
    for part in parts:
        key += part[1:] if part[0] == number else part
        number = part[0]
    return tuple(key)


def key_of(text: str) -> Key:
    """The key of a citation as the catalogue writes it."""
    return take_apart(text).key


def words_of(*texts: str) -> frozenset[str]:
    """The words of these texts, for comparison with ``Citation.rest``."""
    return frozenset().union(*(_words(text.casefold()) for text in texts))


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text))


def _split(text: str) -> tuple[str, str]:
    """The citation and the words set off from it by a colon or dash."""
    found = _TAIL.search(text)
    if found is None:
        return text, ""
    before, after = text[: found.start()], text[found.end() :]
    return (before, after) if _REFERENCE.search(before) else (after, before)


@cache
def _names() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple(
        (re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)"), one.name)
        for one in regimes()
        for names in [[name.casefold() for name in one.names]]
    )


def _without_regime(text: str) -> tuple[str, str]:
    for pattern, regime in _names():
        if pattern.search(text):
            return pattern.sub(" ", text), regime
    return text, ""
