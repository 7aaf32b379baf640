"""Whole pages, everything but a passage, and boxes merged and split."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor import areas, edits
from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.errors import BadInput, NotFound
from redactor.find.query import Query
from redactor.find.search import search
from redactor.model import Change, Document, Rect, Redaction, Status
from redactor.work import finish
from tests import make

CODE = ("s.43(2)",)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[CaseFile]:
    text = "First line of words\nJane Smith was here\nThe last line"
    with make.case_file(tmp_path, letter=make.pdf(text, "Two", "Three")) as made:
        yield made


def document(file: CaseFile) -> Document:
    return file.state.documents["D01"]


def mark(file: CaseFile, text: str) -> Mark:
    return finish(search(file, Query(text)))[0]


def draw(file: CaseFile, *texts: str) -> list[str]:
    marks = [mark(file, text) for text in texts]
    do(file, edits.draw(file.state, marks, exemptions=CODE))
    return list(file.state.redactions)


def do(file: CaseFile, change: Change) -> None:
    file.apply(change, by="Ann")


def rows(file: CaseFile) -> list[Redaction]:
    return file.state.in_order()


@pytest.mark.parametrize(
    ("said", "pages"),
    [("2", [2]), ("1-2", [1, 2]), ("1, 3", [1, 3]), ("2–3", [2, 3]), ("", [1, 2, 3])],
)
def test_pages_are_said_as_people_write_them(
    file: CaseFile, said: str, pages: list[int]
) -> None:
    assert areas.pages_of(document(file), said) == pages


@pytest.mark.parametrize("said", ["0", "4", "two", "1-9", "-3"])
def test_pages_that_are_not_there_are_refused(file: CaseFile, said: str) -> None:
    with pytest.raises(BadInput):
        areas.pages_of(document(file), said)


def test_whole_pages_are_withheld_once(file: CaseFile) -> None:
    change = areas.withhold_pages(file.state, document(file), [2, 3], file.words, CODE)
    do(file, change)
    assert [(r.page, r.text, r.exemptions) for r in rows(file)] == [
        (2, "Two", CODE),
        (3, "Three", CODE),
    ]
    again = areas.withhold_pages(file.state, document(file), [2], file.words, CODE)
    assert not again


def test_everything_but_a_passage_hides_all_other_words(file: CaseFile) -> None:
    stays = mark(file, "Jane Smith")
    do(file, areas.withhold_rest(file.state, [stays], file.words, CODE))
    (row,) = rows(file)
    assert row.text == "First line of words was here The last line"
    assert not any(rect.intersects(stays.rects[0]) for rect in row.rects)


def test_everything_but_a_passage_of_the_document_takes_other_pages_whole(
    file: CaseFile,
) -> None:
    stays = mark(file, "Jane Smith")
    change = areas.withhold_rest(file.state, [stays], file.words, CODE, everywhere=True)
    do(file, change)
    assert [r.page for r in rows(file)] == [1, 2, 3]


def test_a_box_that_stays_is_rejected_in_the_same_step(file: CaseFile) -> None:
    (serial,) = draw(file, "Jane Smith")
    row = file.state.redactions[serial]
    kept = [Mark(row.document, row.page, row.rects, row.text)]
    do(file, areas.withhold_rest(file.state, kept, file.words, CODE))
    assert file.state.redactions[serial].status is Status.REJECTED
    file.undo(by="Ann")
    assert file.state.redactions[serial].status is Status.ACCEPTED


def test_nothing_to_keep_is_refused(file: CaseFile) -> None:
    with pytest.raises(NotFound):
        areas.withhold_rest(file.state, [], file.words, CODE)


def test_holes_beside_each_other_leave_the_strip_between(file: CaseFile) -> None:
    holes = [Rect(10, 10, 20, 30), Rect(40, 20, 50, 40)]
    strips = areas.without(document(file), 1, holes)
    assert not any(strip.intersects(hole) for strip in strips for hole in holes)
    shape = document(file).shapes[0]
    whole = sum(strip.width * strip.height for strip in strips)
    assert whole == pytest.approx(shape.width * shape.height - 400)


def test_boxes_of_a_page_become_one_and_those_beside_each_other_one_rectangle(
    file: CaseFile,
) -> None:
    serials = draw(file, "Jane", "Smith", "last line")
    do(file, areas.merge(file.state, serials, file.words))
    (row,) = rows(file)
    assert row.text == "Jane Smith last line"
    assert len(row.rects) == 2


def test_boxes_of_two_pages_stay_two(file: CaseFile) -> None:
    serials = draw(file, "Jane", "Two")
    with pytest.raises(BadInput, match="one page"):
        areas.merge(file.state, serials, file.words)


def test_a_box_is_split_into_its_lines_and_a_line_into_its_words(
    file: CaseFile,
) -> None:
    serials = draw(file, "Jane Smith", "last line")
    do(file, areas.merge(file.state, serials, file.words))
    do(file, areas.split(file.state, "D01-R001", file.words))
    assert [r.text for r in rows(file)] == ["Jane Smith", "last line"]
    do(file, areas.split(file.state, "D01-R001", file.words))
    assert [r.text for r in rows(file)] == ["Jane", "Smith", "last line"]
    with pytest.raises(BadInput, match="one word"):
        areas.split(file.state, "D01-R001", file.words)


def test_a_box_is_repeated_on_other_pages_and_never_twice(file: CaseFile) -> None:
    (serial,) = draw(file, "Jane")
    change = areas.repeat(file.state, [serial], [1, 2, 3], file.words)
    assert change.label == "repeat D01-R001 on 2 pages of D01"
    do(file, change)
    first, *others = rows(file)
    assert [row.page for row in others] == [2, 3]
    assert {row.rects for row in others} == {first.rects}
    assert {row.exemptions for row in others} == {CODE}
    assert not areas.repeat(file.state, [serial], [1, 2, 3], file.words)


def test_boxes_of_two_documents_are_not_repeated_together(tmp_path: Path) -> None:
    pages = make.pdf("Jane", "Two")
    with make.case_file(tmp_path, letter=pages, minutes=make.pdf("Jane", "2")) as file:
        box = (Rect(72, 60, 120, 75),)
        marks = [Mark(id_, 1, box) for id_ in ("D01", "D02")]
        do(file, edits.draw(file.state, marks, exemptions=CODE))
        with pytest.raises(BadInput):
            areas.repeat(file.state, list(file.state.redactions), [2], file.words)
