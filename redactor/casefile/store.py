"""A case file held open: read it, change it, undo, and what was done to it."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
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
    pack_passages,
    plain,
    to_columns,
    unpack,
    unpack_passages,
)  # fmt: skip
from redactor.errors import CaseUnreadable, NotFound
from redactor.model import (
    Case,
    Change,
    Document,
    Row,
    State,
    key_of,
)
from redactor.words import Glance, PageWords, Passage


class CaseFile:
    """An open case: ``state`` is what it holds, ``apply`` the one way to edit it.

    Exactly one process holds a case open for editing (``create``, ``open``). Its
    worker processes ``attach``: they read, and may add what can be made again (bytes
    by their hash, words of pages), but never edit.
    """

    def __init__(
        self, db: sqlite3.Connection, path: Path, lock: CaseLock | None
    ) -> None:
        self._db = db
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
                _insert(db, case)
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

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

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

    def versions(self, row: Row, act: str) -> list[Version]:
        """How a row was after each act of this name that stands, oldest first."""
        return history.versions(self._db, row, act)

    def problems(self) -> list[str]:
        """What is not as the audit trail says; see ``integrity``."""
        return integrity.problems(self._db)

    def put_blob(self, data: bytes) -> str:
        """Keep bytes; returns their SHA-256. The same bytes are kept once."""
        digest = hashlib.sha256(data).hexdigest()
        with self._db as db:
            db.execute("INSERT OR IGNORE INTO blob VALUES (?, ?)", (digest, data))
        return digest

    def blob(self, sha256: str) -> bytes:
        """The bytes with this SHA-256. Raises NotFound where missing or damaged."""
        query = "SELECT data FROM blob WHERE sha256=?"
        row = self._db.execute(query, (sha256,)).fetchone()
        if row is None or hashlib.sha256(row[0]).hexdigest() != sha256:
            raise NotFound(
                "A file kept in the case is missing or damaged.",
                "Restore the case from a backup, or add the file again.",
            )
        data: bytes = row[0]
        return data

    def put_words(self, pdf_sha256: str, page: int, words: PageWords) -> None:
        with self._db as db:
            db.execute(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)",
                (pdf_sha256, page, words.text.text, words.to_bytes()),
            )

    def words(self, document: Document, page: int) -> PageWords | None:
        """The words of a page, or None where it was not read yet."""
        row = self._db.execute(
            "SELECT words FROM page WHERE pdf_sha256=? AND page=?",
            (document.pdf_sha256, page),
        ).fetchone()
        return PageWords.from_bytes(row[0]) if row else None

    def words_digest(self) -> str:
        """The words of all pages as one hash: what the proof of a release goes by."""
        return integrity.words_digest(self._db)

    def texts(self, document: Document) -> dict[int, str]:
        """The text of each page that was read, by page number."""
        rows = self._db.execute(
            "SELECT page, text FROM page WHERE pdf_sha256=? ORDER BY page",
            (document.pdf_sha256,),
        )
        return dict(rows.fetchall())

    def glances(self, document: Document) -> dict[int, Glance]:
        """What each page that was read shows, by page number, without its boxes."""
        query = "SELECT page, words FROM page WHERE pdf_sha256=? ORDER BY page"
        rows = self._db.execute(query, (document.pdf_sha256,))
        return {page: Glance.from_bytes(written) for page, written in rows}

    def unread(self, document: Document) -> list[int]:
        """Pages whose words were not read yet, in order."""
        rows = self._db.execute(
            "SELECT page FROM page WHERE pdf_sha256=?", (document.pdf_sha256,)
        )
        read = {page for (page,) in rows}
        return [n for n in range(1, document.pages + 1) if n not in read]

    def put_kept(self, kept: Iterable[tuple[str, int, Iterable[Passage]]]) -> None:
        """Note what the finder leaves visible, by PDF and page."""
        rows = [(pdf, page, pack_passages(every)) for pdf, page, every in kept]
        with self._db as db:
            db.execute("BEGIN IMMEDIATE")
            db.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?)", rows)

    def kept(self, document: Document) -> dict[int, tuple[Passage, ...]]:
        """What the finder leaves visible, by page number, as far as it was asked."""
        query = "SELECT page, passages FROM kept WHERE pdf_sha256=? ORDER BY page"
        rows = self._db.execute(query, (document.pdf_sha256,))
        return {page: unpack_passages(written) for page, written in rows}

    def mark_seen(self, document: str, pages: Iterable[int], by: str = "") -> None:
        """Note that somebody had these pages on screen at a readable size."""
        rows = [(document, page) for page in pages]
        with self._db as db:
            db.executemany("INSERT OR IGNORE INTO seen VALUES (?, ?)", rows)
            if by:
                opened = [(by, *row) for row in rows]
                db.executemany("INSERT OR IGNORE INTO opened VALUES (?, ?, ?)", opened)

    def seen(self) -> set[tuple[str, int]]:
        """All (document, page) ever on screen at a readable size."""
        return set(self._db.execute("SELECT document, page FROM seen"))

    def opened(self) -> set[tuple[str, str, int]]:
        """Who had which page on screen: (name, document, page)."""
        return set(self._db.execute("SELECT by, document, page FROM opened"))

    def setting(self, name: str, default: str = "") -> str:
        """Something the window remembers with the case, such as where it was left."""
        query = "SELECT value FROM setting WHERE name=?"
        row = self._db.execute(query, (name,)).fetchone()
        return row[0] if row else default

    def put_setting(self, name: str, value: str) -> None:
        with self._db as db:
            db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, value))

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
        for row in change.added:
            _insert(self._db, row)
        self._db.executemany(
            "INSERT OR REPLACE INTO issued VALUES (?, ?)", after.issued.items()
        )


def _insert(db: sqlite3.Connection, row: Row) -> None:
    """Put a row in, or over the one with its key."""
    names = COLUMNS[type(row)]
    updates = ", ".join(f"{name}=excluded.{name}" for name in names)
    marks = ", ".join("?" * (len(names) + 1))
    db.execute(
        f"INSERT INTO {TABLES[type(row)]} (key, {', '.join(names)}) VALUES ({marks}) "
        f"ON CONFLICT (key) DO UPDATE SET {updates}",
        to_columns(row),
    )
