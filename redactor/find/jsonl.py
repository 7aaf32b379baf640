"""The finder for the command line: a text on each line in, its findings on each line
out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from redactor.errors import BadInput
from redactor.find.people import Known, People, Text, entries
from redactor.find.register import read as read_register
from redactor.find.spans import Span

if TYPE_CHECKING:
    from redactor.find.engine import Finder, Reading

_BATCH = 16


def find_lines(
    lines: Iterable[str], register: Path | None = None, *, everything: bool = False
) -> Iterator[str]:
    """One line of JSON for each line of JSON, in order.

    ``{"id", "text"}`` comes in, ``{"id", "spans": [{"start", "end", "label", "score",
    "found_by"}]}`` goes out. Each text is a case of its own. With ``everything`` come
    "look", what is worth a look, and "kept", what stays and why. Raises BadInput for a
    line that is not understood, with its number, and for a bad register.
    """
    from redactor.find.engine import Finder

    known = entries(read_register(register).entries) if register else []
    finder = Finder()
    numbered = enumerate(lines, start=1)
    parsed = (_parse(line, number) for number, line in numbered if line.strip())
    while batch := list(islice(parsed, _BATCH)):
        texts = [text for _, text in batch]
        rows = _all(finder, texts, known) if everything else _few(finder, texts, known)
        for (key, _), row in zip(batch, rows, strict=True):
            yield json.dumps({"id": key, **row}, ensure_ascii=False)


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


def _few(
    finder: Finder, texts: Sequence[str], known: Sequence[Known]
) -> Iterator[dict[str, Any]]:
    for text, spans in zip(texts, finder.find_all(texts), strict=True):
        yield {"spans": [_row(span) for span in _placed(text, spans, known)]}


def _all(
    finder: Finder, texts: Sequence[str], known: Sequence[Known]
) -> Iterator[dict[str, Any]]:
    for text, reading in zip(texts, finder.read_all(texts), strict=True):
        spans = _placed(text, reading.spans, known)
        yield {"spans": [_row(span) for span in spans], **_rest(reading, spans)}


def _placed(text: str, spans: Sequence[Span], known: Sequence[Known]) -> list[Span]:
    people = People([Text("", text, tuple(spans))], known)
    return [span for span, _ in people.spans[0]]


def _row(span: Span) -> dict[str, Any]:
    return {
        "start": span.start,
        "end": span.end,
        "label": str(span.label),
        "score": span.score,
        "found_by": span.found_by,
    }


def _rest(reading: Reading, spans: Sequence[Span]) -> dict[str, Any]:
    """What is not proposed, but for what another sighting proposes after all."""
    look = [s for s in reading.look if not any(s.overlaps(p) for p in spans)]
    kept = [
        {"start": k.start, "end": k.end, "why": k.why}
        for k in reading.kept
        if not any(k.start < p.end and p.start < k.end for p in spans)
    ]
    return {"look": [{**_row(s), "why": s.why} for s in look], "kept": kept}
