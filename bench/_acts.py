"""What a caseworker does at the desk, as acts to be measured."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from redactor import edits
from redactor.model import Rect
from ui import decide
from ui.desk import Desk
from ui.window import Window

_REASON = 4  # the column of the schedule


@dataclass
class Acts:
    """What a caseworker does; each is done several times, to other rows."""

    window: Window
    desk: Desk

    def all(self) -> Iterator[tuple[str, Callable[[int], object]]]:
        """By their names; each is told how often it was done before."""
        yield from self._of_people()
        yield from self._of_places()
        yield from self._of_pages()
        yield from self._of_lists()
        yield from self._of_many()

    def _of_people(self) -> Iterator[tuple[str, Callable[[int], object]]]:
        yield "open the people tab", lambda _: self._tabs("redactions", "people")
        yield "select a person of 300 places", self._crowd
        yield "accept a person of 300 places", self._decide_crowd
        yield "select a person", lambda n: self._person(n + 3)
        yield "accept a person", self._decide_person

    def _of_places(self) -> Iterator[tuple[str, Callable[[int], object]]]:
        yield "open the redactions tab", lambda _: self._tabs("people", "redactions")
        yield "select a redaction", self._row
        yield "next undecided", lambda _: self._press("next_undecided")
        yield "accept one place", lambda _: self._press("accept")
        yield "reject one place", lambda _: self._press("reject")
        yield "change the code", self._codes
        yield "undo", lambda _: self._press("undo")
        yield "redo", lambda _: self._press("redo")
        yield "filter by words", self._filter
        yield "filter by decision", self._choose

    def _of_pages(self) -> Iterator[tuple[str, Callable[[int], object]]]:
        yield "draw a box", self._draw
        yield "go to another page", lambda n: self.desk.show_page("D05", 9 + 20 * n)
        yield "scroll, as released", self._scroll_released

    def _of_lists(self) -> Iterator[tuple[str, Callable[[int], object]]]:
        yield "open the reasons tab", lambda _: self._tabs("redactions", "reasons")
        yield "open the schedule tab", lambda _: self._tabs("redactions", "schedule")
        yield "edit a row of the schedule", self._cell
        yield "search, 86,000 hits", lambda _: self._search("Jane Smith")
        yield "step to the next hit", lambda _: self._press("find_next")
        yield "close the search", lambda _: self.desk.find_bar.leave()

    def late(self, name: str) -> bool:
        """Whether an act's answer is still to come from another process."""
        return name.startswith("search") and not self.desk.find_bar.hits

    def _of_many(self) -> Iterator[tuple[str, Callable[[int], object]]]:
        yield "select all", lambda _: self._press("select_all")
        yield "accept all", lambda _: self._accept_all()
        yield "undo it all", lambda _: self._press("undo")

    # -- how

    def _press(self, action: str) -> None:
        self.window.actions_[action].trigger()

    def _tabs(self, first: str, then: str) -> None:
        self.desk.focus(first)
        QApplication.processEvents()
        self.desk.focus(then)

    def _person(self, row: int) -> None:
        people = self.desk.people
        people.list.setFocus()
        people.list.setCurrentIndex(people.shown.index(row, 0))

    def _crowd(self, _: int) -> None:
        self._person(1)
        QApplication.processEvents()
        crowd = self.desk.people.shown.tally(0).person.id
        if crowd != "P01":
            raise RuntimeError("the first person is not the one of many places")
        self._person(0)

    def _decide_person(self, times: int) -> None:
        self._person(times + 9)
        self._press("accept")

    def _decide_crowd(self, times: int) -> None:
        self._person(0)
        self._press("reject" if times % 2 else "accept")

    def _row(self, times: int) -> None:
        self.desk.redactions.table.selectRow(700 * times + 5)

    def _codes(self, times: int) -> None:
        session = self.desk.session
        codes = ("s.38", "s.40(2)")[times % 2]
        chosen = self.desk.serials
        session.do(decide.set_codes(session.state, chosen, [], (codes,), None))

    def _filter(self, times: int) -> None:
        box = self.desk.redactions.filter_box
        box.setText("" if times % 2 else "person 3")

    def _choose(self, times: int) -> None:
        self.desk.redactions.status_box.setCurrentIndex((times + 1) % 3)

    def _draw(self, times: int) -> None:
        rects = (Rect(100, 100, 180, 112),)
        mark = edits.Mark("D02", 5 + times, rects, "Jane", ("s.38",))
        self.desk.pages.drawn.emit(mark)

    def _scroll_released(self, times: int) -> None:
        bar = self.desk.pages.verticalScrollBar()
        if times == 0:
            self._press("preview")
        bar.setValue(bar.value() + 400)

    def _cell(self, times: int) -> None:
        model = self.desk.schedule.redactions.model()
        index = model.index(5 + times, _REASON)
        model.setData(index, f"note {times}", Qt.ItemDataRole.EditRole)

    def _search(self, words: str) -> None:
        self.desk.find_bar.begin(words)

    def _accept_all(self) -> None:
        state = self.desk.session.state
        self.desk.session.do(edits.accept(state, state.redactions))
