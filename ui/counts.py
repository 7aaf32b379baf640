"""How many redactions stand how, kept up to date change by change."""

from __future__ import annotations

from collections import Counter

from redactor.model import Change, Document, Redaction, State, Status
from redactor.whole import is_kept_back


class Counts:
    """What the status bar and the header say of a state; a look costs nothing."""

    def __init__(self, state: State) -> None:
        self._stand: dict[str, Counter[Status]] = {}  # by document
        self._kept_back: set[str] = set()
        self._bare = 0
        for document in state.documents.values():
            self._count(document, 1)
        for row in state.redactions.values():
            self._count(row, 1)

    def update(self, change: Change) -> None:
        for by, rows in ((-1, change.removed), (1, change.added)):
            for row in rows:
                if isinstance(row, Redaction | Document):
                    self._count(row, by)

    @property
    def total(self) -> int:
        """All that is to be decided, or was."""
        return sum(self._of(status) for status in Status if status.is_proposal)

    @property
    def left(self) -> int:
        """What nobody has decided."""
        return self._of(Status.SUGGESTED)

    @property
    def look(self) -> int:
        """What is worth a look, and nobody did."""
        return self._of(Status.LOOK)

    def _of(self, status: Status) -> int:
        """How many stand so in documents that leave."""
        return sum(
            stand[status]
            for document, stand in self._stand.items()
            if document not in self._kept_back
        )

    @property
    def bare(self) -> int:
        """What is withheld without a code."""
        return self._bare

    def _count(self, row: Redaction | Document, by: int) -> None:
        if isinstance(row, Document):
            if is_kept_back(row) and by > 0:
                self._kept_back.add(row.id)
            else:
                self._kept_back.discard(row.id)
            return
        self._stand.setdefault(row.document, Counter())[row.status] += by
        if row.status is Status.ACCEPTED and not row.exemptions:
            self._bare += by
