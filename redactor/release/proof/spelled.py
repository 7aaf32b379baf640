"""A PDF's text as its content streams spell it: the proof's third reader.

It follows codes through each font's own tables to letters and minds no place, clip or
colour: what no renderer shows, a program that copies text out may read all the same.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

import pikepdf

from redactor.release.pdf.glyphfiles import text_of
from redactor.release.pdf.usage import differences, mapped
from redactor.release.proof.needles import Text

_GAP = -180.0  # thousandths of the size: how far apart two words are at least
_NEW_LINE = {"Td", "TD", "T*", "Tm", "BT", "'", '"'}
_SHOWS = {"Tj", "TJ", "'", '"'}
_DEEPEST = 12
_Letters: TypeAlias = tuple[dict[int, str], int]


def spelled(pdf: bytes) -> Iterator[tuple[int, Text]]:
    """Each page's number and its text, with a gap for each move and without any."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        known: dict[tuple[int, int], _Letters] = {}
        for number, page in enumerate(document.pages, 1):
            parts = list(_shown(page.obj, page.resources, known, 0))
            yield number, Text(" ".join(p for p in parts if p.strip()))
            yield number, Text("".join(p.strip("\n") for p in parts))


def _shown(
    stream: pikepdf.Object,
    resources: pikepdf.Object,
    known: dict[tuple[int, int], _Letters],
    depth: int,
) -> Iterator[str]:
    """What is shown between two moves to another place."""
    source: Any = pikepdf.Page(stream) if "/Contents" in stream else stream
    if "/Contents" not in stream and not isinstance(stream, pikepdf.Stream):
        return
    letters: _Letters = ({}, 1)
    run: list[str] = []
    for step in pikepdf.parse_content_stream(source):
        op, operands = str(step.operator), step.operands
        if op in _NEW_LINE:
            yield "".join(run)
            run = []
        if op == "Tf":
            font = _within(resources, "/Font", operands[0])
            letters = _letters(font, known) if font is not None else letters
        elif op in _SHOWS:
            run += _read(operands[-1], letters)
        elif op == "Do" and depth < _DEEPEST:
            form = _within(resources, "/XObject", operands[0])
            if form is not None and form.get("/Subtype") == "/Form":
                inner = form.get("/Resources", resources)
                yield from _shown(form, inner, known, depth + 1)
    yield "".join(run)


def _within(
    resources: pikepdf.Object, kind: str, name: object
) -> pikepdf.Object | None:
    group = resources.get(kind, pikepdf.Dictionary())
    found: pikepdf.Object | None = group.get(str(name))
    return found


def _read(shown: Any, letters: _Letters) -> Iterator[str]:
    items: Iterable[Any] = shown if isinstance(shown, pikepdf.Array) else [shown]
    table, wide = letters
    for item in items:
        if isinstance(item, pikepdf.String):
            data = bytes(item)
            for at in range(0, len(data), wide):
                yield table.get(int.from_bytes(data[at : at + wide]), "")
        elif float(item) < _GAP:
            yield " "


def _letters(font: pikepdf.Object, known: dict[tuple[int, int], _Letters]) -> _Letters:
    """What each code of a font says, and how many bytes a code has."""
    if font.is_indirect and font.objgen in known:
        return known[font.objgen]
    wide = 2 if font.get("/Subtype") == "/Type0" else 1
    table: dict[int, str] = {}
    if wide == 1:
        named = differences(font)
        table = {code: text_of(code, named.get(code)) for code in range(256)}
    if isinstance(font.get("/ToUnicode"), pikepdf.Stream):
        for code, data in mapped(bytes(font.ToUnicode.read_bytes())):
            table[code] = data.decode("utf-16-be", "ignore")
    if font.is_indirect:
        known[font.objgen] = table, wide
    return table, wide
