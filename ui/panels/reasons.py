"""Why each exemption applies: what is in use, what is missing first, and its form."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QWidget,
)

from redactor.law.reasoning import is_offence, standing_answers
from redactor.missing import Caution, Missing, cautions
from redactor.model import Change, State
from redactor.reasons import (
    Use,
    answers_for,
    hand_over,
    is_standing,
    known_uses,
    part_of,
)
from ui import style
from ui.dates import many
from ui.panels.reasons_form import ReasonsForm
from ui.parts import below, calm, empty_note
from ui.session import Session

_PAUSE = 120  # milliseconds in which changes are gathered
_LEAST = 158  # pixels that the list keeps beside the form
_ANY = 16_777_215  # as Qt says that a height has no end
_HIDDEN = 800  # milliseconds of it while only the tab's number is seen
_KEY = Qt.ItemDataRole.UserRole
_EMPTY = (
    "No reasons to give yet.\n\n"
    "Withhold something with an exemption code, or say in the request how its parts "
    "are answered: what the law wants to be said for it is asked here."
)
_OFFENCE = "Whoever releases this against the bar may commit an offence."
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list: an exemption in use, or something else to look at."""

    key: Key
    head: str
    said: str
    icon: str
    use: Use | None = None
    missing: tuple[str, ...] = ()


_LOOKING = Row(
    ("looking",),
    "Looking through the pages",
    "For references of other cases, which stop a release",
    "undecided",
)


