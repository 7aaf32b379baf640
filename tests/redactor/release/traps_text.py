"""Traps in the text of a page."""

from __future__ import annotations

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, String

from redactor.model import Rect
from tests.redactor.release.traps import (
    AFTER,
    BEFORE,
    FULL,
    HEIGHT,
    SECRET,
    SIZE,
    Maker,
    Trap,
    X,
    Y,
    box,
    hidden,
    line,
    trap,
    wide,
)


@trap
def plain_text() -> Trap:
    return Maker().done()


@trap
def text_under_the_authors_black_box_elsewhere() -> Trap:
    return Maker(line() + hidden(b"", y=400) + b"0 g 60 390 200 30 re f\n").done()


@trap
def white_text_elsewhere() -> Trap:
    return Maker(line() + hidden(b"1 g ")).done()


@trap
def transparent_text_elsewhere() -> Trap:
    maker = Maker(line() + hidden(b"/G1 gs "))
    maker.resource("ExtGState", "G1", Dictionary(ca=0, CA=0))
    return maker.done()


@trap
def text_clipped_away() -> Trap:
    return Maker(line() + hidden(b"10 10 20 20 re W n ")).done()


@trap
def text_clipped_by_an_empty_path() -> Trap:
    return Maker(line() + hidden(b"0 0 0 0 re W n ")).done()


@trap
def text_off_the_page() -> Trap:
    return Maker(line() + line(SECRET, y=-200) + line(SECRET, y=2000)).done()


@trap
def text_outside_the_crop_box() -> Trap:
    maker = Maker(line() + line(SECRET, y=20))
    maker.page.CropBox = Array([0, 60, 595, 842])
    return maker.done()


@trap
def microscopic_text() -> Trap:
    return Maker(line() + f"BT /F1 0.01 Tf 72 300 Td ({SECRET}) Tj ET".encode()).done()


@trap
def invisible_text_over_nothing() -> Trap:
    return Maker(
        line() + f"BT /F1 12 Tf 3 Tr 72 300 Td ({SECRET}) Tj ET".encode()
    ).done()


@trap
def text_in_a_form() -> Trap:
    maker = Maker(b"/Fm Do")
    maker.resource("XObject", "Fm", maker.form(line()))
    return maker.done()


@trap
def form_shared_by_two_pages() -> Trap:
    maker = Maker(b"/Fm Do", pages=2)
    form = maker.form(line())
    for page in maker.pdf.pages:
        page.obj.Resources.XObject = Dictionary(Fm=form)
    return maker.done({1: [box(1)], 2: [box(1)]})


@trap
def nested_forms_with_matrices() -> Trap:
    maker = Maker(b"q 2 0 0 2 0 0 cm /Fm Do Q")
    inner = maker.form(line())
    middle = maker.form(b"/In Do", Matrix=Array([0.5, 0, 0, 0.5, 10, 20]))
    middle.Resources.XObject = Dictionary(In=inner)
    maker.resource("XObject", "Fm", middle)
    b = box(1)
    return maker.done({1: [Rect(b.x0 + 20, b.y0 - 40, b.x1 + 20, b.y1 - 40)]})


@trap
def text_in_a_tiling_pattern() -> Trap:
    maker = Maker(line() + b"/Pattern cs /P1 scn 0 300 595 100 re f")
    tile = maker.stream(
        b"BT /F1 12 Tf 5 5 Td (" + SECRET.encode() + b") Tj ET",
        Type=Name.Pattern,
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=Array([0, 0, 100, 30]),
        XStep=100,
        YStep=30,
        Resources=Dictionary(Font=Dictionary(F1=maker.font)),
    )
    maker.resource("Pattern", "P1", tile)
    return maker.done(picture=True)


@trap
def text_in_a_soft_mask() -> Trap:
    maker = Maker(line() + b"q /G1 gs 0.5 g 60 300 300 50 re f Q")
    mask = maker.form(
        b"1 g " + line(SECRET, 310),
        Group=Dictionary(S=Name.Transparency, CS=Name.DeviceGray),
    )
    maker.resource(
        "ExtGState",
        "G1",
        Dictionary(SMask=Dictionary(Type=Name.Mask, S=Name.Luminosity, G=mask)),
    )
    return maker.done(picture=True)


