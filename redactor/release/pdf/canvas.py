"""What is being drawn on: the graphics state of a content stream, and its paths."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeAlias

import pikepdf

from redactor.model import Rect
from redactor.release.pdf import lineart
from redactor.release.pdf.geometry import (
    EVERYWHERE,
    IDENTITY,
    NOWHERE,
    Matrix,
    grown,
    invert,
    matrix,
    multiply,
    transform,
    upright,
)
from redactor.release.pdf.operators import (
    BOTH,
    FILLING,
    STROKING,
    Operand,
    numbers_of,
    tidy,
)
from redactor.release.pdf.paint import (
    BROAD,
    STAYS,
    Area,
    Fate,
    Kind,
    Ledger,
    Paint,
    frame,
    is_faint,
)
from redactor.release.pdf.unsafe import Malformed, Unsafe
from redactor.release.pdf.weave import Weave

_SEEN_THROUGH = ("/SMask", "/Mask", "/ImageMask", "/IM", "/SMaskInData")
Font: TypeAlias = tuple[str, Operand, tuple[int, int]]  # name, size, object
_CLIPPING_TEXT = 4  # text rendering modes from which letters clip what follows


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a content stream is drawn: on the page, or in something on the page.

    ``boxes`` and ``clip`` are in user space of the page. ``kind`` is "page", "form",
    "pattern", "mask" or "glyph". What is painted is entered in the ``ledger``;
    ``solid`` says that nothing shows through what is painted here.
    """

    matrix: Matrix = IDENTITY
    clip: Rect = EVERYWHERE
    boxes: tuple[Rect, ...] = ()
    kind: str = "page"
    depth: int = 0
    ledger: Ledger | None = None
    clips: tuple[Area, ...] = ()
    solid: bool = True
    font: Font | None = None


@dataclass(frozen=True, slots=True)
class _Graphics:
    matrix: Matrix
    clip: Rect
    pen: float = 1.0
    fill_pattern: Weave = Weave.NONE
    stroke_pattern: Weave = Weave.NONE
    clips: tuple[Area, ...] = ()
    fill: float = 1.0  # opacity
    stroke: float = 1.0
    dashed: bool = False
    font: Font | None = None  # as chosen
    written: Font | None = None  # as the stream says so far
    solid: bool = True  # no mask, no mixing of colours, no clip made of letters


