"""Connections to a case's database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from redactor.casefile import schema
from redactor.errors import CaseUnreadable

_PRAGMAS = (
    "busy_timeout=20000",  # milliseconds to wait for another process's transaction
    "secure_delete=ON",
    "synchronous=FULL",
    "trusted_schema=OFF",
)


def connect(path: Path, mode: str) -> sqlite3.Connection:
    """The database at a path; ``mode`` as SQLite's URIs have it."""
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    return sqlite3.connect(uri, uri=True, isolation_level=None)


def prepare(db: sqlite3.Connection) -> None:
    """Set what holds for every connection."""
    for pragma in _PRAGMAS:
        db.execute(f"PRAGMA {pragma}")


def checked(path: Path) -> sqlite3.Connection:
    """The database of an existing case. Raises CaseUnreadable where it is none."""
    db = connect(path, "rw")
    try:
        prepare(db)
        schema.check(db, path)
    except sqlite3.DatabaseError as error:
        db.close()
        raise schema.not_a_case(path) from error
    except CaseUnreadable:
        db.close()
        raise
    return db


def require(path: Path) -> None:
    """Raises CaseUnreadable where there is no such file."""
    if not path.is_file():
        raise CaseUnreadable(
            f"There is no case file {path.name} in {path.parent}.",
            "Check the name, or make a new case.",
        )
