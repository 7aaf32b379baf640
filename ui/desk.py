"""The open case: documents, pages and lists side by side, each following the others."""

from __future__ import annotations

from PySide6.QtCore import QSettings, QTimer, Signal
from PySide6.QtWidgets import (
    QInputDialog,
    QWidget,
)

from redactor.contacts import is_contact
from redactor.edits import Mark
from redactor.errors import BadInput
from redactor.model import Change, Document
from ui import decide
from ui.actions import Actions
from ui.desk_parts import COLUMNS, DeskParts
from ui.dialogs.schedule import ask_and_export, ask_and_take_back
from ui.dialogs.versions import VersionsDialog
from ui.panels.documents_model import standings
from ui.panels.status import Where
from ui.session import Session

_PAUSE = 400  # milliseconds in which pages that were read or opened are gathered


class Desk(DeskParts):
    """Shows one session. What is selected in one place is selected in all."""

    chosen = Signal()
    """Something else is selected."""
    moved = Signal()
    """Another page is on screen, or the pages' state is another."""
    zoomed = Signal(int)
    """The page view's zoom in percent."""

    def __init__(
        self, session: Session, actions: Actions, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, actions, parent)
        self.where = Where()
        self.never_opened = 0
        self._people: list[str] = []
        # gathers what the session does not tell page by page
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._count_pages)
        self._connect(session)
        self.pages.set_session(session)
        self._count_pages()
        self._restore()

    def _connect(self, session: Session) -> None:
        session.changed.connect(self._changed)
        session.read.connect(lambda _: self._soon.start())
        session.saw.connect(lambda: self._soon.start())
        self.thumbnails.arrived.connect(self.documents.pictures_changed)
        self.documents.selected.connect(self._page_chosen)
        self.people.selected.connect(self._people_selected)
        self.people.opened.connect(self.show_places_of)
        self.people.counted.connect(self._name_people)
        self._name_people(self.people.model.undecided)
        self.documents.opened.connect(self.pages.setFocus)
        self.redactions.selected.connect(self._rows_selected)
        self.redactions.opened.connect(self.pages.setFocus)
        self.schedule.selected.connect(self.choose)
        self.schedule.export.connect(lambda i: ask_and_export(session, self, inside=i))
        self.schedule.take_back.connect(lambda: ask_and_take_back(session, self))
        self.schedule.opened.connect(lambda d: self.pages.show_place(d, 1, None))
        self.chosen.connect(lambda: self.schedule.select(self._serials))
        self.reasons.went.connect(lambda serial: self.choose([serial]))
        self.reasons.counted.connect(self._name_reasons)
        self.reasons.history.connect(self._show_versions)
        self.chosen.connect(lambda: self.reasons.follow(self._serials))
        self.pages.selected.connect(self._boxes_selected)
        self.pages.place_changed.connect(self._place_changed)
        self.pages.zoom_changed.connect(self.zoomed)
        self.find_bar.went.connect(self._show_hit)
        self.find_bar.found.connect(lambda hits: self.pages.mark_hits(hits, None))
        self.find_bar.closed.connect(self.pages.setFocus)

    # -- following the case

    def _changed(self, change: Change) -> None:
        state = self.session.state
        self._serials = [s for s in self._serials if s in state.redactions]
        self.people.update_rows(state, change)
        self.redactions.update_rows(state, change)
        self.reasons.update_rows(state, change)
        self.schedule.update_rows(state, change)
        self.documents.update_rows(change)
        if any(isinstance(row, Document) for row in change.rows):
            self._count_pages()
        self.chosen.emit()

    def _name_reasons(self, missing: int) -> None:
        """Say on the tab how much is missing."""
        lacks = f"{missing:,} still to be said" if missing else "Nothing is missing"
        self._name_tab(self.reasons, "Reasons", missing, lacks)

    def _name_people(self, left: int) -> None:
        """Say on the tab how many are left."""
        lacks = f"{left:,} left to decide" if left else "Everybody is decided"
        self._name_tab(self.people, "People", left, lacks)

    def _name_tab(self, panel: QWidget, name: str, left: int, words: str) -> None:
        at = self.tabs.indexOf(panel)
        self.tabs.setTabText(at, f"{name} ({left:,})" if left else name)
        self.tabs.setTabToolTip(at, words)

    def _show_versions(self, decision: str) -> None:
        row = self.session.state.decisions.get(decision)
        if row is not None:
            versions = self.session.versions(row, "reason")
            VersionsDialog(row, versions, self).open()

    def _count_pages(self) -> None:
        """Which pages are read and opened; the session tells neither page by page."""
        state, seen = self.session.state, self.session.seen()
        unread = {d.id: self.session.unread(d) for d in state.documents.values()}
        pages = standings(state, unread, seen)
        self.never_opened = sum(not page.seen for page in pages.values())
        self.documents.show_state(state, pages)
        noted = self.session.noted()
        self.documents.model.show_noted(noted)
        self.pages.show_doubts(noted.doubts)
        self.documents.select(self.where.document, self.where.page)
        self.moved.emit()

    # -- selecting

    @property
    def serials(self) -> list[str]:
        """Redactions that are selected."""
        return list(self._serials)

    @property
    def deciding_people(self) -> list[str]:
        """People to decide about: those selected last, where no place was since."""
        there = self.session.state.people
        chosen = self.people.people() if self.people.has_focus() else self._people
        return [person for person in chosen if person in there]

    @property
    def deciding_contacts(self) -> bool:
        """Whether it is about a text that is nobody's, wherever it stands."""
        chosen = self.people.people() if self.people.has_focus() else self._people
        return any(is_contact(one) for one in chosen)

    def choose(self, serials: list[str], *, show: bool = True) -> None:
        """Select these redactions everywhere; ``show``: scroll to the first of them."""
        self._serials, self._people = serials, []
        self.redactions.select(serials)
        self.pages.select(serials)
        if show:
            self._show_first()
        self._follow_person()
        self.chosen.emit()

    def _page_chosen(self, document: str, page: int) -> None:
        """Go to a page of the list: work goes on from there."""
        rows = [self.session.state.redactions[serial] for serial in self._serials]
        if any((row.document, row.page) != (document, page) for row in rows):
            self.choose([], show=False)
        self.pages.show_place(document, page, None)

    def _rows_selected(self, serials: list[str]) -> None:
        self._serials, self._people = serials, []
        self.pages.select(serials)
        self._show_first()
        self._follow_person()
        self.chosen.emit()

    def _boxes_selected(self, serials: list[str]) -> None:
        self._serials, self._people = serials, []
        self.redactions.select(serials)
        self._follow_person()
        self.chosen.emit()

    def _people_selected(self, people: list[str]) -> None:
        self._people = people
        meant = (row for one in people for row in self.people.model.places(one))
        rows = sorted(meant, key=lambda r: r.place)
        self._serials = [r.serial for r in rows]
        self.pages.select(self._serials)
        self.redactions.select(self._serials)
        self._show_first()
        self.chosen.emit()

    def show_places_of(self, person: str) -> None:
        """The list of one person's redactions."""
        self.tabs.setCurrentWidget(self.redactions)
        self.redactions.show_person(person)
        self.redactions.table.setFocus()

    def show_marks(self, marks: list[Mark]) -> None:
        """Light up these places, and show the first of them."""
        self.pages.mark_hits(marks, marks[0])
        first = marks[0]
        self.pages.show_place(first.document, first.page, decide.shape_of(first.rects))

    def _show_hit(self, mark: Mark) -> None:
        self.pages.mark_hits(self.find_bar.hits, mark)
        self.pages.show_place(mark.document, mark.page, decide.shape_of(mark.rects))

    def _show_first(self) -> None:
        if self._serials:
            row = self.session.state.redactions[self._serials[0]]
            self.pages.show_place(row.document, row.page, decide.shape_of(row.rects))

    def _follow_person(self) -> None:
        rows = self.session.state.redactions
        people = {rows[serial].person for serial in self._serials}
        if len(people) == 1 and (person := people.pop()) is not None:
            self.people.select(person)

    def _place_changed(self, document: str, page: int, pages: int) -> None:
        self.where = Where(document, page, pages)
        self.documents.select(document, page)
        self.moved.emit()

    # -- going about

    def at(self) -> tuple[int, int, float, float]:
        """Where the work is: the selected redaction, else the top of the page."""
        if self._serials:
            return self.session.state.redactions[self._serials[0]].place
        if self.where.document:
            return (int(self.where.document[1:]), self.where.page, -1.0, -1.0)
        return (0, 0, 0.0, 0.0)

    def select_all(self) -> None:
        self.focus("redactions")
        self.redactions.select_all()

    def show_missing_codes(self) -> None:
        self.focus("redactions")
        self.redactions.show_missing_codes()

    def show_page(self, document: str, page: int) -> None:
        self.pages.show_place(document, page, None)

    def ask_page(self) -> None:
        """Ask for the number of a page of the document on screen, and go there."""
        here = self.where
        if not here.pages:
            return
        words = f"Page of {here.document} (1 to {here.pages}):"
        page, agreed = QInputDialog.getInt(
            self, "Go to page", words, here.page, 1, here.pages
        )
        if agreed:
            self.show_page(here.document, page)

    def show_unseen(self) -> bool:
        """Go to the next page that was never opened; False where there is none."""
        seen, here = self.session.seen(), (self.where.document, self.where.page)
        pages = [
            (document.id, page)
            for document in self.session.state.documents.values()
            for page in range(1, document.pages + 1)
        ]
        after = pages.index(here) + 1 if here in pages else 0
        for place in [*pages[after:], *pages[:after]]:
            if place not in seen and place != here:
                self.show_page(*place)
                return True
        return False

    def show_reasons(self) -> None:
        """The reasons for what is selected."""
        if self.reasons.serves(self._serials):
            self.focus("reasons")
        else:
            sentence = "What is selected is not withheld under an exemption."
            remedy = "Withhold it (A) and choose its code (E) first."
            self.session.failed.emit(BadInput(sentence, remedy))

    # -- coming back

    def _restore(self) -> None:
        document, _, page = self.session.setting("place").partition(" ")
        row = self.session.state.documents.get(document)
        if row is not None and page.isdigit() and int(page) <= row.pages:
            self.pages.show_place(document, int(page), None)
        self.tabs.setCurrentIndex(int(self.session.setting("tab", "0")))

    def put_away(self) -> None:
        """Note in the case where it is left, and let go of it."""
        self._soon.stop()
        if self.where.document:
            self.session.put_setting(
                "place", f"{self.where.document} {self.where.page}"
            )
        self.session.put_setting("tab", str(self.tabs.currentIndex()))
        QSettings().setValue(COLUMNS, self.splitter.saveState())
        self.find_bar.leave()
        self.pages.set_session(None)
