"""Which redactions are on which page, kept up to date change by change."""

from __future__ import annotations

from redactor.model import Change, Redaction, State

Place = tuple[str, int]


class PageIndex:
    """The redactions of a state by document and page, and how often each page changed.

    A look costs the same however many redactions the case has.
    """

    def __init__(self, state: State) -> None:
        self._pages: dict[Place, dict[str, Redaction]] = {}
        self._revisions: dict[Place, int] = {}
        for redaction in state.redactions.values():
            self._put(redaction)

    def update(self, change: Change) -> set[Place]:
        """Follow a change; the pages that look different now."""
        touched = set()
        for row in change.removed:
            if isinstance(row, Redaction):
                touched.add(_place(row))
                self._pages.get(_place(row), {}).pop(row.serial, None)
        for row in change.added:
            if isinstance(row, Redaction):
                touched.add(_place(row))
                self._put(row)
        for place in touched:
            self._revisions[place] = self._revisions.get(place, 0) + 1
        return touched

    def on_page(self, document: str, page: int) -> tuple[Redaction, ...]:
        """The redactions of a page, those that came first in front."""
        return tuple(self._pages.get((document, page), {}).values())

    def revision(self, document: str, page: int) -> int:
        """A number that is another one after every change of the page."""
        return self._revisions.get((document, page), 0)

    def _put(self, redaction: Redaction) -> None:
        self._pages.setdefault(_place(redaction), {})[redaction.serial] = redaction


def _place(redaction: Redaction) -> Place:
    return (redaction.document, redaction.page)
