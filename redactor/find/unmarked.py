"""People where a message begins or ends without a greeting, and in bare lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from redactor.find import addresses, lists, names, public
from redactor.find.spans import Label, Span
from redactor.find.structure import Kind, Layout, Line, read

_LEAD = re.compile(r"[ \t>|*]*")
_WROTE = re.compile(r"\bwrote[ ]?:\s*$|^[ \t>]*-{3,}", re.IGNORECASE)
_ADDRESSED = re.compile(
    r"(?P<who>[^\W\d_a-z][^\W\d_]*(?:[-'’][^\W\d_]+)?"
    r"(?:[ /](?:and |& )?[^\W\d_a-z][^\W\d_]+){0,2})[ ]?(?P<mark>,|[-–—:]| [-–—]|$)"
)
_LETTERS = re.compile(r"(?:[A-ZÀ-Þ]{1,3}|[A-ZÀ-Þ](?:\.[ ]?[A-ZÀ-Þ]){0,2})\.?")
_TURNED = re.compile(
    r"[ \t>*•\-]*(?P<family>[^\W\d_][^,\n\d]{1,30}), ?"
    r"(?P<given>[^\W\d_a-z][^,\n\d(]{0,30}?)"
    r"[ ]*(?:\([^)\n]*\))?[ ;]*"
)


def addressed(text: str) -> Iterator[Span]:
    """ "Merryn, ..." as the first line of a message."""
    layout = read(text)
    for number, line in enumerate(layout.lines):
        if line.kind not in (Kind.PROSE, Kind.SIGNATURE, Kind.FIELD):
            continue
        lead = _LEAD.match(text, line.start, line.end)
        start = lead.end() if lead else line.start
        match = _ADDRESSED.match(text, start, line.end)
        if match is None or not _opens(layout, number, alone=match.end() == line.end):
            continue
        for first, last in names.people_in(text, *match.span("who"), trusted=True):
            if not _is_job(text[first:last]):
                why = "Addressed at the start of a message."
                yield Span(first, last, Label.PERSON, 0.8, "salutation", why)


def _is_job(words: str) -> bool:
    every = {t.low for t in names.tokens(words)}
    singular = {w.removesuffix("s") for w in every}
    jobs = lists.layout().job_words
    return bool((every | singular) & jobs) or public.names_body(words)


def _depth(layout: Layout, number: int) -> int:
    words = layout.words_of(layout.lines[number])
    lead = _LEAD.match(words)
    return lead.group().count(">") if lead else 0


def _opens(layout: Layout, number: int, *, alone: bool) -> bool:
    """Whether a message begins with this line."""
    above = number - 1
    blank = False
    while above >= 0 and layout.lines[above].kind is Kind.BLANK:
        above, blank = above - 1, True
    if above < 0:
        return not alone and is_message(layout.text)
    if layout.lines[above].kind in (Kind.MAIL_PEOPLE, Kind.MAIL_OTHER):
        return True
    if _WROTE.search(layout.words_of(layout.lines[above])):
        return True
    return blank and _depth(layout, above) > _depth(layout, number)


@lru_cache(maxsize=8)
def is_message(text: str) -> bool:
    """Whether there is a head, a quotation or a greeting in a text."""
    kinds = {line.kind for line in read(text).lines}
    return bool(
        kinds & {Kind.MAIL_PEOPLE, Kind.SALUTATION}
        or re.search(r"\bwrote[ ]?:\s*$", text, re.MULTILINE)
    )


def signed(text: str) -> Iterator[Span]:
    """A name or initials as the last line of a message that has no closing words."""
    layout = read(text)
    if not is_message(text) and not re.search(r"\b(?:I|my|My)\b", text):
        return
    for number, line in enumerate(layout.lines):
        if line.kind in (Kind.PROSE, Kind.SIGNATURE) and _ends(layout, number):
            yield from _signature(layout, line)


def _signature(layout: Layout, line: Line) -> Iterator[Span]:
    text = layout.text
    lead = _LEAD.match(text, line.start, line.end)
    start = lead.end() if lead else line.start
    words = text[start : line.end].strip()
    why = "The last line of a message."
    if _LETTERS.fullmatch(words) and is_message(text):
        if words.strip(".") not in lists.public().acronyms:
            end = start + len(words)
            yield Span(start, end, Label.PERSON, 0.65, "signature block", why)
        return
    if len(words.split()) > 5 or words.endswith((":", ".", "?")):
        return
    if words[:1].isupper() and not _is_job(words):
        for first, last in names.people_in(text, start, line.end, trusted=True):
            yield Span(first, last, Label.PERSON, 0.7, "signature block", why)


def _ends(layout: Layout, number: int) -> bool:
    """Whether a message ends with this line, below a sentence."""
    if number == 0:
        return False
    above = number - 1
    while above > 0 and layout.lines[above].kind is Kind.BLANK:
        above -= 1
    before = layout.words_of(layout.lines[above]).rstrip()
    if len(before) < 30 and not before.endswith((".", "?", "!")):
        return False
    if (
        layout.lines[above].kind not in (Kind.PROSE, Kind.SIGNATURE)
        or "|" in before
        or "\t" in before
    ):
        return False
    below = number + 1
    while below < len(layout.lines) and layout.lines[below].kind is Kind.BLANK:
        below += 1
    if below == len(layout.lines):
        return True
    following = layout.lines[below]
    return (
        following.kind in (Kind.MAIL_PEOPLE, Kind.MAIL_OTHER)
        or bool(_WROTE.search(layout.words_of(following)))
        or _depth(layout, below) != _depth(layout, number)
    )


def turned(text: str) -> Iterator[Span]:
    """Lists of "Surname, First": two such lines or more below one another."""
    places = lists.places()
    block: list[re.Match[str]] = []
    for line in [*read(text).lines, None]:
        match = _TURNED.fullmatch(text, line.start, line.end) if line else None
        if match and _may_be_turned(match):
            block.append(match)
            continue
        known = [m for m in block if _is_surely_turned(m)]
        if len(block) > 1 and known:
            for found in block:
                town = found["given"].casefold() in places.places | places.gazetteer
                if not town:
                    why = "In a list of family names with forenames behind them."
                    end = found.end("given")
                    start = found.start("family")
                    yield Span(start, end, Label.PERSON, 0.85, "list of names", why)
        block = []


def _may_be_turned(match: re.Match[str]) -> bool:
    family, given = names.tokens(match["family"]), names.tokens(match["given"])
    if not 1 <= len(family) <= 3 or not 1 <= len(given) <= 3:
        return False
    if any(t.low in lists.layout().job_words for t in (*family, *given)):
        return False
    if public.names_body(match["given"]) or public.names_body(match["family"]):
        return match["family"].isupper()
    return all(t.is_capital or t.is_particle for t in (*family, *given))


def _is_surely_turned(match: re.Match[str]) -> bool:
    given = names.tokens(match["given"])[0]
    return given.is_given or (match["family"].isupper() and not given.text.isupper())


def addressees(text: str) -> Iterator[Span]:
    """The name on the line above a house and street, as on an envelope."""
    layout = read(text)
    for line, below in pairwise(layout.lines):
        lead = _LEAD.match(text, below.start, below.end)
        if lead is None or not addresses.STREET.match(text, lead.end(), below.end):
            continue
        words = layout.words_of(line).strip(" \t>|*,")
        every = names.tokens(words)
        if not 2 <= len(every) <= 4 or any(not t.is_capital for t in every):
            continue
        if _is_job(words) or every[-1].low in lists.places().houses:
            continue
        if (
            line.kind in (Kind.PROSE, Kind.FIELD, Kind.SIGNATURE)
            and words.count(",") < 1
        ):
            start = line.value if line.label else line.start
            for first, last in names.people_in(text, start, line.end, trusted=True):
                why = "On the line above an address."
                yield Span(first, last, Label.PERSON, 0.8, "addressee", why)
