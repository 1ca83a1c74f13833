"""A few words beside the pointer while something is in the hand: what letting go would do, or why not.

Painted once, as pixels; tools put it down over the still picture at each step.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPixmap

from keyaccount_desktop.ui import theme

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView

_MOST: Final = 460
_NAME: Final = 170
"""Pixels at 100 % of text for a whole hint, and for one name in it."""
_ASIDE: Final = QPoint(16, 22)


class Hint:
    """The words, as a small sheet. ``refused``: they say why it cannot be."""

    def __init__(self, view: MapView, text: str, *, refused: bool = False) -> None:
        self.text = text
        self.refused = refused
        self._view = view
        self._pixels = sheet(text, view.devicePixelRatioF(), refused=refused)

    def rect(self) -> QRectF:
        """What it covers now, in the scene's coordinates."""
        return self._view.mapToScene(self._place).boundingRect()

    def paint(self, painter: QPainter) -> None:
        painter.save()
        painter.resetTransform()
        painter.drawPixmap(QPointF(self._place.topLeft()), self._pixels)
        painter.restore()

    @property
    def _place(self) -> QRect:
        """Below the pointer, inside the view."""
        room, size = self._view.viewport().rect(), self._pixels.deviceIndependentSize().toSize()
        place = QRect(self._view.pointer + _ASIDE, size)
        place.moveRight(min(place.right(), room.right() - 4))
        if place.bottom() > room.bottom() - 4:
            place.moveBottom(self._view.pointer.y() - 8)
        place.moveLeft(max(place.left(), room.left() + 4))
        return place


def short(name: str) -> str:
    """A name as a hint has room for it."""
    metrics = QFontMetrics(theme.current().font(bold=True))
    return metrics.elidedText(name, Qt.TextElideMode.ElideRight, theme.current().px(_NAME))


def sheet(text: str, ratio: float, *, refused: bool = False) -> QPixmap:
    """A few words as a small sheet: under the pointer while people are carried, and for hints."""
    colours = theme.current()
    font = colours.font(bold=True)
    metrics = QFontMetrics(font)
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, colours.px(_MOST))
    width, height = metrics.horizontalAdvance(text) + 24, metrics.height() + 10
    picture = QPixmap(QSize(round(width * ratio), round(height * ratio)))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.colour("warning" if refused else "accent"), 1.5))
    painter.setBrush(colours.colour("warning_soft" if refused else "surface"))
    painter.drawRoundedRect(QRectF(1, 1, width - 2, height - 2), 6, 6)
    painter.setFont(font)
    painter.setPen(colours.colour("text_1"))
    painter.drawText(QRectF(0, 0, width, height), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return picture
