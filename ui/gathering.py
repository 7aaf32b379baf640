"""Putting right who is who, and taking over what another case knows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog

from redactor import edits
from redactor.errors import RedactorError
from redactor.find.standing import by_hand, follow_policy
from redactor.likeness import same_as
from redactor.model import Change, Person
from ui import learning
from ui.dates import many
from ui.desk import Desk
from ui.panels.message_bar import MessageBar

_SELECT_TWO = (
    "Select two people or more in the list of people (Ctrl+3, then Shift+Down, or "
    "Ctrl+click): the first one's name and decision stay."
)
_SELECT_ONE = "Select one person in the list of people (Ctrl+3)."
_SELECT_PLACES = (
    "Select the places that belong to somebody else, in the list of redactions "
    "(Ctrl+4) or on the page."
)
_SELECT_NAME = (
    "Select the name on the page first: drag over it, or press F7 and use Shift+arrows."
)
_NO_POLICY = (
    "The policy says nothing about anybody who is undecided. It knows people by the "
    "staff register (Decide menu) and by their kind."
)


class Gathering:
    """Acts on what is selected on the desk."""

    def __init__(self, desk: Desk, messages: MessageBar) -> None:
        self._desk = desk
        self._session = desk.session
        self._messages = messages

    def merge_people(self) -> None:
        """Make one of the people who are selected; of one, with whom they may be."""
        people = self._desk.deciding_people
        if len(people) == 1:
            other = same_as(self._session.state, people).get(people[0])
            people = [other, *people] if other else people
        if len(people) < 2:
            self._messages.show_info(_SELECT_TWO)
            return
        self._do(lambda: edits.merge(self._session.state, people))
        self._desk.people.select(people[0])

    def follow_policy(self) -> None:
        """Decide about everybody for whom the policy has a line."""
        change = follow_policy(self._session.state)
        if not change:
            self._messages.show_info(_NO_POLICY)
            return
        self._do(lambda: change)

    def rename_person(self) -> None:
        """Ask what to call the person who is selected."""
        people = self._desk.deciding_people
        if len(people) != 1:
            self._messages.show_info(_SELECT_ONE)
            return
        name = self._session.state.people[people[0]].name
        self._ask(
            "Another name",
            f"What to call {name}:",
            name,
            lambda said: edits.rename(self._session.state, people[0], said),
        )

    def split_person(self) -> None:
        """Ask whose the selected places are; they become a person of their own."""
        serials = self._desk.serials
        if not serials or self._desk.deciding_people:
            self._messages.show_info(_SELECT_PLACES)
            return
        text = " ".join(self._session.state.redactions[serials[0]].text.split())
        self._ask(
            "Another person",
            "The name of the person to whom the selected places belong:",
            text,
            lambda said: edits.split(self._session.state, serials, said),
            lambda: learning.learn(self._session, self._messages, serials[0]),
        )

    def add_person(self) -> None:
        """Ask who is named by the text that is selected; all places are looked for."""
        mark = self._desk.pages.selection_mark()
        if mark is None:
            self._messages.show_info(_SELECT_NAME)
            return
        self._ask(
            "Add a person",
            "Whose name is this? It is looked for in all documents.",
            mark.text,
            lambda said: by_hand(self._session.state, [mark], said),
            self._look_for_last,
        )

    def _look_for_last(self) -> None:
        """Look in the whole case for the person who was added last."""
        people = self._session.state.people
        last = list(people)[-1] if people else ""
        rows = self._session.state.redactions.values()
        serials = [row.serial for row in rows if row.person == last]
        if serials:
            self._desk.pages.clear_text()
            learning.learn(self._session, self._messages, serials[0])
            self._desk.people.select(last)

    def carry(self) -> None:
        """Ask for another case, and propose what it withholds in the same documents."""
        asked = QFileDialog(self._desk, "A case with the same documents")
        asked.setDirectory(str(self._session.path.parent))
        asked.setNameFilter("Cases (*.foicase)")
        asked.fileSelected.connect(lambda name: self.take_over(Path(name)))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.open()

    def take_over(self, other: Path) -> None:
        """Propose what another case withholds, and say how much that is."""
        try:
            count = self._session.carry(other)
        except RedactorError as error:
            self._messages.show_error(error)
            return
        places = many(count, "place") if count else "Nothing new"
        self._messages.show_info(f"{places} proposed that {other.stem} withholds.")

    def _ask(
        self,
        title: str,
        words: str,
        suggested: str,
        make: Callable[[str], Change],
        then: Callable[[], None] = lambda: None,
    ) -> None:
        dialog = QInputDialog(self._desk.window())
        dialog.setWindowTitle(title)
        dialog.setLabelText(words)
        dialog.setTextValue(suggested)
        dialog.textValueSelected.connect(
            lambda said: self._do(lambda: make(said), then)
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _do(
        self, make: Callable[[], Change], then: Callable[[], None] = lambda: None
    ) -> None:
        try:
            change = make()
        except RedactorError as error:
            self._messages.show_error(error)
            return
        self._session.do(change)
        if any(isinstance(row, Person) for row in change.added):
            self._messages.show_info(
                f"Done: {change.label}.", "Undo", self._session.undo
            )
        then()
