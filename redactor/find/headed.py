"""Forms with the label on one line and its value on the next, or on the next few."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from redactor.find import envelopes, headings, labels, lists, premises, streets, tables
from redactor.find.spans import Label, Span
from redactor.find.structure import Layout, Line, read

_LONGEST = 48  # letters of a label
_MOST = 6  # lines of an address
_BARE = " \t>|*_-•·"
_WHY = "Below a label that asks for {}."
_ASKED = {
    Label.PHONE: "a telephone number",
    Label.ADDRESS: "an address",
    Label.ID: "a number by which somebody is known",
    Label.DOB: "a date of birth",
    Label.HANDLE: "a user name",
}
_KINDS = frozenset(_ASKED)
# What counts the questions of a form.
_NUMBERED = re.compile(r"(?:\d{1,2}[a-z]?[.)]|[a-z]\)|\(?[ivx]{1,4}\))[ ]+")
_REMARK = re.compile(r"[ ]*\([^)]*\)")


def headed(text: str) -> Iterator[Span]:
    """What stands on the line below a label that has a line of its own."""
    layout = read(text)
    for number, line in enumerate(layout.lines[:-1]):
        label = _label(layout.words_of(line))
        kinds = _asked(label) if label else frozenset()
        if kinds:
            yield from _below(layout, number, kinds, sure=_is_sure(label))


def _label(words: str) -> str:
    """The words of a line that may be nothing but a label, in lower case."""
    if not words.strip() or len(words) > 2 * _LONGEST:
        return ""
    bare = _REMARK.sub("", _NUMBERED.sub("", words.strip(_BARE), count=1))
    bare = bare.rstrip(" .:?*").casefold()
    plain = len(bare) <= _LONGEST and not re.search(r"  |[:=@\d\t|]", bare)
    return bare if plain else ""


def _asked(label: str) -> frozenset[str]:
    if labels.asks_for_home(label) or labels.asks_for_address(label):
        return frozenset({Label.ADDRESS})
    if label in _NAVIGATION:
        return frozenset()
    return headings.kinds_of_heading(label) & _KINDS


# What stands alone above other things too.
_NAVIGATION = frozenset(
    ("home", "house", "flat", "office", "work", "day", "age", "birth", "user", "tag")
)


def _is_sure(label: str) -> bool:
    return label not in _NAVIGATION and labels.asks_for_home(label)


def _below(
    layout: Layout, number: int, kinds: frozenset[str], *, sure: bool
) -> Iterator[Span]:
    lines = layout.lines[number + 1 : number + 3]
    first = next((n for n, x in enumerate(lines) if layout.words_of(x).strip()), None)
    if first is None:
        return
    value = lines[first]
    if Label.ADDRESS in kinds:
        yield from _address(layout, number + 1 + first, sure=sure)
        kinds -= {Label.ADDRESS}
    words = layout.words_of(value)
    if re.search(r"[^\W\d]:", words):
        return  # another label, with its value beside it
    start = value.start + len(words) - len(words.lstrip(_BARE))
    for span in tables.typed(layout.text, (start, value.end), kinds):
        yield replace(span, found_by="form", why=_WHY.format(_ASKED[Label(span.label)]))


def _address(layout: Layout, number: int, *, sure: bool) -> Iterator[Span]:
    """The lines of an address from this one on, if somebody lives there."""
    lines = _lines(layout, layout.lines[number : number + _MOST])
    words = "\n".join(layout.words_of(line).strip() for line in lines)
    if not lines or not (sure or _is_address(words)) or len(words.split()) < 2:
        return
    start = lines[0].start + _indent(layout.words_of(lines[0]))
    end = lines[-1].start + len(layout.words_of(lines[-1]).rstrip(" ,.;"))
    if sure and not _is_address(words) and not re.search(r"\d|,|\n", words):
        return
    if not premises.begins_with_body(words) and (
        sure or not premises.is_office(layout, start, end)
    ):
        why = _WHY.format(_ASKED[Label.ADDRESS])
        yield Span(start, end, Label.ADDRESS, 0.8, "form", why)


def _lines(layout: Layout, lines: Sequence[Line]) -> list[Line]:
    found: list[Line] = []
    for line in lines:
        bare = layout.words_of(line).strip(" ,.\t>|*")
        if not bare or ":" in bare or _asked(_label(bare)):
            break
        if not (envelopes.is_part(bare) or streets.STREET.match(bare)):
            break
        found.append(line)
        if streets.POSTCODE.search(bare):
            break
    return found


def _is_address(words: str) -> bool:
    low = {word.strip(",.").casefold() for word in words.split()}
    known = lists.places()
    return bool(
        streets.has_home(words.replace("\n", ", "))
        or streets.FLAT.match(words)
        or streets.POSTCODE.search(words)
        or low & known.homes
        or ("\n" in words and low & (known.houses | known.streets))
    )


def _indent(words: str) -> int:
    return len(words) - len(words.lstrip(" \t>|*"))
