"""The two grips of the selected link: its ends are carried to other cards by them."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from keyaccount_desktop.exchange.map_routes import Route
from keyaccount_desktop.ui.influence_map.painter import Ink

_RADIUS: Final = 5.0
_ABOVE_CARDS: Final = 4.5


class LinkEndItem(QGraphicsItem):
    """One grip, of the same size at every zoom."""

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(_ABOVE_CARDS)
        self.setVisible(False)

    def become(self, ink: Ink) -> None:
        self._ink = ink
        self.update()

    def boundingRect(self) -> QRectF:
        return QRectF(-_RADIUS - 2, -_RADIUS - 2, 2 * _RADIUS + 4, 2 * _RADIUS + 4)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ink.colour("accent"), 2))
        painter.setBrush(self._ink.colour("surface"))
        painter.drawEllipse(QPointF(), _RADIUS, _RADIUS)


def ends_of(route: Route) -> tuple[QPointF, QPointF]:
    """Where a link leaves its source, and where it meets its target."""
    first, last = QPointF(*route.points[0]), QPointF(*route.points[-1])
    tip = QPointF(*route.tip)
    backwards = (first - tip).manhattanLength() < (last - tip).manhattanLength()
    return (last, first) if backwards else (first, last)
