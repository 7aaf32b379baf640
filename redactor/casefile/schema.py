"""Tables of a case file, and the steps that bring an older file up to date."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

from redactor.errors import CaseUnreadable

APPLICATION_ID = 0x464F4943  # "FOIC"

_FIRST = """
CREATE TABLE "case" (
    key TEXT PRIMARY KEY, reference TEXT NOT NULL, received TEXT NOT NULL,
    regime TEXT NOT NULL, authority TEXT NOT NULL
) STRICT;
CREATE TABLE document (
    key TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL,
    sha256 TEXT NOT NULL, pdf_sha256 TEXT NOT NULL,
    shapes TEXT NOT NULL, warnings TEXT NOT NULL
) STRICT;
CREATE TABLE person (
    key TEXT PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, forms TEXT NOT NULL,
    category TEXT NOT NULL, decision TEXT NOT NULL, exemptions TEXT NOT NULL
) STRICT;
CREATE TABLE redaction (
    key TEXT PRIMARY KEY, serial TEXT NOT NULL, document TEXT NOT NULL,
    page INTEGER NOT NULL, rects TEXT NOT NULL, text TEXT NOT NULL,
    label TEXT NOT NULL, person TEXT, status TEXT NOT NULL, exemptions TEXT NOT NULL,
    category TEXT NOT NULL, found_by TEXT NOT NULL, why TEXT NOT NULL,
    score REAL NOT NULL, excepted INTEGER NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE TABLE issued (counter TEXT PRIMARY KEY, number INTEGER NOT NULL) STRICT;

-- Every change ever made; undo and redo move "state", nothing is taken out.
CREATE TABLE history (
    seq INTEGER PRIMARY KEY, act TEXT NOT NULL, label TEXT NOT NULL,
    removed BLOB NOT NULL, added BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'undone', 'dropped'))
) STRICT;
CREATE INDEX history_state ON history (state, seq);

-- The audit trail: each row's hash covers the row before it.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY, at TEXT NOT NULL, by TEXT NOT NULL, act TEXT NOT NULL,
    count INTEGER NOT NULL, content TEXT NOT NULL, hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER event_stays BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never altered'); END;
CREATE TRIGGER event_remains BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;

