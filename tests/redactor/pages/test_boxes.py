"""Boxes lie on the ink, whatever is done to the page: PDFium is asked where that is."""

from __future__ import annotations

import itertools
import os

import pymupdf
import pytest

from redactor import pages
from redactor.pages import ocr
from redactor.words import PageWords
from tests import ink, make

LINES = ["Dear Ms Gjpqy Åström,", "call Jane (Tom's) on 01632-960123"]
CROP = (60.0, 60.0, 400.0, 300.0)


def words_of(data: bytes, page: int = 1) -> PageWords:
    with pages.open_pdf(data) as pdf:
        return pages.words(pdf, page)


def edited(data: bytes, **keys: str) -> bytes:
    """The first page with other values in its dictionary."""
    with pymupdf.open(stream=data) as document:
        for key, value in keys.items():
            document.xref_set_key(document[0].xref, key, value)
        result: bytes = document.tobytes()
    return result


def assert_on_ink(data: bytes, rotation: int, words: PageWords) -> None:
    page = ink.flat_ink(data, rotation)
    boxes = [box for word in words.words for box in word.boxes]
    assert ink.stray(page, boxes) is None
    assert all(ink.ink_in(page, box) for box in boxes)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("crop", [None, CROP])
@pytest.mark.parametrize("media", [None, "[-50 -30 545 812]"])
def test_on_rotated_cropped_and_shifted_pages(
    rotation: int, crop: make.Corners | None, media: str | None
) -> None:
    data = make.text_pdf(LINES, rotation=rotation, crop=crop)
    if media:
        data = edited(data, MediaBox=media)
    words = words_of(data)
    assert words.text.text.split() == " ".join(LINES).split()
    assert_on_ink(data, rotation, words)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_where_the_crop_box_reaches_out_of_the_media_box(rotation: int) -> None:
    data = make.text_pdf(LINES, rotation=rotation)
    data = edited(data, MediaBox="[0 0 500 800]", CropBox="[-80 300 900 990]")
    assert_on_ink(data, rotation, words_of(data))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_shape_is_that_before_rotation(rotation: int) -> None:
    with pages.open_pdf(make.text_pdf(LINES, rotation=rotation, crop=CROP)) as pdf:
        (shape,) = pages.shapes(pdf)
    assert (shape.width, shape.height, shape.rotation) == (340, 240, rotation)


@pytest.mark.parametrize("font", ["tiit", "hebo", "cour", "helv"])
@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_of_every_font_and_direction(font: str, turned: int) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=600, height=600)
        page.insert_text(
            (300, 300), "Åjgy, Qfl", fontname=font, fontsize=24, rotate=turned
        )
        data = document.tobytes()
    words = words_of(data)
    assert [word.text for word in words.words] == ["Åjgy,", "Qfl"]
    image = ink.flat_ink(data, 0)
    # an italic letter leans over the next one by a little: whole words are covered
    assert len(words.text.rects(0, len(words.text.text))) == 1
    loose = ink.stray(image, [w.rect for w in words.words])
    assert loose is None or min(loose.width, loose.height) < 2.0


@pytest.mark.parametrize(
    ("ascent", "descent"), list(itertools.product(("0", "-900"), ("0", "900")))
)
def test_of_fonts_that_lie_about_their_height(ascent: str, descent: str) -> None:
    with pymupdf.open() as document:
        page = document.new_page(width=300, height=100)
        buffer = pymupdf.Font("helv").buffer
        page.insert_font(fontname="F0", fontbuffer=buffer)
        page.insert_text((30, 60), "Ågjy", fontname="F0", fontsize=20)
        for xref in range(1, document.xref_length()):
            if document.xref_get_key(xref, "Type")[1] == "/FontDescriptor":
                document.xref_set_key(xref, "Ascent", ascent)
                document.xref_set_key(xref, "Descent", descent)
                document.xref_set_key(xref, "FontBBox", "[0 0 0 0]")
        data = document.tobytes()
    assert_on_ink(data, 0, words_of(data))


def test_a_box_does_not_reach_into_the_next_line() -> None:
    words = words_of(make.text_pdf(["gjpqy", "ÅLTbd", "gjpqy"]))
    first, second, third = (word.rect for word in words.words)
    assert first.y1 < second.y0 + 1
    assert second.y1 < third.y0 + 1


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_finding_over_a_line_break_has_one_rectangle_on_each_line(
    rotation: int,
) -> None:
    data = make.text_pdf(
        ["a letter from Jane", "Smith about it"], rotation=rotation, crop=CROP
    )
    words = words_of(data)
    start = words.text.text.index("Jane")
    rects = words.text.rects(start, start + len("Jane\nSmith"))
    image = ink.flat_ink(data, rotation)
    by_name = {word.text: word.rect for word in words.words}
    assert rects == (by_name["Jane"], by_name["Smith"])
    assert all(ink.ink_in(image, rect) > 100 for rect in rects)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_words_read_from_a_scan_lie_on_its_ink(rotation: int) -> None:
    data = make.scan_pdf(
        ["Dear Jane Smith,", "please telephone 01632 960123 today"], rotation=rotation
    )
    words = words_of(data)
    assert words.source == "ocr"
    assert "Jane Smith" in words.text.text
    assert "01632 960123 today" in words.text.text
    image = ink.flat_ink(data, rotation)
    assert ink.stray(image, [word.rect for word in words.words]) is None
    assert all(ink.ink_in(image, word.rect) for word in words.words)
    assert all(word.confidence < 1 for word in words.words)


def test_part_of_a_scanned_word_is_where_its_letters_are() -> None:
    lines = ["Councillor Wimbledon-Millington"]
    drawn = words_of(make.text_pdf(lines)).words[1]
    seen = words_of(make.scan_pdf(lines)).words[1]
    assert seen.text == drawn.text
    pairs = zip(seen.boxes, drawn.boxes, strict=True)
    assert max(abs(a.x0 - b.x0) for a, b in pairs) < 1.5


def test_what_tesseract_says_on_standard_error_is_not_heard(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with ocr.silence():
        os.write(2, b"Image too small to scale!!")
    os.write(2, b"heard")
    assert capfd.readouterr().err == "heard"
