"""What a case file keeps beside its rows, and no undo touches.

Bytes by their hash, the words of pages, what the finder leaves visible: they can be
made again. Which pages were seen, and settings: they are no part of what is decided.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from pathlib import Path

from redactor.casefile import connection, integrity
from redactor.casefile.rows import pack_passages, unpack_passages
from redactor.errors import NotFound
from redactor.model import Document
from redactor.words import Glance, PageWords, Passage


class Shelf:
    """An open case file, as far as it takes no edits. A worker may add to it."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    @classmethod
    def beside(cls, path: Path) -> Shelf:
        """What is kept in a case that another process has open, and none of its rows.

        Raises CaseUnreadable.
        """
        connection.require(path)
        return Shelf(connection.checked(path))

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
