"""Colours that can be read, icons of our own, and what is said in few words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import asdict
from string import Template

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QMainWindow
from pytestqt.qtbot import QtBot

from redactor import edits, paths
from redactor.errors import FileRefused
from redactor.model import Case, Status
from tests.ui import cases
from ui import style
from ui.action_list import SPECS
from ui.actions import Actions
from ui.panels.header import Header, Standing
from ui.panels.message_bar import MessageBar
from ui.panels.status import StatusLine, Where, left_words
from ui.style import DARK, LIGHT, Colors

SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""

    def luminance(name: str) -> float:
        color = QColor(name)
        parts = [
            c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4
            for c in (color.redF(), color.greenF(), color.blueF())
        ]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@SCHEMES
@pytest.mark.parametrize(
    "ink",
    ["text", "muted", "link", "undecided", "error", "good", "look", "released"],
)
@pytest.mark.parametrize("paper", ["window", "base", "alternate", "button"])
def test_text_can_be_read(scheme: Colors, ink: str, paper: str) -> None:
    assert contrast(getattr(scheme, ink), getattr(scheme, paper)) >= 4.5


@SCHEMES
@pytest.mark.parametrize("ink", ["text", "muted", "undecided"])
def test_text_of_selected_rows_can_be_read(scheme: Colors, ink: str) -> None:
    assert contrast(getattr(scheme, ink), scheme.chosen) >= 4.5


@SCHEMES
def test_messages_and_accents_can_be_read(scheme: Colors) -> None:
    assert contrast(scheme.text, scheme.error_back) >= 4.5
    assert contrast(scheme.text, scheme.notice_back) >= 4.5
    assert contrast(scheme.on_accent, scheme.accent) >= 4.5
    assert contrast(scheme.on_accent, scheme.deep) >= 4.5
    for paper in (scheme.error_back, scheme.notice_back):
        assert contrast(scheme.link, paper) >= 4.5
        assert contrast(scheme.muted, paper) >= 4.5
        assert contrast(scheme.error, paper) >= 4.5


@SCHEMES
def test_edges_of_fields_and_marks_of_selection_are_seen(scheme: Colors) -> None:
    for paper in (scheme.base, scheme.window):
        assert contrast(scheme.edge, paper) >= 3.0
        assert contrast(scheme.focus, paper) >= 3.0
    assert contrast(scheme.accent, scheme.base) >= 3.0


@SCHEMES
def test_the_style_sheet_names_only_colours_that_there_are(scheme: Colors) -> None:
    sheet = paths.resources("style/window.qss").read_text()
    filled = Template(sheet).substitute(asdict(scheme), icons="icons", scheme="dark")
    assert "$" not in filled
    assert filled.count("{") == filled.count("}")


def test_whatever_can_have_the_keyboard_shows_it() -> None:
    sheet = paths.resources("style/window.qss").read_text()
    ringed = {
        selector.strip()
        for rule in re.findall(r"([^{}]+)\{[^}]*\$focus", sheet)
        for selector in rule.split(",")
    }
    wanted = ("QPushButton", "QToolButton", "QLineEdit", "QPlainTextEdit", "QComboBox")
    lists = ("QTreeView", "QListView", "QTableView", "QAbstractSpinBox", "#stage")
    marks = ("QCheckBox::indicator", "QRadioButton::indicator", "QTabBar::tab")
    assert {f"{one}:focus" for one in (*wanted, *lists, *marks)} <= ringed


def test_every_drawing_takes_the_colour_of_the_text() -> None:
    for drawing in paths.resources("icons").glob("*.svg"):
        text = drawing.read_text()
        inks = set(re.findall(r'(?:stroke|fill)="(#\w+|\w+)"', text))
        if drawing.stem not in {"app", "tick"} and "arrow" not in drawing.stem:
            assert inks <= {"none", "currentColor"}, drawing.name


def test_every_icon_draws_something(qapp: QApplication) -> None:
    names = [p.stem for p in paths.resources("icons").glob("*.svg")]
    for name in names:
        image = style.icon(name, "#ff0000").pixmap(24, 24).toImage()
        assert any(
            image.pixelColor(x, y).alpha() for x in range(24) for y in range(24)
        ), name


def test_statuses_differ_by_shape_not_by_colour_alone() -> None:
    assert len(set(style.STATUS_ICONS.values())) == len(style.STATUS_ICONS)
    with_actions = set(Status) - {Status.DISMISSED}  # what R makes of a passage
    shown = {style.STATUS_ICONS[status] for status in with_actions}
    assert {spec.icon for spec in SPECS} >= shown


# -- the line at the top


@pytest.fixture
def header(qtbot: QtBot) -> Iterator[Header]:
    window = QMainWindow()
    qtbot.addWidget(window)
    made = Header(Actions(window), window)
    window.setMenuWidget(made)
    window.resize(1366, 200)
    window.show()
    yield made
    window.close()


def test_the_header_says_when_the_answer_is_due(header: Header) -> None:
    header.show_case(cases.CASE, dt.date(2024, 10, 28))
    assert header.clock.text() == (
        "received 1 October 2024  ·  due 29 October 2024, 1 working day left"
    )
    assert header.clock.property("soon")
    assert not header.clock.property("late")


def test_a_late_answer_is_said_in_words_and_by_a_sign(header: Header) -> None:
    header.show_case(cases.CASE, dt.date(2024, 11, 1))
    assert "3 working days late" in header.clock.text()
    assert header.clock.property("late")
    assert not header.clock_sign.pixmap().isNull()


def test_a_year_without_known_holidays_is_no_crash(header: Header) -> None:
    header.show_case(Case("1", dt.date(1999, 1, 4)), dt.date(2024, 11, 1))
    assert "1999" in header.clock.text()


def test_a_narrow_header_says_what_matters_most(header: Header) -> None:
    header.show_case(cases.CASE, dt.date(2024, 10, 28))
    assert header.authority.isVisible()
    header.window().resize(700, 200)
    assert header.authority.isHidden()
    assert header.clock.text().startswith("due 29 October 2024")
    assert header.sizeHint().width() <= header.width() == 700


def test_the_stages_say_what_is_left(header: Header) -> None:
    header.show_left(24, anything=True)
    assert (header.decide.text(), header.release.text()) == (
        "1  Decide: 24 left",
        "3  Release",
    )
    header.show_left(0, anything=True)
    assert header.release.text() == "3  Release"
    header.show_review(Standing(approved=True))
    assert header.release.text() == "3  Release: ready"
    header.show_left(0, anything=False)
    assert header.decide.text() == "1  Decide"


# -- the line at the bottom


def test_what_is_left_is_said_in_one_line() -> None:
    state = cases.two_people()
    assert left_words(state, 3) == ("4 of 4 left to decide  ·  3 pages never opened")
    done = state.after(edits.accept(state, list(state.redactions)))
    assert left_words(done, 0) == "All 4 decided"
    assert left_words(cases.state(), 1) == (
        "Nothing to decide yet  ·  1 page never opened"
    )


def test_percent_is_rounded_down_and_place_counts_from_one(qtbot: QtBot) -> None:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show_zoom(99.9)
    line.show_place(Where("D02", 4, 9))
    assert line.zoom.text() == "99 %"
    assert line.place.text() == "D02 page 4 of 9"
    line.clear_case()
    assert line.zoom.text() == line.place.text() == ""


# -- messages


def test_a_message_has_at_most_one_thing_to_do(qtbot: QtBot) -> None:
    bar = MessageBar()
    qtbot.addWidget(bar)
    done: list[str] = []
    bar.show_info("Done.", "Undo", lambda: done.append("undone"))
    bar.button.click()
    assert done == ["undone"]
    assert bar.isHidden()
    bar.show_error(FileRefused("<b>It</b> is broken.", "Mend it."))
    assert bar.words.text() == "<b>It</b> is broken. Mend it."
    assert bar.button.isHidden()
    assert bar.property("kind") == "error"
