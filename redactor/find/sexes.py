"""Whether forenames are a man's or a woman's, where there is no doubt."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from redactor.law.rulebook import load


@cache
def _only(kind: str) -> frozenset[str]:
    return frozenset(load("sexes.yaml")[kind].casefold().split())


def is_man(given: Iterable[str]) -> bool:
    """Whether one of these names, in lower case, is a man's and none a woman's."""
    every = set(given)
    return bool(every & _only("men")) and not every & _only("women")


def is_woman(given: Iterable[str]) -> bool:
    """Whether one of these names, in lower case, is a woman's and none a man's."""
    every = set(given)
    return bool(every & _only("women")) and not every & _only("men")
