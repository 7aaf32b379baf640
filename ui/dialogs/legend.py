"""Pictures of boxes for the guide, painted as the pages paint them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from redactor.model import Rect, Redaction, Status
from ui.page import boxes

_WIDE, _HIGH = 132, 30
_AREA = QRectF(10, 6, _WIDE - 20, _HIGH - 12)
_SHARP = 2  # pixels of the picture for one on screen
_WORDS = "Jane Example"
_KINDS = (Status.SUGGESTED, Status.ACCEPTED, Status.REJECTED, Status.LOOK)


def pictures() -> dict[str, str]:
    """An image as HTML for each way a box looks, by the name of its status."""
    made = {str(status): _html(_picture(_boxed(status))) for status in _KINDS}
    stays = _picture(lambda painter: boxes.paint_stays(painter, [_AREA]))
    doubt = _picture(lambda painter: boxes.paint_doubts(painter, [_AREA]))
    return made | {"stays": _html(stays), "doubt": _html(doubt)}


def _boxed(status: Status) -> Callable[[QPainter], None]:
    row = Redaction(
        "D01-R001",
        "D01",
        1,
        (Rect(0, 0, 1, 1),),
        status=status,
        exemptions=("s.40(2)",),
    )
    box = boxes.Box(row, (_AREA,))
    return lambda painter: boxes.paint(painter, box, "s.40(2)", peek=False)


def _picture(paint: Callable[[QPainter], None]) -> QImage:
    image = QImage(_WIDE * _SHARP, _HIGH * _SHARP, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(_SHARP)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.GlobalColor.black)
    painter.drawText(_AREA, Qt.AlignmentFlag.AlignCenter, _WORDS)
    paint(painter)
    painter.end()
    return image


def _html(image: QImage) -> str:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    data = bytes(buffer.data().toBase64().data()).decode()
    return f'<img width="{_WIDE}" height="{_HIGH}" src="data:image/png;base64,{data}">'
