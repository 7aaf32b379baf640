"""How fast a long document is released, and what the time goes into.

A text document with some redactions on each page, and a short one with very many: the
share of burning, rebuilding, proving and the rest, and how much memory it takes
at the most. The yardstick is drawing the same pages once.
"""

from __future__ import annotations

import datetime as dt
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pymupdf

from redactor import edits, intake
from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.model import Case
from redactor.release.package import release
from redactor.work import finish

PAGES, REDACTIONS = 300, 2000
CROWDED = 20  # pages with two redactions in each line
LINES, PER_LINE = 45, 12
NAMES = ("Ashby", "Thornbury", "Okonkwo", "Lindqvist", "Marchetti", "Pemberton")
WORDS = ("the", "report", "that", "was", "sent", "to", "our", "office", "about", "it")
STEPS = {"redacting": "burn and rebuild", "proving": "prove"}


def main() -> None:
    _try(PAGES, 6)
    _try(CROWDED, 1)


def _try(pages: int, apart: int) -> None:
    """Release a document that has names in each line, or every so many lines."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "long.pdf"
        source.write_bytes(_document(pages, apart))
        drawing = _drawing(source)
        with CaseFile.create(
            Path(folder) / "long.foicase", Case("R-1", dt.date(2024, 10, 1)), by="bench"
        ) as file:
            _prepare(file, source)
            _measure(file, Path(folder) / "out", drawing)


def _document(pages: int, apart: int) -> bytes:
    with pymupdf.open() as document:
        for number in range(pages):
            page = document.new_page()
            for line, text in enumerate(_lines(number, apart)):
                page.insert_text((60, 60 + 16 * line), text, fontsize=10)
        data: bytes = document.tobytes(deflate=True)
    return data


def _lines(page: int, apart: int) -> Iterator[str]:
    for line in range(LINES):
        words = [WORDS[(page + line * i) % len(WORDS)] for i in range(PER_LINE)]
        if line % apart == 0:
            words[3] = f"{NAMES[line % 5]}{page}x{line}"
        if apart == 1:
            words[8] = f"{NAMES[line % 5]}{page}y{line}"
        yield " ".join(words)


def _drawing(source: Path) -> float:
    begin = time.perf_counter()
    with pymupdf.open(source) as document:
        for page in document:
            page.get_pixmap(matrix=pymupdf.Matrix(2, 2))
    return time.perf_counter() - begin


def _prepare(file: CaseFile, source: Path) -> None:
    added = finish(intake.add(file, [source]))
    file.apply(edits.add_documents(added.documents(file.state)), by="bench")
    finish(intake.read(file))
    marks: list[Mark] = []
    for page in range(1, file.state.documents["D01"].pages + 1):
        read = file.words(file.state.documents["D01"], page)
        named = (
            [w for w in read.words if any(c.isdigit() for c in w.text)] if read else []
        )
        marks += [Mark("D01", page, (w.rect,), w.text) for w in named]
    change = edits.draw(file.state, marks[:REDACTIONS], exemptions=("s.40(2)",))
    file.apply(change, by="bench")


def _measure(file: CaseFile, out: Path, drawing: float) -> None:
    spent = dict.fromkeys([*STEPS.values(), "rest"], 0.0)
    begin = last = time.perf_counter()
    for progress in release(file, out):
        now = time.perf_counter()
        kind = STEPS.get(progress.what.partition(" ")[0], "rest")
        spent[kind] += now - last
        last = now
    spent["rest"] += time.perf_counter() - last
    total = time.perf_counter() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    pages = file.state.documents["D01"].pages
    print(f"{pages} pages, {len(file.state.redactions)} redactions: {total:.1f} s, ")
    print(f"{pages / total:.1f} pages/s, {total / drawing:.1f} x drawing them once")
    print(" : ".join(f"{name} {part / total:.0%}" for name, part in spent.items()))
    print(f"memory at the most: {peak:.0f} MB")


if __name__ == "__main__":
    main()
