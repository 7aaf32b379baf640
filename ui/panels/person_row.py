"""Draws a person: name and places, the forms seen, what was decided."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import (
    QApplication,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from redactor.model import PersonDecision
from ui import style
from ui.panels.people_model import Tally

_SAID = {
    PersonDecision.WITHHOLD: ", policy: withhold",
    PersonDecision.RELEASE: ", policy: leave visible",
}
_PAD = 8
_ICON = 18


class PersonRow(QStyledItemDelegate):
    """Three lines: name and places; who it is and the forms; decision and codes."""

    def sizeHint(
        self,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,  # noqa: ARG002
    ) -> QSize:
        return QSize(200, 3 * (option.fontMetrics.height() + 2) + 2 * _PAD)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        background(painter, option)
        tally: Tally = index.data(Qt.ItemDataRole.UserRole)
        scheme = style.colors()
        strong, faint = QColor(scheme.text), QColor(scheme.muted)

        undecided = tally.standing == PersonDecision.UNDECIDED
        color = scheme.undecided if undecided else scheme.text
        area = option.rect.adjusted(_PAD, _PAD, -_PAD, -_PAD)
        mark = QRect(area.left(), area.top(), _ICON, _ICON)
        sign = style.DECISION_ICONS[tally.standing] if tally.standing else "done"
        style.icon(sign, color).paint(painter, mark)
        area.setLeft(area.left() + _ICON + _PAD)

        step = option.fontMetrics.height() + 2
        line = QRect(area.left(), area.top(), area.width(), step)
        bold = QFont(option.font)
        bold.setBold(True)
        name = QFontMetrics(bold).horizontalAdvance(tally.person.name)
        room = line.width() - name - _PAD
        places = _places(tally)
        if option.fontMetrics.horizontalAdvance(places) > room:
            places = _places(tally, documents=False)
        two_ends(painter, line, (tally.person.name, bold, strong), (places, faint))
        line.translate(0, step)
        painter.setFont(option.font)
        forms = [form for form in tally.person.forms if form != tally.person.name]
        kind = tally.person.kind or tally.person.category or "kind not known"
        told = ", ".join(forms)
        text(
            painter,
            line,
            f"{kind}  ·  {told}" if told else kind,
            faint,
        )
        line.translate(0, step)
        text(painter, line, _decision(tally), QColor(color))


def _places(tally: Tally, *, documents: bool = True) -> str:
    more = documents and tally.documents > 1
    files = f", {tally.documents} documents" if more else ""
    return f"{tally.places:,} place{'' if tally.places == 1 else 's'}{files}"


def _decision(tally: Tally) -> str:
    codes = ", ".join(tally.person.exemptions)
    apart = _apart(tally)
    match tally.person.decision:
        case PersonDecision.WITHHOLD:
            return f"withhold {codes}{apart}".replace("  ", " ")
        case PersonDecision.RELEASE:
            return f"leave visible{apart}"
        case _ if tally.standing == PersonDecision.UNDECIDED:
            said = _SAID.get(tally.person.proposed, "")
            return f"{tally.undecided:,} undecided{said}"
        case _:
            return tally.one_by_one


def _apart(tally: Tally) -> str:
    """Where it went otherwise: the first page, and how many more there are."""
    if not tally.exceptions:
        some = 0 < tally.apart < tally.places
        return f", {tally.apart:,} decided singly" if some else ""
    more = len(tally.exceptions) - 1
    return f", not {tally.exceptions[0]}{f' +{more}' if more else ''}"


# -- drawing that the rows of other lists share


def is_chosen(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def background(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """The row without its text: selection, hover, focus, and a line below."""
    empty = QStyleOptionViewItem(option)
    empty.text = ""
    empty.icon = QIcon()
    widget = option.widget
    looks = widget.style() if widget else QApplication.style()
    looks.drawPrimitive(
        QStyle.PrimitiveElement.PE_PanelItemViewItem, empty, painter, widget
    )
    if is_chosen(option):
        bar = QRect(0, option.rect.top(), 3, option.rect.height())
        painter.fillRect(bar, QColor(style.colors().accent))
    painter.setPen(QColor(style.colors().line))
    painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(QColor(style.colors().text))
        painter.drawRect(option.rect.adjusted(1, 1, -2, -2))


def two_ends(
    painter: QPainter,
    line: QRect,
    left: tuple[str, QFont, QColor],
    right: tuple[str, QColor],
) -> None:
    """Text at both ends of a line; the left one gives way."""
    plain = QFont(left[1])
    plain.setBold(False)
    width = QFontMetrics(plain).horizontalAdvance(right[0])
    painter.setFont(left[1])
    text(painter, line.adjusted(0, 0, -(width + 10), 0), left[0], left[2])
    painter.setFont(plain)
    text(painter, line, right[0], right[1], Qt.AlignmentFlag.AlignRight)


def text(
    painter: QPainter,
    line: QRect,
    words: str,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """One line of text, shortened with an ellipsis where it does not fit."""
    painter.setPen(color)
    fitted = painter.fontMetrics().elidedText(
        " ".join(words.split()), Qt.TextElideMode.ElideRight, line.width()
    )
    painter.drawText(line, align | Qt.AlignmentFlag.AlignVCenter, fitted)
