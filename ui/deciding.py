"""The acts of deciding: what the keys and buttons do to what is selected."""

from __future__ import annotations

from collections.abc import Callable, Container

from PySide6.QtCore import QObject, QSettings
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog

from redactor import edits
from redactor.edits import Mark
from redactor.hits import withhold
from redactor.law.exemptions import catalogue
from redactor.model import Change, PersonDecision, Rect, Redaction, Status
from ui import decide, learning, style
from ui.actions import Actions
from ui.dates import many
from ui.desk import Desk
from ui.dialogs.exemptions import ExemptionPicker
from ui.panels.message_bar import MessageBar

_CODES = "codes"
_NAMES = frozenset({"", "PERSON"})  # labels of what may be a name
_ANY = frozenset({"", *style.KINDS})
_START = (0, 0, 0.0, 0.0)  # before the first place of a case
_LESSONS = 5  # marks made in one step that are looked for
_MOVE_ON = "move_on"


class Deciding(QObject):
    """Makes Changes from what is selected on the desk."""

    def __init__(self, desk: Desk, actions: Actions, messages: MessageBar) -> None:
        super().__init__(desk)
        self._desk = desk
        self._session = desk.session
        self._messages = messages
        self._move_on: QAction = actions["move_on"]
        self._draw: QAction = actions["draw"]
        pages = desk.pages
        pages.drawn.connect(self.draw)
        pages.moved.connect(self._move)
        pages.stay_chosen.connect(self._show_stay)
        desk.find_bar.redact.connect(self.redact_hits)

    # -- deciding

    def accept(self) -> None:
        self._decide(PersonDecision.WITHHOLD)

    def reject(self) -> None:
        self._decide(PersonDecision.RELEASE)

    def reset(self) -> None:
        self._decide(PersonDecision.UNDECIDED)

    def _decide(self, decision: PersonDecision) -> None:
        state = self._session.state
        people = self._desk.deciding_people
        serials = self._desk.serials
        if self._desk.deciding_contacts:
            self._session.do(decide.everywhere(state, serials, decision))
        elif people:
            self._session.do(decide.people(state, people, decision))
            self._warn_of_public(people, decision)
        else:
            self._decide_places(serials, decision)
            return
        if self._moves_on(decision) and len(self._desk.people.people()) == 1:
            self._desk.people.select_next()

    def _warn_of_public(self, people: list[str], decision: PersonDecision) -> None:
        """Say whose names of those just withheld usually stay."""
        told = ""
        if decision is PersonDecision.WITHHOLD:
            told = self._session.usually_public(people)
        if told:
            self._messages.show_info(
                f"Withheld {many(len(people), 'name')}. {told} The reviewer is told, "
                "too.",
                "Undo",
                self._session.undo,
            )

    def _decide_places(self, serials: list[str], decision: PersonDecision) -> None:
        if not serials:
            return
        at, status = self._desk.at(), self._walked(serials)
        self._session.do(decide.places(self._session.state, serials, decision))
        if decision is not PersonDecision.UNDECIDED:
            self._repeat(serials)
        if decision is PersonDecision.WITHHOLD:
            self._learn_from(serials, _NAMES)
        if self._moves_on(decision) and len(serials) == 1:
            self._go(at, 1, status)

    def _walked(self, serials: list[str]) -> Status:
        """What the next one should be: something to look at after such a one."""
        row = self._session.state.redactions[serials[0]]
        aside = not row.status.is_proposal
        return Status.LOOK if aside else Status.SUGGESTED

    def _moves_on(self, decision: PersonDecision) -> bool:
        return self._move_on.isChecked() and decision != PersonDecision.UNDECIDED

    def accept_everywhere(self) -> None:
        self._everywhere(PersonDecision.WITHHOLD)

    def reject_everywhere(self) -> None:
        self._everywhere(PersonDecision.RELEASE)

    def _everywhere(self, decision: PersonDecision) -> None:
        state = self._session.state
        people = self._desk.deciding_people
        if people:
            self._session.do(decide.people(state, people, decision))
            self._warn_of_public(people, decision)
            return
        if not self._desk.serials:
            return
        at, status = self._desk.at(), self._walked(self._desk.serials)
        change = decide.everywhere(state, self._desk.serials, decision)
        self._session.do(change)
        if change:
            self._messages.show_info(
                f"Done: {change.label}.", "Undo", self._session.undo
            )
        if self._moves_on(decision):
            self._go(at, 1, status)

    def codes(self) -> None:
        """Ask for exemption codes and give them to what is selected."""
        state = self._session.state
        people, serials = self._desk.deciding_people, self._desk.serials
        if people:
            first = state.people[people[0]]
            codes, what = first.exemptions, first.name
            if len(people) > 1:
                what = f"{len(people)} people"
        elif serials:
            codes = state.redactions[serials[0]].exemptions
            what = serials[0] if len(serials) == 1 else many(len(serials), "redaction")
        else:
            return
        self._pick(people, serials, codes, what)

    def _pick(
        self, people: list[str], serials: list[str], codes: tuple[str, ...], what: str
    ) -> ExemptionPicker:
        law = catalogue(self._session.state.case.regime)
        picker = ExemptionPicker(law, codes, what, self._desk.window())
        picker.finished.connect(
            lambda result: self._picked(picker, people, serials, result)
        )
        picker.open()
        return picker

    def _picked(
        self,
        picker: ExemptionPicker,
        people: list[str],
        serials: list[str],
        result: int,
    ) -> None:
        picker.deleteLater()
        if result != QDialog.DialogCode.Accepted:
            return
        choice = picker.choice
        self._session.do(
            decide.set_codes(
                self._session.state,
                [] if people else serials,
                people,
                choice.codes,
                choice.category,
            )
        )
        self._repeat([] if people else serials)
        if choice.codes:
            self._session.put_setting(_CODES, "\n".join(choice.codes))

    # -- going to the next

    def next_undecided(self) -> None:
        self._go(self._desk.at(), 1)

    def previous_undecided(self) -> None:
        self._go(self._desk.at(), -1)

    def next_look(self) -> None:
        self._go(self._desk.at(), 1, Status.LOOK)

    def previous_look(self) -> None:
        self._go(self._desk.at(), -1, Status.LOOK)

    def _go(
        self,
        at: tuple[int, int, float, float],
        step: int,
        status: Status = Status.SUGGESTED,
    ) -> None:
        row = decide.next_undecided(self._session.state, at, step, status)
        if row is not None:
            self._desk.choose([row.serial])
        else:
            self._messages.show_info(decide.nothing_left(self._session.state, status))

    def next_unseen(self) -> None:
        """Go to the next page that nobody has opened."""
        if not self._desk.show_unseen():
            self._messages.show_info("Every page was opened at a readable size.")

    def first_undecided(self) -> None:
        self._go(_START, 1)

    def first_look(self) -> None:
        self._go(_START, 1, Status.LOOK)

    # -- making and moving boxes

    def _last_codes(self) -> tuple[str, ...]:
        return decide.last_codes(
            self._session.setting(_CODES),
            catalogue(self._session.state.case.regime),
        )

    def _ask_codes(
        self, change: Change, then: Callable[[], None] = lambda: None
    ) -> None:
        """Ask for the codes of what was made without any: none was chosen yet. When it
        has its codes, do what comes then."""
        rows = [row for row in change.added if isinstance(row, Redaction)]
        bare = [r.serial for r in rows if r.status == Status.ACCEPTED]
        bare = [s for s in bare if not self._session.state.redactions[s].exemptions]
        if bare:
            what = bare[0] if len(bare) == 1 else many(len(bare), "redaction")
            self._pick([], bare, (), what).finished.connect(lambda _: then())
        else:
            then()

    def draw(self, mark: Mark, found_by: str = "drawn by hand") -> None:
        """Withhold a place that was drawn, and select it."""
        codes = self._last_codes()
        state = self._session.state
        self._do_and_choose(
            edits.draw(state, [mark], exemptions=codes, found_by=found_by)
        )

    def redact_selection(self) -> None:
        """Withhold the text that is selected on the page."""
        mark = self._desk.pages.selection_mark()
        if mark is None:
            self._messages.show_info(
                "No text is selected. Drag over the words on the page first."
            )
            return
        self.draw(mark, "selected by hand")

    def next_stays(self) -> None:
        """Go to the next passage that looks personal and is left visible."""
        desk, here = self._desk, self._desk.pages.stay
        at = here[:2] if here else (desk.where.document, desk.where.page)
        every = list(self._session.kept_after(*at))
        if not every:
            self._messages.show_info(
                "Nothing that looks personal is left visible, as far as was searched."
            )
            return
        after = every.index(here) + 1 if here in every else 0
        document, page, passage = every[after % len(every)]
        desk.choose([], show=False)
        desk.pages.choose_stay((document, page, passage))
        desk.pages.show_place(document, page, decide.shape_of(passage.rects))
        self._show_stay()

    def _show_stay(self) -> None:
        """Say why it stays, with the way to withhold it."""
        stay = self._desk.pages.stay
        if stay is not None:
            self._messages.show_info(
                f"“{stay[2].text}” stays visible. {stay[2].why}",
                "Withhold it anyway (W)",
                self.withhold_stays,
            )

    def withhold_stays(self) -> None:
        """Withhold the passage that is looked at."""
        stay = self._desk.pages.stay
        if stay is None:
            self._messages.show_info(
                "Go to a passage that stays with Shift+K, or show them with K and "
                "click one."
            )
            return
        document, page, passage = stay
        self._messages.hide()
        mark = Mark(document, page, passage.rects, passage.text)
        self.draw(mark, "withheld by hand, though it would have stayed")

    def redact_hits(self, hits: list[Mark]) -> None:
        """Withhold all hits of a search in one step."""
        change = withhold(self._session.state, hits, self._last_codes())
        if not change:
            self._messages.show_info("All of these are withheld already.")
            return
        self._session.do(change)
        self._messages.show_info(f"Done: {change.label}.", "Undo", self._session.undo)
        made = [row.serial for row in change.added if isinstance(row, Redaction)]
        self._ask_codes(change, lambda: self._learn_from(made[:1]))

    def _do_and_choose(self, change: Change) -> None:
        """Make something where it is seen already: the page stays where it is."""
        self._session.do(change)
        made = [row.serial for row in change.added if isinstance(row, Redaction)]
        there = [serial for serial in made if serial in self._session.state.redactions]
        self._desk.choose(there, show=False)
        self._ask_codes(change, lambda: self._repeat_and_learn(there))

    def _repeat_and_learn(self, serials: list[str]) -> None:
        self._repeat(serials)
        self._learn_from(serials)

    def _repeat(self, serials: list[str]) -> None:
        """Decide the same passages alike in the messages that quote them."""
        learning.repeat(self._session, self._messages, serials)

    def _learn_from(self, serials: list[str], labels: Container[str] = _ANY) -> None:
        """Look for what was withheld by hand in the whole case."""
        rows = self._session.state.redactions
        for serial in serials[:_LESSONS]:
            row = rows.get(serial)
            if row is not None and row.person is None and row.label in labels:
                learning.learn(self._session, self._messages, serial)

    def _move(self, serial: str, rects: tuple[Rect, ...], text: str) -> None:
        self._session.do(edits.move(self._session.state, serial, tuple(rects), text))

    def delete(self) -> None:
        """Remove the selected boxes altogether; what is worth a look is dismissed, or
        it would be found again."""
        if self._desk.serials and not self._desk.deciding_people:
            change = decide.delete(self._session.state, self._desk.serials)
            self._session.do(change)


def moves_on() -> bool:
    """Whether a decision goes on to the next place, as it was left."""
    return str(QSettings().value(_MOVE_ON, "true")) == "true"


def remember_moving_on(action: QAction) -> None:
    QSettings().setValue(_MOVE_ON, "true" if action.isChecked() else "false")
