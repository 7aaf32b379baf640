"""A content stream, parsed and written anew: what is shown stays, the rest is dropped.

Dropped: marked content and its properties, hidden layers, everything outside of the
crop box or the current clip, and line art that runs through a redaction box. Raises
:class:`Unsafe` for what can't be judged. Invisible *text* is taken out by
:mod:`redactor.release.burn`, which knows where glyphs are.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

import pikepdf

from redactor.model import Rect
from redactor.release import lineart
from redactor.release.geometry import (
    EVERYWHERE,
    IDENTITY,
    NOWHERE,
    Matrix,
    grown,
    matrix,
    multiply,
    transform,
)
from redactor.release.unsafe import Unsafe

if TYPE_CHECKING:
    from redactor.release.parts import Parts

Operand: TypeAlias = "pikepdf.Object | int | float | Decimal | bool"

_DEEPEST = 24
_UNIT = Rect(0, 0, 1, 1)

# operators and how many numbers they take
_PASSED = {
    "w": 1, "J": 1, "j": 1, "M": 1, "i": 1,
    "g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4,
    "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Tr": 1, "Ts": 1,
    "d0": 2, "d1": 6,
}  # fmt: skip
_PLACING = {"Td": 2, "TD": 2, "Tm": 6, "T*": 0}
_BUILDING = {"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4, "h": 0}
_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}
_FILLING = {"f", "F", "f*", "B", "B*", "b", "b*"}
_STROKING = {"S", "s", "B", "B*", "b", "b*"}
_BOTH = {"B": ("f", "S"), "B*": ("f*", "S"), "b": ("f", "s"), "b*": ("f*", "s")}
_IGNORED = {"MP", "DP", "BX", "EX"}


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a content stream is drawn: on the page, or in something on the page.

    ``boxes`` and ``clip`` are in user space of the page. ``kind`` is "page", "form",
    "pattern", "mask" or "glyph".
    """

    matrix: Matrix = IDENTITY
    clip: Rect = EVERYWHERE
    boxes: tuple[Rect, ...] = ()
    kind: str = "page"
    depth: int = 0


@dataclass(frozen=True, slots=True)
class _Graphics:
    matrix: Matrix
    clip: Rect
    pen: float = 1.0
    fill_pattern: bool = False
    stroke_pattern: bool = False
    filling_mesh: bool = False


