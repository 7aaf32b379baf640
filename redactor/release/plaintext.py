"""Plain text and tables for release: what is withheld is replaced by its codes.

A document's text is what its released PDF shows, with the codes where its boxes are. A
table is a CSV file that somebody brings along; in it every withheld text that the case
knows is replaced. Both are searched like everything else that leaves.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any

from redactor.errors import BadInput
from redactor.model import Rect, Redaction, Status
from redactor.pages.mupdf import library
from redactor.release.pdf.glyphs import glyphs
from redactor.release.pdf.produce import Produced
from redactor.release.pdf.spacing import Move, moved_back
from redactor.release.proof.finding import Finding
from redactor.release.proof.needles import Needle, Text
from redactor.release.proof.prove import prove_text
from redactor.words import PageText, PageWords, Word

_NEAR = 2.0  # points by which a letter may stand elsewhere in the released file
_PICTURE = "[This page is released as a picture: see the PDF.]"


@dataclass(frozen=True)
class Extras:
    """What goes out beside the PDFs: their text, and tables."""

    texts: bool = False
    tables: tuple[Path, ...] = ()


def replaced(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    """The text with codes in place of the spans: start, end and what stands there."""
    from presidio_anonymizer import AnonymizerEngine
    from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

    found = list(spans)
    if not found:
        return text
    results = [RecognizerResult(code, start, end, 1.0) for start, end, code in found]
    operators = {
        code: OperatorConfig("replace", {"new_value": f"[{code}]"})
        for _, _, code in found
    }
    engine: Any = AnonymizerEngine()  # type: ignore[no-untyped-call]  # Presidio's
    return str(engine.anonymize(text, results, operators).text)


# -- documents


def document_text(
    pages: Mapping[int, PageWords | None],
    rows: Sequence[Redaction],
    produced: Produced,
) -> tuple[str, str]:
    """A document's text with codes in place, and the part of it that must be proved.

    That part has nothing of what stays visible on purpose.
    """
    shown, sought = [], []
    with library().open(stream=produced.pdf, filetype="pdf") as document:
        for number, words in pages.items():
            mine = [r for r in rows if r.page == number]
            if note := produced.dress.notices.get(number):
                shown.append(f"[{note.lines[0]}]")
                continue
            if words is None or (number in produced.pictures and words.source != "ocr"):
                shown.append(_PICTURE)
                continue
            page = document[produced.pages.index(number)]
            page.set_rotation(0)
            is_picture = number in produced.pictures
            moves = produced.moves.get(number, ())
            seen = words if is_picture else _seen(words, page, mine, moves)
            text = seen.text
            shown.append(replaced(text.text, _spans(text, mine, Status.ACCEPTED)))
            kept = _spans(text, mine, Status.REJECTED)
            both = [*_spans(text, mine, Status.ACCEPTED), *kept]
            sought.append(_blanked(text.text, both))
    return "\n\f\n".join(shown), "\n".join(sought)


def _seen(
    words: PageWords,
    page: object,
    rows: Sequence[Redaction],
    moves: Sequence[Move],
) -> PageWords:
    """The words that the released page still has, and those under its boxes."""
    there: dict[tuple[int, int], set[str]] = {}
    for glyph in glyphs(page):
        spot = _spot(*moved_back(glyph.rect, moves).middle)
        there.setdefault(spot, set()).update(glyph.text)
    boxes = [b for r in rows if r.status is Status.ACCEPTED for b in r.rects]
    kept = tuple(w for w in words.words if _is_shown(w, there, boxes))
    return replace(words, words=kept)


def _spot(x: float, y: float) -> tuple[int, int]:
    return round(x / _NEAR), round(y / _NEAR)


def _is_shown(
    word: Word, there: Mapping[tuple[int, int], set[str]], boxes: Sequence[Rect]
) -> bool:
    """Whether each letter is in the released file, or under a box."""
    for char, box in zip(word.text, word.boxes, strict=False):
        if not char.isalnum() or any(b.contains(*box.middle) for b in boxes):
            continue
        x, y = _spot(*box.middle)
        around = ((x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if not any(char in there.get(spot, ()) for spot in around):
            return False
    return True


def _spans(
    text: PageText, rows: Sequence[Redaction], status: Status
) -> list[tuple[int, int, str]]:
    """Stretches of text that lie under rectangles of this status, with their codes."""
    mine = [r for r in rows if r.status is status]
    codes: list[str | None] = []
    for spots in text.spots:
        middles = [text.words[w].boxes[c].middle for w, c in spots]
        owner = next(
            (r for r in mine if middles and any(_holds(r, m) for m in middles)), None
        )
        codes.append(None if owner is None else _code(owner))
    for at, spots in enumerate(text.spots):  # a space between two hidden words
        if not spots and 0 < at < len(codes) - 1 and codes[at - 1] == codes[at + 1]:
            codes[at] = codes[at - 1]
    found, at = [], 0
    for code, run in groupby(codes):
        length = len(list(run))
        if code is not None:
            found.append((at, at + length, code))
        at += length
    return found


def _holds(row: Redaction, middle: tuple[float, float]) -> bool:
    return any(rect.contains(*middle) for rect in row.rects)


def _code(row: Redaction) -> str:
    return " ".join(row.exemptions) or "withheld"


def _blanked(text: str, spans: Iterable[tuple[int, int, str]]) -> str:
    out = list(text)
    for start, end, _ in spans:
        out[start:end] = " " * (end - start)
    return "".join(out)


# -- tables


def table(
    path: Path, sought: Sequence[Needle], codes: Mapping[str, str]
) -> tuple[bytes, int]:
    """A CSV file with codes in place, and how many cells were changed.

    ``codes`` are those of each needle's serial. Raises BadInput for what is no table.
    """
    try:
        data = path.read_text(encoding="utf-8-sig")
        rows = list(csv.reader(io.StringIO(data, newline="")))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BadInput(
            f"{path.name} can't be read as a table.", "Save it as CSV in UTF-8."
        ) from error
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    changed = 0
    for row in rows:
        made = [_cell(cell, sought, codes) for cell in row]
        changed += sum(a != b for a, b in zip(row, made, strict=True))
        writer.writerow(made)
    return out.getvalue().encode(), changed


def _cell(cell: str, sought: Sequence[Needle], codes: Mapping[str, str]) -> str:
    searched = Text(cell)
    spans = [
        (start, end, codes.get(needle.serial, "withheld"))
        for needle in sought
        for start, end in needle.found_in(searched)
    ]
    return replaced(cell, spans)


def prove_table(name: str, data: bytes, sought: Sequence[Needle]) -> list[Finding]:
    """What a finished table still says, cell by cell and as a whole."""
    return prove_text(name, data.decode(), sought)
