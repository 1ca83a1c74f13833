"""The floor of the map's benchmarks: a plain QGraphicsScene of the same shapes and curved links.

As one would write it without further thought: an item of Qt's for every shape, grouped under a movable
rectangle per card; when a card moves, the curves of its links are set anew. No cache, no level of detail,
the view's own defaults and antialiasing. All but the following of the links runs in Qt's own C++.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import (
    QGraphicsEllipseItem,
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsPolygonItem,
    QGraphicsRectItem,
    QGraphicsScene,
    QGraphicsSimpleTextItem,
    QGraphicsView,
)

from keyaccount_desktop.exchange.map_picture import MapPicture
from keyaccount_desktop.exchange.map_routes import Route
from keyaccount_desktop.exchange.map_shapes import Box, Ellipse, Polygon, Shape, Words
from keyaccount_desktop.ui.influence_map.painter import Ink, _path


class PlainCard(QGraphicsRectItem):
    """One card's shapes, moving together."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__(0, 0, width, height)
        self.setPen(QPen(Qt.PenStyle.NoPen))
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsMovable)
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemSendsScenePositionChanges)
        self.links: list[PlainLink] = []

    def itemChange(self, change: QGraphicsItem.GraphicsItemChange, value: Any) -> Any:
        if change == QGraphicsItem.GraphicsItemChange.ItemScenePositionHasChanged:
            for link in self.links:
                link.follow()
        return super().itemChange(change, value)


class PlainLink(QGraphicsPathItem):
    """A curve from card to card."""

    def __init__(self, route: Route, source: PlainCard, target: PlainCard) -> None:
        super().__init__()
        first, last = route.points[0], route.points[-1]
        self._source, self._target = source, target
        self._out = QPointF(*first) - source.pos()
        self._in = QPointF(*last) - target.pos()
        self.setZValue(-1)
        source.links.append(self)
        target.links.append(self)
        self.follow()

    def follow(self) -> None:
        start, end = self._source.pos() + self._out, self._target.pos() + self._in
        reach = (end.x() - start.x()) / 2
        path = QPainterPath(start)
        path.cubicTo(start + QPointF(reach, 0), end - QPointF(reach, 0), end)
        self.setPath(path)


class PlainScene(QGraphicsScene):
    """The same shapes as a ``MapPicture``."""

    def __init__(self, picture: MapPicture, ink: Ink) -> None:
        super().__init__()
        self.cards: dict[str, PlainCard] = {}
        for lane in picture.lanes():
            for shape in lane.shapes:
                item = _item(shape, ink)
                item.setZValue(-2)
                self.addItem(item)
        for id_, place in picture.layout.cards.items():
            card = PlainCard(place.width, place.height)
            card.setPos(place.x, place.y)
            for shape in picture.card(id_).shapes:
                _item(shape, ink).setParentItem(card)
            self.addItem(card)
            self.cards[id_] = card
        for route in picture.routes:
            link = PlainLink(route, self.cards[route.link.source_id], self.cards[route.link.target_id])
            link.setPen(QPen(ink.colour("accent"), 1.5))
            self.addItem(link)
        bounds = picture.bounds
        self.setSceneRect(bounds.x, bounds.y, bounds.width, bounds.height)


class PlainView(QGraphicsView):
    """A view as Qt gives it, with antialiasing."""

    def __init__(self, scene: PlainScene) -> None:
        super().__init__(scene)
        self.cards = scene.cards
        self._kept = scene
        self.setRenderHint(QPainter.RenderHint.Antialiasing)

    def fit(self) -> None:
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)


def _item(shape: Shape, ink: Ink) -> QGraphicsItem:
    if isinstance(shape, Words):
        text = QGraphicsSimpleTextItem(shape.text)
        text.setFont(ink.font(shape.style))
        text.setBrush(ink.colour(shape.colour))
        text.setPos(shape.x, shape.baseline - shape.style.size)
        return text
    item: Any
    if isinstance(shape, Box):
        if shape.radius:
            path = QPainterPath()
            path.addRoundedRect(
                QRectF(shape.x, shape.y, shape.width, shape.height), shape.radius, shape.radius
            )
            item = QGraphicsPathItem(path)
        else:
            item = QGraphicsRectItem(shape.x, shape.y, shape.width, shape.height)
    elif isinstance(shape, Ellipse):
        item = QGraphicsEllipseItem(shape.x, shape.y, shape.width, shape.height)
    elif isinstance(shape, Polygon):
        item = QGraphicsPolygonItem(QPolygonF([QPointF(x, y) for x, y in shape.points]))
    else:
        item = QGraphicsPathItem(_path(shape))
    pen = QPen(Qt.PenStyle.NoPen)
    if shape.stroke is not None:
        pen = QPen(ink.colour(shape.stroke), shape.stroke_width)
    item.setPen(pen)
    item.setBrush(QBrush() if shape.fill is None else QBrush(ink.colour(shape.fill)))
    return item
