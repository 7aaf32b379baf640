"""The second person's side of the open case: how it stands, what changed, who opened
what, and the steps of the review."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from redactor.casefile import CaseFile
from redactor.model import Change
from redactor.release import approval
from redactor.release.approval import Approval
from redactor.request import Review
from redactor.review.delta import Difference, delta, last_look
from redactor.review.figures import Figures, figures


class SecondPerson:
    """Asks the case file for the review. ``reviewer`` is whoever reviews now; pages are
    opened before them."""

    def __init__(self, file: CaseFile, tell: Callable[[Change], None]) -> None:
        self._file = file
        self._tell = tell
        self._opened = file.opened()
        self.reviewer = ""

    def standing(self) -> Approval:
        """How the case stands with its review."""
        return approval.standing(self._file)

    def differences(self) -> list[Difference]:
        """What changed since the second person last looked."""
        return delta(self._file)

    def looked(self) -> Review | None:
        """The last time that the second person looked."""
        return last_look(self._file.state)

    def figures(self) -> Figures:
        """How the case was decided, in numbers."""
        return figures(self._file)

    def hands(self) -> list[str]:
        """Everybody who worked on the case."""
        return approval.handled(self._file)

    def take(self, step: Callable[[CaseFile], Change], by: str) -> None:
        """Take a step of the review as somebody. Raises RedactorError."""
        self.put(step(self._file), by)

    def put(self, change: Change, by: str) -> None:
        """Make a step of the review that was prepared of the case as it is."""
        self._file.apply(change, by=by)
        self._tell(change)

    def mark_seen(self, document: str, pages: Iterable[int], user: str) -> bool:
        """Note the pages that are new to the reviewer, or to the user where nobody
        reviews; whether there were any."""
        by = self.reviewer or user
        fresh = [n for n in pages if (by, document, n) not in self._opened]
        if fresh:
            self._opened.update((by, document, n) for n in fresh)
            self._file.mark_seen(document, fresh, by)
        return bool(fresh)
