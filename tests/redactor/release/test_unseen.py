"""Pictures and drawings that a page hides are not in what is released."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable

import pikepdf
import pymupdf
import pytest
from pikepdf import Dictionary, Name
from PIL import Image

from redactor.model import Rect
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.produce import Produced, produce
from redactor.release.pdf.raster import TooLarge, raster
from redactor.release.proof.check import check
from redactor.work import finish
from tests.redactor.release.test_traps import look
from tests.redactor.release.traps import SECRET, Maker, flate, hidden, line, picture_of
from tests.redactor.release.traps_document import outlines

PLACE = b"300 0 0 45 72 500 cm"
COVER = b"60 490 330 70 re f\n"
LETTERS = b"\n".join(outlines(SECRET, 80, 515)) + b" f\n"


def faded() -> Image.Image:
    """A picture without letters: stripes, so that no place in it is of one colour."""
    bar = Image.frombytes("L", (200, 1), bytes([100, 160] * 100))
    return bar.resize((400, 60), Image.Resampling.NEAREST).convert("RGB")


def secret_picture(maker: Maker, mode: str = "RGB", **more: object) -> None:
    maker.resource("XObject", "Im", flate(maker, picture_of(SECRET, mode), **more))


def made(content: bytes, maker: Maker | None = None, **states: object) -> bytes:
    maker = maker or Maker()
    maker.resource("XObject", "Fade", flate(maker, faded()))
    if (
        "/XObject" not in maker.page.Resources
        or "/Im" not in maker.page.Resources.XObject
    ):
        secret_picture(maker)
    for name, state in states.items():
        maker.resource("ExtGState", name, state)
    maker.page.Contents = maker.pdf.make_stream(line() + content)
    return maker.done().pdf


def picture(before: bytes = b"", place: bytes = PLACE) -> bytes:
    return b"q " + before + b" " + place + b" /Im Do Q\n"


def fade(place: bytes = b"340 0 0 80 60 485 cm") -> bytes:
    return b"q " + place + b" /Fade Do Q\n"


def drawing(before: bytes = b"") -> bytes:
    return b"q " + before + b" " + LETTERS + b" Q\n"


def strip(x: int) -> bytes:
    return fade(b"68 0 0 80 %d 485 cm" % x)


def masked() -> bytes:
    maker = Maker()
    nothing = flate(maker, Image.new("L", (30, 10)))
    secret_picture(maker, SMask=nothing)
    return made(picture(), maker)


def half_masked() -> bytes:
    """The letters are where the mask lets nothing through."""
    maker = Maker()
    base = picture_of(SECRET)
    mask = Image.new("L", base.size)
    mask.paste(255, (base.width - 200, 0, *base.size))
    secret_picture(maker, SMask=flate(maker, mask))
    return made(b"0.5 g " + COVER + picture(), maker)


def white_mask() -> bytes:
    """White paint through a mask that has the shape of letters, on white paper."""
    maker = Maker()
    mask = flate(maker, picture_of(SECRET, "L").point(lambda v: 255 - v))
    maker.resource(
        "XObject", "Im", flate(maker, Image.new("RGB", (1, 1), "white"), SMask=mask)
    )
    return made(picture(), maker)


def pale() -> bytes:
    maker = Maker()
    image = picture_of(SECRET).point(lambda v: 251 if v < 128 else 255)
    maker.resource("XObject", "Im", flate(maker, image))
    return made(picture(), maker)


def stencil(decode: bytes = b"") -> bytes:
    maker = Maker()
    image = picture_of(SECRET, "1")
    entries = {"ImageMask": True, "Width": image.width, "Height": image.height}
    made_of = maker.stream(
        zlib.compress(image.tobytes()), Subtype=Name.Image, BitsPerComponent=1,
        Filter=Name.FlateDecode, **entries,
    )  # fmt: skip
    maker.resource("XObject", "Im", made_of)
    return made(picture() + fade(), maker)


def coded(kind: str, mode: str) -> bytes:
    maker, out = Maker(), io.BytesIO()
    image = picture_of(SECRET, mode)
    image.save(out, kind)
    made_of = maker.stream(
        out.getvalue(), Subtype=Name.Image, Width=image.width, Height=image.height,
        BitsPerComponent=8, ColorSpace=Name.DeviceRGB,
        Filter=Name.DCTDecode if kind == "JPEG" else Name.JPXDecode,
    )  # fmt: skip
    maker.resource("XObject", "Im", made_of)
    return made(picture() + COVER_OF_NAME, maker)


def in_form() -> bytes:
    maker = Maker()
    secret_picture(maker)
    form = maker.form(picture())
    form.Resources.XObject = maker.page.Resources.XObject
    cover = maker.form(b"0 g " + COVER)
    maker.resource("XObject", "Fm", form)
    maker.resource("XObject", "Cover", cover)
    return made(b"/Fm Do /Cover Do\n", maker)


COVER_OF_NAME = b"0 g 76 505 60 24 re f\n"  # the letters, not the whole picture
RING = b"72 500 300 45 re 60 490 330 70 re W* n"
UNSEEN: dict[str, Callable[[], bytes]] = {
    "picture under a picture": lambda: made(picture() + fade()),
    "picture under strips of pictures": lambda: made(
        picture() + b"".join(strip(x) for x in (60, 128, 196, 264, 332))
    ),
    "picture under a black rectangle": lambda: made(picture() + b"0 g " + COVER),
    "picture under a white rectangle": lambda: made(picture() + b"1 g " + COVER),
    "picture under a rounded shape": lambda: made(
        picture() + b"0.6 g 50 490 m 50 600 400 600 400 490 c 400 440 50 440 50 490 c f"
    ),
    "picture under a thick line": lambda: made(
        picture() + b"0.6 G 90 w 50 522 m 420 522 l S\n"
    ),
    "picture under a form": in_form,
    "picture without opacity": lambda: made(picture(b"/No gs"), No=Dictionary(ca=0)),
    "picture with an empty mask": masked,
    "letters behind a mask": half_masked,
    "white through a mask": white_mask,
    "picture nearly white": pale,
    "picture cut off by an even-odd clip": lambda: made(picture(RING)),
    "picture cut off by a round clip": lambda: made(
        picture(b"300 522 m 300 540 340 540 340 522 c 340 505 300 505 300 522 c W n")
    ),
    "scan under the authors black box": lambda: made(picture() + COVER_OF_NAME),
    "jpeg under the authors black box": lambda: coded("JPEG", "RGB"),
    "jpeg 2000 under the authors black box": lambda: coded("JPEG2000", "RGB"),
    "turned scan under a black box": lambda: made(
        picture(place=b"0 300 -45 0 200 400 cm") + b"0 g 150 402 60 80 re f\n"
    ),
    "stencil under a picture": stencil,
    "drawing under a picture": lambda: made(drawing() + fade()),
    "drawing under a rectangle": lambda: made(drawing() + b"0.5 g " + COVER),
    "drawing without opacity": lambda: made(drawing(b"/No gs"), No=Dictionary(ca=0)),
    "drawing in white": lambda: made(drawing(b"1 g")),
    "drawing cut off by a clip": lambda: made(drawing(RING)),
    "drawing in white on a dark area": lambda: made(
        b"0.5 g " + COVER + drawing(b"0.5 g")
    ),
    "text under a picture": lambda: made(hidden(b"", y=515) + fade()),
    "text under a shape of many colours": lambda: made(
        hidden(b"", y=515) + b"".join(
            b"%.2f g %d 490 4 70 re f\n" % (0.3 + at / 200, 60 + 4 * at)
            for at in range(60)
        )
    ),
}  # fmt: skip


def released(data: bytes) -> Produced:
    return finish(produce(data, {1: [Box(Rect(72, 20, 90, 32), "s.40", "D01-R001")]}))


def pictures(pdf: bytes) -> list[Image.Image]:
    found = []
    with pymupdf.open(stream=pdf) as document:
        every = range(1, document.xref_length())
        masks = {
            int(document.xref_get_key(x, "SMask")[1].split()[0])
            for x in every
            if document.xref_get_key(x, "SMask")[0] == "xref"
        }
        for xref in every:
            if (
                document.xref_get_key(xref, "Subtype")[1] == "/Image"
                and xref not in masks
            ):
                pixels = pymupdf.Pixmap(document, xref)
                if pixels.n > 1:
                    pixels = pymupdf.Pixmap(pymupdf.csGRAY, pixels)
                size = (pixels.width, pixels.height)
                found.append(Image.frombytes("L", size, pixels.samples))
    return found


def curves(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return sum(
            str(step.operator) == "c"
            for page in document.pages
            for step in pikepdf.parse_content_stream(page)
            if isinstance(step, pikepdf.ContentStreamInstruction)
        )


@pytest.mark.parametrize("name", sorted(UNSEEN))
def test_nothing_unseen_is_released(name: str) -> None:
    source = UNSEEN[name]()
    result = released(source)
    assert result.pictures == {}
    for image in pictures(result.pdf):
        assert sum(image.histogram()[:60]) < 30  # letters are dark
        assert sum(image.histogram()[248:253]) == 0
    if "drawing" in name:
        assert curves(result.pdf) == 0
    with pymupdf.open(stream=result.pdf) as document:
        assert document[0].get_text().count(SECRET) == 1  # in the line that is shown


@pytest.mark.parametrize("name", sorted(UNSEEN))
def test_the_page_looks_as_before(name: str) -> None:
    source = UNSEEN[name]()
    then, now = look(source, 1), look(released(source).pdf, 1)
    off = pixels_off(then.crop((0, 120, *then.size)), now.crop((0, 120, *now.size)))
    assert off < 40


def pixels_off(one: Image.Image, other: Image.Image) -> int:
    pairs = zip(one.tobytes(), other.tobytes(), strict=True)
    return sum(abs(a - b) > 40 for a, b in pairs)


@pytest.mark.parametrize("name", sorted(UNSEEN))
def test_check_says_so(name: str) -> None:
    leaks = check(UNSEEN[name]())
    kinds = {
        "hidden picture",
        "hidden drawing",
        "hidden text",
        "text under a dark area",
    }
    (leak,) = [leak for leak in leaks if leak.kind in kinds][:1]
    assert leak.page == 1
    assert leak.place is not None
    assert leak.place.intersects(Rect(60, 270, 480, 460))


def test_what_can_be_seen_stays() -> None:
    seen = {
        "a picture": made(picture()),
        "half a picture": made(picture() + b"0 g 150 490 200 70 re f\n"),
        "a drawing": made(drawing()),
        "under something that lets it through": made(
            drawing() + b"/Half gs 0.5 g " + COVER, Half=Dictionary(ca=0.5)
        ),
        "darkened": made(
            drawing() + b"/Mix gs 0.8 g " + COVER, Mix=Dictionary(BM=Name.Multiply)
        ),
    }
    for name, source in seen.items():
        result = released(source)
        assert result.pictures == {}, name
        assert not [x for x in check(result.pdf) if x.kind.startswith("hidden")], name
        then, now = look(source, 1), look(result.pdf, 1)
        assert (
            pixels_off(then.crop((0, 120, *then.size)), now.crop((0, 120, *now.size)))
            < 40
        ), name


def test_a_picture_larger_than_any_scan_is_refused_at_once() -> None:
    with pikepdf.new() as pdf:
        image = pdf.make_stream(
            b"\0",
            Subtype=pikepdf.Name.Image,
            Width=20_000,
            Height=20_000,
            BitsPerComponent=1,
            ColorSpace=pikepdf.Name.DeviceGray,
        )
        with pytest.raises(TooLarge):
            raster(image, 1)
