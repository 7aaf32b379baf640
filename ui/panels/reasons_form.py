"""The form for one exemption in use: its questions, made from the rules."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from redactor.law.reasoning import Form, Question, questions, standing_answers
from redactor.model import State
from redactor.reasons import Use, answers_for, asked, decision_for, part_of
from ui.dates import many
from ui.drafts import Draft, Drafts
from ui.fields import Choice, Day, Field, Letters, Line, Pick, Prose
from ui.parts import below, beside, label
from ui.session import Session

_NEEDED = "needed"
_STANDING = "standing text"
_OPTIONAL = "if you like"
_TYPING = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class QuestionBox(QWidget):
    """One question: what is asked, a hint, and the field."""

    def __init__(self, question: Question, parent: QWidget) -> None:
        super().__init__(parent)
        self.question = question
        self.asks = label(self, question.asks, "asks")
        self.tag = QLabel(self)
        self.tag.setObjectName("tag")
        self.hint = label(self, question.hint, "muted")
        self.field = _field(self, question)
        self.field.setAccessibleDescription(question.hint)
        column = below(
            self,
            beside(self.asks, self.tag, stretch=1),
            self.hint,
            self.field,
            margin=0,
        )
        column.setSpacing(3)

    def mark(self, word: str) -> None:
        """Say beside the question that it is needed, or whose words these are."""
        self.tag.setText(word)
        self.tag.setVisible(bool(word))
        self.tag.setProperty("needed", word == _NEEDED)
        self.tag.style().unpolish(self.tag)
        self.tag.style().polish(self.tag)
        also = f", {word}" if word else ""
        self.field.setAccessibleName(f"{self.question.asks}{also}")


def _field(parent: QWidget, question: Question) -> Field:
    match question.form:
        case Form.CHOICE:
            return Choice(parent, question.asks, question.choices)
        case Form.LETTERS:
            return Letters(parent, question.asks, question.choices, question.words)
        case Form.DATE:
            return Day(parent, question.asks)
        case Form.LINE:
            return Line(parent, question.asks)
    return Prose(parent, question.asks)


class FormPage(QWidget):
    """Letters typed here are never keys that decide: not even beside a text field."""

    def event(self, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.modifiers() in _TYPING
        ):
            event.accept()
            return True
        return super().event(event)


class ReasonsForm(QScrollArea):
    """Shows one use at a time. What is written is kept as each field is left."""

    step = Signal(int)
    """Go to the next (1) or the previous (-1) passage that it serves."""
    handed = Signal(str)
    """The reasons are to be for this part of the request; empty: for all of it."""
    history = Signal(str)
    """Show what decision (its id) said before."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._drafts = Drafts(session, self)
        self._key: tuple[object, ...] = ()
        self.boxes: dict[str, QuestionBox] = {}
        self.use: Use | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Reasons")

    # -- showing

    def show_use(
        self, state: State, use: Use | None, missing: Collection[str], notes: str
    ) -> None:
        """``missing`` are ids of questions, ``notes`` what else is to be known."""
        serving = decision_for(state, use.exemption.code, use.parts) if use else None
        part = part_of(state, use) if use else ""
        numbers = tuple((p.id, p.number, p.regime) for p in state.parts.values())
        key = (use.exemption.code, use.parts, part, numbers) if use else ()
        if key != self._key:
            self._drafts.forget()
            self._key, self.use = key, use
            self._make(state, use, part)
        self.use = use
        if use is not None:
            self._fill(state, use, missing, notes)
            self.earlier.setVisible(serving is not None)

    def _make(self, state: State, use: Use | None, part: str) -> None:
        self.boxes = {}
        inner = FormPage(self)
        inner.setObjectName("form")
        if use is not None:
            column = QVBoxLayout(inner)
            column.setContentsMargins(2, 6, 8, 10)
            column.setSpacing(12)
            column.addWidget(self._head(inner, state, use, part))
            for question in questions(use.exemption):
                box = QuestionBox(question, inner)
                self.boxes[question.id] = box
                column.addWidget(box)
                code = use.exemption.code
                self._drafts.watch(
                    box.field, Draft("reason", code, question.id, part=part)
                )
            column.addStretch(1)
        self.setWidget(inner)

    def _head(self, inner: QWidget, state: State, use: Use, part: str) -> QWidget:
        entry = use.exemption
        head = QWidget(inner)
        self.title = label(head, entry.cite, "heading")
        standing = entry.standing.value
        about = ". ".join(one for one in (entry.title, standing.capitalize()) if one)
        self.serves = label(head)
        self.back = _button(head, "‹", "Previous passage it serves")
        self.on = _button(head, "Next ›", "Next passage it serves")
        self.back.clicked.connect(lambda: self.step.emit(-1))
        self.on.clicked.connect(lambda: self.step.emit(1))
        self.notes = label(head, "", "caution")
        self.earlier = _button(head, "What was said before…", "")
        self.earlier.clicked.connect(self._show_history)
        below(
            head,
            self.title,
            label(head, about, "muted"),
            beside(self.serves, self.back, self.on, stretch=1),
            *self._for_part(head, state, use, part),
            self.notes,
            beside(self.earlier, QWidget(head)),
            margin=0,
        ).setSpacing(4)
        return head

    def _for_part(
        self, head: QWidget, state: State, use: Use, part: str
    ) -> Sequence[QWidget]:
        """Which part of the request the reasons are for, where it has parts."""
        mine = [state.parts[p] for p in use.parts if p in state.parts]
        if not mine or any(part.regime for part in mine):
            return ()
        choices = [("For the whole request", "")]
        choices += [(f"For part {p.number} only", p.id) for p in mine]
        self.whose = Pick(head, "What these reasons are for", tuple(choices))
        self.whose.show_value(part)
        self.whose.left.connect(lambda: self.handed.emit(self.whose.value()))
        return (self.whose,)

    def _fill(
        self, state: State, use: Use, missing: Collection[str], notes: str
    ) -> None:
        code = use.exemption.code
        answers = answers_for(state, code, use.parts)
        serving = decision_for(state, code, use.parts)
        own = {name for name, said in serving.answers if said} if serving else set()
        standing = standing_answers(code).keys() - own
        shown = {question.id for question in asked(use, answers)}
        for name, box in self.boxes.items():
            box.setVisible(name in shown)
            self._drafts.show(box.field, answers.get(name, ""))
            box.mark(_tag(box.question, missing, standing))
        self.serves.setText(_served(use))
        for button in (self.back, self.on):
            button.setVisible(bool(use.serials))
        self.notes.setText(notes)
        self.notes.setVisible(bool(notes))

    # -- doing

    def begin(self, missing: Collection[str] = ()) -> None:
        """Give the keyboard to the first question that is missing, else the first."""
        shown = [box for box in self.boxes.values() if not box.isHidden()]
        waiting = [box for box in shown if box.question.id in missing]
        for box in (*waiting, *shown)[:1]:
            box.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.ensureWidgetVisible(box)

    def flush(self) -> None:
        """Keep what is being written."""
        self._drafts.flush()

    def focusNextPrevChild(self, on: bool) -> bool:
        """Follow the keyboard to fields that are out of sight."""
        moved = super().focusNextPrevChild(on)
        focused = self.focusWidget()
        if moved and focused is not None and self.isAncestorOf(focused):
            self.ensureWidgetVisible(focused)
        return moved

    def _show_history(self) -> None:
        if self.use is not None:
            state, code = self._session.state, self.use.exemption.code
            serving = decision_for(state, code, self.use.parts)
            if serving is not None:
                self.history.emit(serving.id)


def _tag(
    question: Question, missing: Collection[str], standing: Collection[str]
) -> str:
    if question.id in missing:
        return _NEEDED
    if question.id in standing:
        return _STANDING
    return _OPTIONAL if question.optional else ""


def _served(use: Use) -> str:
    counts: Mapping[str, int] = {
        "passage": len(use.serials),
        "document": len(use.documents),
    }
    said = " and ".join(many(n, noun) for noun, n in counts.items() if n)
    return f"Serves {said}" if said else "Serves the part of the request as a whole"


def _button(parent: QWidget, words: str, tip: str) -> QToolButton:
    made = QToolButton(parent)
    made.setText(words)
    made.setToolTip(tip)
    made.setAccessibleName(tip or words.rstrip("…"))
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
