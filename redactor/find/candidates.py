"""What may be a name: capitalised words, foreign words in small letters, findings."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from redactor.find import known, letters, lists, names, prose
from redactor.find.context import Context
from redactor.find.features import Inverted
from redactor.find.names import Token
from redactor.find.spans import Label, Span

_REACH = 70  # characters that a name may be long
_MOST = 4  # words of a name inside of a longer run
_BROKEN = re.compile(
    r"(?P<before>(?:[^\W\d_a-z][\w'’]*\.?[ ]){0,2})"
    r"(?P<half>[^\W\d_a-z][a-zà-ÿ]+)-\n[ \t>]*(?P<rest>[a-zà-ÿ]{2,})"
)
_COMMA = re.compile(r",[ ]?(?=[^\W\d_a-z])")
_NICKNAME = re.compile(r" [\"“'‘(][^\W\d_][\w'’ -]{1,14}[\"”'’)] (?=[^\W\d_a-z])")
_SMALL = re.compile(
    r"(?<![\w@./\\%&\-'’])[a-zà-ÿ]{2,}(?:['’\-][a-zà-ÿ]{2,})?(?![\w@\\]|[./]\w)"
)


def candidates(context: Context, spans: Sequence[Span]) -> list[Sequence[Token]]:
    """Every run of words that may be somebody's name; many overlap."""
    text = context.text
    found: dict[tuple[int, int], Sequence[Token]] = {}
    capitals = chain(_runs(text), _broken(text), _found(context, spans))
    others = chain(_small(text), _in_paths(text), _speakers(context))
    for words in (*capitals, *others):
        if words and not _is_none(context, words):
            found.setdefault((words[0].start, words[-1].end), words)
    return list(found.values())


def _is_none(context: Context, words: Sequence[Token]) -> bool:
    """What is nobody's name for sure, or is weighed elsewhere."""
    return (
        _is_letters(context.text, words)
        or _is_body(context, words)
        or any(_CONTRACTED.search(token.low) for token in words)
        or (len(words) == 1 and words[0].low in lists.names().nobody)
    )


_COUPLE = re.compile(r"(?<![\w.])([A-Z]\.?) ?(?:&|and|\+) ?\Z")
_CONTRACTED = re.compile(r"'(?:ve|ll|re|m|d)\Z|n't\Z")  # "I've", "don't"


def _is_letters(text: str, words: Sequence[Token]) -> bool:
    """Initials are weighed by themselves; "HALL" and "LEE" may be names as well."""
    if not letters.LETTERS.fullmatch(text, words[0].start, words[-1].end):
        return False
    one = words[0].text
    return len(words) > 1 or len(one) < 3 or known.word_class(one) in _NO_NAMES


_NO_NAMES = ("g0f0", "g0f0w", "g1f0", "g1f0w", "g0f1", "g0f1w", "g1f1", "g1f1w")


def _is_body(context: Context, words: Sequence[Token]) -> bool:
    """A word that is nobody's name and begins a firm's, "Korvane" of Korvane Ltd, or is
    known for its letters."""
    return (
        len(words) == 1
        and (words[0].low in context.bodies or words[0].text in lists.public().acronyms)
        and known.word_class(words[0].text) in ("g0f0", "g0f0w")
    )


def _found(context: Context, spans: Sequence[Span]) -> Iterator[Sequence[Token]]:
    """What a reader or the model takes for a name."""
    for span in spans:
        if span.label == Label.PERSON:
            words = names.tokens(context.text, span.start, span.end)
            if "," in context.text[span.start : span.end]:
                yield Inverted(words)
            else:
                broken = "\n" in context.text[span.start : span.end]
                yield _without_letters(words) if broken else words
    for entity in context.entities:
        if entity.label == Label.PERSON:
            words = names.tokens(context.text, entity.start, entity.end)
            yield _without_letters([t for t in words if t.is_capital or t.is_particle])


def _runs(text: str) -> Iterator[Sequence[Token]]:
    """Capitalised words beside one another, and such runs less a word at an end."""
    at = 0
    for token in names.tokens(text):
        if token.start < at or not token.is_capital:
            continue
        run = _with_nickname(text, _run(text, token.start))
        if not run:
            continue
        at = run[-1].end
        if len(run) == 1 and known.is_common(run[0].text):
            continue
        yield run
        couple = _COUPLE.search(text, max(0, run[0].start - 8), run[0].start)
        if couple and run[0].is_initial and len(run) > 1:
            yield [Token(couple[1], *couple.span(1)), *run]  # "P & M Lanyon"
        yield from _parts(run)
        yield from _inverted(text, run)