class Canvas:
    """Keeps the graphics state and writes operators; decides which paths are seen."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._state = _Graphics(
            scope.matrix,
            scope.clip,
            clips=scope.clips,
            solid=scope.solid,
            font=scope.font,
            written=scope.font,
        )
        self._stack: list[_Graphics] = []
        self._marked: list[bool] = []
        self._out: list[tuple[Sequence[Operand], str]] = []
        self._path = lineart.Path()
        self._clipping = ""

    @property
    def current_matrix(self) -> Matrix:
        return self._state.matrix

    def _put(self, op: str, *operands: Operand) -> None:
        self._out.append((operands, op))

    @property
    def _hidden(self) -> bool:
        return not all(self._marked)

    def _pass(self, op: str, numbers: list[Operand]) -> None:
        if op == "w":
            self._state = replace(self._state, pen=abs(float(numbers[0])))
        elif op in ("g", "rg", "k"):
            self._state = replace(self._state, fill_pattern=Weave.NONE)
        elif op in ("G", "RG", "K"):
            self._state = replace(self._state, stroke_pattern=Weave.NONE)
        elif op == "Tr" and int(numbers[0]) >= _CLIPPING_TEXT:
            self._state = replace(self._state, solid=False)
        self._put(op, *numbers)

    def _save(self, op: str, _: list[Operand]) -> None:
        self._stack.append(self._state)
        self._put(op)

    def _restore(self, op: str, _: list[Operand]) -> None:
        if self._stack:
            self._state = self._stack.pop()
            self._put(op)

    def _transform(self, op: str, operands: list[Operand]) -> None:
        numbers = numbers_of(operands, 6)
        moved = multiply(matrix([float(n) for n in numbers]), self._state.matrix)
        self._state = replace(self._state, matrix=moved)
        self._put(op, *numbers)

    def _dash(self, op: str, operands: list[Operand]) -> None:
        if len(operands) < 2 or not isinstance(operands[-2], pikepdf.Array):
            raise Malformed("a drawing operator with wrong values")
        lengths = numbers_of(list(operands[-2]), len(operands[-2]))
        self._state = replace(self._state, dashed=bool(lengths))
        self._put(op, pikepdf.Array(lengths), *numbers_of(operands, 1))

    def _intent(self, *_: object) -> None:
        """Rendering intents and flatness change nothing that one can read."""

    # -- paths

    def _clip_next(self, op: str, _: list[Operand]) -> None:
        self._clipping = op

    def _paint(self, op: str) -> None:
        path, self._path = self._path, lineart.Path()
        clipping, self._clipping = self._clipping, ""
        shape = path.bounds(self._state.matrix)
        if shape is None:
            if clipping:
                self._emit(path.subpaths, clipping, "n")
                self._state = replace(self._state, clip=NOWHERE)
            return
        shown = not self._hidden and op != "n" and self._reaches(shape)
        shown = shown and self._is_seen(path, op, whole=bool(clipping))
        if clipping and not (shown and self.boxes_in(shape)):
            # one path, painted and clipped with, as it was
            pieces = lineart.remaining_clip(
                path, self._state.matrix, self.boxes_in(shape)
            )
            self._emit(pieces, clipping, op if shown else "n")
        else:
            if shown:
                self._paint_path(path, op, shape)
            if clipping:
                pieces = lineart.remaining_clip(
                    path, self._state.matrix, self.boxes_in(shape)
                )
                self._emit(pieces, clipping, "n")
        if clipping:
            self._narrow(path, shape, clipping)

    def _narrow(self, path: lineart.Path, shape: Rect, clipping: str) -> None:
        clips = self._state.clips
        if not lineart.is_rectangle(path, self._state.matrix):
            clips += (lineart.area(path, self._state.matrix, odd=clipping == "W*"),)
        narrowed = self._state.clip.intersection(shape)
        self._state = replace(self._state, clip=narrowed, clips=clips)

    def _is_seen(self, path: lineart.Path, op: str, *, whole: bool) -> bool:
        """Whether a path is seen; what of it is not is taken off unless ``whole``."""
        fate = self._fate_of(path, op)
        if fate.pieces and not whole:
            every = enumerate(path.subpaths)
            path.subpaths = [p for at, p in every if at not in fate.pieces]
        return not fate.gone

    def _fate_of(self, path: lineart.Path, op: str) -> Fate:
        """Enter a path in the ledger."""
        state, ledger = self._state, self.scope.ledger
        if ledger is None:
            return STAYS
        pen = self._pen() if op in STROKING else 0.0
        filled = op in FILLING
        shape = lineart.area(path, state.matrix, odd="*" in op, filled=filled, pen=pen)
        covers = state.solid and (self._is_solid_fill(op) or self._is_solid_line(pen))
        faint = is_faint(state.fill) if filled else is_faint(state.stroke)
        if filled and pen:
            faint = faint and is_faint(state.stroke)
        return ledger.enter(
            Paint(Kind.DRAWING, shape, state.clip, state.clips, covers, faint)
        )

    def _paint_path(self, path: lineart.Path, op: str, shape: Rect) -> None:
        pen = self._pen() if op in STROKING else 0.0
        boxes = self.boxes_in(grown(shape, pen))
        weaves = [self._state.fill_pattern] if op in FILLING else []
        weaves += [self._state.stroke_pattern] if op in STROKING else []
        if boxes and Weave.COARSE in weaves:
            raise Unsafe("a pattern under a redaction")
        pieces = path.subpaths
        if boxes and op in STROKING & FILLING:
            # a frame can't be cut while it is filled: both, one after the other
            fill, stroke = BOTH[op]
            self._paint_path(path, fill, shape)
            op = stroke
        if boxes:
            pieces = lineart.remaining(path, self._state.matrix, boxes, pen)
        if boxes and Weave.FINE in weaves:
            self._put("q")
            self._keep_out(boxes, grown(shape, pen + 1))
            self._emit(pieces, "", op)
            self._put("Q")
            return
        if len(path.subpaths) == 1:
            # apart, because a bar alone is drawn sharper than two in one path
            for piece in pieces:
                self._emit([piece], "", op)
        elif pieces:
            self._emit(pieces, "", op)

    def _keep_out(self, boxes: Sequence[Rect], shape: Rect) -> None:
        """Clip to what of a rectangle of user space is outside of the boxes."""
        back = invert(self._state.matrix)
        if back is None:
            raise Unsafe("a pattern under a redaction")
        for box in boxes:
            for rect in (shape.union(box), box):
                first, *others = frame(back, rect).pieces[0]
                self._put("m", *(tidy(n) for n in first))
                for point in others:
                    self._put("l", *(tidy(n) for n in point))
                self._put("h")
            self._put("W*")
            self._put("n")

    def _emit(self, pieces: list[lineart.Subpath], clipping: str, op: str) -> None:
        if not pieces:  # an empty clip hides everything, as it should
            self._put("re", 0, 0, 0, 0)
        for piece in pieces:
            for numbers, step in piece.steps:
                self._put(step, *(tidy(n) for n in numbers))
        if clipping:
            self._put(clipping)
        self._put(op)

    def _pen(self) -> float:
        """Half the line's width in points of user space, at least a hair."""
        m = self._state.matrix
        scale = max(abs(m[0]) + abs(m[2]), abs(m[1]) + abs(m[3]))
        return max(self._state.pen * scale / 2, 0.1)

    def _reaches(self, shape: Rect) -> bool:
        """Whether anything drawn within this rectangle can be seen."""
        near = grown(shape, self._pen() + 1)
        return not self._state.clip.is_empty and near.intersects(self._state.clip)

    def boxes_in(self, shape: Rect) -> tuple[Rect, ...]:
        """The redaction boxes that touch this rectangle of user space."""
        return tuple(b for b in self.scope.boxes if b.intersects(grown(shape, 0.5)))

    @property
    def _is_dry(self) -> bool:
        """Whether this only finds out what is painted."""
        return self.scope.ledger is not None and self.scope.ledger.fates is None

    def _fate_in(
        self, kind: Kind, area: Area, image: pikepdf.Object | None = None
    ) -> Fate:
        """Enter a picture or shading in the ledger."""
        state, ledger = self._state, self.scope.ledger
        if ledger is None:
            return STAYS
        covers = image is not None and not any(key in image for key in _SEEN_THROUGH)
        covers = covers and state.solid and state.fill >= 1
        faint = is_faint(state.fill)
        return ledger.enter(Paint(kind, area, state.clip, state.clips, covers, faint))

    def _is_solid_fill(self, op: str) -> bool:
        state = self._state
        return op in FILLING and state.fill >= 1 and state.fill_pattern is Weave.NONE

    def _is_solid_line(self, pen: float) -> bool:
        """Whether a line is so thick that it hides what it runs over."""
        state = self._state
        plain = state.stroke_pattern is Weave.NONE and not state.dashed
        whole = state.stroke >= 1 and plain
        return whole and 2 * pen >= BROAD and upright(state.matrix)

    def _within(self, placed: Matrix, frame_of: Rect, kind: str) -> Scope:
        """The scope of a form that is placed here."""
        state, area = self._state, transform(placed, frame_of)
        clips = state.clips
        if not upright(placed):
            clips += (frame(placed, frame_of),)
        return Scope(
            placed,
            state.clip.intersection(area),
            self.boxes_in(area),
            kind,
            self.scope.depth + 1,
            self.scope.ledger,
            clips,
            state.solid and state.fill >= 1,
            state.font,
        )

    def _write_font(self) -> None:
        """Say which font is chosen, now that something is shown in it."""
        font = self._state.font
        if font is not None and font != self._state.written:
            self._put("Tf", pikepdf.Name(font[0]), font[1])
            self._state = replace(self._state, written=font)

    def _note_state(self, found: pikepdf.Object) -> None:
        """Keep in mind what decides whether things are seen, or seen through."""
        if isinstance(found.get("/LW"), int | float | Decimal):
            self._state = replace(self._state, pen=abs(float(found.LW)))
        if isinstance(found.get("/ca"), int | float | Decimal):
            self._state = replace(self._state, fill=float(found.ca))
        if isinstance(found.get("/CA"), int | float | Decimal):
            self._state = replace(self._state, stroke=float(found.CA))
        mixed = found.get("/BM", pikepdf.Name.Normal)
        masked = found.get("/SMask", pikepdf.Name("/None"))
        solid = self._state.solid
        if "/BM" in found or "/SMask" in found:
            plain = str(mixed) in ("/Normal", "/Compatible")
            solid = solid and plain and not isinstance(masked, pikepdf.Dictionary)
        self._state = replace(self._state, solid=solid)
