"""The actions of the list as Qt makes them, in menus and on the toolbar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenuBar, QToolBar, QWidget

from redactor.model import State
from ui import style
from ui.action_list import MENUS, SPECS, TOOLBAR, Spec


class Actions(QObject):
    """The actions of one window, made from SPECS."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._made = {spec.name: _make(spec, window) for spec in SPECS}
        window.addActions(list(self._made.values()))
        self.refresh_icons()

    def __getitem__(self, name: str) -> QAction:
        return self._made[name]

    def connect_all(self, slots: Mapping[str, Callable[[], object]]) -> None:
        """Give each named action what it does. A checkable one is read by its slot."""
        for name, slot in slots.items():
            self._made[name].triggered.connect(lambda _=False, run=slot: run())

    def enable(self, state: State | None, *, choice: bool) -> None:
        """Offer what makes sense with an open case, and with something selected."""
        case, pages = state is not None, state is not None and bool(state.documents)
        there = {"": True, "case": case, "pages": pages, "choice": pages and choice}
        for spec in SPECS:
            self._made[spec.name].setEnabled(there[spec.needs])

    def list_keys_in(self, widget: QWidget) -> None:
        """Make the keys for lists work while ``widget`` has the focus."""
        for spec in SPECS:
            for key in spec.list_keys:
                shortcut = QShortcut(QKeySequence(key), widget)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(self._made[spec.name].trigger)

    def name_steps(self, undo: str, redo: str) -> None:
        """Say in words what Undo would take back and Redo make again, if anything."""
        for name, word, label in (("undo", "&Undo", undo), ("redo", "Re&do", redo)):
            action = self._made[name]
            action.setEnabled(bool(label))
            action.setText(f"{word}: {label.replace('&', '&&')}" if label else word)
            action.setIconText(name.capitalize())
            plain = word.replace("&", "")
            keys = action.shortcut().toString()
            action.setToolTip(f"{plain}: {label} ({keys})" if label else plain)

    def refresh_icons(self) -> None:
        """Draw the icons in the colours of the scheme that is on."""
        for spec in SPECS:
            if spec.icon:
                self._made[spec.name].setIcon(style.icon(spec.icon))

    def offer_on(self, widget: QWidget, names: Iterable[str]) -> None:
        """Give a widget a menu of these under the right button; "" draws a line."""
        widget.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        for name in names:
            line = QAction(widget)
            line.setSeparator(True)
            widget.addAction(self._made[name] if name else line)

    def fill_menus(self, bar: QMenuBar) -> None:
        for title, names in MENUS:
            menu = bar.addMenu(title)
            menu.setToolTipsVisible(True)
            for name in names:
                if name:
                    menu.addAction(self._made[name])
                else:
                    menu.addSeparator()

    def fill_toolbar(self, bar: QToolBar) -> None:
        for name in TOOLBAR:
            if name:
                bar.addAction(self._made[name])
            else:
                bar.addSeparator()


def _make(spec: Spec, window: QWidget) -> QAction:
    action = QAction(spec.text, window)
    action.setObjectName(spec.name)
    action.setShortcuts([QKeySequence(key) for key in spec.keys])
    action.setCheckable(spec.checkable)
    if spec.short:
        action.setIconText(spec.short)
    action.setToolTip(tool_tip(spec))
    return action


def tool_tip(spec: Spec) -> str:
    """Name, what it does, and its keys."""
    keys = keys_of(spec)
    name = spec.text.replace("&", "").rstrip("…")
    return f"{name}{f' ({keys})' if keys else ''}: {spec.does}"


def keys_of(spec: Spec) -> str:
    """The keys as they are written on the keyboard: "A or Return"."""
    wanted = [*spec.keys, *(key for key in spec.list_keys if key != "Enter")]
    native = QKeySequence.SequenceFormat.NativeText
    return " or ".join(QKeySequence(key).toString(native) for key in wanted)
