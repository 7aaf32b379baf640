"""Names on and in blends of colours, hatches and shadows."""

from __future__ import annotations

import zlib

import pymupdf
from pikepdf import Array, Dictionary, Name
from PIL import Image, ImageFilter

from tests.redactor.release.traps import SECRET, Maker, Trap, box, line, trap

_AREA = b" 60 690 300 40 re f "


def _blend(maker: Maker) -> None:
    function = Dictionary(
        FunctionType=2,
        Domain=Array([0, 1]),
        C0=Array([0.8, 0.9, 1]),
        C1=Array([1, 0.9, 0.6]),
        N=1,
    )
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceRGB,
        Coords=Array([60, 0, 360, 0]),
        Function=function,
        Extend=Array([True, True]),
    )
    pattern = Dictionary(Type=Name.Pattern, PatternType=2, Shading=shading)
    maker.resource("Pattern", "P1", pattern)


@trap
def word_on_a_blend_of_colours() -> Trap:
    maker = Maker(b"/Pattern cs /P1 scn" + _AREA + b"0 g " + line())
    _blend(maker)
    return maker.done()


@trap
def letters_drawn_in_a_blend_of_colours() -> Trap:
    x0, top = box().x0, 842 - box().y0
    zigzag = " ".join(
        f"{x0 + 6 * n} {top} m {x0 + 6 * n + 3} {top - 12} l {x0 + 6 * n + 5} {top} l f"
        for n in range(len(SECRET))
    )
    maker = Maker(b"/Pattern cs /P1 scn " + zigzag.encode() + b" 0 g " + line())
    _blend(maker)
    return maker.done(crowded=True)


@trap
def word_on_a_hatch() -> Trap:
    maker = Maker(b"/Pattern cs /P1 scn" + _AREA + b"0 g " + line())
    tile = maker.stream(
        b"0.9 g 0 0 2 4 re f",
        Type=Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 4, 4]),
        XStep=4,
        YStep=4,
        Resources=Dictionary(),
    )
    maker.resource("Pattern", "P1", tile)
    return maker.done()


def _shadowed(picture: Image.Image) -> Maker:
    maker = Maker(b"q /G1 gs 0.6 g 50 640 400 120 re f Q 0 g " + line())
    mask = maker.form(
        b"q 400 0 0 120 50 640 cm /Im Do Q",
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
    )
    mask.Resources.XObject = Dictionary(
        Im=maker.stream(
            zlib.compress(picture.tobytes()),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=picture.width,
            Height=picture.height,
            ColorSpace=Name.DeviceGray,
            BitsPerComponent=8,
            Filter=Name.FlateDecode,
        )
    )
    soft = Dictionary(Type=Name.Mask, S=Name.Luminosity, G=mask)
    maker.resource("ExtGState", "G1", Dictionary(SMask=soft))
    return maker


@trap
def word_on_a_shadow() -> Trap:
    picture = Image.new("L", (400, 120), 0)
    picture.paste(120, (30, 30, 370, 90))
    return _shadowed(picture.filter(ImageFilter.GaussianBlur(9))).done()


@trap
def word_in_the_picture_of_a_shadow() -> Trap:
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=120)
        page.insert_text((22, 60), f"Dear {SECRET} regards", fontsize=12)
        pixels = page.get_pixmap(colorspace=pymupdf.csGRAY)
        picture = Image.frombytes("L", (400, 120), pixels.samples)
    return _shadowed(picture).done(picture=True)
