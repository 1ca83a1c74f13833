"""Links in the hand: a new one from a card's dot, and an end of one that is there, to another card.

What a new link means is asked for where it was dropped. An end that is carried elsewhere keeps what the link
means; a card it cannot go to says why while it is still in the hand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from keyaccount_desktop.exchange import map_links
from keyaccount_desktop.exchange.map_routes import straight
from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.method.vocabulary import DIRECTED_LINKS
from keyaccount_desktop.ui.influence_map.tools import (
    Tool,
    arrow_head,
    line_rect,
    paint_ring,
    ring_rect,
)
from keyaccount_desktop.workbook.maps import MapLink

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView

translate = QCoreApplication.translate

End = Literal["source", "target"]
ENDS: Final[tuple[End, End]] = ("source", "target")


class LinkTool(Tool):
    """From a dot at a card's edge to another card."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: MapView, person_id: str) -> None:
        super().__init__(view)
        self._source = person_id

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from = self._at = at
        self._target: str | None = None
        self.view.still.hold()

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._at = at
        under = self.scene.card_at(at)
        self._target = under if under != self._source else None

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.move(at, modifiers)
        if self._target is not None:
            self.view.ask_for_link(self._source, self._target)
            return
        self.view.still.let_go()
        if self.scene.card_at(at) == self._source and self.view.far_enough(self._from, at):
            self.view.remarked.emit(self.view.map_actions.obstacle(self._source, self._source, "influences"))

    def cancel(self) -> None:
        self.view.still.let_go()

    def paint(self, painter: QPainter) -> None:
        accent = self.scene.ink.colour("accent")
        if self._target is not None:
            paint_ring(self, painter, self._target)
        line = self._line
        painter.setPen(QPen(accent, 2))
        painter.drawLine(line)
        painter.setBrush(accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(arrow_head(line))

    def marks(self) -> list[QRectF]:
        marks = [line_rect(self._line)]
        return marks if self._target is None else [*marks, ring_rect(self, self._target)]

    @property
    def _line(self) -> QLineF:
        source = self.scene.place_of(self._source)
        if self._target is not None:
            start, end = straight(source, self.scene.place_of(self._target))
            return QLineF(QPointF(*start), QPointF(*end))
        start, _ = straight(source, Rect(self._at.x(), self._at.y(), 0, 0))
        return QLineF(QPointF(*start), self._at)


class RelinkTool(Tool):
    """One end of a link, to another card; let go on empty ground everything is as it was."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: MapView, link: MapLink, end: End) -> None:
        super().__init__(view)
        self._link = link
        self._end = end
        self._own = link.source_id if end == "source" else link.target_id
        self._fixed = link.target_id if end == "source" else link.source_id

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._at = at
        self._target: str | None = None
        self.view.still.hold((), (self._link.id,))

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._at = at
        under = self.scene.card_at(at)
        target = under if under != self._own else None
        if target != self._target:
            self._target = target
            self.say(reattach_obstacle(self.view, self._link, self._end, target), refused=True)
            refused = Qt.CursorShape.ForbiddenCursor if self.hint is not None else self.cursor
            self.view.viewport().setCursor(refused)

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.move(at, modifiers)
        target, refused = self._target, self.hint.text if self.hint is not None else ""
        self.cancel()
        if refused:
            self.view.remarked.emit(refused)
        elif target is not None:
            reattach(self.view, self._link, self._end, target)

    def cancel(self) -> None:
        self.view.still.let_go()
        self.say("")

    def paint(self, painter: QPainter) -> None:
        look, line = map_links.look(self._link.kind), self._line
        refused = self.hint is not None
        pen = QPen(self.scene.ink.colour(look.colour), look.width(self._link.strength))
        if look.dash:
            pen.setDashPattern([1.0, 2.5])
        painter.setPen(pen)
        painter.drawLine(line)
        if self._link.kind in DIRECTED_LINKS:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.scene.ink.colour(look.colour))
            painter.drawPolygon(arrow_head(line))
        if self._target is not None:
            paint_ring(self, painter, self._target, refused=refused)
        if self.hint is not None:
            self.hint.paint(painter)

    def marks(self) -> list[QRectF]:
        marks = [line_rect(self._line)]
        marks += [ring_rect(self, self._target)] if self._target is not None else []
        return [*marks, self.hint.rect()] if self.hint is not None else marks

    @property
    def _line(self) -> QLineF:
        """From source to target, whichever of them is in the hand."""
        fixed = self.scene.place_of(self._fixed)
        if self._target is not None and self._target != self._fixed:
            start, end = straight(fixed, self.scene.place_of(self._target))
            line = QLineF(QPointF(*start), QPointF(*end))
        else:
            start, _ = straight(fixed, Rect(self._at.x(), self._at.y(), 0, 0))
            line = QLineF(QPointF(*start), self._at)
        return line if self._end == "target" else QLineF(line.p2(), line.p1())


def reattach_obstacle(view: MapView, link: MapLink, end: End, person_id: str | None) -> str:
    """Why this end cannot go to a person's card; empty if it can, or if there is no card."""
    if person_id is None:
        return ""
    ends = (person_id, link.target_id) if end == "source" else (link.source_id, person_id)
    return view.map_actions.obstacle(*ends, link.kind, link.id)


def reattach(view: MapView, link: MapLink, end: End, person_id: str) -> None:
    """Carry an end of a link to another card."""
    if end == "source":
        view.map_actions.change_link(link.id, source_id=person_id)
    else:
        view.map_actions.change_link(link.id, target_id=person_id)