def type3(maker: Maker, advance: int = 8) -> pikepdf.Object:
    """A font of drawn letters: a bar for each letter of the secret and two others."""
    letters = sorted(set(FULL.replace(" ", "")))
    procs = Dictionary()
    for i, letter in enumerate(letters):
        procs[f"/{SECRET}{letter}"] = maker.stream(
            f"{advance} 0 d0 1 {i % 3} 5 7 re f".encode()
        )
    differences: list[object] = []
    for letter in letters:
        differences += [ord(letter), Name(f"/{SECRET}{letter}")]
    to_unicode = "\n".join(f"<{ord(c):02x}> <{ord(c):04x}>" for c in letters)
    return maker.indirect(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, advance, 10]),
        FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]),
        CharProcs=procs,
        Resources=Dictionary(),
        FirstChar=32,
        LastChar=122,
        Widths=Array([advance] * 91),
        Encoding=Dictionary(Type=Name.Encoding, Differences=Array(differences)),
        ToUnicode=maker.stream(
            (
                "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
                "1 begincodespacerange <00> <ff> endcodespacerange "
                f"{len(letters)} beginbfchar\n{to_unicode}\nendbfchar endcmap end end"
            ).encode()
        ),
    )


@trap
def type_3_font_with_telling_glyph_names() -> Trap:
    maker = Maker()
    maker.page.Resources.Font.F1 = type3(maker)
    x0 = X + 5 * 0.8 * SIZE
    rect = Rect(x0 - 0.5, HEIGHT - Y - 12, x0 + 8 * 0.8 * SIZE - 1, HEIGHT - Y + 2)
    return maker.done({1: [rect]})


@trap
def type_3_glyph_that_is_the_picture_of_a_word() -> Trap:
    maker = Maker(b"BT /T3 1 Tf 1 0 0 1 72 700 Tm (a) Tj ET")
    outline = b"0 0 d0 " + b" ".join(b"%d 0 4 9 re f" % (i * 6) for i in range(12))
    maker.page.Resources.Font.T3 = maker.indirect(
        Type=Name.Font,
        Subtype=Name.Type3,
        FontBBox=Array([0, 0, 0, 0]),
        FontMatrix=Array([1, 0, 0, 1, 0, 0]),
        CharProcs=Dictionary(a=maker.stream(outline)),
        Resources=Dictionary(),
        FirstChar=97,
        LastChar=97,
        Widths=Array([0]),
        Encoding=Dictionary(Differences=Array([97, Name.a])),
    )
    return maker.done({1: [Rect(90, 130, 130, 144)]}, keeps=(), picture=True)


@trap
def kerned_pieces() -> Trap:
    pieces = " 0 ".join(f"({c})" for c in SECRET)
    return Maker(
        f"BT /F1 12 Tf 72 700 Td [({BEFORE} ) 0 {pieces} 0 ( {AFTER})] TJ ET".encode()
    ).done()


@trap
def word_drawn_twice() -> Trap:
    again = line().replace(b"72.0 700", b"72.3 700")
    return Maker(line() + again).done()


def rotated(angle: int) -> Trap:
    maker = Maker()
    maker.page.Rotate = angle
    return maker.done()


@trap
def page_turned_by_90() -> Trap:
    return rotated(90)


@trap
def page_turned_by_180() -> Trap:
    return rotated(180)


@trap
def page_turned_by_270() -> Trap:
    return rotated(270)


@trap
def crop_box_with_an_offset() -> Trap:
    maker = Maker()
    maker.page.CropBox = Array([30, 40, 560, 800])
    b = box(1)
    return maker.done({1: [Rect(b.x0 - 30, b.y0 - 42, b.x1 - 30, b.y1 - 42)]})


@trap
def media_box_with_a_negative_origin() -> Trap:
    maker = Maker()
    maker.page.MediaBox = Array([-50, -60, 545, 782])
    maker.page.CropBox = Array([-90, -90, 900, 900])
    maker.page.Rotate = 90
    b = box(1)
    return maker.done({1: [Rect(b.x0 + 50, b.y0 - 60, b.x1 + 50, b.y1 - 60)]})


@trap
def user_unit_of_2() -> Trap:
    maker = Maker()
    maker.page.UserUnit = 2
    b = box(1)
    return maker.done({1: [Rect(b.x0 * 2, b.y0 * 2, b.x1 * 2, b.y1 * 2)]})


@trap
def slanted_text() -> Trap:
    content = (
        f"BT /F1 12 Tf 0.866 0.5 -0.5 0.866 100 400 Tm ({SECRET}) Tj ET\n".encode()
    )
    maker = Maker(content + line(f"{BEFORE} {AFTER}"))
    reach = wide(SECRET)
    rect = Rect(
        100 - 6,
        HEIGHT - 400 - reach * 0.5 - 11,
        100 + reach * 0.866 + 2,
        HEIGHT - 400 + 3,
    )
    return maker.done({1: [rect]})


