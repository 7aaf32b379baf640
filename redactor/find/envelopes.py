"""Addresses by the shape of a letter: the block above a greeting, and the lines that
belong to an address of which one line is known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from redactor.find import lists, names, premises, streets
from redactor.find.structure import Kind, Layout, Line, read

_LONGEST = 44  # letters of a line of an address
_DOWN = 8  # lines between the address and the greeting, with date and references
_MOST = 7  # lines of an address
_STRANGE = re.compile(r"[@:?!;]|\d{4,}|[.] [A-Z]|\b(?:19|20)\d\d\b")
_DATE = re.compile(
    rf"\b(?:{streets.any_of(lists.layout().months)})\b|\d/\d", re.IGNORECASE
)
_TITLED = re.compile(
    r"\s*(?:The )?(?:Mr|Mrs|Ms|Miss|Mx|Dr|Rev(?:d|erend)?|Sir|Lady|Lord|Master"
    r"|Prof(?:essor)?|Cllr|MR|MRS|MS|MISS|DR|REV)\b\.?"
)


def addressed(text: str) -> Iterator[tuple[int, int]]:
    """The lines between a person's name and the greeting of a letter, as on an
    envelope, where they name no body and no post."""
    layout = read(text)
    for number, line in enumerate(layout.lines):
        if line.kind is not Kind.SALUTATION:
            continue
        block = _block_above(layout, number)
        greeted = {t.low for t in names.tokens(layout.words_of(line)) if t.is_capital}
        first = next(
            (n for n, x in enumerate(block) if _is_addressee(layout, x, greeted)), None
        )
        if first is None:
            continue
        lines = block[first + 1 : first + 1 + _MOST]
        if len(lines) > 1 and all(is_part(layout.words_of(x)) for x in lines):
            yield _begin(layout, lines[0]), lines[-1].end


def _block_above(layout: Layout, number: int) -> Sequence[Line]:
    """The last block of three lines or more above a greeting."""
    stop = number
    for _ in range(_DOWN):
        while stop > 0 and layout.lines[stop - 1].kind is Kind.BLANK:
            stop -= 1
        start = stop
        while start > 0 and layout.lines[start - 1].kind is not Kind.BLANK:
            start -= 1
        block = layout.lines[start:stop]
        if len(block) > 2 or not block:
            return block
        stop = start
    return ()


def _is_addressee(layout: Layout, line: Line, greeted: set[str]) -> bool:
    """Whether a line names somebody, or whom the letter greets."""
    words = layout.words_of(line)
    every = {part for t in names.tokens(words) for part in (t.low, *t.low.split("-"))}
    return _is_somebody(layout, line) or (
        bool((greeted - {"dear"}) & every)
        and not _STRANGE.search(words)
        and not premises.is_body_line(words)
    )


def _is_somebody(layout: Layout, line: Line) -> bool:
    return is_somebody(layout.words_of(line).strip())


def is_behind_somebody(layout: Layout, start: int) -> bool:
    """Whether a passage stands right behind somebody's name: in the same line behind a
    comma or a stroke, or in the line below."""
    index = layout.index_at(start)
    line = layout.lines[index]
    before = layout.text[line.start : start]
    if not before.strip(" \t>|*"):
        return index > 0 and _is_somebody(layout, layout.lines[index - 1])
    if before.rstrip(" ")[-1:] not in ",(|\t":
        return False
    return is_somebody(_PARTED.split(before.rstrip(" ,(|\t"))[-1].strip())


_PARTED = re.compile(r"[;:.|\t] ?|\s{3,}|, ")


def is_somebody(words: str) -> bool:
    """Whether words are somebody's name and nothing else."""
    if len(words) > _LONGEST or _STRANGE.search(words) or premises.is_body_line(words):
        return False
    if _TITLED.match(words):
        return True
    found = names.run(words, 0, len(words))
    return len(found) > 1 and names.is_person(found) and found[-1].end >= len(words) - 1


def is_part(words: str) -> bool:
    """Whether a line can be one of a home's address."""
    bare = words.strip(" ,.")
    if not bare or len(bare) > _LONGEST or _STRANGE.search(bare) or _DATE.search(bare):
        return False
    body = premises.is_body_line(bare) or premises.is_venue(bare)
    if body and not premises.is_soft(bare):
        return False
    every = names.tokens(bare)
    small = lists.places().small
    jobs = lists.layout().job_words
    return len(every) <= 5 and all(
        (t.is_capital or t.low in small or len(t.low) == 1) and t.low not in jobs
        for t in every
    )


def is_job(words: str) -> bool:
    """Whether words tell of somebody's post."""
    return any(t.low in lists.layout().job_words for t in names.tokens(words))


def _begin(layout: Layout, line: Line) -> int:
    words = layout.words_of(line)
    return line.start + len(words) - len(words.lstrip(" \t>|*"))


_HOUSE_AND_ROAD = re.compile(
    rf"[ \t>|*]*(?P<home>(?:[A-ZÀ-Þ][\w'’\-]+ ?){{1,4}}, (?:[A-ZÀ-Þ][\w'’\-]+ ){{1,3}}"
    rf"(?:{streets.titled(lists.places().streets)})\b(?:, [A-Z][\w'’\- ]+)?)[ ]*"
)


def beneath(text: str) -> Iterator[tuple[int, int]]:
    """A house and its road on the line below somebody's name."""
    layout = read(text)
    for above, line in pairwise(layout.lines):
        match = _HOUSE_AND_ROAD.fullmatch(text, line.start, line.end)
        if match is None or not is_part(match["home"]):
            continue
        listed = streets.STREET.fullmatch(layout.words_of(above).strip(" \t,.;-*•"))
        if listed or _is_somebody(layout, above):
            yield match.span("home")


def below_names(text: str) -> Iterator[tuple[int, int]]:
    """The lines below somebody's title and name, as on an envelope, without a postcode
    and without a greeting: one of them is a street's or a house's."""
    layout = read(text)
    for number, line in enumerate(layout.lines):
        words = layout.words_of(line).strip()
        if not _TITLED.match(words) or not is_somebody(words):
            continue
        block = list(_block_below(layout, number + 1))
        lasts = {t.low for x in block for t in names.tokens(layout.words_of(x))[-1:]}
        roads = lists.places().sure_streets | lists.places().homes
        if 1 < len(block) <= _MOST and lasts & roads:
            yield _begin(layout, block[0]), block[-1].end


def _block_below(layout: Layout, number: int) -> Iterator[Line]:
    """The lines from here to the next empty one, if all can be an address's."""
    block: list[Line] = []
    for line in layout.lines[number : number + _MOST + 1]:
        words = layout.words_of(line).strip()
        if not words:
            break
        if not is_part(words) or is_somebody(words):
            return
        block.append(line)
    yield from block


_PLAIN = (Kind.PROSE, Kind.SIGNATURE, Kind.FIELD)