def _parts(run: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The shorter runs inside of one that may be names: "PETER HALL" of "I, PETER HALL
    SAW"."""
    for length in range(min(len(run) - 1, _MOST), 0, -1):
        for at in range(len(run) - length + 1):
            part = run[at : at + length]
            middle = length == 1 and 0 < at < len(run) - 1
            if middle and not part[0].text.isupper():
                continue
            if not any(known.is_common(t.text) for t in (part[0], part[-1])):
                yield part


def _broken(text: str) -> Iterator[Sequence[Token]]:
    """Names that a line's end breaks in two: "Joan Ramsbot-" and "tom"."""
    for match in _BROKEN.finditer(text):
        last = Token(match["half"] + match["rest"], match.start("half"), match.end())
        if known.is_common(last.text):
            continue
        yield (last,)
        before = names.tokens(text, *match.span("before"))
        if before:
            yield (*before, last)


def _run(text: str, start: int) -> list[Token]:
    run = names.run(text, start, min(len(text), start + _REACH))
    run = prose.on_one_line(text, run)
    for number in range(1, len(run)):
        if _ends_cell(text, run[number - 1], run[number]):
            run = run[:number]
            break
    while len(run) > 1 and (_are_initials_below(text, run) or _ends_in_letters(run)):
        run.pop()
    return run


def _without_letters(run: Sequence[Token]) -> Sequence[Token]:
    return run[:-1] if len(run) > 1 and _ends_in_letters(run) else run


def _ends_in_letters(run: Sequence[Token]) -> bool:
    """Whether the last word is letters behind a name: "Priya YT" of two cells, "Jane
    Smith CBE". In "Patel KR" they are the initials of a family name."""
    before, last = run[-2], run[-1]
    shout = last.text.isupper() and last.text.isalpha() and 1 < len(last.text) < 4
    nobody = known.word_class(last.text) in ("g0f0", "g0f0w")
    whole = len(run) > 2 or known.word_class(before.text).endswith(("f0", "f0w"))
    return shout and nobody and whole and not before.text.isupper()


def _ends_cell(text: str, before: Token, after: Token) -> bool:
    """Whether a line ends with a letter that is no initial, or with a cell: "Y" of a
    row above "Rigby"."""
    if "\n" not in text[before.end : after.start]:
        return False
    line = text[text.rfind("\n", 0, before.start) + 1 : before.end]
    alone = len(before.text) == 1 and before.is_capital
    return alone or "\t" in line or "|" in line or "   " in line.strip()


def _are_initials_below(text: str, run: list[Token]) -> bool:
    """Whether the last word is somebody else's initials, on the next line of a cell."""
    before, last = run[-2], run[-1]
    shout = last.text.isupper() and 1 < len(last.low) < 5 and not before.text.isupper()
    return shout and "\n" in text[before.end : last.start]


def _inverted(text: str, run: list[Token]) -> Iterator[Sequence[Token]]:
    """ "Smith, Jane A": a family name with a forename behind a comma."""
    comma = _COMMA.match(text, run[-1].end)
    if comma is None or len(run) > 3:
        return
    rest = _run(text, comma.end())
    if 0 < len(rest) < 4:
        yield Inverted([*run, *rest])
        if len(rest) > 1:
            yield Inverted([*run, *rest[:-1]])


def _with_nickname(text: str, run: list[Token]) -> list[Token]:
    """'Everton "Evvy" Marshall' is one name."""
    inside = _NICKNAME.match(text, run[-1].end) if run else None
    if inside is None or len(run) > 2:
        return run
    return [*run, *names.tokens(text, *inside.span()), *_run(text, inside.end())]


_PATH_WORD = re.compile(r"(?<=[\\/_])[^\W\d_]{3,}|[^\W\d_]{3,}(?=_)")


def _in_paths(text: str) -> Iterator[Sequence[Token]]:
    """Words of file names: "Leavers\\Cartwright_Steven_notice.docx"."""
    last: Token | None = None
    for match in _PATH_WORD.finditer(text):
        token = Token(match.group(), match.start(), match.end())
        if not known.is_common(token.text):
            yield (token,)
            if last and last.end + 1 == token.start:
                yield (last, token)
        last = token


def _speakers(context: Context) -> Iterator[Sequence[Token]]:
    """Who speaks in small letters, whatever else the words mean."""
    for who in context.speakers:
        for match in re.finditer(
            rf"(?<![\w'’-]){re.escape(who)}(?![\w'’-])", context.text
        ):
            yield names.tokens(context.text, *match.span())


def again(text: str, seen: Container[str]) -> Iterator[Sequence[Token]]:
    """Words of the language in small letters that are names ``seen`` in this text."""
    for match in _SMALL.finditer(text):
        if match.group() in seen and not _may_be_small_name(match.group()):
            yield (Token(match.group(), match.start(), match.end()),)


def _small(text: str) -> Iterator[Sequence[Token]]:
    """Words in small letters that are forenames, or no words of the language."""
    last: Token | None = None
    for match in _SMALL.finditer(text):
        if not _may_be_small_name(match.group()):
            continue
        token = Token(match.group(), match.start(), match.end())
        yield (token,)
        initial = _INITIAL_BEFORE.search(text, max(0, token.start - 3), token.start)
        if initial:
            yield (Token(initial[1], *initial.span(1)), token)
        initial = _INITIAL_BEHIND.match(text, token.end)
        if initial:
            yield (token, Token(initial[1], *initial.span(1)))
        if last and text[last.end : token.start] == " ":
            yield (last, token)
        last = token


_INITIAL_BEFORE = re.compile(r"(?<![\w.])([a-z]\.?) ?\Z")
_INITIAL_BEHIND = re.compile(r" ([a-z])(?=[ ]|[:,.)\n]|\Z)")


@lru_cache(maxsize=60_000)
def _may_be_small_name(word: str) -> bool:
    seen = known.word_class(word)
    if not seen.startswith("g"):
        return False
    if seen.endswith("w"):
        return seen[1] == "3" and word not in lists.names().never
    return len(word) > 2 or seen[1] > "1"
