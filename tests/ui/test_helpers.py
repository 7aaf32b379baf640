"""Going back and forward, before and after side by side, hits in the scroll bar."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.edits import Mark
from redactor.model import Rect
from tests import make
from tests.ui import cases
from tests.ui.windows import desk_of, opened
from ui.page.scene import PageScene
from ui.page.view import PageView
from ui.window import Window

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def window(tmp_path: Path, qtbot: QtBot) -> Iterator[Window]:
    letter, minutes = make.pdf("One", "Two", "Three", "Four"), make.pdf("Jane", "Two")
    with make.case_file(tmp_path, letter=letter, minutes=minutes) as file:
        box = Mark("D02", 1, (Rect(72, 70, 200, 90),))
        file.apply(edits.draw(file.state, [box], exemptions=cases.CODE), by="Ann")
    with opened(qtbot, tmp_path / "case.foicase") as made:
        desk_of(made).pages.setFocus()
        yield made


def place(window: Window) -> tuple[str, int]:
    where = desk_of(window).where
    return where.document, where.page


def test_alt_left_goes_back_over_jumps_and_alt_right_forward(window: Window) -> None:
    desk = desk_of(window)
    desk.show_page("D01", 4)
    desk.show_page("D02", 1)
    QTest.keyClick(desk.pages, Key.Key_Left, ALT)
    assert place(window) == ("D01", 4)
    QTest.keyClick(desk.pages, Key.Key_Left, ALT)
    assert place(window) == ("D01", 1)
    QTest.keyClick(desk.pages, Key.Key_Right, ALT)
    assert place(window) == ("D01", 4)


def test_with_a_box_selected_the_arrows_are_its_own_and_backspace_goes_back(
    window: Window,
) -> None:
    desk = desk_of(window)
    desk.choose(["D02-R001"])
    assert place(window) == ("D02", 1)
    QTest.keyClick(desk.pages, Key.Key_Left, ALT)
    desk.pages.commit()
    assert desk.session.state.redactions["D02-R001"].rects[0].x0 == pytest.approx(71)
    QTest.keyClick(desk.pages, Key.Key_Backspace)
    assert place(window) == ("D01", 1)


def test_there_is_no_way_back_at_first(window: Window) -> None:
    window.actions_["go_back"].trigger()
    assert "no place before" in window.messages.words.text()


def test_before_and_after_stand_side_by_side_and_go_together(window: Window) -> None:
    desk = desk_of(window)
    window.actions_["side_by_side"].trigger()
    (after,) = (v for v in desk.findChildren(PageView) if v is not desk.pages)
    assert after.show_as_released
    assert not desk.pages.show_as_released
    desk.show_page("D02", 1)
    assert after.verticalScrollBar().value() == desk.pages.verticalScrollBar().value()
    desk.pages.zoom_in()
    assert after.percent == desk.pages.percent
    window.close_case()
    assert not window.actions_["side_by_side"].isChecked()


def test_hits_are_marked_in_the_scroll_bar(window: Window) -> None:
    pages = desk_of(window).pages
    hits = [
        Mark("D01", 1, (Rect(72, 72, 90, 84),)),
        Mark("D02", 2, (Rect(72, 72, 90, 84),)),
    ]
    pages.mark_hits(hits, hits[1])
    first, last = pages.ticks.ticks
    assert 0 < first < 0.1
    assert last > 0.8
    assert pages.ticks.current == last
    pages.mark_hits([], None)
    assert pages.ticks.ticks == ()


def test_the_view_is_turned_and_the_documents_stay_as_they_are(
    window: Window, qtbot: QtBot
) -> None:
    pages = desk_of(window).pages
    qtbot.waitUntil(lambda: pages.is_sharp, timeout=20_000)
    upright = pages.viewport().grab().toImage()
    QTest.keyClick(pages, Key.Key_T)
    scene = pages.findChild(PageScene)
    assert scene is not None
    assert scene.layout.slots[0].size == (842, 595)
    assert scene.layout.slots[0].upright.size == (595, 842)
    assert desk_of(window).session.state.documents["D01"].shapes[0].rotation == 0
    qtbot.waitUntil(lambda: pages.is_sharp, timeout=20_000)
    assert pages.viewport().grab().toImage() != upright
    for _ in range(3):
        QTest.keyClick(pages, Key.Key_T)
    assert scene.layout.slots[0].size == (595, 842)


def test_a_box_lies_on_its_words_in_a_turned_view(window: Window) -> None:
    pages = desk_of(window).pages
    QTest.keyClick(pages, Key.Key_T)
    scene = pages.findChild(PageScene)
    assert scene is not None
    index = scene.layout.index("D02", 1)
    assert index is not None
    page, (box,) = scene.layout.box(index), scene.boxes(index)
    area, scale = box.areas[0], scene.layout.scale
    assert page.x1 - area.right() == pytest.approx(70 * scale)
    assert area.top() - page.y0 == pytest.approx(72 * scale)


def test_an_offer_to_undo_goes_with_the_next_change(
    window: Window, qtbot: QtBot
) -> None:
    desk = window.desk
    assert desk is not None
    window.messages.show_info("Done: this.", "Undo", desk.session.undo)
    desk.session.do(edits.reject(desk.session.state, ["D02-R001"]))
    assert not window.messages.isVisible()


def test_the_right_button_offers_what_can_be_done_with_what_is_there(
    window: Window, qtbot: QtBot
) -> None:
    desk = desk_of(window)
    offered = {action.objectName() for action in desk.people.list.actions()}
    assert {"accept", "reject", "rename_person"} <= offered
    assert window.actions_["redact_selection"] in desk.pages.actions()
