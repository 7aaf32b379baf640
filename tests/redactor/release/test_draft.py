"""The mark of a draft is whole on any page, and seen on any ground."""

from __future__ import annotations

import pymupdf
import pytest

from redactor.release.draft import marked


def page(width: float, height: float, rotation: int = 0, ground: float = 1) -> bytes:
    with pymupdf.open() as pdf:
        made = pdf.new_page(width=width, height=height)
        shades = (0.7 * ground, 0, 0) if ground < 1 else (1, 1, 1)
        made.draw_rect(made.rect, color=shades, fill=shades)
        made.set_rotation(rotation)
        return bytes(pdf.tobytes())


def pixels(pdf: bytes) -> pymupdf.Pixmap:
    with pymupdf.open(stream=pdf) as opened:
        shown = opened[0]
        scale = 1600 / max(shown.rect.width, shown.rect.height)
        return shown.get_pixmap(matrix=pymupdf.Matrix(scale, scale))


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize(
    "size", [(595, 842), (60, 3000), (3000, 60), (20, 20), (14000, 14000)]
)
def test_no_letter_of_the_mark_is_cut_off(
    size: tuple[float, float], rotation: int
) -> None:
    before = pixels(page(*size, rotation))
    after = pixels(marked(page(*size, rotation)))
    marks = [
        (x, y)
        for y in range(after.height)
        for x in range(after.width)
        if after.pixel(x, y) != before.pixel(x, y)
    ]
    assert marks
    assert min(x for x, _ in marks) > 0
    assert min(y for _, y in marks) > 0
    assert max(x for x, _ in marks) < after.width - 1
    assert max(y for _, y in marks) < after.height - 1


@pytest.mark.parametrize("ground", [0, 0.999])
def test_the_mark_is_seen_on_its_own_colour_and_on_black(ground: float) -> None:
    before = pixels(page(595, 842, ground=ground)).samples
    after = pixels(marked(page(595, 842, ground=ground))).samples
    most = max(abs(a - b) for a, b in zip(after, before, strict=True))
    assert most > 50
