"""From raw findings to clean ones: trimmed, without what stays, none overlapping."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from redactor.find import (
    headings,
    identifiers,
    lists,
    named_after,
    public,
    vehicles,
    views,
)
from redactor.find.spans import Label, Span, resolve

_TRIM_LEFT = " \t\n\r\"'“”‘’([{<,;:.|*_>-–—/\\&"
_TRIM_RIGHT = " \t\n\r\"'“”‘’([{<>,;:.|*_)]}-–—/\\&"
_MISREAD = re.compile(r"\d[a-z]+(?!\w)")
_DIALLED = re.compile(r"\+\d{1,3}[ \-]?\Z")  # a telephone number, and no health number
_POSSESSIVE = re.compile(r"['’][sS]$")


def clean(text: str, spans: Iterable[Span]) -> list[Span]:
    """The findings of a text as they are shown: trimmed, without what stays, and none
    overlapping another."""
    references = public.references(text)
    links = views.links(text)
    heads = headings.rows(text)
    things = [m.span() for m in lists.public().phrases.finditer(text)]
    things += named_after.places(text)
    kept = []
    for span in spans:
        trimmed = trim(text, span)
        if trimmed is None or _is_reference(trimmed, references):
            continue
        if trimmed.label in (Label.PERSON, Label.PHONE, Label.ID, Label.ADDRESS) and (
            _hits(trimmed, links)
        ):
            continue
        if trimmed.label == Label.PERSON and _lies_in(trimmed, things):
            continue
        if _lies_in(trimmed, heads):
            continue
        if trimmed.label in (Label.PHONE, Label.ID) and _is_things(text, trimmed):
            continue
        kept.append(trimmed)
    resolved = (trim(text, span) for span in resolve(kept))
    return [span for span in resolved if span is not None]


def _is_things(text: str, span: Span) -> bool:
    """Whether a number is a thing's, or is not written as what it was taken for."""
    if not text[span.start : span.end].strip("0 -"):
        return True  # noughts in a field that has to be filled
    if span.found_by == "vehicle registration":
        words = text[span.start : span.end]
        mixed = not words.isupper() and not words.islower()
        return mixed or vehicles.is_fleet(text, span.start)
    if span.label == Label.ID and _DIALLED.search(
        text, max(0, span.start - 6), span.start
    ):
        return True
    return span.found_by not in _SURE and identifiers.is_things(text, span.start)


# What has more to go by than the words before it.
_SURE = ("table", "form", "possession", "network address")


def trim(text: str, span: Span) -> Span | None:
    """Without marks and spaces at its edges and without 's; None if nothing is left."""
    start, end = span.start, span.end
    if span.label == Label.PERSON and _POSSESSIVE.search(text[start:end]):
        end -= 2
    if span.label == Label.PERSON and 0 < end < len(text):
        rest = _MISREAD.match(text, end)  # "Ashw0rth", as optical reading has it
        end = rest.end() if rest and text[end - 1].isalpha() else end
    keep = "@" if span.label == Label.HANDLE else ""
    while start < end and text[start] in _TRIM_LEFT and text[start] not in keep:
        if text[start] == "(" and span.label == Label.PHONE:
            break
        start += 1
    while (
        start < end
        and text[end - 1] in _TRIM_RIGHT
        and not _is_abbreviated(text, start, end)
    ):
        end -= 1
    if start >= end or not any(c.isalnum() for c in text[start:end]):
        return None
    return replace(span, start=start, end=end)


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    """Whether the full stop at the end is an initial's: "J.S."."""
    return (
        text[end - 1] == "."
        and end - start > 2
        and text[end - 3] in ". "
        and text[end - 2].isupper()
    )


def _lies_in(span: Span, places: Sequence[tuple[int, int]]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in places)


def _is_reference(span: Span, references: list[tuple[int, int]]) -> bool:
    """Whether a finding is a case's reference. One whose "ref" is the end of a label
    that calls a number a person's is none: "teacher ref 99/12345"."""
    labelled = span.found_by == "personal number"
    return any(
        start < span.end and span.start < end and not (labelled and start < span.start)
        for start, end in references
    )


def _hits(span: Span, places: Sequence[tuple[int, int]]) -> bool:
    return any(start < span.end and span.start < end for start, end in places)
