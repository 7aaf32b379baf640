"""A document as the schedule has it: what it is called, what becomes of it, why."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QDialog, QDialogButtonBox, QWidget

from redactor.casefile import CaseFile
from redactor.cells import DOCUMENT_EDITS, document_edits
from redactor.law.exemptions import Kind, catalogue
from redactor.missing import missing
from redactor.model import Document, State
from redactor.release.proof.needles import Needle, telling
from redactor.release.proof.sought import by_hand, sought_in
from redactor.request import Outcome
from ui.drafts import Draft, Drafts
from ui.fields import Field, Line, Pick
from ui.parts import below, form, label
from ui.session import Session

_WIDTH = 620
_OUTCOMES = {
    "": "As its boxes say",
    Outcome.WITHHELD: "Withheld in full",
    Outcome.ELSEWHERE: "Available elsewhere",
    Outcome.NOT_HELD: "Not held",
    Outcome.OUT_OF_SCOPE: "Out of scope",
    Outcome.EXTRACTED: "Answered by extract",
    Outcome.NCND: "Neither confirm nor deny",
    Outcome.REFUSED: "Refused",
    Outcome.PENDING: "Pending",
}
_HINTS = {
    "": "It is enclosed, without what its boxes withhold.",
    Outcome.WITHHELD: "It has its line in the schedule and no file.",
    Outcome.ELSEWHERE: "It is not enclosed. Section 21 needs the place where it can "
    "be had.",
    Outcome.NOT_HELD: "It is not enclosed. Say in the note what was looked for.",
    Outcome.OUT_OF_SCOPE: "It is not enclosed, and needs no exemption.",
    Outcome.EXTRACTED: "It is not enclosed: the extract stands in the answer to the "
    "part of the request (Ctrl+B).",
    Outcome.NCND: "Nothing of it is ever listed.",
    Outcome.REFUSED: "It is not enclosed. Name the section it is refused under.",
    Outcome.PENDING: "It is not enclosed yet.",
}
# fields that only some outcomes need
_ONLY: dict[str, frozenset[Outcome]] = {
    "Link": frozenset({Outcome.ELSEWHERE}),
    "Codes": frozenset(
        {Outcome.WITHHELD, Outcome.ELSEWHERE, Outcome.NCND, Outcome.REFUSED}
    ),
}


class DocumentDialog(QDialog):
    """Every field is kept as it is left; Undo takes it back."""

    def __init__(
        self, session: Session, document: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("About a document")
        self.setMinimumWidth(_WIDTH)
        self._session = session
        self._drafts = Drafts(session, self)
        self._sought: tuple[State | None, list[Needle]] = (None, [])
        self._document = document
        self._build()
        self._connect()
        self._show()
        self.fields["Title"].setFocus()

    @classmethod
    def show_for(cls, session: Session, parent: QWidget, document: str) -> None:
        """Ask and show, until it is closed."""
        dialog = cls(session, document, parent)
        dialog.exec()
        dialog.put_away()
        dialog.deleteLater()

    def put_away(self) -> None:
        """Keep what is being written."""
        self._drafts.flush()

    # -- building

    def _build(self) -> None:
        rows = self._session.state.documents.values()
        names = tuple((f"{row.id}  {row.name}", row.id) for row in rows)
        self.which = Pick(self, "Document", names)
        self.which.setSizeAdjustPolicy(
            Pick.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.which.show_value(self._document)
        outcomes = tuple((words, str(value)) for value, words in _OUTCOMES.items())
        self.fields: dict[str, Field] = {
            "Title": Line(self, "Title", "What the public may know it as"),
            "Type": Line(self, "Type", "letter, minutes, mail, contract…"),
            "Date": Line(self, "Date", "as the schedule shall say it"),
            "From / to": Line(self, "From and to", "organisations or roles, no names"),
            "Parts": Line(self, "Parts", "numbers with commas between, or all"),
            "Outcome": Pick(self, "What becomes of it", outcomes),
            "Codes": Line(self, "Exemptions of the whole document", "such as s.42(1)"),
            "Link": Line(self, "Where else it is available", "https://…"),
            "Note": Line(self, "Note", "a page that is missing or blank, and why"),
        }
        self.hint = label(self, "", "muted")
        self.lacks = label(self, "", "caution")
        self.said = label(self, "", "wrong")
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        self._lay_out()

    def _lay_out(self) -> None:
        self.rows = form(
            ("&Document", self.which),
            ("&Title", self.fields["Title"]),
            ("T&ype", self.fields["Type"]),
            ("D&ate", self.fields["Date"]),
            ("&From and to", self.fields["From / to"]),
            ("&Parts of the request", self.fields["Parts"]),
            ("&What becomes of it", self.fields["Outcome"]),
            ("", self.hint),
            ("E&xemption", self.fields["Codes"]),
            ("&Link", self.fields["Link"]),
            ("&Note", self.fields["Note"]),
        )
        layout = below(
            self, self.rows, self.lacks, self.said, self.buttons, margin=16
        )  # fmt: skip
        layout.setSpacing(12)
        layout.insertStretch(3)

    def _connect(self) -> None:
        self._watch()
        self._complete()
        close = self.buttons.button(QDialogButtonBox.StandardButton.Close)
        close.setAutoDefault(False)
        self.buttons.rejected.connect(self.reject)
        self.which.left.connect(self._choose)
        self._session.changed.connect(self._show)
        self._session.failed.connect(self._refused)

    def _watch(self) -> None:
        for head, one in self.fields.items():
            self._drafts.watch(one, partial(self._draft, head))
            if isinstance(one, Line) and head not in {"Parts", "Codes"}:
                one.textEdited.connect(self._judge)

    def _draft(self, head: str) -> Draft:
        return Draft("document", self._document, head)

    def _complete(self) -> None:
        """Offer the codes while one is typed."""
        box, law = self.fields["Codes"], catalogue(self._session.state.case.regime)
        if isinstance(box, Line):
            codes = [e.code for e in law.values() if e.kind is not Kind.MARKER]
            offered = QCompleter(codes, box)
            offered.setFilterMode(Qt.MatchFlag.MatchContains)
            offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            box.setCompleter(offered)
            offered.activated.connect(lambda _: box.left.emit())

    # -- showing

    def _choose(self) -> None:
        self._drafts.forget()
        self._document = self.which.value()
        self._show()

    def _show(self) -> None:
        self._say("")
        state = self._session.state
        row = state.documents.get(self._document)
        if row is None:  # an undo took it away
            self.reject()
            return
        values = dict(zip(DOCUMENT_EDITS, document_edits(row), strict=True))
        values["Parts"] = _parts(state, row)
        outcome = row.outcome if row.outcome in _OUTCOMES else None
        for head, value in values.items():
            one = self.fields[head]
            self._drafts.show(one, value)
            needed = head not in _ONLY or row.outcome in _ONLY[head] or bool(value)
            self.rows.setRowVisible(one, needed)
        self.hint.setText(_HINTS[outcome or ""])
        lacks = [str(one) for one in missing(state) if one.about == row.id]
        self.lacks.setText("\n".join(lacks))
        self.lacks.setVisible(bool(lacks))

    def _judge(self, words: str) -> None:
        """Say so at once where words tell something that is withheld."""
        state = self._session.state
        if self._sought[0] is not state:
            self._sought = (state, self._session.ask(_sought))
        told = telling(words, self._sought[1])
        self._say(f"It says what {', '.join(told[:3])} withholds." if told else "")

    def _refused(self, error: Exception) -> None:
        self._say(str(error))

    def _say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))


def _parts(state: State, row: Document) -> str:
    numbers = [state.parts[p].number for p in row.parts if p in state.parts]
    return ", ".join(numbers) or "all"


def _sought(file: CaseFile) -> list[Needle]:
    return [*sought_in(file), *by_hand(file)]
