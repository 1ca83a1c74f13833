"""Cards in the hand: let go over a lane they move there, held over another card they report to that person.

The two are told apart by the pointer and by time. Cards that are only moved pass over others and come to lie
beside them; only when the pointer itself rests on the middle of another card does that card light up, and a
few words say who would report to whom. Then the cards stay where they were, and only the line is drawn. With
Alt held it is always a move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from keyaccount_desktop import language
from keyaccount_desktop.exchange import map_links, map_moves
from keyaccount_desktop.exchange.map_cards import title
from keyaccount_desktop.exchange.map_guides import Guide, Guides
from keyaccount_desktop.exchange.map_layout import Cell
from keyaccount_desktop.exchange.map_routes import straight
from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.ui.influence_map.hint import short
from keyaccount_desktop.ui.influence_map.painter import to_qrect
from keyaccount_desktop.ui.influence_map.tools import (
    ADDING,
    Tool,
    arrow_head,
    lane_rects,
    line_rect,
    paint_lanes,
    paint_ring,
    ring_rect,
)
from keyaccount_desktop.workbook.maps import MapLink

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.scene import MapScene
    from keyaccount_desktop.ui.influence_map.view import MapView

translate = QCoreApplication.translate

REST_MS: Final = 350
"""How long the pointer rests on another card before letting go there means reporting: longer than passing by."""
_MIDDLE: Final = (30.0, 18.0)
"""How far from a card's edges its middle begins, across and down."""
_PULL: Final = 7.0
"""Pixels within which a card is pulled to what it nearly lines up with."""
_MOST_PULL: Final = 14.0
"""The same in units of the map, for those who look from far away."""


class MoveTool(Tool):
    """One card or all selected ones."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: MapView, person_id: str) -> None:
        super().__init__(view)
        self._grabbed = person_id
        self._ids: tuple[str, ...] = ()

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        chosen = self.scene.selection
        if modifiers & ADDING:
            rest = tuple(id_ for id_ in chosen if id_ != self._grabbed)
            self.scene.select(rest if self._grabbed in chosen else (*rest, self._grabbed))
            self._on_click: tuple[str, ...] = self.scene.selection
        else:
            if self._grabbed not in chosen:
                self.scene.select((self._grabbed,))
            self._on_click = (self._grabbed,)
        self._from = at
        self._held = self._locked = False
        self._delta = QPointF()
        self._over: str | None = None
        """On the middle of whose card the pointer is."""
        self._superior: str | None = None
        """Who would be reported to."""
        self._reporting: list[str] = []

    def _take_up(self) -> None:
        self._held = True
        if self._grabbed not in self.scene.selection:
            self.scene.select((self._grabbed,))
        self._ids = self.scene.selection
        self._starts = {id_: self.scene.place_of(id_) for id_ in self._ids}
        self._pictures = self.view.still.card_pictures(self._ids)
        picture = self.scene.picture
        assert picture is not None
        self._layout = picture.layout
        self._links = [_Line(self, link) for link in picture.links_of(set(self._ids))]
        self._guides = Guides(place for id_, place in self._layout.cards.items() if id_ not in self._starts)
        self._update()
        self.view.still.hold(self._ids, [line.link.id for line in self._links])

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if not self._held:
            if self._locked or not self.view.far_enough(self._from, at):
                return
            self._locked = not self.view.may_change()
            if self._locked:
                return
            self._take_up()
        self._watch(at, modifiers)
        delta = self._snapped(at - self._from)
        if delta != self._delta:
            self._delta = delta
            self._update()

    def _snapped(self, by: QPointF) -> QPointF:
        """The way of the hand, so that the grabbed card stands level with others, and on its lane's grid."""
        start, card = self._starts[self._grabbed], self.scene.card(self._grabbed)
        assert card is not None
        reach = min(_PULL / self.view.zoom, _MOST_PULL)
        x, y = self._guides.pulled(start.x + by.x(), start.y + by.y(), reach)
        x, y = map_moves.snapped(self._layout.lanes, card, x, y)
        return QPointF(x - start.x, y - start.y)

    def _update(self) -> None:
        dx, dy = self._delta.x(), self._delta.y()
        self.places = {id_: place.moved(dx, dy) for id_, place in self._starts.items()}
        self._cells: dict[str, Cell] = {}
        if self._layout.lanes.rows:
            for id_, place in self.places.items():
                card = self.scene.card(id_)
                if card is not None:
                    self._cells[id_] = map_moves.landing(self._layout.lanes, card, place.x, place.y)
        self._guide_lines = self._guides.of(self.places[self._grabbed])
        if self._superior is None:
            self.view.hover_lanes(self._cells)

    # Onto another card.

    def _watch(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        over = None if modifiers & Qt.KeyboardModifier.AltModifier else self._middle_at(at)
        if over == self._over:
            return
        self._over = over
        self.view.resting.stop()
        if self._superior is not None:
            self._superior = None
            self.say("")
            self.view.viewport().setCursor(self.cursor)
            self.view.hover_lanes(self._cells)
        if over is not None:
            self.view.resting.start(REST_MS)

    def _middle_at(self, at: QPointF) -> str | None:
        """The person on the middle of whose card a point lies, if that card stands still."""
        found = self.scene.card_at(at)
        if found is None or found in self._starts:
            return None
        place, (across, down) = self.scene.place_of(found), _MIDDLE
        middle = Rect(place.x + across, place.y + down, place.width - 2 * across, place.height - 2 * down)
        return found if middle.holds(at.x(), at.y()) else None

    def rested(self) -> None:
        superior = self._over
        if superior is None:
            return
        reasons = {id_: self.view.map_actions.obstacle(id_, superior, "reports_to") for id_ in self._ids}
        self._superior = superior
        self._reporting = [id_ for id_, reason in reasons.items() if not reason]
        self.view.hover_lanes({})
        if self._reporting:
            self.say(reporting(self.scene, self._reporting, superior))
        else:
            self.say(reasons[self._grabbed], refused=True)
        shape = Qt.CursorShape.DragLinkCursor if self._reporting else Qt.CursorShape.ForbiddenCursor
        self.view.viewport().setCursor(shape)

    # Letting go.

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if not self._held:
            if not self._locked:
                self.scene.select(self._on_click)
            return
        self.move(at, modifiers)
        picture, superior, said = self.scene.picture, self._superior, self.hint.text if self.hint else ""
        assert picture is not None
        self.cancel()
        if superior is not None:
            if self._reporting:
                self.view.map_actions.report(self._reporting, superior)
            self.view.remarked.emit(said)
        elif self._delta != QPointF():
            corners = {id_: (place.x, place.y) for id_, place in self.places.items()}
            if placements := map_moves.moved(picture.map, picture.layout, corners):
                self.view.map_actions.move(placements)

    def cancel(self) -> None:
        self.view.resting.stop()
        self.view.still.let_go()
        if self._held:
            self.say("")
            self.view.hover_lanes({})

    def place(self, person_id: str) -> Rect:
        """Where a card is shown now, in the hand or not."""
        return self._shown.get(person_id) or self.scene.place_of(person_id)

    def paint(self, painter: QPainter) -> None:
        if self._superior is None:
            paint_lanes(self, painter, set(self._cells.values()))
        for line in self._links:
            line.paint(painter)
        if self._superior is not None:
            self._paint_reporting(painter, self._superior)
        else:
            for guide in self._guide_lines:
                _paint_guide(self, painter, guide)
        for id_, place in self._shown.items():
            painter.drawPixmap(QPointF(place.x - 4, place.y - 4), self._pictures[id_])
        if self.hint is not None:
            self.hint.paint(painter)

    def _paint_reporting(self, painter: QPainter, superior: str) -> None:
        for line in self._reporting_lines(superior):
            painter.setPen(QPen(self.scene.ink.colour("accent"), 2))
            painter.drawLine(line)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.scene.ink.colour("accent"))
            painter.drawPolygon(arrow_head(line))
        paint_ring(self, painter, superior, refused=not self._reporting)

    @property
    def _shown(self) -> dict[str, Rect]:
        """Where the cards are painted: in the hand, or back where they stay if they are only to report."""
        return self.places if self._superior is None else self._starts

    def _reporting_lines(self, superior: str) -> list[QLineF]:
        target = self.scene.place_of(superior)
        ends = [straight(self._starts[id_], target) for id_ in self._reporting]
        return [QLineF(QPointF(*start), QPointF(*end)) for start, end in ends]

    def marks(self) -> list[QRectF]:
        marks = [to_qrect(place.grown(6)) for place in self._shown.values()]
        marks += [line.rect for line in self._links]
        if self._superior is not None:
            marks += [line_rect(line) for line in self._reporting_lines(self._superior)]
            marks.append(ring_rect(self, self._superior))
        else:
            marks += lane_rects(self, set(self._cells.values()))
            marks += [line_rect(_line(guide)) for guide in self._guide_lines]
        return [*marks, self.hint.rect()] if self.hint is not None else marks


