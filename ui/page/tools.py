"""The mouse on the pages: select, draw, move, resize, pan.

Each drag is an object from the press of the button to its release.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtWidgets import QApplication

from redactor.edits import Mark
from redactor.model import Rect
from ui.page.boxes import Box, Corner, area_of, cursor_of, handle_at, resized
from ui.page.scene import Mode, PageScene
from ui.page.text import TextSelection

_LEAST = 3.0  # points: a smaller box was a click with a trembling hand

Pan = Callable[[QPointF], None]


class Drag(Protocol):
    """What happens between the press of the button and its release."""

    def move(self, point: QPointF) -> None: ...

    def drop(self) -> None: ...

    def cancel(self) -> None: ...


class Hand:
    """Turns what the mouse does into what happens on the scene.

    ``pan`` scrolls by so many pixels. Points are in pixels of the content.
    """

    def __init__(self, scene: PageScene, pan: Pan) -> None:
        self._scene = scene
        self._pan = pan
        self._drag: Drag | None = None
        self._pressed: tuple[QPointF, Box | None, bool] | None = None

    @property
    def is_dragging(self) -> bool:
        return self._drag is not None

    def press(
        self, point: QPointF, modifiers: Qt.KeyboardModifier, *, pan: bool = False
    ) -> None:
        """The button went down; ``pan``: it was the middle one."""
        scene = self._scene
        if not scene.layout.slots:
            return
        self.hover(point)
        adds = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if pan or scene.mode is Mode.PAN:
            self._drag = _PanDrag(self._pan, point)
        elif scene.mode is Mode.DRAW:
            self._drag = _DrawDrag(scene, point, exact=adds)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier:
            self._drag = _BandDrag(scene, point, scene.selection if adds else ())
        else:
            self._press_to_select(point, adds)

    def _press_to_select(self, point: QPointF, adds: bool) -> None:
        grabbed = self._grab(point)
        if grabbed is not None:
            self._drag = grabbed
            return
        # what a press on a box means is known when the mouse has moved, or has not
        found = self._scene.boxes_at(point)
        self._pressed = (point, found[0] if found else None, adds)

    def _grab(self, point: QPointF) -> Drag | None:
        """The selected box under the pointer, at a handle or in its middle."""
        chosen = self._scene.selected_box()
        if chosen is None:
            return None
        index, box = chosen
        part = self._scene.part
        handle = handle_at(box.areas[part], point)
        if handle is None:
            return None
        return _ResizeDrag(self._scene, index, box, (part, handle), point)

    def move(self, point: QPointF) -> None:
        if self._drag is None and self._pressed is not None:
            start, box, _ = self._pressed
            away = (point - start).manhattanLength()
            if away < QApplication.startDragDistance():
                return
            self._drag = self._begin(start, box)
            self._pressed = None
        if self._drag is not None:
            self._drag.move(point)

    def _begin(self, start: QPointF, box: Box | None) -> Drag:
        chosen = self._scene.selected_box()
        if box and chosen and chosen[1].redaction.serial == box.redaction.serial:
            return _MoveDrag(self._scene, chosen[0], box, start)
        return _TextDrag(self._scene, start)

    def release(self, point: QPointF) -> None:
        drag, self._drag = self._drag, None
        pressed, self._pressed = self._pressed, None
        if drag is not None:
            drag.move(point)
            drag.drop()
        elif pressed is not None:
            self._click(*pressed)

    def point_out(self, point: QPointF) -> None:
        """The right button went down: select what is there, if it is not yet."""
        found = [box.redaction.serial for box in self._scene.boxes_at(point)]
        if found and not set(found) & set(self._scene.selection):
            self._scene.select((found[0],), by_user=True)

    def _click(self, point: QPointF, box: Box | None, adds: bool) -> None:
        scene = self._scene
        scene.select_text(_caret_at(scene, point) if scene.caret else None)
        if box is None:
            if not adds:
                scene.select((), by_user=True)
            stay = scene.stays_at(point) if scene.show_stays else None
            scene.choose_stay(stay, by_user=True)
            return
        serial = box.redaction.serial
        if not adds:
            scene.select([serial], by_user=True)
        elif serial in scene.selection:
            scene.select((s for s in scene.selection if s != serial), by_user=True)
        else:
            scene.select((*scene.selection, serial), by_user=True)

    def double_click(self, point: QPointF) -> None:
        """Select the word under the pointer."""
        self._select_around(point, whole_line=False)

    def triple_click(self, point: QPointF) -> None:
        """Select the line under the pointer."""
        self._select_around(point, whole_line=True)

    def _select_around(self, point: QPointF, *, whole_line: bool) -> None:
        scene = self._scene
        at = _caret_at(scene, point)
        letters = scene.letters(at.index) if at else None
        if at is None or letters is None or scene.mode is not Mode.SELECT:
            return
        find = letters.line_at if whole_line else letters.word_at
        start, end = find(at.head)
        scene.select_text(TextSelection(at.index, start, end))

    def cancel(self) -> bool:
        """Give up what is under way; True where there was something."""
        drag, self._drag = self._drag, None
        self._pressed = None
        if drag is not None:
            drag.cancel()
        return drag is not None

    def hover(self, point: QPointF) -> None:
        """The pointer is here, and no button is down."""
        chosen = self._scene.selected_box()
        if chosen and handle_at(chosen[1].areas[self._scene.part], point) is None:
            self._scene.take_part(point)

    def cursor(self, point: QPointF) -> Qt.CursorShape:
        """The pointer that says what a press would do here."""
        scene = self._scene
        if scene.mode is Mode.DRAW:
            return Qt.CursorShape.CrossCursor
        if scene.mode is Mode.PAN or isinstance(self._drag, _PanDrag):
            return Qt.CursorShape.OpenHandCursor
        chosen = scene.selected_box()
        if chosen:
            handle = handle_at(chosen[1].areas[scene.part], point)
            if handle is not None:
                return cursor_of(handle)
            if chosen[1].contains(point):
                return Qt.CursorShape.SizeAllCursor
        if scene.boxes_at(point):
            return Qt.CursorShape.PointingHandCursor
        return _cursor_over_page(scene, point)


def _cursor_over_page(scene: PageScene, point: QPointF) -> Qt.CursorShape:
    if not scene.layout.slots:
        return Qt.CursorShape.ArrowCursor
    index = scene.layout.page_at(point.y())
    letters = scene.letters(index)
    if letters and letters.is_on_word(*scene.layout.to_page(index, *point.toTuple())):
        return Qt.CursorShape.IBeamCursor
    return Qt.CursorShape.ArrowCursor


def _caret_at(
    scene: PageScene, point: QPointF, index: int | None = None
) -> TextSelection | None:
    """The position in the text that is nearest to a point, on its page or a given."""
    if not scene.layout.slots:
        return None
    if index is None:
        index = scene.layout.page_at(point.y())
    letters = scene.letters(index)
    if letters is None:
        return None
    position = letters.position_at(*scene.layout.to_page(index, *point.toTuple()))
    return TextSelection(index, position, position)


class _PanDrag:
    def __init__(self, pan: Pan, start: QPointF) -> None:
        self._pan = pan
        self._start = start

    def move(self, point: QPointF) -> None:
        self._pan(self._start - point)  # the content follows, so the start stays put

    def drop(self) -> None: ...

    def cancel(self) -> None: ...


class _TextDrag:
    """Selects text on the page where it began."""

    def __init__(self, scene: PageScene, start: QPointF) -> None:
        self._scene = scene
        self._anchor = _caret_at(scene, start)

    def move(self, point: QPointF) -> None:
        if self._anchor is None:
            return
        head = _caret_at(self._scene, point, self._anchor.index)
        if head is not None:
            self._scene.select_text(
                TextSelection(self._anchor.index, self._anchor.head, head.head)
            )

    def drop(self) -> None: ...

    def cancel(self) -> None:
        self._scene.select_text(None)


class _DrawDrag:
    """Draws a new box on the page where it began, of whole words unless ``exact``."""

    def __init__(self, scene: PageScene, start: QPointF, *, exact: bool) -> None:
        self._scene = scene
        self._exact = exact
        self._start = start
        self._index = scene.layout.page_at(start.y())

    def move(self, point: QPointF) -> None:
        layout = self._scene.layout
        rect = layout.rect_between(self._index, self._start.toTuple(), point.toTuple())
        self._scene.drawing = (self._index, rect)
        self._scene.changed.emit()

    def drop(self) -> None:
        scene = self._scene
        drawing, scene.drawing = scene.drawing, None
        scene.changed.emit()
        if drawing is None or min(drawing[1].width, drawing[1].height) < _LEAST:
            return
        slot = scene.layout.slots[self._index]
        area = drawing[1] if self._exact else scene.to_words(*drawing)
        rects, text = scene.snapped(self._index, (area,))
        scene.drawn.emit(Mark(slot.document, slot.page, rects, text))

    def cancel(self) -> None:
        self._scene.drawing = None
        self._scene.changed.emit()


class _BandDrag:
    """Selects every box that the band touches."""

    def __init__(
        self, scene: PageScene, start: QPointF, before: tuple[str, ...]
    ) -> None:
        self._scene = scene
        self._start = start
        self._before = before

    def move(self, point: QPointF) -> None:
        self._scene.band = QRectF(self._start, point).normalized()
        self._scene.changed.emit()

    def drop(self) -> None:
        band, self._scene.band = self._scene.band, None
        found = self._scene.in_area(band) if band is not None else []
        self._scene.select((*self._before, *found), by_user=True)
        self._scene.changed.emit()

    def cancel(self) -> None:
        self._scene.band = None
        self._scene.changed.emit()


@dataclass
class _BoxDrag:
    """Carries a ghost of one redaction until the button is released."""

    scene: PageScene
    index: int
    box: Box
    start: QPointF

    def _show(self, areas: tuple[QRectF, ...]) -> None:
        layout = self.scene.layout
        rects = tuple(
            layout.rect_between(
                self.index, area.topLeft().toTuple(), area.bottomRight().toTuple()
            )
            for area in areas
        )
        if not any(rect.is_empty for rect in rects):
            self.scene.ghost = (self.box.redaction.serial, rects)
            self.scene.changed.emit()

    def drop(self) -> None:
        if self.scene.ghost is not None:
            self.scene.put(self.box.redaction.serial, self.index, self.scene.ghost[1])

    def cancel(self) -> None:
        self.scene.ghost = None
        self.scene.changed.emit()


class _MoveDrag(_BoxDrag):
    def move(self, point: QPointF) -> None:
        page = area_of(self.scene.layout.box(self.index))
        whole = QRectF()
        for area in self.box.areas:
            whole = whole.united(area)
        by = _kept_inside(whole, page, point - self.start)
        self._show(tuple(area.translated(by) for area in self.box.areas))


class _ResizeDrag(_BoxDrag):
    def __init__(
        self,
        scene: PageScene,
        index: int,
        box: Box,
        grabbed: tuple[int, Corner],
        start: QPointF,
    ) -> None:
        super().__init__(scene, index, box, start)
        self._number, self._handle = grabbed

    def move(self, point: QPointF) -> None:
        areas = list(self.box.areas)
        grabbed = areas[self._number]
        areas[self._number] = resized(grabbed, self._handle, point - self.start)
        self._show(tuple(areas))


def _kept_inside(whole: QRectF, page: QRectF, by: QPointF) -> QPointF:
    """A step that leaves nothing of ``whole`` outside of the page."""
    return QPointF(
        min(max(by.x(), page.left() - whole.left()), page.right() - whole.right()),
        min(max(by.y(), page.top() - whole.top()), page.bottom() - whole.bottom()),
    )


def nudged(
    scene: PageScene, step: tuple[float, float], *, resize: bool
) -> tuple[int, str, tuple[Rect, ...]] | None:
    """The one selected redaction a step further on the page as shown, in points.

    ``resize``: its last rectangle's right and bottom edges move instead. Returns the
    page's number, the serial and the rectangles; None where it would leave the page.
    """
    chosen = scene.selected_box()
    if chosen is None:
        return None
    index, box = chosen
    layout = scene.layout
    by = QPointF(step[0], step[1]) * layout.scale
    areas = list(box.areas)
    if resize:
        areas[-1] = resized(areas[-1], (1, 1), by)
    else:
        areas = [area.translated(by) for area in areas]
    page = area_of(layout.box(index)).adjusted(-0.1, -0.1, 0.1, 0.1)
    if not all(page.contains(area) for area in areas):
        return None
    rects = tuple(
        layout.rect_between(index, a.topLeft().toTuple(), a.bottomRight().toTuple())
        for a in areas
    )
    return index, box.redaction.serial, rects
