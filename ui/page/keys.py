"""The keyboard on the pages: scroll, nudge a box, select text with a caret."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence

from ui.page.scene import Mode, PageScene
from ui.page.text import Letters, TextSelection

KEYS: tuple[tuple[str, str], ...] = (
    ("Up, Down, Left, Right", "Scroll"),
    ("Page Up, Page Down, Space", "Scroll by what is in view"),
    ("Home, End", "First page, last page"),
    ("Alt+arrows", "Move the selected box by one point; with none, Alt+Left goes back"),
    ("Alt+Shift+arrows", "Resize the selected box by one point"),
    ("F7", "Put a caret in the text, or take it away"),
    ("Arrows, Home, End with the caret", "Move the caret; with Ctrl by words"),
    ("Shift+arrows with the caret", "Select text, to redact it without a mouse"),
    ("Ctrl+C", "Copy the selected text"),
    ("H (hold)", "See what is under the boxes"),
    ("Ctrl+wheel", "Zoom at the pointer"),
    ("Shift+drag", "Select all boxes in an area; with Ctrl in addition"),
    ("Escape", "Stop what is under way, then select nothing"),
)
"""What the pages do with keys and mouse, for Help."""

_ARROWS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


def arrow(event: QKeyEvent) -> tuple[int, int] | None:
    """Which way an arrow key points; None for another key."""
    return _ARROWS.get(event.key())


def with_alt(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


def with_shift(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)


def with_control(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def escape(scene: PageScene) -> bool:
    """Step back from the innermost thing; False where there was none."""
    if scene.mode is not Mode.SELECT:
        scene.set_mode(Mode.SELECT)
    elif scene.text is not None:
        scene.caret = False
        scene.select_text(None)
    elif scene.selection:
        scene.select((), by_user=True)
    else:
        return False
    return True


def toggle_caret(scene: PageScene, index: int) -> None:
    """Put the caret at the beginning of a page, or where text is selected."""
    scene.caret = not scene.caret
    if scene.caret and scene.text is None and scene.letters(index):
        scene.select_text(TextSelection(index, 0, 0))
    elif not scene.caret and scene.text and scene.text.anchor == scene.text.head:
        scene.select_text(None)
    scene.changed.emit()


def move_caret(scene: PageScene, event: QKeyEvent) -> bool:
    """Do what a key does to the caret; False where it is not the caret's key."""
    selection = scene.text
    if not scene.caret or selection is None or with_alt(event):
        return False
    letters = scene.letters(selection.index)
    step = _STEPS.get(event.key())
    if letters is None or step is None:
        return False
    head = step(letters, selection.head, with_control(event))
    anchor = selection.anchor if with_shift(event) else head
    if head == selection.head and not with_shift(event):
        turned = _turn_page(scene, selection, event)
        if turned is not None:
            scene.select_text(turned)
            return True
    scene.select_text(TextSelection(selection.index, anchor, head))
    return True


def _turn_page(
    scene: PageScene, selection: TextSelection, event: QKeyEvent
) -> TextSelection | None:
    """The caret on the page after or before, where it can't go on on this one."""
    x, y = arrow(event) or (0, 0)
    by = 1 if x + y > 0 else -1
    index = selection.index + by
    if x + y == 0 or not 0 <= index < len(scene.layout.slots):
        return None
    letters = scene.letters(index)
    if letters is None:
        return None
    at = 0 if by > 0 else len(letters.text)
    return TextSelection(index, at, at)


def _across(by: int) -> Callable[[Letters, int, bool], int]:
    def step(letters: Letters, position: int, words: bool) -> int:
        go = letters.step_word if words else letters.step
        return go(position, by)

    return step


def _down(by: int) -> Callable[[Letters, int, bool], int]:
    return lambda letters, position, _: letters.step_line(position, by)


_STEPS: dict[int, Callable[[Letters, int, bool], int]] = {
    Qt.Key.Key_Left: _across(-1),
    Qt.Key.Key_Right: _across(1),
    Qt.Key.Key_Up: _down(-1),
    Qt.Key.Key_Down: _down(1),
    Qt.Key.Key_Home: lambda letters, position, _: letters.line_at(position)[0],
    Qt.Key.Key_End: lambda letters, position, _: letters.line_at(position)[1],
}


def copy(scene: PageScene, event: QKeyEvent) -> bool:
    """Copy the selected text where the key is that of copying."""
    if not event.matches(QKeySequence.StandardKey.Copy):
        return False
    mark = scene.selection_mark()
    if mark is not None:
        QGuiApplication.clipboard().setText(mark.text)
    return mark is not None
