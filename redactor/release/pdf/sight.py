"""What can be seen of a page, and what of its text can't."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from PIL import Image

from redactor.model import Rect
from redactor.pages.mupdf import library
from redactor.release.pdf.beneath import beneath, changed, without_text
from redactor.release.pdf.geometry import Bands, grown
from redactor.release.pdf.glyphs import Glyph

PICTURE = 200 / 72  # pixels per point of a page that is released as a picture
_SHARP = 2.0  # pixels per point at which the eye of the program looks at a page
FAINT = 8  # levels of 255 between letters and paper that nobody can see
_CONTRAST = 48  # levels by which ink stands out from its surroundings
_MIDDLE = 128  # level between dark and pale
_TINY = 1.0  # points: smaller text can't be read
_THROUGHOUT = 0.9  # share of a row of pixels that a rule or background fills
_EDGE = 1.0  # points at a box's edge into which what stands beside it may reach


def look(page: Any, *, annotations: bool = False, sharp: float = _SHARP) -> Image.Image:
    """The page in grey, ``sharp`` pixels for each point."""
    pixels = page.get_pixmap(
        matrix=library().Matrix(sharp, sharp),
        colorspace=library().csGRAY,
        alpha=False,
        annots=annotations,
    )
    return Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)


@contextmanager
def opened(pdf: bytes) -> Iterator[Callable[[int, int, int], Image.Image]]:
    """A way to see pages of a PDF in colour before rotation, in so many pixels."""
    mupdf = library()
    with mupdf.open(stream=pdf, filetype="pdf") as document:

        def view(number: int, width: int, height: int) -> Image.Image:
            page = document[number - 1]
            turned = page.rotation
            page.set_rotation(0)
            way = mupdf.Matrix(width / page.rect.width, height / page.rect.height)
            pixels = page.get_pixmap(matrix=way, colorspace=mupdf.csRGB, annots=False)
            page.set_rotation(turned)
            image = Image.frombytes("RGB", (pixels.w, pixels.h), pixels.samples)
            return (
                image
                if image.size == (width, height)
                else image.resize((width, height))
            )

        yield view


def pixels_of(rect: Rect, image: Image.Image) -> tuple[int, int, int, int] | None:
    """The pixels of a rectangle; None where it has none on the page."""
    x0, y0 = max(int(rect.x0 * _SHARP), 0), max(int(rect.y0 * _SHARP), 0)
    x1 = min(int(rect.x1 * _SHARP) + 1, image.width)
    y1 = min(int(rect.y1 * _SHARP) + 1, image.height)
    return (x0, y0, x1, y1) if x0 < x1 and y0 < y1 else None


class Why(StrEnum):
    """Why nobody can see a letter."""

    OFF_PAGE = "outside of the page"
    TINY = "too small to be seen"
    DARK = "under a dark area"
    COVERED = "under a picture or a shape, or cut off"
    PALE = "in the colour of the paper, invisible or covered"


def hidden(
    page: Any, every: Sequence[Glyph], *, annotations: bool = False
) -> dict[Glyph, Why]:
    """Letters that nobody can see: off the page, tiny, or without any contrast."""
    if not every:
        return {}
    image = look(page, annotations=annotations)
    whole = Rect(0, 0, page.rect.width, page.rect.height)
    found = {g: why for g in every if (why := _hidden_by(g, image, whole))}
    seen = [g for g in every if g not in found]
    if others := beneath(page, seen):
        found |= _covered(page, others, image, annotations=annotations)
    beside = {
        g: [
            n for n in every[max(at - 1, 0) : at + 2] if n in found and n.line == g.line
        ]
        for at, g in enumerate(every)
        if g in found
    }
    return {
        g: why
        for g, why in found.items()
        if why in (Why.OFF_PAGE, Why.TINY, Why.COVERED)
        or len(beside[g]) > 1
        or _is_even(g, image)
    }


def _covered(
    page: Any, letters: Iterable[Glyph], image: Image.Image, *, annotations: bool
) -> dict[Glyph, Why]:
    """Those of the letters without which the page would look the same."""
    with library().open(stream=without_text(page), filetype="pdf") as bare:
        off = changed(image, look(bare[0], annotations=annotations), FAINT)
    return {
        g: Why.COVERED
        for g in letters
        if (window := pixels_of(g.core if g.level else g.rect, off))
        if off.crop(window).getbbox() is None
    }


def _hidden_by(glyph: Glyph, image: Image.Image, whole: Rect) -> Why | None:
    core = glyph.core
    if not whole.contains((core.x0 + core.x1) / 2, (core.y0 + core.y1) / 2):
        return Why.OFF_PAGE
    if glyph.size < _TINY:
        return Why.TINY
    if glyph.is_space:
        return None
    where = core if glyph.text.isalnum() and glyph.level else glyph.rect
    window = pixels_of(where, image)
    if window is None:
        return Why.OFF_PAGE
    low, high = extremes(image, window)
    if high - low > FAINT:
        return None
    return Why.DARK if low < _MIDDLE else Why.PALE


def under(letters: Iterable[Glyph], changes: Image.Image) -> set[Glyph]:
    """Those of the letters on the page near which the picture of changes is white."""
    found = set()
    for glyph in letters:
        by = 0.5 * glyph.size
        window = pixels_of(grown(glyph.rect.union(glyph.core), by), changes)
        if window is not None and changes.crop(window).getbbox() is not None:
            found.add(glyph)
    return found


def _is_even(glyph: Glyph, image: Image.Image) -> bool:
    """Whether a letter's surroundings are as even as itself.

    If not, and its neighbours can be seen, it is just as wide as its stem, such as a
    bold l.
    """
    wide = Rect(glyph.rect.x0 - 0.5, glyph.core.y0, glyph.rect.x1 + 0.5, glyph.core.y1)
    window = pixels_of(wide, image)
    if window is None:
        return False
    low, high = extremes(image, window)
    return high - low <= FAINT


def extremes(image: Image.Image, window: tuple[int, int, int, int]) -> tuple[int, int]:
    """The darkest and the palest level in a window of a grey picture."""
    low, high = image.crop(window).getextrema()
    return int(low), int(high)  # type: ignore[arg-type]  # of a grey picture


def has_residue(page: Any, rects: Sequence[Rect], after: Sequence[Glyph]) -> bool:
    """Whether anything but rules and backgrounds can be seen where boxes will be."""
    image, near = look(page), Bands(after, lambda g: g.rect)
    for rect in rects:
        inner = grown(rect, -min(_EDGE, rect.width / 4, rect.height / 4))
        if window := pixels_of(inner, image):
            for glyph in near.near(rect):
                if glyph.rect.intersects(rect) and (
                    part := pixels_of(glyph.rect, image)
                ):
                    image.paste(paper(image, window), part)
            if is_written(image.crop(window)):
                return True
    return False


def paper(image: Image.Image, window: tuple[int, int, int, int]) -> int:
    """The level that most of a window of a grey picture has."""
    counts = image.crop(window).histogram()
    return counts.index(max(counts))


def is_written(part: Image.Image) -> bool:
    """Whether anything stands out but lines that run right through the window."""
    low, high = extremes(part, (0, 0, *part.size))
    if high - low <= _CONTRAST:
        return False
    width, height = part.size
    data = part.tobytes()
    paper = Counter(data).most_common(1)[0][0]
    rows = [data[y * width : (y + 1) * width] for y in range(height)]
    of_rows = [_ruling(row, paper) for row in rows]
    of_columns = [_ruling(data[x::width], paper) for x in range(width)]
    odd = sum(
        abs(value - paper) > _CONTRAST
        and abs(value - of_rows[y]) > _CONTRAST
        and abs(value - of_columns[x]) > _CONTRAST
        for y, row in enumerate(rows)
        for x, value in enumerate(row)
    )
    return odd > 3


def _ruling(values: bytes, paper: int) -> int:
    """The level that nearly all of these have; the paper's where there is none."""
    level, count = Counter(values).most_common(1)[0]
    return level if count >= _THROUGHOUT * len(values) else paper
