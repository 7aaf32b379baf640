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

PROPOSE = 0.42  # likely enough to be proposed
LOOK = 0.18  # likely enough to be worth a look
_SURE = 0.6  # of overlapping names this likely, the longest stays

_Weighed = tuple[float, Sequence[Token]]


def judged(
    text: str, spans: Sequence[Span], entities: Sequence[Entity]
) -> tuple[list[Span], list[Span]]:
    """The people of a text, and what is only worth a look."""
    context = Context(text, spans, entities)
    taken = _taken(_weighed(context, candidates(context, spans)))
    every = [_span(context, name, likely) for likely, name in taken]
    people = [s for s in every if s.score >= PROPOSE]
    every += _letters(context, people)
    doubtful = [s for s in every if s.score < PROPOSE and _is_worth_a_look(text, s)]
    return [s for s in every if s.score >= PROPOSE], doubtful


def _is_worth_a_look(text: str, span: Span) -> bool:
    """Words in small letters are only where they are forenames."""
    words = text[span.start : span.end]
    return not words.islower() or known.word_class(words.split()[0])[1:2] in "23"


def _weighed(context: Context, names: Sequence[Sequence[Token]]) -> Iterator[_Weighed]:
    """How likely each is, in the light of the surest of them."""
    first = [(features.of(context, name), name) for name in names]
    sure = surest((weigh("person", seen), name) for seen, name in first)
    more = again(context.text, sure.words)
    first += [(features.of(context, name), name) for name in more]
    for seen, name in first:
        yield weigh("again", [*seen, *features.again(context, sure, name)]), name


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
        by = "spaCy"
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


def _letters(context: Context, people: Sequence[Span]) -> Iterator[Span]:
    """Initials that are likely to be somebody's, and those worth a look."""
    fitting = letters.of_names(context.text[s.start : s.end] for s in people)
    for start, end in letters.places(context.text):
        if any(s.start < end and start < s.end for s in people):
            continue
        likely = weigh("letters", letters.of(context, start, end, fitting))
        if likely >= (LOOK if context.text[start:end].isupper() else PROPOSE):
            yield _initials(context, start, end, likely)


def _initials(context: Context, start: int, end: int, likely: float) -> Span:
    readers = context.readers(start, end)
    why = readers[0].why if readers else "Initials that somebody of this text may have."
    return Span(start, end, Label.PERSON, round(likely, 2), "initials", why)
