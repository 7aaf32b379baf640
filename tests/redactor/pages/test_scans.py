"""Scans as they come: askew, signed, stamped, with text laid over them."""

from __future__ import annotations

import math

import numpy as np
import pymupdf
import pytest
from PIL import Image, ImageDraw, ImageFilter, ImageOps

from redactor.model import Rect
from redactor.words import Glance, PageWords
from tests import make
from tests.redactor.pages.test_boxes import words_of

DOTS = 200 / 72
LETTER = (
    "Dear Ms Jane Smith",
    "Thank you for your letter of 3 May about the road at Elm Grove.",
    "We have asked Mr Tom Baker to look at it and he will write to you.",
    "The inspection was carried out on Monday by two of our officers.",
    "Yours sincerely",
)


def scanned(*lines: str) -> Image.Image:
    return make.picture(make.text_pdf(lines), dpi=200).convert("RGB")


def signed(image: Image.Image, left: int, top: int, color: str = "black") -> None:
    """A wave of the pen, 340 pixels wide and 60 high."""
    waves = [
        (left + 1.7 * i + 12 * math.sin(i / 9), top + 30 + 28 * math.sin(i / 6))
        for i in range(200)
    ]
    ImageDraw.Draw(image).line(waves, fill=color, width=5)


@pytest.mark.parametrize("angle", [-10, -4, 2, 7, 94])
def test_a_sheet_that_lay_askew_is_read_and_boxed_where_it_lies(angle: int) -> None:
    image = scanned(*LETTER).rotate(
        angle, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    words = words_of(make.image_pdf(image, dpi=200))
    assert words.text.text.splitlines() == list(LETTER)
    left = image.convert("L")
    draw = ImageDraw.Draw(left)
    for word in words.words:
        for box in word.boxes:
            draw.rectangle([edge * DOTS for edge in _edges(box)], fill="white")
    dark = sum(left.point(lambda level: level < 100).histogram()[1:])
    all_ink = sum(image.convert("L").point(lambda level: level < 100).histogram()[1:])
    assert dark < 0.01 * all_ink


def _edges(box: Rect) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1


def test_words_that_are_hard_to_read_are_told_from_clear_ones() -> None:
    image = scanned(*LETTER)
    clear = words_of(make.image_pdf(image, dpi=200))
    assert clear.doubtful == 0
    faint = image.filter(ImageFilter.GaussianBlur(4.5))
    blurred = words_of(make.image_pdf(faint, dpi=200))
    assert blurred.doubtful > 3 or not blurred.words


def test_a_signature_is_seen_with_all_its_ink() -> None:
    image = scanned(*LETTER)
    signed(image, 230, 440)
    (seen,) = words_of(make.image_pdf(image, dpi=200)).regions
    assert (seen.kind, seen.sure) == ("signature", True)
    left, top, right, bottom = (edge / DOTS for edge in (218, 442, 560, 498))
    assert seen.rect.x0 <= left + 5
    assert seen.rect.y0 <= top
    assert seen.rect.x1 >= right - 5
    assert seen.rect.y1 >= bottom
    assert seen.rect.height < 40


def test_ink_that_nobody_signed_with_is_only_worth_a_look() -> None:
    image = scanned(*LETTER)
    signed(image, 900, 1500)
    (seen,) = words_of(make.image_pdf(image, dpi=200)).regions
    assert (seen.kind, seen.sure) == ("handwriting", False)


def test_a_stamp_is_told_by_its_color() -> None:
    image = scanned(*LETTER)
    ImageDraw.Draw(image).ellipse((900, 1000, 1200, 1200), outline="red", width=6)
    (seen,) = words_of(make.image_pdf(image, dpi=200)).regions
    assert seen.kind == "stamp"


def test_print_tables_and_logos_are_no_handwriting() -> None:
    image = scanned(*LETTER)
    draw = ImageDraw.Draw(image)
    draw.ellipse((1300, 60, 1420, 180), fill="navy")
    for step in range(6):
        draw.line((200, 900 + 60 * step, 1400, 900 + 60 * step), fill="black", width=3)
        draw.line((200 + 240 * step, 900, 200 + 240 * step, 1200), fill=0, width=3)
    assert words_of(make.image_pdf(image, dpi=200)).regions == ()


def test_a_picture_below_the_closing_of_a_typed_letter_is_its_signature() -> None:
    pen = Image.new("RGB", (380, 90), "white")
    signed(pen, 20, 15)
    with pymupdf.open(stream=make.text_pdf(LETTER)) as document:
        where = pymupdf.Rect(72, 160, 200, 190)
        document[0].insert_image(where, stream=make.png(pen))
        data: bytes = document.tobytes()
    regions = words_of(data).regions
    assert [r.kind for r in regions if r.sure] == ["signature"]


@pytest.mark.parametrize(("down", "source"), [(0, "text"), (9, "ocr"), (25, "ocr")])
def test_text_laid_over_a_scan_is_trusted_where_it_sits_on_the_ink(
    down: int, source: str
) -> None:
    lines = LETTER * 3
    with pymupdf.open(stream=make.image_pdf(scanned(*lines), dpi=200)) as document:
        for number, line in enumerate(lines):
            at = (make.LEFT, make.TOP + number * make.LEADING + down)
            document[0].insert_text(at, line, fontsize=make.SIZE, render_mode=3)
        data: bytes = document.tobytes()
    words = words_of(data)
    assert words.source == source
    (smith, *_) = [w for w in words.words if w.text == "Smith"]
    assert abs(smith.rect.y1 - make.TOP) < 4


def test_a_glance_says_what_the_words_say() -> None:
    image = scanned(*LETTER)
    signed(image, 230, 440)
    words = words_of(make.image_pdf(image, dpi=200))
    kept = words.to_bytes()
    glance = Glance.from_bytes(kept)
    assert glance.regions == words.regions == PageWords.from_bytes(kept).regions
    assert (glance.words, glance.source) == (len(words.words), "ocr")
    assert glance.doubtful == words.doubtful


def _read(levels: np.ndarray) -> list[str]:
    image = Image.fromarray(levels.clip(0, 255).astype(np.uint8)).convert("RGB")
    return words_of(make.image_pdf(image, dpi=200)).text.text.split()


def test_a_grainy_scan_is_read() -> None:
    levels = np.asarray(scanned(*LETTER).convert("L")).astype(float)
    grain = np.random.default_rng(7).normal(0, 55, levels.shape)
    read = _read(levels + grain)
    assert {"Smith", "Baker", "Grove."} <= set(read)


def test_a_sheet_photographed_in_the_shade_is_read() -> None:
    levels = np.asarray(scanned(*LETTER).convert("L")).astype(float)
    height, width = levels.shape
    shade = (
        np.linspace(0.3, 1.05, width)[None, :] * np.linspace(1, 0.6, height)[:, None]
    )
    assert " ".join(_read(levels * shade)) == " ".join(LETTER)


def test_what_shines_through_from_the_back_does_not_hide_the_front() -> None:
    front = np.asarray(scanned(*LETTER).convert("L"), dtype=float)
    lines = (f"{line} {line[::-1]}" for line in LETTER[::-1])
    other = scanned(*lines).convert("L").filter(ImageFilter.GaussianBlur(1.2))
    back = np.asarray(other, dtype=float)[:, ::-1]
    sheet = Image.fromarray(
        np.clip(front - (255 - back) * 0.65, 0, 255).astype("uint8")
    )
    said = words_of(make.image_pdf(sheet.convert("RGB"), dpi=200)).text.text.split()
    front_words = " ".join(LETTER).split()
    assert sum(word in said for word in front_words) >= 0.95 * len(front_words)


def test_a_negative_is_read() -> None:
    image = ImageOps.invert(scanned(*LETTER))
    words = words_of(make.image_pdf(image, dpi=200))
    assert words.text.text.splitlines() == list(LETTER)
