"""Whether a case file is what its audit trail says: nothing altered behind its back.

Compared are the chain of the events' seals, each step of the history with the event
that sealed it, which steps stand with the acts that were done and undone, the rows with
what is left when the history is taken back step by step, and bytes with their hashes.

What this can't find: somebody who alters rows, history and events alike and computes
the whole chain anew, as this program would; who cuts off the last events together with
what knows the newest; who adds to the pages that somebody opened. Against the first two
helps what is kept elsewhere: an approval's code covers the trail before it, and the
manifest of a release names the trail's seal (``TRAIL``).
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator, Mapping

from redactor.casefile import audit
from redactor.casefile.rows import COLUMNS, TABLES, from_columns, plain, unpack
from redactor.errors import CaseUnreadable
from redactor.model import Case, Row, key_of
from redactor.request import Review

_UNDO, _REDO = "undo", "redo"
TRAIL = "audit trail"
"""The seal in a step of the review over all events before it."""


def problems(db: sqlite3.Connection) -> list[str]:
    """What does not fit, as sentences; nothing where all does."""
    found: list[str] = []
    for check in (_chain, _steps, _standing, _rows, _reviews, _trails, _bytes):
        try:
            found += check(db)
        except CaseUnreadable as error:  # a step that can't be read
            found.append(error.sentence)
    return found


def _chain(db: sqlite3.Connection) -> Iterator[str]:
    broken = audit.first_broken(db)
    if broken is not None:
        yield f"Event {broken} of the audit trail does not fit its seal."


def _steps(db: sqlite3.Connection) -> Iterator[str]:
    """Each step of the history holds what its event sealed, and has one of its own."""
    sealed = dict(db.execute("SELECT seq, content FROM event"))
    taken = set[int]()
    for seq, event, *content in db.execute(
        "SELECT seq, event, removed, added FROM history WHERE event IS NOT NULL"
    ):
        digest = hashlib.sha256(b"".join(content)).hexdigest()
        if event in taken or digest != sealed.get(event):
            yield f"Step {seq} of the history is not what was sealed."
        taken.add(event)
    for seq in set(_unknown(db)) - set(_matched(db)):
        yield f"Step {seq} of the history is not what was sealed."


def _unknown(db: sqlite3.Connection) -> Iterator[int]:
    """Steps that do not say which event sealed them: of older versions."""
    found = db.execute("SELECT seq FROM history WHERE event IS NULL ORDER BY seq")
    return (seq for (seq,) in found)


def _matched(db: sqlite3.Connection) -> Mapping[int, int]:
    """The events of such steps: in their order the first that sealed such content.

    They come before those that are known, which later versions have made.
    """
    events = db.execute(
        "SELECT seq, content FROM event WHERE act NOT IN ('undo', 'redo') AND seq < "
        "coalesce((SELECT min(event) FROM history), 1 << 62) ORDER BY seq"
    )
    found: dict[int, int] = {}
    for seq in _unknown(db):
        content = db.execute("SELECT removed, added FROM history WHERE seq=?", (seq,))
        digest = hashlib.sha256(b"".join(content.fetchone())).hexdigest()
        at = next((event for event, sealed in events if sealed == digest), None)
        if at is not None:
            found[seq] = at
    return found


def _standing(db: sqlite3.Connection) -> Iterator[str]:
    """The steps that stand are those that were done and not undone since."""
    matched = _matched(db)
    steps = {
        event or matched.get(seq, -seq): (seq, state)
        for event, seq, state in db.execute(
            "SELECT event, seq, state FROM history ORDER BY seq"
        )
    }
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


def _reviews(db: sqlite3.Connection) -> Iterator[str]:
    """The steps of the review stand in the order in which they were made, and it is
    known how many there ever were."""
    made = [
        (row.id, state)
        for added, state in db.execute(
            "SELECT added, state FROM history WHERE act IN "
            "('submit', 'approve', 'send back') ORDER BY seq"
        )
        for row in unpack(added)
        if isinstance(row, Review)
    ]
    standing = [key for key, state in made if state == "done"]
    rows = [key for (key,) in db.execute("SELECT key FROM review ORDER BY rowid")]
    issued = db.execute("SELECT number FROM issued WHERE counter='V'").fetchone()
    last = max((int(key[1:]) for key, _ in made), default=0)
    if standing != rows or (issued[0] if issued else 0) != last:
        yield "The steps of the review are not as the history made them."


def _trails(db: sqlite3.Connection) -> Iterator[str]:
    """The trail that a step of the review sealed is the one that leads to it."""
    events = dict(db.execute("SELECT hash, seq FROM event"))
    for added, event in db.execute(
        "SELECT added, event FROM history WHERE act IN "
        "('submit', 'approve', 'send back') AND event IS NOT NULL ORDER BY seq"
    ):
        for row in unpack(added):
            if isinstance(row, Review):
                sealed = dict(row.seals).get(TRAIL)
                if sealed is not None and not events.get(sealed, event) < event:
                    yield f"{row.id} of the review was made on another audit trail."


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


def words_digest(db: sqlite3.Connection) -> str:
    """The words of all pages of the case's documents as one SHA-256."""
    digest = hashlib.sha256()
    for pdf, page, words in db.execute(
        "SELECT pdf_sha256, page, words FROM page WHERE pdf_sha256 IN "
        "(SELECT pdf_sha256 FROM document) ORDER BY pdf_sha256, page"
    ):
        digest.update(f"{pdf} {page} {len(words)}\n".encode())
        digest.update(words)
    return digest.hexdigest()
