"""Positions in the text of a page, and the points they belong to."""

from __future__ import annotations

from redactor.model import Rect
from redactor.words import PageWords, Word
from ui.page.text import Letters


def word(text: str, x: float, y: float, line: int) -> Word:
    boxes = tuple(Rect(x + 6 * i, y, x + 6 * i + 6, y + 10) for i in range(len(text)))
    return Word(text, boxes, line, 0)


def upright(text: str, x: float, y: float, line: int) -> Word:
    """Written from the bottom to the top, as on a page that is turned."""
    boxes = tuple(Rect(x, y - 6 * i - 6, x + 10, y - 6 * i) for i in range(len(text)))
    return Word(text, boxes, line, 0)


PAGE = Letters(
    PageWords(
        (
            word("Jane", 100, 100, 0),
            word("Smith", 130, 100, 0),
            word("was", 100, 114, 1),
            word("here", 124, 114, 1),
        )
    )
)


def test_a_point_before_and_after_the_middle_of_a_letter() -> None:
    assert PAGE.text == "Jane Smith\nwas here"
    assert PAGE.position_at(101, 105) == 0
    assert PAGE.position_at(105, 105) == 1
    assert PAGE.position_at(159.5, 105) == 10


def test_a_point_far_off_finds_the_nearest_line() -> None:
    assert PAGE.position_at(500, 103) == 10
    assert PAGE.position_at(500, 300) == len(PAGE.text)
    assert PAGE.position_at(0, 0) == 0


def test_words_and_lines_around_a_position() -> None:
    assert PAGE.word_at(7) == (5, 10)
    assert PAGE.line_at(7) == (0, 10)
    assert PAGE.line_at(12) == (11, 19)


def test_steps_by_letters_words_and_lines() -> None:
    assert PAGE.step(0, -1) == 0
    assert PAGE.step(19, 1) == 19
    assert [PAGE.step_word(p, 1) for p in (0, 5, 15)] == [5, 11, 19]
    assert [PAGE.step_word(p, -1) for p in (7, 5, 0)] == [5, 0, 0]
    below = PAGE.step_line(0, 1)
    assert below == 11
    assert PAGE.step_line(below, -1) == 0
    assert PAGE.step_line(below, 1) == below


def test_the_caret_stands_between_letters() -> None:
    assert PAGE.caret(0).middle == (100, 105)
    assert PAGE.caret(5).middle == (130, 105)
    assert PAGE.caret(10).middle == (160, 105)
    assert PAGE.caret(19).middle == (148, 119)


def test_upright_text_is_told_by_its_letters() -> None:
    page = Letters(PageWords((upright("Jane", 50, 200, 0), upright("JS", 64, 200, 1))))
    assert page.position_at(55, 199) == 0
    assert page.position_at(55, 177) == 4
    assert page.position_at(69, 170) == len(page.text)
    assert page.caret(0).middle == (55, 200)
    assert page.caret(4).middle == (55, 176)


def test_a_mark_has_one_rectangle_for_each_line() -> None:
    mark = PAGE.mark("D01", 3, 14, 5)
    assert mark is not None
    assert (mark.document, mark.page, mark.text) == ("D01", 3, "Smith was")
    assert mark.rects == (Rect(130, 100, 160, 110), Rect(100, 114, 118, 124))
    assert PAGE.mark("D01", 3, 4, 4) is None
