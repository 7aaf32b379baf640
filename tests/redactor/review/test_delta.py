"""What changed since the second person last looked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from redactor import edits
from redactor.casefile import CaseFile
from redactor.model import Rect
from redactor.release.approval import approve, send_back
from redactor.review.delta import delta, last_look
from tests import make

CASEWORKER, REVIEWER = "A. Caseworker", "Bo Reviewer"
HERE = (Rect(70, 70, 200, 90),)


@pytest.fixture
def file(tmp_path: Path) -> Iterator[CaseFile]:
    with make.case_file(tmp_path, letter=make.pdf("Dear Jane Smith", "2")) as made:
        mark = edits.Mark("D01", 1, HERE, "x", ("s.40(2)",))
        made.apply(edits.draw(made.state, [mark, mark]), by=CASEWORKER)
        yield made


def test_before_anybody_looked_nothing_has_changed_since(file: CaseFile) -> None:
    assert last_look(file.state) is None
    assert delta(file) == []


def test_boxes_added_removed_and_changed_are_named_with_what_changed(
    file: CaseFile,
) -> None:
    file.apply(send_back(file, by=REVIEWER, note="See D01."), by=REVIEWER)
    assert delta(file) == []
    state = file.state
    file.apply(edits.delete(state, ["D01-R001"]), by=CASEWORKER)
    file.apply(edits.reject(file.state, ["D01-R002"]), by=CASEWORKER)
    mark = edits.Mark("D01", 2, HERE, "secret words", ("s.40(2)",))
    file.apply(edits.draw(file.state, [mark]), by=CASEWORKER)
    found = {one.about: (one.kind, one.words) for one in delta(file)}
    assert found == {
        "D01-R001": ("removed", "box removed on page 1: withheld, s.40(2)"),
        "D01-R002": ("changed", "box: withheld → left visible"),
        "D01-R003": ("added", "box added on page 2: withheld, s.40(2)"),
    }


def test_what_was_taken_back_is_no_difference(file: CaseFile) -> None:
    file.apply(approve(file, by=REVIEWER), by=REVIEWER)
    file.apply(edits.delete(file.state, ["D01-R001"]), by=CASEWORKER)
    assert [one.about for one in delta(file)] == ["D01-R001"]
    file.undo(by=CASEWORKER)
    assert delta(file) == []


def test_only_the_last_look_counts(file: CaseFile) -> None:
    file.apply(send_back(file, by=REVIEWER, note="Again."), by=REVIEWER)
    file.apply(edits.delete(file.state, ["D01-R001"]), by=CASEWORKER)
    file.apply(approve(file, by=REVIEWER), by=REVIEWER)
    file.apply(edits.assign(file.state, ["D01-R002"], ("s.42(1)",)), by=CASEWORKER)
    assert [str(one) for one in delta(file)] == [
        "D01-R002  box: s.40(2) → s.42(1)",
    ]
