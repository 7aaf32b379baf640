"""What the lists know of a word that may be a part of a name."""

from __future__ import annotations

import re
from functools import lru_cache

from redactor.find import lists

_PARTS = re.compile(r"[-–'’]")
_CACHE = 60_000  # words; a case has fewer


@lru_cache(maxsize=_CACHE)
def word_class(word: str) -> str:
    """A title, an initial, a particle, or "g" and "f" with how common the word is as
    a forename (0 to 3) and as a family name (0 to 2), and "w" if it is a word of the
    language: "g3f1w" for Mark."""
    low = _low(word)
    names = lists.names()
    if low in names.titles:
        return "title"
    if len(low) == 1:
        return "initial"
    if low in names.particles:
        return "particle"
    parts = [p for p in _PARTS.split(low) if len(p) > 1] or [low]
    given = max(_given(p) for p in parts)
    family = max(_family(p) for p in parts)
    if not family and low.endswith("s") and len(low) > 5:
        family = min(1, _family(low.removesuffix("es")) + _family(low[:-1]))
    plain = "w" if all(_is_word(p) for p in parts) else ""
    return f"g{given}f{family}{plain}"


def is_common(word: str) -> bool:
    """Whether a word is the language's and nobody's name."""
    return word_class(word) == "g0f0w"


_NOTHING = frozenset(
    (
        *("yes", "no", "none", "nil", "na", "tbc", "tba", "unknown", "same", "ditto"),
        *("withheld", "refused", "self", "see", "above", "below", "as", "not", "other"),
        *("all", "public", "system", "admin", "service", "vacant", "anon"),
    )
)


def may_name(words: str) -> bool:
    """Whether words may be somebody's name where only a name can stand."""
    every = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", words)
    if not every or any(word.casefold() in _NOTHING for word in every):
        return False
    classes = [word_class(word) for word in every if len(word) > 1]
    return any(c.startswith("g") and c not in ("g0f0", "g0f0w") for c in classes)


def coarse(known: str) -> str:
    """A class in fewer words: may be a forename, a family name, a common word."""
    if known[0] != "g" or not known[1:2].isdigit():
        return known
    given = "g" if known[1] > "1" else ""
    family = "f" if known[3] > "0" else ""
    return f"{given}{family}{known[4:]}" or "x"


@lru_cache(maxsize=_CACHE)
def marks(word: str) -> tuple[str, ...]:
    """What else the lists know of it: a place, a body's word, a job."""
    low = _low(word)
    places, public, layout = lists.places(), lists.public(), lists.layout()
    every = (
        ("place", low in places.places),
        ("village", low in places.gazetteer),
        ("suffix", low in places.suffixes),
        ("road", low in places.roads or low in places.streets),
        ("body", low in public.body_words or low in public.bodies),
        ("job", low in layout.job_words),
        ("never", low in lists.names().never),
        ("month", low in layout.months),
        ("eponym", low in public.eponyms),
        ("acronym", len(low) > 1 and word in public.acronyms),
        ("mailbox", low in public.mailbox_words),
        ("act", low in layout.acts),
    )
    return tuple(name for name, holds in every if holds)


def _low(word: str) -> str:
    return word.rstrip(".").replace("’", "'").casefold()


def _given(low: str) -> int:
    long = lists.lexicon()
    if low in lists.names().given:
        return 3
    return 2 if low in long.common_forenames else int(low in long.forenames)


def _family(low: str) -> int:
    long = lists.lexicon()
    return 2 if low in long.common_surnames else int(low in long.surnames)


def _is_word(low: str) -> bool:
    words = lists.lexicon().words
    return low in words or (low.endswith("s") and low[:-1] in words)