-- Bytes by their SHA-256: source files and the PDFs made from them.
CREATE TABLE blob (sha256 TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
-- What was read from a PDF of the case: can be made again at any time.
CREATE TABLE page (
    pdf_sha256 TEXT NOT NULL, page INTEGER NOT NULL, text TEXT NOT NULL,
    words BLOB NOT NULL,
    PRIMARY KEY (pdf_sha256, page)
) STRICT, WITHOUT ROWID;
-- Pages that were on screen at a readable size.
CREATE TABLE seen (
    document TEXT NOT NULL, page INTEGER NOT NULL, PRIMARY KEY (document, page)
) STRICT, WITHOUT ROWID;
-- Where the window was left.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""

_SECOND = """
-- What the finder leaves visible on a page, and why: can be made again at any time.
CREATE TABLE kept (
    pdf_sha256 TEXT NOT NULL, page INTEGER NOT NULL, passages TEXT NOT NULL,
    PRIMARY KEY (pdf_sha256, page)
) STRICT, WITHOUT ROWID;
"""

_FAMILY = "ALTER TABLE document ADD COLUMN parent TEXT NOT NULL DEFAULT ''"

_REQUEST = """
ALTER TABLE "case" ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE "case" ADD COLUMN requester TEXT NOT NULL DEFAULT '';
ALTER TABLE "case" ADD COLUMN request TEXT NOT NULL DEFAULT '';
ALTER TABLE "case" ADD COLUMN dated TEXT;
ALTER TABLE "case" ADD COLUMN team TEXT NOT NULL DEFAULT '';
ALTER TABLE "case" ADD COLUMN related TEXT NOT NULL DEFAULT '[]';
ALTER TABLE "case" ADD COLUMN retention TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN title TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN date TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN parties TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN note TEXT NOT NULL DEFAULT '';
ALTER TABLE document ADD COLUMN parts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE document ADD COLUMN outcome TEXT;
ALTER TABLE document ADD COLUMN exemptions TEXT NOT NULL DEFAULT '[]';
ALTER TABLE document ADD COLUMN link TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN kind TEXT NOT NULL DEFAULT '';
ALTER TABLE person ADD COLUMN proposed TEXT NOT NULL DEFAULT 'undecided';
ALTER TABLE person ADD COLUMN reason TEXT NOT NULL DEFAULT '';
-- Which event sealed a step of the history; older steps do not know theirs.
ALTER TABLE history ADD COLUMN event INTEGER;
CREATE TABLE part (
    key TEXT PRIMARY KEY, id TEXT NOT NULL, number TEXT NOT NULL, text TEXT NOT NULL,
    scope TEXT NOT NULL, outcome TEXT NOT NULL, exemptions TEXT NOT NULL,
    answer TEXT NOT NULL, link TEXT NOT NULL, until TEXT, regime TEXT NOT NULL
) STRICT;
CREATE TABLE decision (
    key TEXT PRIMARY KEY, id TEXT NOT NULL, exemption TEXT NOT NULL,
    part TEXT NOT NULL, answers TEXT NOT NULL
) STRICT;
CREATE TABLE remark (
    key TEXT PRIMARY KEY, id TEXT NOT NULL, about TEXT NOT NULL, text TEXT NOT NULL,
    by TEXT NOT NULL, at TEXT NOT NULL, settled INTEGER NOT NULL, reply TEXT NOT NULL
) STRICT;
CREATE TABLE review (
    key TEXT PRIMARY KEY, id TEXT NOT NULL, step TEXT NOT NULL, by TEXT NOT NULL,
    at TEXT NOT NULL, account TEXT NOT NULL, seals TEXT NOT NULL, checks TEXT NOT NULL,
    note TEXT NOT NULL
) STRICT;
CREATE TABLE moment (
    key TEXT PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL, date TEXT NOT NULL,
    until TEXT, exemption TEXT NOT NULL, note TEXT NOT NULL
) STRICT;
"""

_OPENED = """
-- Who had which page on screen at a readable size: a reviewer's own count.
CREATE TABLE opened (
    by TEXT NOT NULL, document TEXT NOT NULL, page INTEGER NOT NULL,
    PRIMARY KEY (by, document, page)
) STRICT, WITHOUT ROWID;
"""

MIGRATIONS: tuple[str, ...] = (_FIRST, _SECOND, _FAMILY, _REQUEST, _OPENED)
"""Step n brings a file of version n to version n + 1; version 0 is an empty file."""


def version(db: sqlite3.Connection) -> int:
    number: int = db.execute("PRAGMA user_version").fetchone()[0]
    return number


def is_older(db: sqlite3.Connection) -> bool:
    return version(db) < len(MIGRATIONS)


def check(db: sqlite3.Connection, path: Path) -> None:
    """Raises CaseUnreadable unless ``db`` is a case file that this program knows."""
    try:
        mark = db.execute("PRAGMA application_id").fetchone()[0]
        number = version(db)
    except sqlite3.DatabaseError as error:
        raise not_a_case(path) from error
    if mark != APPLICATION_ID:
        raise not_a_case(path)
    if number > len(MIGRATIONS):
        raise CaseUnreadable(
            f"{path.name} was made by a newer version of FOI Redactor.",
            "Install the newer version to open it.",
        )


def not_a_case(path: Path) -> CaseUnreadable:
    return CaseUnreadable(
        f"{path.name} is not a case file, or it is damaged.",
        "Choose a .foicase file, or restore this one from a backup.",
    )


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the file up to date; a file with content is copied beside itself first."""
    number = version(db)
    if number == len(MIGRATIONS):
        return
    if number:
        shutil.copy2(path, path.with_name(f"{path.name}.v{number}.bak"))
    for step in range(number, len(MIGRATIONS)):
        db.executescript(
            f"BEGIN;{MIGRATIONS[step]};"
            f"PRAGMA application_id={APPLICATION_ID};"
            f"PRAGMA user_version={step + 1};COMMIT;"
        )
