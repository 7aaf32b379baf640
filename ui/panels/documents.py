"""The documents on the left: a tree of pages with their pictures and state."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap
from PySide6.QtWidgets import (
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from redactor.model import Change, State
from ui import style
from ui.panels.documents_model import DocumentsModel, PageItem, Place, Standing
from ui.panels.person_row import background, text
from ui.parts import below, calm, empty_note

THUMB = QSize(54, 70)
_PAD = 6
_ICON = 15
_STEP, _DEEPEST = 12, 4  # pixels for each step of a family tree, and the most steps
_EMPTY = (
    "The case has no documents yet.\n\n"
    "Press Ctrl+I to add files, or drop files and folders anywhere on this window."
)
Picture = Callable[[str, int], QPixmap | None]


class PageRow(QStyledItemDelegate):
    """Draws a document as a heading, a page as its picture with its state beside it."""

    def __init__(self, parent: QWidget, picture: Picture) -> None:
        super().__init__(parent)
        self._picture = picture

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        if index.internalId():
            return QSize(120, THUMB.height() + 2 * _PAD)
        return QSize(120, 2 * (option.fontMetrics.height() + 2) + 2 * _PAD)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        background(painter, option)
        item: PageItem = index.data(Qt.ItemDataRole.UserRole)
        if item.page:
            self._page(painter, option, item)
        else:
            self._document(painter, option, item)

    def _document(
        self, painter: QPainter, option: QStyleOptionViewItem, item: PageItem
    ) -> None:
        strong, faint = _inks()
        step_in = _STEP * min(item.depth, _DEEPEST)
        area = option.rect.adjusted(_PAD - 2 + step_in, _PAD, -_PAD, -_PAD)
        step = option.fontMetrics.height() + 2
        line = QRect(area.left(), area.top(), area.width(), step)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        text(painter, line, f"{item.document.id}  {item.document.name}", strong)
        line.translate(0, step)
        painter.setFont(option.font)
        if item.warns:
            style.icon("warning", strong.name()).paint(
                painter, line.right() - _ICON, line.top() + 1, _ICON, _ICON
            )
        if item.note:
            line.setRight(line.right() - (_ICON + 4) * bool(item.warns))
            line = _beside(painter, line, item.note, faint)
        self._state(painter, line, item.standing, (strong, faint))

    def _page(
        self, painter: QPainter, option: QStyleOptionViewItem, item: PageItem
    ) -> None:
        strong, faint = _inks()
        frame = QRect(
            option.rect.left() + _PAD,
            option.rect.top() + _PAD,
            THUMB.width(),
            THUMB.height(),
        )
        shape = item.document.shapes[item.page - 1]
        size = QSize(round(shape.width * 100), round(shape.height * 100))
        if shape.rotation % 180:
            size.transpose()
        size = size.scaled(THUMB, Qt.AspectRatioMode.KeepAspectRatio)
        paper = QRect(frame.topLeft(), size)
        paper.moveCenter(frame.center())
        painter.fillRect(paper, QColor("white"))
        picture = self._picture(item.document.id, item.page)
        if picture is not None:
            painter.drawPixmap(paper, picture)
        painter.setPen(QColor(style.colors().line))
        painter.drawRect(paper.adjusted(0, 0, -1, -1))

        step = option.fontMetrics.height() + 3
        more = [] if item.standing.seen else ["never opened"]
        more += [item.doubt] if item.doubt else []
        lines = 2 + len(more)
        top = frame.center().y() - lines * step // 2
        left = frame.right() + 2 * _PAD
        line = QRect(left, top, option.rect.right() - left - _PAD, step)
        painter.setFont(option.font)
        text(painter, line, f"Page {item.page}", strong)
        line.translate(0, step)
        self._state(painter, line, item.standing, (strong, faint))
        for words in more:
            line.translate(0, step)
            text(painter, line, words, faint)

    def _state(
        self,
        painter: QPainter,
        line: QRect,
        standing: Standing,
        inks: tuple[QColor, QColor],
    ) -> None:
        strong, faint = inks
        scheme = style.colors()
        ink = strong if standing.withheld else faint
        if standing.read and standing.undecided:
            ink = QColor(scheme.undecided)
        left = line.left()
        if standing.icon:
            style.icon(standing.icon, ink.name()).paint(
                painter, left, line.top() + (line.height() - _ICON) // 2, _ICON, _ICON
            )
            left += _ICON + 4
        rest = QRect(line).adjusted(left - line.left(), 0, 0, 0)
        fits = painter.fontMetrics().horizontalAdvance(standing.words) <= rest.width()
        text(painter, rest, standing.words if fits else standing.short, ink)


def _beside(painter: QPainter, line: QRect, words: str, ink: QColor) -> QRect:
    """Write at the right end of a line where there is room; what is left of it."""
    width = painter.fontMetrics().horizontalAdvance(words) + _PAD
    if width > line.width() * 2 // 3:
        return line
    place = QRect(line)
    place.setLeft(line.right() - width)
    text(painter, place, words, ink)
    return line.adjusted(0, 0, -width, 0)


def _inks() -> tuple[QColor, QColor]:
    scheme = style.colors()
    return QColor(scheme.text), QColor(scheme.muted)


class DocumentsPanel(QWidget):
    """The tree. It asks for pictures only of the pages that it shows."""

    selected = Signal(str, int)
    """The user went to this page of this document."""
    opened = Signal()
    """The user wants to work on the page that is selected."""
    asked = Signal(str, str)
    """The user wants a document's "report" or "original", or to "describe" it."""

    def __init__(self, picture: Picture, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = DocumentsModel(self)
        self._following = False
        self.tree = QTreeView(self)
        calm(self.tree, "Documents and pages")
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(PageRow(self.tree, picture))
        self.tree.setIndentation(12)
        self.tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = empty_note(self, _EMPTY)
        below(self, self.tree, self.empty)
        self.tree.selectionModel().currentChanged.connect(self._tell)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.activated.connect(self._open)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.tree.customContextMenuRequested.connect(self._menu)
        # many pictures that come in at once are one repaint
        self._repaint = QTimer(self, singleShot=True, interval=60)
        self._repaint.timeout.connect(self.tree.viewport().update)
        self.model.many_changed.connect(self._repaint.start)

    def show_state(self, state: State, standings: dict[Place, Standing]) -> None:
        """Show this state of the case, with how each page stands."""
        at = self.current()
        before = set(self._expanded())
        new = [d for d in state.documents if not self.model.index_of(d).isValid()]
        self._following = True
        self.model.show(state, standings)
        for document in (*before, *new):
            self.tree.setExpanded(self.model.index_of(document), True)
        if at and not self.current():
            self.select(*at)
        self._following = False
        self.tree.setVisible(bool(state.documents))
        self.empty.setVisible(not state.documents)

    def update_rows(self, change: Change) -> None:
        self.model.update(change)

    def pictures_changed(self) -> None:
        self._repaint.start()

    def current(self) -> Place | None:
        index = self.tree.currentIndex()
        if not index.isValid():
            return None
        item = self.model.item(index)
        return item.document.id, max(item.page, 1)

    def select(self, document: str, page: int) -> None:
        """Follow the page view to a page, without telling anybody."""
        index = self.model.index_of(document, page)
        if not index.isValid() or index == self.tree.currentIndex():
            return
        self._following = True
        self.tree.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.tree.scrollTo(index)
        if page == 1:  # with the heading above it
            self.tree.scrollTo(index.parent())
        self._following = False

    def refresh(self) -> None:
        """Draw again in other colours."""
        self.tree.viewport().update()

    def menu_of(self, index: QModelIndex) -> QMenu:
        """What can be asked about a document."""
        document = self.model.item(index).document.id
        menu = QMenu(self)
        for words, act in (
            ("About this document…", "describe"),
            ("What this file hides…", "report"),
            ("Open the original…", "original"),
        ):
            made = menu.addAction(words)
            made.triggered.connect(lambda _=0, act=act: self.asked.emit(act, document))
        return menu

    def _menu(self, at: QPoint) -> None:
        index = self.tree.indexAt(at)
        if index.isValid():
            menu = self.menu_of(index)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.tree.viewport().mapToGlobal(at))

    def _open(self, index: QModelIndex) -> None:
        """A double click, or Return: on to the page, or about the document."""
        item = self.model.item(index)
        if item.page:
            self.opened.emit()
        else:
            self.asked.emit("describe", item.document.id)

    def _expanded(self) -> list[str]:
        found = []
        for row in range(self.model.rowCount()):
            index = self.model.index(row, 0)
            if self.tree.isExpanded(index):
                found.append(self.model.item(index).document.id)
        return found

    def _tell(self, index: QModelIndex) -> None:
        if not self._following and index.isValid():
            item = self.model.item(index)
            self.selected.emit(item.document.id, max(item.page, 1))
