"""What the words around a word say: that it is somebody, or a place, or a body."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from redactor.find import lists
from redactor.find.names import Token

_WORD_AFTER = re.compile(
    r"[ \t]*\n?[ \t]*(?:\(\w+\) )?([^\W\d_]+(?:['’][a-z]+)?|&)(?!\.\w)"
)
_WORD_BEFORE = re.compile(r"([^\W\d_]+\.?|[,;:(|@)\]\d])[ \t\"“'(]*\n?[ \t]*\Z")
_POSSESSIVE = re.compile(r"['’]s?\b|['’](?=\s)")
_TO_ACT = re.compile(r"[ \t]+(?:to|and [^\W\d_]+ to|/ ?[^\W\d_]+ to)[ \t]+[a-z]{3,}")
PLACE_CUES = frozenset(
    ("in", "at", "near", "of", "via", "around", "through", "into", "outside", "across")
)
_WEAK_CUES = PLACE_CUES | {
    *("and", "or", "for", "by", "from", "to", "with", "see", "per", "towards")
}


def word_after(text: str, at: int) -> str:
    """The next word; empty at the end of a sentence or a block."""
    match = _WORD_AFTER.match(text, at)
    return match.group(1) if match else ""


def word_before(text: str, at: int) -> str:
    """The word or mark before, in lower case; empty at the start of a sentence."""
    match = _WORD_BEFORE.search(text, max(0, at - 30), at)
    if match is None:
        return ""
    word = match.group(1).casefold()
    if word.endswith(".") and len(word) > 4 and word[:-1] not in lists.names().titles:
        return ""
    return word.rstrip(".")


def is_possessed(text: str, at: int) -> bool:
    """Whether 's follows."""
    return bool(_POSSESSIVE.match(text, at))


def is_free(text: str, name: Sequence[Token]) -> bool:
    """Whether no word beside a name makes it a part of a road's or a body's name."""
    after = word_after(text, name[-1].end)
    if after == "&" and not _AND_SOMEBODY.match(text, name[-1].end):
        return False
    if after[:1].isupper() and not _ends_line(text, name[-1].end):
        low = after.casefold()
        if low in lists.places().suffixes or low in lists.public().body_words:
            return False
    return word_before(text, name[0].start) not in {"st", "saint"}


def _and_given() -> re.Pattern[str]:
    known = lists.names()
    names = "|".join(sorted(n.capitalize() for n in known.given | known.firm))
    return re.compile(rf"[ ]?&[ ]?\n?(?:{names}|Mr|Mrs|Ms|Dr)\b")


_AND_SOMEBODY = _and_given()


def _ends_line(text: str, at: int) -> bool:
    return text[at : at + 1] == "\n"


def _after() -> re.Pattern[str]:
    kin = "|".join(sorted(lists.layout().relations - {"named", "called"}))
    return re.compile(
        rf",? who\b|['’]s (?:{kin})\b|,? \(?(?:aged )?\d{{1,2}}(?:,|\)| years)"
        r"| from (?:the |our |your |their )?(?:[^\W\d_]+ ){0,3}team\b"
    )


_PERSON_AFTER = _after()
# What is done to people and hardly ever to a body. At most one word stands between.
_PERSON_BEFORE = re.compile(
    r"(?:\b(?:spoke|spoken|speak|talk|talked|talking|married|related) (?:to|with)"
    r"|\b(?:hear|heard) from"
    r"|\b(?:raised|tested|chaired|drafted|typed|minuted|dictated|witnessed) by"
    r"|\b(?:assigned|delegated|forwarded (?:it|this|that|them)|thanks|apologies) to"
    r"|[,?!.]['\"’”] (?:said|says|asked|replied|added)"
    r"|\b(?:named|called|rep|colleague|assistant|secretary|nephew|mate))[ ]\n?\Z"
)


def is_somebody(text: str, token: Token) -> bool:
    """Whether the words beside say that an ambiguous word means a person."""
    before, after = word_before(text, token.start), word_after(text, token.end)
    known = lists.layout()
    if before in lists.names().titles or before in known.relations:
        return True
    if after in known.strong_acts or _PERSON_AFTER.match(text, token.end):
        return True
    if _PERSON_BEFORE.search(text, max(0, token.start - 40), token.start):
        return True
    return before in known.cues - _WEAK_CUES


def may_be_somebody(text: str, token: Token) -> bool:
    """Whether an ambiguous word means somebody who is named in the same document.

    Months, seasons and places need more than a capital letter.
    """
    if is_somebody(text, token):
        return True
    low = token.low
    if low in lists.layout().months or low in lists.places().places:
        return False
    if is_possessed(text, token.end) or _TO_ACT.match(text, token.end):
        return True
    if word_after(text, token.end) in lists.layout().acts:
        return True
    if text[token.end : token.end + 2] == ", " and not word_before(text, token.start):
        return token.is_given
    return _stands_out(text, token)


_JOINED = re.compile(r"(?<!\w)(?P<other>[A-ZÀ-Þ][\w'’\-]+),?[ ](?:and|&|or)[ ]\Z")


