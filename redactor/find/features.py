"""What speaks for and against words being somebody's name, to be weighed together.

Each feature is a short phrase such as "before=the n1"; n1 is one word, n2 are two and
more. None quotes the text: a name that nobody has seen has the features of any other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from redactor.find import evidence, known, lists
from redactor.find.context import Context
from redactor.find.names import Token


class Inverted(tuple[Token, ...]):
    """The words of a family name and, behind a comma, of a forename."""

    __slots__ = ()


def of(context: Context, name: Sequence[Token]) -> list[str]:
    """The features of the words of a possible name."""
    bare = [t for t in name if not t.is_title] or list(name)
    many = "n1" if len(bare) == 1 else "n2"
    before = context.before(name[0].start)
    after = context.after(name[-1].end)
    return [
        f"before={before} {many}",
        f"after={after} {many}",
        *_placed(context, name, bare, (before, after)),
        *_words(name, bare, many),
        *_shape(bare, many),
        *_model(context, name, bare, many),
        *_listed(context, name, bare, many),
        *_reading(context, name, bare, many),
        *_around(context, name, many),
        *_line(context, name, many),
        *_document(context, bare, many),
    ]


@dataclass(frozen=True)
class Sightings:
    """Where the words of the surest names of a text stand, in lower case: of names of
    several words, and of those of one; and the places of these names."""

    whole: dict[str, set[int]]
    alone: dict[str, set[int]]
    places: Mapping[int, int]  # where a name begins, and where it ends

    @cached_property
    def ends(self) -> set[int]:
        """Where names end, or the space behind them."""
        return {at for end in self.places.values() for at in (end, end + 1)}

    @property
    def words(self) -> set[str]:
        return {*self.whole, *self.alone}


def sightings(surest: Iterable[Sequence[Token]]) -> Sightings:
    """Note where these names stand."""
    seen = Sightings({}, {}, {})
    places = {}
    for name in surest:
        bare = [t for t in name if not t.is_title and len(t.low) > 1]
        kind = seen.whole if len(bare) > 1 else seen.alone
        for token in bare:
            kind.setdefault(token.low, set()).add(token.start)
        places[name[0].start] = name[-1].end
    return replace(seen, places=places)


_ELSEWHERE = -1  # the place of what stands on another page


def with_others(own: Sightings, others: Iterable[Sightings]) -> Sightings:
    """What is sure on a page, and what on the other pages of its document."""
    whole, alone = dict(own.whole), dict(own.alone)
    for other in others:
        for here, there in ((whole, other.whole), (alone, other.alone)):
            for word in there:
                here[word] = here.get(word, set()) | {_ELSEWHERE}
    return Sightings(whole, alone, own.places)


_AND_BEFORE = re.compile(r"(?:,|/|&|\band|\bor)[ ]?\n?[ ]?\Z")
_AND_BEHIND = re.compile(r"[ ]?(?:,|/|&|and\b|or\b)[ ]?\n?[ ]?")


def again(context: Context, seen: Sightings, name: Sequence[Token]) -> list[str]:
    """What is known once the surest names of a text are: whose word this may be, and
    whether it is named in one breath with somebody."""
    bare = [t for t in name if not t.is_title] or list(name)
    many = "n1" if len(bare) == 1 else "n2"
    how = many if bare[0].is_capital else "small"
    inside = range(name[0].start, name[-1].end)
    found = [
        f"{form}{place} word {kind} elsewhere {how}"
        for place, token in (("first", bare[0]), ("last", bare[-1]))
        for form, word in (("", token.low), ("plural ", token.low.removesuffix("s")))
        for kind, where in (("in a whole name", seen.whole), ("alone", seen.alone))
        if word != token.low or not form
        if any(at not in inside for at in where.get(word, ()))
    ]
    found = found or [f"nobody of this text {how}"]
    more = (*_beside(context, seen, name, how), *_in_column(context, seen, name, how))
    return [*found, *more]


def _in_column(
    context: Context, seen: Sightings, name: Sequence[Token], how: str
) -> Iterator[str]:
    """Whether a name begins a cell of a column in which others are named, or nobody."""
    start = name[0].start
    column = context.cells.get(start)
    if column is None:
        return
    beside = context.columns[column]
    if len(beside) > 1:
        named = sum(at in seen.places for at in beside if at != start)
        share = "no" if not named else "some" if named * 2 < len(beside) - 1 else "most"
        yield f"{share} names in its column {how}"


def _beside(
    context: Context, seen: Sightings, name: Sequence[Token], how: str
) -> Iterator[str]:
    start, end = name[0].start, name[-1].end
    before = _AND_BEFORE.search(context.text, max(0, start - 6), start)
    if before and before.start() in seen.ends:
        yield f"behind a name {how}"
    behind = _AND_BEHIND.match(context.text, end)
    if behind and behind.end() in seen.places:
        yield f"before a name {how}"


def _placed(
    context: Context,
    name: Sequence[Token],
    bare: Sequence[Token],
    beside: tuple[str, str],
) -> Iterator[str]:
    """What the place alone says, together with what it has to prevail against."""
    before, after = beside
    readers = {
        span.found_by
        for span in context.readers(name[0].start, name[-1].end)
        if _how(span.start, span.end, name, bare) == "="
    }
    if name[0].is_title or before == "title":
        place = "titled"
    elif readers & SURE_READERS:
        place = "placed"
    else:
        place = "read" if readers else "free"
    yield f"{place}, before={before}"
    yield f"{place}, after={after}"
    many = "n1" if len(bare) == 1 else "n2"
    for mark in {*known.marks(bare[0].text), *known.marks(bare[-1].text)}:
        yield f"{place} {mark} {many}"
    if many == "n1":
        yield f"{place} {known.coarse(known.word_class(bare[0].text))}"


def _words(name: Sequence[Token], bare: Sequence[Token], many: str) -> Iterator[str]:
    yield f"words {min(len(bare), 4)}"
    if name[0].is_title:
        yield f"titled {many}"
    classes = [known.word_class(t.text) for t in bare]
    rough = [known.coarse(c) for c in classes]
    if many == "n1":
        yield f"one={classes[0]}"
    elif isinstance(name, Inverted):
        yield "inverted"
        yield f"inverted {rough[0]}+{rough[-1]}"
    else:
        yield f"first={classes[0]}"
        yield f"last={classes[-1]}"
        yield f"pair={rough[0]}+{rough[-1]}"
        yield from (f"middle={middle}" for middle in rough[1:-1])
    yield from _marks(bare, many)


def _marks(bare: Sequence[Token], many: str) -> Iterator[str]:
    for mark in known.marks(bare[0].text):
        yield f"first {mark} {many}"
    for mark in known.marks(bare[-1].text):
        yield f"last {mark} {many}"
    for token in bare[1:-1]:
        yield from (f"middle {mark}" for mark in known.marks(token.text))


def _shape(bare: Sequence[Token], many: str) -> Iterator[str]:
    capitals = [t.text.isupper() and len(t.low) > 1 for t in bare]
    if all(capitals):
        yield f"capitals {many}"
        if len(bare[0].low) < 5:
            yield f"short capitals {many}"
    elif any(capitals):
        yield "some capitals"
    if not any(t.is_capital for t in bare):
        yield "small"
        yield f"small {known.word_class(bare[0].text)}"
    if any("-" in t.text for t in bare):
        yield "hyphen"
    inner = any(c.isupper() for t in bare for c in t.text[1:])
    if inner and not capitals[0]:
        yield "inner capital"
    if many == "n1":
        yield f"length {min(len(bare[0].low), 8)}"


def _model(
    context: Context, name: Sequence[Token], bare: Sequence[Token], many: str
) -> Iterator[str]:
    said = context.said(name[0].start, name[-1].end)
    if said is None:
        yield f"model nothing {many}"
    else:
        how = _how(said.start, said.end, name, bare)
        yield f"model{how}{said.label} {many}"
    for token in {bare[0], bare[-1]}:
        votes = context.votes.get(token.low, set())
        if "PERSON" in votes:
            yield f"elsewhere a person {many}"
        if votes - {"PERSON"}:
            yield f"elsewhere a thing {many}"


def _listed(
    context: Context, name: Sequence[Token], bare: Sequence[Token], many: str
) -> Iterator[str]:
    things = context.listed(name[0].start, name[-1].end)
    if things and _is_placed(context, name):
        return
    for thing in things:
        how = _how(thing.start, thing.end, name, bare)
        yield f"list{how}{thing.label} {many}"


# Where nobody but a person is named, however well-known the name is.
SURE_READERS = (
    frozenset(
        (
            "mail header",
            "salutation",
            "signature block",
            "title",
            "list of attendees",
            "chat",
        )
    )
    | {"form field", "name and post", "table", "introduction", "addressee"}
    | {"name and number", "form label", "column of names"}
)


def is_listed(context: Context, name: Sequence[Token]) -> bool:
    """Whether the words are a known forename and more, just where the document names
    somebody: in a list of attendees, a field; or all of a cell in a column of names."""
    bare = [t for t in name if not t.is_title]
    readers = context.readers(name[0].start, name[-1].end)
    if any(
        span.found_by == "column of names"
        and _how(span.start, span.end, name, bare) == "="
        for span in readers
    ):
        return True
    if len(bare) < 2 or not bare[0].is_given or isinstance(name, Inverted):
        return False
    return any(
        span.found_by in SURE_READERS and _how(span.start, span.end, name, bare) == "="
        for span in readers
    )


def _is_placed(context: Context, name: Sequence[Token]) -> bool:
    """Whether the place says that a person of this name is meant."""
    return any(
        span.found_by in SURE_READERS
        and span.start <= name[0].start
        and name[-1].end <= span.end
        for span in context.readers(name[0].start, name[-1].end)
    )


def _how(start: int, end: int, name: Sequence[Token], bare: Sequence[Token]) -> str:
    """Whether a finding is the name (=), holds more (<) or a part of it (~)."""
    if start > bare[0].start or end < bare[-1].end:
        return "~"
    return "<" if start < name[0].start or end > name[-1].end + 2 else "="


def _reading(
    context: Context, name: Sequence[Token], bare: Sequence[Token], many: str
) -> Iterator[str]:
    for span in context.readers(name[0].start, name[-1].end):
        how = _how(span.start, span.end, name, bare)
        yield f"by{how}{span.found_by}"
        yield f"by{how}{span.found_by} {many}"


def _around(context: Context, name: Sequence[Token], many: str) -> Iterator[str]:
    if evidence.is_possessed(context.text, name[-1].end):
        yield f"possessive {many}"
    if context.in_body(name[0].start, name[-1].end):
        yield f"in a body's name {many}"
    if evidence.is_namesake(context.text, name[-1].end):
        yield f"names a thing {many}"
    beside = {context.text[name[0].start - 1 : name[0].start]}
    beside.add(context.text[name[-1].end : name[-1].end + 1])
    if beside & set("_\\/"):
        yield f"in a path {many}"
        yield f"in a path {known.word_class(name[-1].text)}"


def _line(context: Context, name: Sequence[Token], many: str) -> Iterator[str]:
    line = context.layout.line_at(name[0].start)
    yield f"line {line.kind} {many}"
    if isinstance(name, Inverted):
        yield f"inverted on a line of {line.kind}"
    words = context.text[line.start : line.end]
    length = name[-1].end - name[0].start
    if len(words.strip(" \t>*-•|,.;:\"'")) <= length + 1:
        yield f"alone on a line of {line.kind} {many}"
    elif "|" in words or "\t" in words or "   " in words.strip():
        yield f"cell {many}"
    if words.isupper() and many == "n1":
        yield f"in capitals throughout {known.word_class(name[-1].text)}"
    yield from _speaking(context, name, words[: name[0].start - line.start])
    every = words.split()
    capitals = sum(w[:1].isupper() for w in every)
    if len(every) > 2 and capitals * 10 > len(every) * 7:
        yield f"line of capitals {many}"
    if line.end - line.start > 60:
        yield f"long line {many}"


def _speaking(context: Context, name: Sequence[Token], lead: str) -> Iterator[str]:
    """Whether the words speak in a chat, here or on another line."""
    said = context.text[name[0].start : name[-1].end].casefold()
    times = context.speakers.get(said, 0)
    if not times:
        return
    here = "here" if len(lead.strip(" \t>*")) < 24 and not lead.islower() else "there"
    yield f"speaks {here} {min(times, 3)}"
    if name[-1].low in lists.layout().job_words:
        yield "speaks as a post"
    if context.is_chat:
        yield f"speaks {here} in a chat"


def _document(context: Context, bare: Sequence[Token], many: str) -> Iterator[str]:
    if not bare[0].is_capital:
        yield from _small(context, bare)
        return
    small = [t.low in context.small_words for t in bare]
    if any(small):
        yield f"{'all' if all(small) else 'some'} in small letters {many}"
    if any(t.low in context.mailbox_parts for t in bare):
        yield f"in a mail address {many}"
    if any(t.low in context.domains for t in bare):
        yield f"in a mail domain {many}"
    if all(t.low in context.bodies for t in bare):
        yield f"of a body's name {many}"
    others = max(context.full_names.get(t.low, 0) for t in (bare[0], bare[-1]))
    if others > (0 if many == "n1" else 1):
        yield f"in a full name {many}"
    somebody = any(
        evidence.is_somebody(context.text, token) for token in {bare[0], bare[-1]}
    )
    yield f"somebody={somebody} {many}"
    if many == "n2" and evidence.is_place(context.text, bare):
        yield "place"
        yield f"place, somebody={somebody}"


def _small(context: Context, bare: Sequence[Token]) -> Iterator[str]:
    """What the document says of a word in small letters."""
    low = bare[0].low
    kind = known.word_class(bare[0].text)
    yield f"small, {context.care}"
    yield f"small {kind}, {context.care}"
    if low in context.mailbox_parts:
        yield "small, in a mail address"
    if low in context.full_names:
        yield "small, in a full name"
    if low in context.capital_words:
        yield "small, elsewhere with a capital"
    if context.is_chat:
        yield "small, in a chat"
        yield f"small {known.word_class(bare[0].text)} in a chat"
    yield f"small, somebody={evidence.is_somebody(context.text, bare[0])}"
    if len(bare) > 1:
        yield f"small pair {known.coarse(known.word_class(bare[-1].text))}"
