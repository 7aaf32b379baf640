"""Looks: colours for light and dark, our icons in those colours, the style sheet."""

from __future__ import annotations

import html
from dataclasses import asdict, dataclass
from functools import cache
from string import Template

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QApplication

from redactor import paths
from redactor.model import PersonDecision, Status

_SIZES = (16, 18, 20, 24, 32, 48, 64)


@dataclass(frozen=True, slots=True)
class Colors:
    """One scheme. Every text colour has 4.5:1 at least on ``window`` and ``base``."""

    window: str
    base: str
    alternate: str
    button: str
    text: str
    muted: str
    line: str
    edge: str
    accent: str
    on_accent: str
    deep: str
    focus: str
    faded: str
    link: str
    undecided: str
    withheld: str
    released: str
    error: str
    error_back: str
    notice_back: str
    chosen: str
    good: str
    look: str


LIGHT = Colors(
    window="#f4f5f7",
    base="#ffffff",
    alternate="#f8f9fb",
    button="#fcfcfd",
    text="#1c2127",
    muted="#5b6570",
    line="#d3d8de",
    edge="#838d97",
    accent="#1f5fa8",
    on_accent="#ffffff",
    deep="#174b87",
    focus="#1f5fa8",
    faded="#878f97",
    link="#1a5296",
    undecided="#985200",
    withheld="#1c2127",
    released="#22703c",
    error="#a8201a",
    error_back="#fdeceb",
    notice_back="#e9f1fb",
    chosen="#d6e6f8",
    good="#22703c",
    look="#6b3fa0",
)
DARK = Colors(
    window="#22262a",
    base="#1a1d20",
    alternate="#1f2326",
    button="#2e3338",
    text="#e7eaed",
    muted="#a3adb7",
    line="#3d444b",
    edge="#78828c",
    accent="#2f6cb3",
    on_accent="#ffffff",
    deep="#275a96",
    focus="#86b8f0",
    faded="#747c84",
    link="#86b8f0",
    undecided="#f0b057",
    withheld="#e7eaed",
    released="#78c893",
    error="#ff9a92",
    error_back="#43201f",
    notice_back="#1f3147",
    chosen="#223e5a",
    good="#78c893",
    look="#c3a2f0",
)

STATUS_ICONS = {
    Status.SUGGESTED: "undecided",
    Status.ACCEPTED: "withheld",
    Status.REJECTED: "released",
    Status.LOOK: "look",
    Status.DISMISSED: "close",
}
STATUS_WORDS = {
    Status.SUGGESTED: "undecided",
    Status.ACCEPTED: "withheld",
    Status.REJECTED: "left visible",
    Status.LOOK: "worth a look",
    Status.DISMISSED: "dismissed",
}
KINDS = {
    "PERSON": "Name",
    "EMAIL": "E-mail",
    "PHONE": "Telephone",
    "ADDRESS": "Address",
    "ID": "Number",
    "DOB": "Date of birth",
    "HANDLE": "Account name",
    "URL": "Web address",
    "SIGNATURE": "Signature",
    "HANDWRITING": "Handwriting",
    "STAMP": "Stamp",
    "FACE": "Face",
    "SPECIAL": "Special category",
    "OFFENCE": "Offence",
    "SECURITY": "Security detail",
    "CHILD": "Child",
}
DECISION_ICONS = {
    PersonDecision.UNDECIDED: "undecided",
    PersonDecision.WITHHOLD: "withheld",
    PersonDecision.RELEASE: "released",
}
DECISION_WORDS = {
    PersonDecision.UNDECIDED: "undecided",
    PersonDecision.WITHHOLD: "withhold",
    PersonDecision.RELEASE: "leave visible",
}


def kind(label: str) -> str:
    """A finder's label in words."""
    return KINDS.get(label, label.capitalize())


def is_dark() -> bool:
    """Whether the system asks for dark windows."""
    asked = QGuiApplication.styleHints().colorScheme()
    if asked == Qt.ColorScheme.Unknown:  # some desktops only say it by their colours
        return _system_window().lightness() < 128
    return asked == Qt.ColorScheme.Dark


@cache
def _system_window() -> QColor:
    """The colour of windows before we dressed any."""
    return QGuiApplication.palette().color(QPalette.ColorRole.Window)


def colors() -> Colors:
    """The colours of the scheme that is on."""
    return DARK if is_dark() else LIGHT


def apply(app: QApplication) -> None:
    """Dress the application, now and whenever the system turns light or dark."""
    _dress(app)
    QGuiApplication.styleHints().colorSchemeChanged.connect(lambda: _dress(app))


def _dress(app: QApplication) -> None:
    app.setPalette(_palette(colors()))
    app.setStyleSheet(sheet())


def sheet() -> str:
    """The style sheet in the colours of the scheme that is on."""
    scheme = colors()
    words = paths.resources("style/window.qss").read_text(encoding="utf-8")
    return Template(words).substitute(
        asdict(scheme),
        icons=paths.resources("icons").as_posix(),
        scheme="dark" if scheme is DARK else "light",
    )


def _palette(scheme: Colors) -> QPalette:
    palette = QPalette(QColor(scheme.button), QColor(scheme.window))
    role = QPalette.ColorRole
    for name, value in (
        (role.Window, scheme.window),
        (role.WindowText, scheme.text),
        (role.Base, scheme.base),
        (role.AlternateBase, scheme.alternate),
        (role.Text, scheme.text),
        (role.Button, scheme.button),
        (role.ButtonText, scheme.text),
        (role.BrightText, scheme.error),
        (role.Highlight, scheme.accent),
        (role.HighlightedText, scheme.on_accent),
        (role.Accent, scheme.accent),
        (role.Link, scheme.link),
        (role.LinkVisited, scheme.link),
        (role.PlaceholderText, scheme.muted),
        (role.ToolTipBase, scheme.base),
        (role.ToolTipText, scheme.text),
        (role.Mid, scheme.line),
    ):
        palette.setColor(name, QColor(value))
    faded = QColor(scheme.muted)
    faded.setAlpha(150)
    for name in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, faded)
    return palette


def plain(text: str) -> str:
    """Text for a tool tip that must never be read as HTML, whatever it holds."""
    return f"<p style='white-space:pre-wrap'>{html.escape(text)}</p>" if text else ""


def icon(name: str, color: str = "") -> QIcon:
    """One of our icons in the colour of the text around it, or in ``color``."""
    scheme = colors()
    return _icon(name, color or scheme.text)


def app_icon() -> QIcon:
    return QIcon(str(paths.resources("icons/app.svg")))


@cache
def _icon(name: str, color: str) -> QIcon:
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_pixmap(name, color, size))
        # rows that are selected stay pale, so the icon keeps its colour there
        made.addPixmap(_pixmap(name, color, size), QIcon.Mode.Selected)
        made.addPixmap(_pixmap(name, color, size, 0.4), QIcon.Mode.Disabled)
    return made


def _pixmap(name: str, color: str, size: int, opacity: float = 1.0) -> QPixmap:
    drawing = _svg(name).replace("currentColor", color)
    renderer = QSvgRenderer(QByteArray(drawing.encode()))
    pixmap = QPixmap(QSize(size, size))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setOpacity(opacity)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return pixmap


@cache
def _svg(name: str) -> str:
    return paths.resources(f"icons/{name}.svg").read_text(encoding="utf-8")
