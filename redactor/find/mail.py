"""People in the heads of messages, in salutations, closings and signature blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redactor.find import lists, names
from redactor.find.spans import Label, Span
from redactor.find.structure import Kind, Layout, Line, read

_AT = re.compile(r"@|%40", re.IGNORECASE)
_FIRST_NAME = re.compile(r"[^\W\d_][^\W\d_'’\-]*")
_INITIALS_LINE = re.compile(r"\s*(?:[A-Z]{1,3}|[A-Z]\.(?: ?[A-Z]\.){0,2})\s*")


def headers(text: str) -> Iterator[Span]:
    """People on the lines From, To, Cc, ... of a message."""
    layout = read(text)
    for line, end in _stretches(layout):
        beside = bool(_AT.search(text, line.start, end))
        head = beside or _stands_in_head(layout, line)
        for first, last in names.people_in(
            _unwrapped(text, line.value, end), line.value, end, trusted=head
        ):
            yield Span(
                first,
                last,
                Label.PERSON,
                0.95 if head else 0.75,
                "mail header",
                "In a mail header, next to a mail address."
                if beside
                else "In a line that names who sent or received a message.",
            )


def _stretches(layout: Layout) -> Iterator[tuple[Line, int]]:
    """Each line with people and where the lines that go on with it end."""
    lines = [*layout.of(Kind.MAIL_PEOPLE), None]
    first = None
    end = 0
    for line in lines:
        if first and (line is None or line.label or line.start > end + 1):
            yield first, end
            first = None
        if line:
            first, end = first or line, line.end


_HALF_NAME = re.compile(r"[;,] ?[^\W\d_]+[ ]?\n(?=[^\W\d_]+[ ]?(?:[;,(<\n]|$))")


def _unwrapped(text: str, start: int, end: int) -> str:
    """The text with a space for the line's end inside of a name in this stretch."""
    stretch = _HALF_NAME.sub(lambda m: f"{m.group()[:-1]} ", text[start:end])
    return text[:start] + stretch + text[end:]


def _stands_in_head(layout: Layout, line: Line) -> bool:
    """Whether other lines of a message's head stand around it."""
    region = [other for other in layout.lines if other.region == line.region]
    labels = {other.label for other in region if other.label}
    return len(labels) > 1


def fields(text: str) -> Iterator[Span]:
    """People in fields such as "Prepared by:" or "Line manager:"."""
    layout = read(text)
    for number, line in enumerate(layout.lines):
        if line.kind is not Kind.FIELD:
            continue
        start, end = line.value, line.end
        if not text[start:end].strip() and number + 1 < len(layout.lines):
            following = layout.lines[number + 1]
            if following.kind not in (Kind.PROSE, Kind.SIGNATURE):
                continue
            start, end = following.start, following.end
        if end - start > 80:
            continue
        for first, last in names.people_in(text, start, end, trusted=True):
            if first - start > 40:
                break
            yield Span(
                first,
                last,
                Label.PERSON,
                0.85,
                "form field",
                "In a field whose label asks for a person.",
            )


def salutations(text: str) -> Iterator[Span]:
    """The names after "Dear", "Hi", "Thanks" at the start of a line."""
    layout = read(text)
    for line in layout.of(Kind.SALUTATION):
        stop = _end_of_greeting(text, line)
        for start, end in _greeted(text, line.value, stop):
            yield Span(
                start,
                end,
                Label.PERSON,
                0.9,
                "salutation",
                "Greeted by name at the start of a message.",
            )


def _end_of_greeting(text: str, line: Line) -> int:
    """Where the greeting ends and the sentence begins."""
    comma = _GREETED.search(text, line.value, line.end)
    return comma.start() if comma else line.end


_GREETED = re.compile(r"(?<!\b[A-Z])(?:[,:!.]\s|[,:!.]$)|,\s|\s[-–—]\s")


def _greeted(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    stretch = text[start:end].strip().casefold()
    if not stretch or stretch in lists.layout().nobody or len(stretch) > 60:
        return
    lead = re.compile(r"\s*(?:for|to|again|both|all)?[\s,]*").match(text, start, end)
    at = lead.end() if lead else start
    whole = names.run(text, at, end)
    short = end - at < 40 and (len(text[at:end].split()) <= 4)
    found = list(names.people_in(text, at, end, trusted=short))
    for first, last in found:
        if text[first:last].casefold() not in lists.layout().nobody:
            yield first, last
    if not found and len(whole) == 0 and short:
        yield from _lower_case(text, at, end)


def _lower_case(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """ "hi jane": a forename without a capital, where nothing else can stand."""
    match = _FIRST_NAME.match(text, start, end)
    if match and match.group() in lists.names().given:
        yield match.span()


def signatures(text: str) -> Iterator[Span]:
    """The names below (or beside) "Kind regards" and its like."""
    layout = read(text)
    for number, line in enumerate(layout.lines):
        if line.kind is not Kind.CLOSING:
            continue
        if line.value < line.end:
            yield from _signed(text, line.value, line.end, 0.86)
        yield from _below(layout, number)


def _below(layout: Layout, number: int) -> Iterator[Span]:
    """The names on the lines below a closing."""
    found, posts = 0, 0
    for below in layout.lines[number + 1 : number + 14]:
        if below.kind in (Kind.BLANK, Kind.FIELD):
            continue
        if below.kind is not Kind.SIGNATURE or found == 3:
            break
        found += 1
        posts += _is_job(re.split("[,|]", layout.words_of(below), maxsplit=1)[0])
        score = 0.92 - 0.04 * found
        for span in _signed(layout.text, below.start, below.end, score):
            # Below somebody's post stands where they work.
            if not posts or _begins_given(layout.text, span):
                yield span


_BEHALF = re.compile(r"[ \t>]*(?:p\.?p\.?|for|f\.?a\.?o\.?)[ :]+(?=[A-Z])")


def _signed(text: str, start: int, end: int, score: float) -> Iterator[Span]:
    words = text[start:end]
    first_piece = re.compile(r"[^,|\n]*").match(text, start, end)
    if _is_job(first_piece.group() if first_piece else words):
        return
    behalf = _BEHALF.match(text, start, end)
    start = behalf.end() if behalf else start
    words = text[start:end]
    why = "Signed with, below the closing words of a message."
    if score > 0.85 and _INITIALS_LINE.fullmatch(words):
        first = start + len(words) - len(words.lstrip())
        yield Span(
            first, first + len(words.strip()), Label.PERSON, 0.8, "signature block", why
        )
        return
    short = len(words.split()) <= 5
    if first_piece and not short:
        stop = first_piece.end()
        short = len(first_piece.group().split()) <= 4
    else:
        stop = end
    found = list(names.people_in(text, start, stop, trusted=short))
    if not found and short:
        found = list(_lower_case(text, start + len(words) - len(words.lstrip()), end))
        found = found if len(words.split()) == 1 else []
    for first, last in found[:2]:
        yield Span(first, last, Label.PERSON, score, "signature block", why)


def _begins_given(text: str, span: Span) -> bool:
    first = names.tokens(text, span.start, span.end)[0]
    return first.is_given or first.is_title


def _is_job(words: str) -> bool:
    """Whether a line of a signature is a job title, a team or a body."""
    every = [t.low for t in names.tokens(words)]
    every += [w.removesuffix("s") for w in every[-1:]]  # "Special Advisers"
    if not every:
        return True
    known = lists.layout().job_words
    public = lists.public().body_words
    first_is_name = every[0] in lists.names().any_given or (
        every[0] in lists.names().titles
    )
    jobs = [w for w in every if w in known or w in public]
    return bool(jobs) and not first_is_name
