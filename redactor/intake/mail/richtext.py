"""Rich text (RTF): the HTML that Outlook wraps into it, or its words."""

from __future__ import annotations

import logging
import re
import warnings
from dataclasses import dataclass

_TOKEN = re.compile(
    r"\\([a-z]+-?\d*) ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|([^\\{}\r\n]+)"
)
_SETTINGS = {
    "fonttbl",
    "colortbl",
    "stylesheet",
    "info",
    "pict",
    "themedata",
    "listtable",
    "object",
}
_HIDDEN = "Hidden text"
_APART = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf"), "Page headers"),
    **dict.fromkeys(("footer", "footerl", "footerr", "footerf"), "Page footers"),
    "footnote": "Footnotes",
    "annotation": "Comments",
    "atnauthor": "Comments",
    "deleted": "Deleted text that the file still holds (tracked changes)",
    "result": "Words of embedded objects",
    "shptxt": "Text boxes",
    "fldinst": "",
    "objdata": "",
    "pict": "",
    "bkmkstart": "Names of bookmarks",
    "docvar": "Variables of the document",
    **dict.fromkeys(_SETTINGS - {"object"}, ""),
}
_LOOKS = {"v", "v0", "plain"}
_DEFECTS = (
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    AssertionError,
)


def read(data: bytes) -> tuple[str, str]:
    """HTML, where it was wrapped in; and else text."""
    if b"\\fromhtml" in data[:4096] or b"\\fromtext" in data[:4096]:
        html, text = _unwrapped(data)
        if html or text:
            return html, text
    return "", words(data)


def _unwrapped(data: bytes) -> tuple[str, str]:
    from RTFDE.deencapsulate import DeEncapsulator
    from RTFDE.exceptions import (
        MalformedEncapsulatedRtf,
        MalformedRtf,
        NotEncapsulatedRtf,
        UnsupportedRTFFormat,
    )

    logging.getLogger("RTFDE").setLevel(logging.CRITICAL)
    failures = (
        *_DEFECTS,
        MalformedRtf,
        MalformedEncapsulatedRtf,
        NotEncapsulatedRtf,
        UnsupportedRTFFormat,
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            inner = DeEncapsulator(data)
            inner.deencapsulate()
            content = inner.content
    except failures:
        return "", ""
    said = content.decode("utf-8", "replace") if isinstance(content, bytes) else content
    return (said, "") if inner.content_type == "html" else ("", said)


def words(data: bytes) -> str:
    """The text of RTF; empty where it can't be read."""
    from striprtf.striprtf import rtf_to_text

    source = data.decode("latin-1")
    try:
        # the library has no types
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            source, errors="replace"
        )
    except _DEFECTS:
        text = ""
    text = text.replace("\0", "")
    bare = _bare(source)
    # the library gives nothing at all for some files that other readers open
    return text if _letters(text) * 2 > _letters(bare) else bare


def _letters(text: str) -> int:
    return sum(map(str.isalnum, text))


def _bare(source: str) -> str:
    """All words that are not in a group of settings, in whatever encoding."""
    out: list[str] = []
    skipped: list[bool] = [False]
    opened = False
    for match in _TOKEN.finditer(source):
        word, code, char, brace = match.group(1, 2, 3, 4)
        if brace == "{":
            skipped.append(skipped[-1])
        elif brace == "}":
            skipped = skipped[:-1] or [False]
        elif word in _SETTINGS or (char == "*" and opened):
            skipped[-1] = True
        elif not skipped[-1]:
            out.append(_said(word, code, char, match.group(5)))
        opened = brace == "{"
    return "".join(out)


def apart(data: bytes) -> dict[str, list[str]]:
    """What stands beside the text, or is not seen in it: lines by their heading."""
    found: dict[str, list[str]] = {}
    groups = [_Group()]
    opened = False
    for match in _TOKEN.finditer(data.decode("latin-1")):
        word, code, char, brace = match.group(1, 2, 3, 4)
        here = groups[-1]
        if brace == "{":
            groups.append(_Group(here.heading, here.is_hidden))
        elif brace == "}":
            if len(groups) > 1:
                groups.pop()
                here.tell(found, groups[-1])
        elif word in _APART:
            here.heading = _APART[word]
        elif word in _LOOKS:
            here.tell(found)
            here.is_hidden = word == "v"
        elif not (char == "*" and opened):
            here.words += _said(word, code, char, match.group(5))
        opened = brace == "{"
    return found


@dataclass(slots=True)
class _Group:
    """A group of RTF: under which heading its words are listed, if under any."""

    heading: str | None = None
    is_hidden: bool = False
    words: str = ""

    def tell(self, found: dict[str, list[str]], outer: _Group | None = None) -> None:
        """List the words, or leave them to the group around it."""
        words, self.words = self.words, ""
        heading = _HIDDEN if self.is_hidden and self.heading is None else self.heading
        if outer and (outer.heading, outer.is_hidden) == (self.heading, self.is_hidden):
            outer.words += words
        elif heading and words.strip():
            found.setdefault(heading, []).append(" ".join(words.split()))


def _said(word: str | None, code: str | None, char: str | None, plain: str) -> str:
    if code:
        return bytes([int(code, 16)]).decode("windows-1252", "replace")
    if word and word.startswith("u") and word[1:].lstrip("-").isdigit():
        return chr(int(word[1:]) % 0x10000)
    if word in {"par", "line", "row", "sect", "page"}:
        return "\n"
    if word in {"tab", "cell"}:
        return "\t"
    return (char or "") if char in {"\\", "{", "}", "~"} else plain or ""
