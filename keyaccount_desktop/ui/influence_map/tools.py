"""What the mouse does on the map: one class per tool, each with start, move, end and cancel.

A tool paints what it is about to do over a still picture of the map (``paint``), and calls the view's
actions once, at the end. Until then nothing has changed, so Esc has nothing to take back. All points are
points of the scene.
"""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QMimeData, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from keyaccount_desktop.exchange import map_links, map_moves
from keyaccount_desktop.exchange.map_layout import CARD_HEIGHT, CARD_WIDTH, Cell, Lanes, snap
from keyaccount_desktop.exchange.map_routes import straight
from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.ui.influence_map import mime
from keyaccount_desktop.ui.influence_map.painter import to_qrect
from keyaccount_desktop.workbook.maps import MapCard, MapLink

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView

CARD: Final = QRectF(0, 0, CARD_WIDTH, CARD_HEIGHT)


class Tool:
    """One gesture from press to release."""

    cursor: Qt.CursorShape | None = None
    scrolls = True
    """Whether the view follows a pointer that is held at its edge."""

    def __init__(self, view: MapView) -> None:
        self.view = view
        self.scene = view.map_scene

    @abstractmethod
    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None: ...

    @abstractmethod
    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None: ...

    @abstractmethod
    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None: ...

    def cancel(self) -> None:
        """Leave everything as it was before ``start``."""

    def paint(self, painter: QPainter) -> None:
        """Show what would happen, over the still picture, in the scene's coordinates."""

    def marks(self) -> list[QRectF]:
        """What ``paint`` covers now, in the scene's coordinates."""
        return []


