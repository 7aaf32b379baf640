"""The reasons tab: what is missing first, a form from the rules, kept as it is left."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from redactor import edits
from redactor.law.reasoning import standing_answers
from redactor.missing import missing
from redactor.model import Rect
from redactor.parts import Wanted, set_part
from redactor.reasons import answers_for, say
from ui.drafts import recover
from ui.fields import Choice, Letters, Prose
from ui.panels.reasons import ReasonsPanel
from ui.session import Session

Key = Qt.Key


def withhold(session: Session, *codes: str, page: int = 1) -> None:
    rects = (Rect(72, 72, 90, 90),)
    mark = edits.Mark("D01", page, rects, "words", codes)
    session.do(edits.draw(session.state, [mark]))


@pytest.fixture
def panel(session: Session, qtbot: QtBot) -> ReasonsPanel:
    made = ReasonsPanel(session)
    session.changed.connect(lambda change: made.update_rows(session.state, change))
    qtbot.addWidget(made)
    made.resize(380, 700)
    made.show()
    return made


def listed(panel: ReasonsPanel) -> list[str]:
    panel.refresh()
    return [panel.list.item(n).text() for n in range(panel.list.count())]


def choose(panel: ReasonsPanel, code: str) -> None:
    rows = listed(panel)
    at = next(n for n, words in enumerate(rows) if words.startswith(code))
    panel.list.setCurrentRow(at)


def prose(panel: ReasonsPanel, question: str) -> Prose:
    field = panel.form.boxes[question].field
    assert isinstance(field, Prose)
    return field


def write(panel: ReasonsPanel, question: str, words: str) -> None:
    field = prose(panel, question)
    field.setFocus()
    QTest.keyClicks(field, words)
    QTest.keyClick(field, Key.Key_Tab)


def tag(panel: ReasonsPanel, question: str) -> str:
    return panel.form.boxes[question].tag.text()


def test_without_any_code_it_says_what_will_be_asked(panel: ReasonsPanel) -> None:
    panel.refresh()
    assert panel.empty.isVisible()
    assert not panel.halves.isVisible()


def test_what_is_missing_comes_first_and_is_counted(
    panel: ReasonsPanel, session: Session, qtbot: QtBot
) -> None:
    withhold(session, "s.40(2)")
    with qtbot.waitSignal(panel.counted) as counted:
        withhold(session, "s.42(1)")
    assert counted.args == [len(missing(session.state))] == [4]
    rows = listed(panel)
    assert rows[0] == "s.42(1)  ·  Legal privilege\n4 answers missing"
    assert rows[1].endswith("Standing text of the authority")


def test_a_choice_is_kept_at_once_and_undo_takes_it_back(
    panel: ReasonsPanel, session: Session
) -> None:
    withhold(session, "s.42(1)")
    choose(panel, "s.42(1)")
    assert tag(panel, "privilege") == "needed"
    field = panel.form.boxes["privilege"].field
    assert isinstance(field, Choice)
    field.group.button(1).click()
    panel.refresh()
    assert answers_for(session.state, "s.42(1)")["privilege"] == "litigation"
    assert tag(panel, "privilege") == ""
    session.undo()
    panel.refresh()
    assert field.value() == ""
    assert session.state.decisions == {}


def test_words_are_one_step_of_the_history_once_the_field_is_left(
    panel: ReasonsPanel, session: Session
) -> None:
    withhold(session, "s.42(1)")
    choose(panel, "s.42(1)")
    field = prose(panel, "for")
    field.setFocus()
    QTest.keyClicks(field, "Openness about ")
    QTest.qWait(500)
    QTest.keyClicks(field, "advice")
    assert session.state.decisions == {}
    QTest.keyClick(field, Key.Key_Tab)
    assert answers_for(session.state, "s.42(1)")["for"] == "Openness about advice"
    assert session.setting("draft") == ""
    session.undo()
    assert session.state.decisions == {}
    panel.refresh()
    assert field.value() == ""


def test_what_was_being_typed_when_the_window_went_down_is_taken_in_again(
    panel: ReasonsPanel, session: Session
) -> None:
    withhold(session, "s.42(1)")
    choose(panel, "s.42(1)")
    field = prose(panel, "against")
    field.setFocus()
    QTest.keyClicks(field, "Candour")
    QTest.qWait(500)
    assert json.loads(session.setting("draft"))["value"] == "Candour"
    assert recover(session)
    assert answers_for(session.state, "s.42(1)")["against"] == "Candour"
    assert not recover(session)


def test_a_draft_whose_exemption_is_no_more_is_dropped(session: Session) -> None:
    draft = {"kind": "reason", "of": "s.99", "field": "for", "value": "x", "part": ""}
    session.put_setting("draft", json.dumps(draft))
    assert not recover(session)
    session.put_setting("draft", "no draft at all")
    assert not recover(session)
    assert session.state.decisions == {}


def test_the_date_is_only_asked_for_while_the_result_is_pending(
    panel: ReasonsPanel, session: Session
) -> None:
    withhold(session, "s.35(1)(a)")
    choose(panel, "s.35(1)(a)")
    assert panel.form.boxes["until"].isHidden()
    session.do(say(session.state, "s.35(1)(a)", {"result": "pending"}))
    panel.refresh()
    assert not panel.form.boxes["until"].isHidden()
    assert tag(panel, "until") == "needed"


def test_the_regulations_ask_for_their_own_words(
    panel: ReasonsPanel, session: Session
) -> None:
    case = session.state.case
    session.do(edits.put(session.state, replace(case, regime="EIR"), "correct", "law"))
    withhold(session, "reg.12(5)(e)")
    choose(panel, "reg.12(5)(e)")
    field = panel.form.boxes["harm"].field
    assert isinstance(field, Choice)
    assert [one.text() for one in field.group.buttons()] == ["Would"]
    assert "adversely affect" in panel.form.boxes["harm"].hint.text()
    assert "presume release" in panel.form.boxes["result"].hint.text()
    assert panel.form.boxes["until"].isHidden()


def test_purposes_are_ticked_with_their_words(
    panel: ReasonsPanel, session: Session
) -> None:
    withhold(session, "s.31(1)(g)")
    choose(panel, "s.31(1)(g)")
    field = panel.form.boxes["purposes"].field
    assert isinstance(field, Letters)
    assert "comply with the law" in field.boxes["a"].accessibleName()
    field.boxes["a"].click()
    field.boxes["c"].click()
    assert answers_for(session.state, "s.31(1)(g)")["purposes"] == "a, c"


def test_the_standing_text_is_shown_and_can_be_said_otherwise(
    panel: ReasonsPanel, session: Session
) -> None:
    withhold(session, "s.40(2)")
    choose(panel, "s.40(2)")
    field = prose(panel, "balance")
    standing = standing_answers("s.40(2)")["balance"]
    assert field.value() == standing
    assert tag(panel, "balance") == "standing text"
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "Ours")
    QTest.keyClick(field, Key.Key_Tab)
    panel.refresh()
    assert dict(next(iter(session.state.decisions.values())).answers) == {
        "balance": "Ours"
    }
    assert tag(panel, "balance") == ""
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Key.Key_Delete)
    QTest.keyClick(field, Key.Key_Tab)
    panel.refresh()
    assert session.state.decisions == {}
    assert field.value() == standing


def test_the_keyboard_begins_where_something_is_missing(
    panel: ReasonsPanel, session: Session
) -> None:
    withhold(session, "s.42(1)")
    session.do(say(session.state, "s.42(1)", {"privilege": "advice"}))
    choose(panel, "s.42(1)")
    panel.begin([])
    assert prose(panel, "for").hasFocus()


def test_it_leads_from_passage_to_passage_and_round(
    panel: ReasonsPanel, session: Session
) -> None:
    for page in (1, 2):
        withhold(session, "s.42(1)", page=page)
    choose(panel, "s.42(1)")
    went: list[str] = []
    panel.went.connect(went.append)
    assert panel.form.serves.text() == "Serves 2 passages"
    for _ in range(3):
        panel.form.on.click()
    panel.form.back.click()
    first, second = sorted(session.state.redactions)
    assert went == [first, second, first, second]
    assert panel.form.serves.text() == "Passage 2 of 2"


def test_it_follows_the_passage_that_is_selected(
    panel: ReasonsPanel, session: Session
) -> None:
    withhold(session, "s.42(1)")
    withhold(session, "s.35(1)(a)", page=2)
    choose(panel, "s.42(1)")
    panel.follow(["D01-R002"])
    assert panel.form.title.text() == "s.35(1)(a)"


def test_two_that_clash_and_a_bar_whose_breach_is_a_crime_are_said(
    panel: ReasonsPanel, session: Session
) -> None:
    withhold(session, "s.35(1)(a)", "s.36(2)(b)(i)")
    withhold(session, "s.44(1)(a)", page=2)
    rows = listed(panel)
    at = next(n for n, words in enumerate(rows) if words.startswith("D01-R001"))
    went: list[str] = []
    panel.went.connect(went.append)
    panel.list.setCurrentRow(at)
    panel.list.itemActivated.emit(panel.list.item(at))
    assert went == ["D01-R001"]
    choose(panel, "s.44(1)(a)")
    assert "offence" in panel.form.notes.text()
    choose(panel, "s.36")
    assert "section 35" in panel.form.notes.text()


def test_a_part_without_an_answer_leads_to_the_request(
    panel: ReasonsPanel, session: Session
) -> None:
    session.do(set_part(session.state, "1", Wanted(text="All letters")))
    rows = listed(panel)
    assert rows[0].startswith("Part 1 has no outcome yet.")
    wanted: list[str] = []
    panel.request_wanted.connect(wanted.append)
    panel.list.itemClicked.emit(panel.list.item(0))
    assert wanted == ["Q01"]


def test_reasons_can_be_for_one_part_of_the_request_only(
    panel: ReasonsPanel, session: Session
) -> None:
    part = Wanted(text="All letters", documents=("D01",))
    session.do(set_part(session.state, "1", part))
    withhold(session, "s.42(1)")
    session.do(say(session.state, "s.42(1)", {"privilege": "advice"}))
    choose(panel, "s.42(1)")
    panel.form.whose.setCurrentIndex(1)
    panel.form.whose.left.emit()
    assert {d.part for d in session.state.decisions.values()} == {"", "Q01"}
    panel.refresh()
    write(panel, "for", "Openness")
    own = next(d for d in session.state.decisions.values() if d.part)
    assert own.answer("for") == "Openness"
    assert own.answer("privilege") == "advice"
    panel.refresh()
    panel.form.whose.setCurrentIndex(0)
    panel.form.whose.left.emit()
    assert [d.part for d in session.state.decisions.values()] == [""]


def test_what_was_said_at_first_is_in_the_history(
    panel: ReasonsPanel, session: Session
) -> None:
    withhold(session, "s.42(1)")
    choose(panel, "s.42(1)")
    assert panel.form.earlier.isHidden()
    session.do(say(session.state, "s.42(1)", {"for": "Openness"}))
    session.do(say(session.state, "s.42(1)", {"for": "Openness and trust"}))
    panel.refresh()
    assert not panel.form.earlier.isHidden()
    asked: list[str] = []
    panel.history.connect(asked.append)
    panel.form.earlier.click()
    assert asked == ["J01"]
