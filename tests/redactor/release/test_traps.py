"""Whatever carries the name, it is gone, and what stands beside it is still there."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from redactor.model import Rect
from redactor.release.pdf.boxes import Box
from redactor.release.pdf.produce import Produced, produce
from redactor.work import finish
from tests.redactor.release import (
    traps_document,
    traps_images,
    traps_patterns,
    traps_text,
)
from tests.redactor.release.traps import SECRET, TRAPS, Trap

assert traps_document, traps_images  # they fill TRAPS
assert traps_patterns, traps_text

SCALE = 2


def produced(trap: Trap) -> Produced:
    boxes = {
        page: [Box(r, "s.40(2)", f"D01-R{n:03}") for n, r in enumerate(rects, 1)]
        for page, rects in trap.boxes.items()
    }
    return finish(produce(trap.pdf, boxes))


def read(pdf: bytes) -> list[str]:
    """The text of each page as PDFium extracts it."""
    document = pypdfium2.PdfDocument(pdf)
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return texts


def everything(pdf: bytes) -> Iterator[bytes]:
    """Raw bytes, every stream decoded, and every string and name."""
    yield pdf
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for item in [*document.objects, document.trailer]:
            if isinstance(item, pikepdf.Stream):
                try:
                    yield item.read_bytes()
                except pikepdf.PdfError:
                    yield item.read_raw_bytes()
            if item is not None:
                yield (
                    item.unparse(resolved=True)
                    if isinstance(item, pikepdf.Object)
                    else b""
                )


def plain(data: bytes) -> bytes:
    """Without case, spaces, and the zeros and hexadecimal digits of encodings."""
    hexed = b"".join(
        bytes.fromhex(h.decode() + "0" * (len(h) % 2))
        for h in re.findall(rb"<([0-9A-Fa-f]{8,})>", data)
    )
    return re.sub(rb"[\s\0()]|-?\d+(?=[\s(])", b"", (data + hexed).lower())


def look(pdf: bytes, page: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    one = document[page - 1]
    one.set_rotation(0)
    image: Image.Image = one.render(scale=SCALE, grayscale=True).to_pil().convert("L")
    document.close()
    return image


def peeled(pdf: bytes) -> bytes:
    """The PDF without the boxes that were drawn last."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for page in document.pages:
            if isinstance(page.obj.Contents, pikepdf.Array):
                page.obj.Contents = page.obj.Contents[0]
        out = io.BytesIO()
        document.save(out)
        return out.getvalue()


def pixels(image: Image.Image, rect: Rect, by: int = 2) -> Image.Image:
    return image.crop(
        (
            int(rect.x0 * SCALE) + by,
            int(rect.y0 * SCALE) + by,
            int(rect.x1 * SCALE) - by,
            int(rect.y1 * SCALE) - by,
        )
    )


@pytest.fixture(scope="module", params=sorted(TRAPS))
def sprung(request: pytest.FixtureRequest) -> tuple[Trap, Produced]:
    trap = TRAPS[request.param]()
    return trap, produced(trap)


def test_the_name_can_be_read_nowhere(sprung: tuple[Trap, Produced]) -> None:
    _, made = sprung
    assert all(SECRET.lower() not in "".join(t.lower().split()) for t in read(made.pdf))


def test_the_name_is_in_no_stream_string_or_name(
    sprung: tuple[Trap, Produced],
) -> None:
    _, made = sprung
    for data in everything(made.pdf):
        assert SECRET.lower().encode() not in plain(data)


def test_neighbours_keep_their_letters(sprung: tuple[Trap, Produced]) -> None:
    trap, made = sprung
    if not made.pictures:
        for page in trap.boxes:
            text = read(made.pdf)[page - 1]
            assert [word for word in trap.keeps if word not in text] == []


def test_only_what_can_not_be_cleaned_becomes_a_picture(
    sprung: tuple[Trap, Produced],
) -> None:
    trap, made = sprung
    assert trap.picture or made.pictures == {}


def test_the_boxes_are_black(sprung: tuple[Trap, Produced]) -> None:
    trap, made = sprung
    for page, boxes in made.boxes.items():
        for box in boxes:
            dark = pixels(look(made.pdf, page), scaled(box.rect, trap), 1)
            assert dark.histogram()[0] > 0.5 * dark.width * dark.height


def test_nothing_is_drawn_under_the_boxes(sprung: tuple[Trap, Produced]) -> None:
    trap, made = sprung
    if trap.crowded:
        return
    bare = peeled(made.pdf)
    for page, boxes in made.boxes.items():
        image = look(bare, page)
        for box in boxes:
            low, high = pixels(image, scaled(box.rect, trap)).getextrema()
            assert high - low < 60


def scaled(rect: Rect, trap: Trap) -> Rect:
    """PDFium draws user space; a page with a unit of 2 is half as large there."""
    if trap is not None and b"/UserUnit 2" in trap.pdf:
        document = pypdfium2.PdfDocument(trap.pdf)
        unit = 842 * 2 / document[0].get_height()
        document.close()
        return Rect(rect.x0 / unit, rect.y0 / unit, rect.x1 / unit, rect.y1 / unit)
    return rect


def test_the_file_holds_only_what_was_put_there(
    sprung: tuple[Trap, Produced],
) -> None:
    _, made = sprung
    with pikepdf.open(io.BytesIO(made.pdf)) as document:
        bookmarks = {"/Outlines"} if len(document.pages) > 1 else set()
        assert set(document.Root.keys()) == bookmarks | {
            "/Type",
            "/Pages",
            "/Lang",
            "/ViewerPreferences",
            *("/StructTreeRoot", "/MarkInfo", "/PageLabels"),
        }
        assert set(document.docinfo.keys()) <= {"/Producer", "/Title"}
        for page in document.pages:
            allowed = "MediaBox CropBox Rotate UserUnit Resources Contents Group "
            allowed += "StructParents Tabs"
            known = {"/Type", "/Parent", *(f"/{k}" for k in allowed.split())}
            assert set(page.obj.keys()) <= known
