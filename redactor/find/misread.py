"""Names of the case where optical reading got a letter wrong: "Srnith" for "Smith"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from redactor.find.people import Individual
from redactor.find.spans import Label, Span, Tier
from redactor.words import PageWords

_LIKE = (("rn", "m"), ("vv", "w"), ("cl", "d"), ("ii", "u"), ("li", "h"))
_ALONE = str.maketrans("01i|!5$86", "ollllssbb")
_SHORTEST = 4  # letters of a name that is recognised in spite of a slip
_BARE = re.compile(r"[^\w|!$]+|['’]s$")
_WHOLE = "Read with doubt: a letter or two from the full name of somebody in this case."
_TWIN = "Read with doubt: somebody else in this case has nearly the same name."
_PART = "Read with doubt: nearly the name of somebody in this case."


def misread(
    words: PageWords, people: Sequence[Individual]
) -> Iterator[tuple[Span, Individual]]:
    """Places of an OCR page that nearly spell a name of the case, and whose it is.

    Forename and family name together are proposed; a family name alone, which has to
    be read with doubt or to differ in a usual slip only, is worth a look.
    """
    known = [p for p in people if len(p.family) >= _SHORTEST]
    if words.source != "ocr" or not known:
        return
    text = words.text
    bare = [_bare(word.text) for word in words.words]
    for number, word in enumerate(words.words):
        near = [p for p in known if _near(bare[number], p.family, word.is_doubtful)]
        if not near:
            continue
        before = bare[number - 1] if number else ""
        whole = [p for p in near if any(_near(before, g, False) for g in p.given)]
        person = (whole or near)[0]
        if bare[number] == person.family:
            continue  # an ordinary sighting
        start, end = text.span_of([number - 1, number] if whole else [number])
        yield _span(start, end, whole=bool(whole)), person


def twins(people: Sequence[Individual]) -> set[int]:
    """The ``id`` of everybody whose name another one's may be, wrongly read."""
    alike: dict[tuple[str, str], list[Individual]] = {}
    for person in people:
        for given in person.given if person.family else ():
            alike.setdefault((folded(given), folded(person.family)), []).append(person)
    return {
        id(person)
        for group in alike.values()
        if len({one.family for one in group}) > 1
        for person in group
    }


def told(span: Span) -> Span:
    """The finding, with the evidence that its name is like another one's."""
    return replace(span, why=f"{span.why} {_TWIN}")


def _bare(word: str) -> str:
    return _BARE.sub("", word.casefold())


def _near(read: str, name: str, doubtful: bool) -> bool:
    """Whether a name may have been read like this."""
    if read == name:
        return True
    if len(name) < _SHORTEST or not read:
        return False
    if folded(read) == folded(name):
        return True
    return doubtful and abs(len(read) - len(name)) <= 1 and _slips(read, name) <= 1


def folded(word: str) -> str:
    """A word with signs that look alike made one."""
    word = word.casefold()
    for many, one in _LIKE:
        word = word.replace(many, one)
    return word.translate(_ALONE)


def _slips(one: str, other: str) -> int:
    """Letters that have to be put in, taken out or changed to make one the other."""
    row: Iterable[int] = range(len(other) + 1)
    for down, letter in enumerate(one, 1):
        above = list(row)
        here = [down]
        for across, sign in enumerate(other, 1):
            change = above[across - 1] + (letter != sign)
            here.append(min(above[across] + 1, here[-1] + 1, change))
        row = here
    return list(row)[-1]


def _span(start: int, end: int, *, whole: bool) -> Span:
    if whole:
        return Span(start, end, Label.PERSON, 0.6, "people of the case", _WHOLE)
    return Span(start, end, Label.PERSON, 0.3, "look at this", _PART, Tier.LOOK)