class Rewriter:
    """Rewrites one content stream and collects the resources that it uses."""

    def __init__(self, parts: Parts, resources: pikepdf.Object, scope: Scope) -> None:
        if scope.depth > _DEEPEST:
            raise Unsafe("content inside content without end")
        self.resources = pikepdf.Dictionary()
        self._parts = parts
        self._source = resources
        self._scope = scope
        self._state = _Graphics(scope.matrix, scope.clip)
        self._stack: list[_Graphics] = []
        self._marked: list[bool] = []
        self._out: list[tuple[Sequence[Operand], str]] = []
        self._path = lineart.Path()
        self._clipping = ""
        self._in_text = False
        self._adrift = False  # hidden text was dropped: the next show has no place
        self._names: dict[tuple[str, str], str] = {}

    def rewrite(self, instructions: Sequence[object]) -> bytes:
        """The new content stream. Raises Unsafe."""
        for instruction in instructions:
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._inline(instruction)
            elif isinstance(instruction, pikepdf.ContentStreamInstruction):
                self._step(str(instruction.operator), list(instruction.operands))
        if self._in_text:
            self._put("ET")
        self._out.extend(((), "Q") for _ in self._stack)
        return pikepdf.unparse_content_stream(
            [
                pikepdf.ContentStreamInstruction(list(operands), pikepdf.Operator(op))
                for operands, op in self._out
            ]
        )

    # -- one operator at a time

    def _step(self, op: str, operands: list[Operand]) -> None:
        if op in _IGNORED:
            return
        if op in _BUILDING:
            numbers = _numbers(operands, _BUILDING[op])
            self._path.add(op, tuple(float(n) for n in numbers))
        elif op in _PAINTING:
            self._paint(op)
        elif op in _PASSED:
            self._pass(op, _numbers(operands, _PASSED[op]))
        elif op in _PLACING:
            self._adrift = False
            self._put(op, *_numbers(operands, _PLACING[op]))
        elif (method := _METHODS.get(op)) is not None:
            method(self, op, operands)
        else:
            raise Unsafe("an unknown drawing operator")

    def _put(self, op: str, *operands: Operand) -> None:
        self._out.append((operands, op))

    @property
    def _hidden(self) -> bool:
        return not all(self._marked)

    def _pass(self, op: str, numbers: list[Operand]) -> None:
        if op == "w":
            self._state = replace(self._state, pen=abs(float(numbers[0])))
        elif op in ("g", "rg", "k"):
            self._state = replace(self._state, fill_pattern=False, filling_mesh=False)
        elif op in ("G", "RG", "K"):
            self._state = replace(self._state, stroke_pattern=False)
        self._put(op, *numbers)

    def _save(self, op: str, _: list[Operand]) -> None:
        self._stack.append(self._state)
        self._put(op)

    def _restore(self, op: str, _: list[Operand]) -> None:
        if self._stack:
            self._state = self._stack.pop()
            self._put(op)

    def _transform(self, op: str, operands: list[Operand]) -> None:
        numbers = _numbers(operands, 6)
        moved = multiply(matrix([float(n) for n in numbers]), self._state.matrix)
        self._state = replace(self._state, matrix=moved)
        self._put(op, *numbers)

    def _dash(self, op: str, operands: list[Operand]) -> None:
        if len(operands) < 2 or not isinstance(operands[-2], pikepdf.Array):
            raise Unsafe("a drawing operator with wrong values")
        lengths = _numbers(list(operands[-2]), len(operands[-2]))
        self._put(op, pikepdf.Array(lengths), *_numbers(operands, 1))

    def _intent(self, *_: object) -> None:
        """Rendering intents and flatness change nothing that one can read."""

    # -- marked content

    def _begin_marked(self, op: str, operands: list[Operand]) -> None:
        shown = True
        if op == "BDC" and len(operands) >= 2 and operands[0] == "/OC":
            entry: object = operands[1]
            if isinstance(entry, pikepdf.Name):
                entry = self._find("/Properties", str(entry))
            if isinstance(entry, pikepdf.Object):
                shown = self._parts.layers.shows(entry)
        self._marked.append(shown)

    def _end_marked(self, *_: object) -> None:
        if self._marked:
            self._marked.pop()

    # -- text

    def _text_block(self, op: str, _: list[Operand]) -> None:
        self._in_text = op == "BT"
        self._adrift = False
        self._put(op)

    def _font(self, op: str, operands: list[Operand]) -> None:
        if len(operands) < 2 or not isinstance(operands[-2], pikepdf.Name):
            raise Unsafe("a drawing operator with wrong values")
        found = self._find("/Font", str(operands[-2]))
        if not isinstance(found, pikepdf.Dictionary):
            raise Unsafe("text in a font that is missing")
        name = self._use("/Font", str(operands[-2]), self._parts.font(found, self))
        self._put(op, pikepdf.Name(name), *_numbers(operands, 1))

    def _show(self, op: str, operands: list[Operand]) -> None:
        if self._scope.kind in ("pattern", "mask", "glyph"):
            raise Unsafe(f"text inside a {self._scope.kind}")
        wanted = pikepdf.Array if op == "TJ" else pikepdf.String
        if not operands or not isinstance(operands[-1], wanted):
            raise Unsafe("a drawing operator with wrong values")
        if op in ("'", '"'):
            self._adrift = False
        if self._hidden:
            self._skip(op)
        elif self._adrift:
            raise Unsafe("shown text that continues a hidden layer's")
        else:
            self._put_text(op, operands[-1], operands[:-1])

    def _put_text(self, op: str, text: Any, spacing: list[Operand]) -> None:
        """One operator for each step: MuPDF loses lines that ' and " begin."""
        if op == "TJ":
            self._put(op, pikepdf.Array(_strings_and_numbers(text)))
            return
        if op == '"':
            word, char = _numbers(spacing, 2)
            self._put("Tw", word)
            self._put("Tc", char)
        if op in ("'", '"'):
            self._put("T*")
        self._put("Tj", pikepdf.String(bytes(text)))

    def _skip(self, op: str) -> None:
        """Leave out text of a hidden layer, but go to the next line if it does."""
        if op in ("'", '"'):
            self._put("T*")
        self._adrift = True

    # -- colours

    def _color_space(self, op: str, operands: list[Operand]) -> None:
        if not operands or not isinstance(operands[-1], pikepdf.Name):
            raise Unsafe("a drawing operator with wrong values")
        source = str(operands[-1])
        named = self._source.get("/ColorSpace")
        space = self._parts.colors.space(pikepdf.Name(source), named)
        self._forget_pattern(op)
        if isinstance(space, pikepdf.Name):
            self._put(op, space)
        else:
            name = self._use("/ColorSpace", source, space)
            self._put(op, pikepdf.Name(name))

    def _forget_pattern(self, op: str) -> None:
        if op in ("cs", "sc", "scn"):
            self._state = replace(self._state, fill_pattern=False, filling_mesh=False)
        else:
            self._state = replace(self._state, stroke_pattern=False)

    def _color(self, op: str, operands: list[Operand]) -> None:
        self._forget_pattern(op)
        if operands and isinstance(operands[-1], pikepdf.Name):
            source = str(operands[-1])
            found = self._find("/Pattern", source)
            if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
                raise Unsafe("a pattern that is missing")
            made = self._parts.pattern(found, self)
            if op == "scn":
                self._state = replace(self._state, fill_pattern=True)
            else:
                self._state = replace(self._state, stroke_pattern=True)
            name = self._use("/Pattern", source, made)
            colors = _numbers(operands[:-1], len(operands) - 1)
            self._put(op, *colors, pikepdf.Name(name))
        else:
            self._put(op, *_numbers(operands, len(operands)))

    def _graphics_state(self, op: str, operands: list[Operand]) -> None:
        if not operands or not isinstance(operands[-1], pikepdf.Name):
            raise Unsafe("a drawing operator with wrong values")
        source = str(operands[-1])
        found = self._find("/ExtGState", source)
        if not isinstance(found, pikepdf.Dictionary):
            return
        if isinstance(found.get("/LW"), int | float | Decimal):
            self._state = replace(self._state, pen=abs(float(found.LW)))
        made = self._parts.graphics_state(found, self)
        self._put(op, pikepdf.Name(self._use("/ExtGState", source, made)))

    def _shade(self, op: str, operands: list[Operand]) -> None:
        if not operands or not isinstance(operands[-1], pikepdf.Name):
            raise Unsafe("a drawing operator with wrong values")
        source = str(operands[-1])
        found = self._find("/Shading", source)
        if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            raise Unsafe("a shading that is missing")
        if self._hidden or self._state.clip.is_empty:
            return
        if int(found.get("/ShadingType", 0)) >= 4 and self.boxes_in(self._state.clip):
            raise Unsafe("a mesh of colours under a redaction")
        made = self._parts.colors.shading(found, self._source.get("/ColorSpace"))
        self._put(op, pikepdf.Name(self._use("/Shading", source, made)))

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
            narrowed = self._state.clip.intersection(shape)
            self._state = replace(self._state, clip=narrowed)

    def _paint_path(self, path: lineart.Path, op: str, shape: Rect) -> None:
        pen = self._pen() if op in _STROKING else 0.0
        boxes = self.boxes_in(grown(shape, pen))
        patterned = (self._state.fill_pattern and op in _FILLING) or (
            self._state.stroke_pattern and op in _STROKING
        )
        if boxes and patterned:
            raise Unsafe("a pattern under a redaction")
        pieces = path.subpaths
        if boxes and op in _STROKING & _FILLING:
            # a frame can't be cut while it is filled: both, one after the other
            fill, stroke = _BOTH[op]
            self._paint_path(path, fill, shape)
            op = stroke
        if boxes:
            pieces = lineart.remaining(path, self._state.matrix, boxes, pen)
        if len(path.subpaths) == 1:
            # apart, because a bar alone is drawn sharper than two in one path
            for piece in pieces:
                self._emit([piece], "", op)
        elif pieces:
            self._emit(pieces, "", op)

    def _emit(self, pieces: list[lineart.Subpath], clipping: str, op: str) -> None:
        if not pieces:  # an empty clip hides everything, as it should
            self._put("re", 0, 0, 0, 0)
        for piece in pieces:
            for numbers, step in piece.steps:
                self._put(step, *(_tidy(n) for n in numbers))
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
        return tuple(b for b in self._scope.boxes if b.intersects(grown(shape, 0.5)))

    # -- forms and images

    def _draw(self, _: str, operands: list[Operand]) -> None:
        if not operands or not isinstance(operands[-1], pikepdf.Name):
            raise Unsafe("a drawing operator with wrong values")
        found = self._find("/XObject", str(operands[-1]))
        if not isinstance(found, pikepdf.Stream) or self._hidden:
            return
        if not self._parts.layers.shows(found.get("/OC")):
            return
        kind = str(found.get("/Subtype", ""))
        if kind == "/Image":
            self._draw_image(found)
        elif kind == "/Form":
            self._draw_form(found)
        elif kind != "/PS":
            raise Unsafe("an unknown kind of drawing")

    def _draw_form(self, source: pikepdf.Object) -> None:
        own = matrix([float(n) for n in source.get("/Matrix", IDENTITY)])
        placed = multiply(own, self._state.matrix)
        corners = [float(n) for n in source.BBox]
        area = transform(placed, Rect(*corners).normalized())
        clip = self._state.clip.intersection(area)
        if clip.is_empty:
            return
        kind = self._scope.kind if self._scope.kind != "page" else "form"
        scope = Scope(placed, clip, self.boxes_in(area), kind, self._scope.depth + 1)
        name = self._fresh("/XObject", self._parts.form(source, self._source, scope))
        self._put("Do", pikepdf.Name(name))

    def _draw_image(self, source: pikepdf.Object) -> None:
        if self._scope.kind == "mask":
            raise Unsafe("an image inside a soft mask")
        area = transform(self._state.matrix, _UNIT)
        seen = area.intersection(self._state.clip)
        if seen.is_empty or self._state.clip.is_empty:
            return
        named = self._source.get("/ColorSpace")
        made, window = self._parts.image(source, named, self._state.matrix, seen)
        name = self._fresh("/XObject", made)
        if window is None:
            self._put("Do", pikepdf.Name(name))
            return
        x0, y0, x1, y1 = (
            _tidy(n) for n in (window.x0, window.y0, window.x1, window.y1)
        )
        self._put("q")
        self._put("cm", _tidy(x1 - x0), 0, 0, _tidy(y1 - y0), x0, y0)
        self._put("Do", pikepdf.Name(name))
        self._put("Q")

    def _inline(self, instruction: pikepdf.ContentStreamInlineImage) -> None:
        """An inline image becomes an ordinary one."""
        if not self._hidden:
            self._draw_image(self._parts.promoted(instruction.iimage))

    # -- resources

    @property
    def scope(self) -> Scope:
        return self._scope

    @property
    def source(self) -> pikepdf.Object:
        """The resources of the stream as it came."""
        return self._source

    @property
    def current_matrix(self) -> Matrix:
        return self._state.matrix

    def _find(self, kind: str, name: str) -> pikepdf.Object | None:
        group = self._source.get(kind)
        if not isinstance(group, pikepdf.Dictionary):
            return None
        found: pikepdf.Object | None = group.get(name)
        return found

    def _use(self, kind: str, source: str, made: pikepdf.Object) -> str:
        """The neutral name of a resource, the same each time it is used."""
        key = (kind, source)
        if key not in self._names or kind == "/Pattern":
            self._names[key] = self._fresh(kind, made)
        return self._names[key]

    def _fresh(self, kind: str, made: pikepdf.Object) -> str:
        if kind not in self.resources:
            self.resources[kind] = pikepdf.Dictionary()
        group = self.resources[kind]
        for name, value in group.items():
            if made.is_indirect and value.objgen == made.objgen:
                return str(name)
        name = f"/{kind[1]}{len(group) + 1}"
        group[name] = made
        return name


