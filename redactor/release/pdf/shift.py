"""Text of a finished page moved along its line, by rewriting its content stream.

Places are written anew, each for itself, so that nothing tells where a text stood.
Raises Unsafe for a page whose letters can't be followed. Text in forms is not moved;
whoever asks for it looks afterwards whether every letter stands where it should.
"""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import InvalidOperation
from typing import Any

import pikepdf

from redactor.model import Rect
from redactor.pages.mupdf import failures, library
from redactor.release.pdf.burn import Removed
from redactor.release.pdf.geometry import IDENTITY, Matrix, apply, matrix, multiply
from redactor.release.pdf.glyphs import Glyph, glyphs
from redactor.release.pdf.operators import tidy
from redactor.release.pdf.rebuild import crop_box, user_unit
from redactor.release.pdf.spacing import Move, even, moved_back
from redactor.release.pdf.unsafe import Unsafe
from redactor.release.pdf.usage import wide_widths

_STILL = 1e-4  # points
_FINE = 0.5  # points: how exactly letters have to stand where they should
# What an odd font or a damaged page can end in: then nothing moves.
_TROUBLE = (
    Unsafe,
    pikepdf.PdfError,
    KeyError,
    AttributeError,
    ValueError,
    TypeError,
    IndexError,
    OverflowError,
    InvalidOperation,
)
_SHOWS = {"Tj", "TJ", "'", '"'}
_PLACES = {"Td", "TD", "T*", "Tm"}


def evened(
    removed: Removed, still: Collection[int]
) -> tuple[Removed, dict[int, list[Move]]]:
    """Gaps made even on all pages but ``still``, with what moves where it went well."""
    found: dict[int, list[Move]] = {}
    drawn = dict(removed.boxes)
    pdf = removed.pdf
    with library().open(stream=pdf, filetype="pdf") as document:
        for number, mine in removed.boxes.items():
            if number in still or not mine:
                continue
            page = document[number - 1]
            page.set_rotation(0)
            every = glyphs(page)
            boxes, moves = even(every, mine, page.rect.width)
            after = _shifted_well(pdf, number, every, moves) if moves else pdf
            if after is not None:
                pdf, drawn[number], found[number] = after, boxes, moves
    return replace(removed, pdf=pdf, boxes=drawn), found


def _shifted_well(
    pdf: bytes, number: int, before: Sequence[Glyph], moves: Sequence[Move]
) -> bytes | None:
    """The PDF with text of a page moved, if every letter is where it should be."""
    try:
        after = shifted(pdf, number, moves)
    except _TROUBLE:
        return None
    with library().open(stream=after, filetype="pdf") as document:
        page = document[number - 1]
        page.set_rotation(0)
        there = [(g, moved_back(g.rect, moves)) for g in glyphs(page)]
    spots = Counter(_spot(g.text, back) for g, back in there if not g.is_space)
    kept = [g for g in before if not g.is_space]
    well = all(_is_there(spots, g) for g in kept)
    return after if well and sum(spots.values()) == len(kept) else None


def _spot(text: str, rect: Rect) -> tuple[str, int, int]:
    return text, round(rect.x0 / _FINE), round(rect.y0 / _FINE)


def _is_there(spots: Mapping[tuple[str, int, int], int], glyph: Glyph) -> bool:
    text, x, y = _spot(glyph.text, glyph.rect)
    return any((text, x + i, y + j) in spots for i in (-1, 0, 1) for j in (-1, 0, 1))


