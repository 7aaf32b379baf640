"""Long work: a generator that yields :class:`Progress` and returns its result.

It knows neither processes nor Qt. Whoever drives it may close it between two yields;
what it must put away, it puts away in ``finally``.
"""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work has come.

    ``what`` names the step and, at most, a file or page number; never document text.
    """

    done: int
    total: int
    what: str

    @property
    def percent(self) -> int:
        """Whole percent, rounded down: 100 means finished."""
        return 100 * self.done // self.total if self.total else 0


Work = Generator[Progress, None, T]


def finish(work: Work[T], report: Callable[[Progress], None] | None = None) -> T:
    """Drive ``work`` to its end in this thread and return its result."""
    while True:
        try:
            progress = next(work)
        except StopIteration as end:
            result: T = end.value
            return result
        if report is not None:
            report(progress)
