"""All pages of the case in one scroll: what is in view, how large, and its pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from redactor.model import Change, Document, Rect
from ui.page.cache import PictureCache, PictureLoader
from ui.page.layout import MARGIN, PER_POINT, clamp
from ui.page.nothing import paint_nothing
from ui.page.painter import PagePainter
from ui.page.scene import PageScene
from ui.page.ticks import TickBar
from ui.session import Session

_STEP = 1.25  # factor of one step of zoom
_LINE = 40  # pixels that an arrow key scrolls
_READABLE = 50  # percent of zoom from which on a page counts as read
_LOOK = 1000  # milliseconds a page is in view before it counts as seen


class PageScroll(QAbstractScrollArea):
    """Shows the pages of a session's case and keeps up with its changes."""

    place_changed = Signal(str, int, int)
    """Another page is in the middle: document, page, pages of the document."""
    zoom_changed = Signal(int)
    """Percent."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scene: PageScene | None = None
        self._fit = "width"
        self._place: tuple[str, int, int] | None = None
        self._ask = clock(self, 0, self._ask_for_pictures)
        self._look = clock(self, _LOOK, self._mark_seen)
        self.setAccessibleName(self.tr("Pages"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.ticks = TickBar(self)
        self.setVerticalScrollBar(self.ticks)
        self.ticks.rangeChanged.connect(lambda _, most: self.ticks.setEnabled(most > 0))
        self.ticks.setEnabled(False)
        self.ticks.setSingleStep(_LINE)
        self.horizontalScrollBar().setSingleStep(_LINE)
        self.viewport().setBackgroundRole(QPalette.ColorRole.Window)

    # -- the case

    def set_session(self, session: Session | None) -> None:
        """Show the pages of this case, or nothing. Call it before a case is closed."""
        if self._scene is not None:
            self._loader.stop()
            self._scene.session.changed.disconnect(self._follow)
            self._scene.session.read.disconnect(self._read)
            self._scene.deleteLater()
        self._scene, self._place = None, None
        if session is not None:
            self._scene = PageScene(session, self)
            self._set_up(self._scene)
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self._scrolled()

    def _set_up(self, scene: PageScene) -> None:
        cache = PictureCache()
        self._loader = PictureLoader(scene.session, cache, scene)
        self._painter = PagePainter(scene, cache, self._loader)
        self._loader.arrived.connect(self._arrived)
        scene.changed.connect(self.viewport().update)
        scene.session.changed.connect(self._follow)
        scene.session.read.connect(self._read)

    def _follow(self, change: Change) -> None:
        scene = self._scene
        if scene is None:
            return
        if any(isinstance(row, Document) for row in (*change.removed, *change.added)):
            self._documents_changed(scene)
        scene.prune()
        self._scrolled()

    def _documents_changed(self, scene: PageScene) -> None:
        place, was_empty = self._place, not scene.layout.slots
        scene.lay_out_again()
        self._set_ranges()
        if place is not None and not was_empty:
            self.show_place(place[0], place[1])
        self._lay_out()

    @property
    def turned(self) -> int:
        """How far the view is turned, in degrees."""
        return self._scene.turn if self._scene else 0

    def turn(self) -> None:
        """Turn the view by a quarter, clockwise. The pages stay as they are."""
        if self._scene is not None:
            self._scene.turn = (self._scene.turn + 90) % 360
            self._documents_changed(self._scene)
            self._scrolled()

    def _read(self, document: str) -> None:
        if self._scene is not None:
            self._scene.forget_letters(document)

    def show_place(self, document: str, page: int, rect: Rect | None = None) -> None:
        """Scroll to a page, or so that a rectangle of it is in the middle."""
        scene = self._scene
        index = scene.layout.index(document, page) if scene else None
        if scene is None or index is None:
            return
        box, view = scene.layout.box(index), self.view()
        x = box.middle[0]
        if rect is None:
            top = scene.layout.caption(index) or box
            self._scroll_to(x - view.width / 2, top.y0 - MARGIN)
            return
        place = scene.layout.to_view(index, rect).middle
        if box.width > view.width:
            x = place[0]
        self._scroll_to(x - view.width / 2, place[1] - view.height / 2)

    @property
    def show_as_released(self) -> bool:
        """Pages are shown as they will be released."""
        return self._painter.released if self._scene else False

    @show_as_released.setter
    def show_as_released(self, released: bool) -> None:
        if self._scene is not None:
            self._painter.released = released
            self._scrolled()

    # -- zoom

    @property
    def percent(self) -> int:
        return self._scene.layout.percent if self._scene else 100

    def zoom_to(self, percent: float) -> None:
        """Zoom about the middle of the view."""
        self._fit = ""
        self._zoom(percent / 100 * PER_POINT, self.viewport().rect().center())

    def zoom_by(self, factor: float, about: QPoint | None = None) -> None:
        """Zoom so that what is at this point of the view, or in its middle, stays."""
        if self._scene is not None:
            self._fit = ""
            middle = self.viewport().rect().center()
            scale = self._scene.layout.scale * factor
            self._zoom(scale, middle if about is None else about)

    def zoom_in(self) -> None:
        self.zoom_by(_STEP)

    def zoom_out(self) -> None:
        self.zoom_by(1 / _STEP)

    def fit_width(self) -> None:
        """Keep the page in view as wide as the view."""
        self._fit = "width"
        self._lay_out()

    def fit_page(self) -> None:
        """Keep the whole of the page in view."""
        self._fit = "page"
        self._lay_out()

    def _zoom(self, scale: float, about: QPoint) -> None:
        scene = self._scene
        if scene is None or not scene.layout.slots:
            return
        before, view = scene.layout, self.view()
        at = QPointF(about) + QPointF(view.x0, view.y0)
        index = before.page_at(at.y())
        old = before.box(index)
        scene.layout = before.at(scale=clamp(scale), view_width=self.viewport().width())
        self._set_ranges()
        new, grown = scene.layout.box(index), scene.layout.scale / before.scale
        self._scroll_to(
            new.x0 + (at.x() - old.x0) * grown - about.x(),
            new.y0 + (at.y() - old.y0) * grown - about.y(),
        )
        self._scrolled()
        self.zoom_changed.emit(scene.layout.percent)

    def _lay_out(self) -> None:
        """The view, the documents or the way of fitting changed."""
        scene = self._scene
        if scene is None or not scene.layout.slots:
            self._set_ranges()
            return
        size = self.viewport().size()
        layout = scene.layout.at(scale=scene.layout.scale, view_width=size.width())
        index = layout.page_at(self.view().y0)
        scale = layout.scale
        if self._fit == "width":
            scale = layout.fit_width(index)
        elif self._fit == "page":
            scale = layout.fit_page(index, size.height())
        self._zoom(scale, QPoint(size.width() // 2, 0))
        if self._fit:
            # pages of all widths have their middle in the middle of the content
            self._scroll_to((scene.layout.width - size.width()) / 2, self.view().y0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    # -- scrolling

    def view(self) -> Rect:
        """The part of the content that is in view, in pixels."""
        x, y = self.horizontalScrollBar().value(), self.verticalScrollBar().value()
        size = self.viewport().size()
        return Rect(x, y, x + size.width(), y + size.height())

    def _set_ranges(self) -> None:
        width, height = self.viewport().width(), self.viewport().height()
        layout = self._scene.layout if self._scene else None
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setRange(0, max(layout.width - width, 0) if layout else 0)
        down.setRange(0, max(layout.height - height, 0) if layout else 0)
        across.setPageStep(width)
        down.setPageStep(height)

    def _scroll_to(self, x: float | None, y: float) -> None:
        if x is not None:
            self.horizontalScrollBar().setValue(round(x))
        self.verticalScrollBar().setValue(round(y))

    def scroll_by(self, by: QPointF) -> None:
        """Scroll by so many pixels."""
        view = self.view()
        self._scroll_to(view.x0 + by.x(), view.y0 + by.y())

    def reveal(self, area: QRectF) -> None:
        """Scroll just so far that an area of the content is in view."""
        view = self.view()
        room = area.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self._scroll_to(
            min(max(view.x0, room.right() - view.width), room.left()),
            min(max(view.y0, room.bottom() - view.height), room.top()),
        )

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002
        self._scrolled()

    def _scrolled(self) -> None:
        """Something else is in view, or looks different."""
        self.viewport().update()
        self._ask.start()
        self._look.start()
        self._tell_place()

    def current(self) -> int:
        """The number of the page in the middle of the view."""
        return self._scene.layout.page_at(self.view().middle[1]) if self._scene else 0

    def _tell_place(self) -> None:
        scene = self._scene
        if scene is None or not scene.layout.slots:
            return
        slot = scene.layout.slots[self.current()]
        place = (slot.document, slot.page, slot.pages)
        if place != self._place:
            self._place = place
            self.place_changed.emit(*place)

    # -- pictures

    def _ask_for_pictures(self) -> None:
        if self._scene is not None:
            self._painter.ratio = self.devicePixelRatioF()
            self._loader.want(self._painter.wanted(self.view()))

    def _arrived(self, document: str, page: int) -> None:
        scene = self._scene
        index = scene.layout.index(document, page) if scene else None
        view = self.view()
        if scene and index in scene.layout.visible(view.y0, view.y1):
            self.viewport().update()
            self._look.start()

    @property
    def is_sharp(self) -> bool:
        """Everything in view is there as it should be."""
        scene, view = self._scene, self.view()
        return scene is not None and all(
            self._painter.is_sharp(index, view)
            for index in scene.layout.visible(view.y0, view.y1)
        )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self.viewport())
        if self._scene is None:
            return
        if not self._scene.layout.slots:
            whole = QRectF(self.viewport().rect())
            paint_nothing(painter, whole)
            return
        view = self.view()
        painter.translate(-view.x0, -view.y0)
        self._painter.paint(painter, view, self.palette())

    # -- what was seen

    def _mark_seen(self) -> None:
        """Note the pages that have been in view, readable, for a while."""
        scene = self._scene
        if scene is None or scene.layout.percent < _READABLE or not self.isVisible():
            return
        shown: dict[str, list[int]] = {}
        for document, page in self._readable(scene):
            shown.setdefault(document, []).append(page)
        for document, pages in shown.items():
            scene.session.mark_seen(document, pages)

    def look_again(self) -> None:
        """Somebody else looks: what is on screen counts for them."""
        self._look.start()

    def _readable(self, scene: PageScene) -> Iterable[tuple[str, int]]:
        """Sharp pages of which a half, or half of what fits, is in view."""
        view = self.view()
        for index in scene.layout.visible(view.y0, view.y1):
            page = scene.layout.box(index)
            enough = min(page.height, view.height) / 2
            part = page.intersection(view)
            if part.height >= enough and self._painter.is_sharp(index, view):
                slot = scene.layout.slots[index]
                yield slot.document, slot.page


def clock(parent: QObject, pause: int, then: Callable[[], object]) -> QTimer:
    """A timer that calls once, so many milliseconds after it was last started."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(pause)
    timer.timeout.connect(then)
    return timer
