"""Text in dark boxes is noticed; highlights, tables and pictures are not mistaken."""

from __future__ import annotations

import pymupdf
import pytest

from redactor import pages
from tests import make

BLACK, YELLOW, NAVY = (0, 0, 0), (1, 1, 0), (0, 0, 0.4)
NAME = (pymupdf.Rect(95, 74, 150, 88), "Dear Jane Smith")


def page_with(box: tuple[float, ...], *, over: bool = True, rotation: int = 0) -> bytes:
    with pymupdf.open(stream=make.text_pdf([NAME[1], "of this parish"])) as document:
        page = document[0]
        page.draw_rect(NAME[0], fill=box, color=None, overlay=over)
        page.set_rotation(rotation)
        data: bytes = document.tobytes()
    return data


def is_noticed(data: bytes) -> bool:
    with pages.open_pdf(data) as pdf:
        return pages.has_covered_text(pdf, 1)


@pytest.mark.parametrize("over", [True, False])
@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_black_boxes_over_and_under_black_text(over: bool, rotation: int) -> None:
    assert is_noticed(page_with(BLACK, over=over, rotation=rotation))


def test_a_box_over_part_of_a_word() -> None:
    with pymupdf.open(stream=make.text_pdf(["Jane.Smith@example.org"])) as document:
        document[0].draw_rect((72, 74, 110, 88), fill=BLACK)
        data = document.tobytes()
    assert is_noticed(data)


def test_a_highlight_is_none() -> None:
    assert not is_noticed(page_with(YELLOW, over=False))


def test_white_text_in_a_dark_heading_is_seen() -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.draw_rect((60, 60, 400, 100), fill=NAVY)
        page.insert_text((72, 84), "Annual report", color=(1, 1, 1))
        data = document.tobytes()
    assert not is_noticed(data)


def test_ordinary_pages_have_none() -> None:
    assert not is_noticed(make.text_pdf(["Dear Jane Smith"]))
    assert not is_noticed(make.scan_pdf(["Dear Jane Smith"], header=["A council"]))
