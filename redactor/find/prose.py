"""Names in running text: what a model says, weighed; titles; known forenames."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from redactor.find import lists, names
from redactor.find.names import Token
from redactor.find.spans import Label, Span

_WORD_AFTER = re.compile(r"[ \t]*\n?[ \t]*(?:['’]s?[ ])?([^\W\d_]+(?:['’][a-z]+)?|&)")
_WORD_BEFORE = re.compile(r"([^\W\d_]+\.?|[,;:(\n|@])[ \t\"“'(]*\n?$")
_PLACE_CUES = frozenset(
    [
        "in",
        "at",
        "near",
        "from",
        "to",
        "of",
        "via",
        "around",
        "through",
        "into",
        "outside",
        "across",
    ]
)


def word_after(text: str, at: int) -> str:
    """The next word, in lower case; empty at the end of a block."""
    match = _WORD_AFTER.match(text, at)
    return match.group(1) if match else ""


def word_before(text: str, at: int) -> str:
    """The word or mark before, in lower case; empty at the start."""
    match = _WORD_BEFORE.search(text, max(0, at - 30), at)
    return match.group(1).casefold().rstrip(".") if match else ""


def weigh(text: str, start: int, end: int) -> tuple[int, int] | None:
    """What of a model's finding is a person's name, if anything."""
    while start < end and not (text[start].isalpha()):
        start += 1
    name = names.run(text, start, end)
    if not name:
        return None
    bare = [t for t in name if not t.is_title]
    if not bare or not _not_public(text, name):
        return None
    if len(bare) == 1 and len(bare) == len(name):
        return (bare[0].start, bare[0].end) if _lone(text, bare[0]) else None
    if not names.is_person(name, trusted=True):
        return None
    if _is_place(text, bare) or any(_is_shouted(t) for t in bare):
        return None
    return name[0].start, name[-1].end


def _is_shouted(token: Token) -> bool:
    """An acronym inside what should be a name."""
    return token.text.isupper() and 1 < len(token.text) < 5 and not token.is_given


def _not_public(text: str, name: list[Token]) -> bool:
    """Whether no word beside the name makes it a body's, a road's or a rule's."""
    after = word_after(text, name[-1].end)
    suffixes, bodies = lists.places().suffixes, lists.public().body_words
    if after[:1].isupper() and after.casefold() in suffixes | bodies:
        return False
    if after == "&" or (name[-1].low in suffixes and not _family(name)):
        return False
    whole = " ".join(t.low for t in name)
    two = f"{whole} {after.casefold()}"
    known = lists.public()
    return not any(w in known.bodies or w in known.eponyms for w in (whole, two))


def _family(name: list[Token]) -> bool:
    bare = [t for t in name if not t.is_title]
    return (len(bare) > 1 and (bare[0].is_given or bare[0].is_initial)) or (
        len(bare) == 1 and len(name) > 1
    )


def _is_place(text: str, bare: list[Token]) -> bool:
    places = lists.places().places
    if bare[0].is_given and bare[0].low not in places:
        return False
    cued = word_before(text, bare[0].start) in _PLACE_CUES
    return any(t.low in places for t in bare) and (cued or not bare[0].is_given)


def _lone(text: str, token: Token) -> bool:
    """Whether one capitalised word is somebody."""
    if len(token.low) < 3 or token.low in lists.names().never:
        return False
    if token.text.isupper() and not token.is_given:
        return False
    before, after = word_before(text, token.start), word_after(text, token.end)
    acts = lists.layout()
    strong = after in acts.strong_acts
    if token.low in lists.places().places:
        return strong
    if token.low in lists.names().given:
        return True
    if token.low in lists.names().word_names:
        return strong or before in acts.cues - _PLACE_CUES - {
            "and",
            "for",
            "by",
            "with",
        }
    return strong or (before in acts.cues and after in acts.acts)


