"""The people of a case: who they are, contacts that are nobody's, and people added."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.errors import BadInput
from redactor.find.query import Query
from redactor.find.search import search
from redactor.find.standing import set_kind
from redactor.model import PersonDecision, Redaction, Status
from redactor.work import finish
from tests import make
from tests.ui import cases
from tests.ui.windows import desk_of, opened
from ui.panels.kind_box import KindBox
from ui.panels.people_model import tallies
from ui.window import Window

Key = Qt.Key
PHONE = "07700 900123"


def number(at: int, serial: int, **more: object) -> Redaction:
    told: dict[str, object] = {"text": PHONE, "label": "PHONE", **more}
    return cases.redaction(at, serial=f"D01-R{serial:03d}", **told)


# -- without a window


def test_a_kind_sets_the_category_of_the_places_and_what_the_policy_proposes() -> None:
    state = cases.two_people()
    after = state.after(set_kind(state, ["P01"], "member of the public"))
    person = after.people["P01"]
    assert person.kind == "member of the public"
    assert person.reason.startswith("Policy")
    found = {r.category for r in after.redactions.values() if r.person == "P01"}
    assert found == {"member of the public: name"}
    assert {r.category for r in after.redactions.values() if r.person == "P02"} == {""}


def test_a_category_that_was_chosen_stays() -> None:
    state = cases.two_people()
    state = state.after(edits.categorize(state, ["D01-R001"], "signature"))
    after = state.after(set_kind(state, ["P01"], "our staff"))
    assert after.redactions["D01-R001"].category == "signature"
    assert after.redactions["D02-R001"].category == "our staff: name"


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(BadInput):
        set_kind(cases.two_people(), ["P01"], "wizard")


def test_contacts_that_are_nobodys_are_listed_by_their_text() -> None:
    state = cases.state(number(1, 1), number(2, 2), number(3, 3, text="07700  900123"))
    (tally,) = tallies(state)
    assert (tally.person.name, tally.places) == (PHONE, 3)


def test_a_place_that_went_otherwise_is_named_with_its_page() -> None:
    state = cases.two_people()
    state = state.after(edits.decide_person(state, "P01", PersonDecision.WITHHOLD))
    state = state.after(edits.reject(state, ["D02-R001"]))
    jane = next(t for t in tallies(state) if t.person.id == "P01")
    assert jane.exceptions == ("D02 p.1",)
    assert "not so on D02 p.1" in jane.sentence


# -- in the window


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    letter = make.pdf("Ring 07700 900123 or\n07700 900123 again", "Zarg Quillfeather")
    minutes = make.pdf("Minutes\nZarg Quillfeather rang. Mr Quillfeather left.")
    with make.case_file(tmp_path, letter=letter, minutes=minutes) as file:
        there = cases.two_people()
        marks = finish(search(file, Query(PHONE)))
        rows = [number(1, 10 + n, rects=mark.rects) for n, mark in enumerate(marks)]
        every = [*there.redactions.values(), *rows]
        change = edits.propose(file.state, there.people.values(), every)
        file.apply(change, by="Ann")
    with opened(qtbot, tmp_path / "case.foicase") as made:
        yield made


def test_the_kind_of_who_is_selected_is_shown_and_set(window: Window) -> None:
    desk = desk_of(window)
    desk.people.select("P01")
    box = desk.findChild(KindBox)
    assert box is not None
    assert box.box.currentText() == "0  not known"
    at = box.box.findData("requester")
    box.box.setCurrentIndex(at)
    box.box.activated.emit(at)
    assert desk.session.state.people["P01"].kind == "requester"
    assert "Policy" in box.reason.text()
    window.actions_["undo"].trigger()
    assert box.box.currentText() == "0  not known"


def test_a_number_alone_says_who_the_selected_people_are(window: Window) -> None:
    desk = desk_of(window)
    desk.people.select("P01")
    desk.people.list.setFocus()
    box = desk.findChild(KindBox)
    assert box is not None
    number = box.box.findData("member of the public")
    QTest.keyClick(desk.people.list, str(number))
    assert desk.session.state.people["P01"].kind == "member of the public"
    QTest.keyClick(desk.people.list, "0")
    assert desk.session.state.people["P01"].kind == ""


def test_a_contact_is_decided_once_for_all_its_places(window: Window) -> None:
    desk = desk_of(window)
    desk.people.list.setFocus()
    while desk.people.people() != [f"text:{PHONE}"]:
        before = desk.people.people()
        QTest.keyClick(desk.people.list, Key.Key_Down)
        assert desk.people.people() != before
    QTest.keyClick(desk.people.list, Key.Key_A)
    rows = [r for r in desk.session.state.redactions.values() if r.label == "PHONE"]
    assert {r.status for r in rows} == {Status.ACCEPTED}
    assert not any(r.excepted for r in rows)  # what is found later follows
    assert desk.session.undo_label


def test_somebody_is_added_by_their_selected_name_and_found_everywhere(
    window: Window, qtbot: QtBot
) -> None:
    desk = desk_of(window)
    desk.show_page("D01", 2)
    desk.pages.setFocus()
    QTest.keyClick(desk.pages, Key.Key_F7)
    QTest.keyClick(desk.pages, Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    window.actions_["add_person"].trigger()
    dialog = window.findChild(QInputDialog)
    assert dialog is not None
    assert dialog.textValue() == "Zarg Quillfeather"
    dialog.accept()

    def places() -> int:
        rows = desk.session.state.redactions.values()
        people = desk.session.state.people
        return sum(
            people[r.person].name == "Zarg Quillfeather" for r in rows if r.person
        )

    qtbot.waitUntil(lambda: places() == 3, timeout=20_000)
