"""Which pictures of a page are needed, and which are kept."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication

from redactor.model import Document, PageShape, Rect
from redactor.pages import Picture
from ui.page.cache import (
    AS_IT_CAME,
    TILE,
    WHOLE,
    PictureCache,
    Piece,
    coarse,
    pieces,
    pixmap,
)
from ui.page.layout import Slot, slots

SLOT = slots([Document("D01", "a.pdf", "a", "b", (PageShape(595, 842),))])[0]


def slot(width: float, height: float, rotation: int = 0) -> Slot:
    shape = PageShape(width, height, rotation)
    return slots([Document("D01", "a.pdf", "a", "b", (shape,))])[0]


def picture(width: int, height: int) -> QPixmap:
    return pixmap(Picture(width, height, 3 * width, b"\xff\x00\x00" * width * height))


def test_a_small_page_is_one_picture() -> None:
    assert pieces(SLOT, AS_IT_CAME, 1.9, Rect(0, 0, 10, 10)) == [
        Piece("D01", 1, AS_IT_CAME, 1.9)
    ]


@given(
    st.floats(50, 2000),
    st.floats(50, 2000),
    st.floats(3, 20),
    st.floats(0, 0.9),
    st.floats(0, 0.9),
)
def test_tiles_cover_what_is_in_view_and_no_more(
    width: float, height: float, scale: float, u: float, v: float
) -> None:
    if width * height * scale * scale <= WHOLE:
        return
    area = Rect(
        u * width,
        v * height,
        min(u * width + 800 / scale, width),
        min(v * height + 600 / scale, height),
    )
    tiles = pieces(slot(width, height), AS_IT_CAME, scale, area)
    clips = [tile.clip for tile in tiles]
    assert len(tiles) <= 9
    assert len(set(tiles)) == len(tiles)
    for clip in clips:
        assert clip is not None
        assert clip.x0 <= area.x1 + 1e-3
        assert clip.y1 >= area.y0 - 1e-3
    for x, y in itertools.product((area.x0, area.x1), (area.y0, area.y1)):
        assert any(
            c is not None
            and c.x0 - 1e-3 <= x <= c.x1 + 1e-3
            and c.y0 - 1e-3 <= y <= c.y1 + 1e-3
            for c in clips
        )


def test_the_tile_in_the_middle_comes_first() -> None:
    side = TILE / 10
    area = Rect(0.5 * side, 1.5 * side, 3.5 * side, 4.5 * side)
    first = pieces(slot(2000, 2000), AS_IT_CAME, 10.0, area)[0]
    assert first.tile in {(1, 2), (2, 2), (1, 3), (2, 3)}


def test_a_coarse_picture_is_small() -> None:
    rough = coarse(slot(2000, 2000), AS_IT_CAME, 10.0)
    assert (2000 * rough.scale) ** 2 < 1_000_000
    assert coarse(SLOT, AS_IT_CAME, 0.2).scale == 0.2


def test_the_picture_not_looked_at_for_longest_goes_first(
    qapp: QApplication,
) -> None:
    cache = PictureCache(budget=3 * 4 * 100)
    kept = [Piece("D01", page, AS_IT_CAME, 1.0) for page in range(1, 5)]
    for piece in kept[:3]:
        cache.put(piece, picture(10, 10))
    assert cache.get(kept[0]) is not None
    cache.put(kept[3], picture(10, 10))
    assert kept[1] not in cache
    assert all(piece in cache for piece in (kept[0], kept[2], kept[3]))
    assert cache.size == 1200


def test_a_picture_put_twice_counts_once(qapp: QApplication) -> None:
    cache = PictureCache()
    piece = Piece("D01", 1, AS_IT_CAME, 1.0)
    cache.put(piece, picture(10, 10))
    cache.put(piece, picture(20, 20))
    assert cache.size == 1600


def test_a_page_as_it_came_never_stands_in_for_one_as_released(
    qapp: QApplication,
) -> None:
    cache = PictureCache()
    cache.put(Piece("D01", 1, AS_IT_CAME, 1.0), picture(10, 10))
    assert cache.stand_in(Piece("D01", 1, AS_IT_CAME, 2.0)) is not None
    assert cache.stand_in(Piece("D01", 1, 0, 1.0)) is None
    cache.put(Piece("D01", 1, 0, 1.0), picture(10, 10))
    assert cache.stand_in(Piece("D01", 1, 1, 1.0)) is not None
    assert cache.stand_in(Piece("D01", 2, AS_IT_CAME, 1.0)) is None


def test_pixels_are_kept_as_they_are(qapp: QApplication) -> None:
    rgb = bytes([255, 0, 0, 0, 255, 0, 9, 9, 0, 0, 255, 255, 255, 255, 9, 9])
    image = pixmap(Picture(2, 2, 8, rgb)).toImage()
    colors = [image.pixelColor(x, y).name() for y in (0, 1) for x in (0, 1)]
    assert colors == ["#ff0000", "#00ff00", "#0000ff", "#ffffff"]


@pytest.mark.parametrize("scale", [1.3, 2.0, 7.77])
def test_tiles_meet_at_whole_pixels(scale: float) -> None:
    clip = Piece("D01", 1, AS_IT_CAME, scale, (3, 5)).clip
    assert clip is not None
    assert clip.x0 * scale == pytest.approx(3 * TILE, abs=1e-6)
    assert clip.height * scale == pytest.approx(TILE, abs=1e-6)
