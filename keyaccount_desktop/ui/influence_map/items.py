"""The items of the map's scene: one class per kind of thing on the map. They paint, and know nothing else.

What an item looks like comes ready from the picture; the strokes are prepared when it is first painted. Far
out, where no text could be read, cards are painted as plain tokens and links as straight lines.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from keyaccount_desktop.exchange import map_links
from keyaccount_desktop.exchange.map_layout import CARD_HEIGHT, CARD_WIDTH
from keyaccount_desktop.exchange.map_marks import attitude_code
from keyaccount_desktop.exchange.map_routes import Route
from keyaccount_desktop.exchange.map_shapes import FADED, NAME, Drawing
from keyaccount_desktop.ui.influence_map.painter import Ink, Stroke, paint, strokes, to_qrect
from keyaccount_desktop.workbook.maps import MapCard

READABLE: Final = 5 / NAME.size
"""From this zoom on, where names are 5 pixels high, everything is painted; below it, cards have no text."""

LANE, LINK, LABEL, CARD, CHANGE, HANDLES = 0.0, 1.0, 2.0, 3.0, 3.5, 4.0

_CACHED: Final = QGraphicsItem.CacheMode.DeviceCoordinateCache
_CARD: Final = QRectF(0, 0, CARD_WIDTH, CARD_HEIGHT)
_CARD_INK: Final = _CARD.adjusted(-4, -4, 4, 4)
_BAND: Final = QRectF(0, 0, 14, CARD_HEIGHT)
_RING: Final = _CARD.adjusted(-2, -2, 2, 2)

Draw = Callable[[], Drawing]


class CardItem(QGraphicsItem):
    """One card; its place is the item's position."""

    def __init__(self, card: MapCard, draw: Draw, ink: Ink) -> None:
        super().__init__()
        self.card = card
        self.selected = False
        self._ghost = False
        self._draw = draw
        self._ink = ink
        self._strokes: list[Stroke] | None = None
        self.setZValue(CARD)
        self.setCacheMode(_CACHED)

    def become(self, card: MapCard, draw: Draw, ink: Ink) -> None:
        """Look different from now on."""
        self.card, self._draw, self._ink, self._strokes = card, draw, ink, None
        self.update()

    def keep(self, card: MapCard, draw: Draw) -> None:
        """Look the same, by a newer picture: the old one is let go."""
        self.card, self._draw = card, draw

    def set_selected(self, selected: bool) -> None:
        if selected != self.selected:
            self.selected = selected
            self.update()

    def set_ghost(self, ghost: bool) -> None:
        """Only mark the place, because the card itself is in the user's hand."""
        if ghost != self._ghost:
            self._ghost = ghost
            self.update()

    def boundingRect(self) -> QRectF:
        return _CARD_INK

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ghost:
            painter.setPen(QPen(self._ink.colour("text_3"), 1, Qt.PenStyle.DashLine))
            painter.drawRoundedRect(_CARD.adjusted(1, 1, -1, -1), 6, 6)
            return
        if QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform()) < READABLE:
            self.paint_token(painter)
        else:
            self.paint_card(painter)
        if self.selected:
            pen = QPen(self._ink.colour("accent"), 2)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(_RING, 7, 7)

    def paint_in_hand(self, painter: QPainter) -> None:
        """The card as it looks while it is being carried: with its text, and marked as held."""
        self.paint_card(painter)
        painter.setPen(QPen(self._ink.colour("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(_RING, 7, 7)

    def paint_card(self, painter: QPainter) -> None:
        if self._strokes is None:
            self._strokes = strokes(self._draw().shapes, self._ink)
        paint(painter, self._strokes)

    def paint_token(self, painter: QPainter) -> None:
        """The card as it is seen from far away: a sheet with its attitude's colour."""
        ink, card = self._ink, self.card
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        attitude = attitude_code(card.attitude.value if card.attitude else None)
        fade = FADED if card.cold or card.stale else ""
        pen = QPen(ink.colour("text_1" if card.decides else "line_strong"), 2 if card.decides else 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(ink.colour("surface"))
        painter.drawRect(_CARD)
        painter.fillRect(_BAND, ink.colour(attitude + fade))


class LinkItem(QGraphicsItem):
    """The line of one link, in the picture's own coordinates."""

    def __init__(self, route: Route, drawing: Drawing, ink: Ink) -> None:
        super().__init__()
        self.selected = False
        self.setZValue(LINK)
        self._set(route, drawing, ink)

    def become(self, route: Route, drawing: Drawing, ink: Ink) -> None:
        self.prepareGeometryChange()
        self._set(route, drawing, ink)
        self.update()

    def _set(self, route: Route, drawing: Drawing, ink: Ink) -> None:
        self.route = route
        self._drawing = drawing
        self._ink = ink
        self._bounds = to_qrect(drawing.bounds)
        self._strokes: list[Stroke] | None = None
        look = map_links.look(route.link.kind)
        pen = QPen(ink.colour(look.colour), look.width(route.link.strength))
        self._far = (pen, QLineF(QPointF(*route.points[0]), QPointF(*route.points[-1])))

    def set_selected(self, selected: bool) -> None:
        if selected != self.selected:
            self.selected = selected
            self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform()) < READABLE / 2:
            pen, line = self._far
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(pen)
            painter.drawLine(line)
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._strokes is None:
            self._strokes = strokes(self._drawing.shapes, self._ink)
        if self.selected or self.route.link.supposed:
            halo = QPen(self._ink.colour("accent_soft"), 9)
            if not self.selected:  # in pieces: not in the workbook
                halo = QPen(self._ink.colour("line_strong"), 9)
                halo.setDashPattern([0.4, 0.6])
                halo.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(halo)
            painter.drawPolyline([QPointF(x, y) for x, y in self.route.points])
        paint(painter, self._strokes)


class DrawingItem(QGraphicsItem):
    """A lane, or the label of a link: painted as it comes."""

    def __init__(self, drawing: Drawing, ink: Ink, z: float, least_zoom: float = 0.0) -> None:
        super().__init__()
        self.setZValue(z)
        self._least_zoom = least_zoom
        self._set(drawing, ink)

    def become(self, drawing: Drawing, ink: Ink) -> None:
        self.prepareGeometryChange()
        self._set(drawing, ink)
        self.update()

    def _set(self, drawing: Drawing, ink: Ink) -> None:
        self.drawing = drawing
        self.ink = ink
        self._bounds = to_qrect(drawing.bounds)
        self._strokes: list[Stroke] | None = None

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if self._least_zoom and painter.worldTransform().m11() < self._least_zoom:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._strokes is None:
            self._strokes = strokes(self.drawing.shapes, self.ink)
        paint(painter, self._strokes)


class HandlesItem(QGraphicsItem):
    """The dots on the edges of the card under the pointer; links are drawn from them."""

    RADIUS: Final = 5.0
    SPOTS: Final = (
        (CARD_WIDTH / 2, 0.0),
        (CARD_WIDTH, CARD_HEIGHT / 2),
        (CARD_WIDTH / 2, CARD_HEIGHT),
        (0.0, CARD_HEIGHT / 2),
    )

    def __init__(self, ink: Ink) -> None:
        super().__init__()
        self._ink = ink
        self.setZValue(HANDLES)
        self.setVisible(False)

    def become(self, ink: Ink) -> None:
        self._ink = ink
        self.update()

    def boundingRect(self) -> QRectF:
        return _CARD.adjusted(-8, -8, 8, 8)

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._ink.colour("surface"), 1.5))
        painter.setBrush(self._ink.colour("accent"))
        for x, y in self.SPOTS:
            painter.drawEllipse(QPointF(x, y), self.RADIUS, self.RADIUS)
