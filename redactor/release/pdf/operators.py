"""The operators of content streams, what they take, and how operands are read."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

import pikepdf

from redactor.release.pdf.unsafe import Malformed

Operand: TypeAlias = "pikepdf.Object | int | float | Decimal | bool"

# operators and how many numbers they take
PASSED = {
    "w": 1, "J": 1, "j": 1, "M": 1, "i": 1,
    "g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4,
    "Tc": 1, "Tw": 1, "Tz": 1, "TL": 1, "Tr": 1, "Ts": 1,
    "d0": 2, "d1": 6,
}  # fmt: skip
PLACING = {"Td": 2, "TD": 2, "Tm": 6, "T*": 0}
BUILDING = {"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4, "h": 0}
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "n"}
FILLING = {"f", "F", "f*", "B", "B*", "b", "b*"}
STROKING = {"S", "s", "B", "B*", "b", "b*"}
BOTH = {"B": ("f", "S"), "B*": ("f*", "S"), "b": ("f", "s"), "b*": ("f*", "s")}
IGNORED = {"MP", "DP", "BX", "EX"}


def numbers_of(operands: list[Operand], count: int) -> list[Operand]:
    """The last ``count`` operands, all numbers. Raises Malformed."""
    last = operands[-count:] if count else []
    if len(last) < count or not all(isinstance(n, int | float | Decimal) for n in last):
        raise Malformed("a drawing operator with wrong values")
    return last


def strings_and_numbers(array: pikepdf.Object) -> list[Operand]:
    made: list[Operand] = []
    for item in array:
        if isinstance(item, pikepdf.String):
            made.append(pikepdf.String(bytes(item)))
        elif isinstance(item, int | float | Decimal):
            made.append(item)
        else:
            raise Malformed("a drawing operator with wrong values")
    return made


def tidy(number: float | Decimal) -> Decimal:
    """A number as a content stream may hold it: no exponent, six places."""
    return Decimal(f"{number:.6f}").normalize() if number else Decimal(0)
