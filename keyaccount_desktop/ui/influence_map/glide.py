"""Cards gliding to their new places after the map was arranged, or an undo has moved them.

Only paint: the workbook and the picture are at the end of the way when it begins, and whatever the user does
next finds everything there. Links follow their cards, each from its old way to its new one.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPointF, QRectF, QVariantAnimation
from PySide6.QtGui import QPainter, QPen, QPolygonF, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from keyaccount_desktop.exchange import map_links
from keyaccount_desktop.exchange.map_layout import Point
from keyaccount_desktop.exchange.map_picture import MapPicture
from keyaccount_desktop.exchange.map_routes import Route
from keyaccount_desktop.ui import motion
from keyaccount_desktop.ui.influence_map.items import LINK

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView

MILLISECONDS: Final = 250
_MOST: Final = 500
"""So many cards and links glide at most; with more, the eye could follow none of them."""
_PIECES: Final = 16
_GESTURES: Final = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.Wheel,
        QEvent.Type.KeyPress,
        QEvent.Type.DragEnter,
        QEvent.Type.NativeGesture,
        QEvent.Type.TouchBegin,
        QEvent.Type.Resize,
        QEvent.Type.Hide,
    }
)
"""Whatever the user does ends it."""


class Glide(QObject):
    """The gliding of one view's cards."""

    def __init__(self, view: MapView) -> None:
        super().__init__(view)
        self._view = view
        self._scene = view.map_scene
        self._ways: dict[str, tuple[Point, Point]] = {}
        """Of every gliding card: from where to where, by person."""
        self._hidden: list[str] = []
        self._links: GlidingLinks | None = None
        self.animation = QVariantAnimation(self)
        self.animation.setStartValue(0.0)
        self.animation.setEndValue(1.0)
        self.animation.setDuration(MILLISECONDS)
        self.animation.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.animation.valueChanged.connect(self._step)
        self.animation.finished.connect(self.finish)
        self._scene.shown.connect(self.finish)

    @property
    def under_way(self) -> bool:
        return bool(self._ways)

    @contextmanager
    def from_here(self, wanted: bool = True) -> Iterator[None]:
        """Let the cards glide from where they are seen now to where they are after this block."""
        before, transform = self._scene.picture, self._view.viewportTransform()
        yield
        after = self._scene.picture
        if (
            wanted
            and before is not None
            and after is not None
            and before is not after
            and before.map.purchase_id == after.map.purchase_id
            and self._view.isVisible()
            and not motion.reduced()
        ):
            self._start(before, after, transform)

    def finish(self) -> None:
        """Be at the end of the way at once."""
        if not self._ways:
            return
        ids, self._ways = list(self._ways), {}
        self.animation.stop()
        for watched in (self._view, self._view.viewport()):
            watched.removeEventFilter(self)
        for id_ in ids:
            if self._scene.card(id_) is not None:
                place = self._scene.place_of(id_)
                self._scene.card_item(id_).setPos(place.x, place.y)
        if self._links is not None:
            self._scene.removeItem(self._links)
            self._links = None
        hidden, self._hidden = self._hidden, []
        for link_id in hidden:
            if self._scene.link(link_id) is not None:
                self._scene.set_link_visible(link_id, True)

    def _start(self, before: MapPicture, after: MapPicture, seen: QTransform) -> None:
        self.finish()
        ways = {
            id_: ((old.x, old.y), (place.x, place.y))
            for id_, place in after.layout.cards.items()
            if (old := before.layout.cards.get(id_)) is not None and old != place
        }
        old_routes = {route.link.id: route for route in before.routes}
        routes = [route for route in after.routes if old_routes.get(route.link.id) != route]
        if not ways or len(ways) > _MOST or len(routes) > _MOST:
            return
        # What was seen at some point of the window begins there, whatever the view shows of the map now.
        inverted = self._view.viewportTransform().inverted()[0]
        shift = seen * inverted

        def from_old(point: Point) -> Point:
            at = shift.map(QPointF(*point))
            return at.x(), at.y()

        self._ways = {id_: (from_old(start), end) for id_, (start, end) in ways.items()}
        lines = []
        for route in routes:
            old_route = old_routes.get(route.link.id)
            if old_route is not None:
                start_points = [from_old(point) for point in _even(old_route.points)]
                lines.append((self._pen(route), start_points, _even(route.points)))
        self._hidden = [route.link.id for route in routes]
        for link_id in self._hidden:
            self._scene.set_link_visible(link_id, False)
        self._links = GlidingLinks(lines)
        self._scene.addItem(self._links)
        self._step(0.0)
        for watched in (self._view, self._view.viewport()):
            watched.installEventFilter(self)
        self.animation.start()

    def _pen(self, route: Route) -> QPen:
        look = map_links.look(route.link.kind)
        pen = QPen(self._scene.ink.colour(look.colour), look.width(route.link.strength))
        if look.dash:
            pen.setDashPattern([1.0, 2.5])
        return pen

    def _step(self, share: float) -> None:
        for id_, ((x1, y1), (x2, y2)) in self._ways.items():
            self._scene.card_item(id_).setPos(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share)
        if self._links is not None:
            self._links.go(share)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _GESTURES:
            self.finish()
        return False


Line = tuple[QPen, Sequence[Point], Sequence[Point]]
"""How it is drawn, its old way and its new one in as many pieces."""


class GlidingLinks(QGraphicsItem):
    """All links that change their way, somewhere between the old and the new one."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__()
        self.setZValue(LINK)
        self._lines = lines
        self._share = 0.0
        points = [point for _, old, new in lines for point in (*old, *new)]
        xs, ys = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
        self._bounds = QRectF(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).adjusted(-6, -6, 6, 6)

    def go(self, share: float) -> None:
        self._share = share
        self.update()

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        share = self._share
        for pen, old, new in self._lines:
            painter.setPen(pen)
            painter.drawPolyline(
                QPolygonF(
                    [
                        QPointF(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share)
                        for (x1, y1), (x2, y2) in zip(old, new, strict=True)
                    ]
                )
            )


def _even(points: Sequence[Point]) -> list[Point]:
    """The same way in a fixed number of pieces of equal length."""
    lengths = [math.dist(start, end) for start, end in pairwise(points)]
    piece = sum(lengths) / _PIECES
    if piece == 0:
        return [points[0]] * (_PIECES + 1)
    made = [points[0]]
    gone = 0.0
    for (start, end), length in zip(pairwise(points), lengths, strict=True):
        while len(made) < _PIECES and gone + length >= len(made) * piece:
            share = (len(made) * piece - gone) / length
            made.append((start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share))
        gone += length
    return [*made, *[points[-1]] * (_PIECES + 1 - len(made))]
