"""Choose exemption codes: type a number or a word, read what it is for, tick it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSettings, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from redactor.law.categories import categories
from redactor.law.exemptions import Catalogue, Exemption
from ui.parts import below, calm, field, form, label, size

_RECENT = "recent_codes"
_KEPT = 8
_CODE = Qt.ItemDataRole.UserRole
_AS_IT_IS = "(as it is)"


@dataclass(frozen=True, slots=True)
class Choice:
    """What was chosen. ``category`` is None where it stays as it is."""

    codes: tuple[str, ...]
    category: str | None = None


def recent_codes(catalogue: Catalogue) -> list[str]:
    """Codes of this regime that were used lately, the last one first."""
    kept = str(QSettings().value(_RECENT, "")).split("\n")
    return [code for code in kept if code in catalogue]


def remember_codes(codes: Iterable[str]) -> None:
    """Put these codes at the head of those used lately."""
    kept = str(QSettings().value(_RECENT, "")).split("\n")
    fresh = list(dict.fromkeys([*codes, *(code for code in kept if code)]))
    QSettings().setValue(_RECENT, "\n".join(fresh[: 2 * _KEPT]))


class ExemptionPicker(QDialog):
    """``choice`` is what was chosen once it is accepted."""

    def __init__(
        self,
        catalogue: Catalogue,
        codes: Iterable[str],
        what: str,
        parent: QWidget | None = None,
    ) -> None:
        """``codes`` are ticked at first; ``what`` says in words what they are for."""
        super().__init__(parent)
        self._catalogue = catalogue
        # a code of another law can't be kept: the case's law has changed since
        self._codes = [code for code in dict.fromkeys(codes) if code in catalogue]
        self._recent = recent_codes(catalogue)
        word = catalogue.regime.word
        self.setWindowTitle(f"{word.capitalize()} codes")
        size(self, QSize(620, 540))
        self._build(word, what)
        self._fill("")
        self._show_chosen()

    @property
    def choice(self) -> Choice:
        at = self.category_box.currentIndex()
        category = None if at == 0 else self.category_box.currentText()
        return Choice(tuple(self._codes), category)

    def _build(self, word: str, what: str) -> None:
        head = label(self, f"For {what}, under the {self._catalogue.regime.title}")
        self.search_box = field(
            self, "Type a number or a word: 40, legal, safety", f"Search {word}s"
        )
        self.search_box.installEventFilter(self)
        self.list = QListWidget(self)
        calm(self.list, f"{word.capitalize()}s")
        self.list.setAlternatingRowColors(True)
        self.about = label(self, "", "particulars")
        self.about.setMinimumHeight(self.fontMetrics().lineSpacing() * 4)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.chosen = label(self)
        self.category_box = QComboBox(self)
        self.category_box.addItem(_AS_IT_IS)
        self.category_box.addItems([category.name for category in categories()])
        fields = form(
            ("Chosen:", self.chosen), ("Category in the &schedule:", self.category_box)
        )
        standard = QDialogButtonBox.StandardButton
        self.buttons = QDialogButtonBox(standard.Ok | standard.Cancel, self)
        below(
            self,
            *(head, self.search_box, self.list, self.about, fields, self.buttons),
            margin=14,
        )
        self._connect()

    def _connect(self) -> None:
        self.search_box.textChanged.connect(self._fill)
        self.list.itemChanged.connect(self._tick)
        self.list.currentItemChanged.connect(lambda item: self._describe(item))
        self.list.itemActivated.connect(self._flip)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)

    def accept(self) -> None:
        remember_codes(self._codes)
        super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Return, Up and Down while the search box has the keyboard."""
        if (
            watched is self.search_box
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self._pressed(Qt.Key(event.key()))
        ):
            return True
        return super().eventFilter(watched, event)

    def _pressed(self, key: Qt.Key) -> bool:
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take()
            return True
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            row = self.list.currentRow() + (1 if key == Qt.Key.Key_Down else -1)
            self.list.setCurrentRow(max(0, min(row, self.list.count() - 1)))
            return True
        return False

    def _entries(self, words: str) -> list[Exemption]:
        if words.strip():
            return self._catalogue.search(words)
        lately = [*self._codes, *self._recent[:_KEPT]]
        first = [
            self._catalogue[c] for c in dict.fromkeys(lately) if c in self._catalogue
        ]
        rest = [e for e in self._catalogue.offered() if e not in first]
        return [*first, *rest]

    def _fill(self, words: str) -> None:
        self.list.blockSignals(True)
        self.list.clear()
        for entry in self._entries(words):
            self.list.addItem(self._item(entry))
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)
        self._describe(self.list.currentItem())

    def _item(self, entry: Exemption) -> QListWidgetItem:
        standing = f"   ({entry.standing.value})" if entry.standing.value else ""
        item = QListWidgetItem(f"{entry.code}   {entry.title}{standing}")
        item.setData(_CODE, entry.code)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        ticked = entry.code in self._codes
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        item.setData(
            Qt.ItemDataRole.AccessibleTextRole,
            f"{entry.code}, {entry.title}, {entry.standing.value}",
        )
        return item

    def _describe(self, item: QListWidgetItem | None) -> None:
        if item is None:
            self.about.setText(
                "Nothing fits these words.\nTry a section number, or one word less."
            )
            return
        entry = self._catalogue[item.data(_CODE)]
        lines = (
            f"{entry.cite}: {entry.heading}",
            f"{entry.standing.value.capitalize()}. {entry.use}".lstrip(". "),
            entry.note,
        )
        self.about.setText("\n".join(line for line in lines if line))

    def _tick(self, item: QListWidgetItem) -> None:
        code = item.data(_CODE)
        if item.checkState() == Qt.CheckState.Checked:
            if code not in self._codes:
                self._codes.append(code)
        elif code in self._codes:
            self._codes.remove(code)
        self._show_chosen()

    def _flip(self, item: QListWidgetItem) -> None:
        ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _take(self) -> None:
        """Return: tick what was searched for; with nothing typed, agree."""
        if not self.search_box.text().strip():
            self.accept()
            return
        item = self.list.currentItem()
        if item is not None:
            item.setCheckState(Qt.CheckState.Checked)
            self.search_box.clear()

    def _show_chosen(self) -> None:
        self.chosen.setText(", ".join(self._codes) or "none")
