"""Searching the case: the list of hits, what is done with them, and rules."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from redactor.errors import RedactorError
from redactor.find.query import Query
from redactor.find.rules import Rule, listed
from redactor.find.search import Hit
from redactor.hits import leave, withhold
from redactor.law.exemptions import catalogue
from redactor.model import Change, Redaction
from ui import decide
from ui.desk import Desk
from ui.dialogs.exemptions import ExemptionPicker
from ui.dialogs.rules import RuleQuestion, RulesDialog
from ui.panels.found import FoundPanel
from ui.panels.message_bar import MessageBar

_LISTS = "Lists of names (*.txt *.csv *.xlsx);;All files (*)"
_CODES = "codes"


class Searching(QObject):
    """Shows the hits of the find bar in a tab of their own while it is open."""

    def __init__(self, desk: Desk, messages: MessageBar) -> None:
        super().__init__(desk)
        self._desk = desk
        self._session = desk.session
        self._messages = messages
        self._before = 0
        self.ask_list: Callable[[], Path | None] = self._ask_list
        self.panel = FoundPanel(desk)
        self._tab = desk.tabs.addTab(self.panel, "Found")
        desk.tabs.setTabVisible(self._tab, False)
        self._connect(desk)

    def _connect(self, desk: Desk) -> None:
        bar, panel = desk.find_bar, self.panel
        bar.found.connect(self._found)
        bar.went.connect(panel.follow)
        bar.closed.connect(self._closed)
        bar.listed.connect(self._look_for_list)
        bar.ruled.connect(self.show_rules)
        panel.went.connect(bar.go_to)
        panel.withhold.connect(self._withhold)
        panel.withhold_under.connect(self._withhold_under)
        panel.leave.connect(self._leave)
        panel.save.connect(self._save)

    # -- the tab

    def _found(self, hits: list[Hit]) -> None:
        self.panel.show_hits(hits, self._session.state)
        self.panel.show_codes(self._codes())
        tabs = self._desk.tabs
        if hits and not tabs.isTabVisible(self._tab):
            self._before = tabs.currentIndex()
            tabs.setTabVisible(self._tab, True)
        if hits:
            tabs.setCurrentIndex(self._tab)

    def _closed(self) -> None:
        tabs = self._desk.tabs
        if tabs.currentIndex() == self._tab:
            tabs.setCurrentIndex(self._before)
        tabs.setTabVisible(self._tab, False)

    # -- what is done with the hits

    def _codes(self) -> tuple[str, ...]:
        law = catalogue(self._session.state.case.regime)
        return decide.last_codes(self._session.setting(_CODES), law)

    def _withhold(self, hits: list[Hit]) -> None:
        if self._codes():
            self._do(withhold(self._session.state, hits, self._codes()))
        else:
            self._withhold_under(hits)

    def _withhold_under(self, hits: list[Hit]) -> None:
        law = catalogue(self._session.state.case.regime)
        what = f"{len(hits)} hits" if len(hits) > 1 else "the hit"
        picker = ExemptionPicker(law, self._codes(), what, self._desk.window())
        picker.finished.connect(lambda result: self._picked(picker, hits, result))
        picker.open()

    def _picked(self, picker: ExemptionPicker, hits: list[Hit], result: int) -> None:
        picker.deleteLater()
        codes = picker.choice.codes
        if result != QDialog.DialogCode.Accepted or not codes:
            return
        self._session.put_setting(_CODES, "\n".join(codes))
        self.panel.show_codes(codes)
        self._do(withhold(self._session.state, hits, codes))

    def _leave(self, hits: list[Hit]) -> None:
        self._do(leave(self._session.state, hits))

    def _do(self, change: Change) -> None:
        if not change:
            self._messages.show_info("All of these are decided so already.")
            return
        self._session.do(change)
        self._messages.show_info(f"Done: {change.label}.", "Undo", self._session.undo)
        made = [row.serial for row in change.added if isinstance(row, Redaction)]
        self._desk.choose(made[:1], show=False)

    # -- lists and rules

    def _ask_list(self) -> Path | None:
        name, _ = QFileDialog.getOpenFileName(
            self._desk.window(), "Look for what a file lists", "", _LISTS
        )
        return Path(name) if name else None

    def _look_for_list(self) -> None:
        path = self.ask_list()
        if path is None:
            return
        try:
            queries = listed(path)
        except RedactorError as error:
            self._messages.show_error(error)
            return
        self._desk.find_bar.look_for(path.name, queries)

    def _save(self) -> None:
        bar = self._desk.find_bar
        name, queries = bar.box.text().strip(), bar.queries
        question = RuleQuestion(name, ", ".join(self._codes()), self._desk.window())
        question.finished.connect(lambda _: self._answered(question, name, queries))
        question.open()

    def _answered(
        self, question: RuleQuestion, name: str, queries: tuple[Query, ...]
    ) -> None:
        question.deleteLater()
        pressed = question.clickedButton()
        if pressed not in {question.withhold, question.keep}:
            return
        keep = pressed is question.keep
        rule = Rule(name, queries, keep, () if keep else self._codes())
        self._session.put_rules([*self._session.rules(), rule])
        self._messages.show_info(
            "The rule is kept with the case: finding personal data (Ctrl+F5) follows "
            "it from now on.",
            "Show the rules",
            self.show_rules,
        )

    def show_rules(self) -> None:
        """The rules of the case, to drop some."""
        dialog = RulesDialog(self._session.rules(), self._desk.window())
        dialog.finished.connect(lambda result: self._ruled(dialog, result))
        dialog.open()

    def _ruled(self, dialog: RulesDialog, result: int) -> None:
        dialog.deleteLater()
        changed = dialog.rules != self._session.rules()
        if result == QDialog.DialogCode.Accepted and changed:
            self._session.put_rules(dialog.rules)
