"""Searching the whole case in the window: the list of hits, and rules."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from redactor.model import Status
from tests import make
from tests.ui.windows import desk_of, opened
from ui.dialogs.exemptions import ExemptionPicker
from ui.dialogs.rules import RuleQuestion, RulesDialog
from ui.panels.found import FoundPanel
from ui.searching import Searching
from ui.window import Window

Key = Qt.Key
CHECK = Qt.ItemDataRole.CheckStateRole
LETTER = "Dear Ms Thornpson\nProject Kingfisher began.\nKingfisher ended. Ref AB123456."


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    letter, minutes = make.pdf(LETTER), make.pdf("Minutes\nKingfisher was discussed.")
    make.case_file(tmp_path, letter=letter, minutes=minutes).close()
    with opened(qtbot, tmp_path / "case.foicase") as made:
        desk_of(made).session.put_setting("codes", "s.43(2)")
        yield made


def panel_of(window: Window) -> FoundPanel:
    panel = desk_of(window).findChild(FoundPanel)
    assert panel is not None
    return panel


def look(window: Window, words: str, qtbot: QtBot, count: int) -> FoundPanel:
    bar = desk_of(window).find_bar
    bar.begin()
    bar.box.clear()
    QTest.keyClicks(bar.box, words)
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.model.count == count, timeout=20_000)
    return panel


def withheld(window: Window) -> list[str]:
    rows = desk_of(window).session.state.in_order()
    return [r.text for r in rows if r.status is Status.ACCEPTED]


def test_hits_are_listed_by_document_and_the_checked_ones_withheld_as_one_step(
    window: Window, qtbot: QtBot
) -> None:
    panel = look(window, "kingfisher", qtbot, 3)
    model = panel.model
    assert desk_of(window).tabs.currentWidget() is panel
    assert model.documents == 2
    second = model.index(1, 0, model.index(0, 0))
    model.setData(second, Qt.CheckState.Unchecked.value, CHECK)
    assert model.data(model.index(0, 0), CHECK) == Qt.CheckState.PartiallyChecked
    assert "2 of 3 hits in 2 documents" in panel.all.text()
    assert panel.withhold_button.text() == "&Withhold 2 under s.43(2)"
    panel.withhold_button.click()
    assert withheld(window) == ["Kingfisher", "Kingfisher"]
    desk_of(window).session.undo()
    assert not withheld(window)


def test_all_or_none_are_checked_by_one_box(window: Window, qtbot: QtBot) -> None:
    panel = look(window, "kingfisher", qtbot, 3)
    panel.all.click()
    assert not panel.checked()
    assert not panel.withhold_button.isEnabled()
    panel.all.click()
    assert len(panel.checked()) == 3


def test_going_down_the_list_shows_each_hit_on_its_page(
    window: Window, qtbot: QtBot
) -> None:
    panel = look(window, "kingfisher", qtbot, 3)
    panel.list.setFocus()
    for _ in range(3):
        QTest.keyClick(panel.list, Key.Key_Down)
    assert desk_of(window).where.document == "D02"
    assert desk_of(window).find_bar.count.text() == "3 of 3"


def test_expressions_and_slips_are_chosen_beside_the_text(
    window: Window, qtbot: QtBot
) -> None:
    bar, panel = desk_of(window).find_bar, panel_of(window)

    def shown() -> list[str]:
        return [hit.text for hit in panel.checked()]

    bar.how.setCurrentIndex(1)
    bar.begin(r"[a-z]{2}\d{6}")
    qtbot.waitUntil(lambda: shown() == ["AB123456"], timeout=20_000)
    bar.how.setCurrentIndex(2)
    bar.begin("Thompson")
    qtbot.waitUntil(lambda: shown() == ["Thornpson"], timeout=20_000)


def test_an_expression_that_says_nothing_is_refused_in_words(
    window: Window, qtbot: QtBot
) -> None:
    bar = desk_of(window).find_bar
    bar.how.setCurrentIndex(1)
    bar.begin("(")
    qtbot.waitUntil(lambda: window.messages.isVisible(), timeout=20_000)
    assert "can't be understood" in window.messages.words.text()
    assert bar.count.text() == "not found"


def test_a_list_of_names_is_looked_for(
    window: Window, tmp_path: Path, qtbot: QtBot
) -> None:
    names = tmp_path / "names.txt"
    names.write_text("Kingfisher\nAB123456\n", encoding="utf-8")
    searching = desk_of(window).findChild(Searching)
    assert searching is not None
    searching.ask_list = lambda: names
    desk_of(window).find_bar.list_button.click()
    panel = panel_of(window)
    qtbot.waitUntil(lambda: panel.model.count == 4, timeout=20_000)


def test_a_search_is_saved_as_a_rule_and_dropped_again(
    window: Window, qtbot: QtBot
) -> None:
    panel = look(window, "kingfisher", qtbot, 3)
    panel.save_button.click()
    question = window.findChild(RuleQuestion)
    assert question is not None
    question.withhold.click()
    session = desk_of(window).session
    (rule,) = session.rules()
    assert rule.in_words == "withhold “kingfisher” under s.43(2)"
    desk_of(window).find_bar.rules_button.click()
    dialog = window.findChild(RulesDialog)
    assert dialog is not None
    dialog.drop.click()
    dialog.accept()
    assert not session.rules()


def test_the_list_goes_away_with_the_search(window: Window, qtbot: QtBot) -> None:
    panel = look(window, "kingfisher", qtbot, 3)
    desk_of(window).find_bar.leave()
    assert not panel.isVisible()
    assert desk_of(window).tabs.currentWidget() is desk_of(window).people


def test_what_is_withheld_here_and_visible_there_is_walked_through_and_put_right(
    window: Window, qtbot: QtBot
) -> None:
    desk, panel = desk_of(window), look(window, "kingfisher", qtbot, 3)
    model = panel.model
    panel.all.click()
    model.setData(
        model.index(0, 0, model.index(0, 0)), Qt.CheckState.Checked.value, CHECK
    )
    panel.withhold_button.click()
    assert withheld(window) == ["Kingfisher"]
    window.actions_["inconsistent"].trigger()
    qtbot.waitUntil(lambda: panel.model.count == 2, timeout=20_000)
    assert "withheld as D01-R001" in model.data(model.index(0, 0, model.index(0, 0)))
    panel.leave_button.click()
    assert withheld(window) == ["Kingfisher"]
    assert {r.status for r in desk.session.state.redactions.values()} == {
        Status.ACCEPTED,
        Status.REJECTED,
    }
    window.actions_["inconsistent"].trigger()  # two ways on purpose: listed still
    qtbot.waitUntil(
        lambda: "left visible" in model.data(model.index(0, 0, model.index(0, 0))),
        timeout=20_000,
    )
    panel.withhold_button.click()
    assert withheld(window) == ["Kingfisher"] * 3
    window.actions_["inconsistent"].trigger()
    qtbot.waitUntil(lambda: "Nothing" in window.messages.words.text(), timeout=20_000)


def test_another_code_takes_the_place_of_the_one_that_hits_have(
    window: Window, qtbot: QtBot
) -> None:
    panel = look(window, "kingfisher", qtbot, 3)
    panel.withhold_button.click()
    panel.under.click()
    picker = window.findChild(ExemptionPicker)
    assert picker is not None
    assert picker.choice.codes == ("s.43(2)",)
    picker.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    QTest.keyClicks(picker.search_box, "42(1)")
    QTest.keyClick(picker.search_box, Key.Key_Return)
    QTest.keyClick(picker.search_box, Key.Key_Return)
    session = desk_of(window).session
    assert {r.exemptions for r in session.state.in_order()} == {("s.42(1)",)}
    session.undo()
    assert {r.exemptions for r in session.state.in_order()} == {("s.43(2)",)}
