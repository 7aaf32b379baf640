"""Traps in annotations, forms, document data, line art and the file's structure."""

from __future__ import annotations

import io

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, String

from redactor.model import Rect
from tests.redactor.release.traps import (
    AFTER,
    BEFORE,
    HEIGHT,
    SECRET,
    WIDTH,
    Maker,
    Trap,
    box,
    line,
    trap,
    wide,
)

SPOT = Array([60, 380, 260, 410])


def annotated(maker: Maker, **entries: object) -> Trap:
    entries = {"Type": Name.Annot, "Rect": SPOT, **entries}
    maker.page.Annots = Array([maker.indirect(**entries)])
    return maker.done()


@trap
def sticky_note() -> Trap:
    return annotated(
        Maker(), Subtype=Name.Text, Contents=String(SECRET), T=String(SECRET)
    )


@trap
def highlight_with_a_comment_over_the_box() -> Trap:
    b = box(1)
    y0, y1 = HEIGHT - b.y1, HEIGHT - b.y0
    return annotated(
        Maker(),
        Subtype=Name.Highlight,
        Rect=Array([b.x0, y0, b.x1, y1]),
        QuadPoints=Array([b.x0, y1, b.x1, y1, b.x0, y0, b.x1, y0]),
        C=Array([1, 1, 0]),
        Contents=String(SECRET),
        T=String(SECRET),
        RC=String(f"<p>{SECRET}</p>"),
        Subj=String(SECRET),
    )


@trap
def stamp_over_the_box() -> Trap:
    maker = Maker(line(f"{BEFORE} {wide_gap()}{AFTER}"))
    look = maker.form(line(f"{' ' * 9}{SECRET}"))
    return annotated(
        maker,
        Subtype=Name.Stamp,
        Rect=Array([0, 0, WIDTH, HEIGHT]),
        AP=Dictionary(N=look),
        Contents=String(SECRET),
    )


def wide_gap() -> str:
    return " " * round(wide(f"{SECRET} ") / wide(" ") + 4)


@trap
def square_that_fakes_a_redaction_elsewhere() -> Trap:
    maker = Maker(line() + line(SECRET, 390))
    return annotated(
        maker,
        Subtype=Name.Square,
        IC=Array([0, 0, 0]),
        C=Array([0, 0, 0]),
        AP=Dictionary(
            N=maker.form(
                b"0 g 60 380 200 30 re f",
            )
        ),
        Rect=Array([0, 0, WIDTH, HEIGHT]),
    )


@trap
def redaction_marked_but_never_applied_elsewhere() -> Trap:
    return annotated(
        Maker(),
        Subtype=Name.Redact,
        OverlayText=String(SECRET),
        Contents=String(SECRET),
    )


@trap
def attached_file() -> Trap:
    maker = Maker()
    spec = maker.indirect(
        Type=Name.Filespec,
        F=String(f"{SECRET}.txt"),
        EF=Dictionary(F=maker.stream(SECRET.encode(), Type=Name.EmbeddedFile)),
    )
    maker.root.Names = Dictionary(
        EmbeddedFiles=Dictionary(Names=Array([String(SECRET), spec]))
    )
    maker.root.AF = Array([spec])
    maker.page.AF = Array([spec])
    return annotated(maker, Subtype=Name.FileAttachment, FS=spec)


@trap
def link_to_a_mailbox() -> Trap:
    action = Dictionary(S=Name.URI, URI=String(f"mailto:{SECRET}@example.org"))
    return annotated(Maker(), Subtype=Name.Link, A=action)


def field(value: str, rect: object, **more: object) -> tuple[Maker, pikepdf.Object]:
    maker = Maker(line(f"{BEFORE} {wide_gap()}{AFTER}"))
    made = maker.indirect(
        Type=Name.Annot,
        Subtype=Name.Widget,
        FT=Name.Tx,
        T=String(SECRET),
        V=String(value),
        DV=String(SECRET),
        TU=String(SECRET),
        DA=String("/F1 11 Tf 0 g"),
        Rect=rect,
        P=maker.page,
        F=4,
        **more,
    )
    maker.page.Annots = Array([made])
    maker.root.AcroForm = Dictionary(
        Fields=Array([made]),
        DR=Dictionary(Font=Dictionary(F1=maker.font)),
        DA=String("/F1 11 Tf 0 g"),
        NeedAppearances=True,
        XFA=maker.stream(f"<xfa>{SECRET}</xfa>".encode()),
    )
    return maker, made


