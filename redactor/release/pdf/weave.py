"""What a pattern can say under a redaction: a blend of colours nothing, nor a hatch."""

from __future__ import annotations

from enum import Enum, auto

import pikepdf

from redactor.model import Rect
from redactor.release.pdf.geometry import IDENTITY, Matrix, matrix, multiply, transform

_FINE = 12.0  # points within which a hatch repeats: too small for a word
_FIELD, _MESH = 1, 4  # kinds of shading that can be a picture: of a table, from here on
_TABLE = 0  # the kind of function that is one


class Weave(Enum):
    """What an area or line is painted with."""

    NONE = auto()  # one colour
    SMOOTH = auto()  # colours that blend along a line or from a point
    FINE = auto()  # a small cell, again and again
    COARSE = auto()  # anything else: it may be a picture of something


def weave_of(pattern: pikepdf.Object, base: Matrix) -> Weave:
    """What a pattern is, used where ``base`` leads to the page's user space."""
    if int(pattern.get("/PatternType", 0)) == 2:
        shading = pattern.Shading
        kind = int(shading.get("/ShadingType", 0))
        return Weave.COARSE if kind >= _MESH or _is_field(shading) else Weave.SMOOTH
    own = matrix([float(n) for n in pattern.get("/Matrix", IDENTITY)])
    steps = (abs(float(pattern.get(key, 0))) for key in ("/XStep", "/YStep"))
    cell = transform(multiply(own, base), Rect(0, 0, *steps))
    is_fine = 0 < max(cell.width, cell.height) <= _FINE
    return Weave.FINE if is_fine else Weave.COARSE


def _is_field(shading: pikepdf.Object) -> bool:
    """Whether each point has a colour of its own, taken from a table."""
    function = shading.get("/Function", pikepdf.Dictionary())
    every = function if isinstance(function, pikepdf.Array) else [function]
    of_tables = any(f.get("/FunctionType") == _TABLE for f in every)
    return int(shading.get("/ShadingType", 0)) <= _FIELD and of_tables
