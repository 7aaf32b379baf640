"""Other ways to see a text, letter for letter, so that a finding keeps its place."""

from __future__ import annotations

import re
from itertools import pairwise

from redactor.find import lists

_CAPITALS = re.compile(r"[^\W\d_a-z]{2,}(?:['’\-][^\W\d_a-z]+)*")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\")\]]+", re.IGNORECASE)
_RULE = re.compile(r"[^\w\s]{12,}")  # a drawn line, which tokenizers are slow at
_PROSE_WIDTH = 45


def for_model(text: str) -> str:
    """The text as the language model likes it, of the same length.

    A line that is wrapped inside a sentence goes on with a space. Words in capitals
    get lower case after their first letter where the whole line is in capitals, and
    links are blanked.
    """
    plain = _LINK.sub(lambda m: "x" * len(m.group()), text)
    plain = _RULE.sub(lambda m: " " * len(m.group()), plain)
    lines = plain.split("\n")
    for number, line in enumerate(lines):
        if line.isupper():
            lines[number] = _CAPITALS.sub(_titled, line)
    joined = [lines[0]] if lines else []
    for before, line in pairwise(lines):
        joined.extend((" " if _wraps(before, line) else "\n", line))
    return "".join(joined)


def _titled(match: re.Match[str]) -> str:
    word = match.group()
    if len(word) < 5 and word.casefold() not in lists.names().any_given:
        return word
    titled = word[0] + word[1:].lower()
    return titled if len(titled) == len(word) else word


def _wraps(before: str, line: str) -> bool:
    """Whether a sentence goes on from one line to the next."""
    if len(before.rstrip()) < _PROSE_WIDTH or not line.strip():
        return False
    return before.rstrip()[-1] not in ".:;!?" and line[:1] not in ">•*-|\t "


_DAMAGED = re.compile(
    r"(?<![\w@./\\\-])(?=\w*[a-z]\w*[a-z])[A-Za-z]+[015]+[A-Za-z015]*(?![\w@])"
)
_INSIDE = re.compile(r"(?<!\w)[A-Za-z]+[015]+[a-z]+(?!\w)")
_MISREAD = str.maketrans("015", "ols")
_FEW = 3  # words that optical reading must have damaged before any is mended


def mended(text: str) -> str:
    """The text with the letters for which optical reading put digits: "Bi11ie F1eld".

    Of the same length. Only where several words are damaged in this way, since a
    word of letters and digits is mostly a reference.
    """
    text = hyphened(_unruled(text))
    if len(_INSIDE.findall(text)) < _FEW:
        return text
    return _DAMAGED.sub(_mended, text)


_DRAWN = re.compile(r"(?<![\w_])_{2,}(?=[^\W_])|(?<=[^\W_])_{2,}(?![^\W_])")
_DASHED = re.compile(r"(?<=[a-zà-ÿ])[‐‑–](?=[A-ZÀ-Þ][a-zà-ÿ])")
_TAG = re.compile(r"<(?P<name>[A-Za-z][A-Za-z0-9]*)>(?P<value>[^<>\n]*)</(?P=name)>")


def hyphened(text: str) -> str:
    """The text with a hyphen between the halves of a name, whatever dash it was set
    with. Of the same length."""
    return _DASHED.sub("-", text)


def _unruled(text: str) -> str:
    """The text without the lines of a form on which something is written, and with the
    fields of XML as labels and values: "Town:Hyde". Of the same length."""
    if "__" in text:
        text = _DRAWN.sub(lambda m: " " * len(m.group()), text)
    if "</" in text and len(_TAG.findall(text)) >= _FEW:
        text = _TAG.sub(_field, text)
    return text


def _field(match: re.Match[str]) -> str:
    name, value = match["name"], match["value"]
    return f"\n{name}:{value}{' ' * (len(name) + 3)}"


def _mended(match: re.Match[str]) -> str:
    word = match.group()
    digits = sum(c in "015" for c in word)
    return word.translate(_MISREAD) if digits * 2 < len(word) else word


def links(text: str) -> list[tuple[int, int]]:
    """Where web links stand."""
    return [match.span() for match in _LINK.finditer(text)]
