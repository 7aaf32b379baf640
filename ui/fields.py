"""Fields to write in. Each says when it was left, which is when its answer is kept."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import (
    QDate,
    QEvent,
    QLocale,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QBoxLayout,
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ui.parts import beside, leave_our_keys

_LINES = (2, 14)  # least and most that a text area shows before it scrolls
_BESIDE = 2  # choices that fit beside each other in a narrow panel
_ASIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
_WIDE, _NARROW = 10, 3  # pixels between choices
_PAUSE = 600  # milliseconds after which a date that is changed by keys is meant


class Prose(QPlainTextEdit):
    """A text area as tall as what stands in it. Tab leads on."""

    left = Signal()
    typed = Signal()

    def __init__(
        self, parent: QWidget, name: str, least: int = _LINES[0], *, fixed: bool = True
    ) -> None:
        """``fixed``: no taller than its text, else it takes the room that is left."""
        super().__init__(parent)
        self._fixed = fixed
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        leave_our_keys(self)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._least = least
        self.textChanged.connect(self._grow)
        self.textChanged.connect(self.typed)

    def event(self, event: QEvent) -> bool:
        """With nothing of its own to undo, Undo is that of the case."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.document().isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)

    def value(self) -> str:
        return self.toPlainText().strip()

    def show_value(self, value: str) -> None:
        if value != self.value():
            with QSignalBlocker(self):
                self.setPlainText(value)
            self._grow()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Whoever scrolls the form goes past a text that is shown whole."""
        if self.verticalScrollBar().maximum():
            super().wheelEvent(event)
        else:
            event.ignore()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(120, self._height())

    def _height(self) -> int:
        lines = int(self.document().size().height())  # a plain text counts in lines
        shown = min(max(lines, self._least), max(self._least, _LINES[1]))
        around = 2 * (self.document().documentMargin() + self.frameWidth())
        return int(shown * self.fontMetrics().lineSpacing() + around) + 2

    def _grow(self) -> None:
        if self._fixed and self.height() != self._height():
            self.setFixedHeight(self._height())


class Line(QLineEdit):
    """One line."""

    left = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget, name: str, hint: str = "") -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.editingFinished.connect(self.left)
        self.textEdited.connect(lambda _: self.typed.emit())

    def value(self) -> str:
        return " ".join(self.text().split())

    def show_value(self, value: str) -> None:
        if value != self.value():
            self.setText(value)
            self.setCursorPosition(0)


class DayEdit(QDateEdit):
    """A date as it is typed here, "20/06/2024"; one that is pasted may be in words."""

    _WRITTEN = ("d/M/yyyy", "d.M.yyyy", "yyyy-MM-dd", "d MMMM yyyy", "d MMM yyyy")

    def __init__(self, parent: QWidget, name: str = "") -> None:
        super().__init__(QDate.currentDate(), parent)
        self.setLocale(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
        self.setCalendarPopup(True)
        self.setDisplayFormat("dd/MM/yyyy")
        self.setToolTip("Day, month, year: type 20/06/2024, or paste a date")
        if name:
            self.setAccessibleName(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.take(QGuiApplication.clipboard().text())
        elif event.text() in tuple("/.- ") and self.lineEdit().hasSelectedText():
            event.accept()  # two digits have led on to the next part already
        else:
            super().keyPressEvent(event)

    def take(self, text: str) -> None:
        """Take over a date as somebody wrote it; what is none changes nothing."""
        plain = " ".join(text.split())
        for written in self._WRITTEN:
            if (day := self.locale().toDate(plain, written)).isValid():
                self.setDate(day)
                return


class Day(QWidget):
    """A date, or none: ticked where there is one."""

    left = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.there = QCheckBox(self)
        self.there.setAccessibleName(f"{name}: there is a date")
        self.there.setToolTip("Tick to give a date")
        self.edit = DayEdit(self, name)
        self.edit.setEnabled(False)
        row = beside(self.there, self.edit)
        row.addStretch(1)
        self.setLayout(row)
        self.setFocusProxy(self.there)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE)
        self._soon.timeout.connect(self.left)
        self.there.toggled.connect(self.edit.setEnabled)
        self.there.clicked.connect(lambda _: self.left.emit())
        self.edit.dateChanged.connect(lambda _: self._soon.start())
        self.edit.editingFinished.connect(self.left)

    def value(self) -> str:
        day = self.edit.date()
        if not self.there.isChecked():
            return ""
        return dt.date(day.year(), day.month(), day.day()).isoformat()

    def show_value(self, value: str) -> None:
        self.there.setChecked(bool(value))
        if value:
            day = dt.date.fromisoformat(value)
            with QSignalBlocker(self.edit):
                self.edit.setDate(QDate(day.year, day.month, day.day))


class Choice(QWidget):
    """One of few, all of them seen."""

    left = Signal()
    typed = Signal()

    def __init__(self, parent: QWidget, name: str, choices: tuple[str, ...]) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.group = QButtonGroup(self)
        self._choices = choices
        for at, one in enumerate(choices):
            button = QRadioButton(one[0].upper() + one[1:], self)
            button.setAccessibleName(f"{name} {one}")
            self.group.addButton(button, at)
        row = QBoxLayout(_ASIDE if len(choices) <= _BESIDE else _BELOW, self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_NARROW if len(choices) > _BESIDE else _WIDE)
        for made in self.group.buttons():
            row.addWidget(made)
        row.addStretch(1)
        if choices:
            self.setFocusProxy(self.group.button(0))
        self.group.idClicked.connect(lambda _: self.left.emit())

    def value(self) -> str:
        at = self.group.checkedId()
        return self._choices[at] if at >= 0 else ""

    def show_value(self, value: str) -> None:
        self.group.setExclusive(False)
        for one, button in zip(self._choices, self.group.buttons(), strict=True):
            button.setChecked(one == value)
        self.group.setExclusive(True)


class _Words(QLabel):
    """What a tick means, in words that wrap; a click on them ticks."""

    def __init__(self, words: str, box: QCheckBox, parent: QWidget) -> None:
        super().__init__(words, parent)
        self._box = box
        self.setWordWrap(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._box.click()
        event.accept()


class Letters(QWidget):
    """Any of several, each with its letter."""

    left = Signal()
    typed = Signal()

    def __init__(
        self,
        parent: QWidget,
        name: str,
        letters: tuple[str, ...],
        words: tuple[str, ...] = (),
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.boxes: dict[str, QCheckBox] = {}
        for at, letter in enumerate(letters):
            box = QCheckBox(f"({letter})", self)
            box.setAccessibleName(f"({letter}) {words[at]}" if words else letter)
            box.clicked.connect(lambda _: self.left.emit())
            said = _Words(words[at] if words else "", box, self)
            row = beside(box, said)
            row.setStretch(1, 1)
            column.addLayout(row)
            self.boxes[letter] = box
        self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> str:
        return ", ".join(one for one, box in self.boxes.items() if box.isChecked())

    def show_value(self, value: str) -> None:
        ticked = {one.strip() for one in value.split(",")}
        for letter, box in self.boxes.items():
            box.setChecked(letter in ticked)


class Pick(QComboBox):
    """One of many; it does not turn while the form is scrolled."""

    left = Signal()
    typed = Signal()

    def __init__(
        self, parent: QWidget, name: str, choices: tuple[tuple[str, str], ...]
    ) -> None:
        """``choices`` are pairs of the words shown and the value."""
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        for words, value in choices:
            self.addItem(words, value)
        self.activated.connect(lambda _: self.left.emit())

    def value(self) -> str:
        return str(self.currentData())

    def show_value(self, value: str) -> None:
        self.setCurrentIndex(max(self.findData(value), 0))

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


Field = Prose | Line | Day | Choice | Letters | Pick
