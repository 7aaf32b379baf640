"""Set the documents of the sample case: tools/sample/*.html to resources/sample/*.pdf.

Run by whoever edits the texts: ``.venv/bin/python tools/make_sample.py``. The same
texts give the same pages. Everybody in them is invented, their telephone numbers are
from the ranges that Ofcom keeps for drama, and no address or domain of theirs exists.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pymupdf
from PIL import Image, ImageFilter

ROOT = Path(__file__).resolve().parent.parent
TEXTS = ROOT / "tools" / "sample"
TARGET = ROOT / "resources" / "sample"

A4 = pymupdf.paper_rect("a4")
NAVY = (0.07, 0.18, 0.33)
GREY = (0.38, 0.40, 0.44)
WINE = (0.48, 0.10, 0.22)
INK = (0.08, 0.12, 0.42)

Paint = Callable[[pymupdf.Page, int, int], None]


def set_pages(name: str, css: str, where: pymupdf.Rect) -> pymupdf.Document:
    """The text flowed into as many A4 pages as it needs."""
    base = (TEXTS / "base.css").read_text(encoding="utf-8")
    html = (TEXTS / f"{name}.html").read_text(encoding="utf-8")
    story = pymupdf.Story(html, user_css=base + css)
    buffer = io.BytesIO()
    writer = pymupdf.DocumentWriter(buffer)
    more = 1
    while more:
        device = writer.begin_page(A4)
        more, _ = story.place(where)
        story.draw(device)
        writer.end_page()
    writer.close()
    return pymupdf.open("pdf", buffer.getvalue())


def write(
    document: pymupdf.Document, name: str, title: str, paint: Paint | None
) -> None:
    if paint is not None:
        for number, page in enumerate(document, start=1):
            paint(page, number, len(document))
    document.set_metadata({"title": title, "producer": "", "creator": ""})
    document.subset_fonts()
    document.save(
        TARGET / name, garbage=4, deflate=True, deflate_fonts=True, no_new_id=True
    )


def put(
    page: pymupdf.Page,
    at: tuple[float, float],
    text: str,
    *,
    size: float = 8,
    font: str = "helv",
    color: tuple[float, float, float] = GREY,
) -> None:
    page.insert_text(at, text, fontsize=size, fontname=font, color=color)


# -- the four documents


def mail() -> None:
    def paint(page: pymupdf.Page, number: int, _: int) -> None:
        put(page, (296, 815), str(number))

    where = pymupdf.Rect(62, 56, 535, 795)
    document = set_pages("mail", "", where)
    write(document, "E-mail chain.pdf", "RE: Korvane Assist", paint)


def minutes() -> None:
    def paint(page: pymupdf.Page, number: int, pages: int) -> None:
        office_head(page, number)
        put(page, (62, 815), "SUP-2025-0417/3  |  Note of meeting, 25 September 2025")
        put(page, (490, 815), f"Page {number} of {pages}")

    document = set_pages("minutes", "", pymupdf.Rect(62, 92, 535, 790))
    write(document, "Minutes.pdf", "Note of meeting", paint)


def assessment() -> None:
    def paint(page: pymupdf.Page, number: int, pages: int) -> None:
        office_head(page, number)
        put(page, (62, 815), "SUP-2025-0417/RA2  |  Version 2, 17 October 2025")
        put(page, (490, 815), f"Page {number} of {pages}")

    document = set_pages("assessment", "", pymupdf.Rect(62, 92, 535, 790))
    write(document, "Risk assessment.pdf", "Risk assessment", paint)


def office_head(page: pymupdf.Page, number: int) -> None:
    """The band of the Office for Algorithmic Standards, with its mark."""
    for step in range(3):
        height = 9 + 6 * step
        bar = pymupdf.Rect(62 + 9 * step, 62 - height, 68 + 9 * step, 62)
        page.draw_rect(bar, color=None, fill=NAVY)
    put(page, (96, 51), "Office for", size=9, color=NAVY)
    put(page, (96, 62), "Algorithmic Standards", size=11, font="hebo", color=NAVY)
    put(page, (441, 62), "OFFICIAL - SENSITIVE", font="hebo")
    page.draw_line((62, 72), (535, 72), color=NAVY, width=1.2 if number == 1 else 0.5)


def letter() -> None:
    def paint(page: pymupdf.Page, _: int, __: int) -> None:
        page.draw_circle((85, 64), 13, color=None, fill=WINE)
        page.draw_line((81, 56), (81, 72), color=(1, 1, 1), width=2.4)
        page.draw_polyline(
            [(90, 56), (83, 64), (90, 72)], color=(1, 1, 1), width=2.4, closePath=False
        )
        put(page, (106, 71), "Korvane", size=21, font="tibo", color=WINE)
        put(page, (400, 57), "Korvane Systems (UK) Ltd", font="tibo", size=9)
        put(page, (400, 68), "3rd Floor, 12 Foundry Yard", font="tiro", size=9)
        put(page, (400, 79), "Eastmere EZ1 7QT", font="tiro", size=9)
        page.draw_line((72, 92), (525, 92), color=WINE, width=0.7)
        foot = "Registered in England and Wales, company number 00000417"
        put(page, (72, 815), foot, font="tiro")

    serif = "body { font-family: serif; font-size: 11pt; }"
    document = set_pages("letter", serif, pymupdf.Rect(72, 118, 525, 795))
    for number, page in enumerate(document, start=1):
        paint(page, number, len(document))
    scan = document.new_page(width=A4.width, height=A4.height)
    scan.insert_image(scan.rect, stream=scanned(statement(serif)))
    write(document, "Letter from Korvane.pdf", "Letter, 9 September 2025", None)


def statement(serif: str) -> pymupdf.Page:
    """The signed page, as it lay on the scanner's glass."""
    document = set_pages("statement", serif, pymupdf.Rect(72, 110, 525, 790))
    page = document[0]
    for label, height, hand in (("Dr Helena", 34, 5), ("Rupert", 28, 11)):
        below = page.search_for(label)[0]
        sign(page, below.x0 + 6, below.y0 - 22, height, hand)
    page.draw_rect(pymupdf.Rect(415, 64, 528, 98), color=WINE, width=1.3)
    put(page, (426, 78), "RECEIVED", size=10, font="hebo", color=WINE)
    put(page, (426, 91), "11 SEP 2025", size=10, font="helv", color=WINE)
    return page


