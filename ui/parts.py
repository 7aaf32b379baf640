"""Small widgets that several panels and dialogs are made of."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import shiboken6
from PySide6.QtCore import QEvent, QObject, QSettings, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLineEdit,
    QListWidget,
    QMessageBox,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

_SPACE = 6
_FRAME = QSize(12, 44)  # of a window, with its title
Item = QWidget | QLayout


def while_there(owner: QObject, slot: Callable[..., object]) -> Callable[..., None]:
    """The slot for as long as its owner is there: work can end after its dialog."""

    def run(*values: object) -> None:
        if shiboken6.isValid(owner):
            slot(*values)

    return run


def label(parent: QWidget, words: str = "", name: str = "") -> QLabel:
    """Words that wrap. Text from a document is never read as HTML."""
    made = QLabel(words, parent)
    made.setObjectName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made


def copied(made: QLabel) -> QLabel:
    """The same label, whose words can be selected and copied."""
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def empty_note(parent: QWidget, words: str) -> QLabel:
    """What stands in the place of an empty list: why it is empty and what to do."""
    made = label(parent, words, "empty")
    made.setAlignment(Qt.AlignmentFlag.AlignCenter)
    return made


def field(parent: QWidget, hint: str, name: str) -> QLineEdit:
    """A box to type in, with what to type and its name for a screen reader."""
    made = QLineEdit(parent)
    made.setPlaceholderText(hint)
    made.setAccessibleName(name)
    made.setClearButtonEnabled(True)
    leave_our_keys(made)
    return made


def leave_our_keys(typed: QWidget) -> None:
    """Let the keys of our actions work while somebody types there, too: on X11 a field
    would take some for the end of the line and for Delete."""
    typed.installEventFilter(_OurKeys(typed))


class _OurKeys(QObject):
    """Takes no key for the field that the window has an action for."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() != QEvent.Type.ShortcutOverride:
            return False
        ours = isinstance(event, QKeyEvent) and (
            event.modifiers() == Qt.KeyboardModifier.ControlModifier
            and event.key() in {Qt.Key.Key_E, Qt.Key.Key_D}
        )
        if ours:
            event.ignore()
        return ours


def below(parent: QWidget, *items: Item, margin: int = 8) -> QVBoxLayout:
    """Put items below each other; lists and notes in their place take what is left."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(_SPACE)
    for item in items:
        if isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item, 1 if _grows(item) else 0)
    return layout


def _grows(item: QWidget) -> bool:
    return isinstance(item, QAbstractItemView) or item.objectName() == "empty"


def beside(*items: Item, stretch: int = 0) -> QHBoxLayout:
    """Put items beside each other; the first takes what is left with ``stretch`` 1."""
    layout = QHBoxLayout()
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(_SPACE)
    for at, item in enumerate(items):
        if isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item, 0 if at else stretch)
    return layout


def form(*rows: tuple[str, QWidget]) -> QFormLayout:
    """Fields with their names on the left."""
    layout = QFormLayout()
    layout.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    layout.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
    for words, widget in rows:
        layout.addRow(words, widget)
    return layout


def in_order(*widgets: QWidget) -> None:
    """Let Tab go from each to the next, through what each consists of."""
    tab = Qt.FocusPolicy.TabFocus
    stops = [
        one
        for widget in widgets
        for one in (widget, *widget.findChildren(QWidget))
        if one.focusPolicy() & tab and one.focusProxy() is None
        if one.window() is widget.window()  # and no list that pops up
    ]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)


class Box(QMessageBox):
    """A question or a message whose buttons have room for their words."""

    def showEvent(self, event: QShowEvent) -> None:
        for button in self.buttons():  # measured before the style sheet dressed them
            button.setMinimumWidth(button.sizeHint().width())
        super().showEvent(event)


def size(dialog: QWidget, wanted: QSize) -> None:
    """Make a dialog as large as it was left, at first as large as is wanted, and never
    larger than the screen."""
    kept = QSettings().value(_key(dialog))
    _resize(dialog, kept if isinstance(kept, QSize) else wanted)
    dialog.installEventFilter(_Memory(dialog))


def _resize(dialog: QWidget, wanted: QSize) -> None:
    room = dialog.screen().availableGeometry().size() - _FRAME
    dialog.resize(wanted.boundedTo(room))


def _key(dialog: QWidget) -> str:
    return f"size/{type(dialog).__name__}"


class _Memory(QObject):
    """Keeps the size that a dialog had when it was closed."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide and isinstance(watched, QWidget):
            QSettings().setValue(_key(watched), watched.size())
        return False


def fit(dialog: QWidget, width: int) -> None:
    """Make a dialog as high as what it shows now."""
    layout = dialog.layout()
    if layout is not None:
        layout.activate()
        height = layout.totalHeightForWidth(width)
        least = layout.totalMinimumSize().height()
        _resize(dialog, QSize(width, max(height, least)))


def calm(view: QAbstractItemView, name: str) -> None:
    """What every list here has in common."""
    view.setAccessibleName(name)
    view.ensurePolished()  # rows are measured in the style that they are drawn in
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    if isinstance(view, QTreeView):
        view.setHeaderHidden(True)


def sentences(parent: QWidget, name: str, height: int) -> QListWidget:
    """A list of sentences: they wrap and never scroll sideways. Height in pixels."""
    made = QListWidget(parent)
    calm(made, name)
    made.setWordWrap(True)
    made.setMinimumHeight(height)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setResizeMode(QListWidget.ResizeMode.Adjust)
    return made
