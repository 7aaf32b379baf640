"""What changed since the second person last looked: that alone has to be read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from redactor.casefile import CaseFile
from redactor.model import Redaction, Row, State, Status, key_of
from redactor.request import Review, Step

_LOOKED = frozenset({Step.APPROVED, Step.SENT_BACK})
_TABLES = ("redactions", "people", "documents", "parts", "decisions")
_NOUNS = {
    "redactions": "box",
    "people": "person",
    "documents": "document",
    "parts": "part of the request",
    "decisions": "reasoning",
}
_STANDS = {
    Status.SUGGESTED: "undecided",
    Status.ACCEPTED: "withheld",
    Status.REJECTED: "left visible",
    Status.LOOK: "to look at",
    Status.DISMISSED: "looked at and left",
}
_QUIET = frozenset({"score", "why", "found_by"})  # how it was found, not what it is


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as it was. ``kind`` is "added", "removed" or "changed",
    ``about`` what it is, by its id; ``words`` repeat no text of a document."""

    kind: str
    about: str
    words: str

    def as_data(self) -> Mapping[str, str]:
        """For JSON."""
        return {"kind": self.kind, "about": self.about, "words": self.words}

    def __str__(self) -> str:
        return f"{self.about or 'case'}  {self.words}"


def last_look(state: State) -> Review | None:
    """The last time that a second person approved the case or sent it back."""
    looked = [one for one in state.reviews.values() if one.step in _LOOKED]
    return looked[-1] if looked else None


def delta(file: CaseFile) -> list[Difference]:
    """What is not as it was when the second person last looked; nothing where nobody
    has looked yet."""
    last = last_look(file.state)
    before = file.before(last) if last else None
    return list(_between(before, file.state)) if before else []


def _between(before: State, now: State) -> Iterator[Difference]:
    for table in _TABLES:
        old: Mapping[str, Row] = getattr(before, table)
        new: Mapping[str, Row] = getattr(now, table)
        for key in [*new, *(key for key in old if key not in new)]:
            one, other = old.get(key), new.get(key)
            if one != other:
                yield from _difference(_NOUNS[table], one, other)
    if before.case != now.case:
        yield from _difference("case", before.case, now.case)


def _difference(noun: str, one: Row | None, other: Row | None) -> Iterator[Difference]:
    there = other or one
    about = "" if there is None or noun == "case" else key_of(there)
    if other is None:
        yield Difference("removed", about, f"{noun} removed{_where(one)}")
    elif one is None:
        yield Difference("added", about, f"{noun} added{_where(other)}")
    elif changed := _changes(one, other):
        yield Difference("changed", about, f"{noun}: {'; '.join(changed)}")


def _where(row: Row | None) -> str:
    if not isinstance(row, Redaction):
        return ""
    codes = ", ".join(row.exemptions)
    return f" on page {row.page}: {_STANDS[row.status]}{', ' if codes else ''}{codes}"


def _changes(one: Row, other: Row) -> list[str]:
    """Each field that differs, in words."""
    return [
        _say(field.name, getattr(one, field.name), getattr(other, field.name))
        for field in fields(one)
        if field.name not in _QUIET
        and getattr(one, field.name) != getattr(other, field.name)
    ]


def _say(name: str, old: Any, new: Any) -> str:
    if name in _SHOWN:
        return f"{_SHOWN[name](old) or 'none'} → {_SHOWN[name](new) or 'none'}"
    return _TOLD.get(name, f"another {name}")


_SHOWN: Mapping[str, Callable[[Any], str]] = {
    "status": lambda status: _STANDS[status],
    "exemptions": ", ".join,
    "decision": str,
    "outcome": lambda outcome: str(outcome or ""),
}
_TOLD = {
    "rects": "another place",
    "text": "other words",
    "excepted": "decided on its own or with its person",
    "answers": "other answers",
    "forms": "other spellings",
    "parts": "for another part",
    "sha256": "another file",
    "pdf_sha256": "other pages",
    "warnings": "other warnings",
}
