"""Saying who people are: the box below the list of people, and its act."""

from __future__ import annotations

from PySide6.QtCore import QObject

from redactor.find.standing import set_kind
from redactor.likeness import same_as
from ui.desk import Desk
from ui.panels.kind_box import KindBox
from ui.panels.message_bar import MessageBar
from ui.parts import while_there


class Kinds(QObject):
    """Keeps the box with who is selected in the list of people."""

    def __init__(self, desk: Desk, messages: MessageBar) -> None:
        super().__init__(desk)
        self._desk = desk
        self._session = desk.session
        self._messages = messages
        self.box = KindBox(desk.people)
        desk.people.put_below(self.box)
        self.box.chosen.connect(self._chosen)
        self.box.answer_keys_in(desk.people.list)
        desk.people.list.selectionModel().selectionChanged.connect(self._show)
        desk.people.list.model().modelReset.connect(self._show)
        self._session.changed.connect(while_there(self, lambda _: self._show()))
        self._show()

    def _people(self) -> list[str]:
        there = self._session.state.people
        return [person for person in self._desk.people.people() if person in there]

    def _show(self) -> None:
        there = self._session.state.people
        chosen = self._people()
        other = same_as(self._session.state, chosen) if len(chosen) == 1 else {}
        same = there[other[chosen[0]]].name if other else ""
        self.box.show_people([there[person] for person in chosen], same)

    def _chosen(self, kind: str) -> None:
        change = set_kind(self._session.state, self._people(), kind)
        self._session.do(change)
        if change:
            self._messages.show_info(
                f"Done: {change.label}.", "Undo", self._session.undo
            )
        self._desk.people.list.setFocus()
