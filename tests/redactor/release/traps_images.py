"""Traps in images. What they show is a picture of the line; none of it is text."""

from __future__ import annotations

import io
import zlib

from pikepdf import Array, Dictionary, Name, String
from PIL import Image

from redactor.model import Rect
from tests.redactor.release.traps import (
    FULL,
    PLACED,
    SECRET,
    Maker,
    Trap,
    flate,
    image_box,
    line,
    picture_of,
    trap,
    with_image,
)


@trap
def rgb_image() -> Trap:
    maker = Maker()
    return with_image(flate(maker, picture_of(FULL)), maker)


@trap
def soft_mask_that_holds_the_picture() -> Trap:
    maker = Maker()
    mask = flate(maker, picture_of(FULL, "L").point(lambda v: 255 - v))
    black = Image.new("RGB", (1, 1))
    return with_image(flate(maker, black, SMask=mask), maker)


@trap
def stencil() -> Trap:
    maker = Maker()
    image = picture_of(FULL, "1")
    made = maker.stream(
        zlib.compress(image.tobytes()),
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ImageMask=True,
        BitsPerComponent=1,
        Filter=Name.FlateDecode,
    )
    return with_image(made, maker)


@trap
def inline_image() -> Trap:
    image = picture_of(FULL, "L").resize((400, 60))
    data = image.tobytes().hex().encode() + b">"
    maker = Maker(
        b"q 400 0 0 60 62 660 cm BI /W 400 /H 60 /BPC 8 /CS /G /F /AHx ID "
        + data
        + b" EI Q"
    )
    return maker.done({1: [image_box()]}, keeps=())


@trap
def fax_image() -> Trap:
    maker = Maker()
    image = picture_of(FULL, "1")
    out = io.BytesIO()
    image.save(out, "TIFF", compression="group4")
    tiff = Image.open(io.BytesIO(out.getvalue()))
    start, size = tiff.tag_v2[273][0], tiff.tag_v2[279][0]
    made = maker.stream(
        out.getvalue()[start : start + size],
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=1,
        Filter=Name.CCITTFaxDecode,
        DecodeParms=Dictionary(
            K=-1, Columns=image.width, Rows=image.height, BlackIs1=True
        ),
    )
    made.DecodeParms.BlackIs1 = tiff.tag_v2[262] == 1
    return with_image(made, maker)


def jpeg(mode: str = "RGB", exif: bool = True) -> bytes:
    out = io.BytesIO()
    data = Image.Exif()
    data[0x013B] = SECRET
    picture_of(FULL, mode).save(
        out, "JPEG", quality=95, exif=data if exif else b"", comment=SECRET.encode()
    )
    return out.getvalue() + SECRET.encode()


def jpeg_image(maker: Maker, mode: str = "RGB") -> object:
    image = picture_of(FULL)
    space = {"RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "L": "DeviceGray"}[mode]
    made = maker.stream(
        jpeg(mode),
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        ColorSpace=Name(f"/{space}"),
        BitsPerComponent=8,
        Filter=Name.DCTDecode,
        Metadata=maker.stream(SECRET.encode()),
        Alternates=Array([Dictionary(Image=flate(maker, picture_of(FULL)))]),
        OPI=Dictionary({"/1.3": Dictionary(F=String(SECRET))}),
    )
    if mode == "CMYK":
        made.Decode = Array([1, 0] * 4)
    return made


@trap
def jpeg_with_exif() -> Trap:
    maker = Maker()
    return with_image(jpeg_image(maker), maker)  # type: ignore[arg-type]


@trap
def jpeg_in_cmyk() -> Trap:
    maker = Maker()
    return with_image(jpeg_image(maker, "CMYK"), maker)  # type: ignore[arg-type]


@trap
def jpeg_with_exif_that_no_box_touches() -> Trap:
    maker = Maker(line() + b"q 100 0 0 15 62 300 cm /Im Do Q")
    made = jpeg_image(maker)
    made.Width, made.Height = picture_of(FULL).size  # type: ignore[attr-defined]
    maker.resource("XObject", "Im", made)
    return maker.done()


@trap
def jpeg_2000() -> Trap:
    maker = Maker()
    out = io.BytesIO()
    picture_of(FULL).save(out, "JPEG2000", comment=SECRET)
    image = picture_of(FULL)
    made = maker.stream(
        out.getvalue(),
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        Filter=Name.JPXDecode,
    )
    return with_image(made, maker)


@trap
def indexed_image() -> Trap:
    maker = Maker()
    image = picture_of(FULL, "L").point(lambda v: v // 86)
    made = flate(maker, image)
    made.ColorSpace = Array(
        [Name.Indexed, Name.DeviceGray, 2, String(b"\0\x80\xff" + SECRET.encode())]
    )
    return with_image(made, maker)


@trap
def image_drawn_twice() -> Trap:
    maker = Maker()
    made = with_image(flate(maker, picture_of(FULL)), maker)
    maker.page.Contents = maker.pdf.make_stream(
        PLACED + PLACED.replace(b"62 660", b"62 460")
    )
    b = image_box()
    return (
        maker.done({1: [b, Rect(b.x0, b.y0 + 200, b.x1, b.y1 + 200)]}, keeps=()) or made
    )


@trap
def image_on_two_pages() -> Trap:
    maker = Maker(PLACED, pages=2)
    image = flate(maker, picture_of(FULL))
    for page in maker.pdf.pages:
        page.obj.Resources.XObject = Dictionary(Im=image)
    return maker.done({1: [image_box()], 2: [image_box()]}, keeps=())


@trap
def image_in_a_form() -> Trap:
    maker = Maker(b"/Fm Do")
    form = maker.form(PLACED)
    form.Resources.XObject = Dictionary(Im=flate(maker, picture_of(FULL)))
    maker.resource("XObject", "Fm", form)
    return maker.done({1: [image_box()]}, keeps=())


@trap
def image_with_data_behind_its_pixels() -> Trap:
    maker = Maker(line() + PLACED.replace(b"62 660", b"62 300"))
    image = picture_of("nothing")
    made = flate(maker, image)
    made.write(image.tobytes() + SECRET.encode())
    maker.resource("XObject", "Im", made)
    return maker.done()


@trap
def scan_in_strips() -> Trap:
    whole = picture_of(FULL)
    maker = Maker()
    content = b""
    tall = whole.height // 6
    for i in range(6):
        strip = whole.crop((0, i * tall, whole.width, (i + 1) * tall))
        maker.resource("XObject", f"S{i}", flate(maker, strip))
        content += f"q 400 0 0 10 62 {710 - 10 * i} cm /S{i} Do Q\n".encode()
    maker.page.Contents = maker.pdf.make_stream(content)
    return maker.done({1: [image_box()]}, keeps=())


@trap
def flipped_image() -> Trap:
    maker = Maker()
    turned = picture_of(FULL).transpose(Image.Transpose.ROTATE_180)
    made = with_image(flate(maker, turned), maker)
    maker.page.Contents = maker.pdf.make_stream(b"q -400 0 0 -60 462 720 cm /Im Do Q")
    return maker.done({1: [image_box()]}, keeps=()) or made
