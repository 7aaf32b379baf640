"""The boxes as they are drawn, with the code in each, and what pages are stamped with.

Where a code does not fit, a letter stands in its place and a key in the margin says
what it means; where not even a letter fits, the schedule says it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from redactor.model import Rect
from redactor.release.looks import Fill
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.geometry import grown, to_user_space

SMALLEST = 5.0
_LARGEST = 10.0
_PAD = 1.2
_TALL = 0.94  # height of letters and brackets for each point of size
_MIDDLE = 0.26  # their middle above the baseline, for each point of size
# Widths of Helvetica-Bold in thousandths, by the font's own published metrics.
_WIDTHS = {
    278: " ./,:;ijl|I",
    333: "()-ft[]r",
    389: "r",
    500: "z",
    556: "0123456789aceksvxyJ",
    584: "=+",
    611: "bdghnopquFLTZ",
    667: "EPSVXY",
    722: "ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "m",
    944: "W",
}
_PREFIXES = {"s.": "section ", "reg.": "regulation ", "r.": "regulation "}
_WIDTH = {char: width for width, chars in _WIDTHS.items() for char in chars}


# Colours by what boxes are filled with: the box, its letters.
_COLORS = {
    Fill.BLACK: ("0 g", "1 g"),
    Fill.WHITE: ("1 g", "0 g"),
    Fill.GREY: ("0.8 g", "0 g"),
}
ASIDE = "/Artifact BMC"  # begins what screen readers pass over; EMC ends it
_FRAME = 0.6  # points: the line around a white box


@dataclass(frozen=True)
class Sheet:
    """A page that boxes are drawn on: its crop box, unit and rotation.

    The key stands in ``margin``, if there is one.
    """

    crop: Rect
    unit: float
    rotation: int
    margin: Rect | None
    fill: Fill = Fill.BLACK


def width(text: str, size: float) -> float:
    """How wide a text is in Helvetica-Bold, in points."""
    return sum(_WIDTH.get(char, 722) for char in text) * size / 1000


def escaped(text: str) -> str:
    """The text as it stands between the brackets of a string."""
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def stamps(boxes: Sequence[Box], sheet: Sheet) -> bytes:
    """Content that draws the boxes with their codes."""
    letters: dict[str, str] = {}
    paint, ink = _COLORS[sheet.fill]
    out = [f"q {paint}"]
    labels = []
    for number, box in enumerate(boxes):
        mark, drawn = _span(number, box.stamp), _rectangle(box.rect, sheet)
        label = _fitting(box, sheet, letters)
        if label:
            text = text_at(label, box.rect, sheet, "/Box", ink)
            labels.append(f"{mark} {text} EMC")
            mark = ASIDE
        out += [mark, *drawn, "EMC"]
    out += labels
    if letters and sheet.margin is not None:
        key = "Key: " + "   ".join(
            f"{letter} = {stamp}" for stamp, letter in letters.items()
        )
        size = fit(key, sheet.margin, sheet.rotation, 7.5)
        if size is not None:
            text = text_at((key, size), sheet.margin, sheet, "/Key", "0 g")
            out.append(f"{paragraph(len(boxes))} {text} EMC")
    out.append("Q\n")
    return "\n".join(out).encode("cp1252", "replace")


def stamped(text: str, size: float, place: Rect, sheet: Sheet) -> bytes:
    """Content that writes a line beside what a page says."""
    line = text_at((text, size), place, sheet, "/Key", "0 g")
    return f"q {ASIDE} {line} EMC Q\n".encode("cp1252", "replace")


def paragraph(number: int) -> str:
    """Begins content that is a paragraph of its own; EMC ends it."""
    return f"/P <</MCID {number}>> BDC"


def _span(number: int, stamp: str) -> str:
    """Begins a box: what a screen reader says there, and what is copied from it."""
    said = f"redacted, {spoken(stamp)}" if stamp else "redacted"
    return f"/Span <</MCID {number} /ActualText ({escaped(said)})>> BDC"


def spoken(stamp: str) -> str:
    """Codes in words: "s.40(2)" as "section 40(2)"."""
    words = []
    for code in stamp.split(" "):
        prefix = next((p for p in _PREFIXES if code.startswith(p)), "")
        words.append(_PREFIXES.get(prefix, "") + code.removeprefix(prefix))
    return ", ".join(words)


def _fitting(
    box: Box, sheet: Sheet, letters: dict[str, str]
) -> tuple[str, float] | None:
    """The longest form of a box's code that fits in it, with its size."""
    if not box.stamp:
        return None
    for text in dict.fromkeys((box.stamp, _short(box.stamp))):
        size = fit(text, box.rect, sheet.rotation, _LARGEST)
        if size is not None:
            return text, size
    if sheet.margin is None:
        return None
    letter = letters.get(box.stamp) or _letter(len(letters))
    size = fit(letter, box.rect, sheet.rotation, _LARGEST)
    if size is None:
        return None
    letters[box.stamp] = letter
    return letter, size


def _short(stamp: str) -> str:
    """The code without the word for "section": "s.40(2)" as "40(2)"."""
    for prefix in _PREFIXES:
        stamp = " ".join(part.removeprefix(prefix) for part in stamp.split(" "))
    return stamp.strip()


def _letter(number: int) -> str:
    return chr(65 + number) if number < 26 else str(number)


def fit(text: str, rect: Rect, rotation: int, largest: float) -> float | None:
    """The largest size in which the text fits; None where that can't be read."""
    along, across = rect.width, rect.height
    if rotation in (90, 270):
        along, across = across, along
    size = min(largest, (along - 2 * _PAD) / max(width(text, 1), 0.01))
    size = min(size, (across - 1.0) / _TALL)
    return size if size >= SMALLEST else None


def _rectangle(rect: Rect, sheet: Sheet) -> list[str]:
    drawn = [f"{_corners(rect, sheet)} re f"]
    if sheet.fill is Fill.WHITE:  # its frame lies inside of it
        frame = _corners(grown(rect, -_FRAME / 2), sheet)
        drawn.append(f"0 G {_FRAME / sheet.unit:.3f} w {frame} re S")
    return drawn


def _corners(rect: Rect, sheet: Sheet) -> str:
    r = to_user_space(rect, sheet.crop, sheet.unit)
    return f"{r.x0:.3f} {r.y0:.3f} {r.width:.3f} {r.height:.3f}"


def text_at(
    label: tuple[str, float], rect: Rect, sheet: Sheet, font: str, color: str
) -> str:
    text, size = label
    r = to_user_space(rect, sheet.crop, sheet.unit)
    size /= sheet.unit
    across, up = width(text, size) / 2, size * _MIDDLE
    x, y = (r.x0 + r.x1) / 2, (r.y0 + r.y1) / 2
    cos, sin = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}[sheet.rotation]
    x, y = x - across * cos + up * sin, y - across * sin - up * cos
    return (
        f"BT {color} {font} {size:.2f} Tf {cos} {sin} {-sin} {cos} {x:.3f} {y:.3f} Tm "
        f"({escaped(text)}) Tj ET"
    )
