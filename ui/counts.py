"""How many redactions stand how, kept up to date change by change."""

from __future__ import annotations

from collections import Counter

from redactor.model import Change, Redaction, State, Status


class Counts:
    """What the status bar and the header say of a state; a look costs nothing."""

    def __init__(self, state: State) -> None:
        self._stand: Counter[Status] = Counter()
        self._bare = 0
        for row in state.redactions.values():
            self._count(row, 1)

    def update(self, change: Change) -> None:
        for by, rows in ((-1, change.removed), (1, change.added)):
            for row in rows:
                if isinstance(row, Redaction):
                    self._count(row, by)

    @property
    def total(self) -> int:
        """All that is to be decided, or was."""
        return sum(n for status, n in self._stand.items() if status.is_proposal)

    @property
    def left(self) -> int:
        """What nobody has decided."""
        return self._stand[Status.SUGGESTED]

    @property
    def look(self) -> int:
        """What is worth a look, and nobody did."""
        return self._stand[Status.LOOK]

    @property
    def bare(self) -> int:
        """What is withheld without a code."""
        return self._bare

    def _count(self, row: Redaction, by: int) -> None:
        self._stand[row.status] += by
        if row.status is Status.ACCEPTED and not row.exemptions:
            self._bare += by
