"""The list of redactions follows the case, and selects without loops."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.model import Change, State, Status
from tests.ui import cases
from ui.panels.redactions import RedactionsPanel
from ui.panels.redactions_model import (
    CODES,
    COLUMNS,
    STATUS,
    TEXT,
    RedactionsFilter,
    RedactionsModel,
    Wanted,
)

ACCESSIBLE = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def state() -> State:
    return cases.state(*(cases.redaction(n) for n in range(1, 6)))


@pytest.fixture
def panel(state: State, qtbot: QtBot) -> RedactionsPanel:
    made = RedactionsPanel(state)
    qtbot.addWidget(made)
    made.resize(420, 600)
    made.show()
    return made


def do(panel: RedactionsPanel, state: State, change: Change) -> State:
    after = state.after(change)
    panel.update_rows(after, change)
    return after


def texts(panel: RedactionsPanel, column: int = TEXT) -> list[str]:
    shown = panel.shown
    return [shown.index(row, column).data() for row in range(shown.rowCount())]


@pytest.mark.parametrize("filtered", [False, True])
def test_the_model_keeps_qts_rules(
    state: State, qtmodeltester: ModelTester, filtered: bool
) -> None:
    model = RedactionsModel(state)
    qtmodeltester.check(RedactionsFilter(model) if filtered else model, force_py=True)
    change = edits.accept(state, ["D01-R002"])
    after = state.after(change)
    model.update(after, change)
    model.sort(TEXT, Qt.SortOrder.DescendingOrder)
    gone = edits.delete(after, ["D01-R001"])
    model.update(after.after(gone), gone)
    assert model.rowCount() == 4


def test_a_decision_changes_only_its_row(panel: RedactionsPanel, state: State) -> None:
    touched: list[tuple[int, int]] = []
    panel.model.dataChanged.connect(
        lambda first, last: touched.append((first.row(), last.row()))
    )
    do(panel, state, edits.accept(state, ["D01-R003"]))
    assert touched == [(2, 2)]
    assert panel.model.index(2, STATUS).data(ACCESSIBLE) == "withheld"


def test_rows_come_and_go(panel: RedactionsPanel, state: State) -> None:
    after = do(panel, state, edits.delete(state, ["D01-R002"]))
    assert len(texts(panel)) == 4
    do(panel, after, edits.delete(state, ["D01-R002"]).reversed())
    assert texts(panel)[1] == "Name 2"


def test_selecting_by_program_tells_nobody(
    panel: RedactionsPanel, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(panel.selected):
        panel.select(["D01-R002", "D01-R003"])
    assert panel.serials() == ["D01-R002", "D01-R003"]


def test_the_arrow_keys_select_and_tell(panel: RedactionsPanel, qtbot: QtBot) -> None:
    panel.select(["D01-R002"])
    with qtbot.waitSignal(panel.selected) as told:
        QTest.keyClick(panel.table, Qt.Key.Key_Down)
    assert told.args == [["D01-R003"]]


def test_a_selection_outlives_a_change(panel: RedactionsPanel, state: State) -> None:
    panel.select(["D01-R004"])
    do(panel, state, edits.delete(state, ["D01-R001"]))
    assert panel.serials() == ["D01-R004"]


def test_the_filter_looks_at_every_word_of_the_row(
    panel: RedactionsPanel, state: State, qtbot: QtBot
) -> None:
    after = do(panel, state, edits.assign(state, ["D01-R005"], ("s.42(1)",)))
    panel.filter_box.setText("42 name")
    qtbot.waitUntil(lambda: texts(panel) == ["Name 5"])
    panel.filter_box.setText("nobody is called this")
    qtbot.waitUntil(lambda: panel.empty.isVisible())
    assert "No redaction is like this" in panel.empty.text()
    do(panel, after, edits.accept(after, ["D01-R001"]))


@pytest.mark.parametrize(
    ("wanted", "rows"),
    [
        (Wanted(status=Status.ACCEPTED), ["Name 1", "Name 2"]),
        (Wanted(without_codes=True), ["Name 2"]),
        (Wanted(text="name 3"), ["Name 3"]),
        (Wanted(person="P01"), []),
    ],
)
def test_what_is_wanted_is_shown(
    panel: RedactionsPanel, state: State, wanted: Wanted, rows: list[str]
) -> None:
    after = do(panel, state, edits.accept(state, ["D01-R001", "D01-R002"]))
    do(panel, after, edits.assign(after, ["D01-R002"], ()))
    panel.shown.want(wanted)
    assert texts(panel) == rows


def test_selecting_a_hidden_row_takes_the_filter_away(panel: RedactionsPanel) -> None:
    panel.shown.want(Wanted(text="name 3"))
    panel.select(["D01-R001"])
    assert panel.serials() == ["D01-R001"]
    assert len(texts(panel)) == 5


def test_sorting_keeps_the_selection(panel: RedactionsPanel) -> None:
    panel.select(["D01-R002"])
    panel.table.sortByColumn(TEXT, Qt.SortOrder.DescendingOrder)
    assert texts(panel)[0] == "Name 5"
    assert panel.serials() == ["D01-R002"]


def test_a_row_stays_where_it_is_when_it_is_decided(
    panel: RedactionsPanel, state: State
) -> None:
    panel.table.sortByColumn(STATUS, Qt.SortOrder.AscendingOrder)
    before = texts(panel)
    do(panel, state, edits.accept(state, ["D01-R001"]))
    assert texts(panel) == before


def test_places_without_a_code_are_shown_and_selected(
    panel: RedactionsPanel, state: State
) -> None:
    after = do(panel, state, edits.accept(state, ["D01-R004"]))
    do(panel, after, edits.assign(after, ["D01-R004"], ()))
    panel.show_missing_codes()
    assert texts(panel, CODES) == [""]
    assert panel.serials() == ["D01-R004"]


def test_one_person_can_be_shown_alone(qtbot: QtBot) -> None:
    panel = RedactionsPanel(cases.two_people())
    qtbot.addWidget(panel)
    panel.show_person("P01")
    assert texts(panel) == ["Jane Smith", "JS", "Jane Smith"]
    assert panel.person_chip.text() == "Only Jane Smith"
    panel.person_chip.click()
    assert len(texts(panel)) == 4


def test_particulars_say_what_is_known(panel: RedactionsPanel, state: State) -> None:
    row = replace(cases.redaction(1), why="Name in a signature", excepted=True)
    before = state.redactions["D01-R001"]
    do(panel, state, Change("x", "x", (before,), (row,)))
    panel.select(["D01-R001"])
    said = panel.particulars
    assert said.head.text() == "D01-R001, page 1: undecided"
    assert said.text.text() == "Name 1"
    assert "Name in a signature" in said.more.text()
    panel.select(["D01-R001", "D01-R002"])
    assert said.head.text() == "2 selected"
    assert said.text.isHidden()


def test_text_from_a_document_is_never_html(qtbot: QtBot) -> None:
    panel = RedactionsPanel(cases.state(cases.redaction(1, text="<b>x</b>", why="<i>")))
    qtbot.addWidget(panel)
    panel.select(["D01-R001"])
    assert panel.particulars.text.textFormat() == Qt.TextFormat.PlainText
    tip = panel.model.index(0, TEXT).data(Qt.ItemDataRole.ToolTipRole)
    assert "&lt;i&gt;" in tip


def test_an_empty_list_says_what_to_do(qtbot: QtBot) -> None:
    panel = RedactionsPanel(cases.state())
    qtbot.addWidget(panel)
    panel.show()
    assert panel.table.isHidden()
    assert "Ctrl+F5" in panel.empty.text()


def test_columns_can_be_shown_and_are_remembered(
    panel: RedactionsPanel, state: State, qtbot: QtBot
) -> None:
    why = next(a for a in panel.columns_menu().actions() if a.text() == "Why")
    why.trigger()
    again = RedactionsPanel(state)
    qtbot.addWidget(again)
    names = [c.name for i, c in enumerate(COLUMNS) if not again.table.isColumnHidden(i)]
    assert "Why" in names
    assert "Text" in names


def test_two_thousand_decisions_are_shown_at_once(qtbot: QtBot) -> None:
    state = cases.state(*(cases.redaction(n) for n in range(1, 2001)))
    panel = RedactionsPanel(state)
    qtbot.addWidget(panel)
    panel.show()
    change = edits.accept(state, list(state.redactions))
    after = state.after(change)
    began = time.perf_counter()
    panel.update_rows(after, change)
    assert time.perf_counter() - began < 0.15  # 0.05 on a machine that is at rest


def test_the_root_of_a_table_has_no_rows_below_its_rows(state: State) -> None:
    model = RedactionsModel(state)
    assert model.rowCount(model.index(0, 0)) == 0
    assert model.rowCount(QModelIndex()) == 5


def test_a_narrow_list_does_not_scroll_sideways(
    panel: RedactionsPanel, qtbot: QtBot
) -> None:
    for width in (330, 376, 700):
        panel.resize(width, 600)
        qtbot.wait(20)
        assert panel.table.horizontalScrollBar().maximum() == 0


def test_a_double_click_leads_to_the_place(
    panel: RedactionsPanel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.opened):
        panel.table.doubleClicked.emit(panel.shown.index(1, TEXT))