class SelectTool(Tool):
    """A rubber band over empty ground; with Ctrl it adds to what is selected."""

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from = self._to = at
        self._kept = self.scene.selection if modifiers & _ADDING else ()
        self._held = False

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if not self._held:
            if not self.view.far_enough(self._from, at):
                return
            self._held = True
            self.view.still.hold()
        self._to = at

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.view.still.let_go()
        self.scene.select((*self._kept, *self._caught()) if self._held else self._kept)

    def cancel(self) -> None:
        self.view.still.let_go()

    def paint(self, painter: QPainter) -> None:
        accent = QColor(self.scene.ink.colour("accent"))
        pen = QPen(accent, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for id_ in self._caught():
            painter.drawRoundedRect(to_qrect(self.scene.place_of(id_).grown(2)), 7, 7)
        accent.setAlpha(28)
        painter.fillRect(self._band, accent)
        painter.drawRect(self._band)

    def marks(self) -> list[QRectF]:
        return [self._band, *(to_qrect(self.scene.place_of(id_).grown(3)) for id_ in self._caught())]

    @property
    def _band(self) -> QRectF:
        return QRectF(self._from, self._to).normalized()

    def _caught(self) -> list[str]:
        band = self._band
        return self.scene.cards_in(Rect(band.x(), band.y(), band.width(), band.height()))


class MoveTool(Tool):
    """One card or all selected ones, snapped to the grid; the lane they would land in lights up."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, view: MapView, person_id: str) -> None:
        super().__init__(view)
        self._grabbed = person_id

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        chosen = self.scene.selection
        if modifiers & _ADDING:
            rest = tuple(id_ for id_ in chosen if id_ != self._grabbed)
            self.scene.select(rest if self._grabbed in chosen else (*rest, self._grabbed))
            self._on_click: tuple[str, ...] = self.scene.selection
        else:
            if self._grabbed not in chosen:
                self.scene.select((self._grabbed,))
            self._on_click = (self._grabbed,)
        self._from = at
        self._held = False
        self._ids: tuple[str, ...] = ()
        self._delta = QPointF()

    def _take_up(self) -> None:
        self._held = True
        if self._grabbed not in self.scene.selection:
            self.scene.select((self._grabbed,))
        self._ids = self.scene.selection
        self._starts = {id_: self.scene.place_of(id_) for id_ in self._ids}
        self._pictures = self.view.still.card_pictures(self._ids)
        assert self.scene.picture is not None
        self._layout = self.scene.picture.layout
        self._links = [_Line(self, link) for link in self.scene.picture.links_of(set(self._ids))]
        self._guides = _Guides(
            {id_: place for id_, place in self._layout.cards.items() if id_ not in self._starts}
        )
        self._update()
        self.view.still.hold(self._ids, [line.link.id for line in self._links])

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if not self._held:
            if not self.view.map_actions.writable or not self.view.far_enough(self._from, at):
                return
            self._take_up()
        delta = QPointF(snap(at.x() - self._from.x()), snap(at.y() - self._from.y()))
        if delta != self._delta:
            self._delta = delta
            self._update()

    def _update(self) -> None:
        dx, dy = self._delta.x(), self._delta.y()
        self.places = {id_: place.moved(dx, dy) for id_, place in self._starts.items()}
        self._cells: dict[str, Cell] = {}
        if self._layout.lanes.rows:
            for id_, place in self.places.items():
                card = self.scene.card(id_)
                if card is not None:
                    self._cells[id_] = map_moves.landing(self._layout.lanes, card, place.x, place.y)
        self.view.hover_lanes(self._cells)

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if not self._held:
            self.scene.select(self._on_click)
            return
        self.move(at, modifiers)
        picture = self.scene.picture
        assert picture is not None
        corners = {id_: (place.x, place.y) for id_, place in self.places.items()}
        placements = map_moves.moved(picture.map, picture.layout, corners) if self._delta != QPointF() else []
        self.view.still.let_go()
        self.view.hover_lanes({})
        if placements:
            self.view.map_actions.move(placements)

    def cancel(self) -> None:
        self.view.still.let_go()
        self.view.hover_lanes({})

    def place(self, person_id: str) -> Rect:
        """Where a card is now, in the hand or not."""
        return self.places.get(person_id) or self.scene.place_of(person_id)

    def paint(self, painter: QPainter) -> None:
        _paint_lanes(self, painter, set(self._cells.values()))
        for line in self._links:
            line.paint(painter)
        first = self.places[self._grabbed]
        for guide in self._guides.of(first):
            pen = QPen(self.scene.ink.colour("accent"), 1, Qt.PenStyle.DashLine)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawLine(guide)
        for id_, place in self.places.items():
            picture = self._pictures[id_]
            painter.drawPixmap(QPointF(place.x - 4, place.y - 4), picture)

    def marks(self) -> list[QRectF]:
        lanes = [
            to_qrect(self._layout.lanes.cell_rect(cell))
            for cell in set(self._cells.values())
            if _has(self._layout.lanes, cell)
        ]
        guides = [_line_rect(line) for line in self._guides.of(self.places[self._grabbed])]
        cards = [to_qrect(place.grown(6)) for place in self.places.values()]
        return [*lanes, *guides, *cards, *(line.rect for line in self._links)]


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
        return _line_rect(self._ends)

    def paint(self, painter: QPainter) -> None:
        painter.setPen(self._pen)
        painter.drawLine(self._ends)


class _Guides:
    """Lines along which the card in the hand stands level with others."""

    def __init__(self, others: dict[str, Rect]) -> None:
        self._columns: dict[float, list[Rect]] = {}
        self._rows: dict[float, list[Rect]] = {}
        for place in others.values():
            self._columns.setdefault(place.x, []).append(place)
            self._rows.setdefault(place.y, []).append(place)

    def of(self, place: Rect) -> list[QLineF]:
        lines = []
        if column := self._columns.get(place.x):
            other = min(column, key=lambda rect: abs(rect.y - place.y))
            low, high = sorted((place, other), key=lambda rect: rect.y)
            lines.append(QLineF(place.x, low.y, place.x, high.bottom))
        if row := self._rows.get(place.y):
            other = min(row, key=lambda rect: abs(rect.x - place.x))
            left, right = sorted((place, other), key=lambda rect: rect.x)
            lines.append(QLineF(left.x, place.y, right.right, place.y))
        return lines


class LinkTool(Tool):
    """From a dot at a card's edge to another card; what the link means is asked for where it was dropped."""

    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, view: MapView, person_id: str) -> None:
        super().__init__(view)
        self._source = person_id

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._at = at
        self._target: str | None = None
        self.view.still.hold()

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._at = at
        under = self.scene.card_at(at)
        self._target = under if under != self._source else None

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.move(at, modifiers)
        if self._target is None:
            self.view.still.let_go()
        else:
            self.view.ask_for_link(self._source, self._target)

    def cancel(self) -> None:
        self.view.still.let_go()

    def paint(self, painter: QPainter) -> None:
        accent = self.scene.ink.colour("accent")
        if self._target is not None:
            painter.setPen(QPen(accent, 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(to_qrect(self.scene.place_of(self._target).grown(2)), 7, 7)
        line = self._line
        painter.setPen(QPen(accent, 2))
        painter.drawLine(line)
        painter.setBrush(accent)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPolygon(_arrow_head(line))

    def marks(self) -> list[QRectF]:
        marks = [_line_rect(self._line)]
        if self._target is not None:
            marks.append(to_qrect(self.scene.place_of(self._target).grown(5)))
        return marks

    @property
    def _line(self) -> QLineF:
        source = self.scene.place_of(self._source)
        if self._target is not None:
            start, end = straight(source, self.scene.place_of(self._target))
            return QLineF(QPointF(*start), QPointF(*end))
        start, _ = straight(source, Rect(self._at.x(), self._at.y(), 0, 0))
        return QLineF(QPointF(*start), self._at)


class PanTool(Tool):
    """Pull the whole map: middle button, or space and the left one."""

    cursor = Qt.CursorShape.ClosedHandCursor
    scrolls = False

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._last = self.view.pointer

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        now = self.view.pointer
        self.view.pan(now - self._last)
        self._last = now

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """Where it is let go, it stays."""


class PeopleDropTool(Tool):
    """People dragged in from the side list, or from anywhere in the window."""

    def __init__(self, view: MapView, data: QMimeData) -> None:
        super().__init__(view)
        influence_map = self.scene.influence_map
        cards = {card.person_id: card for card in influence_map.cards} if influence_map else {}
        self._cards = [cards[id_] for id_ in mime.people(data) if id_ in cards]
        self._at = QPointF()

    @property
    def accepts(self) -> bool:
        return bool(self._cards) and self.view.map_actions.writable

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._at = at
        self.view.still.hold()

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._at = at
        self.view.hover_lanes({card.person_id: cell for card, cell in self._landings()})

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        picture = self.scene.picture
        self.view.still.let_go()
        self.view.hover_lanes({})
        if picture is not None:
            ids = [card.person_id for card in self._cards]
            self.view.map_actions.place(map_moves.dropped(picture.map, picture.layout, ids, at.x(), at.y()))

    def cancel(self) -> None:
        self.view.still.let_go()
        self.view.hover_lanes({})

    def paint(self, painter: QPainter) -> None:
        _paint_lanes(self, painter, {cell for _, cell in self._landings()})
        pen = QPen(self.scene.ink.colour("accent"), 1.5, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(self._outline, 6, 6)

    def marks(self) -> list[QRectF]:
        lanes = self.scene.picture.layout.lanes if self.scene.picture is not None else None
        cells = {cell for _, cell in self._landings()}
        shown = [to_qrect(lanes.cell_rect(cell)) for cell in cells if lanes is not None and _has(lanes, cell)]
        return [*shown, self._outline.adjusted(-3, -3, 3, 3)]

    @property
    def _outline(self) -> QRectF:
        return CARD.translated(self._at - QPointF(CARD_WIDTH / 2, CARD_HEIGHT / 2))

    def _landings(self) -> list[tuple[MapCard, Cell]]:
        picture = self.scene.picture
        if picture is None or not picture.layout.lanes.rows:
            return []
        x, y = self._at.x() - CARD_WIDTH / 2, self._at.y() - CARD_HEIGHT / 2
        return [(card, map_moves.landing(picture.layout.lanes, card, x, y)) for card in self._cards]


class BadgeDropTool(Tool):
    """A badge from the palette, dropped onto a card."""

    def __init__(self, view: MapView, data: QMimeData) -> None:
        super().__init__(view)
        self._badge = mime.badge(data)
        self._target: str | None = None

    @property
    def accepts(self) -> bool:
        return self._badge is not None and self.view.map_actions.writable

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.view.still.hold()
        self._target = self.scene.card_at(at)

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._target = self.scene.card_at(at)

    @property
    def over_a_card(self) -> bool:
        return self._target is not None

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.move(at, modifiers)
        target = self._target
        self.view.still.let_go()
        if target is not None and self._badge is not None:
            self.scene.select((target,))
            self.view.apply_badge(*self._badge, [target])

    def cancel(self) -> None:
        self.view.still.let_go()

    def paint(self, painter: QPainter) -> None:
        if self._target is not None:
            painter.setPen(QPen(self.scene.ink.colour("accent"), 2.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(to_qrect(self.scene.place_of(self._target).grown(2)), 7, 7)

    def marks(self) -> list[QRectF]:
        return [] if self._target is None else [to_qrect(self.scene.place_of(self._target).grown(5))]


_ADDING: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def _paint_lanes(tool: Tool, painter: QPainter, cells: set[Cell]) -> None:
    """Light up the cells where cards would come to lie."""
    picture = tool.scene.picture
    if picture is None:
        return
    colour = QColor(tool.scene.ink.colour("accent"))
    pen = QPen(colour, 1.5)
    fill = QColor(colour)
    fill.setAlpha(26)
    painter.setPen(pen)
    painter.setBrush(fill)
    for cell in cells:
        if _has(picture.layout.lanes, cell):
            area = to_qrect(picture.layout.lanes.cell_rect(cell)).adjusted(3, 3, -3, -3)
            painter.drawRoundedRect(area, 8, 8)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _has(lanes: Lanes, cell: Cell) -> bool:
    return any(lane.code == cell[0] for lane in lanes.rows) and any(
        lane.code == cell[1] for lane in lanes.columns
    )


def _line_rect(line: QLineF) -> QRectF:
    return QRectF(line.p1(), line.p2()).normalized().adjusted(-10, -10, 10, 10)


def _arrow_head(line: QLineF) -> QPolygonF:
    if line.length() == 0:
        return QPolygonF()
    along = (line.p2() - line.p1()) / line.length()
    aside = QPointF(-along.y(), along.x())
    base = line.p2() - along * 10
    return QPolygonF([line.p2(), base + aside * 4.5, base - aside * 4.5])
