"""The list of actions is whole, and nothing in it is in another's way."""

from __future__ import annotations

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMainWindow, QToolBar
from pytestqt.qtbot import QtBot

from redactor import paths
from redactor.model import State
from tests.ui import cases
from ui.action_list import CONTEXT, MENUS, SPECS, TOOLBAR, WITH_WORDS
from ui.actions import Actions, keys_of, tool_tip
from ui.dialogs.help import key_rows

NAMES = {spec.name for spec in SPECS}


def test_every_action_is_in_a_menu_once() -> None:
    listed = [name for _, names in MENUS for name in names if name]
    assert Counter(listed) == Counter(NAMES)


def test_the_toolbar_shows_actions_that_there_are_and_that_have_an_icon() -> None:
    icons = {spec.name: spec.icon for spec in SPECS}
    assert all(icons[name] for name in TOOLBAR if name)
    assert set(WITH_WORDS) <= set(TOOLBAR)


def test_no_two_actions_have_the_same_key() -> None:
    keys = [
        QKeySequence(key).toString()
        for spec in SPECS
        for key in (*spec.keys, *spec.list_keys)
    ]
    assert [key for key, count in Counter(keys).items() if count > 1] == []
    assert all(keys)


def test_every_icon_of_an_action_is_a_drawing_of_ours() -> None:
    for spec in SPECS:
        if spec.icon:
            drawing = paths.resources(f"icons/{spec.icon}.svg").read_text()
            assert "currentColor" in drawing


def test_no_two_entries_of_a_menu_have_the_same_letter() -> None:
    texts = {spec.name: spec.text for spec in SPECS}
    for title, names in (*MENUS, *CONTEXT.items()):
        letters = [
            texts[n][texts[n].index("&") + 1].lower()
            for n in names
            if n and "&" in texts[n]
        ]
        doubled = [letter for letter, c in Counter(letters).items() if c > 1]
        assert not doubled, f"{title}: {doubled}"


def test_help_lists_every_key() -> None:
    listed = {keys for _, keys, _ in key_rows()}
    assert {keys_of(spec) for spec in SPECS if keys_of(spec)} <= listed


def test_a_tool_tip_says_name_key_and_purpose() -> None:
    accept = next(spec for spec in SPECS if spec.name == "accept")
    assert tool_tip(accept) == (
        "Withhold (A or Return): Withhold what is selected: accept the proposal."
    )


def _on(actions: Actions) -> set[str]:
    return {name for name in NAMES if actions[name].isEnabled()}


def test_what_needs_a_case_is_off_without_one(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    actions.enable(None, choice=False)
    on = _on(actions)
    assert {"new_case", "open_case", "open_sample", "help", "quit"} <= on
    assert not on & {"accept", "add_files", "release", "find"}
    actions.enable(State(cases.CASE), choice=False)
    assert actions["add_files"].isEnabled()
    assert not {"find", "draw", "propose"} & _on(actions)
    actions.enable(cases.state(), choice=False)
    assert actions["find"].isEnabled()
    assert not actions["accept"].isEnabled()


def test_menus_and_toolbar_hold_the_same_actions(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    actions = Actions(window)
    actions.fill_menus(window.menuBar())
    bar = QToolBar(window)
    actions.fill_toolbar(bar)
    assert actions["undo"] in bar.actions()
    assert [a.text() for a in window.menuBar().actions()] == [t for t, _ in MENUS]
