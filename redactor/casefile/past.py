"""How a case was: the history taken back step by step."""

from __future__ import annotations

import sqlite3

from redactor.casefile.rows import unpack
from redactor.model import Change, Row, State, key_of


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
