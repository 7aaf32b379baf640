"""What a page holds that can't be rewritten so that nothing hides in it."""

from __future__ import annotations

import pikepdf
import pypdfium2

from redactor.pages.mupdf import failures


class Unsafe(Exception):
    """The page must become a picture; the message says why, without document text."""


class Malformed(Unsafe):
    """An operator that makes no sense where it stands: it draws nothing."""


def unreadable() -> tuple[type[Exception], ...]:
    """What the three engines raise for a file that defeats them."""
    return (
        pikepdf.PdfError,
        pikepdf.DependencyError,  # a filter that some other program would decode
        pypdfium2.PdfiumError,
        *failures(),
    )
