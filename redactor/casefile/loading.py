"""The rows of a case file as a State, or a refusal where they make no sense."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from redactor.casefile import schema
from redactor.casefile.rows import COLUMNS, TABLES, RowT, from_columns
from redactor.errors import CaseUnreadable
from redactor.model import Case, Document, Person, Redaction, State
from redactor.request import Decision, Moment, Part, Remark, Review


def load(db: sqlite3.Connection, path: Path) -> State:
    """What the file holds. Raises CaseUnreadable, and closes it then."""
    try:
        state = _state(db, path)
        if not _fits(state):
            raise _damaged(path)
    except (ValueError, KeyError, TypeError, sqlite3.DatabaseError) as error:
        db.close()
        raise _damaged(path) from error
    except CaseUnreadable:
        db.close()
        raise
    return state


def _damaged(path: Path) -> CaseUnreadable:
    return CaseUnreadable(
        f"{path.name} is damaged, or something else than FOI Redactor wrote in it.",
        "Do not release from this file. Restore the case from a backup.",
    )


def _state(db: sqlite3.Connection, path: Path) -> State:
    cases = _rows(db, Case)
    if not cases:
        raise schema.not_a_case(path)
    return State(
        cases["case"],
        _rows(db, Document),
        _rows(db, Person),
        _rows(db, Redaction),
        dict(db.execute("SELECT counter, number FROM issued")),
        _rows(db, Part),
        _rows(db, Decision),
        _rows(db, Remark),
        _rows(db, Review),
        _rows(db, Moment),
    )


def _fits(state: State) -> bool:
    """Whether every redaction stands on a page that there is."""
    documents = state.documents
    return all(
        row.document in documents
        and 1 <= row.page <= documents[row.document].pages
        and row.rects
        for row in state.redactions.values()
    )


def _rows(db: sqlite3.Connection, kind: type[RowT]) -> dict[str, RowT]:
    names = COLUMNS[kind]
    found = db.execute(
        f"SELECT key, {', '.join(names)} FROM {TABLES[kind]} ORDER BY rowid"
    )
    return {
        key: from_columns(kind, dict(zip(names, values, strict=True)))
        for key, *values in found
    }
