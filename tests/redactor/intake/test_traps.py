"""Each way in which a PDF says more than it shows is on its report."""

from __future__ import annotations

import io
from collections.abc import Callable

import pymupdf
import pytest
from PIL import Image

from redactor.intake import paper
from redactor.intake.pdf import Shown, prepare
from tests import make

Act = Callable[[pymupdf.Document, pymupdf.Page], None]
LINES = ["Dear Jane Smith", "this is a letter"]
FRAME = pymupdf.Rect(100, 320, 400, 520)
INSIDE = pymupdf.Rect(150, 350, 350, 450)
BLACK, WHITE = (0, 0, 0), (1, 1, 1)


def shown(act: Act) -> Shown:
    with pymupdf.open(stream=make.text_pdf(LINES)) as document:
        act(document, document[0])
        data = document.tobytes()
    return prepare("letter.pdf", data, (), 100)


def told(act: Act) -> str:
    return " ".join(shown(act).warnings)


def drawing(code: bytes) -> Act:
    """Adds this to what the page draws; its font is /helv."""

    def act(document: pymupdf.Document, page: pymupdf.Page) -> None:
        xref = page.get_contents()[0]
        document.update_stream(xref, document.xref_stream(xref) + b"\n" + code)

    return act


def photo(size: tuple[int, int] = (300, 200), exif: Image.Exif | None = None) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise(size, 90).convert("RGB")
    noise.save(out, "JPEG", **({"exif": exif} if exif else {}))
    return out.getvalue()


def boxed(frame: pymupdf.Rect, color: tuple[float, ...], *, over: bool = True) -> Act:
    def act(_: pymupdf.Document, page: pymupdf.Page) -> None:
        page.insert_image(frame, stream=photo(), keep_proportion=False)
        page.draw_rect(INSIDE, fill=color, color=color, overlay=over)

    return act


CUT = b"q 72 400 40 0.1 re W n BT /helv 11 Tf 72 500 Td (Tom Ashby) Tj ET Q"
HALF = b"q 72 496 30 20 re W n BT /helv 11 Tf 72 500 Td (Tom Ashby) Tj ET Q"
TAGGED = (
    b"/Span <</ActualText (Tom Ashby)>> BDC BT /helv 11 Tf 72 500 Td (XX) Tj ET EMC"
)


@pytest.mark.parametrize("code", [CUT, HALF])
def test_text_that_its_frame_cuts_off(code: bytes) -> None:
    assert "Page 1: there is text that is cut off by its frame" in told(drawing(code))


def test_tags_that_say_other_words_than_are_seen() -> None:
    assert "its tags say other words" in told(drawing(TAGGED))


def test_tiny_text() -> None:
    code = b"BT /helv 0.4 Tf 72 500 Td (Tom Ashby was paid) Tj ET"
    assert "there is text too small to be read" in told(drawing(code))


def test_text_under_a_white_box() -> None:
    def act(_: pymupdf.Document, page: pymupdf.Page) -> None:
        page.draw_rect((60, 70, 300, 90), fill=WHITE, color=WHITE)

    assert "text that is not seen" in told(act)
    assert "dark box" not in told(act)


def test_text_under_a_black_marker_with_round_ends() -> None:
    def act(_: pymupdf.Document, page: pymupdf.Page) -> None:
        marker = page.add_highlight_annot(page.search_for("Jane Smith"))
        marker.set_colors(stroke=BLACK)
        marker.update(blend_mode="Normal")

    assert "there is text in a dark box" in told(act)


@pytest.mark.parametrize(
    ("act", "noticed"),
    [
        (boxed(FRAME, BLACK), True),
        (boxed(FRAME, BLACK, over=False), False),
        (boxed(FRAME, WHITE), False),  # a panel on a picture, as brochures have
        (boxed(pymupdf.Rect(0, 0, *make.A4), WHITE), True),  # painted on a scan
    ],
)
def test_pictures_under_boxes(act: Act, noticed: bool) -> None:
    assert ("a box lies on a picture" in told(act)) is noticed


def test_titles_and_links() -> None:
    def act(document: pymupdf.Document, page: pymupdf.Page) -> None:
        document.set_metadata({"title": "Grievance of Tom Ashby"})
        page.insert_link(
            {
                "kind": pymupdf.LINK_URI,
                "from": INSIDE,
                "uri": "https://a.example/?u=tom",
            }
        )

    assert "Its properties hold a title" in told(act)
    assert "Page 1: 1 link, whose words stay" in told(act)


def test_what_a_camera_wrote_into_a_photo_on_a_page() -> None:
    exif = Image.Exif()
    exif[0x013B] = "Tom Ashby"

    def act(_: pymupdf.Document, page: pymupdf.Page) -> None:
        page.insert_image(FRAME, stream=photo(exif=exif))

    assert "Its photos say how" in told(act)
    assert "Its photos" not in told(boxed(FRAME, BLACK))


def test_descriptions_of_pictures_are_shown_behind() -> None:
    def act(document: pymupdf.Document, page: pymupdf.Page) -> None:
        figure, root = document.get_new_xref(), document.get_new_xref()
        said = f"<</Type/StructElem/S/Figure/Alt(Tom at his desk)/Pg {page.xref} 0 R>>"
        document.update_object(figure, said)
        document.update_object(root, f"<</Type/StructTreeRoot/K {figure} 0 R>>")
        catalog = document.pdf_catalog()
        document.xref_set_key(catalog, "StructTreeRoot", f"{root} 0 R")

    result = shown(act)
    assert "Page 1: Tom at his desk" in paper.words(result.pdf)
    assert "descriptions of pictures (alternative text): shown from page 2 on" in told(
        act
    )


def test_an_object_that_is_missing_does_not_make_a_pdf_unreadable() -> None:
    data = make.text_pdf(LINES)
    start = data.rindex(b"xref\n")
    assert start > 0
    with pymupdf.open(stream=data) as document:
        count = document.xref_length()
    more = (
        f"xref\n{count} 1\n0000000007 00000 n \ntrailer\n<</Size {count + 1}"
        f"/Root 1 0 R/Prev {data.rindex(b'xref', 0, data.rindex(b'startxref'))}>>\n"
        f"startxref\n{len(data)}\n%%EOF\n"
    )
    broken = data + more.encode()
    assert prepare("letter.pdf", broken, (), 100).shapes
