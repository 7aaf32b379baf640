"""Rows of the model as they are written down, and back again.

Lists and dates become JSON or ISO text; everything else is written as it is.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from functools import lru_cache
from typing import Any, TypeVar

from redactor.errors import CaseUnreadable
from redactor.model import (
    Case,
    Document,
    PageShape,
    Person,
    PersonDecision,
    Rect,
    Redaction,
    Row,
    Status,
    key_of,
)
from redactor.request import (
    Decision,
    Moment,
    Outcome,
    Part,
    Remark,
    Review,
    Step,
)
from redactor.words import Passage

TABLES: dict[type, str] = {
    Case: '"case"',
    Document: "document",
    Person: "person",
    Redaction: "redaction",
    Part: "part",
    Decision: "decision",
    Remark: "remark",
    Review: "review",
    Moment: "moment",
}
_KINDS: dict[str, Any] = {kind.__name__: kind for kind in TABLES}
COLUMNS: dict[type, tuple[str, ...]] = {
    kind: tuple(f.name for f in fields(kind)) for kind in TABLES
}

RowT = TypeVar("RowT", bound=Row)


_PLAIN = frozenset({str, int, float, type(None)})


def _write(value: Any) -> Any:
    if type(value) in _PLAIN:  # thousands of rows are written at once
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, tuple):
        kept = all(isinstance(item, str | Rect) for item in value)
        return _kept(value) if kept else _listed(value)
    if isinstance(value, bool):
        return int(value)
    return str(value) if isinstance(value, str) else value


def _listed(value: tuple[Any, ...]) -> str:
    return json.dumps([_flat(item) for item in value], ensure_ascii=False)


_kept = lru_cache(maxsize=4096)(_listed)  # a changed row is written three times


def _flat(item: Any) -> Any:
    if isinstance(item, Rect):
        return [item.x0, item.y0, item.x1, item.y1]
    if isinstance(item, PageShape):
        return [item.width, item.height, item.rotation]
    return item


@lru_cache(maxsize=4096)  # thousands of rows have the same codes
def _tuple(text: str) -> tuple[Any, ...]:
    return tuple(json.loads(text))


@lru_cache(maxsize=8192)  # undo and redo read the same places again
def _rects(text: str) -> tuple[Rect, ...]:
    return tuple(Rect(*item) for item in json.loads(text))


def _pairs(text: str) -> tuple[tuple[Any, ...], ...]:
    return tuple(tuple(pair) for pair in json.loads(text))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


_READ: dict[str, Callable[[Any], Any]] = {
    "received": dt.date.fromisoformat,
    "shapes": lambda text: tuple(PageShape(*item) for item in json.loads(text)),
    "rects": _rects,
    "warnings": _tuple,
    "forms": _tuple,
    "exemptions": _tuple,
    "decision": PersonDecision,
    "proposed": PersonDecision,
    "status": Status,
    "excepted": bool,
    "dated": _day,
    "until": _day,
    "related": _tuple,
    "parts": _tuple,
    "outcome": lambda text: Outcome(text) if text else None,
    "answers": _pairs,
    "seals": _pairs,
    "checks": _pairs,
    "settled": bool,
    "step": Step,
}
_READ_OF: dict[tuple[type, str], Callable[[Any], Any]] = {
    (Moment, "date"): dt.date.fromisoformat,
}


_READERS: dict[type, tuple[tuple[str, Callable[[Any], Any] | None], ...]] = {
    kind: tuple((n, _READ_OF.get((kind, n)) or _READ.get(n)) for n in names)
    for kind, names in COLUMNS.items()
}


def to_columns(row: Row) -> tuple[Any, ...]:
    """Key and column values of a row, in the order of ``COLUMNS``."""
    return (
        key_of(row),
        *(_write(getattr(row, name)) for name in COLUMNS[type(row)]),
    )


def from_columns(kind: type[RowT], values: Mapping[str, Any]) -> RowT:
    """The row that these column values write down.

    The history may hold rows from before a column was added: they get its default.
    """
    return kind(
        **{
            name: reader(values[name]) if reader else values[name]
            for name, reader in _READERS[kind]
            if name in values
        }
    )


def from_values(kind: type[RowT], values: Iterable[Any]) -> RowT:
    """The same from the values of all columns, in the order of ``COLUMNS``."""
    return kind(
        *(
            reader(value) if reader else value
            for (_, reader), value in zip(_READERS[kind], values, strict=True)
        )
    )


def plain(row: Row) -> bytes:
    """A row as text that is the same in every version that knows its fields: what has
    its default is left out."""
    default = {field.name: field.default for field in fields(row)}
    said = {
        name: _write(value)
        for name in COLUMNS[type(row)]
        if (value := getattr(row, name)) != default[name]
    }
    return json.dumps(said, sort_keys=True, ensure_ascii=False).encode()


def pack_passages(passages: Iterable[Passage]) -> str:
    """Passages that stay, as one text."""
    return json.dumps(
        [[[_flat(r) for r in p.rects], p.text, p.why] for p in passages],
        ensure_ascii=False,
    )


def unpack_passages(written: str) -> tuple[Passage, ...]:
    """The passages that ``pack_passages`` wrote."""
    return tuple(
        Passage(tuple(Rect(*rect) for rect in rects), text, why)
        for rects, text, why in json.loads(written)
    )


def pack(rows: Iterable[Row]) -> bytes:
    """Rows of any kind as one compressed text, for the history."""
    return zlib.compress(
        json.dumps(
            [
                [
                    type(row).__name__,
                    {n: _write(getattr(row, n)) for n in COLUMNS[type(row)]},
                ]
                for row in rows
            ],
            ensure_ascii=False,
        ).encode(),
        level=1,
    )


def unpack(data: bytes) -> tuple[Row, ...]:
    """The rows that ``pack`` wrote. Raises CaseUnreadable where it did not."""
    try:
        listed = json.loads(zlib.decompress(data))
        return tuple(from_columns(_KINDS[name], values) for name, values in listed)
    except (zlib.error, ValueError, KeyError, TypeError) as error:
        raise CaseUnreadable(
            "The history of the case is damaged or was altered.",
            "Do not release from this file. Restore the case from a backup.",
        ) from error
