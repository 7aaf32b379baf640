"""The list of people: what is said of each, and that it stays calm."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.model import PersonDecision, State
from tests.ui import cases
from ui.actions import Actions
from ui.panels.people import PeoplePanel
from ui.panels.people_model import PeopleFilter, PeopleModel, tallies


@pytest.fixture
def state() -> State:
    return cases.two_people()


@pytest.fixture
def panel(state: State, qtbot: QtBot) -> Iterator[PeoplePanel]:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = PeoplePanel(state, Actions(window), window)
    window.setCentralWidget(made)
    window.resize(400, 600)
    window.show()
    yield made
    window.close()


@pytest.mark.parametrize("filtered", [False, True])
def test_the_model_keeps_qts_rules(
    state: State, qtmodeltester: ModelTester, filtered: bool
) -> None:
    model = PeopleModel(state)
    qtmodeltester.check(PeopleFilter(model) if filtered else model, force_py=True)
    change = edits.decide_person(state, "P01", PersonDecision.WITHHOLD, cases.CODE)
    model.update(state.after(change), change)
    assert model.tally(0).person.decision == PersonDecision.WITHHOLD


def test_a_tally_counts_places_documents_and_what_is_left(state: State) -> None:
    after = state.after(edits.reject(state, ["D01-R002"]))
    jane, tom = tallies(after)
    assert (jane.places, jane.documents, jane.undecided, jane.apart) == (3, 2, 2, 1)
    assert (tom.places, tom.documents, tom.undecided, tom.apart) == (1, 1, 1, 0)


def test_a_row_is_one_sentence_for_a_screen_reader(state: State) -> None:
    model = PeopleModel(state)
    said = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == (
        "Jane Smith; our staff: name; 3 places in 2 documents; 3 places undecided"
    )


def test_a_decision_touches_one_row(panel: PeoplePanel, state: State) -> None:
    touched: list[int] = []
    panel.model.dataChanged.connect(lambda first, _: touched.append(first.row()))
    change = edits.decide_person(state, "P02", PersonDecision.RELEASE)
    panel.update_rows(state.after(change), change)
    assert touched == [1]


def test_the_arrow_keys_tell_who_is_selected(panel: PeoplePanel, qtbot: QtBot) -> None:
    panel.list.setCurrentIndex(panel.shown.index(0, 0))
    with qtbot.waitSignal(panel.selected) as told:
        QTest.keyClick(panel.list, Qt.Key.Key_Down)
    assert told.args == [["P02"]]
    assert panel.people() == ["P02"]


def test_whoever_comes_by_keyboard_finds_somebody_selected(
    panel: PeoplePanel,
) -> None:
    panel.filter_box.setFocus()
    assert panel.people() == []
    panel.list.setFocus(Qt.FocusReason.TabFocusReason)
    assert panel.people() == ["P01"]


def test_following_a_box_tells_nobody(panel: PeoplePanel, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(panel.selected):
        panel.select("P02")
    assert panel.people() == ["P02"]


def test_the_next_person_is_the_next_undecided_one(
    panel: PeoplePanel, state: State
) -> None:
    panel.select("P01")
    change = edits.decide_person(state, "P01", PersonDecision.WITHHOLD)
    panel.update_rows(state.after(change), change)
    panel.select_next()
    assert panel.people() == ["P02"]


def test_the_filter_looks_at_forms_too(panel: PeoplePanel) -> None:
    panel.filter_box.setText("js")
    assert panel.shown.rowCount() == 1
    assert panel.shown.tally(0).person.name == "Jane Smith"


def test_nobody_found_yet_says_what_to_do(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    panel = PeoplePanel(cases.state(), Actions(window), window)
    assert panel.list.isHidden()
    assert "Ctrl+F5" in panel.empty.text()


def test_rows_paint_in_every_state(panel: PeoplePanel, state: State) -> None:
    for decision in PersonDecision:
        change = edits.decide_person(state, "P01", decision, cases.CODE)
        if change:
            state = state.after(change)
            panel.update_rows(state, change)
        assert not panel.grab().isNull()


def test_somebody_whose_places_were_all_decided_is_not_undecided(
    panel: PeoplePanel, state: State
) -> None:
    jane = ["D01-R001", "D01-R002", "D02-R001"]
    withheld = tallies(state.after(edits.accept(state, jane)))[0]
    assert withheld.standing == PersonDecision.WITHHOLD
    assert withheld.one_by_one == "withheld place by place"
    assert "withheld place by place" in withheld.sentence
    visible = tallies(state.after(edits.reject(state, jane)))[0]
    assert visible.standing == PersonDecision.RELEASE
    first = edits.accept(state, jane[:2])
    after = state.after(first)
    panel.update_rows(after, first)
    assert tallies(after)[0].standing == PersonDecision.UNDECIDED
    change = edits.reject(after, jane[2:])
    mixed = tallies(after.after(change))[0]
    assert mixed.standing is None
    assert mixed.one_by_one == "2 withheld, 1 left visible"
    panel.update_rows(after.after(change), change)
    panel.grab()
    panel.select_next()
    assert panel.people() == ["P02"]


def test_words_that_fit_nobody_are_told(panel: PeoplePanel) -> None:
    panel.filter_box.setText("Zarg")
    assert not panel.list.isVisible()
    assert panel.empty.text().startswith("Nobody is called that.")
    panel.filter_box.clear()
    assert panel.list.isVisible()
    assert not panel.empty.isVisible()