def reporting(scene: MapScene, person_ids: list[str], superior_id: str) -> str:
    """Who would report to whom, in words."""
    names = [
        short(title(card, language.language()))
        for id_ in (*person_ids[:1], superior_id)
        if (card := scene.card(id_)) is not None
    ]
    if len(person_ids) > 1:
        return translate("MapTools", "{n} people report to {superior}").format(
            n=len(person_ids), superior=names[-1]
        )
    return translate("MapTools", "{name} reports to {superior}").format(name=names[0], superior=names[-1])


class _Line:
    """A link of a card in the hand: straight while it moves."""

    def __init__(self, tool: MoveTool, link: MapLink) -> None:
        self.link = link
        self._tool = tool
        look = map_links.look(link.kind)
        self._pen = QPen(tool.scene.ink.colour(look.colour), look.width(link.strength))
        if look.dash:
            self._pen.setDashPattern([1.0, 2.5])

    @property
    def _ends(self) -> QLineF:
        start, end = straight(self._tool.place(self.link.source_id), self._tool.place(self.link.target_id))
        return QLineF(QPointF(*start), QPointF(*end))

    @property
    def rect(self) -> QRectF:
        return line_rect(self._ends)

    def paint(self, painter: QPainter) -> None:
        painter.setPen(self._pen)
        painter.drawLine(self._ends)


def _line(guide: Guide) -> QLineF:
    return QLineF(QPointF(*guide.start), QPointF(*guide.end))


def _paint_guide(tool: Tool, painter: QPainter, guide: Guide) -> None:
    """Dashed where it stands level; solid with a bar at each end where it measures a distance."""
    pen = QPen(
        tool.scene.ink.colour("accent"), 1, Qt.PenStyle.SolidLine if guide.gap else Qt.PenStyle.DashLine
    )
    pen.setCosmetic(True)
    painter.setPen(pen)
    line = _line(guide)
    painter.drawLine(line)
    if guide.gap:
        bar = QPointF(0, 5) if line.dy() == 0 else QPointF(5, 0)
        for end in (line.p1(), line.p2()):
            painter.drawLine(end - bar, end + bar)
