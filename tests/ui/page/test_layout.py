"""Geometry of the view: there and back again at any zoom and rotation."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.model import Document, PageShape, Rect
from ui.page.layout import (
    CAPTION,
    MARGIN,
    PER_POINT,
    PageLayout,
    clamp,
    from_shown,
    slots,
    to_shown,
)

SHAPES = st.builds(
    PageShape,
    st.floats(20, 3000),
    st.floats(20, 3000),
    st.sampled_from([0, 90, 180, 270]),
)
SCALES = st.floats(0.1, 20)


def document(number: int, *shapes: PageShape) -> Document:
    name = f"D{number:02d}"
    return Document(name, f"{name}.pdf", name, name, shapes)


def layout(*shapes: PageShape, scale: float = 1.0, view_width: int = 800) -> PageLayout:
    return PageLayout(slots([document(1, *shapes)]), scale, view_width)


A4 = PageShape(595, 842)


@given(SHAPES, st.floats(0, 1), st.floats(0, 1))
def test_rotation_and_back(shape: PageShape, u: float, v: float) -> None:
    x, y = u * shape.width, v * shape.height
    there = to_shown(shape, x, y)
    assert from_shown(shape, *there) == pytest.approx((x, y), abs=1e-6)


@given(st.lists(SHAPES, min_size=1, max_size=6), SCALES, st.integers(0, 3000))
def test_pixels_and_back(
    shapes: list[PageShape], scale: float, view_width: int
) -> None:
    placed = layout(*shapes, scale=scale, view_width=view_width)
    for index, shape in enumerate(shapes):
        rect = Rect(1.5, 2.5, shape.width / 2, shape.height / 3).normalized()
        box = placed.to_view(index, rect)
        back = placed.rect_between(index, (box.x0, box.y0), (box.x1, box.y1))
        for ours, theirs in zip(
            (back.x0, back.y0, back.x1, back.y1),
            (rect.x0, rect.y0, rect.x1, rect.y1),
            strict=True,
        ):
            assert ours == pytest.approx(theirs, abs=1e-3)


@given(st.lists(SHAPES, min_size=1, max_size=8), SCALES)
def test_pages_lie_under_each_other(shapes: list[PageShape], scale: float) -> None:
    placed = layout(*shapes, scale=scale)
    boxes = [placed.box(i) for i in range(len(shapes))]
    for above, below in itertools.pairwise(boxes):
        assert below.y0 - above.y1 == pytest.approx(MARGIN, abs=1.01)
    assert boxes[0].y0 == MARGIN + CAPTION
    assert boxes[-1].y1 + MARGIN == pytest.approx(placed.height, abs=1.01)
    assert all(box.x0 >= 0 and box.x1 <= placed.width for box in boxes)


@given(st.lists(SHAPES, min_size=1, max_size=8), SCALES, st.floats(0, 1))
def test_the_page_at_a_height_is_found(
    shapes: list[PageShape], scale: float, part: float
) -> None:
    placed = layout(*shapes, scale=scale)
    for index in range(len(shapes)):
        box = placed.box(index)
        assert placed.page_at(box.y0 + part * (box.height - 1)) == index


@given(st.lists(SHAPES, min_size=1, max_size=8), SCALES, st.floats(0, 1))
def test_visible_pages_are_those_that_touch_the_view(
    shapes: list[PageShape], scale: float, part: float
) -> None:
    placed = layout(*shapes, scale=scale)
    top = part * placed.height
    bottom = top + 600
    touching = [
        i
        for i in range(len(shapes))
        if placed.box(i).y0 < bottom and placed.box(i).y1 > top
    ]
    assert set(touching) <= set(placed.visible(top, bottom))
    assert len(placed.visible(top, bottom)) <= len(touching) + 2


def test_a_page_turned_by_90_degrees_is_shown_on_its_side() -> None:
    turned = layout(PageShape(600, 800, 90))
    assert (turned.box(0).width, turned.box(0).height) == (800, 600)
    corner = turned.to_view(0, Rect(0, 0, 10, 20))
    page = turned.box(0)
    # the top left of the page is now at its top right
    assert (corner.x0, corner.y0) == (page.x1 - 20, page.y0)
    assert (corner.width, corner.height) == (20, 10)


def test_each_document_begins_under_its_band() -> None:
    two = PageLayout(slots([document(1, A4, A4), document(2, A4)]), 1.0, 800)
    assert two.caption(1) is None
    band = two.caption(2)
    assert band is not None
    assert band.y1 == two.box(2).y0
    assert band.y0 - two.box(1).y1 == MARGIN
    assert two.first_of(1) == 0
    assert two.index("D02", 1) == 2
    assert two.index("D03", 1) is None


def test_a_step_on_a_turned_page_goes_where_it_looks() -> None:
    turned = layout(PageShape(600, 800, 90))
    assert turned.step(0, 1, 0) == (0, -1)
    assert layout(A4).step(0, 1, 0) == (1, 0)


def test_a_rectangle_is_cut_at_the_edge_of_the_page() -> None:
    placed = layout(A4)
    whole = placed.rect_between(0, (-1000, -1000), (5000, 5000))
    assert whole == Rect(0, 0, 595, 842)


def test_fitting_a_page() -> None:
    placed = layout(A4, view_width=627)
    assert placed.fit_width(0) == pytest.approx(1.0)
    assert placed.fit_page(0, 453) == pytest.approx(0.5)
    assert clamp(1000) == 16 * PER_POINT


def test_a_case_of_two_thousand_pages_is_laid_out_again_at_once() -> None:
    case = [document(n, *[A4] * 100) for n in range(20)]
    placed = PageLayout(slots(case), 1.0, 800)
    assert placed.height > 0
    started = time.perf_counter()
    for percent in range(50, 150):
        again = placed.at(scale=percent / 100, view_width=900)
        assert again.page_at(again.height) == 1999
        assert len(again.visible(again.height / 2, again.height / 2 + 900)) < 5
    assert time.perf_counter() - started < 0.1


def test_an_empty_case_has_nothing_to_show() -> None:
    empty = PageLayout((), 1.0, 800)
    assert (empty.height, list(empty.visible(0, 100))) == (0, [])
