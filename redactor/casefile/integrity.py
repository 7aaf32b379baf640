"""Whether a case file is what its audit trail says: nothing altered behind its back.

Compared are the chain of the events' seals, each step of the history with the event
that sealed it, which steps stand with the acts that were done and undone, the rows with
what is left when the history is taken back step by step, and bytes with their hashes.

What this can't find: somebody who alters rows, history and events alike and computes
the whole chain anew, as this program would. Against that helps only what is kept
elsewhere: the approval code that the reviewer noted, and the manifest of a release.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator

from redactor.casefile import audit
from redactor.casefile.rows import COLUMNS, TABLES, from_columns, plain, unpack
from redactor.model import Case, Row, key_of

_UNDO, _REDO = "undo", "redo"


def problems(db: sqlite3.Connection) -> list[str]:
    """What does not fit, as sentences; nothing where all does."""
    return [
        *_chain(db),
        *_steps(db),
        *_standing(db),
        *_rows(db),
        *_bytes(db),
    ]


def _chain(db: sqlite3.Connection) -> Iterator[str]:
    broken = audit.first_broken(db)
    if broken is not None:
        yield f"Event {broken} of the audit trail does not fit its seal."


def _steps(db: sqlite3.Connection) -> Iterator[str]:
    """Each step of the history holds what its event sealed."""
    for seq, digest, *content in db.execute(
        "SELECT history.seq, event.content, history.removed, history.added "
        "FROM history LEFT JOIN event ON event.seq = history.event "
        "WHERE history.event IS NOT NULL"
    ):
        if digest != hashlib.sha256(b"".join(content)).hexdigest():
            yield f"Step {seq} of the history is not what was sealed."


def _standing(db: sqlite3.Connection) -> Iterator[str]:
    """The steps that stand are those that were done and not undone since."""
    steps = {
        event: (seq, state)
        for event, seq, state in db.execute("SELECT event, seq, state FROM history")
    }
    if None in steps:  # from before steps knew their events
        return
    done: list[int] = []
    undone: list[int] = []
    for event, act in db.execute("SELECT seq, act FROM event ORDER BY seq"):
        if event in steps:
            done.append(steps[event][0])
            undone.clear()
        elif act == _UNDO and done:
            undone.append(done.pop())
        elif act == _REDO and undone:
            done.append(undone.pop())
    if done != [seq for seq, state in steps.values() if state == "done"]:
        yield "The history says other steps stand than the audit trail."


def _rows(db: sqlite3.Connection) -> Iterator[str]:
    """Taken back step by step, the history leads to the case as it was made."""
    rows = dict(_all_rows(db))
    steps = db.execute(
        "SELECT seq, removed, added FROM history WHERE state='done' ORDER BY seq DESC"
    )
    for seq, removed, added in steps:
        for row in unpack(added):
            key = (type(row), key_of(row))
            if rows.pop(key, None) != row:
                yield f"{key_of(row)} is not as step {seq} of the history left it."
                return
        rows.update({(type(row), key_of(row)): row for row in unpack(removed)})
    more = [key for kind, key in rows if kind is not Case]
    if more:
        yield f"{more[0]} is in no step of the history."
    case = rows.get((Case, "case"))
    old = db.execute("SELECT 1 FROM history WHERE event IS NULL").fetchone()
    made = db.execute("SELECT content FROM event WHERE act='create'").fetchone()
    if isinstance(case, Case) and made and not old and made[0] != _digest(case):
        yield "The case's details are not as it was made with."


def _digest(case: Case) -> str:
    return hashlib.sha256(plain(case)).hexdigest()


def _all_rows(db: sqlite3.Connection) -> Iterator[tuple[tuple[type, str], Row]]:
    for kind, table in TABLES.items():
        names = COLUMNS[kind]
        found = db.execute(f"SELECT key, {', '.join(names)} FROM {table}")
        for key, *values in found:
            yield (
                (kind, key),
                from_columns(kind, dict(zip(names, values, strict=True))),
            )


def _bytes(db: sqlite3.Connection) -> Iterator[str]:
    for digest, data in db.execute("SELECT sha256, data FROM blob"):
        if hashlib.sha256(data).hexdigest() != digest:
            yield f"The file with the hash {digest[:12]}… is damaged or was exchanged."