def is_beside_another(text: str, token: Token) -> bool:
    """Whether a capital word is joined to a forename in a sentence: "Siobhan and
    Will"."""
    other = _JOINED.search(text, max(0, token.start - 40), token.start)
    return (
        other is not None
        and other["other"].casefold() in lists.names().given
        and not text[token.end : token.end + 2].strip()[:1].isalpha()
        and not token.text.isupper()
    )


def _stands_out(text: str, token: Token) -> bool:
    """Whether a word has a capital letter that no sentence or heading gives it."""
    before = word_before(text, token.start)
    if not before[:1].isalpha() or token.text.isupper():
        return False
    line = text.rfind("\n", 0, token.start) + 1
    stop = text.find("\n", token.end)
    words = text[line : stop if stop > 0 else len(text)].split()
    capitals = sum(word[:1].isupper() for word in words)
    after = word_after(text, token.end)
    return (
        capitals * 2 <= len(words)
        and not after[:1].isupper()
        and before not in {"the", "a", "an", "this", "that", "our", "no"}
    )


def is_namesake(text: str, at: int) -> bool:
    """Whether a word follows that makes a name a disease's, a law's, a report's:
    "Fournier's gangrene", "Heinrich triangle"."""
    return bool(lists.public().eponym_things.match(text, at))


def is_thing(text: str, token: Token) -> bool:
    """Whether the text itself shows a word that no list knows to be no person's name.

    It is written in small letters, or after an article, or where something is, or with
    the form of a company, anywhere in the text; or it is a heading, or a body's.
    """
    low = token.low
    known = lists.public()
    if low in known.body_words or low in known.bodies or low in known.eponyms:
        return True
    if low in lists.layout().job_words or low in known.mailbox_words:
        return True
    small, shown = _small_words(text), _things(text)
    bare = low.removesuffix("s")
    if bare in small or f"{bare}s" in small or token.text in shown:
        return True
    return _is_heading(text, token)


_SMALL = re.compile(r"\b[a-zà-ÿ][^\W\d_]*\b")
_THING = re.compile(
    r"\b(?:[Tt]he|[Aa]n?|in|near|across|around|via|using|[Aa]t)\s+"
    r"(?P<after>[^\W\d_a-z][^\W\d_]*(?:['’\-][^\W\d_]{2,})*)\b(?!['’]s)"
    r"|\b(?P<before>[^\W\d_a-z][\w'’\-]*)\s+(?:Ltd|Limited|LLP|plc|PLC|Inc|Group|Council"
    r"|Homes|Bank|Solicitors|Trust|Estates?)\b"
)


@lru_cache(maxsize=8)
def _small_words(text: str) -> frozenset[str]:
    return frozenset(_SMALL.findall(text))


@lru_cache(maxsize=8)
def _things(text: str) -> frozenset[str]:
    """Words that stand somewhere as only things do."""
    return frozenset(m["after"] or m["before"] for m in _THING.finditer(text))


def _is_heading(text: str, token: Token) -> bool:
    """Whether a word stands in a short line of capitalised words only, or alone in a
    cell."""
    start = max(text.rfind(mark, 0, token.start) for mark in "\n|\t") + 1
    ends = [at for mark in "\n|\t" if (at := text.find(mark, token.end)) >= 0]
    words = text[start : min(ends, default=len(text))].split()
    return len(words) < 6 and all(
        word[:1].isupper() or not word[:1].isalpha() for word in words
    )


def is_place(text: str, name: Sequence[Token]) -> bool:
    """Whether words that begin with no known forename are a place's name here, or
    anywhere else in the text."""
    places = lists.places()
    first = name[0]
    known = lists.names()
    if name[-1].low in places.roads or first.low in ("st", "saint"):
        return True
    if first.low in known.firm and name[-1].low in places.suffixes - known.family:
        return True
    if first.low in known.given | known.firm and first.low not in places.places:
        return False
    if any(t.low in places.places for t in name):
        return True
    if name[-1].low in places.suffixes and not first.is_initial:
        # "Will Field has the file" is no place.
        acts = word_after(text, name[-1].end) in lists.layout().strong_acts
        return not (
            first.is_given and (acts or _PERSON_AFTER.match(text, name[-1].end))
        )
    return " ".join(t.text for t in name) in _visited(text)


_VISITED = re.compile(
    r"\b(?:in|at|near|around|outside|between|of|across|towards|visit|visited)\s+"
    r"(?P<where>[^\W\d_a-z][\w'’\-]*(?:\s+[^\W\d_a-z][\w'’\-]*){0,3})"
)


@lru_cache(maxsize=8)
def _visited(text: str) -> frozenset[str]:
    """What stands somewhere behind a word that asks for a place, and how it begins."""
    found: set[str] = set()
    for match in _VISITED.finditer(text):
        words = match["where"].split()
        found.update(" ".join(words[:many]) for many in range(1, len(words) + 1))
    return frozenset(found)
