"""The audit trail: who did what when, each line sealed by the line before."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import sqlite3
from dataclasses import dataclass

_LAST = "last event"  # the setting that knows the newest seal, so that none is cut off
_SELECT = "SELECT seq, at, by, act, count, content, hash FROM event ORDER BY seq"


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the audit trail."""

    seq: int
    at: str
    by: str
    act: str
    count: int
    hash: str


def record(
    db: sqlite3.Connection, *, by: str, act: str, count: int, content: bytes
) -> int:
    """Add one event and give its number. ``content`` is what was done; only its hash
    is kept here."""
    last = db.execute(
        "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    seq, before = (last[0] + 1, last[1]) if last else (1, "")
    at = dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    digest = hashlib.sha256(content).hexdigest()
    row = (seq, at, by, act, count, digest)
    sealed = _seal(before, row)
    db.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?)", (*row, sealed))
    db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (_LAST, sealed))
    return seq


def _seal(before: str, row: tuple[int, str, str, str, int, str]) -> str:
    return hashlib.sha256(json.dumps([before, *row]).encode()).hexdigest()


def holds(db: sqlite3.Connection, act: str, content: bytes) -> bool:
    """Whether an event says that this was done with exactly this content."""
    found = db.execute(
        "SELECT 1 FROM event WHERE act=? AND content=?",
        (act, hashlib.sha256(content).hexdigest()),
    ).fetchone()
    return found is not None


def events(db: sqlite3.Connection) -> list[Event]:
    """All events, oldest first."""
    return [
        Event(seq, at, by, act, count, sealed)
        for seq, at, by, act, count, _, sealed in db.execute(_SELECT)
    ]


def newest(db: sqlite3.Connection) -> str:
    """The seal of the last event, and so of all before it; empty without events."""
    last = db.execute("SELECT hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    return last[0] if last else ""


def first_broken(db: sqlite3.Connection) -> int | None:
    """Number of the first event that was tampered with; None where the chain holds."""
    before, count = "", 0
    for expected, (*row, sealed) in enumerate(db.execute(_SELECT), start=1):
        if row[0] != expected or sealed != _seal(before, tuple(row)):
            return expected
        before, count = sealed, expected
    last = db.execute("SELECT value FROM setting WHERE name=?", (_LAST,)).fetchone()
    return None if last and last[0] == before else count + 1
