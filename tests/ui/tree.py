"""The window as a screen reader and a keyboard meet it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QMainWindow,
    QTabBar,
    QToolBar,
    QWidget,
)

_LETTER = re.compile(r"&([^&\s])")


def widgets(top: QWidget) -> Iterator[QWidget]:
    """All that can be seen of one window, without the windows that belong to it."""
    for one in top.findChildren(QWidget):
        if one.isVisible() and one.window() is top:
            yield one


def letters(top: QWidget) -> dict[str, list[str]]:
    """Every letter that Alt leads somewhere with, and the words that claim it."""
    said = [
        words
        for one in widgets(top)
        if one.isEnabled() and not isinstance(one.parent(), QToolBar)
        for words in _texts(one)
    ]
    if isinstance(top, QMainWindow):
        said += [action.text() for action in top.menuBar().actions()]
    found: dict[str, list[str]] = {}
    for words in said:
        if match := _LETTER.search(words.replace("&&", "")):
            found.setdefault(match[1].casefold(), []).append(words)
    return found


def _texts(one: QWidget) -> list[str]:
    if isinstance(one, QTabBar):
        return [one.tabText(at) for at in range(one.count())]
    if isinstance(one, QAbstractButton):
        return [one.text()]
    if isinstance(one, QLabel) and one.buddy() is not None and one.buddy().isVisible():
        return [one.text()]
    return []


def clashes(top: QWidget) -> dict[str, list[str]]:
    return {letter: said for letter, said in letters(top).items() if len(said) > 1}


def stops(top: QWidget) -> list[QWidget]:
    """What Tab goes to, in its order."""
    chain: list[QWidget] = []
    one = top.nextInFocusChain()
    while one is not None and one is not top and len(chain) < 2_000:
        if (
            one.window() is top
            and one.isVisible()
            and one.isEnabled()
            and one.focusProxy() is None
            and one.focusPolicy() & Qt.FocusPolicy.TabFocus
            and not isinstance(one.parent(), QAbstractSpinBox | QComboBox)
        ):
            chain.append(one)
        one = one.nextInFocusChain()
    return chain


def name_of(one: QWidget) -> str:
    """What a screen reader calls it."""
    heard = QAccessible.queryAccessibleInterface(one)
    return heard.text(QAccessible.Text.Name).replace("&", "") if heard else ""


def nameless(top: QWidget) -> list[str]:
    return [_told(one) for one in stops(top) if not name_of(one).strip()]


def doubled(top: QWidget) -> list[str]:
    """Names that two controls share, so that nobody could tell which is which."""
    heard = (one for one in stops(top) if not isinstance(one, QTabBar))
    count = Counter(name_of(one) for one in heard)
    return [name for name, many in count.items() if many > 1]


def place(one: QWidget, top: QWidget) -> QRect:
    return QRect(one.mapTo(top, QPoint(0, 0)), one.size())


def backwards(top: QWidget) -> list[str]:
    """Where Tab jumps up though nothing lies to the right, or left within a line."""
    found = []
    for before, after in pairwise(stops(top)):
        old, new = place(before, top), place(after, top)
        up = new.bottom() <= old.top() and new.left() < old.right()
        middle = old.top() < new.center().y() < old.bottom()
        if up or (middle and new.right() <= old.left()):
            found.append(f"{_told(before)} -> {_told(after)}")
    return found


def cut(top: QWidget) -> list[str]:
    """Words that do not fit where they stand, once everything was laid out."""
    for _ in range(5):  # a layout tells the one around it
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    found = []
    for one in widgets(top):
        if isinstance(one, QLabel) and one.text() and one.pixmap().isNull():
            need, room = one.sizeHint().width(), one.width()
            if one.wordWrap():
                need, room = one.heightForWidth(one.width()), one.height()
            shrinks = one.sizePolicy().horizontalPolicy() == 13  # Ignored
            if need > room + 1 and not shrinks:
                found.append(one.text())
        elif isinstance(one, QAbstractButton) and one.text():
            found += [one.text()] * (one.minimumSizeHint().width() > one.width() + 1)
    return found


def _told(one: QWidget) -> str:
    return f"{type(one).__name__} {one.objectName()} {name_of(one)!r}"
