"""The pages by mouse and keyboard, as a caseworker uses them."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QGuiApplication, QHelpEvent, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.edits import Mark
from redactor.model import Rect, Status
from tests import make
from ui.page.scene import Mode
from ui.page.view import PageView
from ui.session import Session

LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


@pytest.fixture
def pages(session: Session, qtbot: QtBot) -> Iterator[PageView]:
    view = PageView()
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    view.set_session(session)
    view.zoom_to(75)
    yield view
    view.set_session(None)


def place_of(session: Session, document: str, page: int, text: str) -> Mark:
    words = session.words(session.state.documents[document], page)
    assert words is not None
    start = words.text.text.index(text)
    rects = words.text.rects(start, start + len(text))
    return Mark(document, page, rects, " ".join(text.split()))


@pytest.fixture
def jane(session: Session, pages: PageView) -> str:
    """A redaction of "Jane Smith" on the first page."""
    mark = place_of(session, "D01", 1, "Jane Smith")
    session.do(edits.draw(session.state, [mark], exemptions=("s.40(2)",)))
    return next(iter(session.state.redactions))


def at(pages: PageView, mark: Mark, across: float = 0.5) -> QPoint:
    """Where on the view a mark's first rectangle is, so far across."""
    rect = mark.rects[0]
    middle = (rect.y0 + rect.y1) / 2
    point = Rect(rect.x0 + across * rect.width, middle, 0, 0)
    scene = pages._scene
    assert scene is not None
    index = scene.layout.index(mark.document, mark.page)
    assert index is not None
    spot = Rect(point.x0, point.y0, point.x0 + 0.01, point.y0 + 0.01)
    x, y = scene.layout.to_view(index, spot).middle
    view = pages.view()
    return QPoint(round(x - view.x0), round(y - view.y0))


def drag(pages: PageView, start: QPoint, end: QPoint, keys: object = NONE) -> None:
    port = pages.viewport()
    assert isinstance(keys, Qt.KeyboardModifier)
    QTest.mousePress(port, LEFT, keys, start)
    for part in (0.3, 0.7, 1.0):
        QTest.mouseMove(port, start + (end - start) * part)
    QTest.mouseRelease(port, LEFT, keys, end)


def pixel(pages: PageView, point: QPoint) -> QColor:
    image: QImage = pages.viewport().grab().toImage()
    return image.pixelColor(point * image.devicePixelRatio())


def redrawn(qtbot: QtBot, pages: PageView) -> None:
    qtbot.waitUntil(lambda: pages.is_sharp, timeout=20_000)


# -- pictures and places


def test_pages_become_sharp(pages: PageView, session: Session, qtbot: QtBot) -> None:
    redrawn(qtbot, pages)
    mark = place_of(session, "D01", 1, "Jane")
    middle = at(pages, mark)
    image = pages.viewport().grab().toImage()
    column = [image.pixelColor(middle.x() + i, middle.y()) for i in range(-8, 8)]
    assert min(color.lightness() for color in column) < 120


def test_tiles_are_sharp_too(pages: PageView, session: Session, qtbot: QtBot) -> None:
    pages.zoom_to(600)
    mark = place_of(session, "D01", 1, "Jane")
    pages.show_place("D01", 1, mark.rects[0])
    redrawn(qtbot, pages)
    image = pages.viewport().grab().toImage()
    there = at(pages, mark, 0.05)
    row = [image.pixelColor(there.x() + i, there.y()).lightness() for i in range(60)]
    assert min(row) < 30
    assert max(row) > 225


def test_a_place_is_shown_in_the_middle(pages: PageView, session: Session) -> None:
    pages.zoom_to(200)
    mark = place_of(session, "D01", 2, "Ann Example")
    pages.show_place("D01", 2, mark.rects[0])
    middle = pages.viewport().rect().center()
    assert abs(at(pages, mark).y() - middle.y()) <= 2


def test_the_page_in_view_is_told(pages: PageView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pages.place_changed) as told:
        pages.show_place("D02", 1)
    assert told.args == ["D02", 1, 1]
    assert "D02, page 1 of 1" in pages.accessibleDescription()


