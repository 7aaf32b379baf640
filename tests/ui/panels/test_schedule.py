"""The schedule in the window: edited in place, marked while typing, selected with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QStyleOptionViewItem, QTableView
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from tests import make
from tests.redactor.release.cases import draw, mark
from ui.dialogs.schedule import export, take_back
from ui.panels.schedule import SchedulePanel
from ui.panels.schedule_model import DOCUMENTS, REDACTIONS, ScheduleModel
from ui.session import Session

TEXT = "Dear Jane Smith\nThe meeting with Tom Ashby is on Monday"


@pytest.fixture
def session(tmp_path: Path, qtbot: QtBot) -> Iterator[Session]:
    file = make.case_file(tmp_path, letter=make.pdf(TEXT))
    draw(file, mark(file, "Jane Smith"), mark(file, "Tom Ashby"))
    path = file.path
    file.close()
    made = Session(path)
    yield made
    made.close()


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> SchedulePanel:
    made = SchedulePanel(session)
    qtbot.addWidget(made)
    made.resize(420, 700)
    made.show()
    return made


def put(table: QTableView, row: int, head: str, text: str) -> None:
    columns = DOCUMENTS if table.model().columnCount() == len(DOCUMENTS) else REDACTIONS
    at = [c.head for c in columns].index(head)
    table.model().setData(table.model().index(row, at), text)


@pytest.mark.parametrize("columns", [DOCUMENTS, REDACTIONS])
def test_the_models_keep_qts_rules(
    session: Session, qtmodeltester: ModelTester, columns: tuple[object, ...]
) -> None:
    model = ScheduleModel(columns, session.state)  # type: ignore[arg-type]
    qtmodeltester.check(model, force_py=True)


def test_what_is_typed_is_an_edit_that_can_be_undone(
    session: Session, panel: SchedulePanel
) -> None:
    put(panel.documents, 0, "Title", "A letter")
    put(panel.redactions, 0, "Codes", "42(1)")
    assert session.state.documents["D01"].title == "A letter"
    assert session.state.redactions["D01-R001"].exemptions == ("s.42(1)",)
    session.undo()
    session.undo()
    assert session.state.documents["D01"].title == ""


def test_a_code_that_is_none_is_refused_with_its_remedy(
    session: Session, panel: SchedulePanel
) -> None:
    put(panel.redactions, 0, "Codes", "s.40")
    assert "not precise enough" in panel.warning.text()
    assert panel.warning.isVisible()
    assert session.state.redactions["D01-R001"].exemptions == ("s.40(2)",)


def test_a_title_that_tells_is_marked_while_it_is_typed(
    panel: SchedulePanel, qtbot: QtBot
) -> None:
    index = panel.documents.model().index(0, 1)
    panel.documents.setCurrentIndex(index)
    panel.documents.edit(index)
    line = panel.documents.findChild(QLineEdit)
    assert line is not None
    qtbot.keyClicks(line, "To Mr Ashby")
    assert "D01-R002" in panel.warning.text()
    assert line.styleSheet()
    line.clear()
    qtbot.keyClicks(line, "To a man")
    assert not panel.warning.isVisible()
    assert not line.styleSheet()


def test_categories_are_chosen_from_the_fixed_list(panel: SchedulePanel) -> None:
    table = panel.redactions
    index = table.model().index(0, 3)
    box = table.itemDelegate().createEditor(
        table.viewport(), QStyleOptionViewItem(), index
    )
    assert isinstance(box, QComboBox)
    assert not box.isEditable()
    assert box.findText("our staff: name") > 0


def test_rows_and_boxes_are_selected_together(
    panel: SchedulePanel, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(panel.selected) as told:
        panel.redactions.selectRow(1)
    assert told.args == [["D01-R002"]]
    panel.select(["D01-R001"])
    rows = panel.redactions.selectionModel().selectedRows(0)
    assert [index.data() for index in rows] == ["D01-R001"]


def test_the_filter_leaves_the_rows_with_the_words(panel: SchedulePanel) -> None:
    panel.filter_box.setText("R002")
    assert panel.redactions.model().rowCount() == 1
    panel.redactions.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert panel.redactions.model().index(0, 0).data() == "D01-R002"


def test_an_internal_schedule_goes_out_and_comes_back(
    session: Session, tmp_path: Path
) -> None:
    (path,) = export(session, tmp_path / "s.xlsx", inside=True)
    book = openpyxl.load_workbook(path)
    table = book["Documents"]
    heads = [cell.value for cell in table[2]]
    table.cell(3, 1 + heads.index("Title")).value = "A letter"
    book.save(path)
    sentence, details = take_back(session, path)
    assert sentence.startswith("1 row changed, 0 refused.")
    assert "D01: Title" in details
    assert session.state.documents["D01"].title == "A letter"


def test_the_tables_never_scroll_sideways_and_say_what_has_no_room(
    panel: SchedulePanel, qtbot: QtBot
) -> None:
    for width in (330, 420, 700):
        panel.resize(width, 700)
        qtbot.wait(20)
        for table in (panel.documents, panel.redactions):
            assert table.horizontalScrollBar().maximum() == 0
    panel.resize(330, 700)
    qtbot.wait(20)
    assert panel.narrow.isVisible()
    assert "from / to" in panel.narrow.text()
    assert not panel.documents.isColumnHidden(1)  # the title stays
    panel.resize(1400, 700)
    qtbot.wait(20)
    assert not panel.narrow.isVisible()
