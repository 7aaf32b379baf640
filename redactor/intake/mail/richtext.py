"""Rich text (RTF): the HTML that Outlook wraps into it, or its words."""

from __future__ import annotations

import logging
import warnings

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

    try:
        text: str = rtf_to_text(  # type: ignore[no-untyped-call]
            data.decode("latin-1"), errors="replace"
        )
    except _DEFECTS:
        return ""
    return text.replace("\0", "")
