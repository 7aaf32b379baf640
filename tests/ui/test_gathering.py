"""Who is who, put right in the window by keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog, QLabel
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.model import Person, PersonDecision, Status
from tests.ui import cases
from tests.ui.windows import desk_of, opened
from ui.panels.people_model import tallies
from ui.panels.person_row import _decision
from ui.session import Session
from ui.window import Window

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> Iterator[Window]:
    cases.propose_two_people(session)
    path = session.path
    session.close()
    with opened(qtbot, path) as made:
        yield made


def answer(window: Window, words: str) -> None:
    dialog = window.findChild(QInputDialog)
    assert dialog is not None
    dialog.setTextValue(words)
    dialog.accept()


def names(window: Window) -> list[str]:
    return [p.name for p in desk_of(window).session.state.people.values()]


def test_m_merges_the_people_selected_and_undo_parts_them(window: Window) -> None:
    desk_of(window).focus("people")
    QTest.keyClick(window, Key.Key_M)
    assert "Select two people" in window.messages.words.text()
    QTest.keyClick(desk_of(window).people.list, Key.Key_Down, SHIFT)
    QTest.keyClick(window, Key.Key_M)
    assert names(window) == ["Jane Smith"]
    assert "merge 2 people into Jane Smith" in window.messages.words.text()
    window.messages.button.click()
    assert sorted(names(window)) == ["Jane Smith", "Tom Ashby"]


def test_m_merges_one_with_whom_they_may_be_and_the_panel_says_so(
    window: Window,
) -> None:
    desk = desk_of(window)
    session = desk.session
    session.do(edits.put(session.state, Person("P90", "Jane"), "propose", "Jane"))
    desk.focus("people")
    desk.people.select("P90")
    notes = [label.text() for label in desk.people.findChildren(QLabel)]
    assert any("The same as Jane Smith? Press M" in note for note in notes)
    QTest.keyClick(window, Key.Key_M)
    assert sorted(names(window)) == ["Jane Smith", "Tom Ashby"]
    assert "merge 2 people into Jane Smith" in window.messages.words.text()


def test_the_policy_is_followed_for_those_it_knows(window: Window) -> None:
    window.actions_["follow_policy"].trigger()
    assert "says nothing" in window.messages.words.text()
    session = desk_of(window).session
    jane = next(p for p in session.state.people.values() if p.name == "Jane Smith")
    told = replace(jane, proposed=PersonDecision.WITHHOLD, reason="Policy, x: Y.")
    session.do(edits.put(session.state, told, "kind", "say who Jane Smith is"))
    assert "policy: withhold" in _decision(tallies(session.state)[0])
    window.actions_["follow_policy"].trigger()
    assert "follow the policy for 1 person" in window.messages.words.text()
    rows = [r for r in session.state.redactions.values() if r.person == jane.id]
    assert {(r.status, r.reason) for r in rows} == {(Status.ACCEPTED, "Policy, x: Y.")}


def test_f2_gives_a_person_another_name(window: Window) -> None:
    desk_of(window).focus("people")
    QTest.keyClick(window, Key.Key_F2)
    answer(window, "Jane Smythe")
    assert "Jane Smythe" in names(window)


def test_places_can_be_given_to_a_new_person(window: Window) -> None:
    desk = desk_of(window)
    desk.choose(["D01-R002"])
    desk.pages.setFocus()
    QTest.keyClick(window, Key.Key_M, SHIFT)
    answer(window, "Joan Sims")
    assert desk.session.state.redactions["D01-R002"].person == "P03"
    assert "Joan Sims" in names(window)
    desk.choose(["D01-R001"])
    desk.pages.setFocus()
    QTest.keyClick(window, Key.Key_M, SHIFT)
    answer(window, "  ")
    assert "needs a name" in window.messages.words.text()


def test_a_place_given_to_somebody_is_looked_for_elsewhere(
    window: Window, qtbot: QtBot
) -> None:
    desk = desk_of(window)
    session = desk.session
    row = session.state.redactions["D01-R003"]
    mark = replace(row, rects=cases.redaction(40).rects, text="Ann Example")
    session.do(edits.move(session.state, row.serial, mark.rects, mark.text))
    desk.choose([row.serial])
    desk.pages.setFocus()
    QTest.keyClick(window, Key.Key_M, SHIFT)
    answer(window, "Ann Example")

    def found() -> list[str | None]:
        rows = session.state.in_order()
        return [r.person for r in rows if r.text == "Ann Example"]

    qtbot.waitUntil(lambda: found() == ["P03", "P03"], timeout=20_000)


def test_to_withhold_everybody_says_whose_names_usually_stay(window: Window) -> None:
    desk = desk_of(window)
    session = desk.session
    firm = Person("P90", "North Paving Ltd")
    session.do(edits.put(session.state, firm, "propose", "North Paving Ltd"))
    desk.focus("people")
    desk.people.list.selectAll()
    window.actions_["accept"].trigger()
    said = window.messages.words.text()
    assert "Withheld 3 names. 1 usually stays visible: North Paving Ltd" in said
    window.messages.button.click()
    decided = {p.decision for p in session.state.people.values()}
    assert decided == {PersonDecision.UNDECIDED}


def test_to_withhold_who_holds_no_office_says_nothing(window: Window) -> None:
    desk = desk_of(window)
    desk.focus("people")
    desk.people.list.selectAll()
    window.actions_["accept"].trigger()
    assert "usually" not in window.messages.words.text()
