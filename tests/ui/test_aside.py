"""In the window: what is worth a look, what stays, and what a mark teaches."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.find.query import Query
from redactor.find.search import search
from redactor.model import Rect, Redaction, Status
from redactor.words import Passage
from redactor.work import finish
from tests import make
from tests.ui import cases
from tests.ui.windows import desk_of, opened
from ui.dialogs.exemptions import ExemptionPicker
from ui.dialogs.release import obstacles
from ui.page import boxes
from ui.window import Window

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
LETTER = make.pdf(
    "Dear Margaret Oyelaran\nHe was signed off with depression.\n"
    "Write to complaints@borsetshire.gov.uk about Project Heron.",
    "Ms Oyelaran agreed. Project Heron is late.",
)
PATIENCE = 20_000  # milliseconds until a process of its own has answered


def passage(path: Path, text: str, number: int) -> Redaction:
    """What is worth a look, where this text stands first."""
    with CaseFile.attach(path) as file:
        mark = finish(search(file, Query(text)))[0]
    return Redaction(
        f"D01-R{number:03d}",
        mark.document,
        mark.page,
        mark.rects,
        text,
        "SPECIAL",
        status=Status.LOOK,
        exemptions=cases.CODE,
        category="health or other special-category data",
        why="Health, in a sentence about somebody.",
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    make.case_file(tmp_path, letter=LETTER).close()
    path = tmp_path / "case.foicase"
    rows = [passage(path, "signed off", 1), passage(path, "depression", 2)]
    with CaseFile.attach(path) as file:
        mark = finish(search(file, Query("complaints@borsetshire.gov.uk")))[0]
        stays = Passage(mark.rects, mark.text, "A role mailbox.")
        pdf = file.state.documents["D01"].pdf_sha256
        file.put_kept([(pdf, 1, [stays])])
    with CaseFile.open(path) as file:
        file.apply(edits.propose(file.state, (), rows), by="A Caseworker")
    return path


@pytest.fixture
def window(path: Path, qtbot: QtBot) -> Iterator[Window]:
    with opened(qtbot, path) as made:
        desk_of(made).tabs.setCurrentIndex(1)
        desk_of(made).pages.setFocus()
        yield made


def row(window: Window, serial: str) -> Redaction:
    return desk_of(window).session.state.redactions[serial]


def draw(window: Window, text: str) -> None:
    """Select the first place of a text on the page and withhold it."""
    desk = desk_of(window)
    desk.session.put_setting("codes", "s.40(2)")
    with CaseFile.attach(desk.session.path) as file:
        mark = finish(search(file, Query(text)))[0]
    desk.pages.drawn.emit(mark)


def proposed(window: Window) -> list[str]:
    rows = desk_of(window).session.state.in_order()
    return [r.text for r in rows if r.status is Status.SUGGESTED]


# -- worth a look


def test_it_is_counted_apart(window: Window) -> None:
    said = window.status.left.text()
    assert said.startswith("Nothing to decide yet")
    assert "2 to look at" in said
    assert window.header.decide.text() == "1  Decide"
    assert desk_of(window).documents.model.standing("D01").undecided == 0


def test_l_walks_through_it_and_a_and_r_settle_it(window: Window) -> None:
    desk = desk_of(window)
    QTest.keyClick(window, Key.Key_L)
    assert desk.serials == ["D01-R001"]
    assert desk.redactions.serials() == ["D01-R001"]
    assert desk.redactions.status_box.currentText() == "To look at"
    QTest.keyClick(window, Key.Key_A)
    assert row(window, "D01-R001").status is Status.ACCEPTED
    assert row(window, "D01-R001").exemptions == cases.CODE
    assert desk.serials == ["D01-R002"]
    QTest.keyClick(window, Key.Key_R)
    assert row(window, "D01-R002").status is Status.DISMISSED
    assert "nothing left to look at" in window.messages.words.text()
    assert window.status.left.text().startswith("All 1 decided")
    window.actions_["undo"].trigger()
    assert row(window, "D01-R002").status is Status.LOOK


def test_shift_l_goes_back(window: Window) -> None:
    QTest.keyClick(window, Key.Key_L)
    QTest.keyClick(window, Key.Key_L, SHIFT)
    assert desk_of(window).serials == ["D01-R002"]


def test_when_all_is_decided_n_points_to_it(window: Window) -> None:
    draw(window, "agreed")
    QTest.keyClick(window, Key.Key_N)
    assert "2 passages are worth a look" in window.messages.words.text()


def test_the_list_shows_it_where_it_is_asked_for(window: Window) -> None:
    panel = desk_of(window).redactions
    assert panel.shown.rowCount() == 0
    panel.show_look()
    assert panel.shown.rowCount() == 2
    panel.select(["D01-R001"])
    assert panel.particulars.more.text().startswith("Why: Health, in a sentence")
    assert "A withholds it, R dismisses it" in panel.particulars.more.text()


def test_what_was_dismissed_is_off_the_page_but_in_the_list(window: Window) -> None:
    desk = desk_of(window)
    desk.choose(["D01-R001"])
    window.actions_["reject"].trigger()
    scene = desk.pages._scene
    assert scene is not None
    assert [r.serial for r in scene.redactions(0)] == ["D01-R002"]
    desk.choose(["D01-R001"])
    assert desk.redactions.status_box.currentText() == "Dismissed"
    window.actions_["reset"].trigger()
    assert row(window, "D01-R001").status is Status.LOOK


def test_delete_dismisses_it_so_that_it_is_not_found_again(window: Window) -> None:
    desk_of(window).choose(["D01-R001"])
    window.actions_["delete"].trigger()
    assert row(window, "D01-R001").status is Status.DISMISSED


def test_a_rubber_band_takes_what_is_proposed_only(window: Window) -> None:
    draw(window, "agreed")
    scene = desk_of(window).pages._scene
    assert scene is not None
    whole = boxes.area_of(scene.layout.box(0)).united(
        boxes.area_of(scene.layout.box(1))
    )
    assert scene.in_area(whole) == ["D01-R003"]
    assert scene.in_area(boxes.area_of(scene.layout.box(0))) == ["D01-R001", "D01-R002"]


def test_the_release_says_how_much_was_never_looked_at(window: Window) -> None:
    found = {o.go: o for o in obstacles(desk_of(window).session, 0)}
    assert found["look"].words.startswith("2 passages worth a look, never looked at")
    assert not found["look"].blocks
    window.commands.lead("look")
    assert desk_of(window).serials == ["D01-R001"]


def test_its_tool_tip_says_why(window: Window) -> None:
    tip = boxes.tool_tip([row(window, "D01-R001")], {})
    assert "Worth a look" in tip
    assert "Health, in a sentence about somebody." in tip


# -- what stays


def test_k_marks_what_stays_and_a_click_says_why(window: Window) -> None:
    pages = desk_of(window).pages
    QTest.keyClick(window, Key.Key_K)
    scene = pages._scene
    assert scene is not None
    assert scene.show_stays
    ((_, areas),) = scene.stays(0)
    pages._hand._click(QPointF(areas[0].center()), None, adds=False)
    assert "stays visible. A role mailbox." in window.messages.words.text()
    window.messages.button.click()
    assert row(window, "D01-R003").text == "complaints@borsetshire.gov.uk"
    assert scene.stays(0) == []
    assert pages.stay is None


def test_shift_k_goes_to_what_stays_and_w_withholds_it(window: Window) -> None:
    desk = desk_of(window)
    desk.session.put_setting("codes", "s.40(2)")
    QTest.keyClick(window, Key.Key_W)
    assert "Shift+K" in window.messages.words.text()
    desk.choose(["D01-R001"])
    QTest.keyClick(window, Key.Key_K, SHIFT)
    assert desk.serials == []
    QTest.keyClick(window, Key.Key_W)
    made = row(window, "D01-R003")
    assert made.status is Status.ACCEPTED
    assert made.exemptions == cases.CODE
    QTest.keyClick(window, Key.Key_K, SHIFT)
    assert "Nothing that looks personal" in window.messages.words.text()


# -- what a mark teaches


def test_a_name_that_is_drawn_is_proposed_everywhere_at_once(
    window: Window, qtbot: QtBot
) -> None:
    draw(window, "Margaret Oyelaran")
    qtbot.waitUntil(lambda: proposed(window) == ["Ms Oyelaran"], timeout=PATIENCE)
    assert "1 more place proposed" in window.messages.words.text()
    (person,) = desk_of(window).session.state.people.values()
    assert person.name == "Margaret Oyelaran"
    assert row(window, "D01-R003").person == person.id
    window.messages.button.click()
    assert proposed(window) == []
    assert row(window, "D01-R003").status is Status.ACCEPTED


def test_any_other_text_is_offered(window: Window, qtbot: QtBot) -> None:
    draw(window, "Project Heron")
    words = window.messages.words
    qtbot.waitUntil(lambda: "1 more place" in words.text(), timeout=PATIENCE)
    assert proposed(window) == []
    window.messages.button.click()
    assert proposed(window) == ["Project Heron"]


def test_codes_come_first_so_that_what_is_alike_has_them(
    window: Window, qtbot: QtBot
) -> None:
    desk = desk_of(window)
    with CaseFile.attach(desk.session.path) as file:
        mark = finish(search(file, Query("Project Heron")))[0]
    desk.pages.drawn.emit(mark)
    picker = window.findChild(ExemptionPicker)
    assert picker is not None
    desk.session.do(edits.assign(desk.session.state, ["D01-R003"], ("s.43(2)",)))
    picker.reject()
    words = window.messages.words
    qtbot.waitUntil(lambda: "1 more place" in words.text(), timeout=PATIENCE)
    window.messages.button.click()
    assert row(window, "D01-R004").exemptions == ("s.43(2)",)


def test_a_passage_accepted_as_a_name_teaches_too(window: Window, qtbot: QtBot) -> None:
    session = desk_of(window).session
    with CaseFile.attach(session.path) as file:
        mark = finish(search(file, Query("Margaret Oyelaran")))[0]
    name = Redaction(
        "D01-R009",
        mark.document,
        mark.page,
        mark.rects,
        mark.text,
        "PERSON",
        status=Status.LOOK,
        exemptions=cases.CODE,
    )
    session.do(edits.propose(session.state, (), [name]))
    desk_of(window).choose(["D01-R009"])
    window.actions_["accept"].trigger()
    qtbot.waitUntil(lambda: proposed(window) == ["Ms Oyelaran"], timeout=PATIENCE)


def test_an_area_teaches_nothing(window: Window) -> None:
    session = desk_of(window).session
    desk_of(window).pages.drawn.emit(Mark("D01", 2, (Rect(10, 10, 90, 30),), ""))
    assert session._searcher is None