def sign(page: pymupdf.Page, x: float, y: float, height: float, hand: int) -> None:
    """Strokes like a signature's: loops that get flatter, and a flourish."""
    pen = random.Random(hand)  # noqa: S311 - a drawing, no secret
    shape = page.new_shape()
    at = pymupdf.Point(x, y)
    for stroke in range(9):
        size = height * (1.0 if stroke in (0, 4) else pen.uniform(0.25, 0.5))
        to = pymupdf.Point(at.x + pen.uniform(9, 17), y + pen.uniform(-4, 4))
        shape.draw_bezier(
            at,
            pymupdf.Point(at.x + pen.uniform(4, 16), y - size),
            pymupdf.Point(to.x - pen.uniform(2, 14), y - size * 0.8),
            to,
        )
        at = to
    flourish = pymupdf.Point(x - 8, y + 9), pymupdf.Point(at.x + 30, y + 2)
    shape.draw_curve(at, flourish[0], flourish[1])
    shape.finish(color=INK, width=1.1, closePath=False, lineCap=1)
    shape.commit()


def scanned(page: pymupdf.Page) -> bytes:
    """The page as an office scanner gives it: grey, a little askew, soft and dusty."""
    pixels = page.get_pixmap(dpi=150, colorspace=pymupdf.csGRAY)
    image = Image.frombytes("L", (pixels.width, pixels.height), pixels.samples)
    image = image.rotate(0.55, Image.Resampling.BICUBIC, fillcolor=250)
    image = image.filter(ImageFilter.GaussianBlur(0.45))
    dust = random.Random(2025)  # noqa: S311 - dust, no secret
    grain = Image.frombytes(
        "L",
        image.size,
        bytes(dust.choices(range(118, 139), k=image.width * image.height)),
    )
    image = Image.blend(image, grain, 0.06)
    for _ in range(60):
        spot = dust.randrange(image.width), dust.randrange(image.height)
        image.putpixel(spot, dust.randrange(90, 200))
    out = io.BytesIO()
    image.save(out, "JPEG", quality=58, dpi=(150, 150))
    return out.getvalue()


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    for make in (mail, minutes, letter, assessment):
        make()


if __name__ == "__main__":
    main()
