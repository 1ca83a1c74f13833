"""What stands still while a tool is at work, as one picture of pixels.

The view shows it in place of the scene, and over it what the tool paints. Each step of a drag then costs a
few strokes and a copy of the pixels around them, on a map of ten people as on one of a thousand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QGraphicsView

from keyaccount_desktop.exchange.map_layout import CARD_HEIGHT, CARD_WIDTH
from keyaccount_desktop.ui.influence_map.scene import MapScene

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.tools import Tool


class StillPicture:
    """Holds the view's picture still, and lets it go."""

    def __init__(self, view: QGraphicsView, scene: MapScene) -> None:
        self._view = view
        self._scene = scene
        self._pixels: QPixmap | None = None
        self._hidden: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        self._marks: set[tuple[float, float, float, float]] = set()

    @property
    def held(self) -> bool:
        return self._pixels is not None

    def hold(self, cards: Sequence[str] = (), links: Sequence[str] = ()) -> None:
        """Freeze what is shown, without these cards and links: the tool paints them itself."""
        self._hidden = (tuple(cards), tuple(links))
        self._show_hidden(False)
        self._scene.handles.setVisible(False)
        self._scene.show_ends(False)
        self._marks = set()
        self._pixels = None
        self._pixels = self._view.viewport().grab()
        self._view.viewport().update()

    def let_go(self) -> None:
        """Show the scene itself again."""
        if self._pixels is not None:
            self._pixels = None
            self._show_hidden(True)
            self._scene.show_ends(True)
            self._hidden = ((), ())
            self._view.viewport().update()

    def renew(self) -> None:
        """Freeze anew, because something else is seen now."""
        if self._pixels is not None:
            self.hold(*self._hidden)

    def _show_hidden(self, shown: bool) -> None:
        cards, links = self._hidden
        for id_ in cards:
            if self._scene.card(id_) is not None:
                self._scene.card_item(id_).set_ghost(not shown)
        for id_ in links:
            if self._scene.link(id_) is not None:
                self._scene.set_link_visible(id_, shown)

    def paint(self, event: QPaintEvent, tool: Tool | None) -> None:
        """Paint what was frozen, and over it what the tool shows."""
        if self._pixels is None:
            return
        painter = QPainter(self._view.viewport())
        painter.setClipRegion(event.region())
        ratio = self._pixels.devicePixelRatio()
        for area in event.region():  # type: ignore[attr-defined]
            source = QRectF(area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio)
            painter.drawPixmap(QRectF(area), self._pixels, source)
        if tool is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setWorldTransform(self._view.viewportTransform())
            tool.paint(painter)
        painter.end()

    def follow(self, tool: Tool) -> None:
        """Ask for a repaint of what the tool's marks have left and what they cover now, and of nothing else."""
        if self._pixels is None:
            return
        now = {(mark.x(), mark.y(), mark.width(), mark.height()) for mark in tool.marks()}
        changed = now ^ self._marks
        self._marks = now
        if changed:
            transform = self._view.viewportTransform()
            region = QRegion()
            for mark in changed:
                region += transform.mapRect(QRectF(*mark)).toAlignedRect().adjusted(-2, -2, 2, 2)
            self._view.viewport().update(region)

    def card_pictures(self, person_ids: Iterable[str]) -> dict[str, QPixmap]:
        """The cards as pixels, at the present zoom, four units larger on each side than the card."""
        ratio = self._view.devicePixelRatioF() * self._view.transform().m11()
        size = QSize(round((CARD_WIDTH + 8) * ratio), round((CARD_HEIGHT + 8) * ratio))
        pictures = {}
        for id_ in person_ids:
            picture = QPixmap(size)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.scale(ratio, ratio)
            painter.translate(4, 4)
            self._scene.card_item(id_).paint_in_hand(painter)
            painter.end()
            picture.setDevicePixelRatio(ratio)
            pictures[id_] = picture
        return pictures
