"""What a search found, by document, each with a check box and what can be done."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QCheckBox,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from redactor.find.search import Hit
from redactor.model import State
from ui import style
from ui.dates import many
from ui.panels.found_model import FoundModel
from ui.panels.person_row import text
from ui.parts import below, beside, calm, empty_note

_EMPTY = (
    "Nothing found yet.\n\nType above the pages what to look for. Each hit is listed "
    "here with a check box; what is checked can be withheld at once."
)
_OPEN = 2000  # hits up to which all documents are open
_HIGH = 24  # pixels of a row
_BEFORE = 0.34  # share of the line for what stands before a hit


class FoundPanel(QWidget):
    """The list of hits. Nothing is decided here: the acts go out as signals."""

    went = Signal(object)
    """A hit to show on its page."""
    withhold = Signal(list)
    """Withhold these hits under the codes used last."""
    withhold_under = Signal(list)
    """Withhold these hits under codes to be asked for."""
    leave = Signal(list)
    """Leave these hits visible on purpose."""
    save = Signal()
    """Make the search a rule of the case."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._following = False
        self._codes = ""
        self.model = FoundModel(self)
        self._build()
        self.model.counted.connect(self._tell)
        self._tell()

    def _build(self) -> None:
        self.all = QCheckBox(self)
        self.all.setAccessibleName("Check all hits, or none")
        self.all.clicked.connect(self._check_all)
        self.list = QTreeView(self)
        calm(self.list, "Hits of the search")
        self.list.setModel(self.model)
        self.list.setItemDelegate(HitRow(self.list))
        self.list.setUniformRowHeights(True)
        self.list.setIndentation(14)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.selectionModel().currentChanged.connect(self._went)
        self.empty = empty_note(self, _EMPTY)
        self.withhold_button = _button(self, "", self.withhold)
        self.under = _button(self, "O&ther code…", self.withhold_under)
        self.leave_button = _button(self, "Le&ave visible", self.leave)
        self.save_button = QPushButton("&Save as rule…", self)
        self.save_button.setToolTip("Documents added later are searched for it too.")
        self.save_button.clicked.connect(self.save)
        self.acts = QWidget(self)
        first = beside(self.withhold_button, self.under, stretch=1)
        second = beside(self.leave_button, self.save_button)
        rows = below(self.acts, first, second, margin=0)
        rows.setSpacing(6)
        below(self, self.all, self.list, self.empty, self.acts)

    def show_hits(self, hits: list[Hit], state: State) -> None:
        """Show these, all checked; documents are open where that is not too much."""
        self._following = True
        self.model.show(hits, state.documents)
        if len(hits) <= _OPEN:
            self.list.expandAll()
        self._following = False

    def show_codes(self, codes: tuple[str, ...]) -> None:
        """Say under which codes the first button withholds."""
        self._codes = ", ".join(codes)
        self._tell()

    def follow(self, hit: Hit | None) -> None:
        """Select the hit that is looked at. Sends no signal."""
        if hit is not None:
            self._following = True
            self.list.setCurrentIndex(self.model.index_of(hit))
            self._following = False

    def checked(self) -> list[Hit]:
        return self.model.checked()

    def _check_all(self) -> None:
        count = len(self.checked())
        self.model.check_all(on=count < self.model.count)

    def _went(self, index: QModelIndex) -> None:
        hit = self.model.hit(index)
        if hit is not None and not self._following:
            self.went.emit(hit)

    def _tell(self) -> None:
        count, checked = self.model.count, len(self.checked())
        files = many(self.model.documents, "document")
        self.all.setText(f"{checked:,} of {many(count, 'hit')} in {files}")
        state = Qt.CheckState.PartiallyChecked
        if checked in {0, count}:
            state = Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
        self.all.setCheckState(state)
        under = f" under {self._codes}" if self._codes else ""
        self.withhold_button.setText(f"&Withhold {checked:,}{under}")
        for button in (self.withhold_button, self.under, self.leave_button):
            button.setEnabled(checked > 0)
        for widget in (self.all, self.list, self.acts):
            widget.setVisible(count > 0)
        self.empty.setVisible(count == 0)


def _button(panel: FoundPanel, words: str, signal: object) -> QPushButton:
    button = QPushButton(words, panel)
    emit = signal.emit  # type: ignore[attr-defined]
    button.clicked.connect(lambda: emit(panel.checked()))
    return button


class HitRow(QStyledItemDelegate):
    """A hit in its line: what stands before it gives way, then what stands after."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        return super().sizeHint(option, index).expandedTo(QSize(0, _HIGH))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        hit: Hit | None = index.data(Qt.ItemDataRole.UserRole)
        if hit is None:
            bold = QStyleOptionViewItem(option)
            bold.font.setBold(True)
            super().paint(painter, bold, index)
            return
        self.initStyleOption(option, index)
        option.text = ""
        looks = option.widget.style()
        looks.drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        check = looks.subElementRect(
            QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, option.widget
        )
        line = QRect(option.rect)
        line.setLeft(check.right() + 8)
        painter.save()
        _write(painter, line.adjusted(0, 0, -6, 0), hit, option.font)
        painter.restore()


def _write(painter: QPainter, line: QRect, hit: Hit, plain: QFont) -> None:
    scheme = style.colors()
    strong, faint = QColor(scheme.text), QColor(scheme.muted)
    bold = QFont(plain)
    bold.setBold(True)
    metrics, wide = QFontMetrics(plain), QFontMetrics(bold)
    painter.setFont(plain)
    page = f"p. {hit.page}"
    text(painter, line, page, faint)
    line.setLeft(line.left() + max(metrics.horizontalAdvance("p. 888"), 0) + 4)
    room = round(line.width() * _BEFORE)
    before = metrics.elidedText(hit.before, Qt.TextElideMode.ElideLeft, room)
    text(painter, line, before, faint)
    line.setLeft(line.left() + metrics.horizontalAdvance(before))
    painter.setFont(bold)
    text(painter, line, hit.text, strong)
    blank = metrics.horizontalAdvance(" ") if hit.after.startswith(" ") else 1
    line.setLeft(line.left() + wide.horizontalAdvance(hit.text) + blank)
    if line.width() > 0:
        painter.setFont(plain)
        text(painter, line, hit.after, faint)
