"""A content stream, parsed and written anew: what is shown stays, the rest is dropped.

Dropped: marked content and its properties, hidden layers, everything outside of the
crop box or the current clip, and line art that runs through a redaction box. Raises
:class:`Unsafe` for what can't be judged. Invisible *text* is taken out by
:mod:`redactor.release.pdf.burn`, which knows where glyphs are.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pikepdf

from redactor.model import Rect
from redactor.release.pdf.canvas import Canvas, Scope
from redactor.release.pdf.geometry import (
    IDENTITY,
    contains,
    grown,
    matrix,
    multiply,
    transform,
)
from redactor.release.pdf.operators import (
    BUILDING,
    IGNORED,
    PAINTING,
    PASSED,
    PLACING,
    Operand,
    numbers_of,
    strings_and_numbers,
)
from redactor.release.pdf.paint import Kind, frame, is_faint
from redactor.release.pdf.unsafe import Malformed, Unsafe
from redactor.release.pdf.weave import Weave, weave_of

if TYPE_CHECKING:
    from redactor.release.pdf.parts import Parts


_DEEPEST = 24
_UNIT = Rect(0, 0, 1, 1)
_PAPER = Rect(-15000, -15000, 15000, 15000)
_MISSING_FONT = pikepdf.Dictionary(
    Type=pikepdf.Name.Font,
    Subtype=pikepdf.Name.Type1,
    BaseFont=pikepdf.Name.Helvetica,
)


class Rewriter(Canvas):
    """Rewrites one content stream and collects the resources that it uses."""

    def __init__(self, parts: Parts, resources: pikepdf.Object, scope: Scope) -> None:
        if scope.depth > _DEEPEST:
            raise Unsafe("content inside content without end")
        super().__init__(scope)
        self.resources = pikepdf.Dictionary()
        self._parts = parts
        self._source = resources
        self._in_text = False
        self._adrift = False  # hidden text was dropped: the next show has no place
        self._names: dict[tuple[str, str], str] = {}

    def rewrite(self, instructions: Sequence[object]) -> bytes:
        """The new content stream. Raises Unsafe."""
        for instruction in instructions:
            if isinstance(instruction, pikepdf.ContentStreamInlineImage):
                self._inline(instruction)
            elif isinstance(instruction, pikepdf.ContentStreamInstruction):
                with contextlib.suppress(Malformed):  # as every reader does
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
        if op in IGNORED:
            return
        if op in BUILDING:
            numbers = numbers_of(operands, BUILDING[op])
            self._path.add(op, tuple(float(n) for n in numbers))
        elif op in PAINTING:
            self._paint(op)
        elif op in PASSED:
            self._pass(op, numbers_of(operands, PASSED[op]))
        elif op in PLACING:
            self._adrift = False
            self._put(op, *numbers_of(operands, PLACING[op]))
        elif (method := _METHODS.get(op)) is not None:
            method(self, op, operands)
        else:
            raise Malformed("an unknown drawing operator")

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

    def _font(self, _: str, operands: list[Operand]) -> None:
        if len(operands) < 2 or not isinstance(operands[-2], pikepdf.Name):
            raise Malformed("a drawing operator with wrong values")
        source = str(operands[-2])
        key = ("/Font", source)
        if key not in self._names:
            found = self._find(*key)
            if not isinstance(found, pikepdf.Dictionary):
                found = _MISSING_FONT
            self._use("/Font", source, self._parts.font(found, self))
        name = self._names[key]
        made = self.resources.Font[name]
        (size,) = numbers_of(operands, 1)
        self._state = replace(self._state, font=(name, size, made.objgen))

    def _show(self, op: str, operands: list[Operand]) -> None:
        if self.scope.kind in ("pattern", "mask", "glyph"):
            raise Unsafe(f"text inside a {self.scope.kind}")
        wanted = pikepdf.Array if op == "TJ" else pikepdf.String
        if not operands or not isinstance(operands[-1], wanted):
            raise Malformed("a drawing operator with wrong values")
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
        self._write_font()
        parts = strings_and_numbers(text) if op == "TJ" else [text]
        if self._state.font is not None:
            strings = (bytes(p) for p in parts if isinstance(p, pikepdf.String))
            self._parts.usage.show(self._state.font[2], strings)
        if op == "TJ":
            self._put(op, pikepdf.Array(parts))
            return
        if op == '"':
            word, char = numbers_of(spacing, 2)
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
            raise Malformed("a drawing operator with wrong values")
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
            self._state = replace(self._state, fill_pattern=Weave.NONE)
        else:
            self._state = replace(self._state, stroke_pattern=Weave.NONE)

    def _color(self, op: str, operands: list[Operand]) -> None:
        self._forget_pattern(op)
        if operands and isinstance(operands[-1], pikepdf.Name):
            source = str(operands[-1])
            found = self._find("/Pattern", source)
            if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
                raise Unsafe("a pattern that is missing")
            made = self._parts.pattern(found, self)
            weave = weave_of(found, self.scope.matrix)
            if op == "scn":
                self._state = replace(self._state, fill_pattern=weave)
            else:
                self._state = replace(self._state, stroke_pattern=weave)
            name = self._use("/Pattern", source, made)
            colors = numbers_of(operands[:-1], len(operands) - 1)
            self._put(op, *colors, pikepdf.Name(name))
        else:
            self._put(op, *numbers_of(operands, len(operands)))

    def _graphics_state(self, op: str, operands: list[Operand]) -> None:
        if not operands or not isinstance(operands[-1], pikepdf.Name):
            raise Malformed("a drawing operator with wrong values")
        source = str(operands[-1])
        found = self._find("/ExtGState", source)
        if not isinstance(found, pikepdf.Dictionary):
            return
        self._note_state(found)
        made = self._parts.graphics_state(found, self)
        if "/Font" in made:
            font = ("", made.Font[1], made.Font[0].objgen)
            self._state = replace(self._state, font=font, written=font)
        self._put(op, pikepdf.Name(self._use("/ExtGState", source, made)))

    def _shade(self, op: str, operands: list[Operand]) -> None:
        if not operands or not isinstance(operands[-1], pikepdf.Name):
            raise Malformed("a drawing operator with wrong values")
        source = str(operands[-1])
        found = self._find("/Shading", source)
        if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            raise Unsafe("a shading that is missing")
        if self._hidden or self._state.clip.is_empty:
            return
        if int(found.get("/ShadingType", 0)) >= 4 and self.boxes_in(self._state.clip):
            raise Unsafe("a mesh of colours under a redaction")
        clip = self._state.clip.intersection(_PAPER)
        if self._fate_in(Kind.SHADING, frame(IDENTITY, clip)).gone:
            return
        made = self._parts.colors.shading(found, self._source.get("/ColorSpace"))
        self._put(op, pikepdf.Name(self._use("/Shading", source, made)))

    # -- forms and images

    def _draw(self, _: str, operands: list[Operand]) -> None:
        if not operands or not isinstance(operands[-1], pikepdf.Name):
            raise Malformed("a drawing operator with wrong values")
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
        if "/BBox" not in source:
            return  # nothing of it is drawn
        own = matrix([float(n) for n in source.get("/Matrix", IDENTITY)])
        placed = multiply(own, self._state.matrix)
        corners = [float(n) for n in source.BBox]
        area = transform(placed, Rect(*corners).normalized())
        if self._state.clip.intersection(area).is_empty:
            return
        kind = self.scope.kind if self.scope.kind != "page" else "form"
        if "/Group" in source and is_faint(self._state.fill):
            return
        self._write_font()
        scope = self._within(placed, Rect(*corners).normalized(), kind)
        name = self._fresh("/XObject", self._parts.form(source, self._source, scope))
        self._put("Do", pikepdf.Name(name))

    def _draw_image(self, source: pikepdf.Object) -> None:
        if self.scope.kind == "mask":
            made = self._parts.haze(source, self._state.matrix)
            self._put("Do", pikepdf.Name(self._fresh("/XObject", made)))
            return
        area = transform(self._state.matrix, _UNIT)
        seen = area.intersection(self._state.clip)
        if seen.is_empty or self._state.clip.is_empty:
            return
        fate = self._fate_in(Kind.PICTURE, frame(self._state.matrix, _UNIT), source)
        if fate.gone or self._is_dry:
            return
        repeats = self.scope.kind in ("pattern", "glyph")
        if repeats and not contains(grown(seen, 1), area):
            raise Unsafe("a picture that is cut where it repeats")
        named = self._source.get("/ColorSpace")
        made, is_whole = self._parts.image(source, named, self._state.matrix, fate)
        if self.scope.ledger is not None and not is_whole:
            self.scope.ledger.blanked.append(seen)
        name = self._fresh("/XObject", made)
        self._put("Do", pikepdf.Name(name))

    def _inline(self, instruction: pikepdf.ContentStreamInlineImage) -> None:
        """An inline image becomes an ordinary one."""
        if not self._hidden:
            self._draw_image(self._parts.promoted(instruction.iimage))

    # -- resources

    @property
    def source(self) -> pikepdf.Object:
        """The resources of the stream as it came."""
        return self._source

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
