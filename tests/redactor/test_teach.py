"""A mark made by hand teaches the case."""

from __future__ import annotations

from pathlib import Path

import pytest

from redactor import edits
from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.find.query import Query
from redactor.find.search import search
from redactor.model import PersonDecision, Redaction, Status
from redactor.teach import Lesson, learn, new_places
from redactor.work import finish
from tests import make

BY = "A Caseworker"
LETTER = make.pdf(
    "Dear all\n\nMargaret Oyelaran told us about the van.\nShe wrote from "
    "margaret.oyelaran@oas.example.\nProject Heron is late.",
    "Ms Oyelaran was seen again. Margaret agreed. File XK-20419 is closed.",
)
NOTE = make.pdf("Notes by Margaret Oyelaran\nSee Project Heron and file XK-20419.")


@pytest.fixture
def file(tmp_path: Path) -> CaseFile:
    return make.case_file(tmp_path, letter=LETTER, note=NOTE)


def draw(file: CaseFile, text: str, codes: tuple[str, ...] = ("s.40(2)",)) -> str:
    """Mark the first place of a text by hand."""
    mark = finish(search(file, Query(text)))[0]
    change = edits.draw(file.state, [mark], exemptions=codes)
    file.apply(change, by=BY)
    (row,) = (r for r in change.added if isinstance(r, Redaction))
    return row.serial


def teach(file: CaseFile, serial: str) -> Lesson:
    lesson = finish(learn(file, serial))
    file.apply(lesson.change(file.state), by=BY)
    return lesson


def proposed(file: CaseFile) -> list[str]:
    return [r.text for r in file.state.in_order() if r.status is Status.SUGGESTED]


def test_a_name_is_proposed_in_every_form_and_document(file: CaseFile) -> None:
    serial = draw(file, "Margaret Oyelaran")
    assert teach(file, serial).is_personal
    assert proposed(file) == [
        "margaret.oyelaran@oas.example",
        "Ms Oyelaran",
        "Margaret",
        "Margaret Oyelaran",
    ]
    (person,) = file.state.people.values()
    assert {r.person for r in file.state.redactions.values()} == {person.id}
    drawn = file.state.redactions[serial]
    assert drawn.status is Status.ACCEPTED
    assert drawn.excepted


def test_it_is_one_step_that_can_be_taken_back(file: CaseFile) -> None:
    serial = draw(file, "Margaret Oyelaran")
    teach(file, serial)
    assert "4 more places of" in file.undo_label
    file.undo(by=BY)
    assert list(file.state.redactions) == [serial]
    assert not file.state.people


def test_a_mark_joins_somebody_whom_the_case_knows(file: CaseFile) -> None:
    teach(file, draw(file, "Margaret Oyelaran"))
    (person,) = file.state.people.values()
    withheld = edits.decide_person(file.state, person.id, PersonDecision.WITHHOLD)
    file.apply(withheld, by=BY)
    gone = [r.serial for r in file.state.redactions.values() if r.text == "Margaret"]
    file.apply(edits.delete(file.state, gone), by=BY)
    serial = draw(file, "Margaret agreed")
    row = file.state.redactions[serial]
    file.apply(edits.move(file.state, serial, row.rects, "Margaret"), by=BY)
    teach(file, serial)
    assert file.state.redactions[serial].person == person.id
    assert len(file.state.people) == 1


def test_any_other_text_is_looked_for_as_it_stands(file: CaseFile) -> None:
    lesson = teach(file, draw(file, "Project Heron", ("s.43(2)",)))
    assert not lesson.is_personal
    (more,) = (r for r in file.state.in_order() if r.status is Status.SUGGESTED)
    assert (more.document, more.text) == ("D02", "Project Heron")
    assert more.exemptions == ("s.43(2)",)
    assert more.why


def test_a_number_is_personal(file: CaseFile) -> None:
    assert teach(file, draw(file, "XK-20419")).is_personal
    assert proposed(file) == ["XK-20419"]


def test_a_rejected_place_is_not_proposed(file: CaseFile) -> None:
    serial = draw(file, "Margaret Oyelaran")
    lesson = teach(file, serial)
    left = [r.serial for r in file.state.in_order() if r.status is Status.SUGGESTED]
    file.apply(edits.reject(file.state, left), by=BY)
    assert not lesson.change(file.state)


def test_nothing_comes_of_a_mark_that_was_taken_back(file: CaseFile) -> None:
    serial = draw(file, "Margaret Oyelaran")
    lesson = finish(learn(file, serial))
    file.undo(by=BY)
    assert new_places(lesson.change(file.state)) == 0


def test_an_area_without_text_teaches_nothing(file: CaseFile) -> None:
    mark = Mark("D01", 1, finish(search(file, Query("van")))[0].rects, "")
    file.apply(edits.draw(file.state, [mark]), by=BY)
    assert not teach(file, "D01-R001").findings.places
