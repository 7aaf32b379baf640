"""What serves an open desk beside deciding: each helper minds one thing."""

from __future__ import annotations

from ui.action_list import CONTEXT
from ui.actions import Actions
from ui.beside import Beside
from ui.desk import Desk
from ui.dialogs.document import DocumentDialog
from ui.kinds import Kinds
from ui.panels.message_bar import MessageBar
from ui.searching import Searching
from ui.tour import Tour
from ui.trail import Trail


class Helpers:
    """Made with a desk and put away with it; its actions find it through here."""

    def __init__(self, desk: Desk, actions: Actions, messages: MessageBar) -> None:
        self.searching = Searching(desk, messages)
        self.kinds = Kinds(desk, messages)
        self.trail = Trail(desk, messages)
        self.beside = Beside(desk, actions["side_by_side"])
        self.tour = Tour(desk)
        self._desk, self._messages = desk, messages
        lists = (desk.people.list, desk.redactions.table, desk.pages)
        for widget, names in zip(lists, CONTEXT.values(), strict=True):
            actions.offer_on(widget, names)
        desk.documents.asked.connect(self._asked)
        desk.session.changed.connect(messages.pass_by)
        self._slots = [
            (actions["document"], self.describe),
            (actions["tour"], self.tour.start),
            (actions["inconsistent"], self.searching.inconsistent),
            (actions["go_back"], self.trail.back),
            (actions["go_forward"], self.trail.forward),
        ]
        for action, slot in self._slots:
            action.triggered.connect(slot)

    def describe(self) -> None:
        """Say what the document on screen is, and what becomes of it."""
        self._asked("describe", self._desk.where.document)

    def _asked(self, act: str, document: str) -> None:
        session = self._desk.session
        if act == "describe" and document in session.state.documents:
            DocumentDialog.show_for(session, self._desk.window(), document)
        elif act == "describe":
            self._messages.show_info("There is no document yet. Add files first.")

    def put_away(self) -> None:
        """Let go of the case and of the actions."""
        self.beside.leave()
        for action, slot in self._slots:
            action.triggered.disconnect(slot)
