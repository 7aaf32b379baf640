"""Who did what to a redaction, by the history and the events that sealed its steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from redactor.casefile.rows import unpack
from redactor.model import Redaction, Status

if TYPE_CHECKING:
    from redactor.casefile.store import CaseFile

_STEPS = (
    "SELECT history.act, history.removed, history.added, event.by, event.at "
    "FROM history LEFT JOIN event ON event.seq = history.event "
    "WHERE history.state = 'done' ORDER BY history.seq"
)
_DECIDED = (Status.ACCEPTED, Status.REJECTED, Status.DISMISSED)


@dataclass(frozen=True, slots=True)
class Deed:
    """A step that touched a redaction; ``by`` and ``at`` are empty in old files."""

    act: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class Deeds:
    """What was done to one redaction: who put it in, who decided last, every step."""

    proposed: Deed
    decided: Deed | None = None
    steps: tuple[Deed, ...] = ()


def deeds(file: CaseFile) -> Mapping[str, Deeds]:
    """What was done to each redaction and not taken back, by serial."""
    found: dict[str, Deeds] = {}
    for act, removed, added, by, at in file._db.execute(_STEPS):
        deed = Deed(act, by or "", at or "")
        before = {r.serial: r for r in unpack(removed) if isinstance(r, Redaction)}
        for row in unpack(added):
            if not isinstance(row, Redaction):
                continue
            known = found.get(row.serial) or Deeds(deed)
            old = before.get(row.serial)
            decides = row.status in _DECIDED and (
                old is None or old.status is not row.status
            )
            found[row.serial] = replace(
                known,
                decided=deed if decides else known.decided,
                steps=(*known.steps, deed),
            )
    return found
