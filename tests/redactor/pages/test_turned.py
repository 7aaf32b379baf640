"""Scans whose sheet lay sideways or upside down."""

from __future__ import annotations

import pytest
from PIL import Image, ImageOps, ImageStat

from redactor.model import Rect
from tests import make
from tests.redactor.pages.test_boxes import words_of


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_sheet_that_lay_wrong_in_the_scanner_is_read_upright(turn: int) -> None:
    """Nothing in the file says so: the page has no rotation of its own."""
    lines = ["The tenant Jane Smith telephoned", "about the garden gate on Monday"]
    upright = make.picture(make.text_pdf(lines), dpi=200)
    image = upright.rotate(turn, expand=True)
    words = words_of(make.image_pdf(image, dpi=200))
    assert words.text.text == "\n".join(lines)
    ink = ImageOps.invert(image)
    for word in words.words:
        assert _darkness(ink, word.rect) > 5
    (long,) = [w for w in words.words if w.text == "telephoned"]
    assert (long.rect.width > long.rect.height) == (turn == 180)


def _darkness(ink: Image.Image, rect: Rect) -> float:
    """The mean ink under a rectangle of a page scanned at 200 dots to the inch."""
    dots = 200 / 72
    cut = ink.crop((rect.x0 * dots, rect.y0 * dots, rect.x1 * dots, rect.y1 * dots))
    return ImageStat.Stat(cut).mean[0]


def test_a_scan_of_figures_is_not_turned() -> None:
    lines = ["417 960 2231 88", "1632 550 7714 20", "903 118 6652 37"]
    assert words_of(make.scan_pdf(lines)).text.text.split() == " ".join(lines).split()
