"""PyMuPDF, loaded when it is first needed and kept quiet.

It is not imported at the head of any module here, so that whoever only needs the values
(the window's process) never loads it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from redactor.errors import RedactorError


class PageUnreadable(RedactorError):
    """MuPDF gave up on a page."""


@cache
def library() -> Any:
    """The module ``pymupdf``, with its messages to standard error turned off."""
    import pymupdf

    pymupdf.TOOLS.mupdf_display_errors(on=False)
    pymupdf.TOOLS.mupdf_display_warnings(on=False)
    return pymupdf


def load() -> None:
    """Load the library now rather than with the first page."""
    library()


@cache
def failures() -> tuple[type[Exception], ...]:
    """What PyMuPDF raises when a file defeats it: MuPDF's errors and its own slips."""
    return (
        library().mupdf.FzErrorBase,
        RuntimeError,
        ValueError,
        TypeError,
        AttributeError,
        LookupError,
        ArithmeticError,
        AssertionError,
    )


@contextmanager
def guarded(page: int) -> Iterator[None]:
    """Turn whatever MuPDF raises into PageUnreadable for this page."""
    try:
        yield
    except failures() as error:
        raise PageUnreadable(
            f"Page {page} can't be read.", "Look at it in another PDF reader."
        ) from error