def test_keys_scroll_through_the_case(pages: PageView, qtbot: QtBot) -> None:
    bar = pages.verticalScrollBar()
    bar.setValue(0)
    qtbot.keyClick(pages, Key.Key_Down)
    assert bar.value() == 40
    qtbot.keyClick(pages, Key.Key_Space)
    assert bar.value() == pytest.approx(40 + 0.9 * pages.viewport().height(), abs=1)
    qtbot.keyClick(pages, Key.Key_PageUp)
    assert bar.value() == pytest.approx(40, abs=1)
    qtbot.keyClick(pages, Key.Key_End)
    assert bar.value() == bar.maximum()
    qtbot.keyClick(pages, Key.Key_Home)
    assert bar.value() == 0


def test_the_wheel_with_control_zooms_at_the_pointer(
    pages: PageView, session: Session
) -> None:
    mark = place_of(session, "D01", 1, "minutes")
    pages.zoom_to(150)
    pages.show_place("D01", 1, mark.rects[0])
    before = at(pages, mark)
    port = pages.viewport()
    for _ in range(3):
        event = QWheelEvent(
            QPointF(before),
            port.mapToGlobal(QPointF(before)),
            QPoint(),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            CONTROL,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(port, event)
    assert pages.percent == pytest.approx(150 * 1.0015**360, abs=1)
    assert (at(pages, mark) - before).manhattanLength() <= 4


def test_fitting_follows_the_size_of_the_view(pages: PageView) -> None:
    pages.fit_width()
    narrow = pages.percent
    pages.resize(1200, 700)
    assert pages.percent > narrow
    pages.fit_page()
    assert pages.percent < narrow


def test_zoom_is_told(pages: PageView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(pages.zoom_changed) as told:
        pages.zoom_in()
    assert told.args == [94]


def test_pages_that_were_looked_at_are_noted(
    pages: PageView, session: Session, qtbot: QtBot
) -> None:
    pages.show_place("D01", 1)
    with qtbot.waitSignal(session.saw, timeout=20_000):
        pass
    assert ("D01", 1) in session.seen()
    assert ("D02", 1) not in session.seen()


def test_small_pages_do_not_count_as_looked_at(
    pages: PageView, session: Session, qtbot: QtBot
) -> None:
    pages.zoom_to(40)
    redrawn(qtbot, pages)
    with qtbot.assertNotEmitted(session.saw, wait=1500):
        pass


# -- boxes


def test_a_click_selects_a_box_and_one_beside_it_none(
    pages: PageView, session: Session, jane: str, qtbot: QtBot
) -> None:
    mark = place_of(session, "D01", 1, "Jane Smith")
    with qtbot.waitSignal(pages.selected) as told:
        qtbot.mouseClick(pages.viewport(), LEFT, NONE, at(pages, mark))
    assert told.args == [[jane]]
    assert "Withheld" in pages.accessibleDescription()
    with qtbot.waitSignal(pages.selected) as told:
        qtbot.mouseClick(pages.viewport(), LEFT, NONE, QPoint(450, 600))
    assert told.args == [[]]


def test_the_right_button_selects_what_its_menu_is_about(
    pages: PageView, session: Session, jane: str, qtbot: QtBot
) -> None:
    mark = place_of(session, "D01", 1, "Jane Smith")
    right = Qt.MouseButton.RightButton
    with qtbot.waitSignal(pages.selected) as told:
        qtbot.mousePress(pages.viewport(), right, NONE, at(pages, mark))
    assert told.args == [[jane]]
    with qtbot.assertNotEmitted(pages.selected, wait=50):
        qtbot.mousePress(pages.viewport(), right, NONE, QPoint(450, 600))


def test_control_adds_to_the_selection_and_a_band_takes_all(
    pages: PageView, session: Session, jane: str, qtbot: QtBot
) -> None:
    ann = place_of(session, "D01", 1, "Tom Ashby")
    session.do(edits.draw(session.state, [ann]))
    tom = list(session.state.redactions)[-1]
    port = pages.viewport()
    first = place_of(session, "D01", 1, "Jane Smith")
    told: list[list[str]] = []
    pages.selected.connect(told.append)
    qtbot.mouseClick(port, LEFT, NONE, at(pages, first))
    qtbot.mouseClick(port, LEFT, CONTROL, at(pages, ann))
    qtbot.mouseClick(port, LEFT, CONTROL, at(pages, first))
    assert told == [[jane], [jane, tom], [tom]]
    corner = QPoint(30, 30)
    drag(pages, corner, at(pages, ann) + QPoint(200, 100), SHIFT)
    assert sorted(told[-1]) == sorted([jane, tom])


def test_selecting_from_outside_sends_nothing_back(
    pages: PageView, jane: str, qtbot: QtBot
) -> None:
    with qtbot.assertNotEmitted(pages.selected):
        pages.select([jane])


def test_what_is_deleted_is_no_longer_selected(
    pages: PageView, session: Session, jane: str, qtbot: QtBot
) -> None:
    pages.select([jane])
    with qtbot.waitSignal(pages.selected) as told:
        session.do(edits.delete(session.state, [jane]))
    assert told.args == [[]]


def test_a_box_is_drawn_with_the_text_under_it(
    pages: PageView, session: Session, qtbot: QtBot
) -> None:
    mark = place_of(session, "D01", 1, "Tom Ashby")
    pages.mode = Mode.DRAW
    start, end = at(pages, mark, -0.02), at(pages, mark, 1.02)
    with qtbot.waitSignal(pages.drawn) as told:
        drag(pages, start + QPoint(0, -7), end + QPoint(0, 7))
    assert told.args is not None
    drawn = told.args[0]
    assert (drawn.document, drawn.page, drawn.text) == ("D01", 1, "Tom Ashby")
    assert drawn.rects[0].intersects(mark.rects[0])


@pytest.mark.parametrize(
    ("held", "said"),
    [(NONE, "Tom Ashby"), (Qt.KeyboardModifier.ControlModifier, "om Ashb")],
)
def test_a_box_takes_whole_words_unless_ctrl_is_held(
    pages: PageView,
    session: Session,
    qtbot: QtBot,
    held: Qt.KeyboardModifier,
    said: str,
) -> None:
    mark = place_of(session, "D01", 1, "om Ashb")
    pages.mode = Mode.DRAW
    start, end = at(pages, mark, 0.01), at(pages, mark, 0.99)
    with qtbot.waitSignal(pages.drawn) as told:
        drag(pages, start + QPoint(0, -7), end + QPoint(0, 7), held)
    assert told.args is not None
    assert told.args[0].text == said


def test_a_box_is_drawn_where_it_looks_on_a_turned_page(
    pages: PageView, session: Session, qtbot: QtBot
) -> None:
    mark = place_of(session, "D02", 1, "Jane Smith")
    pages.show_place("D02", 1, mark.rects[0])
    pages.mode = Mode.DRAW
    middle = at(pages, mark)
    with qtbot.waitSignal(pages.drawn) as told:
        drag(pages, middle - QPoint(30, 60), middle + QPoint(30, 60))
    assert told.args is not None
    assert "Jane Smith" in told.args[0].text


def test_a_click_draws_nothing_and_escape_stops_drawing(
    pages: PageView, qtbot: QtBot
) -> None:
    pages.mode = Mode.DRAW
    port = pages.viewport()
    with qtbot.assertNotEmitted(pages.drawn):
        qtbot.mouseClick(port, LEFT, NONE, QPoint(400, 300))
        QTest.mousePress(port, LEFT, NONE, QPoint(400, 300))
        QTest.mouseMove(port, QPoint(500, 400))
        qtbot.keyClick(pages, Key.Key_Escape)
        QTest.mouseRelease(port, LEFT, NONE, QPoint(500, 400))
    assert pages.mode is Mode.DRAW
    with qtbot.waitSignal(pages.mode_changed) as told:
        qtbot.keyClick(pages, Key.Key_Escape)
    assert told.args == ["select"]


def listen(pages: PageView, session: Session) -> list[str]:
    """Do what the window does when a box was moved; collects the texts."""
    texts: list[str] = []

    def move(serial: str, rects: tuple[Rect, ...], text: str) -> None:
        texts.append(text)
        session.do(edits.move(session.state, serial, rects, text))

    pages.moved.connect(move)
    return texts


def test_a_selected_box_is_moved_by_mouse(
    pages: PageView, session: Session, jane: str
) -> None:
    listen(pages, session)
    before = session.state.redactions[jane].rects[0]
    mark = place_of(session, "D01", 1, "Jane Smith")
    pages.select([jane])
    start = at(pages, mark)
    drag(pages, start, start + QPoint(60, 30))
    after = session.state.redactions[jane].rects[0]
    # 75 % of 96 dots an inch: one pixel is one point
    assert after.x0 - before.x0 == pytest.approx(60, abs=0.01)
    assert after.y0 - before.y0 == pytest.approx(30, abs=0.01)
    assert after.width == pytest.approx(before.width, abs=0.01)
    assert session.state.redactions[jane].text != "Jane Smith"


def test_a_box_that_is_not_selected_stays_where_it_is(
    pages: PageView, session: Session, jane: str
) -> None:
    texts = listen(pages, session)
    start = at(pages, place_of(session, "D01", 1, "Jane Smith"))
    drag(pages, start, start + QPoint(60, 30))
    assert texts == []


def test_a_box_does_not_leave_its_page(
    pages: PageView, session: Session, jane: str
) -> None:
    listen(pages, session)
    pages.select([jane])
    start = at(pages, place_of(session, "D01", 1, "Jane Smith"))
    drag(pages, start, start - QPoint(800, 20))
    assert session.state.redactions[jane].rects[0].x0 == pytest.approx(0, abs=0.01)


def test_a_handle_resizes_only_the_rectangle_it_belongs_to(
    pages: PageView, session: Session
) -> None:
    listen(pages, session)
    mark = place_of(session, "D01", 1, "so was\nTom Ashby")
    assert len(mark.rects) == 2
    session.do(edits.draw(session.state, [mark]))
    serial = next(iter(session.state.redactions))
    pages.select([serial])
    end = at(pages, mark, 1.0) + QPoint(2, 0)
    drag(pages, end, end + QPoint(25, 0))
    first, second = session.state.redactions[serial].rects
    assert first.x1 == pytest.approx(mark.rects[0].x1 + 25, abs=1.01)
    assert first.x0 == pytest.approx(mark.rects[0].x0)
    assert (second.x0, second.x1) == pytest.approx((mark.rects[1].x0, mark.rects[1].x1))


def test_alt_and_arrows_move_and_resize_by_a_point_in_one_change(
    pages: PageView, session: Session, jane: str, qtbot: QtBot
) -> None:
    texts = listen(pages, session)
    before = session.state.redactions[jane].rects[0]
    pages.select([jane])
    for _ in range(3):
        qtbot.keyClick(pages, Key.Key_Right, ALT)
    qtbot.keyClick(pages, Key.Key_Down, ALT)
    qtbot.keyClick(pages, Key.Key_Right, ALT | SHIFT)
    assert texts == []
    qtbot.waitUntil(lambda: len(texts) == 1)
    after = session.state.redactions[jane].rects[0]
    assert after.x0 - before.x0 == pytest.approx(3)
    assert after.y0 - before.y0 == pytest.approx(1)
    assert after.width - before.width == pytest.approx(1)


def test_escape_takes_a_nudge_back(
    pages: PageView, session: Session, jane: str, qtbot: QtBot
) -> None:
    texts = listen(pages, session)
    pages.select([jane])
    qtbot.keyClick(pages, Key.Key_Right, ALT)
    qtbot.keyClick(pages, Key.Key_Escape)
    pages.commit()
    assert texts == []


def test_each_status_looks_different(
    pages: PageView, session: Session, jane: str, qtbot: QtBot
) -> None:
    redrawn(qtbot, pages)
    shots = {}
    for status, edit in (
        (Status.ACCEPTED, edits.accept),
        (Status.REJECTED, edits.reject),
        (Status.SUGGESTED, edits.reset),
    ):
        session.do(edit(session.state, [jane]))
        shots[status] = pages.viewport().grab().toImage()
    middle = at(pages, place_of(session, "D01", 1, "Jane Smith"), 0.02)
    light = {s: shot.pixelColor(middle).lightness() for s, shot in shots.items()}
    assert light[Status.ACCEPTED] < 60
    assert light[Status.ACCEPTED] < light[Status.SUGGESTED]
    assert shots[Status.REJECTED] != shots[Status.SUGGESTED]


def test_h_shows_what_is_underneath_while_it_is_held(
    pages: PageView, session: Session, jane: str, qtbot: QtBot
) -> None:
    redrawn(qtbot, pages)
    corner = at(pages, place_of(session, "D01", 1, "Jane Smith"), 0.02)
    assert pixel(pages, corner).lightness() < 60
    QTest.keyPress(pages, Key.Key_H)
    assert pages.peek
    assert pixel(pages, corner).lightness() > 100
    QTest.keyRelease(pages, Key.Key_H)  # as X11 repeats a key that is held
    QTest.keyPress(pages, Key.Key_H)
    qtbot.wait(100)
    assert pages.peek
    with qtbot.waitSignal(pages.peek_changed):
        QTest.keyRelease(pages, Key.Key_H)
    assert not pages.peek


def test_as_released_only_what_is_withheld_is_black(
    pages: PageView, session: Session, jane: str, qtbot: QtBot
) -> None:
    tom = place_of(session, "D01", 1, "Tom Ashby")
    session.do(edits.draw(session.state, [tom]))
    session.do(edits.reset(session.state, [list(session.state.redactions)[-1]]))
    pages.show_as_released = True
    redrawn(qtbot, pages)
    mark = place_of(session, "D01", 1, "Jane Smith")
    assert pixel(pages, at(pages, mark, 0.02)).lightness() < 60
    assert pixel(pages, at(pages, tom, 1.02)).lightness() > 200
    session.do(edits.reject(session.state, [jane]))
    redrawn(qtbot, pages)
    assert pixel(pages, at(pages, mark, 1.01)).lightness() > 200


@pytest.mark.qt_log_ignore("This plugin does not support raise")
def test_hovering_says_who_found_it_and_why(
    pages: PageView, session: Session, jane: str
) -> None:
    point = at(pages, place_of(session, "D01", 1, "Jane Smith"))
    port = pages.viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, point, port.mapToGlobal(point))
    QApplication.sendEvent(port, event)
    assert "Withheld" in QToolTip.text()
    assert "s.40(2)" in QToolTip.text()
    assert "Drawn by hand" in QToolTip.text()


# -- text


def test_dragging_selects_text_over_two_lines(
    pages: PageView, session: Session, qtbot: QtBot
) -> None:
    start = at(pages, place_of(session, "D01", 1, "so was"), 0.01)
    end = at(pages, place_of(session, "D01", 1, "Tom Ashby"), 0.99)
    drag(pages, start, end)
    mark = pages.selection_mark()
    assert mark is not None
    assert mark.text == "so was Tom Ashby"
    assert len(mark.rects) == 2
    pages.clear_text()
    assert pages.selection_mark() is None


def test_a_double_click_selects_a_word_and_a_third_the_line(
    pages: PageView, session: Session, qtbot: QtBot
) -> None:
    point = at(pages, place_of(session, "D01", 1, "Ashby"))
    port = pages.viewport()
    qtbot.mouseClick(port, LEFT, NONE, point)
    qtbot.mouseDClick(port, LEFT, NONE, point)
    mark = pages.selection_mark()
    assert mark is not None
    assert mark.text == "Ashby"
    QTest.mousePress(port, LEFT, NONE, point)
    mark = pages.selection_mark()
    assert mark is not None
    assert mark.text == "Tom Ashby of the council."


def test_text_is_selected_on_a_turned_page(
    pages: PageView, session: Session, qtbot: QtBot
) -> None:
    mark = place_of(session, "D02", 1, "Jane Smith")
    pages.show_place("D02", 1, mark.rects[0])
    drag(pages, at(pages, mark, 0.01), at(pages, mark, 0.99))
    selected = pages.selection_mark()
    assert selected is not None
    assert selected.text == "Jane Smith"


def test_text_is_selected_without_a_mouse(
    pages: PageView, session: Session, qtbot: QtBot
) -> None:
    pages.show_place("D01", 1)
    told: list[Mark | None] = []
    pages.text_selected.connect(told.append)
    qtbot.keyClick(pages, Key.Key_F7)
    qtbot.keyClick(pages, Key.Key_Down)
    qtbot.keyClick(pages, Key.Key_Down)
    qtbot.keyClick(pages, Key.Key_Home)
    for _ in range(2):
        qtbot.keyClick(pages, Key.Key_Right, SHIFT | CONTROL)
    mark = pages.selection_mark()
    assert mark is not None
    assert mark.text == "Jane Smith"
    assert told[-1] == mark
    qtbot.keyClick(pages, Key.Key_C, CONTROL)
    assert QGuiApplication.clipboard().text() == "Jane Smith"
    qtbot.keyClick(pages, Key.Key_Escape)
    assert pages.selection_mark() is None


def test_the_caret_goes_on_to_the_next_page(
    pages: PageView, session: Session, qtbot: QtBot
) -> None:
    pages.show_place("D01", 1)
    qtbot.keyClick(pages, Key.Key_F7)
    for _ in range(3):
        qtbot.keyClick(pages, Key.Key_Down)
    qtbot.keyClick(pages, Key.Key_End)
    qtbot.keyClick(pages, Key.Key_Right)
    qtbot.keyClick(pages, Key.Key_Right, SHIFT | CONTROL)
    mark = pages.selection_mark()
    assert mark is not None
    assert (mark.page, mark.text) == (2, "Second")


# -- the case changes


def test_an_empty_case_says_what_to_do(
    qtbot: QtBot, tmp_path: Path, qapp: QApplication
) -> None:
    make.empty_case(tmp_path).close()
    session = Session(tmp_path / "case.foicase")
    view = PageView()
    qtbot.addWidget(view)
    view.resize(600, 400)
    view.show()
    blank = view.viewport().grab().toImage()
    view.set_session(session)
    assert view.viewport().grab().toImage() != blank
    qtbot.keyClick(view, Key.Key_Down)
    qtbot.mouseClick(view.viewport(), LEFT, NONE, QPoint(100, 100))
    view.set_session(None)
    session.close()


def test_documents_that_come_and_go_are_followed(
    pages: PageView, session: Session
) -> None:
    height = pages.verticalScrollBar().maximum()
    pages.show_place("D02", 1)
    session.do(edits.remove_document(session.state, "D01"))
    assert pages.verticalScrollBar().maximum() < height
    session.undo()
    assert pages.verticalScrollBar().maximum() == height


def kill_the_painter(session: Session, pages: PageView, qtbot: QtBot) -> None:
    """While it draws the page in view at another size."""
    process = session.quick.process
    assert process is not None
    os.kill(process, signal.SIGSTOP)
    pages.zoom_by(0.9)
    qtbot.waitUntil(lambda: not pages._loader.idle)
    os.kill(process, signal.SIGKILL)


def test_a_page_is_drawn_although_the_worker_was_killed(
    pages: PageView, session: Session, qtbot: QtBot
) -> None:
    redrawn(qtbot, pages)
    kill_the_painter(session, pages, qtbot)
    redrawn(qtbot, pages)


def test_a_page_that_keeps_killing_the_worker_costs_only_itself(
    pages: PageView, session: Session, qtbot: QtBot
) -> None:
    redrawn(qtbot, pages)
    for _ in range(2):
        kill_the_painter(session, pages, qtbot)
        qtbot.waitUntil(lambda: session.quick.process is not None, timeout=20_000)
    qtbot.waitUntil(lambda: pages._loader.idle, timeout=20_000)
    pages.show_place("D02", 1)
    redrawn(qtbot, pages)