def shifted(pdf: bytes, number: int, moves: Sequence[Move]) -> bytes:
    """The PDF with text of a page moved. Raises Unsafe, pikepdf.PdfError."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        page = document.pages[number - 1]
        mover = _Mover(page, moves)
        steps = [
            pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(op))
            for step in pikepdf.parse_content_stream(page)
            for operands, op in mover.step(step)
        ]
        data = pikepdf.unparse_content_stream(steps)
        page.obj.Contents = document.make_stream(data)
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


@dataclass(frozen=True)
class _State:
    """What ``q`` keeps of the text, and the way from its user space."""

    matrix: Matrix = IDENTITY
    font: Any = None
    size: float = 0.0
    char: float = 0.0
    word: float = 0.0
    wide: float = 1.0
    leading: float = 0.0
    rise: float = 0.0


class _Mover:
    """Follows the letters of a content stream and writes it anew."""

    def __init__(self, page: pikepdf.Page, moves: Sequence[Move]) -> None:
        self._crop, self._unit = crop_box(page), user_unit(page)
        self._resources = page.resources
        self._moves = moves
        self._fonts: dict[str, _Font] = {}
        self._stack: list[_State] = []
        self._state = _State()
        self._line = self._at = IDENTITY
        self._placed = True  # whether the next letters need a place of their own
        self._start = IDENTITY  # where the next letters begin, moved
        self._gap = 0.0  # before the next letter, in thousandths of its size
        self._offset = 0.0  # points by which what was written last was moved

    def step(self, step: Any) -> Iterator[tuple[list[Any], str]]:
        """An instruction as it shall be. Raises Unsafe."""
        if isinstance(step, pikepdf.ContentStreamInlineImage):
            raise Unsafe("an image in the content")
        op, operands = str(step.operator), list(step.operands)
        if op in _SHOWS:
            yield from self._show(op, operands)
            return
        if op in _PLACES or op == "BT":
            self._place(op, [float(n) for n in operands])
        else:
            self._note(op, operands)
        if op not in _PLACES and op != "TL":
            yield operands, op

    def _note(self, op: str, operands: list[Any]) -> None:
        if op == "q":
            self._stack.append(self._state)
        elif op == "Q" and self._stack:
            self._state = self._stack.pop()
        elif op == "cm":
            own = matrix([float(n) for n in operands])
            after = multiply(own, self._state.matrix)
            self._state = replace(self._state, matrix=after)
        elif op == "Tf":
            name = str(operands[0])
            if name not in self._fonts:
                self._fonts[name] = _Font(self._resources.Font[name])
            size = float(operands[1])
            self._state = replace(self._state, font=self._fonts[name], size=size)
        elif op in _NUMBERS:
            self._state = _NUMBERS[op](self._state, float(operands[0]))

    def _place(self, op: str, numbers: list[float]) -> None:
        if op == "BT":
            self._line = IDENTITY
        elif op == "Tm":
            self._line = matrix(numbers)
        else:
            x, y = numbers if op != "T*" else (0.0, -self._state.leading)
            if op == "TD":
                self._state = replace(self._state, leading=-y)
            self._line = multiply((1, 0, 0, 1, x, y), self._line)
        self._at, self._placed, self._gap = self._line, False, 0.0

    def _show(self, op: str, operands: list[Any]) -> Iterator[tuple[list[Any], str]]:
        state = self._state
        if state.font is None:
            raise Unsafe("text without a font")
        if op == '"':
            word, char = float(operands[0]), float(operands[1])
            self._state = state = replace(state, word=word, char=char)
            yield [operands[0]], "Tw"
            yield [operands[1]], "Tc"
        if op in ("'", '"'):
            self._place("T*", [])
        parts = list(operands[-1]) if op == "TJ" else [operands[-1]]
        made = self._parts(parts)
        if not made:
            return
        if not self._placed:
            yield [tidy(n) for n in self._start], "Tm"
            self._placed = True
        yield [pikepdf.Array(made)], "TJ"

    def _parts(self, parts: Sequence[Any]) -> list[Any]:
        """What a show writes, with its letters moved; notes where it starts."""
        made: list[Any] = []
        run = bytearray()
        for gap, code in self._codes(parts):
            lack = gap
            offset = self._wanted()
            if not self._placed and not made and not run:
                self._start, lack = self._from(offset), 0.0
            elif abs(offset - self._offset) > _STILL:
                lack -= self._units(offset - self._offset)
            self._offset = offset
            if lack:
                made += [pikepdf.String(bytes(run))] if run else []
                made.append(tidy(lack))
                run = bytearray()
            run += code
            self._advance(code)
        return [*made, pikepdf.String(bytes(run))] if run else made

    def _codes(self, parts: Sequence[Any]) -> Iterator[tuple[float, bytes]]:
        """Each letter's code, with the gap before it in thousandths of its size.

        A gap behind the last is kept for what follows.
        """
        for part in parts:
            if isinstance(part, pikepdf.String):
                for code in self._state.font.codes(bytes(part)):
                    gap, self._gap = self._gap, 0.0
                    yield gap, code
            else:
                self._gap += float(part)
                self._go(-float(part) / 1000 * self._state.size * self._state.wide)

    def _from(self, offset: float) -> Matrix:
        """The text matrix of a show whose first letter moves by points on the page."""
        a, b, c, d, e, f = self._at
        if not offset:
            return self._at
        across, slant = self._state.matrix[:2]
        if abs(slant) > _STILL or across <= 0:
            raise Unsafe("text on a page that is turned")
        return (a, b, c, d, e + offset / self._unit / across, f)

    def _units(self, offset: float) -> float:
        """A step in thousandths of the letters' size, as arrays count it."""
        scale = multiply(self._at, self._state.matrix)[0] * self._unit
        size = self._state.size * self._state.wide * scale
        if abs(size) < _STILL:
            raise Unsafe("text without a size")
        return 1000 * offset / size

    def _wanted(self) -> float:
        """By how much the next letter moves."""
        placed = multiply(self._at, self._state.matrix)
        x, y = apply(placed, 0, self._state.rise)
        left = (x - self._crop.x0) * self._unit
        top = (self._crop.y1 - y) * self._unit
        for move in self._moves:
            if move.area.contains(left + _STILL, top):
                return move.by
        return 0.0

    def _advance(self, code: bytes) -> None:
        state = self._state
        wide = state.font.width(code) * state.size + state.char
        if code == b" ":
            wide += state.word
        self._go(wide * state.wide)

    def _go(self, by: float) -> None:
        self._at = multiply((1, 0, 0, 1, by, 0), self._at)


