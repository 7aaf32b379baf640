"""What a public schedule may call a redaction: a fixed list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from redactor.errors import NotFound
from redactor.law import rulebook
from redactor.law.reasoning import within


@dataclass(frozen=True, slots=True)
class Category:
    """One entry; ``letter`` is what a letter calls it, ``needs_approval`` where a
    reviewer has to agree to its use."""

    name: str
    use: str
    letter: str = ""
    needs_approval: bool = False


@cache
def categories() -> tuple[Category, ...]:
    """The whole list in the order in which it is offered."""
    rows = rulebook.load("categories.yaml")["categories"]
    return tuple(Category(**row) for row in rows)


def in_a_letter(category: str) -> str:
    """What a letter calls a category."""
    said = {one.name: one.letter for one in categories()}
    return said.get(category) or category


@cache
def notes() -> tuple[str, ...]:
    """What a public schedule may note beside a redaction."""
    return tuple(rulebook.load("categories.yaml")["notes"])


@cache
def _by_label() -> dict[str, str]:
    labels: dict[str, str] = rulebook.load("categories.yaml")["labels"]
    return labels


@cache
def _by_staff() -> dict[str, dict[str, str]]:
    staff: dict[str, dict[str, str]] = rulebook.load("categories.yaml")["staff"]
    return staff


def category_for(label: str, staff: str = "") -> str:
    """The category of what the finder calls ``label``.

    ``staff`` says whose it is: "ours", "others", or nothing if that is not known.
    Raises NotFound for a label that the finder does not have.
    """
    try:
        return _by_staff().get(staff, {}).get(label) or _by_label()[label]
    except KeyError:
        raise NotFound(
            f"There is no category for {label!r}.",
            f"Labels are {', '.join(_by_label())}.",
        ) from None


def implied_by(codes: Iterable[str]) -> str:
    """The category that follows from the first of these exemptions that implies one;
    nothing where none does."""
    rows = rulebook.load_once("categories.yaml")["codes"]
    for code in codes:
        for row in rows:
            if within(code, row["sections"]):
                return str(row["category"])
    return ""


@cache
def _by_kind() -> dict[str, dict[str, str]]:
    kinds: dict[str, dict[str, str]] = rulebook.load("categories.yaml")["kinds"]
    return kinds


def category_of(kind: str, label: str) -> str:
    """The category of what the finder calls ``label`` when it is somebody's of this
    kind; nothing for a label that the finder does not have."""
    return _by_kind().get(kind, {}).get(label) or _by_label().get(label, "")


def is_of_finder(category: str, label: str) -> bool:
    """Whether a category follows from who somebody is, and nobody chose another."""
    every = (_by_label(), *_by_staff().values(), *_by_kind().values())
    return not category or category in {one.get(label) for one in every}
