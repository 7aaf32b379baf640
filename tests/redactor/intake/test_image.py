"""Pictures become pages of their true size that look like them."""

from __future__ import annotations

import io
import zlib

import pillow_heif
import pypdfium2
import pytest
from PIL import Image, ImageDraw

from redactor.errors import FileRefused
from redactor.intake.image import from_image, traces
from redactor.intake.kinds import Kind, kind_of

A4 = (595.0, 842.0)


def corner(mode: str = "RGB", size: tuple[int, int] = (200, 100)) -> Image.Image:
    """White, with a dark upper left quarter."""
    image = Image.new("L", size, 255)
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2 - 1, size[1] // 2 - 1), fill=0)
    if mode == "I;16":
        return image.convert("I").point(lambda level: level * 257).convert("I;16")
    return image.convert(mode)


def saved(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def pages_of(data: bytes) -> list[Image.Image]:
    """The pages, a pixel for each point."""
    document = pypdfium2.PdfDocument(from_image("scan", data, 100))
    try:
        return [page.render(scale=1).to_pil().convert("RGB") for page in document]
    finally:
        document.close()


def size_of(data: bytes) -> tuple[float, float]:
    document = pypdfium2.PdfDocument(from_image("scan", data, 100))
    try:
        width, height = document[0].get_size()
    finally:
        document.close()
    return round(width, 1), round(height, 1)


def dark_corner(page: Image.Image) -> str:
    """Where the dark quarter is."""
    width, height = page.size
    for name, x, y in (
        ("upper left", 1, 1),
        ("upper right", 3, 1),
        ("lower left", 1, 3),
        ("lower right", 3, 3),
    ):
        if sum(page.getpixel((width * x // 4, height * y // 4))) < 100:
            return name
    return "none"


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_every_format_is_shown(kind: str) -> None:
    (page,) = pages_of(saved(corner(), kind))
    assert dark_corner(page) == "upper left"
    assert sum(page.getpixel((page.width - 9, page.height - 9))) > 740


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("1", "PNG"),
        ("L", "PNG"),
        ("P", "PNG"),
        ("LA", "PNG"),
        ("RGBA", "PNG"),
        ("I;16", "PNG"),
        ("1", "TIFF"),
        ("I;16", "TIFF"),
        ("F", "TIFF"),
        ("CMYK", "TIFF"),
        ("LAB", "TIFF"),
        ("CMYK", "JPEG"),
        ("L", "JPEG"),
        ("YCbCr", "JPEG"),
    ],
)
def test_every_kind_of_color_is_shown(mode: str, kind: str) -> None:
    image = corner("L" if mode == "LAB" else mode)
    if mode == "LAB":
        neutral = Image.new("L", image.size, 128)
        image = Image.merge("LAB", [image, neutral, neutral])
    (page,) = pages_of(saved(image, kind))
    assert dark_corner(page) == "upper left"
    assert sum(page.getpixel((page.width - 9, page.height - 9))) > 700


def test_what_is_transparent_shows_white() -> None:
    image = Image.new("RGBA", (100, 100), (0, 0, 0, 0))
    (page,) = pages_of(saved(image))
    assert page.getpixel((50, 50)) == (255, 255, 255)


def test_a_fax_has_its_true_size() -> None:
    image = corner("1", (1728, 2200))
    (page,) = pages_of(saved(image, "TIFF", compression="group4", dpi=(204, 196)))
    assert dark_corner(page) == "upper left"
    assert page.size == (610, 809)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_the_resolution_of_the_file_gives_the_size(kind: str) -> None:
    data = saved(corner(size=(400, 200)), kind, dpi=(200, 200))
    assert size_of(data) == pytest.approx((144, 72), abs=0.1)


def test_unequal_resolutions_are_respected() -> None:
    data = saved(corner(size=(400, 200)), "TIFF", dpi=(200, 100))
    assert size_of(data) == pytest.approx((144, 144), abs=0.1)


@pytest.mark.parametrize("dpi", [None, (1, 1), (0, 0), (99999, 99999)])
def test_without_a_resolution_it_is_fitted_to_a4(dpi: tuple[int, int] | None) -> None:
    options = {"dpi": dpi} if dpi else {}
    assert size_of(saved(corner(size=(300, 400)), **options)) == (595.0, 793.3)
    assert size_of(saved(corner(size=(400, 200)), **options)) == (842.0, 421.0)


@pytest.mark.parametrize(
    ("orientation", "where"),
    [
        (1, "upper left"),
        (2, "upper right"),
        (3, "lower right"),
        (4, "lower left"),
        (5, "upper left"),
        (6, "upper right"),
        (7, "lower right"),
        (8, "lower left"),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG"])
def test_a_photo_stands_as_the_camera_was_held(
    orientation: int, where: str, kind: str
) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = saved(corner(), kind, exif=exif, dpi=(100, 100))
    (page,) = pages_of(data)
    assert dark_corner(page) == where
    upright = orientation < 5
    assert size_of(data) == pytest.approx((144, 72) if upright else (72, 144), abs=0.1)


def test_a_jpeg_is_kept_as_it_is() -> None:
    data = saved(corner(), "JPEG", quality=31)
    assert data in from_image("photo.jpg", data, 10)


def test_a_fax_on_its_side_keeps_its_proportions() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    data = saved(corner(size=(400, 200)), "TIFF", exif=exif, dpi=(200, 100))
    assert size_of(data) == pytest.approx((144, 144), abs=0.1)


def test_each_page_of_a_tiff_has_its_own_size() -> None:
    first, second = corner(size=(200, 100)), corner("1", (100, 200))
    out = io.BytesIO()
    first.save(out, "TIFF", save_all=True, append_images=[second], dpi=(100, 100))
    sizes = [page.size for page in pages_of(out.getvalue())]
    assert sizes == [(144, 72), (72, 144)]


def test_a_series_with_too_many_pages_is_refused() -> None:
    frames = [corner(size=(8, 8))] * 4
    data = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    with pytest.raises(FileRefused, match="has 4 pages; 3 is the most"):
        from_image("scan", data, 3)


def test_a_picture_that_would_fill_the_memory_is_refused() -> None:
    small = saved(Image.new("1", (1, 1)))
    header = b"IHDR" + 2 * (40_000).to_bytes(4, "big") + small[24:29]
    wide = small[:12] + header + zlib.crc32(header).to_bytes(4, "big") + small[33:]
    with pytest.raises(FileRefused, match="too large"):
        from_image("bomb", wide, 10)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "BMP", "GIF", "WEBP"])
def test_a_picture_cut_short_is_refused(kind: str) -> None:
    data = saved(corner(size=(400, 400)), kind)
    with pytest.raises(FileRefused, match="is a damaged picture"):
        from_image("scan", data[: len(data) * 2 // 3], 10)


@pytest.mark.parametrize("kind", ["HEIF", "AVIF"])
def test_a_photo_of_a_phone_is_a_page(kind: str) -> None:
    pillow_heif.register_heif_opener()
    about = Image.Exif()
    about[0x013B] = "Jane"
    data = saved(corner(), kind, exif=about)
    assert kind_of("photo.heic", data) is Kind.IMAGE
    (page,) = pages_of(data)
    assert dark_corner(page) == "upper left"
    assert any("author" in line for line in traces(data))


def test_a_photo_that_is_cut_short_is_refused() -> None:
    pillow_heif.register_heif_opener()
    data = saved(corner(size=(800, 800)), "HEIF")
    with pytest.raises(FileRefused, match="damaged"):
        from_image("photo.heic", data[: len(data) // 2], 100)
