"""What is dragged onto the map from beside it: people from the list, badges from the palette.

Anything else is not taken, and the view says what would be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from keyaccount_desktop.exchange import map_moves
from keyaccount_desktop.exchange.map_cards import title
from keyaccount_desktop.exchange.map_layout import CARD_HEIGHT, CARD_WIDTH, Cell
from keyaccount_desktop.language import language
from keyaccount_desktop.ui.influence_map import mime
from keyaccount_desktop.ui.influence_map.tools import Tool, lane_rects, paint_lanes, paint_ring, ring_rect

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView

translate = QCoreApplication.translate

_CARD = QRectF(0, 0, CARD_WIDTH, CARD_HEIGHT)


class DropTool(Tool):
    """Something carried over the map by the system's own drag."""

    refusal = ""
    """Why it cannot be let go anywhere on the map; empty if it can."""

    @property
    def accepts(self) -> bool:
        """Whether it may be let go where it is now; what is refused everywhere is not followed at all."""
        return True


class PeopleDropTool(DropTool):
    """People from the side list. Those who are not of this client and have no part here stay outside."""

    def __init__(self, view: MapView, data: QMimeData) -> None:
        super().__init__(view)
        cards = self.scene.everyone
        carried = mime.people(data)
        self._cards = [cards[id_] for id_ in dict.fromkeys(carried) if id_ in cards]
        self._strangers = len(set(carried)) - len(self._cards)
        self._at = QPointF()
        self._cells: dict[str, Cell] = {}
        self._under: Cell | None = None
        self._post: str | None = None
        """The post whose holder the carried person would be."""
        if not self._cards:
            self.refusal = translate("MapTools", "Only people of this client can be put onto its map")

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.view.still.hold()
        self.move(at, modifiers)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._at = at
        if self._find_post(at):
            return
        picture = self.scene.picture
        if picture is None or not picture.layout.lanes.rows:
            return
        lanes = picture.layout.lanes
        under = lanes.cell_at(at.x(), at.y())
        if under != self._under:
            self._under = under
            x, y = at.x() - CARD_WIDTH / 2, at.y() - CARD_HEIGHT / 2
            self._cells = {card.person_id: map_moves.landing(lanes, card, x, y) for card in self._cards}
            self.view.hover_lanes(self._cells)

    def _find_post(self, at: QPointF) -> bool:
        """Whether the one person carried is over a post whose holder is unknown, and would hold it."""
        new, under = self.view.new_cards, self.scene.card_at(at)
        holds = new is not None and len(self._cards) == 1 and new.can_hold(under, self._cards[0].person_id)
        post = under if holds else None
        if post != self._post:
            self._post = post
            self._under, self._cells = None, {}
            self.view.hover_lanes({})
            self.view.said.emit("" if post is None else self._would_hold(post))
        return post is not None

    def _would_hold(self, post_id: str) -> str:
        names = [title(self.scene.everyone[id_], language()) for id_ in (self._cards[0].person_id, post_id)]
        return translate("MapTools", "{name} holds the post: {post}").format(name=names[0], post=names[1])

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        picture, post, new = self.scene.picture, self._post, self.view.new_cards
        self.cancel()
        if post is not None and new is not None:
            new.hold(post, self._cards[0].person_id)
        elif picture is not None:
            ids = [card.person_id for card in self._cards]
            self.view.map_actions.place(map_moves.dropped(picture.map, picture.layout, ids, at.x(), at.y()))
            self.scene.select(ids)
            if self._strangers:
                self.view.remarked.emit(
                    translate("MapTools", "{n} were left out: they are not people of this client").format(
                        n=self._strangers
                    )
                )

    def cancel(self) -> None:
        if self._post is not None:
            self._post = None
            self.view.said.emit("")
        self.view.still.let_go()
        self.view.hover_lanes({})

    def paint(self, painter: QPainter) -> None:
        if self._post is not None:
            paint_ring(self, painter, self._post)
            return
        paint_lanes(self, painter, set(self._cells.values()))
        accent = self.scene.ink.colour("accent")
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine))
        for step in reversed(range(min(len(self._cards), 3))):
            painter.drawRoundedRect(self._outline.translated(5 * step, 5 * step), 6, 6)

    def marks(self) -> list[QRectF]:
        if self._post is not None:
            return [ring_rect(self, self._post)]
        return [*lane_rects(self, set(self._cells.values())), self._outline.adjusted(-3, -3, 14, 14)]

    @property
    def _outline(self) -> QRectF:
        return _CARD.translated(self._at - QPointF(CARD_WIDTH / 2, CARD_HEIGHT / 2))


class BadgeDropTool(DropTool):
    """A badge from the palette: onto a card, or onto one of several selected cards for all of them."""

    def __init__(self, view: MapView, data: QMimeData) -> None:
        super().__init__(view)
        self._badge = mime.badge(data)
        self._targets: tuple[str, ...] = ()
        if self._badge is None:
            self.refusal = translate("MapTools", "Only people from the list and badges can be dropped here")

    @property
    def accepts(self) -> bool:
        return bool(self._targets)

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.view.still.hold()
        self.move(at, modifiers)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        under = self.scene.card_at(at)
        selected = self.scene.selection
        self._targets = () if under is None else selected if under in selected else (under,)

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.move(at, modifiers)
        self.view.still.let_go()
        if self._targets and self._badge is not None:
            self.scene.select(self._targets)
            self.view.apply_badge(*self._badge, self._targets, give=True)

    def cancel(self) -> None:
        self.view.still.let_go()

    def paint(self, painter: QPainter) -> None:
        for id_ in self._targets:
            paint_ring(self, painter, id_)

    def marks(self) -> list[QRectF]:
        return [ring_rect(self, id_) for id_ in self._targets]
