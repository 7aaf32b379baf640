"""What a row of the case was before: read from the steps of the history that stand."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from redactor.casefile.rows import unpack
from redactor.model import Change, Row, State, key_of


@dataclass(frozen=True, slots=True)
class Version:
    """A row as one step left it; ``row`` is None where the step took it out.

    ``at`` is ISO 8601 in UTC.
    """

    at: str
    by: str
    row: Row | None


def versions(db: sqlite3.Connection, row: Row, act: str) -> list[Version]:
    """How the row with this one's key was after each step of this act, oldest first."""
    key = (type(row), key_of(row))
    found: list[Version] = []
    for at, by, removed, added in db.execute(
        "SELECT event.at, event.by, history.removed, history.added FROM history "
        "JOIN event ON event.seq = history.event "
        "WHERE history.state = 'done' AND history.act = ? ORDER BY history.seq",
        (act,),
    ):
        after = {(type(one), key_of(one)): one for one in unpack(added)}
        if key in after:
            found.append(Version(at, by, after[key]))
        elif key in {(type(one), key_of(one)) for one in unpack(removed)}:
            found.append(Version(at, by, None))
    return found


def before(db: sqlite3.Connection, state: State, row: Row) -> State | None:
    """The case as it was before a row was put in; None where it never was."""
    wanted = (type(row), key_of(row))
    for removed, added in db.execute(
        "SELECT removed, added FROM history WHERE state='done' ORDER BY seq DESC"
    ):
        change = Change("", "", unpack(removed), unpack(added))
        state = state.after(change.reversed())
        if wanted in {(type(one), key_of(one)) for one in change.added}:
            return state
    return None
