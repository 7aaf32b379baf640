"""The window as a caseworker uses it: by keys, menus and what is said at the bottom."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.casefile import CaseFile
from redactor.edits import Mark
from redactor.errors import FileRefused
from redactor.intake import Intake, Refused, Taken
from redactor.model import Case, Change, PersonDecision, Rect, Redaction, Status
from redactor.whole import whole_pages
from tests import make
from tests.ui import cases
from tests.ui.windows import desk_of
from ui.dialogs.exemptions import ExemptionPicker
from ui.window import Window

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
LETTER = "Dear Ms Smith\nJane Smith was there, and so was\nTom Ashby of the council."


@pytest.fixture
def answers() -> cases.Answers:
    return cases.Answers()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    letter, minutes = make.pdf(LETTER, "Second page."), make.pdf("Minutes\nJane Smith")
    file = make.case_file(tmp_path, letter=letter, minutes=minutes)
    there = cases.two_people()
    people, rows = there.people.values(), there.redactions.values()
    file.apply(edits.propose(file.state, people, rows), by="A Caseworker")
    file.close()
    return tmp_path / "case.foicase"


@pytest.fixture
def bare(answers: cases.Answers, qtbot: QtBot) -> Iterator[Window]:
    """The window without a case."""
    made = Window(answers)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    yield made
    answers.stop = True
    made.close()


@pytest.fixture
def window(bare: Window, path: Path) -> Window:
    bare.files.open(path)
    assert bare.desk is not None
    bare.desk.tabs.setCurrentIndex(1)
    return bare


def do(window: Window, name: str) -> None:
    window.actions_[name].trigger()


def status_of(window: Window, serial: str) -> Status:
    return desk_of(window).session.state.redactions[serial].status


# -- the start


def test_without_a_case_there_is_the_start_page(bare: Window) -> None:
    assert bare.stack.currentWidget() is bare.start
    assert bare.start.isVisible()
    assert not bare.toolbar.isVisible()
    assert not bare.actions_["accept"].isEnabled()


def test_a_new_case_is_made_and_opened(
    bare: Window, answers: cases.Answers, tmp_path: Path
) -> None:
    answers.case = Case("2024/0381", dt.date(2024, 10, 1), "EIR", "Council")
    answers.make = tmp_path / "new.foicase"
    do(bare, "new_case")
    assert answers.asked == ["new", "2024-0381.foicase"]
    assert desk_of(bare).session.state.case == answers.case
    assert bare.header.reference.text() == "2024/0381"
    assert bare.windowTitle() == "2024/0381 – FOI Redactor"
    assert "Ctrl+I" in desk_of(bare).documents.empty.text()
    assert bare.status.left.text() == "No documents yet"


def test_cancelling_a_new_case_makes_nothing(
    bare: Window, answers: cases.Answers, tmp_path: Path
) -> None:
    do(bare, "new_case")
    answers.case = cases.CASE
    do(bare, "new_case")
    assert bare.desk is None
    assert list(tmp_path.glob("*.foicase")) == []


def test_a_case_that_is_not_there_is_said_in_the_message_bar(
    bare: Window, answers: cases.Answers, tmp_path: Path
) -> None:
    answers.open = tmp_path / "gone.foicase"
    do(bare, "open_case")
    assert bare.messages.isVisible()
    assert "no case file gone.foicase" in bare.messages.words.text()


def test_a_case_in_use_is_refused_with_who_has_it(bare: Window, path: Path) -> None:
    with CaseFile.open(path):
        bare.files.open(path)
    assert "is open already" in bare.messages.words.text()
    assert bare.desk is None


def test_recent_cases_open_with_a_click(window: Window, path: Path) -> None:
    do(window, "close_case")
    assert window.desk is None
    recent = window.start.findChildren(QToolButton, "recent")
    assert len(recent) == 1
    recent[0].click()
    assert desk_of(window).session.path.resolve() == path.resolve()


def test_a_case_comes_back_where_it_was_left(window: Window, path: Path) -> None:
    desk_of(window).show_page("D02", 1)
    do(window, "fit_page")
    desk_of(window).show_page("D02", 1)
    do(window, "close_case")
    window.files.open(path)
    assert window.status.place.text() == "D02 page 1 of 1"
    assert desk_of(window).tabs.currentIndex() == 1


# -- deciding


def test_the_line_at_the_bottom_tells_what_is_left(window: Window) -> None:
    assert window.status.left.text().startswith("4 of 4 left to decide")
    assert "3 pages never opened" in window.status.left.text()
    do(window, "next_undecided")
    do(window, "accept")
    assert window.status.left.text().startswith("3 of 4 left to decide")
    assert window.header.decide.text() == "1  Decide: 3 left"


def test_n_goes_to_the_next_undecided_and_shift_n_back(window: Window) -> None:
    desk = desk_of(window)
    table = desk.redactions.table
    table.setFocus()
    QTest.keyClick(window, Key.Key_N)
    assert desk.serials == ["D01-R001"]
    QTest.keyClick(window, Key.Key_N)
    assert desk.serials == ["D01-R003"]
    assert desk.redactions.serials() == ["D01-R003"]
    QTest.keyClick(window, Key.Key_N, SHIFT)
    assert desk.serials == ["D01-R001"]


def test_n_goes_on_from_a_page_that_was_chosen_in_the_list(window: Window) -> None:
    desk = desk_of(window)
    desk.choose(["D01-R001"])
    desk.documents.selected.emit("D02", 1)
    assert desk.serials == []
    desk.redactions.table.setFocus()
    QTest.keyClick(window, Key.Key_N)
    assert desk.serials == ["D02-R001"]


def test_a_withholds_and_moves_on(window: Window) -> None:
    desk_of(window).redactions.table.setFocus()
    QTest.keyClick(window, Key.Key_N)
    QTest.keyClick(window, Key.Key_A)
    assert status_of(window, "D01-R001") == Status.ACCEPTED
    assert desk_of(window).serials == ["D01-R003"]
    QTest.keyClick(window, Key.Key_R)
    assert status_of(window, "D01-R003") == Status.REJECTED


def test_return_withholds_in_the_list_only(window: Window) -> None:
    desk = desk_of(window)
    desk.choose(["D01-R001"])
    desk.redactions.filter_box.setFocus()
    QTest.keyClick(desk.redactions.filter_box, Key.Key_Return)
    assert status_of(window, "D01-R001") == Status.SUGGESTED
    desk.redactions.table.setFocus()
    QTest.keyClick(desk.redactions.table, Key.Key_Return)
    assert status_of(window, "D01-R001") == Status.ACCEPTED


def test_without_moving_on_the_place_stays_selected(window: Window) -> None:
    do(window, "move_on")
    desk_of(window).choose(["D01-R001"])
    do(window, "accept")
    assert desk_of(window).serials == ["D01-R001"]
    do(window, "reset")
    assert status_of(window, "D01-R001") == Status.SUGGESTED


def test_letters_typed_into_a_field_decide_nothing(window: Window) -> None:
    desk = desk_of(window)
    desk.choose(["D01-R001"])
    box = desk.redactions.filter_box
    box.setFocus()
    QTest.keyClicks(box, "darn")
    assert box.text() == "darn"
    assert status_of(window, "D01-R001") == Status.SUGGESTED


def test_undo_in_a_field_undoes_the_typing(window: Window) -> None:
    desk = desk_of(window)
    desk.choose(["D01-R001"])
    do(window, "accept")
    box = desk.redactions.filter_box
    box.setFocus()
    QTest.keyClicks(box, "x")
    QTest.keyClick(box, Key.Key_Z, CONTROL)
    assert box.text() == ""
    assert status_of(window, "D01-R001") == Status.ACCEPTED


def test_undo_says_in_words_what_it_takes_back(window: Window) -> None:
    desk = desk_of(window)
    desk.focus("people")
    do(window, "accept")
    text = window.actions_["undo"].text().replace("&", "")
    assert text == "Undo: withhold Jane Smith, 3 places"
    do(window, "undo")
    assert status_of(window, "D02-R001") == Status.SUGGESTED
    redo = window.actions_["redo"].text().replace("&", "")
    assert redo == "Redo: withhold Jane Smith, 3 places"
    do(window, "redo")
    assert status_of(window, "D02-R001") == Status.ACCEPTED


def test_forty_people_are_forty_keys(window: Window) -> None:
    desk = desk_of(window)
    QTest.keyClick(window, Key.Key_3, CONTROL)
    people = desk.people.list
    assert people.hasFocus()
    QTest.keyClick(window, Key.Key_A)
    QTest.keyClick(window, Key.Key_R)
    decisions = {p.id: p.decision for p in desk.session.state.people.values()}
    assert decisions == {
        "P01": PersonDecision.WITHHOLD,
        "P02": PersonDecision.RELEASE,
    }
    assert window.status.left.text().startswith("All 4 decided")
    assert window.header.release.text() == "3  Release"
    assert window.header.review.property("now")


def test_selecting_a_person_selects_their_places(window: Window) -> None:
    desk = desk_of(window)
    desk.focus("people")
    assert desk.serials == ["D01-R001", "D01-R002", "D02-R001"]
    assert desk.redactions.serials() == desk.serials


def test_a_person_is_decided_as_one_after_a_click_beside_the_list(
    window: Window,
) -> None:
    desk = desk_of(window)
    desk.focus("people")
    desk.pages.setFocus()
    do(window, "accept")
    jane = desk.session.state.people["P01"]
    assert jane.decision == PersonDecision.WITHHOLD
    assert not any(r.excepted for r in desk.session.state.redactions.values())


def test_a_box_selected_on_the_page_selects_row_and_person(
    window: Window, qtbot: QtBot
) -> None:
    desk = desk_of(window)
    with qtbot.assertNotEmitted(desk.redactions.selected):
        desk.pages.selected.emit(["D01-R003"])
    assert desk.redactions.serials() == ["D01-R003"]
    assert desk.people.people() == ["P02"]


def test_everywhere_withholds_the_person_of_the_place(window: Window) -> None:
    desk_of(window).choose(["D01-R001"])
    desk_of(window).redactions.table.setFocus()
    QTest.keyClick(window, Key.Key_A, SHIFT)
    assert status_of(window, "D02-R001") == Status.ACCEPTED
    assert "withhold Jane Smith, 3 places" in window.messages.words.text()
    window.messages.button.click()
    assert status_of(window, "D02-R001") == Status.SUGGESTED


def test_o_goes_to_the_next_page_that_nobody_has_opened(window: Window) -> None:
    desk = desk_of(window)
    desk.session.mark_seen("D01", [1, 2])
    desk.pages.setFocus()
    QTest.keyClick(window, Key.Key_O)
    assert (desk.where.document, desk.where.page) == ("D02", 1)
    desk.session.mark_seen("D02", [1])
    QTest.keyClick(window, Key.Key_O)
    assert "Every page was opened" in window.messages.words.text()


def test_when_everything_is_decided_n_says_so(window: Window) -> None:
    desk = desk_of(window)
    desk.choose(list(desk.session.state.redactions))
    do(window, "accept")
    do(window, "next_undecided")
    assert "Everything is decided" in window.messages.words.text()


BOX = Mark("D01", 2, (Rect(10, 10, 90, 30),), "")


def drawn(window: Window, mark: Mark = BOX) -> Redaction:
    """Draw a box; the redaction that it becomes."""
    desk = desk_of(window)
    desk.pages.drawn.emit(mark)
    return desk.session.state.redactions[desk.serials[0]]


def test_a_drawn_box_is_withheld_moved_and_deleted(window: Window) -> None:
    desk = desk_of(window)
    row = drawn(window)
    assert row.status == Status.ACCEPTED
    desk.pages.moved.emit(row.serial, (Rect(20, 20, 90, 30),), "x")
    assert desk.session.state.redactions[row.serial].rects == (Rect(20, 20, 90, 30),)
    do(window, "delete")
    assert row.serial not in desk.session.state.redactions
    assert desk.serials == []


def test_the_first_box_asks_for_its_code_and_the_next_has_the_same(
    window: Window, qtbot: QtBot
) -> None:
    desk = desk_of(window)
    first = drawn(window)
    assert first.exemptions == ()
    assert "1 without a code" in window.status.left.text()
    picker = window.findChild(ExemptionPicker)
    assert picker is not None
    qtbot.waitUntil(picker.search_box.hasFocus)
    QTest.keyClicks(picker.search_box, "43(2)")
    QTest.keyClick(picker.search_box, Key.Key_Return)
    QTest.keyClick(picker.search_box, Key.Key_Return)
    assert desk.session.state.redactions[first.serial].exemptions == ("s.43(2)",)
    assert "without a code" not in window.status.left.text()
    again = drawn(window, replace(BOX, rects=(Rect(10, 50, 90, 70),)))
    assert again.exemptions == ("s.43(2)",)


def test_the_page_on_screen_is_withheld_whole(window: Window) -> None:
    desk = desk_of(window)
    before = set(desk.session.state.redactions)
    do(window, "withhold_page")
    rows = desk.session.state.redactions
    (serial,) = set(rows) - before
    document = desk.session.state.documents["D01"]
    assert list(whole_pages(document, [rows[serial]])) == [1]
    assert "Dear Ms Smith" in rows[serial].text
    do(window, "undo")
    assert set(desk.session.state.redactions) == before


def test_drawing_does_not_move_the_page(window: Window) -> None:
    pages = desk_of(window).pages
    do(window, "actual_size")
    before = pages.view()
    drawn(window)
    assert pages.view() == before


def test_redacting_without_a_selection_says_what_to_do(window: Window) -> None:
    do(window, "redact_selection")
    assert "No text is selected" in window.messages.words.text()


# -- finding


def test_find_shows_hits_and_redacts_them_all(window: Window, qtbot: QtBot) -> None:
    desk = desk_of(window)
    QTest.keyClick(window, Key.Key_F, CONTROL)
    assert desk.find_bar.box.hasFocus()
    QTest.keyClicks(desk.find_bar.box, "jane smith")
    qtbot.waitUntil(lambda: desk.find_bar.count.text() == "1 of 2", timeout=20_000)
    QTest.keyClick(desk.find_bar.box, Key.Key_Return)
    assert desk.find_bar.count.text() == "2 of 2"
    assert desk.where.document == "D02"
    before = len(desk.session.state.redactions)
    desk.find_bar.all.click()
    assert len(desk.session.state.redactions) == before + 2
    assert "redact 2 hits" in window.messages.words.text()
    QTest.keyClick(desk.find_bar.box, Key.Key_Escape)
    assert not desk.find_bar.isVisible()


def test_find_says_where_there_is_nothing(window: Window, qtbot: QtBot) -> None:
    bar = desk_of(window).find_bar
    do(window, "find")
    QTest.keyClicks(bar.box, "zebra")
    qtbot.waitUntil(lambda: bar.count.text() == "not found", timeout=20_000)
    assert not bar.all.isEnabled()


def test_personal_data_is_found_and_grouped(
    window: Window, answers: cases.Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    register = tmp_path / "staff.csv"
    register.write_text("name,email\nTom Ashby,tom.ashby@council.example\n")
    answers.staff = register
    do(window, "register")
    assert "staff.csv is used the next time" in window.messages.words.text()
    session = desk_of(window).session
    with qtbot.waitSignal(session.started) as started:
        do(window, "propose")
    with qtbot.waitSignal(started.args[0].ended, timeout=120_000):
        window.messages.hide()
    assert not window.messages.isVisible()
    assert session.state.people


def test_a_register_that_has_gone_is_said(
    window: Window, answers: cases.Answers, tmp_path: Path
) -> None:
    answers.staff = tmp_path / "gone.csv"
    do(window, "register")
    do(window, "propose")
    assert "gone.csv is no longer there" in window.messages.words.text()
    window.status.jobs.stop.click()


# -- files


def test_added_files_are_taken_in_and_read(
    window: Window, answers: cases.Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    added = tmp_path / "more.pdf"
    added.write_bytes(make.pdf("More"))
    answers.add = [added]
    session = desk_of(window).session
    with qtbot.waitSignal(session.took_in, timeout=30_000):
        do(window, "add_files")
    assert [d.name for d in session.state.documents.values()][-1] == "more.pdf"
    assert window.messages.words.text() == "1 document added."
    answers.add = []
    qtbot.waitUntil(lambda: not window.status.jobs.jobs, timeout=30_000)


def test_refused_files_are_named_with_the_reason(window: Window) -> None:
    desk = desk_of(window)
    refused = Refused("a.doc", "It is a Word file.", "Print it to PDF.")
    taken = Taken("b.pdf", "0" * 64, "0" * 64, ())
    window.files.took_in(desk.session, Intake((taken,), (refused,)))
    assert window.messages.words.text() == (
        "1 document added.\nNot added: a.doc: It is a Word file. Print it to PDF."
    )


def test_an_encrypted_file_is_tried_again_with_its_password(
    window: Window, answers: cases.Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(make.encrypted_pdf(["Secret"], user="sesame"))
    answers.passwords = {"locked.pdf": "sesame"}
    session = desk_of(window).session
    window.take([locked])
    qtbot.waitUntil(lambda: len(session.state.documents) == 3, timeout=30_000)
    assert answers.asked == ["locked.pdf"]
    qtbot.waitUntil(lambda: not window.status.jobs.jobs, timeout=30_000)


def test_no_password_leaves_the_file_out(
    window: Window, answers: cases.Answers, tmp_path: Path, qtbot: QtBot
) -> None:
    locked = tmp_path / "locked.pdf"
    locked.write_bytes(make.encrypted_pdf(["Secret"], user="sesame"))
    with qtbot.waitSignal(desk_of(window).session.took_in, timeout=30_000):
        window.take([locked])
    assert window.messages.words.text().startswith("Not added: locked.pdf")


def test_details_can_be_corrected_and_undone(
    window: Window, answers: cases.Answers
) -> None:
    answers.case = Case("NEW-1", dt.date(2024, 10, 2), "FOIA", "Council")
    do(window, "case_details")
    assert window.header.reference.text() == "NEW-1"
    do(window, "undo")
    assert window.header.reference.text() == "IC-100001-A1B2"


# -- messages and closing


def test_a_refusal_is_shown_until_it_is_closed(window: Window) -> None:
    desk_of(window).session.failed.emit(FileRefused("It is broken.", "Mend it."))
    assert window.messages.words.text() == "It is broken. Mend it."
    window.messages.shut.click()
    assert not window.messages.isVisible()


def test_a_stale_change_is_refused_not_a_crash(window: Window) -> None:
    row = cases.redaction(99)
    desk_of(window).session.do(Change("x", "x", (row,), ()))
    assert "has changed in the meantime" in window.messages.words.text()


def test_closing_while_work_is_under_way_asks(
    window: Window, answers: cases.Answers, tmp_path: Path
) -> None:
    added = tmp_path / "more.pdf"
    added.write_bytes(make.pdf("More"))
    window.take([added])
    window.close()
    assert answers.asked == ["stop 1"]
    assert window.isVisible()
    answers.stop = True
    window.close()
    assert not window.isVisible()


def test_modes_of_the_page_follow_their_actions(window: Window) -> None:
    pages = desk_of(window).pages
    do(window, "draw")
    assert pages.mode == "draw"
    pages.setFocus()
    QTest.keyClick(pages, Key.Key_Escape)
    assert not window.actions_["draw"].isChecked()
    do(window, "preview")
    assert pages.show_as_released
    do(window, "preview")
    do(window, "peek")
    assert pages.peek


def test_zoom_is_said_at_the_bottom(window: Window) -> None:
    do(window, "actual_size")
    assert window.status.zoom.text() == "100 %"
    do(window, "zoom_in")
    assert window.status.zoom.text() == "125 %"


def test_panels_are_reached_by_keyboard(window: Window) -> None:
    desk = desk_of(window)
    order: list[QWidget] = [
        desk.documents.tree,
        desk.pages,
        desk.people.list,
        desk.redactions.table,
    ]
    for number, target in enumerate(order, start=1):
        QTest.keyClick(window, getattr(Key, f"Key_{number}"), CONTROL)
        assert target.hasFocus()
    QTest.keyClick(window, Key.Key_F6)
    assert desk.documents.tree.hasFocus()


@pytest.mark.parametrize("width", [1366, 911])
def test_nothing_falls_off_the_toolbar(window: Window, width: int) -> None:
    """911 is what 1366 leaves at 150 %."""
    window.resize(width, 512)
    assert window.width() == width
    assert window.toolbar.sizeHint().width() <= width


def test_every_control_has_a_name(window: Window) -> None:
    for widget in window.findChildren(QWidget):
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            named = widget.accessibleName() or getattr(widget, "text", str)()
            inside = widget.objectName().startswith("qt_")
            assert named or inside, widget


def test_words_of_labels_are_whole(window: Window) -> None:
    for label in window.findChildren(QLabel):
        if label.isVisible() and label.text() and not label.wordWrap():
            if label is window.status.left:
                continue  # gives way to work under way
            assert label.width() >= label.sizeHint().width(), label.text()
