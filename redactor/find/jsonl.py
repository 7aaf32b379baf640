"""The finder for the command line: a text on each line in, its findings on each line
out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from redactor.errors import BadInput
from redactor.find.people import Known, People, Text, entries
from redactor.find.register import read as read_register
from redactor.find.spans import Span

_BATCH = 16


def find_lines(lines: Iterable[str], register: Path | None = None) -> Iterator[str]:
    """One line of JSON for each line of JSON, in order.

    ``{"id", "text"}`` comes in, ``{"id", "spans": [{"start", "end", "label", "score",
    "found_by"}]}`` goes out. Each text is a case of its own. Raises BadInput for a
    line that is not understood, with its number, and for a bad register.
    """
    from redactor.find.engine import Finder

    known = entries(read_register(register)) if register else []
    finder = Finder()
    numbered = enumerate(lines, start=1)
    parsed = (_parse(line, number) for number, line in numbered if line.strip())
    while batch := list(islice(parsed, _BATCH)):
        found = finder.find_all(text for _, text in batch)
        for (key, text), spans in zip(batch, found, strict=True):
            yield json.dumps(
                {"id": key, "spans": _rows(text, spans, known)}, ensure_ascii=False
            )


def _parse(line: str, number: int) -> tuple[Any, str]:
    try:
        item = json.loads(line)
    except json.JSONDecodeError as error:
        raise _bad(number, "is not JSON") from error
    if not isinstance(item, dict) or not isinstance(item.get("text"), str):
        raise _bad(number, 'has no "text"')
    if "id" not in item:
        raise _bad(number, 'has no "id"')
    return item["id"], item["text"]


def _bad(number: int, what: str) -> BadInput:
    return BadInput(
        f"Line {number} {what}.",
        'Each line must be an object such as {"id": "1", "text": "Dear Ms Smith"}.',
    )


def _rows(
    text: str, spans: Sequence[Span], known: Sequence[Known]
) -> list[dict[str, Any]]:
    people = People([Text("", text, tuple(spans))], known)
    return [
        {
            "start": span.start,
            "end": span.end,
            "label": str(span.label),
            "score": span.score,
            "found_by": span.found_by,
        }
        for span, _ in people.spans[0]
    ]
