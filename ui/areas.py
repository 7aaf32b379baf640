"""The acts on whole pages and on boxes: withhold pages, all but this, merge, split."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QInputDialog

from redactor import areas
from redactor.edits import Mark
from redactor.errors import RedactorError
from redactor.law.exemptions import catalogue
from redactor.model import Change, Redaction
from ui import decide
from ui.desk import Desk
from ui.panels.message_bar import MessageBar

_NO_BOX = (
    "Select one box on the page: it is split into its lines, or a line into its words."
)
_NO_REPEAT = "Select the box first that other pages have, too."
_NO_PAGE = "There is no page to withhold yet. Add files first."
_CODES = "codes"


class Areas:
    """Acts on the page on screen and on what is selected there."""

    def __init__(self, desk: Desk, messages: MessageBar) -> None:
        self._desk = desk
        self._session = desk.session
        self._messages = messages

    def withhold_page(self) -> None:
        """Withhold the page on screen."""
        if self._desk.where.document:
            self._withhold(str(self._desk.where.page))
        else:
            self._messages.show_info(_NO_PAGE)

    def withhold_pages(self) -> None:
        """Ask which pages of the document on screen to withhold: all, or some."""
        here = self._desk.where
        if not here.document:
            self._messages.show_info(_NO_PAGE)
            return
        self._ask(
            "Withhold pages",
            f"Pages of {here.document} to withhold, such as 3-7 or 1, 4-6\n"
            f"(1 to {here.pages}; as it stands here, the whole document):",
            f"1-{here.pages}",
            self._withhold,
        )

    def repeat_box(self) -> None:
        """Ask on which other pages the selected boxes stand, too."""
        rows = [self._session.state.redactions[s] for s in self._desk.serials]
        if not rows:
            self._messages.show_info(_NO_REPEAT)
            return
        document = self._session.state.documents[rows[0].document]
        last = max(row.page for row in rows)
        after = f"{last + 1}-{document.pages}"
        self._ask(
            "Repeat the box",
            f"Pages of {document.id} that get the same box in the same place,\n"
            f"such as 3-7 or 1, 4-6 (1 to {document.pages}):",
            after if last < document.pages else f"1-{document.pages}",
            self._repeat,
        )

    def _repeat(self, said: str) -> None:
        state, serials = self._session.state, self._desk.serials
        document = state.documents[state.redactions[serials[0]].document]
        self._do(
            lambda: areas.repeat(
                state, serials, areas.pages_of(document, said), self._session.words
            )
        )

    def _ask(
        self, title: str, words: str, offered: str, then: Callable[[str], None]
    ) -> None:
        """Ask for pages, with an answer on offer."""
        dialog = QInputDialog(self._desk.window())
        dialog.setWindowTitle(title)
        dialog.setLabelText(words)
        dialog.setTextValue(offered)
        dialog.textValueSelected.connect(lambda said: then(said))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _withhold(self, said: str) -> None:
        state = self._session.state
        document = state.documents[self._desk.where.document]
        self._do(
            lambda: areas.withhold_pages(
                state,
                document,
                areas.pages_of(document, said),
                self._session.words,
                self._codes(),
            )
        )

    def keep_only(self) -> None:
        """Withhold everything on the page but what is selected."""
        self._rest(everywhere=False)

    def keep_only_in_document(self) -> None:
        """Withhold everything in the document but what is selected."""
        self._rest(everywhere=True)

    def _rest(self, *, everywhere: bool) -> None:
        kept = self._selected()
        self._do(
            lambda: areas.withhold_rest(
                self._session.state,
                kept,
                self._session.words,
                self._codes(),
                everywhere=everywhere,
            )
        )
        self._desk.pages.clear_text()

    def _selected(self) -> list[Mark]:
        """The text that is selected, else the boxes."""
        text = self._desk.pages.selection_mark()
        if text is not None:
            return [text]
        rows = (self._session.state.redactions[s] for s in self._desk.serials)
        return [Mark(r.document, r.page, r.rects, r.text) for r in rows]

    def merge_boxes(self) -> None:
        """Make one box of those that are selected."""
        self._do(
            lambda: areas.merge(
                self._session.state, self._desk.serials, self._session.words
            )
        )

    def split_box(self) -> None:
        """Make several boxes of the one that is selected."""
        serials = self._desk.serials
        if len(serials) != 1:
            self._messages.show_info(_NO_BOX)
            return
        self._do(
            lambda: areas.split(self._session.state, serials[0], self._session.words)
        )

    def _codes(self) -> tuple[str, ...]:
        law = catalogue(self._session.state.case.regime)
        return decide.last_codes(self._session.setting(_CODES), law)

    def _do(self, make: Callable[[], Change]) -> None:
        try:
            change = make()
        except RedactorError as error:
            self._messages.show_error(error)
            return
        if not change:
            self._messages.show_info("That is withheld already.")
            return
        self._session.do(change)
        made = [row.serial for row in change.added if isinstance(row, Redaction)]
        self._desk.choose(made, show=False)
        self._messages.show_info(f"Done: {change.label}.", "Undo", self._session.undo)
