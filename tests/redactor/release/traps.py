"""PDFs that carry a name where redaction tools forget to look, one for each carrier.

Each trap shows ``SECRET`` at least once where the box is, with ``BEFORE`` and ``AFTER``
on the same line, and may hold it in one more place that nobody sees.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import pikepdf
import pymupdf
from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image

from redactor.model import Rect

SECRET = "Zebediah"
BEFORE, AFTER = "Dear", "regards"
X, Y, SIZE = 72.0, 700.0, 12.0  # where the line stands, in user space
HEIGHT, WIDTH = 842.0, 595.0


@dataclass
class Trap:
    """A PDF and the boxes to burn; ``picture`` says that the page may become one.

    ``crowded`` says that ink of other lines, or of rules, reaches into the boxes.
    """

    pdf: bytes
    boxes: dict[int, list[Rect]]
    keeps: tuple[str, ...] = (BEFORE, AFTER)
    picture: bool = False
    crowded: bool = False


def wide(text: str, size: float = SIZE) -> float:
    return float(pymupdf.get_text_length(text, "helv", size))


def box(grow: float = 0.0) -> Rect:
    """Around the secret in the line, by its font's measures."""
    x0 = X + wide(f"{BEFORE} ")
    top = HEIGHT - Y
    return Rect(
        x0 - grow, top - 0.93 * SIZE, x0 + wide(SECRET) + grow, top + 0.25 * SIZE
    )


def line(text: str = f"{BEFORE} {SECRET} {AFTER}", y: float = Y) -> bytes:
    return f"BT /F1 {SIZE} Tf 1 0 0 1 {X} {y} Tm ({text}) Tj ET\n".encode()


def hidden(
    before: bytes, text: str = SECRET, y: float = 400, after: bytes = b""
) -> bytes:
    """The secret once more, with operators around it that hide it."""
    return b"q " + before + line(text, y) + after + b" Q\n"


class Maker:
    """A one-page PDF under construction, with Helvetica as /F1."""

    def __init__(self, content: bytes = b"", pages: int = 1) -> None:
        self.pdf = pikepdf.new()
        self.font = self.pdf.make_indirect(
            Dictionary(
                Type=Name.Font,
                Subtype=Name.Type1,
                BaseFont=Name.Helvetica,
                Encoding=Name.WinAnsiEncoding,
            )
        )
        for _ in range(pages):
            page = self.pdf.add_blank_page(page_size=(WIDTH, HEIGHT))
            page.obj.Resources = Dictionary(Font=Dictionary(F1=self.font))
            page.obj.Contents = self.pdf.make_stream(content or line())

    @property
    def page(self) -> pikepdf.Object:
        return self.pdf.pages[0].obj

    @property
    def root(self) -> pikepdf.Object:
        return self.pdf.Root

    def stream(self, data: bytes, **entries: object) -> pikepdf.Object:
        made = Stream(self.pdf, data)
        for key, value in entries.items():
            made[f"/{key}"] = value
        return self.pdf.make_indirect(made)

    def form(self, content: bytes, **entries: object) -> pikepdf.Object:
        return self.stream(
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array([0, 0, WIDTH, HEIGHT]),
            Resources=Dictionary(Font=Dictionary(F1=self.font)),
            **entries,
        )

    def resource(self, kind: str, name: str, value: object) -> None:
        group = self.page.Resources.get(f"/{kind}", Dictionary())
        self.page.Resources[f"/{kind}"] = group
        self.page.Resources[f"/{kind}"][f"/{name}"] = value

    def indirect(self, **entries: object) -> pikepdf.Object:
        return self.pdf.make_indirect(Dictionary(**entries))

    def done(self, boxes: dict[int, list[Rect]] | None = None, **more: object) -> Trap:
        out = io.BytesIO()
        self.pdf.save(out)
        return Trap(out.getvalue(), boxes or {1: [box(1)]}, **more)  # type: ignore[arg-type]


TRAPS: dict[str, Callable[[], Trap]] = {}


def trap(make: Callable[[], Trap]) -> Callable[[], Trap]:
    TRAPS[make.__name__.replace("_", " ")] = make
    return make


def picture_of(text: str, mode: str = "RGB") -> Image.Image:
    """The line as a scanner sees it: 3 pixels for each point, 400 by 60 points."""
    with pymupdf.open() as document:
        page = document.new_page(width=400, height=60)
        page.insert_text((10, 40), text, fontsize=SIZE)
        pixels = page.get_pixmap(matrix=pymupdf.Matrix(3, 3))
        image = Image.frombytes("RGB", (pixels.width, pixels.height), pixels.samples)
    return image.convert(mode)


PLACED = b"q 400 0 0 60 62 660 cm /Im Do Q\n"


def image_box() -> Rect:
    """Around the secret in the picture that PLACED puts on the page."""
    x0 = 62 + 10 + wide(f"{BEFORE} ")
    top = HEIGHT - 720 + 40
    return Rect(x0 - 1, top - 11.5, x0 + wide(SECRET) + 1, top + 3.5)


def with_image(image: pikepdf.Object, maker: Maker, **more: object) -> Trap:
    maker.page.Contents = maker.pdf.make_stream(PLACED)
    maker.resource("XObject", "Im", image)
    return maker.done({1: [image_box()]}, keeps=(), **more)


def flate(maker: Maker, image: Image.Image, **entries: object) -> pikepdf.Object:
    space = {"RGB": "DeviceRGB", "L": "DeviceGray", "CMYK": "DeviceCMYK"}[image.mode]
    made = maker.stream(
        zlib.compress(image.tobytes()),
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=image.width,
        Height=image.height,
        BitsPerComponent=8,
        ColorSpace=Name(f"/{space}"),
        Filter=Name.FlateDecode,
    )
    for key, value in entries.items():
        made[f"/{key}"] = value
    return made


FULL = f"{BEFORE} {SECRET} {AFTER}"
