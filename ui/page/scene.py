"""What is on the pages beside the paper: boxes, selections, and what is being drawn.

Mouse, keyboard and painter meet here. It knows the layout, but neither widgets nor
scrolling: points are in pixels of the content.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from enum import StrEnum

from PySide6.QtCore import QObject, QPointF, QRectF, Signal

from redactor.edits import Mark
from redactor.model import Rect, Redaction, Status
from redactor.words import Passage, Word
from ui.page.boxes import Box, area_of
from ui.page.layout import PageLayout, slots
from ui.page.text import Letters, TextSelection
from ui.session import Session

Stay = tuple[str, int, Passage]
"""A passage that stays, with its document and page."""
_FEW_HITS = 500  # of more than so many, one a page is shown in the scroll bar
_LETTERS = 32  # pages whose letters are kept


class Mode(StrEnum):
    """What a drag of the mouse on a page does."""

    SELECT = "select"
    DRAW = "draw"
    PAN = "pan"


class PageScene(QObject):
    """The pages of a session's case, what is selected on them and what is under way."""

    changed = Signal()
    """Something has to be painted again."""
    selected = Signal(list)
    """The user selected other redactions: their serials."""
    text_selected = Signal(object)
    """The user selected other text: its Mark, or None."""
    drawn = Signal(object)
    """A box was drawn: its Mark, with the text under it."""
    moved = Signal(str, tuple, str)
    """A redaction was moved or resized: serial, rectangles, the text under them."""
    stay_chosen = Signal()
    """The user pointed out a passage that stays: ``stay``."""
    mode_changed = Signal(str)
    """A drag does something else now: the new mode."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.layout = PageLayout(slots(session.state.documents.values()))
        self.selection: tuple[str, ...] = ()
        self.part = 0
        self.turn = 0
        self.text: TextSelection | None = None
        self.caret = False
        self.hits: dict[tuple[str, int], list[Mark]] = {}
        self.hit: Mark | None = None
        self._marked: list[Mark] = []
        self.mode = Mode.SELECT
        self.peek = False
        self.show_stays = False
        self.doubted: Container[tuple[str, int]] = ()  # pages with doubtful words
        self.stay: Stay | None = None
        self.ghost: tuple[str, tuple[Rect, ...]] | None = None
        self.drawing: tuple[int, Rect] | None = None
        self.band: QRectF | None = None
        self._letters: dict[int, Letters] = {}

    # -- following the case

    def lay_out_again(self) -> None:
        """Documents came or went."""
        documents = self.session.state.documents.values()
        fresh = PageLayout(slots(documents, self.turn))
        self.layout = fresh.at(
            scale=self.layout.scale, view_width=self.layout.view_width
        )
        self._letters.clear()
        self.select_text(None)

    def forget_letters(self, document: str) -> None:
        """Pages of this document were read again."""
        for index in list(self._letters):
            if self.layout.slots[index].document == document:
                del self._letters[index]

    def prune(self) -> None:
        """Let go of what is no longer in the case."""
        there = self.session.state.redactions
        self.ghost, self.part = None, 0
        if self.stay and self.stay[2] not in self.session.kept(*self.stay[:2]):
            self.stay = None
        kept = tuple(serial for serial in self.selection if serial in there)
        if kept != self.selection:
            self.select(kept, by_user=True)

    # -- hits of a search

    def mark_hits(self, hits: Iterable[Mark], current: Mark | None) -> bool:
        """Show where a search found something, and which hit is looked at; True where
        they are others than before."""
        every = list(hits)
        others = every != self._marked  # the same ones are marked at each step
        if others:
            self._marked, self.hits = every, {}
            for hit in every:
                self.hits.setdefault((hit.document, hit.page), []).append(hit)
        self.hit = current
        self.changed.emit()
        return others

    def hit_areas(self, index: int) -> list[tuple[QRectF, bool]]:
        """Areas of the hits of a page; true for the hit that is looked at."""
        slot = self.layout.slots[index]
        return [
            (area_of(self.layout.to_view(index, rect)), hit == self.hit)
            for hit in self.hits.get((slot.document, slot.page), ())
            for rect in hit.rects
        ]

    def hit_heights(self) -> list[float]:
        """How far down the case each page with hits is, or each hit of a few."""
        every = sum(len(hits) for hits in self.hits.values())
        shown = None if every <= _FEW_HITS else 1
        found = (
            self._height(hit) for hits in self.hits.values() for hit in hits[:shown]
        )
        return [at for at in found if at is not None]

    def current_height(self) -> float | None:
        """How far down the case the hit is that is looked at."""
        return self._height(self.hit) if self.hit is not None else None

    def _height(self, hit: Mark) -> float | None:
        index = self.layout.index(hit.document, hit.page)
        if index is None or not hit.rects:
            return None
        at = self.layout.to_view(index, hit.rects[0]).y0
        return at / max(self.layout.height, 1)

    # -- boxes

    def redactions(self, index: int) -> tuple[Redaction, ...]:
        """Those of a page; what was dismissed only while it is selected."""
        slot = self.layout.slots[index]
        return tuple(
            r
            for r in self.session.on_page(slot.document, slot.page)
            if r.status is not Status.DISMISSED or r.serial in self.selection
        )

    def boxes(self, index: int) -> list[Box]:
        """The boxes of a page; one that is being moved, where it is now."""
        return [self._box(index, r) for r in self.redactions(index)]

    def _box(self, index: int, redaction: Redaction) -> Box:
        rects = redaction.rects
        if self.ghost is not None and self.ghost[0] == redaction.serial:
            rects = self.ghost[1]
        areas = (area_of(self.layout.to_view(index, rect)) for rect in rects)
        return Box(redaction, tuple(areas))

    def boxes_at(self, point: QPointF) -> list[Box]:
        """The boxes under a point, the smallest first."""
        if not self.layout.slots:
            return []
        index = self.layout.page_at(point.y())
        found = [box for box in self.boxes(index) if box.contains(point)]
        return sorted(found, key=lambda box: sum(a.width() for a in box.areas))

    def selected_box(self) -> tuple[int, Box] | None:
        """The one selected redaction, if it is exactly one, and its page's number."""
        if len(self.selection) != 1:
            return None
        redaction = self.session.state.redactions.get(self.selection[0])
        if redaction is None:
            return None
        if not redaction.status.is_proposal:  # it has its place in the text
            return None
        index = self.layout.index(redaction.document, redaction.page)
        return None if index is None else (index, self._box(index, redaction))

    def take_part(self, point: QPointF) -> None:
        """Of a selection of several rectangles, take the one under a point in hand.

        Only that one has handles, for those of lines close together would cover them.
        """
        chosen = self.selected_box()
        if chosen is None:
            return
        areas = chosen[1].areas
        for number, area in enumerate(areas):
            if number != self.part and area.contains(point):
                self.part = number
                self.changed.emit()
                return

    def select(self, serials: Iterable[str], *, by_user: bool = False) -> None:
        """Select these redactions and no others."""
        wanted = tuple(dict.fromkeys(serials))
        if wanted == self.selection:
            return
        self.selection = wanted
        self.part = 0
        self.stay = None
        self.changed.emit()
        if by_user:
            self.selected.emit(list(wanted))

    def in_area(self, area: QRectF) -> list[str]:
        """Redactions that a rubber band touches."""
        touched = [
            box.redaction
            for index in self.layout.visible(area.top(), area.bottom())
            for box in self.boxes(index)
            if any(area.intersects(part) for part in box.areas)
        ]
        # what is only worth a look is taken alone, never among what is proposed
        proposed = [r.serial for r in touched if r.status.is_proposal]
        return proposed or [r.serial for r in touched]

    def put(self, serial: str, index: int, rects: tuple[Rect, ...]) -> None:
        """Tell that a redaction was given other rectangles."""
        self.ghost = None
        redaction = self.session.state.redactions.get(serial)
        if redaction is not None and rects != redaction.rects:
            self.moved.emit(serial, *self.snapped(index, rects))
        self.changed.emit()

    # -- what stays

    def stays(self, index: int) -> list[tuple[Passage, tuple[QRectF, ...]]]:
        """What the finder leaves visible on a page, and where it lies."""
        slot = self.layout.slots[index]
        return [
            (
                passage,
                tuple(area_of(self.layout.to_view(index, r)) for r in passage.rects),
            )
            for passage in self.session.kept(slot.document, slot.page)
        ]

    def stays_at(self, point: QPointF) -> Stay | None:
        """The passage that stays under a point."""
        if not self.layout.slots:
            return None
        index = self.layout.page_at(point.y())
        slot = self.layout.slots[index]
        for passage, areas in self.stays(index):
            if any(area.contains(point) for area in areas):
                return slot.document, slot.page, passage
        return None

    def choose_stay(self, stay: Stay | None, *, by_user: bool = False) -> None:
        """Look at a passage that stays, or at none."""
        if stay != self.stay:
            self.stay = stay
            self.changed.emit()
        if stay is not None and by_user:
            self.stay_chosen.emit()

    def stay_areas(self, index: int) -> tuple[QRectF, ...]:
        """Where the passage lies that is looked at, if it is on this page."""
        slot = self.layout.slots[index]
        if self.stay is None or self.stay[:2] != (slot.document, slot.page):
            return ()
        rects = self.stay[2].rects
        return tuple(area_of(self.layout.to_view(index, rect)) for rect in rects)

    # -- text

    def letters(self, index: int) -> Letters | None:
        """The letters of a page; None where it has none or was not read yet."""
        if index not in self._letters:
            slot = self.layout.slots[index]
            document = self.session.state.documents[slot.document]
            words = self.session.words(document, slot.page)
            if words is None or not words.words:
                return None
            if len(self._letters) >= _LETTERS:
                del self._letters[next(iter(self._letters))]
            self._letters[index] = Letters(words)
        return self._letters[index]

    def doubts(self, index: int) -> list[tuple[Word, QRectF]]:
        """The words of a page that were read with doubt, and where they lie."""
        slot = self.layout.slots[index]
        is_doubted = (slot.document, slot.page) in self.doubted
        letters = self.letters(index) if is_doubted else None
        return [
            (word, area_of(self.layout.to_view(index, word.rect)))
            for word in (letters.words.words if letters else ())
            if word.is_doubtful
        ]

    def doubt_at(self, point: QPointF) -> Word | None:
        """The word under a point, if it was read with doubt."""
        if not self.layout.slots:
            return None
        found = self.doubts(self.layout.page_at(point.y()))
        return next((word for word, area in found if area.contains(point)), None)

    def to_words(self, index: int, rect: Rect) -> Rect:
        """A rectangle as it was meant: with whole words or without them."""
        letters = self.letters(index)
        return letters.words.to_words(rect) if letters else rect

    def snapped(
        self, index: int, rects: tuple[Rect, ...]
    ) -> tuple[tuple[Rect, ...], str]:
        """Rectangles that cover the letters under them whole, and what those say."""
        letters = self.letters(index)
        if letters is None:
            return rects, ""
        return letters.words.grown(rects), letters.words.under(rects)

    def select_text(self, selection: TextSelection | None) -> None:
        """Select a stretch of text, or none."""
        if selection == self.text:
            return
        self.text = selection
        self.text_selected.emit(self.selection_mark())
        self.changed.emit()

    def selection_mark(self) -> Mark | None:
        """The selected text as a place that can be redacted."""
        if self.text is None:
            return None
        letters = self.letters(self.text.index)
        if letters is None:
            return None
        slot = self.layout.slots[self.text.index]
        return letters.mark(slot.document, slot.page, *self.text.span)

    def text_areas(self, index: int) -> list[QRectF]:
        """Where the selected text of a page lies."""
        letters = self.letters(index) if self._has_text(index) else None
        if letters is None or self.text is None:
            return []
        rects = letters.rects(*self.text.span)
        return [area_of(self.layout.to_view(index, rect)) for rect in rects]

    def caret_area(self, index: int) -> QRectF | None:
        """Where the caret stands, if it is shown and on this page."""
        if not self.caret or not self._has_text(index) or self.text is None:
            return None
        letters = self.letters(index)
        if letters is None:
            return None
        area = area_of(self.layout.to_view(index, letters.caret(self.text.head)))
        return area.adjusted(-0.5, 0, 0.5, 0)

    def _has_text(self, index: int) -> bool:
        return self.text is not None and self.text.index == index

    # -- what a drag does

    def set_mode(self, mode: Mode) -> None:
        if mode is not self.mode:
            self.mode = mode
            self.mode_changed.emit(str(mode))