@trap
def mirrored_text() -> Trap:
    content = f"BT /F1 12 Tf -1 0 0 1 300 500 Tm ({SECRET}) Tj ET\n".encode()
    maker = Maker(content + line(f"{BEFORE} {AFTER}"))
    rect = Rect(300 - wide(SECRET) - 1, HEIGHT - 511, 301, HEIGHT - 497)
    return maker.done({1: [rect]})


@trap
def actual_text_of_a_whole_line() -> Trap:
    return Maker(
        f"/Span <</ActualText ({FULL})>> BDC ".encode() + line() + b"EMC"
    ).done()


@trap
def actual_text_as_a_property() -> Trap:
    maker = Maker(b"/Span /P1 BDC " + line() + b"EMC /Foo /P1 DP")
    maker.resource(
        "Properties", "P1", Dictionary(ActualText=String(FULL), E=String(SECRET))
    )
    return maker.done()


@trap
def structure_that_repeats_the_text() -> Trap:
    maker = Maker(b"/P <</MCID 0>> BDC " + line() + b"EMC")
    element = maker.indirect(
        Type=Name.StructElem,
        S=Name.P,
        Pg=maker.page,
        K=0,
        Alt=String(SECRET),
        ActualText=String(FULL),
        T=String(SECRET),
        E=String(SECRET),
    )
    maker.root.StructTreeRoot = maker.indirect(Type=Name.StructTreeRoot, K=element)
    maker.root.MarkInfo = Dictionary(Marked=True)
    maker.page.StructParents = 0
    return maker.done()


@trap
def hyphenated_over_two_lines() -> Trap:
    maker = Maker(line(f"{BEFORE} Zebe-") + line(f"diah {AFTER}", Y - 14))
    x0 = X + wide(f"{BEFORE} ")
    first = Rect(x0 - 1, HEIGHT - Y - 10, x0 + wide("Zebe-") + 1, HEIGHT - Y + 3)
    second = Rect(X - 1, HEIGHT - Y + 4, X + wide("diah") + 1, HEIGHT - Y + 17)
    return maker.done({1: [first, second]})


@trap
def box_that_is_too_small() -> Trap:
    b = box()
    top = HEIGHT - Y
    return Maker().done({1: [Rect(b.x0 + 1, top - 6, b.x1 - 1, top)]})


@trap
def box_that_touches_the_neighbours() -> Trap:
    b = box()
    share = 0.09
    return Maker(line(f"{BEFORE}{SECRET}{AFTER}")).done(
        {
            1: [
                Rect(
                    X + wide(BEFORE) - share * wide("r"),
                    b.y0,
                    X + wide(BEFORE + SECRET) + share * wide("r"),
                    b.y1,
                )
            ]
        }
    )


@trap
def lines_set_without_leading() -> Trap:
    maker = Maker(
        line("Yggdrasil jumping", Y + 11) + line() + line("Happy Qualifying", Y - 11)
    )
    return maker.done(
        {1: [box(0.5)]},
        keeps=(BEFORE, AFTER, "Yggdrasil jumping", "Happy Qualifying"),
        crowded=True,
    )


@trap
def hidden_layer() -> Trap:
    maker = Maker(
        line() + b"/OC /L1 BDC " + line(SECRET, 400) + b"EMC " + line("end", 300)
    )
    layer = maker.indirect(Type=Name.OCG, Name=String(SECRET))
    maker.resource("Properties", "L1", layer)
    maker.root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(OFF=Array([layer]))
    )
    return maker.done()


@trap
def hidden_layer_on_a_form() -> Trap:
    maker = Maker(line() + b"/Fm Do")
    layer = maker.indirect(Type=Name.OCG, Name=String("x"))
    maker.resource("XObject", "Fm", maker.form(line(SECRET, 400), OC=layer))
    maker.root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(BaseState=Name.OFF)
    )
    return maker.done()


@trap
def text_as_a_clip_for_an_image() -> Trap:
    maker = Maker(
        line(f"{BEFORE} {AFTER}")
        + f"q BT /F1 12 Tf 7 Tr 72 500 Td ({SECRET}) Tj ET ".encode()
        + b"0 g 60 480 200 40 re f Q"
    )
    rect = Rect(70, HEIGHT - 511, 73 + wide(SECRET), HEIGHT - 496)
    return maker.done({1: [rect]})