@trap
def form_field_under_the_box() -> Trap:
    b = box(1)
    y0, y1 = HEIGHT - b.y1 - 3, HEIGHT - b.y0 + 3
    maker, _ = field(SECRET, Array([b.x0, y0, b.x1 + 4, y1]))
    return maker.done({1: [Rect(b.x0 - 1, b.y0 - 3, b.x1 + 5, b.y1 + 3)]})


@trap
def hidden_form_field() -> Trap:
    maker, made = field(SECRET, SPOT)
    made.F = 2
    return maker.done()


@trap
def info_and_xmp() -> Trap:
    maker = Maker()
    for key in ("/Title", "/Author", "/Subject", "/Keywords", "/Company"):
        maker.pdf.docinfo[key] = String(SECRET)
    xmp = maker.stream(
        f"<x>{SECRET}</x>".encode(), Type=Name.Metadata, Subtype=Name.XML
    )
    maker.root.Metadata = xmp
    maker.page.Metadata = xmp
    maker.font.Metadata = xmp
    return maker.done()


@trap
def bookmarks_and_destinations() -> Trap:
    maker = Maker()
    item = maker.indirect(Title=String(SECRET), Dest=Array([maker.page, Name.Fit]))
    maker.root.Outlines = maker.indirect(
        Type=Name.Outlines, First=item, Last=item, Count=1
    )
    item.Parent = maker.root.Outlines
    maker.root.Dests = Dictionary({f"/{SECRET}": Array([maker.page, Name.Fit])})
    maker.root.Names = Dictionary(
        Dests=Dictionary(Names=Array([String(SECRET), Array([maker.page, Name.Fit])]))
    )
    return maker.done()


@trap
def scripts() -> Trap:
    maker = Maker()
    script = Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SECRET}')"))
    maker.root.OpenAction = script
    maker.root.AA = Dictionary(WC=script)
    maker.page.AA = Dictionary(
        O=Dictionary(S=Name.JavaScript, JS=maker.stream(SECRET.encode()), Next=script)
    )
    maker.root.Names = Dictionary(
        JavaScript=Dictionary(Names=Array([String(SECRET), script]))
    )
    return maker.done()


@trap
def private_data_everywhere() -> Trap:
    maker = Maker()
    private = Dictionary(
        App=Dictionary(Private=String(SECRET), LastModified=String("D:1"))
    )
    for holder in (maker.root, maker.page, maker.font, maker.page.Resources):
        holder.PieceInfo = private
        holder[f"/{SECRET}"] = String(SECRET)
    maker.pdf.trailer[f"/{SECRET}"] = String(SECRET)
    maker.page.Thumb = maker.stream(
        SECRET.encode(),
        Width=8,
        Height=1,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceGray,
    )
    maker.page.ID = String(SECRET)
    maker.page.LastModified = String(SECRET)
    maker.page.Trans = Dictionary(S=Name.Wipe, X=String(SECRET))
    maker.page.VP = Array([Dictionary(Name=String(SECRET))])
    return maker.done()


@trap
def labels_threads_and_collections() -> Trap:
    maker = Maker()
    maker.root.PageLabels = Dictionary(Nums=Array([0, Dictionary(P=String(SECRET))]))
    maker.root.Threads = Array([maker.indirect(I=Dictionary(Title=String(SECRET)))])
    maker.root.Collection = Dictionary(
        Schema=Dictionary(X=Dictionary(N=String(SECRET)))
    )
    maker.root.SpiderInfo = Dictionary(V=1, C=Array([Dictionary(URL=String(SECRET))]))
    maker.root.OutputIntents = Array(
        [Dictionary(S=Name.GTS_PDFX, OutputConditionIdentifier=String(SECRET))]
    )
    maker.root.Perms = Dictionary(DocMDP=Dictionary(Name=String(SECRET)))
    maker.root.DSS = Dictionary(Certs=Array([maker.stream(SECRET.encode())]))
    return maker.done()


@trap
def names_inside_the_file() -> Trap:
    maker = Maker(
        line().replace(b"/F1", b"/" + SECRET.encode())
        + f"/{SECRET} cs 0.5 scn 60 300 50 50 re f".encode()
    )
    maker.page.Resources.Font[f"/{SECRET}"] = maker.font
    tint = maker.indirect(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([1]), N=1
    )
    maker.resource(
        "ColorSpace",
        SECRET,
        Array([Name.Separation, Name(f"/{SECRET}"), Name.DeviceGray, tint]),
    )
    return maker.done()


