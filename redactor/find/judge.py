"""How likely it is that words are somebody's name: all evidence weighed together.

Each feature has a weight, learned from annotated correspondence (``tools/model``) and
written down in ``rules/weights.yaml``. Their sum says how likely it is; of overlapping
possibilities the likeliest stays.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from redactor.find import features, known, letters, lists
from redactor.find.candidates import again, candidates
from redactor.find.context import Context, Entity
from redactor.find.names import Token
from redactor.find.spans import Label, Span
from redactor.law.rulebook import load

PROPOSE = 0.39  # likely enough to be proposed
INITIALS = 0.36  # the same for initials
LOOK = 0.18  # likely enough to be worth a look
_LISTED = 0.5  # at least, for a full name just where people are listed
_DOUBTED = 0.41  # at most, for words of the language in small letters
_SURE = 0.6  # of overlapping names this likely, the longest stays

_Weighed = tuple[float, Sequence[Token]]


def judged(
    text: str, spans: Sequence[Span], entities: Sequence[Entity]
) -> tuple[list[Span], list[Span]]:
    """The people of a text, and what is only worth a look."""
    return judged_together([Context(text, spans, entities)])[0]


def judged_together(
    pages: Sequence[Context],
) -> list[tuple[list[Span], list[Span]]]:
    """The same for each page of a document: who is named for sure on one is evidence
    on the others, and so are the bodies and the mail addresses of all."""
    for page in pages:
        page.beside = [other for other in pages if other is not page]
    first = [
        [(features.of(page, name), name) for name in candidates(page, page.spans)]
        for page in pages
    ]
    sure = [
        surest((weigh("person", seen), name) for seen, name in one) for one in first
    ]
    found = []
    for page, one, own in zip(pages, first, sure, strict=True):
        others = [seen for seen in sure if seen is not own]
        taken = _taken(_weighed(page, one, features.with_others(own, others)))
        found.append([_span(page, name, likely) for likely, name in taken])
    named = [page.text[s.start : s.end] for page, s in _proposed(pages, found)]
    fitting = letters.of_names(named)
    return [_parted(p, some, fitting) for p, some in zip(pages, found, strict=True)]


def _proposed(
    pages: Sequence[Context], found: Sequence[Sequence[Span]]
) -> Iterator[tuple[Context, Span]]:
    for page, spans in zip(pages, found, strict=True):
        yield from ((page, span) for span in spans if span.score >= PROPOSE)


def _parted(
    page: Context, names: Sequence[Span], fitting: dict[str, int]
) -> tuple[list[Span], list[Span]]:
    """What is proposed of a page, its initials too, and what is only worth a look."""
    people = [span for span in names if span.score >= PROPOSE]
    short = list(_letters(page, people, fitting))
    people += [span for span in short if span.score >= INITIALS]
    doubtful = [
        span
        for span in (*names, *short)
        if span not in people and _is_worth_a_look(page.text, span)
    ]
    return people, doubtful


def _is_worth_a_look(text: str, span: Span) -> bool:
    """Words in small letters are only where they are forenames."""
    words = text[span.start : span.end]
    return not words.islower() or known.word_class(words.split()[0])[1:2] in "23"


def _weighed(
    context: Context,
    first: Sequence[tuple[list[str], Sequence[Token]]],
    sure: features.Sightings,
) -> Iterator[_Weighed]:
    """How likely each is, in the light of the surest of them."""
    more = again(context.text, sure.words)
    both = [*first, *((features.of(context, name), name) for name in more)]
    for seen, name in both:
        every = {*seen, *features.again(context, sure, name)}
        likely = weigh("again", every)
        if _is_mere_word(every) and not _is_careless(context, name[0].start):
            likely = min(likely, _DOUBTED)
        yield max(likely, _LISTED * features.is_listed(context, name)), name


_ELSE = (
    *("in a path", "in a mail address", "speaks", 'before="', "before=title"),
    *("before a name", "behind a name", "before=relation", "before=cue"),
    *("before=with", "before=to", "after=strong act", "after=act"),
)


def _is_mere_word(seen: set[str]) -> bool:
    """Whether one word in small letters has nothing for it but that somebody of this
    text is called so: "I hope that Hope is well"."""
    if not {"small", "words 1", "small, somebody=False"} <= seen:
        return False
    if any(f.startswith(_ELSE) or _READ.match(f) for f in seen):
        return False
    return not _SMALL_WORD.isdisjoint(seen) and "model=PERSON n1" not in seen


def _is_careless(context: Context, at: int) -> bool:
    """Whether names may have no capitals where they are written: in a chat, in a text
    that has few where they belong, and on a line that has none."""
    line = context.layout.line_at(at)
    return (
        context.is_chat
        or context.is_careless
        or context.text[line.start : line.end].islower()
    )


# Found by a reader other than the language model.
_READ = re.compile(r"by[=<~](?!spaCy)")
_SMALL_WORD = frozenset(f"small g{g}f{f}w" for g in range(3) for f in range(3))


def surest(weighed: Iterable[_Weighed]) -> features.Sightings:
    """The names that are likely at first sight."""
    taken = _taken(weighed)
    return features.sightings(name for likely, name in taken if likely >= _SURE)


def weigh(kind: str, seen: Iterable[str]) -> float:
    """How likely it is, from 0 to 1, that what has these features is a name."""
    weights = _weights()[kind]
    total = weights["always"] + sum(weights.get(f, 0.0) for f in set(seen))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


Weights = Mapping[str, Mapping[str, float]]
# With these nothing is anybody's name: where learning begins.
NOTHING: Weights = {kind: {"always": -9.0} for kind in ("person", "again", "letters")}
_learned: list[Weights] = []


def use(weights: Weights) -> None:
    """Judge by these weights from now on, instead of those of ``rules/``."""
    _learned[:] = [weights]


def _weights() -> Weights:
    if not _learned:
        use(load("weights.yaml"))
    return _learned[0]


def _taken(weighed: Iterable[_Weighed]) -> list[_Weighed]:
    """The likeliest possibilities, none overlapping another.

    Of several that are all likely the longest is taken, since a name that is covered
    in part is not covered.
    """
    taken: list[_Weighed] = []
    every = [one for one in weighed if one[0] >= LOOK]
    for least, most in ((_SURE, 1.1), (PROPOSE, _SURE), (LOOK, PROPOSE)):
        here = [one for one in every if least <= one[0] < most]
        here.sort(key=lambda one: (one[1][0].start - one[1][-1].end, -one[0]))
        for likely, name in here:
            if not any(_overlap(name, other) for _, other in taken):
                taken.append((likely, name))
    return taken


def _overlap(one: Sequence[Token], other: Sequence[Token]) -> bool:
    return one[0].start < other[-1].end and other[0].start < one[-1].end


def _span(context: Context, name: Sequence[Token], likely: float) -> Span:
    """The name, with the best evidence for it."""
    start, end = _title_before(context.text, name[0].start), name[-1].end
    readers = context.readers(start, end)
    best = max(readers, key=lambda s: s.score, default=None)
    if best:
        by, why = best.found_by, best.why
    elif (said := context.said(start, end)) and said.label == Label.PERSON:
        by = "language model"
        why = "The language model takes it for a name, and what stands around it too."
    else:
        by, why = "looks like a name", "It reads like a name where it stands."
    return Span(start, end, Label.PERSON, round(likely, 2), by, why)


def _titles() -> re.Pattern[str]:
    words = "|".join(sorted(lists.names().titles, key=len, reverse=True))
    return re.compile(
        rf"(?<![\w.@\-])(?:(?:{words})\.?(?:[ ](?:and|&)[ ]|[ ]))+\Z", re.IGNORECASE
    )


_TITLES = _titles()


def _title_before(text: str, start: int) -> int:
    """Where a name begins with its titles: they say who is meant, and of which sex."""
    title = _TITLES.search(text, max(0, start - 30), start)
    return title.start() if title else start


def _letters(
    context: Context, people: Sequence[Span], fitting: dict[str, int]
) -> Iterator[Span]:
    """Initials that are likely to be somebody's, and those worth a look."""
    for start, end in letters.places(context.text):
        if any(s.start < end and start < s.end for s in people):
            continue
        seen = letters.of(context, start, end, fitting)
        if "acronym fits nobody" in seen and not context.readers(start, end):
            continue  # "UK": as far as anybody knows it is what everybody reads
        likely = weigh("letters", seen)
        if likely >= (LOOK if context.text[start:end].isupper() else INITIALS):
            yield _initials(context, start, end, likely)


def _initials(context: Context, start: int, end: int, likely: float) -> Span:
    readers = context.readers(start, end)
    why = readers[0].why if readers else "Initials that somebody of this text may have."
    return Span(start, end, Label.PERSON, round(likely, 2), "initials", why)
