"""Initials that stand for somebody: "JS to chase", "Action: JS/KB", "JS: I agree"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from redactor.find import known, lists, names
from redactor.find.context import Context

LETTERS = re.compile(
    r"(?<![\w.&@\-'’])(?:[A-ZÀ-Þ]{1,4}|(?:[A-ZÀ-Þ]\.[ ]?){1,3}(?:[A-ZÀ-Þ](?!\w)\.?)?"
    r"|(?:[A-Z]\.)?[A-Z]{1,2}-[A-Z]{1,2}\.?|(?:[A-Z]\.?){1,3}(?:Mc|Mac|de|di|van|vd|v|d|O['’])[A-Z]{1,2}\.?"
    r"|[A-Z]{1,2}[a-z][A-Z][a-z]?)(?![\w&@'’]|[.\-]\w)"
)
_SMALL_LETTERS = re.compile(r"^[ \t>]*([a-z]{1,3})\.?[ \t]*(?:x+)?$", re.MULTILINE)
_DEFINED_BEFORE = re.compile(r"[\w.'’]\"?[ ]?[(\[–-][ ]?\Z")
_SHORT_FOR = re.compile(
    r"(?P<words>(?:[^\W\d_]+[ \n-]+){2,5})"
    r"[(\[][\"“'‘]?(?P<letters>[A-Z]{2,5})[\"”'’]?[)\]]"
)
# What stands before the initials of whoever did something.
_BY = re.compile(
    r"\b(?:by|signed|agreed|checked|approved|seen|initials?|init|author|typed|owner|lead"
    r"|from|action|minutes|mins|notes|taken|per|ack|recd|received|ok|actioned|cc|pp"
    r")[ ]?[:.\-–]?[ ]*\Z",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"[IVX]+")


def places(text: str) -> Iterator[tuple[int, int]]:
    """Where letters stand that may be somebody's initials.

    Those that the text explains as short for common words are not.
    """
    abbreviations = _abbreviations(text)
    for match in LETTERS.finditer(text):
        word = match.group().rstrip()
        if len(word) == 1 and not _stands_apart(text, match.start(), match.end()):
            continue
        if word in abbreviations:
            continue
        yield match.start(), match.start() + len(word)
    for match in _SMALL_LETTERS.finditer(text):
        yield match.span(1)


def _abbreviations(text: str) -> set[str]:
    """ "Facial recognition technology (FRT)": letters that are short for words."""
    found = set()
    for match in _SHORT_FOR.finditer(text):
        words = re.findall(r"[^\W\d_]+", match["words"])[-len(match["letters"]) :]
        begin = "".join(word[0] for word in words).upper()
        if begin == match["letters"] and any(known.is_common(word) for word in words):
            found.add(match["letters"])
    return found


def _stands_apart(text: str, start: int, end: int) -> bool:
    """Whether one letter is alone on its line, or signs it."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    rest = text[end : stop if stop >= 0 else len(text)]
    before = text[line:start].strip(" \t>*-–—")
    return not rest.strip(" .x\t") and (not before or before.endswith((",", ".", "!")))


def plain(word: str) -> str:
    """The letters alone, in capitals."""
    return re.sub(r"[^A-Z]", "", word.replace("Mc", "M").replace("Mac", "M").upper())


def of_names(people: Iterable[str]) -> dict[str, int]:
    """The initials that full names can be called by, with how many they fit."""
    fitting: dict[str, set[str]] = {}
    for name in people:
        words = [t for t in names.tokens(name) if not t.is_title]
        first = [p for t in words for p in re.split(r"[-‐]", t.text) if p]
        if len(first) < 2:
            continue
        letters = [p[0].upper() for p in first if p[0].isalpha()]
        whole = "".join(letters)
        key = " ".join(t.low for t in words)
        for made in {
            whole,
            letters[0] + letters[-1],
            letters[0] + (letters[-2] if len(letters) > 2 else "") + letters[-1],
            letters[-1] + letters[0],
            letters[0] + letters[1],
        }:
            fitting.setdefault(made, set()).add(key)
    return {letters: len(who) for letters, who in fitting.items()}


def of(context: Context, start: int, end: int, fitting: dict[str, int]) -> list[str]:
    """The features of letters that may be somebody's initials."""
    word = context.text[start:end]
    many = fitting.get(plain(word), 0)
    fits = "fits one" if many == 1 else "fits some" if many else "fits nobody"
    return [
        fits,
        *_look(context, word, fits),
        *_around(context, start, end, fits),
        *_where(context, start, end, fits),
        *_said(context, start, end, fits),
    ]


def _look(context: Context, word: str, fits: str) -> Iterator[str]:
    yield f"letters {len(plain(word))}"
    yield f"{fits} letters {len(plain(word))}"
    if "." in word.rstrip("."):
        yield "stops"
    if word.islower():
        yield "small"
    if word in lists.public().acronyms:
        yield "acronym"
        yield f"acronym {fits}"
    if _ROMAN.fullmatch(word):
        yield "roman"
    low = word.casefold()
    if len(low) > 1 and known.word_class(low).endswith("w"):
        yield "word"
    count = len(re.findall(rf"(?<!\w){re.escape(word)}(?!\w)", context.text))
    yield f"count {min(count, 4)} {fits}"
    if low in context.mailbox_parts:
        yield "in a mail address"


def _around(context: Context, start: int, end: int, fits: str) -> Iterator[str]:
    text = context.text
    if _DEFINED_BEFORE.search(text, max(0, start - 4), start):
        yield "explained"
        yield f"explained {fits}"
    if re.search(rf"[(\[–-] ?{re.escape(text[start:end])}[)\]\n,;]", text):
        yield f"explained somewhere {fits}"
    if _BY.search(text, max(0, start - 30), start):
        yield "by"
        yield f"by {fits}"
    before, after = context.before(start), context.after(end)
    yield f"before={before}"
    yield f"after={after}"
    yield f"after={after} {fits}"
    yield f"before={before} {fits}"


def _where(context: Context, start: int, end: int, fits: str) -> Iterator[str]:
    line = context.layout.line_at(start)
    words = context.text[line.start : line.end]
    yield f"line {line.kind}"
    if words.strip(" \t>*-.x") == context.text[start:end].strip("."):
        yield f"alone on a line of {line.kind}"
        yield f"alone {fits}"
    if "|" in words or "\t" in words or "   " in words.strip():
        yield "cell"
        yield f"cell {fits}"
    if words.isupper():
        yield "line in capitals"
    if not words[: start - line.start].strip(" \t>*-•"):
        yield f"begins a line {fits}"
    if context.has_attendees:
        yield f"minutes {fits}"
    if context.is_chat:
        yield f"chat {fits}"


def _said(context: Context, start: int, end: int, fits: str) -> Iterator[str]:
    for span in context.readers(start, end):
        yield f"by {span.found_by}"
        yield f"by {span.found_by} {fits}"
    said = context.said(start, end)
    yield f"model {said.label if said else 'nothing'}"
