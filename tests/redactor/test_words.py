"""The text of a page and the way back from it to the boxes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redactor.model import Rect
from redactor.words import UNREADABLE, PageWords, Word, union

WIDE, TALL = 6.0, 10.0


def word(text: str, x: float, line: int, *, block: int = 0, y: float = -1) -> Word:
    """A word whose letters are 6 points wide, on the line's height."""
    top = 20.0 * line if y < 0 else y
    boxes = tuple(
        Rect(x + WIDE * i, top, x + WIDE * (i + 1), top + TALL)
        for i in range(len(text))
    )
    return Word(text, boxes, line, block)


def lines(*texts: str, block: int = 0) -> tuple[Word, ...]:
    words: list[Word] = []
    for number, text in enumerate(texts):
        x = 0.0
        for part in text.split():
            words.append(word(part, x, number, block=block))
            x += WIDE * (len(part) + 1)
    return tuple(words)


def found(page: PageWords, wanted: str) -> tuple[Rect, ...]:
    start = page.text.text.index(wanted)
    return page.text.rects(start, start + len(wanted))


texts = st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=12)
edges = st.floats(-9000, 9000).map(lambda edge: round(edge, 2))


@st.composite
def page_words(draw: st.DrawFn) -> PageWords:
    words = [
        Word(
            text,
            tuple(Rect(*(draw(edges) for _ in range(4))) for _ in text),
            line=draw(st.integers(0, 300)),
            block=draw(st.integers(0, 50)),
            confidence=draw(st.sampled_from([1.0, 0.9, 0.333])),
        )
        for text in draw(st.lists(texts, max_size=5))
    ]
    return PageWords(tuple(words), draw(st.sampled_from(["text", "ocr", UNREADABLE])))


@given(page_words())
def test_what_is_written_is_read_again(page: PageWords) -> None:
    assert PageWords.from_bytes(page.to_bytes()) == page


@given(page_words())
def test_every_character_leads_back_to_itself(page: PageWords) -> None:
    text = page.text
    assert len(text.spots) == len(text.text)
    for char, spots in zip(text.text, text.spots, strict=True):
        if spots:
            first, at = spots[0]
            assert page.words[first].text[at] == char
        else:
            assert char in " \n"


@given(page_words())
def test_no_box_is_lost_to_the_text(page: PageWords) -> None:
    reached = {spot for spots in page.text.spots for spot in spots}
    every = {(w, i) for w, word in enumerate(page.words) for i in range(len(word.text))}
    assert reached == every


@given(page_words(), st.integers(0, 80), st.integers(0, 80))
def test_rectangles_cover_every_box_of_the_stretch(
    page: PageWords, start: int, end: int
) -> None:
    page = PageWords(
        tuple(
            Word(w.text, tuple(b.normalized() for b in w.boxes), w.line, w.block)
            for w in page.words
        )
    )
    rects = page.text.rects(start, end)
    for spots in page.text.spots[start:end]:
        for number, char in spots:
            box = page.words[number].boxes[char]
            assert any(union([rect, box]) == rect for rect in rects)


def test_a_page_of_no_words_has_no_text() -> None:
    page = PageWords(())
    assert page.text.text == ""
    assert page.text.rects(0, 10) == ()
    assert PageWords.from_bytes(page.to_bytes()) == page


def test_an_unreadable_page_says_so() -> None:
    assert PageWords((), UNREADABLE).is_unreadable
    assert not PageWords(()).is_unreadable


def test_lines_end_in_a_newline_and_blocks_in_an_empty_line() -> None:
    page = PageWords((*lines("Dear Jane", "Smith"), word("Yours", 0, 2, block=1)))
    assert page.text.text == "Dear Jane\nSmith\n\nYours"


def test_a_finding_in_one_line_has_one_rectangle() -> None:
    page = PageWords(lines("Dear Jane Smith, hello"))
    assert found(page, "Jane Smith") == (Rect(30, 0, 90, TALL),)


def test_a_finding_over_a_line_break_has_one_for_each_line() -> None:
    page = PageWords(lines("Dear Jane", "Smith, hello"))
    assert found(page, "Jane\nSmith") == (
        Rect(30, 0, 54, TALL),
        Rect(0, 20, 30, 20 + TALL),
    )


