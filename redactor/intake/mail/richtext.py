"""Rich text (RTF): the HTML that Outlook wraps into it, or its words."""

from __future__ import annotations

import logging
import re
import warnings

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
