"""The form for one part of the request: what was asked, and how it is answered."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCompleter,
    QFormLayout,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from redactor.law.exemptions import Kind
from redactor.law.regimes import regimes
from redactor.missing import missing
from redactor.model import State
from redactor.parts import Wanted, set_part
from redactor.reasons import law_of
from redactor.request import Outcome, Part
from ui.drafts import Draft, Drafts
from ui.fields import Day, Field, Line, Pick, Prose
from ui.parts import calm, label
from ui.session import Session

_ID = Qt.ItemDataRole.UserRole
_ROWS = 6  # documents shown before the list scrolls
_LAWS = ("FOIA", "EIR")
# fields that only some outcomes have
_ONLY: dict[str, frozenset[Outcome]] = {
    "link": frozenset({Outcome.ELSEWHERE}),
    "until": frozenset({Outcome.PENDING}),
    "exemptions": frozenset(
        {
            Outcome.WITHHELD,
            Outcome.ELSEWHERE,
            Outcome.NCND,
            Outcome.REFUSED,
            Outcome.IN_PART,
        }
    ),
}
_HINTS = {
    Outcome.PENDING: "Choose how it is answered, or give the day it will be.",
    Outcome.IN_PART: "Its documents go out with passages withheld.",
    Outcome.WITHHELD: "Nothing of it is released. Name the exemption, or withhold its "
    "documents.",
    Outcome.NOT_HELD: "Say below what was searched, if the letter should.",
    Outcome.ELSEWHERE: "Section 21 needs the place where it can be had.",
    Outcome.NCND: "Nothing of it is ever listed. Name the exemption, such as "
    "s.40(5B)(a)(i).",
    Outcome.EXTRACTED: "Write the extract below: it is the answer.",
    Outcome.REFUSED: "Name the section: s.12(1), s.14(1) and the like.",
}


class PartForm(QScrollArea):
    """Shows one part. Each field is kept as it is left."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._drafts = Drafts(session, self)
        self._part = ""
        self.fields: dict[str, Field] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def show_part(self, state: State, part: str) -> None:
        """The part with this id, or nothing."""
        row = state.parts.get(part)
        if part != self._part:
            self._drafts.forget()
            self._part = part
            self._make(state, row)
        if row is not None:
            self._fill(state, row)

    @property
    def stops(self) -> list[QWidget]:
        """What Tab goes to, from the top down."""
        if not self.fields:
            return []
        rows, role = self.rows, QFormLayout.ItemRole.FieldRole
        items = (rows.itemAt(at, role) for at in range(rows.rowCount()))
        there = (item.widget() for item in items if item is not None)
        return [one for one in there if one is not None and one is not self.hint]

    def begin(self) -> None:
        """Give the keyboard to what was asked."""
        if "text" in self.fields:
            self.fields["text"].setFocus()

    def flush(self) -> None:
        """Keep what is being written."""
        self._drafts.flush()

    # -- building

    def _make(self, state: State, row: Part | None) -> None:
        inner = QWidget(self)
        inner.setObjectName("form")
        self.fields = {}
        if row is not None:
            self.lacks = label(inner, "", "caution")
            self.hint = label(inner, "", "muted")
            self._make_fields(inner)
            self.documents = _documents(inner)
            self.documents.itemChanged.connect(self._tick)
            self.rows = self._lay_out()
            column = QVBoxLayout(inner)
            column.setContentsMargins(2, 2, 10, 6)
            column.addLayout(self.rows)
            column.addWidget(self.lacks)
            column.addStretch(1)
            for name, one in self.fields.items():
                self._drafts.watch(one, Draft("part", row.id, name))
            self._complete(state, row)
        self.setWidget(inner)

    def _make_fields(self, inner: QWidget) -> None:
        outcomes = tuple((_cap(str(one)), str(one)) for one in Outcome)
        laws = (("As the case", ""), *((n, n) for n in _LAWS if n in _names()))
        self.fields = {
            "number": Line(inner, "Number"),
            "text": Prose(inner, "What was asked"),
            "scope": Line(
                inner, "Scope", "How it was understood, if that needs saying"
            ),
            "outcome": Pick(inner, "How it is answered", outcomes),
            "exemptions": Line(
                inner, "Exemptions of the whole part", "such as s.21(1), s.12(1)"
            ),
            "link": Line(inner, "Where else it is available", "https://…"),
            "until": Day(inner, "Answered by"),
            "answer": Prose(inner, "What the letter says of it"),
            "regime": Pick(inner, "Law", laws),
        }

    def _lay_out(self) -> QFormLayout:
        rows = QFormLayout()
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for words, name in (
            ("Nu&mber", "number"),
            ("What was as&ked", "text"),
            ("&Scope", "scope"),
            ("&Law", "regime"),
        ):
            rows.addRow(words, self.fields[name])
        rows.addRow("&Documents of it", self.documents)
        # what only some answers have comes last, so that nothing else moves
        for words, name in (
            ("&How it is answered", "outcome"),
            ("The le&tter says", "answer"),
            ("E&xemption", "exemptions"),
            ("L&ink", "link"),
            ("Answered &by", "until"),
        ):
            rows.addRow(words, self.fields[name])
        rows.addRow("", self.hint)
        return rows

    def _complete(self, state: State, row: Part) -> None:
        """Offer the codes that can stand for a whole part while one is typed."""
        box = self.fields["exemptions"]
        if isinstance(box, Line):
            law = law_of(state, row)
            codes = [e.code for e in law.values() if e.kind is not Kind.MARKER]
            offered = QCompleter(codes, box)
            offered.setFilterMode(Qt.MatchFlag.MatchContains)
            offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            box.setCompleter(offered)
            offered.activated.connect(lambda _: box.left.emit())

    # -- showing

    def _fill(self, state: State, row: Part) -> None:
        values = {
            "number": row.number,
            "text": row.text,
            "scope": row.scope,
            "outcome": str(row.outcome),
            "exemptions": ", ".join(row.exemptions),
            "link": row.link,
            "until": row.until.isoformat() if row.until else "",
            "answer": row.answer,
            "regime": row.regime,
        }
        for name, value in values.items():
            self._drafts.show(self.fields[name], value)
            shown = row.outcome in _ONLY.get(name, {row.outcome}) or (
                name in _ONLY and bool(value)
            )
            self.rows.setRowVisible(self.fields[name], shown)
        hint = _HINTS.get(row.outcome, "")
        self.hint.setText(hint)
        self.rows.setRowVisible(self.hint, bool(hint))
        lacks = [str(one) for one in missing(state) if one.about == row.id]
        self.lacks.setText("\n".join(lacks))
        self.lacks.setVisible(bool(lacks))
        self._list(state, row)

    def _list(self, state: State, row: Part) -> None:
        self.documents.blockSignals(True)
        wanted = list(state.documents)
        there = [self.documents.item(n) for n in range(self.documents.count())]
        if [item.data(_ID) for item in there] != wanted:
            self.documents.clear()
            for document in state.documents.values():
                item = QListWidgetItem(f"{document.id}  {document.name}")
                item.setData(_ID, document.id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                self.documents.addItem(item)
        for n in range(self.documents.count()):
            item = self.documents.item(n)
            mine = row.id in state.documents[item.data(_ID)].parts
            item.setCheckState(
                Qt.CheckState.Checked if mine else Qt.CheckState.Unchecked
            )
        shown = min(max(len(wanted), 1), _ROWS)
        self.documents.setFixedHeight(
            shown * (self.documents.sizeHintForRow(0) if wanted else 24) + 6
        )
        self.documents.blockSignals(False)
        self.rows.setRowVisible(self.documents, bool(wanted))

    # -- doing

    def _tick(self) -> None:
        """Documents come to the part, or leave it, as they are ticked."""
        items = (self.documents.item(n) for n in range(self.documents.count()))
        mine = tuple(
            str(item.data(_ID))
            for item in items
            if item.checkState() == Qt.CheckState.Checked
        )
        state = self._session.state
        self._session.do(set_part(state, self._part, Wanted(documents=mine)))


def _documents(parent: QWidget) -> QListWidget:
    made = QListWidget(parent)
    calm(made, "Documents of the part")
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return made


def _names() -> set[str]:
    return {law.name for law in regimes()}


def _cap(words: str) -> str:
    return words[0].upper() + words[1:]