_NUMBERS: Mapping[str, Callable[[_State, float], _State]] = {
    "Tc": lambda state, n: replace(state, char=n),
    "Tw": lambda state, n: replace(state, word=n),
    "Tz": lambda state, n: replace(state, wide=n / 100),
    "TL": lambda state, n: replace(state, leading=n),
    "Ts": lambda state, n: replace(state, rise=n),
}


class _Font:
    """How wide the codes of a font are, for a size of 1. Raises Unsafe."""

    def __init__(self, font: pikepdf.Object) -> None:
        self._wide = 2 if font.Subtype == "/Type0" else 1
        self._widths: dict[int, float] = {}
        if font.Subtype == "/Type0":
            if font.Encoding != "/Identity-H":
                raise Unsafe("a font whose codes are not known")
            below = font.DescendantFonts[0]
            self._usual = float(below.get("/DW", 1000)) / 1000
            listed = wide_widths(below.get("/W", pikepdf.Array()))
            self._widths = {code: float(str(w)) / 1000 for code, w in listed.items()}
        elif "/Widths" in font:
            first = int(font.get("/FirstChar", 0))
            unit = 1 / 1000  # but for a drawn font, which has units of its own
            if font.Subtype == "/Type3":
                unit = float(font.FontMatrix[0])
            self._widths = {
                first + at: float(w) * unit for at, w in enumerate(font.Widths)
            }
            descriptor = font.get("/FontDescriptor", pikepdf.Dictionary())
            self._usual = float(descriptor.get("/MissingWidth", 0)) / 1000
        else:
            self._usual, self._widths = 0.0, _standard(str(font.BaseFont)[1:])

    def codes(self, text: bytes) -> Iterator[bytes]:
        for at in range(0, len(text), self._wide):
            yield text[at : at + self._wide]

    def width(self, code: bytes) -> float:
        return self._widths.get(int.from_bytes(code), self._usual)


def _standard(name: str) -> dict[int, float]:
    """Widths of a font that every reader has, in Western Europe's codes."""
    try:
        font = library().Font(name)
    except failures() as error:
        raise Unsafe("a font whose widths are not known") from error
    text = {code: bytes([code]).decode("cp1252", "ignore") for code in range(32, 256)}
    return {code: font.glyph_advance(ord(t)) for code, t in text.items() if t}
