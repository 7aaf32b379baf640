"""A case file held open: read it, change it, undo, and what was done to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Self

from redactor.casefile import audit, connection, history, integrity, schema
from redactor.casefile.audit import Event
from redactor.casefile.history import Version
from redactor.casefile.loading import load
from redactor.casefile.lock import CaseLock
from redactor.casefile.rows import (
    COLUMNS,
    TABLES,
    pack,
    plain,
    to_columns,
    unpack,
)
from redactor.casefile.shelf import Shelf
from redactor.closing import Closing
from redactor.errors import CaseUnreadable
from redactor.model import (
    Case,
    Change,
    Row,
    State,
    key_of,
)


class CaseFile(Shelf, Closing):
    """An open case: ``state`` is what it holds, ``apply`` the one way to edit it.

    Exactly one process holds a case open for editing (``create``, ``open``). Its
    worker processes ``attach``: they read, and may add what can be made again (bytes
    by their hash, words of pages), but never edit.
    """

    def __init__(
        self, db: sqlite3.Connection, path: Path, lock: CaseLock | None
    ) -> None:
        super().__init__(db)
        self._lock = lock
        self.path = path
        self.state = load(db, path)
        self.inside: State | None = None  # of a public view: the whole it was made from

    # -- opening and closing

    @classmethod
    def create(cls, path: Path, case: Case, *, by: str) -> Self:
        """Make a new case file. Raises CaseUnreadable where the path can't be used."""
        if path.exists():
            raise CaseUnreadable(
                f"{path.name} exists already.", "Open it, or choose another name."
            )
        if not path.parent.is_dir():
            raise CaseUnreadable(
                f"There is no folder {path.parent}.", "Make it, or choose another."
            )
        lock = CaseLock(path)
        try:
            db = connection.connect(path, "rwc")
            connection.prepare(db)
            schema.migrate(db, path)
            with db:
                db.execute("BEGIN IMMEDIATE")
                _insert(db, [case])
                audit.record(db, by=by, act="create", count=1, content=plain(case))
            return cls(db, path, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open a case for editing. Raises CaseUnreadable, CaseInUse."""
        connection.require(path)
        lock = CaseLock(path)
        try:
            db = connection.checked(path)
            schema.migrate(db, path)
            return cls(db, path, lock)
        except BaseException:
            lock.release()
            raise

    @classmethod
    def attach(cls, path: Path) -> Self:
        """Open a case without editing it, beside whoever does.

        A file of an older version is brought up to date first. Raises CaseUnreadable,
        and CaseInUse where that can't be done now.
        """
        connection.require(path)
        db = connection.checked(path)
        if schema.is_older(db):
            db.close()
            cls.open(path).close()
            db = connection.checked(path)
        return cls(db, path, None)

    def close(self) -> None:
        self._db.close()
        if self._lock:
            self._lock.release()

    # -- editing

    def apply(self, change: Change, *, by: str) -> None:
        """Make a change: its rows, its place in the history and one event, or nothing.

        An empty change does nothing. Raises StaleChange.
        """
        if not change:
            return
        after = self.state.after(change)
        with self._db as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("UPDATE history SET state='dropped' WHERE state='undone'")
            removed, added = pack(change.removed), pack(change.added)
            event = audit.record(
                db,
                by=by,
                act=change.act,
                count=change.count,
                content=removed + added,
            )
            db.execute(
                "INSERT INTO history (act, label, removed, added, state, event) "
                "VALUES (?, ?, ?, ?, 'done', ?)",
                (change.act, change.label, removed, added, event),
            )
            self._write(change, after)
        self.state = after

    @property
    def undo_label(self) -> str:
        """What Undo would take back, in words; empty where there is nothing."""
        return self._label("done", "DESC")

    @property
    def redo_label(self) -> str:
        """What Redo would make again, in words; empty where there is nothing."""
        return self._label("undone", "ASC")

    def undo(self, *, by: str) -> Change | None:
        """Take back the last change. Returns what was done to the rows, if anything."""
        return self._step("done", "undone", by)

    def redo(self, *, by: str) -> Change | None:
        """Make again the change that was last undone."""
        return self._step("undone", "done", by)

    def before(self, row: Row) -> State | None:
        """The case as it was before a row was put in; None where it never was."""
        return history.before(self._db, self.state, row)

    def record(
        self, act: str, *, by: str, count: int = 0, content: bytes = b""
    ) -> None:
        """Note in the audit trail something that alters no row, such as a release."""
        with self._db as db:
            db.execute("BEGIN IMMEDIATE")
            audit.record(db, by=by, act=act, count=count, content=content)

    def recorded(self, act: str, content: bytes) -> bool:
        """Whether the audit trail says that this was done with exactly this content."""
        return audit.holds(self._db, act, content)

    def events(self) -> list[Event]:
        """The audit trail, oldest first."""
        return audit.events(self._db)

    def trail(self) -> str:
        """The seal of the audit trail as it stands."""
        return audit.newest(self._db)

    def versions(self, row: Row, act: str) -> list[Version]:
        """How a row was after each act of this name that stands, oldest first."""
        return history.versions(self._db, row, act)

    def problems(self) -> list[str]:
        """What is not as the audit trail says; see ``integrity``."""
        return integrity.problems(self._db)

    # -- inside

    def _label(self, state: str, order: str) -> str:
        row = self._db.execute(
            f"SELECT label FROM history WHERE state=? ORDER BY seq {order} LIMIT 1",
            (state,),
        ).fetchone()
        return row[0] if row else ""

    def _step(self, before: str, after: str, by: str) -> Change | None:
        undoing = after == "undone"
        row = self._db.execute(
            "SELECT seq, act, label, removed, added FROM history WHERE state=? "
            f"ORDER BY seq {'DESC' if undoing else 'ASC'} LIMIT 1",
            (before,),
        ).fetchone()
        if row is None:
            return None
        seq, act, label, removed, added = row
        change = Change(act, label, unpack(removed), unpack(added))
        if undoing:
            change = change.reversed()
        state = self.state.after(change)
        with self._db as db:
            db.execute("BEGIN IMMEDIATE")
            db.execute("UPDATE history SET state=? WHERE seq=?", (after, seq))
            self._write(change, state)
            audit.record(
                db,
                by=by,
                act="undo" if undoing else "redo",
                count=change.count,
                content=removed + added,
            )
        self.state = state
        return change

    def _write(self, change: Change, after: State) -> None:
        added = {(type(row), key_of(row)) for row in change.added}
        for kind, table in TABLES.items():
            gone = [
                (key_of(row),)
                for row in change.removed
                if type(row) is kind and (kind, key_of(row)) not in added
            ]
            self._db.executemany(f"DELETE FROM {table} WHERE key=?", gone)
        for kind in TABLES:
            _insert(self._db, [row for row in change.added if type(row) is kind])
        self._db.executemany(
            "INSERT OR REPLACE INTO issued VALUES (?, ?)", after.issued.items()
        )


def _insert(db: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Put rows of one kind in, or over those with their keys."""
    if not rows:
        return
    kind = type(rows[0])
    names = COLUMNS[kind]
    updates = ", ".join(f"{name}=excluded.{name}" for name in names)
    marks = ", ".join("?" * (len(names) + 1))
    db.executemany(
        f"INSERT INTO {TABLES[kind]} (key, {', '.join(names)}) VALUES ({marks}) "
        f"ON CONFLICT (key) DO UPDATE SET {updates}",
        map(to_columns, rows),
    )