_METHODS: dict[str, Callable[[Rewriter, str, list[Operand]], None]] = {
    "q": Rewriter._save,
    "Q": Rewriter._restore,
    "cm": Rewriter._transform,
    "d": Rewriter._dash,
    "ri": Rewriter._intent,
    "gs": Rewriter._graphics_state,
    "BMC": Rewriter._begin_marked,
    "BDC": Rewriter._begin_marked,
    "EMC": Rewriter._end_marked,
    "BT": Rewriter._text_block,
    "ET": Rewriter._text_block,
    "Tf": Rewriter._font,
    "Tj": Rewriter._show,
    "TJ": Rewriter._show,
    "'": Rewriter._show,
    '"': Rewriter._show,
    "CS": Rewriter._color_space,
    "cs": Rewriter._color_space,
    "SC": Rewriter._color,
    "SCN": Rewriter._color,
    "sc": Rewriter._color,
    "scn": Rewriter._color,
    "sh": Rewriter._shade,
    "W": Rewriter._clip_next,
    "W*": Rewriter._clip_next,
    "Do": Rewriter._draw,
}


def _numbers(operands: list[Operand], count: int) -> list[Operand]:
    """The last ``count`` operands, all numbers. Raises Unsafe."""
    last = operands[-count:] if count else []
    if len(last) < count or not all(isinstance(n, int | float | Decimal) for n in last):
        raise Unsafe("a drawing operator with wrong values")
    return last


def _strings_and_numbers(array: pikepdf.Object) -> list[Operand]:
    made: list[Operand] = []
    for item in array:
        if isinstance(item, pikepdf.String):
            made.append(pikepdf.String(bytes(item)))
        elif isinstance(item, int | float | Decimal):
            made.append(item)
        else:
            raise Unsafe("a drawing operator with wrong values")
    return made


def _tidy(number: float | Decimal) -> Decimal:
    """A number as a content stream may hold it: no exponent, six places."""
    return Decimal(f"{number:.6f}").normalize() if number else Decimal(0)
