"""The pages as something to work on: mouse and keyboard, and what the window asks."""

from __future__ import annotations

from collections.abc import Container, Iterable

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from redactor.edits import Mark
from redactor.model import Rect
from ui.page import boxes
from ui.page import keys as page_keys
from ui.page.scene import Mode, PageScene, Stay
from ui.page.scroll import PageScroll, clock
from ui.page.tools import Hand, nudged

_COMMIT = 500  # milliseconds after the last nudge until it goes into the case
_REPEAT = 60  # milliseconds: a key released for less was held, and repeats itself


class PageView(PageScroll):
    """Shows the case's pages; what the user does to boxes goes out as signals.

    It edits nothing itself: whoever listens makes the change in the session, and the
    view shows what the session then holds.
    """

    selected = Signal(list)
    """The user selected other redactions: their serials."""
    text_selected = Signal(object)
    """The user selected other text: its Mark, or None."""
    drawn = Signal(object)
    """A box was drawn: its Mark, with the text under it."""
    moved = Signal(str, tuple, str)
    """A redaction was moved or resized: serial, rectangles, the text under them."""
    stay_chosen = Signal()
    """The user pointed out a passage that stays."""
    mode_changed = Signal(str)
    """A drag of the mouse does something else now."""
    peek_changed = Signal(bool)
    """Boxes can be seen through, or no longer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._commit = clock(self, _COMMIT, self.commit)
        self._nudge: tuple[int, str, tuple[Rect, ...]] | None = None
        self._let_go = clock(self, _REPEAT, self._cover)
        self._twice = clock(self, QApplication.doubleClickInterval(), lambda: None)
        self._far = QTimer(self)
        self._far.setInterval(40)
        self._far.timeout.connect(self._drag_on)
        self._last = QPointF()
        self.viewport().setMouseTracking(True)
        self.place_changed.connect(self._describe)

    def _set_up(self, scene: PageScene) -> None:
        super()._set_up(scene)
        self._hand = Hand(scene, self.scroll_by)
        self._nudge = None
        scene.selected.connect(self.selected)
        scene.selected.connect(self._describe)
        scene.text_selected.connect(self.text_selected)
        scene.drawn.connect(self.drawn)
        scene.moved.connect(self.moved)
        scene.mode_changed.connect(self.mode_changed)
        scene.stay_chosen.connect(self.stay_chosen)

    # -- for the window

    def select(self, serials: Iterable[str]) -> None:
        """Select these redactions. Sends no signal, and does not scroll."""
        if self._scene is not None:
            self.commit()
            self._scene.select(serials)
            self._describe()

    @property
    def mode(self) -> Mode:
        """What a drag of the mouse does: "select", "draw" or "pan"."""
        return self._scene.mode if self._scene else Mode.SELECT

    @mode.setter
    def mode(self, mode: Mode | str) -> None:
        if self._scene is not None:
            self._scene.set_mode(Mode(mode))
            self._show_cursor()

    @property
    def peek(self) -> bool:
        """Boxes can be seen through."""
        return self._scene.peek if self._scene else False

    @peek.setter
    def peek(self, peek: bool) -> None:
        if self._scene is not None and self._scene.peek != peek:
            self._scene.peek = peek
            self.viewport().update()
            self.peek_changed.emit(peek)

    def show_stays(self, *, on: bool) -> None:
        """Mark what the finder leaves visible."""
        if self._scene is not None and self._scene.show_stays != on:
            self._scene.show_stays = on
            self.viewport().update()

    def show_doubts(self, places: Container[tuple[str, int]]) -> None:
        """Mark the words of these pages that were read with doubt."""
        if self._scene is not None:
            self._scene.doubted = places
            self.viewport().update()

    @property
    def stay(self) -> Stay | None:
        """The passage that stays and is looked at."""
        return self._scene.stay if self._scene else None

    def choose_stay(self, stay: Stay) -> None:
        """Look at a passage that stays. Sends no signal, and does not scroll."""
        if self._scene is not None:
            self._scene.choose_stay(stay)

    def selection_mark(self) -> Mark | None:
        """The selected text as a place that can be redacted."""
        return self._scene.selection_mark() if self._scene else None

    def mark_hits(self, hits: Iterable[Mark], current: Mark | None) -> None:
        """Show the hits of a search on the pages, and which one is looked at."""
        if self._scene is not None:
            scene = self._scene
            others = scene.mark_hits(hits, current)
            ticks = scene.hit_heights() if others else self.ticks.ticks
            self.ticks.show_ticks(ticks, scene.current_height())

    def clear_text(self) -> None:
        """Select no text."""
        if self._scene is not None:
            self._scene.select_text(None)

    def commit(self) -> None:
        """Put into the case what the keyboard did to a box."""
        self._commit.stop()
        nudge, self._nudge = self._nudge, None
        if nudge is not None and self._scene is not None:
            index, serial, rects = nudge
            self._scene.put(serial, index, rects)

    def _describe(self, *_: object) -> None:
        """Say in words where the view is and what is selected, for screen readers."""
        scene = self._scene
        if scene is None or self._place is None:
            return
        document, page, pages = self._place
        words = [f"{document}, page {page} of {pages}."]
        state = scene.session.state
        for serial in scene.selection[:3]:
            if serial in state.redactions:
                redaction = state.redactions[serial]
                words += boxes.in_words(redaction, state.people)
        if len(scene.selection) > 3:
            words.append(f"{len(scene.selection)} redactions are selected.")
        self.setAccessibleDescription(" ".join(words))

    # -- mouse

    def _content(self, point: QPointF) -> QPointF:
        """A point of the view in pixels of the content."""
        view = self.view()
        return point + QPointF(view.x0, view.y0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._scene is None:
            return
        self.commit()
        point = self._content(event.position())
        if event.button() is Qt.MouseButton.MiddleButton:
            self._hand.press(point, event.modifiers(), pan=True)
        elif event.button() is Qt.MouseButton.RightButton:
            self._hand.point_out(point)  # what the menu that comes is about
            return
        elif event.button() is not Qt.MouseButton.LeftButton:
            return
        elif self._twice.isActive() and self._is_near(event.position()):
            self._twice.stop()
            self._hand.triple_click(point)
        else:
            self._hand.press(point, event.modifiers())
        self._last = event.position()
        self._show_cursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._scene is None or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._last = event.position()
        if self._scene.mode is Mode.SELECT:
            self._hand.double_click(self._content(event.position()))
            self._twice.start()
        else:
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._scene is None:
            return
        self._last = event.position()
        self._hand.move(self._content(self._last))
        outside = not self.viewport().rect().contains(self._last.toPoint())
        if outside and self._hand.is_dragging:
            self._far.start()
        else:
            self._far.stop()
        if not event.buttons():
            self._hand.hover(self._content(self._last))
            self._show_cursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._far.stop()
        if self._scene is not None:
            self._hand.release(self._content(event.position()))
            self._show_cursor()

    def _is_near(self, point: QPointF) -> bool:
        away = (point - self._last).manhattanLength()
        return away < QApplication.startDragDistance()

    def _drag_on(self) -> None:
        """Scroll on while the mouse is held outside of the view."""
        area = self.viewport().rect()
        x, y = self._last.x(), self._last.y()
        beyond = QPointF(
            min(x, 0.0) + max(x - area.width(), 0.0),
            min(y, 0.0) + max(y - area.height(), 0.0),
        )
        self.scroll_by(beyond / 2)
        self._hand.move(self._content(self._last))

    def _show_cursor(self) -> None:
        if self._scene is not None:
            shape = self._hand.cursor(self._content(self._last))
            self.viewport().setCursor(shape)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        factor = 1.0015 ** event.angleDelta().y()
        self.zoom_by(factor, event.position().toPoint())
        event.accept()

    def viewportEvent(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and self._scene is not None:
            point = self._content(QPointF(event.pos()))
            found = self._scene.boxes_at(point)
            people = self._scene.session.state.people
            text = boxes.tool_tip((box.redaction for box in found), people)
            stays, doubt = self._scene.stays_at(point), self._scene.doubt_at(point)
            if stays is not None:
                text += boxes.stays_tip(stays[2])
            if doubt is not None:
                text += boxes.doubt_tip(doubt)
            QToolTip.showText(event.globalPos(), text, self.viewport())
            return True
        return super().viewportEvent(event)

    # -- keyboard

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._is_ours(event):
            event.accept()
            return True
        return super().event(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        """Keys that mean something on the pages, whatever they mean in the window."""
        if event.key() == Qt.Key.Key_H:
            return event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.matches(QKeySequence.StandardKey.Copy):
            return self.selection_mark() is not None
        nudges = page_keys.with_alt(event) and page_keys.arrow(event) is not None
        return nudges and self._scene is not None and bool(self._scene.selected_box())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        scene = self._scene
        if scene is None or not scene.layout.slots:
            super().keyPressEvent(event)
            return
        text = scene.text
        done = (
            self._press_named(scene, event)
            or page_keys.copy(scene, event)
            or page_keys.move_caret(scene, event)
            or self._press_arrow(scene, event)
            or self._press_to_scroll(event)
        )
        if scene.caret and scene.text and scene.text != text:
            caret = scene.caret_area(scene.text.index)
            if caret is not None:
                self.reveal(caret)
        event.setAccepted(done)

    def _press_named(self, scene: PageScene, event: QKeyEvent) -> bool:
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._nudge, scene.ghost = None, None
            self._commit.stop()
            return self._hand.cancel() or page_keys.escape(scene)
        if key == Qt.Key.Key_F7:
            page_keys.toggle_caret(scene, self.current())
            return True
        if key == Qt.Key.Key_H and not event.modifiers():
            self._let_go.stop()
            self.peek = True
            return True
        return False

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_H:
            self._let_go.start()
            return
        super().keyReleaseEvent(event)

    def _press_arrow(self, scene: PageScene, event: QKeyEvent) -> bool:
        way = page_keys.arrow(event)
        if way is None:
            return False
        if not page_keys.with_alt(event):
            self.scroll_by(QPointF(*way) * self.verticalScrollBar().singleStep())
            return True
        nudge = nudged(scene, way, resize=page_keys.with_shift(event))
        if nudge is not None:
            self._nudge = nudge
            scene.ghost = nudge[1:]
            scene.changed.emit()
            self._commit.start()
        return True

    def _press_to_scroll(self, event: QKeyEvent) -> bool:
        bar, view = self.verticalScrollBar(), self.view()
        page = view.height * 0.9
        back = page_keys.with_shift(event)
        steps: dict[int, float] = {
            Qt.Key.Key_PageUp: -page,
            Qt.Key.Key_PageDown: page,
            Qt.Key.Key_Space: -page if back else page,
            Qt.Key.Key_Home: -float(bar.maximum()),
            Qt.Key.Key_End: float(bar.maximum()),
        }
        step = steps.get(event.key())
        if step is None:
            return False
        self.scroll_by(QPointF(0.0, step))
        return True

    def _cover(self) -> None:
        self.peek = False

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.commit()
        super().focusOutEvent(event)
