"""Documents that say nearly the same: a letter as PDF, as Word file, as scan."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable
from itertools import combinations

from redactor.casefile import CaseFile

_WORD = re.compile(r"[^\W_]+")
_LEAST = 12  # words; of less nothing can be said
_RUN = 3  # words that are compared together
_SAME = 0.7  # share of all runs from which on two documents are much the same
CROWD = 60  # documents that share a run: it is a footer, which says nothing


def alike(file: CaseFile) -> dict[str, list[str]]:
    """For each document the others that say nearly the same, most like it first.

    Only what was read is compared.
    """
    own_runs = {
        d.id: runs_of(file.texts(d).values()) for d in file.state.documents.values()
    }
    holders: dict[int, list[str]] = {}
    for name, own in own_runs.items():
        for run in own:
            holders.setdefault(run, []).append(name)
    shared: Counter[tuple[str, str]] = Counter()
    for names in holders.values():
        if 1 < len(names) <= CROWD:
            shared.update(combinations(names, 2))
    found: dict[str, list[tuple[float, str]]] = {}
    for (one, other), count in shared.items():
        share = count / len(own_runs[one] | own_runs[other])
        if share >= _SAME:
            found.setdefault(one, []).append((share, other))
            found.setdefault(other, []).append((share, one))
    return {
        name: [other for _, other in sorted(others, reverse=True)]
        for name, others in found.items()
    }


def runs_of(texts: Iterable[str]) -> set[int]:
    """What texts say, as numbers of three words that follow each other each."""
    words = _WORD.findall(" ".join(texts).casefold())
    if len(words) < _LEAST:
        return set()
    return {
        zlib.crc32(" ".join(words[n : n + _RUN]).encode())
        for n in range(len(words) - _RUN + 1)
    }