class ReasonsPanel(QWidget):
    """A list with what is missing first, and below it the form of what is chosen."""

    counted = Signal(int)
    """How much is missing in the case."""
    went = Signal(str)
    """Show this redaction."""
    page_wanted = Signal(str, int)
    """Show this page of a document."""
    request_wanted = Signal(str)
    """Show the request, at this part."""
    history = Signal(str)
    """Show what this decision said before."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Row] = []
        self._at = ""
        self._cautions: list[Caution] = []
        self._build()
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self._show)
        self._soon.start()
        session.references.changed.connect(self._soon.start)

    def _build(self) -> None:
        self.list = QListWidget(self)
        calm(self.list, "Exemptions in use and what is missing")
        self.list.setWordWrap(True)
        self.list.setIconSize(QSize(18, 18))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.form = ReasonsForm(self._session, self)
        self.empty = empty_note(self, _EMPTY)
        self.halves = QSplitter(Qt.Orientation.Vertical, self)
        self.halves.setChildrenCollapsible(False)
        self.halves.addWidget(self.list)
        self.halves.addWidget(self.form)
        self.halves.setStretchFactor(0, 1)
        self.halves.setStretchFactor(1, 3)
        layout = below(self, self.halves, self.empty)
        layout.setStretchFactor(self.halves, 1)
        self.list.currentItemChanged.connect(lambda *_: self._show_form())
        self.list.itemActivated.connect(lambda _: self._begin())
        self.list.itemClicked.connect(lambda _: self._lead())
        self.form.step.connect(self._step)
        self.form.handed.connect(self._hand_over)
        self.form.history.connect(self.history)

    # -- following the case

    def update_rows(self, state: State, change: Change) -> None:
        """Show the case as it is soon: changes come in crowds."""
        del state, change
        self._soon.start(_PAUSE if self.isVisible() else _HIDDEN)

    def refresh(self) -> None:
        """Show the icons in other colours."""
        self._show()

    def flush(self) -> None:
        """Keep what is being written before the case is put away."""
        self._soon.stop()
        self.form.flush()

    def _show(self) -> None:
        self._soon.stop()
        if self._session.closed:
            return
        state = self._session.state
        found = self._session.missing()
        current = self._current()
        self._cautions = cautions(state)
        self._rows = _rows(state, found, self._cautions)
        if self._session.references.looking and self._rows:
            self._rows.append(_LOOKING)
        self.list.blockSignals(True)
        self.list.clear()
        for row in self._rows:
            self.list.addItem(_item(row))
        keys = [row.key for row in self._rows]
        if self._rows:
            there = current is not None and current.key in keys
            self.list.setCurrentRow(
                keys.index(current.key) if there and current is not None else 0
            )
        self.list.blockSignals(False)
        self.halves.setVisible(bool(self._rows))
        self.empty.setVisible(not self._rows)
        self._show_form()
        self.counted.emit(len(found))

    def _current(self) -> Row | None:
        at = self.list.currentRow()
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def _show_form(self) -> None:
        row = self._current()
        state = self._session.state
        formed = row is not None and row.use is not None
        self.form.setVisible(formed)
        self._share(formed=formed)
        if row is not None:
            notes = _notes(state, row, self._cautions)
            self.form.show_use(state, row.use, row.missing, notes)

    def _share(self, *, formed: bool) -> None:
        """A list that is short leaves its room to the form."""
        rows = range(self.list.count())
        whole = sum(self.list.sizeHintForRow(row) for row in rows) + 8
        self.list.setMinimumHeight(min(whole, max(_LEAST, self.height() // 4)))
        self.list.setMaximumHeight(whole if formed else _ANY)

    # -- going about

    def follow(self, serials: list[str]) -> None:
        """Choose the exemption of what is selected, unless it is chosen already."""
        row = self._current()
        self._at = serials[0] if serials else ""
        if not serials or (row and row.use and self._at in row.use.serials):
            return
        for at, other in enumerate(self._rows):
            if other.use is not None and serials[0] in other.use.serials:
                self.list.setCurrentRow(at)
                return

    def serves(self, serials: list[str]) -> bool:
        """Whether the first of these passages is withheld under an exemption."""
        if self._soon.isActive():
            self._show()
        uses = [row.use for row in self._rows if row.use is not None]
        return any(serials[:1] == [one] for use in uses for one in use.serials)

    def begin(self, serials: list[str]) -> None:
        """Give the keyboard to the list, or what is missing for these passages."""
        if self._soon.isActive():
            self._show()
        self.follow(serials)
        row = self._current()
        if row is not None and row.use is not None and row.missing:
            self._begin()
        else:
            self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _begin(self) -> None:
        """Return on a line: write what is missing there."""
        row = self._current()
        if row is not None and row.use is not None:
            self.form.begin(row.missing)
        else:
            self._lead()

    def _lead(self) -> None:
        """Go to where a line without a form is put right."""
        row = self._current()
        if row is None or row.use is not None or row is _LOOKING:
            return
        kind, about = row.key[0], row.key[1]
        document, _, page = about.partition(" p.")
        if kind == "passage":
            self.went.emit(about)
        elif page:
            self.page_wanted.emit(document, int(page))
        else:
            self.request_wanted.emit(about)

    def _step(self, by: int) -> None:
        row = self._current()
        if row is None or row.use is None or not row.use.serials:
            return
        serials = row.use.serials
        before = serials.index(self._at) if self._at in serials else min(0, -by)
        at = (before + by) % len(serials)
        self._at = serials[at]
        self.form.serves.setText(f"Passage {at + 1:,} of {len(serials):,}")
        self.went.emit(self._at)

    def _hand_over(self, to: str) -> None:
        use = self.form.use
        if use is not None:
            self.form.flush()
            state = self._session.state
            self._session.do(hand_over(state, use.exemption.code, use.parts, to))


def _rows(state: State, found: list[Missing], odd: list[Caution]) -> list[Row]:
    """What is missing first, then what is to be looked at, then what is complete."""
    waiting = [
        Row(("about", one.about, one.sentence), one.sentence, one.remedy, "warning")
        for one in found
        if not one.code
    ]
    uses = [_of_use(state, use, found) for use in known_uses(state)]
    passages = [
        Row(("passage", one.about, one.sentence), one.about, one.sentence, "warning")
        for one in odd
        if one.about in state.redactions
    ]
    return [
        *waiting,
        *(row for row in uses if row.missing),
        *passages,
        *(row for row in uses if not row.missing),
    ]


def _of_use(state: State, use: Use, found: list[Missing]) -> Row:
    code = use.exemption.code
    part = part_of(state, use)
    lacking = tuple(m.question for m in found if m.code == code and m.part == part)
    numbers = ", ".join(state.parts[p].number for p in use.parts if p in state.parts)
    where = f", part {numbers}" if numbers else ""
    if lacking:
        said = f"{many(len(lacking), 'answer')} missing"
    elif standing_answers(code) and is_standing(state, code, use.parts):
        said = "Standing text of the authority"
    else:
        said = "Complete"
    return Row(
        ("use", code, *use.parts),
        f"{code}{where}  ·  {use.exemption.title}",
        said,
        "undecided" if lacking else "done",
        use,
        lacking,
    )


def _notes(state: State, row: Row, odd: list[Caution]) -> str:
    """What is to be known of an exemption in use."""
    if row.use is None:
        return ""
    code = row.use.exemption.code
    lines = [_OFFENCE] if is_offence(code) else []
    serials = set(row.use.serials)
    lines += [f"{c.about}: {c.sentence}" for c in odd if c.about in serials][:3]
    answers = answers_for(state, code, row.use.parts)
    if "result" in row.missing and answers.get("result"):
        lines.append(
            "The public interest favours release, but passages are withheld under it: "
            "leave them visible, or weigh it again."
        )
    return "\n".join(lines)


def _item(row: Row) -> QListWidgetItem:
    item = QListWidgetItem(f"{row.head}\n{row.said}")
    scheme = style.colors()
    color = {
        "done": scheme.good,
        "undecided": scheme.undecided,
        "warning": scheme.undecided,
    }[row.icon]
    item.setIcon(style.icon(row.icon, color))
    item.setData(_KEY, row.key)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.head}, {row.said}")
    return item
