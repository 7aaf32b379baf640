"""Letters that lie beneath a picture or a shape, and are not seen for that."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeAlias

import pikepdf
from PIL import Image, ImageChops

from redactor.model import Rect
from redactor.pages.mupdf import library
from redactor.release.pdf.glyphs import Glyph

_COVERS = {"fill-path", "fill-image", "fill-shade", "fill-imgmask", "stroke-path"}
_CLIPS = {"clip-path", "clip-stroke-path"}
_SHOWS = {"Tj", "TJ", "'", '"'}
_LEAST = 3.0  # points: what is smaller hides no letter
Spot: TypeAlias = tuple[int, int]


def beneath(page: Any, every: Sequence[Glyph]) -> list[Glyph]:
    """Letters over which something is painted later, or outside of a clip.

    They may be seen all the same.
    """
    log = [(kind, Rect(*bbox)) for kind, bbox in page.get_bboxlog()]
    covers = [
        (at, rect)
        for at, (kind, rect) in enumerate(log)
        if kind in _COVERS and min(rect.width, rect.height) >= _LEAST
    ]
    clips = {rect for kind, rect in log if kind in _CLIPS}
    if not covers and not clips:
        return []
    spots = dict(_painted(page)) if covers else {}
    return [
        g
        for g in every
        if g.text.isalnum()
        if _is_under(g, spots, covers)
        or any(not clip.contains(*g.core.middle) for clip in clips)
    ]


def _is_under(
    glyph: Glyph, spots: Mapping[Spot, int], covers: Iterable[tuple[int, Rect]]
) -> bool:
    at = spots.get(_spot(glyph.frame[0]), 0)
    return any(
        later > at and rect.contains(*glyph.core.middle) for later, rect in covers
    )


def _painted(page: Any) -> Iterator[tuple[Spot, int]]:
    """Where each letter begins, and when it is painted."""
    for span in page.get_texttrace():
        for char in span["chars"]:
            yield _spot(char[2]), span["seqno"]


def _spot(origin: tuple[float, float]) -> Spot:
    return round(10 * origin[0]), round(10 * origin[1])


def without_text(page: Any) -> bytes:
    """The page as a PDF of its own that shows no text."""
    with library().open() as copy:
        copy.insert_pdf(page.parent, from_page=page.number, to_page=page.number)
        copy[0].set_rotation(0)
        data = bytes(copy.tobytes())
    with pikepdf.open(io.BytesIO(data)) as document:
        for sheet in document.pages:
            sheet.obj.Contents = document.make_stream(_bare(sheet))
        for item in document.objects:
            is_form = isinstance(item, pikepdf.Stream) and "/BBox" in item
            if is_form and item.get("/Subtype") == "/Form":
                item.write(_bare(item))
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def _bare(stream: pikepdf.Object | pikepdf.Page) -> bytes:
    steps: Iterable[Any] = pikepdf.parse_content_stream(stream)
    return pikepdf.unparse_content_stream(
        [step for step in steps if str(step.operator) not in _SHOWS]
    )


def changed(one: Image.Image, other: Image.Image, least: int) -> Image.Image:
    """White where two pictures differ by more than ``least``."""
    off = ImageChops.difference(one, other)
    return off.point(lambda level: 255 if level > least else 0)
