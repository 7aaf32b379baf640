"""What the labels of a form ask for, where they ask for addresses."""

from __future__ import annotations

import re

from redactor.find import lists

_PLACES = lists.places()
_HOME_LABEL = re.compile(rf"(?:{_PLACES.home_labels})", re.IGNORECASE)
_ADDRESS_LABEL = re.compile(
    rf"(?:[^\W\d][\w'’]*[ ]){{0,2}}(?:postal )?address(?:es)?(?: of (?:the )?[\w'’]+)?"
    rf"|(?:{_PLACES.address_labels})|where do(?:es)? \w+ live",
    re.IGNORECASE,
)
_NO_HOME = re.compile(
    r"\b(?:e-?mail|mail|web|ip|mac|url|internet|site)\b", re.IGNORECASE
)
_OFFICE_LABEL = re.compile(rf"(?:{_PLACES.office_labels})", re.IGNORECASE)


def asks_for_home(label: str) -> bool:
    """Whether a label asks for the address of somebody's home."""
    return bool(_HOME_LABEL.fullmatch(label))


def asks_for_address(label: str) -> bool:
    """Whether a label asks for an address that may be anybody's."""
    return (
        bool(_ADDRESS_LABEL.fullmatch(label))
        and not _NO_HOME.search(label)
        and not _OFFICE_LABEL.fullmatch(label)
    )


def is_heading(words: str) -> bool:
    """Whether words are the heading of another column, or of several."""
    known = lists.layout()
    parts = re.split(r"[ ]{2,}|\t|\|", words.casefold().strip())
    return all(
        part in known.address_parts
        or any(part.rstrip(" .") in heads for heads in known.columns.values())
        for part in parts
    )
