"""Where on the pages of a case a finding stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from redactor.casefile import CaseFile
from redactor.find import shown
from redactor.find.spans import Kept, Span
from redactor.model import Rect
from redactor.words import PageText, Passage, Region

_DOUBT = "Read with doubt"
NO_TEXT = PageText("", (), ())


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a page that is personal. ``person`` counts in the findings.

    ``exemptions`` are those of a rule of the case that asked for it.
    """

    document: str
    page: int
    rects: tuple[Rect, ...]
    text: str
    span: Span
    person: int | None
    exemptions: tuple[str, ...] = ()


def found_in(
    file: CaseFile,
    pages: Sequence[tuple[str, int]],
    spans_of: Sequence[Sequence[tuple[Span, int | None]]],
) -> Iterable[Place]:
    """The places of what stands on these pages, each with whose it is."""
    for at, spans in zip(pages, spans_of, strict=True):
        words = file.words(file.state.documents[at[0]], at[1]) if spans else None
        text = words.text if words else NO_TEXT
        for span, number in spans:
            yield from placed(at, text, span, number)


def placed(
    at: tuple[str, int], text: PageText, span: Span, person: int | None
) -> Iterable[Place]:
    """The place of a finding; none where its page was dropped since."""
    rects = text.rects(span.start, span.end)
    if rects:
        passage = text.passage(span.start, span.end)
        yield Place(*at, rects, passage, _with_doubt(text, span), person)


def passages(
    text: PageText, kept: Iterable[Kept], hidden: Sequence[Span]
) -> Iterable[Passage]:
    """What stays, but for what another sighting proposes after all."""
    for one in kept:
        rects = text.rects(one.start, one.end)
        over = any(one.start < s.end and s.start < one.end for s in hidden)
        if rects and not over:
            yield Passage(rects, text.passage(one.start, one.end), one.why)


def seen(at: tuple[str, int], regions: Iterable[Region]) -> Iterable[Place]:
    """What a page shows without its being text."""
    for region in regions:
        yield Place(*at, (region.rect,), "", shown.finding(region), None)


def _with_doubt(text: PageText, span: Span) -> Span:
    """The finding, with the evidence that it rests on words read with doubt."""
    under = {word for spot in text.spots[span.start : span.end] for word, _ in spot}
    if not any(text.words[word].is_doubtful for word in under) or _DOUBT in span.why:
        return span
    return replace(span, why=f"{span.why} {_DOUBT}.".strip())