@trap
def comments_and_operands_in_the_content() -> Trap:
    return Maker(
        f"% {SECRET}\n/{SECRET} MP /{SECRET} <</X ({SECRET})>> DP\n".encode()
        + f"({SECRET}) 0 g\n".encode()
        + line()
    ).done()


@trap
def unused_resources() -> Trap:
    maker = Maker()
    maker.resource("XObject", "Unused", maker.form(line(SECRET)))
    return maker.done()


def outlines(text: str, x: float, y: float) -> list[bytes]:
    """One closed path of straight edges for each letter, as drawing programs make."""
    paths, at = [], x
    for char in text:
        w = wide(char)
        if char == " ":
            at += w
            continue
        slant = (ord(char) % 5) / 5 * w
        feet = f"{at:.2f} {y} m {at + w - 1:.2f} {y} l"
        paths.append(f"{feet} {at + slant:.2f} {y + 9} l h".encode())
        at += w
    return paths


@trap
def outlines_one_path_for_each_glyph() -> Trap:
    paths = b" f\n".join(outlines(f"{BEFORE} {SECRET} {AFTER}", 72, 700)) + b" f\n"
    return Maker(paths).done(keeps=())


@trap
def outlines_one_path_for_the_line() -> Trap:
    paths = b"\n".join(outlines(f"{BEFORE} {SECRET} {AFTER}", 72, 700)) + b" f\n"
    return Maker(paths).done(keeps=())


@trap
def signature_that_crosses_the_box() -> Trap:
    wave = b"2 w 60 705 m " + b" ".join(
        b"%d 720 %d 690 %d 705 c" % (65 + 10 * i, 68 + 10 * i, 70 + 10 * i)
        for i in range(15)
    )
    return Maker(line(f"{BEFORE}", 600) + wave + b" S").done(
        {1: [Rect(100, HEIGHT - 712, 150, HEIGHT - 698)]}, keeps=(BEFORE,)
    )


@trap
def ink_signature_annotation() -> Trap:
    maker = Maker(line(f"{BEFORE} {wide_gap()}{AFTER}"))
    look = maker.form(b"1 w 100 690 m 130 720 l 150 690 l 170 716 l S")
    maker.page.Annots = Array(
        [
            maker.indirect(
                Type=Name.Annot,
                Subtype=Name.Ink,
                Rect=Array([0, 0, WIDTH, HEIGHT]),
                InkList=Array([Array([100, 690, 130, 720, 150, 690, 170, 716])]),
                AP=Dictionary(N=look),
                Contents=String(SECRET),
            )
        ]
    )
    return maker.done({1: [Rect(110, HEIGHT - 712, 150, HEIGHT - 698)]})


@trap
def shading_clipped_to_outlines() -> Trap:
    maker = Maker(
        line(AFTER, 600)
        + b"q "
        + b"\n".join(outlines(f"{BEFORE} {SECRET}", 72, 700))
        + b" W n /Sh1 sh Q"
    )
    tint = maker.indirect(
        FunctionType=2, Domain=Array([0, 1]), C0=Array([0]), C1=Array([0.3]), N=1
    )
    maker.resource(
        "Shading",
        "Sh1",
        Dictionary(
            ShadingType=2,
            ColorSpace=Name.DeviceGray,
            Coords=Array([0, 0, 595, 0]),
            Function=tint,
            Extend=Array([True, True]),
        ),
    )
    return maker.done(keeps=(AFTER,))


@trap
def background_and_table_rules() -> Trap:
    rules = (
        b"0.9 g 0 0 595 842 re f 0 G 0.5 w 60 690 300 30 re S 60 690 m 360 690 l S "
        b"90 600 m 90 760 l S 0 g "
    )
    return Maker(rules + line()).done(crowded=True)


@trap
def earlier_revision_and_orphans() -> Trap:
    made = Maker().done()
    with pymupdf.open(stream=made.pdf) as document:
        xref = document.get_new_xref()
        document.update_object(xref, f"<</Orphan ({SECRET})>>")
        made.pdf = document.tobytes()
    made.pdf += f"\n% {SECRET}\n".encode()
    return made


@trap
def encrypted_with_an_owner_password() -> Trap:
    made = Maker().done()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(owner=SECRET, user=""))
    made.pdf = out.getvalue()
    return made


@trap
def underline_that_goes_on_beyond_the_box() -> Trap:
    long = wide(f"{BEFORE} {SECRET} {AFTER}")
    return Maker(line() + f"72 698 {long} 0.5 re f".encode()).done()


@trap
def frame_around_the_line() -> Trap:
    return Maker(b"0.5 w 70 694 250 20 re S " + line()).done()
