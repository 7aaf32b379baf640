"""What stands between the case and its release, and what is worth knowing before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from redactor.hints import Hint
from redactor.model import Status
from ui import decide
from ui.dates import many
from ui.session import Session

_SHOWN = 12  # hints that are listed one by one


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something between the case and its release.

    ``go`` names what a click on it does: "undecided", "codes", "files", "unread",
    "unsearched", "look", "review", "place D01 3", or "" for nothing. ``blocks`` is
    false for what is only worth knowing.
    """

    words: str
    go: str = ""
    blocks: bool = True


def obstacles(
    session: Session, never_opened: int, still_shown: int = 0
) -> list[Obstacle]:
    """What stands in the way now, the gravest first.

    ``still_shown`` counts the pages on which the proof will find something.
    """
    state = session.state
    if not state.documents:
        return [Obstacle("The case has no documents: add files first.", "files")]
    found = []
    left = len(decide.undecided(state))
    if left:
        found.append(
            Obstacle(f"{many(left, 'place')} undecided: go to the first", "undecided")
        )
    unread = sum(len(session.unread(d)) for d in state.documents.values())
    if unread:
        words = f"{many(unread, 'page')} not read yet: read now"
        found.append(Obstacle(words, "unread"))
    bare = len(decide.without_codes(state))
    if bare:
        found.append(
            Obstacle(
                f"{many(bare, 'place')} withheld without a code: show them", "codes"
            )
        )
    return [*found, *_worth_knowing(session, never_opened, still_shown)]


def _worth_knowing(
    session: Session, never_opened: int, still_shown: int
) -> Iterator[Obstacle]:
    """What does not stand in the way."""
    now = session.second.standing()
    if not now.holds:
        words = f"{now.why_not} The release will be marked as a draft: review"
        yield Obstacle(words, "review", blocks=False)
    unsearched = session.unsearched()
    if unsearched:
        names = ", ".join(d.id for d in unsearched)
        words = f"Never searched for personal data: {names}. Search now"
        yield Obstacle(words, "unsearched", blocks=False)
    if still_shown:
        pages = many(still_shown, "text")
        words = f"{pages} withheld in one place, visible in another: put right"
        yield Obstacle(words, "leftovers", blocks=False)
    look = len(decide.undecided(session.state, Status.LOOK))
    if look:
        words = f"{many(look, 'passage')} worth a look, never looked at: go there (L)"
        yield Obstacle(words, "look", blocks=False)
    if never_opened:
        words = f"{many(never_opened, 'page')} never opened: go to the next (O)"
        yield Obstacle(words, "unseen", blocks=False)


def hinting(hints: list[Hint]) -> list[Obstacle]:
    """Hints to walk through, first what a release stops at; how many more there are."""
    hints = sorted(hints, key=lambda hint: hint.kind != "reference")
    found = [
        Obstacle(str(hint), f"place {hint.document} {hint.page}", blocks=False)
        for hint in hints[:_SHOWN]
    ]
    if (more := len(hints) - _SHOWN) > 0:
        words = f"{many(more, 'more place')} that hint at what is withheld"
        found.append(Obstacle(words, blocks=False))
    return found