@trap
def font_without_a_way_to_unicode() -> Trap:
    """An embedded font whose codes mean nothing; the box is drawn by hand."""
    maker = Maker()
    program = pymupdf.Font("helv").buffer
    font = pymupdf.Font("helv")
    glyphs = {c: font.has_glyph(ord(c)) for c in sorted(set(FULL))}
    widths = Array()
    for c in sorted(set(FULL), key=lambda c: glyphs[c]):
        widths.append(glyphs[c])
        widths.append(Array([round(1000 * font.glyph_advance(ord(c)))]))
    descriptor = maker.indirect(
        Type=Name.FontDescriptor,
        FontName=Name(f"/ABCDEF+{SECRET}Hand"),
        Flags=4,
        FontBBox=Array([0, 0, 0, 0]),
        Ascent=0,
        Descent=0,
        ItalicAngle=0,
        CapHeight=0,
        StemV=80,
        FontFile3=maker.stream(program, Subtype=Name.CIDFontType0C)
        if program[:4] == b"\1\0\4\2"
        else maker.stream(program, Subtype=Name.OpenType),
    )
    maker.page.Resources.Font.F1 = maker.indirect(
        Type=Name.Font,
        Subtype=Name.Type0,
        BaseFont=Name(f"/ABCDEF+{SECRET}Hand"),
        Encoding=Name("/Identity-H"),
        DescendantFonts=Array(
            [
                maker.indirect(
                    Type=Name.Font,
                    Subtype=Name.CIDFontType0,
                    BaseFont=Name(f"/ABCDEF+{SECRET}Hand"),
                    CIDSystemInfo=Dictionary(
                        Registry=String("Adobe"),
                        Ordering=String("Identity"),
                        Supplement=0,
                    ),
                    FontDescriptor=descriptor,
                    W=widths,
                )
            ]
        ),
    )
    codes = "".join(f"{glyphs[c]:04x}" for c in FULL)
    maker.page.Contents = maker.pdf.make_stream(
        f"BT /F1 {SIZE} Tf {X} {Y} Td <{codes}> Tj ET".encode()
    )
    return maker.done(keeps=())


@trap
def lines_that_begin_with_a_quote() -> Trap:
    return Maker(
        f"BT /F1 12 Tf 14 TL 72 728 Td () ' ({FULL}) ' () ' (the end) ' ET".encode()
    ).done(keeps=(BEFORE, AFTER, "the end"))


@trap
def letters_slanted_by_the_writer() -> Trap:
    """As programs make italics of a font that has none: the letters' boxes overlap."""
    maker = Maker(f"BT /F1 12 Tf 1 0 0.35 1 72 700 Tm ({FULL}) Tj ET".encode())
    b = box()
    return maker.done({1: [Rect(b.x0 + 1.5, b.y0, b.x1 + 1.5, b.y1)]})


@trap
def box_that_grazes_the_lines_above_and_below() -> Trap:
    above, below = "above it over there", "below it under there"
    maker = Maker(line(above, Y + 9) + line() + line(below, Y - 9))
    keeps = (BEFORE, AFTER, above, below)
    return maker.done({1: [box(1)]}, keeps=keeps, crowded=True)


@trap
def text_outside_the_crop_box_in_a_font_without_height() -> Trap:
    maker = Maker(
        line() + f"BT /F2 12 Tf 72 20 Td ({SECRET} lives here) Tj ET".encode()
    )
    maker.page.Resources.Font.F2 = maker.indirect(
        Type=Name.Font,
        Subtype=Name.Type1,
        BaseFont=Name.Times,
        FirstChar=32,
        LastChar=122,
        Widths=Array([500] * 91),
        FontDescriptor=Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name.Times,
            Flags=32,
            Ascent=9.464,  # of a letter of 1000: a unit that somebody got wrong
            Descent=-2.73,
            FontBBox=Array([-664, -324, 2000, 1005]),
        ),
    )
    maker.page.CropBox = Array([0, 100, 595, HEIGHT])
    return maker.done()


@trap
def word_that_ends_in_larger_letters() -> Trap:
    start = f"BT /F1 12 Tf 1 0 0 1 {X} {Y} Tm ({BEFORE} Zebedi) Tj /F1 14 Tf (ah) Tj "
    maker = Maker(start.encode() + f"/F1 12 Tf ( {AFTER}) Tj ET".encode())
    b = box(1)
    return maker.done({1: [Rect(b.x0, b.y0 - 2, b.x1 + wide("ah", 2.0), b.y1)]})
