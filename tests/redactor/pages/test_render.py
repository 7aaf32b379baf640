"""Pages as pixels, compared with what PDFium draws."""

from __future__ import annotations

import pymupdf
import pytest
from PIL import Image, ImageChops

from redactor import pages
from redactor.errors import FileRefused
from redactor.model import Rect
from tests import ink, make

LINES = ["Dear Jane Smith", "this is a letter"]


def drawn(data: bytes, scale: float, clip: Rect | None = None) -> Image.Image:
    with pages.open_pdf(data) as pdf:
        picture = pages.render(pdf, 1, scale, clip)
    size = (picture.width, picture.height)
    return Image.frombytes("RGB", size, picture.rgb, "raw", "RGB", picture.stride)


def dark(image: Image.Image) -> Image.Image:
    return image.convert("L").point(lambda level: 255 if level < 128 else 0)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_page_is_drawn_as_shown(rotation: int) -> None:
    data = make.text_pdf(LINES, rotation=rotation, crop=(60, 60, 400, 300))
    ours, theirs = dark(drawn(data, ink.SCALE)), ink.shown_ink(data)
    assert ours.size == theirs.size
    ours_at, theirs_at = ours.getbbox(), theirs.getbbox()
    assert ours_at
    assert theirs_at
    assert max(abs(a - b) for a, b in zip(ours_at, theirs_at, strict=True)) <= 2


@pytest.mark.parametrize("rotation", [0, 90])
def test_a_clip_is_that_part_of_the_page_as_shown(rotation: int) -> None:
    data = make.text_pdf(LINES, rotation=rotation)
    whole = drawn(data, 2)
    part = drawn(data, 2, Rect(50, 60, 250, 260))
    assert part.size == (400, 400)
    same = whole.crop((100, 120, 500, 520))
    assert ImageChops.difference(part, same).getbbox() is None


def test_a_clip_ends_where_the_page_does() -> None:
    assert drawn(make.pdf(""), 1, Rect(-10, -10, 9000, 50)).size == (595, 50)


def test_annotations_are_drawn() -> None:
    with pymupdf.open(stream=make.pdf("")) as document:
        document[0].add_rect_annot((100, 100, 200, 200)).update(fill_color=(0, 0, 0))
        data = document.tobytes()
    assert dark(drawn(data, 1)).getpixel((150, 150)) == 255


def test_a_picture_too_large_for_memory_is_refused() -> None:
    with pages.open_pdf(make.pdf("")) as pdf, pytest.raises(ValueError, match="large"):
        pages.render(pdf, 1, 100)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7 and then nothing", b"\x89PNG\r\n"])
def test_what_is_no_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        pages.open_pdf(data)
