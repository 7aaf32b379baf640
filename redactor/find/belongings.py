"""Whose a mail address, a telephone number or a handle is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Protocol

from redactor.find import lists
from redactor.find.spans import Label, Span
from redactor.find.structure import Kind, Layout, read

_OWNED = (Label.EMAIL, Label.PHONE, Label.HANDLE, Label.URL)
_NOT_WORD = re.compile(r"[^a-z0-9]+")


class Named(Protocol):
    """Somebody with names, in lower case."""

    given: set[str]
    family: str


def plain(value: str) -> str:
    """A value without what may differ between two spellings of it."""
    low = value.casefold().replace("%40", "@")
    if "@" in low:
        return re.sub(r"\s", "", low)
    digits = re.sub(r"\D", "", low)
    if len(digits) > 5 and len(digits) * 2 > len(low):
        return re.sub(r"^(?:0044|44)0?", "0", digits)
    return re.sub(r"\s", "", low)


def owners(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span | None, Span]]:
    """For each contact detail, the name to which its place in the text ties it.

    That is the name before it on its line ("Jane Smith <...>"), or the first name in
    the signature block in which it stands.
    """
    layout = read(text)
    people = [s for s in spans if s.label == Label.PERSON]
    for span in spans:
        if span.label not in _OWNED:
            continue
        line = layout.line_at(span.start)
        same = [p for p in people if line.start <= p.start and p.end <= span.start]
        between = text[same[-1].end : span.start] if same else ""
        above = _above(layout, people, span)
        if same and not _elsewhere(between, span):
            yield same[-1], span
        elif not same and above:
            yield above, span
        elif line.kind in (Kind.SIGNATURE, Kind.FIELD, Kind.CLOSING):
            yield _signer(text, people, span), span


_OTHER = re.compile(r"[;@]|\d{4}")
_ASIDE = re.compile(r"\b(?:I|me|my|mine|we|us|our|reply)\b", re.IGNORECASE)
_FULL_STOP = re.compile(r"\w{3}[.!?]\s+[A-Z]")


def _elsewhere(between: str, span: Span) -> bool:
    """Whether what stands between a name and what follows it parts the two: another
    value, the writer speaking of themselves, for an address a new sentence."""
    if _OTHER.search(between) or _ASIDE.search(between):
        return True
    return span.label == Label.EMAIL and bool(_FULL_STOP.search(between))


def names_another(value: str, person: Named, everybody: Iterable[Named]) -> bool:
    """Whether the letters of an address name somebody else: another of the case, or,
    as "j.smith" does, a family name that is not this person's."""
    low = value.casefold()
    local = low.split("@")[0] if "@" in low else low
    if not re.search(r"[^\W\d_]", local) or is_named_in(value, person):
        return False
    words = set(re.findall(r"[^\W\d_]+", local))
    if words & _names_of(person) or any(
        len(name) > _SHORT and name in local for name in _names_of(person)
    ):
        return any(is_named_in(value, one) for one in everybody if one is not person)
    others = {
        name
        for one in everybody
        if one is not person
        for name in _names_of(one)
        if len(name) > _SHORT
    }
    return any(name in local for name in others) or _is_signed(local)


_SHORT = 3  # letters that may be in an address by chance


def _names_of(person: Named) -> set[str]:
    """A person's names, as an address spells them."""
    every = {*person.given, *re.split(r"[\s\-]", person.family), person.family}
    return {_NOT_WORD.sub("", name) for name in every} - {""}


def _is_signed(local: str) -> bool:
    """Whether an address is made as from a name: "j.smith", "jane.smith"."""
    shape = re.fullmatch(r"([a-z]+)[._-]([a-z'’-]{2,})\d*", local)
    if shape is None:
        return False
    known = lists.lexicon()
    first, last = shape.groups()
    return last in known.surnames and (len(first) == 1 or first in known.forenames)


def _above(layout: Layout, people: Sequence[Span], span: Span) -> Span | None:
    """The one name on the nearest of the short lines right above."""
    index = layout.index_at(span.start)
    for line in reversed(layout.lines[max(0, index - 3) : index]):
        if line.kind is Kind.BLANK or line.end - line.start > 60:
            return None
        here = [p for p in people if line.start <= p.start < line.end]
        if here:
            return here[0] if len(here) == 1 else None
    return None


def signed_twice(text: str, spans: Sequence[Span]) -> Iterator[tuple[Span, Span]]:
    """A forename signed with, and the full name under it with the same first letter."""
    layout = read(text)
    signed = [
        s
        for s in spans
        if s.label == Label.PERSON
        and layout.line_at(s.start).kind in (Kind.SIGNATURE, Kind.CLOSING)
    ]
    for short, full in pairwise(signed):
        one, two = text[short.start : short.end], text[full.start : full.end]
        near = text.count("\n", short.end, full.start) <= 4
        if near and " " not in one and " " in two and one[0] == two[0]:
            yield short, full


def _signer(text: str, people: Iterable[Span], span: Span) -> Span | None:
    layout = read(text)
    region = layout.line_at(span.start).region
    return next(
        (
            p
            for p in people
            if p.start < span.start
            and layout.line_at(p.start).region == region
            and layout.line_at(p.start).kind in (Kind.SIGNATURE, Kind.CLOSING)
        ),
        None,
    )


def is_named_in(value: str, person: Named) -> bool:
    """Whether a mail address or a user name is made from a person's names."""
    return plain(value).split("@")[0] in {
        *user_names(person),
        *(_NOT_WORD.sub("", name) for name in user_names(person)),
    } or _NOT_WORD.sub("", re.sub(r"\d+$", "", plain(value).split("@")[0])) in {
        _NOT_WORD.sub("", name) for name in user_names(person)
    }


def user_names(person: Named) -> set[str]:
    """The user names that systems make of a person's names."""
    family = _NOT_WORD.sub("", person.family)
    if len(family) < 2:
        return set()
    made = set()
    for given in person.given:
        first = _NOT_WORD.sub("", given)
        if not first:
            continue
        made |= {
            f"{first}.{family}",
            f"{first}_{family}",
            f"{first}-{family}",
            f"{first}{family}",
            f"{family}.{first}",
            f"{family}{first}",
            f"{first[0]}.{family}",
            f"{first[0]}{family}",
            f"{family}{first[0]}",
            f"{family}.{first[0]}",
            f"{first}.{family[0]}",
            f"{first}{family[0]}",
        }
    return made
