"""Searching the case: the list of hits, what is done with them, and rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QFileDialog

from redactor import edits, leftovers
from redactor.edits import Mark
from redactor.errors import RedactorError
from redactor.find.query import Query
from redactor.find.rules import Rule, listed
from redactor.find.search import Hit
from redactor.hits import codes_of, leave, withhold, withhold_under
from redactor.law.exemptions import catalogue
from redactor.leftovers import Leftover
from redactor.model import Change, Redaction, State
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
        self._left: dict[tuple[object, ...], Leftover] = {}
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
        self._left = {}
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
        if self._left:
            first = self._as_source(leftovers.withhold, hits)
            self._do_both(first, lambda state: withhold(state, hits, self._codes()))
        elif self._codes():
            self._do(withhold(self._session.state, hits, self._codes()))
        else:
            self._withhold_under(hits)

    def _withhold_under(self, hits: list[Hit]) -> None:
        law = catalogue(self._session.state.case.regime)
        what = f"{len(hits)} hits" if len(hits) > 1 else "the hit"
        codes = codes_of(self._session.state, hits)
        picker = ExemptionPicker(law, codes, what, self._desk.window())
        picker.finished.connect(lambda result: self._picked(picker, hits, result))
        picker.open()

    def _picked(self, picker: ExemptionPicker, hits: list[Hit], result: int) -> None:
        picker.deleteLater()
        codes = picker.choice.codes
        if result != QDialog.DialogCode.Accepted or not codes:
            return
        self._session.put_setting(_CODES, "\n".join(codes))
        self.panel.show_codes(codes)
        self._do(withhold_under(self._session.state, hits, codes))

    def _leave(self, hits: list[Hit]) -> None:
        first = self._as_source(leftovers.keep, hits)
        self._do_both(first, lambda state: leave(state, hits))

    def _do_both(self, first: Change, second: Callable[[State], Change]) -> None:
        """What has a source, then the rest, as one step."""
        state = self._session.state
        then = second(state.after(first) if first else state)
        self._do(edits.together(first, then) if first else then)

    def _do(self, change: Change) -> None:
        if not change:
            self._messages.show_info("All of these are decided so already.")
            return
        self._session.do(change)
        self._messages.show_info(f"Done: {change.label}.", "Undo", self._session.undo)
        made = [row.serial for row in change.added if isinstance(row, Redaction)]
        self._desk.choose(made[:1], show=False)

    # -- withheld here and visible there

    def inconsistent(self) -> None:
        """List what is withheld in one place and can be read in another."""
        job = self._session.leftovers()
        job.succeeded.connect(self._inconsistent)

    def _inconsistent(self, found: list[Leftover]) -> None:
        left = {_key(one.mark): one for one in found}
        hits = [_hit(one.mark, one.source) for one in found]
        hits += decide.decided_two_ways(self._session.state)
        if not hits:
            self._messages.show_info(
                "Nothing that is withheld can be read anywhere else."
            )
            return
        self._desk.find_bar.show_found(hits)
        self._left = left
        self._messages.show_info(
            "These texts are withheld in one place and visible here. F3 goes to the "
            "next; withhold those that are checked, or leave them visible on purpose."
        )

    def _as_source(
        self,
        verb: Callable[[State, Iterable[Leftover]], Change],
        hits: list[Hit],
    ) -> Change:
        """The change for those that have a source, like which they become."""
        return verb(
            self._session.state,
            [self._left[_key(hit)] for hit in hits if _key(hit) in self._left],
        )

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


def _key(mark: Mark) -> tuple[object, ...]:
    return (mark.document, mark.page, mark.rects)


def _hit(mark: Mark, source: str) -> Hit:
    return Hit(
        mark.document, mark.page, mark.rects, mark.text, after=f"withheld as {source}"
    )
