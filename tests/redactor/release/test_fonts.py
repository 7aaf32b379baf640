"""Fonts in a release hold what is shown in them, and nothing of what was withheld."""

from __future__ import annotations

import io

import pikepdf
import pymupdf
import pytest
from fontTools.cffLib import CFFFontSet
from pikepdf import Array, Dictionary, Name

from redactor.model import Rect
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.produce import produce
from redactor.work import finish
from tests.redactor.release.test_traps import read
from tests.redactor.release.traps import FULL, Maker, Trap, line, wide

SHOWN = set("Dear regards")
SECRET_LETTERS = set("Zbih")  # of the secret, and nowhere else on the page


def compact() -> bytes:
    return bytes(pymupdf.Font("helv").buffer)


def simple(maker: Maker, **entries: object) -> Trap:
    """A page in a whole CFF font, with widths and a map to text for all of it."""
    program = maker.stream(compact(), Subtype=Name.Type1C)
    order = "".join(dict.fromkeys(FULL)) + "".join(map(chr, range(33, 127)))
    cmap = "\n".join(
        f"1 beginbfchar\n<{ord(char):02X}> <{ord(char):04X}>\nendbfchar"
        for char in dict.fromkeys(order)
    )
    maker.page.Resources.Font.F1 = maker.indirect(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/ABCDEF+Whole"),
        Encoding=Name.WinAnsiEncoding, FirstChar=32, LastChar=126,
        Widths=Array([round(1000 * wide(chr(c), 1)) for c in range(32, 127)]),
        ToUnicode=maker.stream(cmap.encode()),
        FontDescriptor=Dictionary(
            Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Whole"), Flags=32,
            FontBBox=Array([-200, -300, 1200, 1000]), ItalicAngle=0, Ascent=900,
            Descent=-200, CapHeight=700, StemV=80, FontFile3=program,
        ),
        **entries,
    )  # fmt: skip
    return maker.done()


def released(trap: Trap) -> pikepdf.Pdf:
    boxes = {1: [Box(rect, "s.40(2)", "D01-R001") for rect in trap.boxes[1]]}
    return pikepdf.open(io.BytesIO(finish(produce(trap.pdf, boxes)).pdf))


def font_of(document: pikepdf.Pdf) -> pikepdf.Object:
    fonts = document.pages[0].obj.Resources.Font
    (name,) = [key for key in fonts if key not in ("/Box", "/Key")]
    return fonts[name]


def test_only_glyphs_that_are_shown_stay_in_the_program() -> None:
    with released(simple(Maker())) as document:
        program = font_of(document).FontDescriptor.FontFile3.read_bytes()
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(program), None, isCFF2=False)
    letters = {name for name in fonts[0].charset if len(name) == 1}
    assert letters == SHOWN - {" "}
    assert len(program) < len(compact()) / 4


def test_widths_and_the_way_back_to_text_are_of_what_is_shown() -> None:
    with released(simple(Maker())) as document:
        font = font_of(document)
        first = int(font.FirstChar)
        sized = {chr(first + at) for at, width in enumerate(font.Widths) if width}
        lines = font.ToUnicode.read_bytes().decode().splitlines()
    codes = [row.split()[0] for row in lines if row.startswith("<") and len(row) < 14]
    assert sized == SHOWN
    mapped = [code for code in codes if code not in ("<00>", "<FF>")]
    assert mapped == sorted(mapped)
    assert {chr(int(code[1:-1], 16)) for code in mapped} == SHOWN


def test_names_of_glyphs_are_of_what_is_shown() -> None:
    maker = Maker()
    encoding = Dictionary(
        Type=Name.Encoding,
        Differences=Array(
            [ord("b"), Name.b, ord("h"), Name.h, Name.i, ord("Z"), Name.Z]
        ),
    )
    trap = simple(maker)
    with pikepdf.open(io.BytesIO(trap.pdf)) as document:
        document.pages[0].obj.Resources.Font.F1.Encoding = encoding
        out = io.BytesIO()
        document.save(out)
    trap.pdf = out.getvalue()
    with released(trap) as document:
        assert len(font_of(document).Encoding.get("/Differences", [])) == 0


def test_drawn_glyphs_of_what_is_withheld_go() -> None:
    maker = Maker()
    drawn = maker.stream(b"600 0 d0 0 0 400 600 re f")
    every = sorted(set(FULL) - {" "})
    names = {char: Name(f"/letter{ord(char)}") for char in every}
    listed: list[object] = []
    for char in every:
        listed += [ord(char), names[char]]
    maker.page.Resources.Font.F1 = maker.indirect(
        Type=Name.Font, Subtype=Name.Type3, FontBBox=Array([0, 0, 600, 700]),
        FontMatrix=Array([0.001, 0, 0, 0.001, 0, 0]), FirstChar=32, LastChar=126,
        Widths=Array([600] * 95), Resources=Dictionary(),
        CharProcs=Dictionary({str(name): drawn for name in names.values()}),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array(listed)),
    )  # fmt: skip
    place = 72 + 5 * 0.6 * 12
    top = 842 - 700
    trap = maker.done({1: [Rect(place, top - 9, place + 8 * 7.2, top + 2)]})
    with released(trap) as document:
        font = font_of(document)
        assert len(font.CharProcs.keys()) == len(SHOWN - {" "})


@pytest.mark.parametrize("fonts", ["helv", "tiro", "cour"])
def test_the_page_still_says_what_it_said(fonts: str) -> None:
    with pymupdf.open() as document:
        page = document.new_page()
        page.insert_font("X", fontbuffer=pymupdf.Font(fonts).buffer)
        page.insert_text((72, 84), "Dear Zebediah, 50% of \u00e9t\u00e9", fontname="X")
        data = document.tobytes()
    made = finish(produce(data, {1: [Box(Rect(40, 74, 50, 88), "", "D01-R001")]}))
    assert made.pictures == {}
    assert "Dear Zebediah, 50% of \u00e9t\u00e9" in read(made.pdf)[0]


def test_a_form_that_inherits_its_font_keeps_it() -> None:
    maker = Maker()
    form = maker.form(b"BT 1 0 0 1 72 600 Tm (further words) Tj ET")
    del form.Resources.Font
    maker.resource("XObject", "Fm", form)
    head = b"/F1 12 Tf q /Fm Do Q "
    maker.page.Contents = maker.pdf.make_stream(head + line())
    made = finish(produce(maker.done().pdf, {}))
    assert made.pictures == {}
    assert "further words" in read(made.pdf)[0]


def test_letters_without_a_width_of_their_own_get_none() -> None:
    maker = Maker()
    maker.font.FirstChar, maker.font.LastChar = 32, 32
    maker.font.Widths = Array([278])
    with released(maker.done()) as document:
        assert [int(n) for n in font_of(document).Widths] == [278]
