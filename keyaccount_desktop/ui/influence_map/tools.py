"""What the mouse does on the map: one class per tool, each with start, move, end and cancel.

A tool paints what it is about to do over a still picture of the map (``paint``), and calls the view's
actions once, at the end. Until then nothing has changed, so Esc has nothing to take back. All points are
points of the scene. Here are what tools have in common, the rubber band and the hand that pulls the map;
``move_tool``, ``link_tools`` and ``drop_tools`` have the others, ``touch`` says which one a press begins.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from keyaccount_desktop.exchange.map_layout import Cell, Lanes
from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.ui.influence_map.hint import Hint
from keyaccount_desktop.ui.influence_map.painter import to_qrect

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView

ADDING: Final = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


class Tool:
    """One gesture from press to release."""

    cursor: Qt.CursorShape | None = None
    scrolls = True
    """Whether the view follows a pointer that is held at its edge."""

    def __init__(self, view: MapView) -> None:
        self.view = view
        self.scene = view.map_scene
        self.hint: Hint | None = None

    @abstractmethod
    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None: ...

    @abstractmethod
    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None: ...

    @abstractmethod
    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None: ...

    def cancel(self) -> None:
        """Leave everything as it was before ``start``."""

    def rested(self) -> None:
        """The pointer has stayed where it was for as long as the tool had asked of the view's timer."""

    def paint(self, painter: QPainter) -> None:
        """Show what would happen, over the still picture, in the scene's coordinates."""

    def marks(self) -> list[QRectF]:
        """What ``paint`` covers now, in the scene's coordinates."""
        return []

    def say(self, text: str, *, refused: bool = False) -> None:
        """Have a few words beside the pointer, and where the view speaks; none if there are none."""
        if text != (self.hint.text if self.hint is not None else ""):
            self.hint = Hint(self.view, text, refused=refused) if text else None
            self.view.said.emit(text)


class SelectTool(Tool):
    """A rubber band over empty ground; with Ctrl or Shift it adds to what is selected."""

    def start(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._from = self._to = at
        self._kept = self.scene.selection if modifiers & ADDING else ()
        self._held = False
        self._caught: list[str] = []

    def move(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        if not self._held:
            if not self.view.far_enough(self._from, at):
                return
            self._held = True
            self.view.still.hold()
        self._to = at
        band = self._band
        self._caught = self.scene.cards_in(Rect(band.x(), band.y(), band.width(), band.height()))

    def end(self, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self.view.still.let_go()
        self.scene.select((*self._kept, *self._caught) if self._held else self._kept)

    def cancel(self) -> None:
        self.view.still.let_go()

    def paint(self, painter: QPainter) -> None:
        accent = QColor(self.scene.ink.colour("accent"))
        pen = QPen(accent, 1)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for id_ in self._caught:
            painter.drawRoundedRect(to_qrect(self.scene.place_of(id_).grown(2)), 7, 7)
        accent.setAlpha(28)
        painter.fillRect(self._band, accent)
        painter.drawRect(self._band)

    def marks(self) -> list[QRectF]:
        return [self._band, *(to_qrect(self.scene.place_of(id_).grown(3)) for id_ in self._caught)]

    @property
    def _band(self) -> QRectF:
        return QRectF(self._from, self._to).normalized()


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


# What several tools paint.


def paint_lanes(tool: Tool, painter: QPainter, cells: Iterable[Cell]) -> None:
    """Light up the cells where cards would come to lie."""
    colour = QColor(tool.scene.ink.colour("accent"))
    fill = QColor(colour)
    fill.setAlpha(26)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(fill)
    for area in lane_rects(tool, cells):
        painter.drawRoundedRect(area.adjusted(3, 3, -3, -3), 8, 8)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def lane_rects(tool: Tool, cells: Iterable[Cell]) -> list[QRectF]:
    """Where these cells are; those that the map does not have yet are nowhere."""
    picture = tool.scene.picture
    if picture is None:
        return []
    lanes = picture.layout.lanes
    return [to_qrect(lanes.cell_rect(cell)) for cell in cells if _has(lanes, cell)]


def _has(lanes: Lanes, cell: Cell) -> bool:
    return any(lane.code == cell[0] for lane in lanes.rows) and any(
        lane.code == cell[1] for lane in lanes.columns
    )


def paint_ring(tool: Tool, painter: QPainter, person_id: str, *, refused: bool = False) -> None:
    """Light up the card that would be met."""
    painter.setPen(QPen(tool.scene.ink.colour("warning" if refused else "accent"), 2.5))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(to_qrect(tool.scene.place_of(person_id).grown(2)), 7, 7)


def ring_rect(tool: Tool, person_id: str) -> QRectF:
    return to_qrect(tool.scene.place_of(person_id).grown(5))


def line_rect(line: QLineF) -> QRectF:
    return QRectF(line.p1(), line.p2()).normalized().adjusted(-10, -10, 10, 10)


def arrow_head(line: QLineF) -> QPolygonF:
    if line.length() == 0:
        return QPolygonF()
    along = (line.p2() - line.p1()) / line.length()
    aside = QPointF(-along.y(), along.x())
    base = line.p2() - along * 10
    return QPolygonF([line.p2(), base + aside * 4.5, base - aside * 4.5])
