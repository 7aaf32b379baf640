"""The letters of a page's content stream, followed one by one, and written anew.

What is written has places of its own, so that nothing tells where a letter stood that
moved or went. Raises Unsafe where letters can't be followed; those in forms are not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import InvalidOperation
from typing import Any

import pikepdf

from redactor.pages.mupdf import failures, library
from redactor.release.pdf.geometry import IDENTITY, Matrix, apply, matrix, multiply
from redactor.release.pdf.operators import tidy
from redactor.release.pdf.rebuild import crop_box, user_unit
from redactor.release.pdf.unsafe import Unsafe
from redactor.release.pdf.usage import wide_widths

STILL = 1e-4  # points
# What an odd font or a damaged page can end in: then nothing is written.
TROUBLE = (
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


def followed(page: pikepdf.Page, follower: Follower) -> bytes:
    """The page's content as a follower writes it. Raises Unsafe, pikepdf.PdfError."""
    steps = [
        pikepdf.ContentStreamInstruction(operands, pikepdf.Operator(op))
        for step in pikepdf.parse_content_stream(page)
        for operands, op in follower.step(step)
    ]
    return pikepdf.unparse_content_stream(steps)


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


class Follower:
    """Follows the letters of a content stream and writes it anew.

    Who makes one of its kind says which letters move, and which are left out, and
    whether the width of spaces is written at each, so that no number tells it.
    """

    counts_spaces = False

    def __init__(self, page: pikepdf.Page) -> None:
        self._crop, self._unit = crop_box(page), user_unit(page)
        self._resources = page.resources
        self._fonts: dict[str, Font] = {}
        self._stack: list[_State] = []
        self._state = _State()
        self._line = self._at = IDENTITY
        self._placed = True  # whether the next letters need a place of their own
        self._start = IDENTITY  # where the next letters begin, moved
        self._gap = 0.0  # before the next letter, in thousandths of its size
        self._offset = 0.0  # points by which what was written last was moved

    def moves_by(self, left: float, top: float) -> float:
        """Points to the right by which a letter moves that begins there on the page."""
        del left, top
        return 0.0

    def leaves_out(self, left: float, top: float) -> bool:
        """Whether a letter that begins there goes; its room stays open."""
        del left, top
        return False

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
        if op not in _PLACES and op != "TL" and not (op == "Tw" and self.counts_spaces):
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
                self._fonts[name] = Font(self._resources.Font[name])
            size = float(operands[1])
            if self._gap and size:  # it is counted in letters of the next show
                self._gap *= self._state.size / size
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
            if not self.counts_spaces:
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
            left, top = self._here()
            if self.leaves_out(left, top):
                self._gap = gap - self._room(code)
                self._advance(code)
                continue
            lack = gap
            offset = self.moves_by(left, top)
            if not self._placed and not made and not run:
                self._start, lack = self._from(offset), 0.0
            elif abs(offset - self._offset) > STILL:
                lack -= self._units(offset - self._offset)
            self._offset = offset
            if lack:
                made += [pikepdf.String(bytes(run))] if run else []
                made.append(tidy(lack))
                run = bytearray()
            run += code
            self._advance(code)
            if self.counts_spaces and code == b" ":
                self._gap -= 1000 * self._state.word / self._state.size
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
        if abs(slant) > STILL or across <= 0:
            raise Unsafe("text on a page that is turned")
        return (a, b, c, d, e + offset / self._unit / across, f)

    def _units(self, offset: float) -> float:
        """A step in thousandths of the letters' size, as arrays count it."""
        scale = multiply(self._at, self._state.matrix)[0] * self._unit
        size = self._state.size * self._state.wide * scale
        if abs(size) < STILL:
            raise Unsafe("text without a size")
        return 1000 * offset / size

    def _here(self) -> tuple[float, float]:
        """Where on the page the next letter begins."""
        placed = multiply(self._at, self._state.matrix)
        x, y = apply(placed, 0, self._state.rise)
        return (x - self._crop.x0) * self._unit, (self._crop.y1 - y) * self._unit

    def _advance(self, code: bytes) -> None:
        self._go(self._wide(code) * self._state.wide)

    def _room(self, code: bytes) -> float:
        """What a letter takes, in thousandths of its size, as arrays count it."""
        if abs(self._state.size) < STILL:
            raise Unsafe("text without a size")
        return 1000 * self._wide(code) / self._state.size

    def _wide(self, code: bytes) -> float:
        state = self._state
        wide = state.font.width(code) * state.size + state.char
        return float(wide + state.word if code == b" " else wide)

    def _go(self, by: float) -> None:
        self._at = multiply((1, 0, 0, 1, by, 0), self._at)


_NUMBERS: Mapping[str, Callable[[_State, float], _State]] = {
    "Tc": lambda state, n: replace(state, char=n),
    "Tw": lambda state, n: replace(state, word=n),
    "Tz": lambda state, n: replace(state, wide=n / 100),
    "TL": lambda state, n: replace(state, leading=n),
    "Ts": lambda state, n: replace(state, rise=n),
}


class Font:
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
