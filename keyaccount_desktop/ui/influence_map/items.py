"""The items of the map's scene: one class per kind of thing on the map. They paint, and know nothing else.

What an item looks like comes ready from the picture; the strokes are prepared when it is first painted. From
afar cards show no more than the name, in letters that stay readable; where not even these could be read,
cards are painted as plain tokens and links as straight lines.
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
from keyaccount_desktop.exchange.map_shapes import FADED, Drawing
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map.painter import Ink, Stroke, paint, strokes, to_qrect
from keyaccount_desktop.workbook.maps import MapCard

FULL: Final = 0.58
"""From this zoom on everything is painted: there the smallest text can be read."""
NAMES: Final = ((0.44, 21), (0.33, 28), (0.26, 36), (0.2, 44))
"""Down to which zoom cards and lanes show nothing but names, and in letters of which size: 9 to 12 pixels of
the screen. Further out there is no text at all."""
FAR: Final = 0.2
"""Below this zoom links are straight lines."""
READABLE: Final = 0.5
"""From this zoom on links have their labels and marks."""

LANE, LINK, LABEL, CARD, CHANGE, HANDLES = 0.0, 1.0, 2.0, 3.0, 3.5, 4.0

_CACHED: Final = QGraphicsItem.CacheMode.DeviceCoordinateCache
_CARD: Final = QRectF(0, 0, CARD_WIDTH, CARD_HEIGHT)
_CARD_INK: Final = _CARD.adjusted(-4, -4, 4, 4)
_BAND: Final = QRectF(0, 0, 14, CARD_HEIGHT)
_RING: Final = _CARD.adjusted(-2, -2, 2, 2)

Draw = Callable[[int], Drawing]
"""Draws something, given the size that its names are to have; 0: with all that it shows."""


def name_size(painter: QPainter) -> int | None:
    """How large names are at the painter's zoom; 0: everything is shown, None: nothing can be read."""
    zoom = QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform())
    zoom *= 100 / theme.current().zoom
    if zoom >= FULL:
        return 0
    return next((size for least, size in NAMES if zoom >= least), None)


class CardItem(QGraphicsItem):
    """One card; its place is the item's position."""

    def __init__(self, card: MapCard, draw: Draw, ink: Ink) -> None:
        super().__init__()
        self.card = card
        self.selected = False
        self._ghost = False
        self._draw = draw
        self._ink = ink
        self._strokes: dict[int, list[Stroke]] = {}
        self.setZValue(CARD)
        self.setCacheMode(_CACHED)

    def become(self, card: MapCard, draw: Draw, ink: Ink) -> None:
        """Look different from now on."""
        self.card, self._draw, self._ink, self._strokes = card, draw, ink, {}
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
        size = name_size(painter)
        if size is None:
            self.paint_token(painter)
        else:
            self.paint_card(painter, size)
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

    def paint_card(self, painter: QPainter, size: int = 0) -> None:
        made = self._strokes.get(size)
        if made is None:
            made = self._strokes[size] = strokes(self._draw(size).shapes, self._ink)
        paint(painter, made)

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
        if QStyleOptionGraphicsItem.levelOfDetailFromTransform(painter.worldTransform()) < FAR:
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


class LaneItem(QGraphicsItem):
    """A row or column with its heading."""

    def __init__(self, drawing: Drawing, draw: Draw, ink: Ink) -> None:
        super().__init__()
        self._set(drawing, draw, ink)

    def become(self, drawing: Drawing, draw: Draw, ink: Ink) -> None:
        self.prepareGeometryChange()
        self._set(drawing, draw, ink)
        self.update()

    def keep(self, draw: Draw) -> None:
        """Look the same, by a newer picture: the old one is let go."""
        self._draw = draw

    def _set(self, drawing: Drawing, draw: Draw, ink: Ink) -> None:
        self.drawing, self._draw, self.ink = drawing, draw, ink
        self._bounds = to_qrect(drawing.bounds)
        self._strokes: dict[int, list[Stroke]] = {}

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = name_size(painter)
        size = NAMES[-1][1] if size is None else size
        made = self._strokes.get(size)
        if made is None:
            drawing = self._draw(size) if size else self.drawing
            made = self._strokes[size] = strokes(drawing.shapes, self.ink)
        paint(painter, made)


class DrawingItem(QGraphicsItem):
    """The label of a link and the like: painted as it comes, from ``least_zoom`` on."""

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
        self._ink = ink
        self._bounds = to_qrect(drawing.bounds)
        self._strokes: list[Stroke] | None = None

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        if painter.worldTransform().m11() < self._least_zoom:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._strokes is None:
            self._strokes = strokes(self.drawing.shapes, self._ink)
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
