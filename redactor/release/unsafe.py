"""What a page holds that can't be rewritten so that nothing hides in it."""

from __future__ import annotations


class Unsafe(Exception):
    """The page must become a picture; the message says why, without document text."""
