"""What is released looks as it did, but for its boxes."""

from __future__ import annotations

import pymupdf
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter

from redactor import pages
from redactor.model import Rect
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.produce import preview, produce
from redactor.work import finish
from tests import make
from tests.redactor.release import traps_document, traps_images, traps_text
from tests.redactor.release.test_traps import SCALE, look, produced
from tests.redactor.release.traps import TRAPS

assert traps_document, traps_images
assert traps_text

LOOKS_THE_SAME = (
    "plain text",
    "lines that begin with a quote",
    "background and table rules",
    "lines set without leading",
    "page turned by 90",
    "crop box with an offset",
    "text in a form",
    "image in a form",
    "jpeg in cmyk",
    "names inside the file",
    "underline that goes on beyond the box",
    "frame around the line",
)


@pytest.mark.parametrize("trap", LOOKS_THE_SAME)
def test_nothing_changes_outside_of_the_boxes(trap: str) -> None:
    source = TRAPS[trap]()
    made = produced(source)
    for page, boxes in made.boxes.items():
        then, now = look(source.pdf, page), look(made.pdf, page)
        off = ImageChops.lighter(beyond(then, now), beyond(now, then))
        for box in boxes:
            x0, y0 = int(box.rect.x0 * SCALE) - 2, int(box.rect.y0 * SCALE) - 2
            x1, y1 = int(box.rect.x1 * SCALE) + 3, int(box.rect.y1 * SCALE) + 3
            off.paste(0, (x0, y0, x1, y1))
        assert sum(off.histogram()[80:]) < 20


def beyond(one: Image.Image, other: Image.Image) -> Image.Image:
    """How far pixels are off from all around them; half a point is no change."""
    return ImageChops.lighter(
        ImageChops.subtract(one, other.filter(ImageFilter.MaxFilter(3))),
        ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), one),
    )


def released_text(data: bytes, *boxes: Box) -> str:
    made = finish(produce(data, {1: boxes}))
    document = pypdfium2.PdfDocument(made.pdf)
    text: str = document[0].get_textpage().get_text_range()
    document.close()
    return text


def test_the_code_is_written_in_the_box() -> None:
    data = make.text_pdf(["Dear Jane Smith and others"])
    box = Box(Rect(96, 74, 152, 88), "s.40(2)", "D01-R001")
    made = finish(produce(data, {1: [box]}))
    with pymupdf.open(stream=made.pdf) as document:
        flags = pymupdf.TEXTFLAGS_TEXT | pymupdf.TEXT_IGNORE_ACTUALTEXT
        assert "s.40(2)" in document[0].get_text(flags=flags).split()


@pytest.mark.parametrize(
    ("stamp", "said"),
    [
        ("s.40(2)", "redacted, section 40(2)"),
        ("s.40(2) s.42(1)", "redacted, section 40(2), section 42(1)"),
        ("reg.13(1)", "redacted, regulation 13(1)"),
    ],
)
def test_a_screen_reader_says_what_a_box_is(stamp: str, said: str) -> None:
    data = make.text_pdf(["Dear Jane Smith and others"])
    assert said in released_text(data, Box(Rect(96, 70, 190, 90), stamp, "D01-R001"))


def test_a_code_that_does_not_fit_gets_a_letter_and_a_key() -> None:
    data = make.text_pdf(["Dear Jane Smith and others"])
    text = released_text(data, Box(Rect(96, 74, 106, 88), "s.31(1)(g)", "D01-R001"))
    assert "A = s.31(1)(g)" in text


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_the_preview_shows_the_page_as_it_will_be(rotation: int) -> None:
    data = make.text_pdf(["Dear Jane Smith"], rotation=rotation)
    box = Box(Rect(96, 74, 152, 88), "s.40(2)", "D01-R001")
    with pages.open_pdf(preview(data, 1, [box])) as pdf:
        shown = pages.render(pdf, 1, 1.0)
    wide = rotation in (90, 270)
    assert (shown.width, shown.height) == ((842, 595) if wide else (595, 842))
    assert shown.rgb.count(b"\0\0\0") > 300


def test_a_page_that_can_not_be_made_safe_becomes_a_picture_and_says_so() -> None:
    with pymupdf.open(stream=make.text_pdf(["Dear Jane Smith"])) as document:
        page = document[0]
        xref = page.get_contents()[0]
        stream = document.xref_stream(xref)
        document.update_stream(xref, stream + b"\n/None sh\n")
        data = document.tobytes()
    made = finish(produce(data, {}))
    assert made.pictures == {1: "a shading that is missing"}
    image = look(made.pdf, 1)
    assert image.getextrema()[0] < 100


@pytest.mark.parametrize(
    "oddity",
    [
        b"1 2 nonsense",
        b"(a) (b) l",
        b"/Nowhere gs",
        b"BT /Nowhere 9 Tf 72 300 Td (more) Tj ET",
    ],
)
def test_an_oddity_that_readers_pass_over_makes_no_picture(oddity: bytes) -> None:
    with pymupdf.open(stream=make.text_pdf(["Dear Jane Smith"])) as document:
        xref = document[0].get_contents()[0]
        stream = document.xref_stream(xref)
        document.update_stream(xref, stream + b"\n" + oddity + b"\n")
        data = document.tobytes()
    made = finish(produce(data, {}))
    assert made.pictures == {}
    with pymupdf.open(stream=made.pdf) as document:
        assert "Dear Jane Smith" in document[0].get_text()


def test_a_picture_shows_no_tips_of_what_its_boxes_cover() -> None:
    box = Box(Rect(96, 79, 152, 83), "", "D01-R001")
    data = make.text_pdf(["Dear Jane Smith and others"])
    made = finish(produce(data, {1: [box]}, pictures={1: "as a test"}))
    above = (int(97 * SCALE), int(70 * SCALE), int(150 * SCALE), int(77.5 * SCALE))
    low, _ = look(made.pdf, 1).crop(above).getextrema()
    assert low > 200  # type: ignore[operator]  # it is grey
