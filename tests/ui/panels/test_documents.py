"""The tree of documents: how each page stands, in words, counts and pictures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QPixmap
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.model import State
from tests.ui import cases
from ui.panels.documents import THUMB, DocumentsPanel
from ui.panels.documents_model import DocumentsModel, PageItem, Standing, standings
from ui.panels.thumbnails import Thumbnails
from ui.session import Session


def no_picture(*_: object) -> None:
    return None


SEEN = {("D01", 1)}
UNREAD = {"D02": [2]}


@pytest.fixture
def state() -> State:
    return cases.two_people()


def test_the_model_keeps_qts_rules(state: State, qtmodeltester: ModelTester) -> None:
    model = DocumentsModel()
    qtmodeltester.check(model, force_py=True)
    model.show(state, standings(state, UNREAD, SEEN))
    change = edits.accept(state, ["D01-R001"])
    model.update(change)
    gone = edits.remove_document(state.after(change), "D01")
    after = state.after(change).after(gone)
    model.show(after, standings(after, UNREAD, SEEN))
    assert model.rowCount() == 1


@pytest.mark.parametrize(
    ("standing", "words", "icon"),
    [
        (Standing(read=False), "not read yet", "unread"),
        (Standing(undecided=2, withheld=3), "2 undecided", "undecided"),
        (Standing(withheld=3, released=1), "3 withheld", "withheld"),
        (Standing(released=1), "1 left visible", "released"),
        (Standing(), "nothing redacted", ""),
    ],
)
def test_a_page_says_first_what_is_to_be_done(
    standing: Standing, words: str, icon: str
) -> None:
    assert (standing.words, standing.icon) == (words, icon)


def test_pages_are_counted_one_by_one_and_together(state: State) -> None:
    model = DocumentsModel()
    model.show(state, standings(state, UNREAD, SEEN))
    assert model.standing("D01", 1) == Standing(undecided=2)
    assert model.standing("D01", 2) == Standing(undecided=1, seen=False)
    assert model.standing("D01") == Standing(undecided=3, seen=False)
    assert not model.standing("D02").read


def test_a_decision_counts_only_the_pages_it_touches(state: State) -> None:
    model = DocumentsModel()
    model.show(state, standings(state, UNREAD, SEEN))
    touched: list[QModelIndex] = []
    model.dataChanged.connect(lambda first, _: touched.append(first))
    change = edits.accept(state, ["D01-R002"])
    model.update(change)
    assert model.standing("D01", 2) == Standing(withheld=1, seen=False)
    assert [(i.row(), bool(i.internalId())) for i in touched] == [
        (0, False),
        (1, True),
    ]


def test_a_row_is_one_sentence_for_a_screen_reader(state: State) -> None:
    model = DocumentsModel()
    model.show(state, standings(state, UNREAD, SEEN))
    role = Qt.ItemDataRole.AccessibleTextRole
    said = model.index_of("D01").data(role)
    assert said == "D01 file1.pdf, 2 pages, 3 undecided, never opened"
    assert model.index_of("D02", 2).data(role) == (
        "Page 2 of D02, not read yet, never opened"
    )


def test_following_the_page_view_tells_nobody(state: State, qtbot: QtBot) -> None:
    panel = DocumentsPanel(no_picture)
    qtbot.addWidget(panel)
    panel.show_state(state, standings(state, {}, set()))
    with qtbot.assertNotEmitted(panel.selected):
        panel.select("D02", 2)
    assert panel.current() == ("D02", 2)
    with qtbot.waitSignal(panel.selected) as told:
        panel.tree.setCurrentIndex(panel.model.index_of("D01", 1))
    assert told.args == ["D01", 1]


def test_the_place_is_kept_when_documents_come(state: State, qtbot: QtBot) -> None:
    panel = DocumentsPanel(no_picture)
    qtbot.addWidget(panel)
    panel.show_state(state, standings(state, {}, set()))
    panel.select("D01", 2)
    more = state.after(edits.add_documents([cases.document(3)]))
    panel.show_state(more, standings(more, {}, set()))
    assert panel.current() == ("D01", 2)


def test_pictures_are_asked_for_only_where_pages_are_shown(qtbot: QtBot) -> None:
    asked: set[tuple[str, int]] = set()

    def picture(document: str, page: int) -> QPixmap | None:
        asked.add((document, page))
        return None

    empty = cases.state()
    long = empty.after(edits.add_documents([cases.document(3, pages=500)]))
    panel = DocumentsPanel(picture)
    qtbot.addWidget(panel)
    panel.resize(240, 600)
    panel.show_state(long, standings(long, {}, set()))
    panel.show()
    qtbot.waitUntil(lambda: bool(asked))
    panel.grab()
    assert 0 < len(asked) < 20


def test_a_thumbnail_comes_from_the_worker(session: Session, qtbot: QtBot) -> None:
    thumbnails = Thumbnails(session, THUMB, 1.0)
    with qtbot.waitSignal(thumbnails.arrived, timeout=20_000):
        assert thumbnails.picture("D01", 1) is None
    picture = thumbnails.picture("D01", 1)
    assert picture is not None
    assert picture.height() == THUMB.height()
    assert thumbnails.picture("D99", 1) is None


def test_an_empty_case_says_what_to_do(qtbot: QtBot) -> None:
    panel = DocumentsPanel(no_picture)
    qtbot.addWidget(panel)
    before = cases.state()
    empty = before.after(edits.remove_document(before, "D01"))
    empty = empty.after(edits.remove_document(empty, "D02"))
    panel.show_state(empty, {})
    assert panel.tree.isHidden()
    assert "Ctrl+I" in panel.empty.text()


def test_a_document_opens_what_is_known_of_it_and_a_page_the_work_on_it(
    state: State, qtbot: QtBot
) -> None:
    panel = DocumentsPanel(no_picture)
    qtbot.addWidget(panel)
    panel.show_state(state, standings(state, UNREAD, SEEN))
    with qtbot.waitSignal(panel.asked) as asked:
        panel.tree.activated.emit(panel.model.index_of("D02"))
    assert asked.args == ["describe", "D02"]
    with qtbot.waitSignal(panel.opened):
        panel.tree.activated.emit(panel.model.index_of("D02", 1))


def test_what_never_leaves_is_told_without_a_warning_sign() -> None:
    gone = "It holds macros: never run, not released."
    shown = "Sheet 2 is hidden: shown from page 3 on."
    quiet = replace(cases.document(1), warnings=(gone,))
    assert not PageItem(quiet, 0, Standing()).warns
    assert PageItem(replace(quiet, warnings=(gone, shown)), 0, Standing()).warns