def test_a_finding_may_begin_and_end_inside_a_word() -> None:
    page = PageWords(lines("(Smith's)"))
    assert found(page, "Smith") == (Rect(6, 0, 36, TALL),)


def test_a_word_broken_by_a_hyphen_is_whole_and_both_parts_are_covered() -> None:
    page = PageWords(lines("wrote to Thomp-", "son today"))
    assert page.text.text == "wrote to Thompson today"
    first, second = found(page, "Thompson")
    assert first == Rect(54, 0, 90, TALL)  # with the hyphen's box
    assert second == Rect(0, 20, 18, 20 + TALL)


def test_a_double_name_broken_at_its_hyphen_keeps_it() -> None:
    page = PageWords(lines("Ms Smith-", "Jones"))
    assert page.text.text == "Ms Smith-Jones"
    assert len(found(page, "Smith-Jones")) == 2


@pytest.mark.parametrize("end", ["-", "10-", "--"])
def test_other_dashes_at_the_end_of_a_line_stay(end: str) -> None:
    page = PageWords(lines(f"said {end}", "nothing"))
    assert page.text.text == f"said {end}\nnothing"


def test_a_hyphen_at_the_end_of_a_block_joins_nothing() -> None:
    page = PageWords((word("Thomp-", 0, 0), word("son", 0, 1, block=1)))
    assert page.text.text == "Thomp-\n\nson"


def test_a_wide_gap_in_a_line_makes_two_rectangles() -> None:
    page = PageWords((word("Jane", 0, 0), word("Smith", 300, 0)))
    assert len(found(page, "Jane Smith")) == 2


def test_text_set_upwards_has_one_rectangle_for_a_line() -> None:
    jane = Word(
        "Jane", tuple(Rect(0, 90 - 6 * i, 10, 96 - 6 * i) for i in range(4)), 0, 0
    )
    smith = Word(
        "Smith", tuple(Rect(0, 60 - 6 * i, 10, 66 - 6 * i) for i in range(5)), 0, 0
    )
    assert found(PageWords((jane, smith)), "Jane Smith") == (Rect(0, 36, 10, 96),)


def test_slanted_text_has_a_rectangle_for_each_word() -> None:
    def slanted(text: str, at: float) -> Word:
        boxes = tuple(
            Rect(at + 6 * i, at + 6 * i, at + 6 * i + 9, at + 6 * i + 9)
            for i in range(len(text))
        )
        return Word(text, boxes, 0, 0)

    page = PageWords((slanted("Jane", 0), slanted("Smith", 30)))
    assert len(found(page, "Jane Smith")) == 2


def test_the_span_of_words_is_their_stretch_of_the_text() -> None:
    page = PageWords(lines("Dear Jane Smith", "hello"))
    start, end = page.text.span_of([1, 2])
    assert page.text.text[start:end] == "Jane Smith"
    assert page.text.span_of([]) == (0, 0)


def test_a_box_drawn_askew_takes_whole_words_and_lets_go_what_it_touches() -> None:
    page = PageWords(lines("cost £412.50 and a day"))
    price, after = page.words[1], page.words[2]
    late = Rect(price.rect.x0 + 5, -2, after.boxes[0].x1, 12)
    meant = page.to_words(late)
    assert page.under((meant,)) == "£412.50"
    assert (meant.x0, meant.x1) == (price.rect.x0, after.rect.x0)
    assert (meant.y0, meant.y1) == (-2, 12)


def test_a_box_around_whole_words_or_none_stays_as_it_was_drawn() -> None:
    page = PageWords(lines("cost £412.50 and"))
    for drawn in (Rect(28, -3, 74, 14), Rect(200, 0, 240, 40)):
        assert page.to_words(drawn) == drawn


def test_a_box_that_only_touches_words_is_kept_as_drawn() -> None:
    page = PageWords(lines("extraordinary"))
    drawn = Rect(0, 0, 2 * WIDE, TALL)
    assert page.to_words(drawn) == drawn
