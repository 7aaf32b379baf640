"""Paints the part of the pages that is in view: paper, pictures, boxes, selections."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPalette, QPen

from redactor.model import Rect
from redactor.release.looks import SETTING
from ui.page import boxes
from ui.page.cache import (
    AS_IT_CAME,
    TILE,
    PictureCache,
    PictureLoader,
    Piece,
    coarse,
    pieces,
)
from ui.page.layout import Slot, from_shown, to_shown
from ui.page.scene import PageScene

_NEIGHBOURS = 2  # pages before and after the view that are drawn in advance
_TEXT = QColor(31, 95, 168, 80)
_CURRENT = QColor("#e07b00")
_HIT = QColor(255, 214, 0, 110)
_CARET = QColor("#1f5fa8")


class PagePainter:
    """Knows which pictures the view needs, and paints with those that are there."""

    def __init__(
        self, scene: PageScene, cache: PictureCache, loader: PictureLoader
    ) -> None:
        self._scene = scene
        self._cache = cache
        self._loader = loader
        self.ratio = 1.0
        self.released = False

    # -- pictures

    def version(self, slot: Slot) -> int:
        """Which picture of a page is shown."""
        if not self.released:
            return AS_IT_CAME
        session = self._scene.session
        look = session.setting(SETTING)
        return hash((session.revision(slot.document, slot.page), look))

    def wanted(self, view: Rect) -> Iterator[Piece]:
        """What is needed to show this part of the content, most urgent first."""
        visible = self._by_urgency(view)
        for index in visible:
            yield from self._pieces(index, view)
        room = view.height / 2
        around = Rect(view.x0, view.y0 - room, view.x1, view.y1 + room)
        for index in self._by_urgency(around):
            yield from self._pieces(index, around)
        if visible:
            first, last = min(visible), max(visible)
            for away in range(1, _NEIGHBOURS + 1):
                for index in (last + away, first - away):
                    if 0 <= index < len(self._scene.layout.slots):
                        yield from self._pieces(index, None)

    def _by_urgency(self, view: Rect) -> list[int]:
        layout = self._scene.layout
        middle = (view.y0 + view.y1) / 2

        def away(index: int) -> float:
            box = layout.box(index)
            return max(box.y0 - middle, middle - box.y1, 0.0)

        return sorted(layout.visible(view.y0, view.y1), key=away)

    def _pieces(self, index: int, view: Rect | None) -> list[Piece]:
        """Of one page: the sharp ones; before tiles, something to stretch."""
        layout = self._scene.layout
        slot = layout.slots[index].upright
        version, scale = self.version(slot), layout.scale * self.ratio
        area = self._area(index, view) if view is not None else Rect(0, 0, 1, 1)
        sharp = pieces(slot, version, scale, area)
        if not sharp or sharp[0].tile is None:
            return sharp
        rough = coarse(slot, version, scale)
        before = [] if self._cache.stand_in(rough) is not None else [rough]
        return before + sharp if view is not None else before

    def _area(self, index: int, view: Rect) -> Rect:
        """The part of a page that is in view, in points of the page as it is drawn."""
        layout = self._scene.layout
        page, scale = layout.box(index), layout.scale
        part = page.intersection(view)
        slot = layout.slots[index]
        corners = [
            to_shown(
                slot.upright.shape,
                *from_shown(slot.shape, (x - page.x0) / scale, (y - page.y0) / scale),
            )
            for x, y in ((part.x0, part.y0), (part.x1, part.y1))
        ]
        return Rect(*corners[0], *corners[1]).normalized()

    def is_sharp(self, index: int, view: Rect) -> bool:
        """True where everything of a page that is in view is there as it should be."""
        layout = self._scene.layout
        slot = layout.slots[index].upright
        needed = pieces(
            slot,
            self.version(slot),
            layout.scale * self.ratio,
            self._area(index, view),
        )
        return all(piece in self._cache for piece in needed)

    # -- painting

    def paint(self, painter: QPainter, view: Rect, palette: QPalette) -> None:
        """Paint this part of the content; the painter's origin is the content's."""
        layout = self._scene.layout
        for index in layout.visible(view.y0, view.y1):
            self._paint_caption(painter, index, palette)
            page = layout.box(index)
            if not page.intersects(view):
                continue
            self._paint_paper(painter, boxes.area_of(page), palette)
            self._paint_pictures(painter, index, view)
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_marks(painter, index)
            painter.restore()
        if self._scene.band is not None:
            painter.setPen(QPen(_CARET, 1, Qt.PenStyle.DashLine))
            painter.setBrush(QColor(31, 95, 168, 30))
            painter.drawRect(self._scene.band)

    def _paint_caption(self, painter: QPainter, index: int, palette: QPalette) -> None:
        band = self._scene.layout.caption(index)
        if band is None:
            return
        slot = self._scene.layout.slots[index]
        left = max(self._scene.layout.box(index).x0, 0.0)
        area = boxes.area_of(band).adjusted(left, 0, -8, 0)
        font = QFont(painter.font())
        font.setBold(True)
        painter.setPen(palette.color(QPalette.ColorRole.WindowText))
        painter.setFont(font)
        text = f"{slot.document}   {slot.name}"
        shown = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideMiddle, int(area.width())
        )
        line = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, line | Qt.TextFlag.TextSingleLine, shown)

    def _paint_paper(self, painter: QPainter, page: QRectF, palette: QPalette) -> None:
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(Qt.GlobalColor.white)
        painter.drawRect(page.adjusted(-1, -1, 0, 0))

    def _paint_pictures(self, painter: QPainter, index: int, view: Rect) -> None:
        """The pictures of a page, turned as the view is."""
        layout = self._scene.layout
        slot = layout.slots[index]
        width, height = (points * layout.scale for points in slot.upright.size)
        painter.save()
        page = boxes.area_of(layout.box(index))
        if slot.turn:
            painter.translate(page.center())
            painter.rotate(slot.turn)
            painter.translate(-width / 2, -height / 2)
        else:
            painter.translate(page.topLeft())
        sharp = pieces(
            slot.upright,
            self.version(slot),
            layout.scale * self.ratio,
            self._area(index, view),
        )
        there = [(p, picture) for p in sharp if (picture := self._cache.get(p))]
        if len(there) < len(sharp):
            self._paint_stand_in(painter, sharp[0], QRectF(0.0, 0.0, width, height))
        for piece, picture in there:
            column, row = piece.tile or (0, 0)
            side = TILE / self.ratio
            target = QRectF(
                column * side,
                row * side,
                picture.width() / self.ratio,
                picture.height() / self.ratio,
            )
            painter.drawPixmap(target, picture, QRectF(picture.rect()))
        painter.restore()

    def _paint_stand_in(self, painter: QPainter, piece: Piece, page: QRectF) -> None:
        picture = self._cache.stand_in(piece)
        if picture is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawPixmap(page, picture, QRectF(picture.rect()))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
            return
        failed = self._loader.failed(piece)
        text = "This page can't be drawn." if failed else f"Page {piece.page}"
        painter.setPen(QColor("#8a1c16") if failed else QColor("#6b7580"))
        painter.drawText(page, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_marks(self, painter: QPainter, index: int) -> None:
        scene = self._scene
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(_TEXT)
        for area in scene.text_areas(index):
            painter.drawRect(area)
        painter.setBrush(_HIT)
        for area, _ in scene.hit_areas(index):
            painter.drawRect(area)
        if not self.released:
            boxes.paint_doubts(painter, (area for _, area in scene.doubts(index)))
            self._paint_stays(painter, index)
        self._paint_boxes(painter, index)
        self._paint_current_hit(painter, index)
        self._paint_under_way(painter, index)

    def _paint_stays(self, painter: QPainter, index: int) -> None:
        if self._scene.show_stays:
            for _, areas in self._scene.stays(index):
                boxes.paint_stays(painter, areas)
        boxes.paint_selected(painter, self._scene.stay_areas(index))

    def _paint_boxes(self, painter: QPainter, index: int) -> None:
        scene = self._scene
        chosen = []
        regime = scene.session.state.case.regime
        for box in scene.boxes(index):
            if not self.released:
                stamp = boxes.stamps(regime, box.redaction.exemptions)
                boxes.paint(painter, box, stamp, peek=scene.peek)
            if box.redaction.serial in scene.selection:
                chosen.append(box)
        for box in chosen:
            boxes.paint_selected(painter, box.areas)
            moves = box.redaction.status.is_proposal and not self.released
            if len(scene.selection) == 1 and moves:
                boxes.paint_handles(painter, box.areas[scene.part])

    def _paint_current_hit(self, painter: QPainter, index: int) -> None:
        """A ring that is seen over a black box too."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(_CURRENT, 3))
        for area, current in self._scene.hit_areas(index):
            if current:
                painter.drawRect(area.adjusted(-2, -2, 2, 2))
        painter.setPen(Qt.PenStyle.NoPen)

    def _paint_under_way(self, painter: QPainter, index: int) -> None:
        scene = self._scene
        caret = scene.caret_area(index)
        if caret is not None:
            painter.fillRect(caret, _CARET)
        if scene.drawing is not None and scene.drawing[0] == index:
            area = scene.layout.to_view(index, scene.drawing[1])
            boxes.paint_drawing(painter, boxes.area_of(area))