def is_free(text: str, name: Sequence[Token]) -> bool:
    """Whether no word beside a name makes it a part of a road's or a body's name."""
    after = word_after(text, name[-1].end)
    beside = lists.places().suffixes | lists.public().body_words
    if after == "&" or (after[:1].isupper() and after.casefold() in beside):
        return False
    return word_before(text, name[0].start) not in {"st", "saint"}


def is_person_here(text: str, token: Token) -> bool:
    """Whether the words beside say that an ambiguous word means a person."""
    before, after = word_before(text, token.start), word_after(text, token.end)
    known = lists.layout()
    if before in lists.names().titles or after in known.strong_acts:
        return True
    cued = before in known.cues - _PLACE_CUES - {"and", "for", "by", "with", "see"}
    return cued or (before == "" and after in known.acts and token.is_given)


def titled(text: str) -> Iterator[Span]:
    """Names after a title: "Mr Hall", "Dr A. Nwosu"."""
    for match in _title_pattern().finditer(text):
        name = names.run(text, match.start(), min(len(text), match.start() + 80))
        bare = [t for t in name if not t.is_title]
        if not bare or not names.is_person(name, trusted=True):
            continue
        if bare[0].low in lists.names().never and bare[0].low not in (
            lists.names().word_names
        ):
            continue
        yield Span(
            name[0].start,
            name[-1].end,
            Label.PERSON,
            0.88,
            "title",
            "A name after a title such as Mr or Dr.",
        )


def _title_pattern() -> re.Pattern[str]:
    words = "|".join(
        sorted(
            {t.capitalize() for t in lists.names().titles}
            - {"Di", "Ds", "Dc", "Pc", "Dci"},
            key=len,
            reverse=True,
        )
    )
    extra = "DI|DS|DC|DCI|PC|WPC|PCSO|HHJ|MR|MRS|MS|MISS|DR|PROF|CLLR"
    return re.compile(
        rf"(?<![\w.@\-])(?:{words}|{extra})\.?[ \u00a0]\n?(?=[^\W\d_a-z])"
    )


def forenames(text: str) -> Iterator[Span]:
    """Forenames of the list, with the family name behind them if there is one."""
    at = 0
    for token in names.tokens(text):
        if token.start < at or not token.is_capital or not token.is_given:
            continue
        name = names.run(text, token.start, min(len(text), token.start + 70))
        found = _forename(text, token, name)
        if found:
            at = found.end
            yield found


def _forename(text: str, token: Token, name: list[Token]) -> Span | None:
    name = _on_one_line(text, name)
    if len(name) > 1 and names.is_person(name) and _pair(text, name):
        return Span(
            name[0].start,
            name[-1].end,
            Label.PERSON,
            0.72,
            "forename and family name",
            "A known forename with a family name behind it.",
        )
    strict = token.low in lists.names().given
    if not strict or not _not_public(text, [token]) or len(name) > 1:
        return None
    if token.low in lists.places().places or len(token.low) < 3:
        return None
    if word_before(text, token.start) in {"st", "saint", "st."}:
        return None
    return Span(
        token.start,
        token.end,
        Label.PERSON,
        0.6,
        "forename",
        "A word that is hardly ever anything but a forename.",
    )


def _on_one_line(text: str, name: list[Token]) -> list[Token]:
    """The name up to a line's end, where the next line does not go on with it."""
    for i in range(1, len(name)):
        if "\n" in text[name[i - 1].end : name[i].start]:
            line = text.rfind("\n", 0, name[i].start)
            start = text.rfind("\n", 0, line) + 1
            if line - start < 40:
                return name[:i]
    return name


def _pair(text: str, name: list[Token]) -> bool:
    """Whether a forename and what follows are somebody's name."""
    first, rest = name[0], name[1:]
    if not _not_public(text, name):
        return False
    if word_before(text, first.start) in {"st", "saint", "the"}:
        return False
    if any(_is_shouted(t) for t in rest):
        return False
    if first.low in lists.names().given:
        return True
    # A forename that is a word too: the second must be a family name for sure.
    return rest[-1].low in lists.names().family and rest[-1].low not in (
        lists.places().places
    )
