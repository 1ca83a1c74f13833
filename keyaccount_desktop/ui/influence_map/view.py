"""The map as the user sees and touches it: zoom, pan, mouse, keyboard, drops.

The view decides which tool a press begins and what a key means; what is then done to the map goes through
``MapActions``. While a tool is at work everything that stands still is one picture of pixels, so that a drag
costs the same on a map of ten people and of a thousand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
    QPixmapCache,
)
from PySide6.QtWidgets import QApplication, QWidget

from keyaccount_desktop import language
from keyaccount_desktop.exchange import map_moves
from keyaccount_desktop.exchange.map_cards import in_words, title
from keyaccount_desktop.exchange.map_layout import CARD_HEIGHT, GRID, Cell, cell_of
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map import menus, mime, tools
from keyaccount_desktop.ui.influence_map.actions import MapActions
from keyaccount_desktop.ui.influence_map.items import HandlesItem
from keyaccount_desktop.ui.influence_map.keys import KeyMap
from keyaccount_desktop.ui.influence_map.painter import to_qrect
from keyaccount_desktop.ui.influence_map.scene import MapScene
from keyaccount_desktop.ui.influence_map.still import StillPicture
from keyaccount_desktop.ui.influence_map.zoom_view import ZoomView
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard

_READABLE_AT_FIRST: Final = 0.75
"""The zoom a large map opens at, for text of 100 %: names are then 10 pixels high."""
_NEAR_EDGE: Final = 24
_CACHE_KB: Final = 96 * 1024
"""Room for the painted cards of a large map at full size."""


class MapView(ZoomView):
    """Shows a ``MapScene``; give it ``actions`` before the user may touch it."""

    lane_hovered = Signal(dict)
    """During a drag: who would come into which other cell than their own, by person."""
    gesture_begun = Signal()
    """The user has taken something in hand: what was said of the last gesture is over."""
    introduction_wanted = Signal(str)
    """Of the person to whom one wants to be introduced."""
    said = Signal(str)
    """What the keyboard is about to do; empty when that is over."""

    def __init__(self, actions: MapActions, parent: QWidget | None = None) -> None:
        self.map_scene = MapScene()
        super().__init__(self.map_scene, parent)
        self.map_scene.setParent(self)
        self.map_actions = actions
        self.still = StillPicture(self, self.map_scene)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), _CACHE_KB))
        self.pointer = QPoint()
        """Where the pointer is, in the viewport."""
        self._tool: tools.Tool | None = None
        self._drop: tools.PeopleDropTool | tools.BadgeDropTool | None = None
        self._space = False
        self._over: dict[str, Cell] = {}
        self._asking: menus.LinkMenu | None = None
        self._keys = KeyMap(self)
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(30)
        self._scrolling.timeout.connect(self._scroll_on)
        self.shifted.connect(self.still.renew)
        self.map_scene.shown.connect(self._on_shown)
        self.map_scene.selection_changed.connect(self._on_selection)
        theme.current().changed.connect(self._on_theme)
        self._retranslate()
        self._on_theme()

    def show_map(self, influence_map: InfluenceMap) -> None:
        """Show a map; another purchase's from its beginning."""
        before = self.map_scene.influence_map
        other = before is None or before.purchase_id != influence_map.purchase_id
        self.map_scene.show(influence_map)
        if other:
            self.show_beginning()

    def readable(self) -> float:
        return _READABLE_AT_FIRST * theme.current().zoom / 100

    def whole(self) -> QRectF:
        picture = self.map_scene.picture
        return to_qrect(picture.bounds) if picture is not None else QRectF()

    def reveal(self, person_id: str) -> None:
        """Scroll as little as needed to show a card."""
        self.ensureVisible(to_qrect(self.map_scene.place_of(person_id).grown(16)), 8, 8)

    # Mouse.

    def far_enough(self, start: QPointF, now: QPointF) -> bool:
        """Whether the pointer has gone far enough for a drag."""
        return (now - start).manhattanLength() * self.zoom >= QApplication.startDragDistance()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer = event.position().toPoint()
        if self._tool is not None or self.map_scene.picture is None:
            return
        at = self.mapToScene(self.pointer)
        tool = self._tool_for(event.button(), at)
        if tool is not None:
            self._begin(tool, at, event.modifiers())

    def _tool_for(self, button: Qt.MouseButton, at: QPointF) -> tools.Tool | None:
        scene = self.map_scene
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and self._space):
            return tools.PanTool(self)
        if button != Qt.MouseButton.LeftButton:
            return None
        if (person_id := self._handle_at(at)) is not None:
            return tools.LinkTool(self, person_id)
        if (person_id := scene.card_at(at)) is not None:
            return tools.MoveTool(self, person_id)
        if (link_id := scene.link_at(at, 6 / self.zoom)) is not None:
            scene.select((), link_id)
            return None
        return tools.SelectTool(self)

    def _begin(self, tool: tools.Tool, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._tool = tool
        self.gesture_begun.emit()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if tool.cursor is not None:
            self.viewport().setCursor(tool.cursor)
        tool.start(at, modifiers)
        self._repaint_tool()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer = event.position().toPoint()
        at = self.mapToScene(self.pointer)
        if self._tool is None:
            self._hover(at)
            return
        if self._asking is None:
            self._tool.move(at, event.modifiers())
            self._repaint_tool()
            self._scroll_if_at_edge()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer = event.position().toPoint()
        if self._tool is None or self._asking is not None or event.button() == Qt.MouseButton.RightButton:
            return
        tool, at = self._tool, self.mapToScene(self.pointer)
        tool.end(at, event.modifiers())
        if self._asking is None:
            self._finish()
        self._hover(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.mapToScene(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if (person_id := self.map_scene.card_at(at)) is not None:
            self.map_actions.open_person(person_id)
        elif (link_id := self.map_scene.link_at(at, 6 / self.zoom)) is not None:
            self.map_scene.select((), link_id)
            self.map_actions.open_link(link_id)

    def cancel_tool(self) -> bool:
        """Drop what is in the hand; whether there was anything."""
        tool, self._tool = self._tool, None
        drop, self._drop = self._drop, None
        for each in (tool, drop):
            if each is not None:
                each.cancel()
        self._finish()
        return tool is not None or drop is not None

    def _finish(self) -> None:
        self._tool = None
        self._scrolling.stop()
        self.still.let_go()
        self.viewport().unsetCursor()

    def _hover(self, at: QPointF) -> None:
        """Show the dots of the card under the pointer."""
        scene = self.map_scene
        handles = scene.handles
        if not self.map_actions.writable or scene.picture is None:
            return
        person_id = scene.card_at(at, slack=HandlesItem.RADIUS + 3)
        if person_id is None:
            handles.setVisible(False)
        else:
            place = scene.place_of(person_id)
            handles.setPos(place.x, place.y)
            handles.setVisible(True)
        over = self._handle_at(at) is not None
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)

    def _handle_at(self, at: QPointF) -> str | None:
        """The person whose edge dot is at a point."""
        scene = self.map_scene
        person_id = scene.card_at(at, slack=HandlesItem.RADIUS + 3)
        if person_id is None or not self.map_actions.writable:
            return None
        place = scene.place_of(person_id)
        reach = HandlesItem.RADIUS + 3
        for x, y in HandlesItem.SPOTS:
            if (at - QPointF(place.x + x, place.y + y)).manhattanLength() <= reach * 1.3:
                return person_id
        return None

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._tool is None:
            self.map_scene.handles.setVisible(False)

    # Drops.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        data = event.mimeData()
        self._drop = None
        if self.map_scene.picture is not None and self._tool is None:
            kind = tools.PeopleDropTool if data.hasFormat(mime.PEOPLE) else tools.BadgeDropTool
            drop = kind(self, data)
            if drop.accepts:
                self._drop = drop
                self.gesture_begun.emit()
                drop.start(self.mapToScene(event.position().toPoint()), event.modifiers())
                self._repaint_tool()
                event.acceptProposedAction()
                return
        event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._drop is None:
            event.ignore()
            return
        self._drop.move(self.mapToScene(event.position().toPoint()), event.modifiers())
        self._repaint_tool()
        if isinstance(self._drop, tools.BadgeDropTool) and not self._drop.over_a_card:
            event.ignore()
        else:
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        drop, self._drop = self._drop, None
        if drop is not None:
            drop.cancel()

    def dropEvent(self, event: QDropEvent) -> None:
        drop, self._drop = self._drop, None
        if drop is None:
            event.ignore()
            return
        drop.end(self.mapToScene(event.position().toPoint()), event.modifiers())
        event.acceptProposedAction()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def apply_badge(self, field: str, code: str | None, person_ids: Sequence[str]) -> None:
        """What a badge of the palette means for these people: one step."""
        if not person_ids or not self.map_actions.writable:
            return
        if field == "roles" and code is not None:
            held = menus.roles_of(self.map_scene, person_ids)
            self.map_actions.set_role(held, code, not all(code in roles for roles in held.values()))
        else:
            self.map_actions.judge(person_ids, field, code)

    def hover_lanes(self, cells: Mapping[str, Cell]) -> None:
        """Tell where the people in the hand would go, when that has changed."""
        cards = {id_: card for id_ in cells if (card := self._card_anywhere(id_)) is not None}
        over = {id_: cells[id_] for id_, card in cards.items() if cell_of(card) != cells[id_]}
        if over != self._over:
            self._over = over
            self.lane_hovered.emit(over)

    def _card_anywhere(self, person_id: str) -> MapCard | None:
        """A person's card, on the map or beside it."""
        influence_map = self.map_scene.influence_map
        cards = influence_map.cards if influence_map is not None else ()
        return next((card for card in cards if card.person_id == person_id), None)

    # While a tool is at work.

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.still.held:
            self.still.paint(event, self._tool or self._drop)
        else:
            super().paintEvent(event)

    def _repaint_tool(self) -> None:
        tool = self._tool or self._drop
        if tool is not None:
            self.still.follow(tool)

    def _scroll_if_at_edge(self) -> None:
        tool = self._tool
        at_edge = not self._calm_area().contains(self.pointer)
        if tool is not None and tool.scrolls and self.still.held and at_edge:
            if not self._scrolling.isActive():
                self._scrolling.start()
        else:
            self._scrolling.stop()

    def _calm_area(self) -> QRect:
        return self.viewport().rect().adjusted(_NEAR_EDGE, _NEAR_EDGE, -_NEAR_EDGE, -_NEAR_EDGE)

    def _scroll_on(self) -> None:
        calm, at = self._calm_area(), self.pointer
        by = QPoint(
            min(at.x() - calm.left(), 0) + max(at.x() - calm.right(), 0),
            min(at.y() - calm.top(), 0) + max(at.y() - calm.bottom(), 0),
        )
        if by.isNull() or self._tool is None:
            self._scrolling.stop()
            return
        before = self.mapToScene(QPoint())
        fitted = self.fits
        self.pan(-QPoint(*(max(min(step, 20), -20) for step in (by.x(), by.y()))))
        if self.mapToScene(QPoint()) == before:
            self._set_fits(fitted)
            self._scrolling.stop()
            return
        self._tool.move(self.mapToScene(at), QApplication.keyboardModifiers())
        self._repaint_tool()

    # Links from the keyboard and by drops.

    def ask_for_link(self, source_id: str, target_id: str) -> None:
        """Let the user choose what a drawn link means; nothing happens if they choose nothing."""
        self._asking = menus.LinkMenu(self, source_id, target_id)
        self._asking.decided.connect(self._link_decided)
        self._asking.popup(self._asking.beside(self))

    def start_link_by_keys(self, person_id: str) -> None:
        """Begin a link from a card: the arrows choose the other end, Enter draws, Esc gives up."""
        card = self.map_scene.card(person_id)
        if card is not None:
            self._keys.link_from(person_id)
            name = title(card, language.language())
            self.said.emit(
                self.tr("Link from {name}: go to the other card and press Enter").format(name=name)
            )

    def _link_decided(self, source_id: str, target_id: str, kind: str, strength: int) -> None:
        menu, self._asking = self._asking, None
        if menu is not None:
            menu.deleteLater()
        self._finish()
        if kind:
            self.map_actions.draw_link(source_id, target_id, kind, strength)

    # Keyboard and menus.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            return
        if not self._keys.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().unsetCursor()
            return
        super().keyReleaseEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        scene = self.map_scene
        by_key = event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)
        if by_key and scene.current is None and scene.selected_link is None and scene.picture is not None:
            scene.select(self._keys.first())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._space = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self._tool is not None:
            return
        scene = self.map_scene
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            self.open_menu()
            return
        at = self.mapToScene(event.pos())
        if (person_id := scene.card_at(at)) is not None:
            if person_id not in scene.selection:
                scene.select((person_id,))
        elif (link_id := scene.link_at(at, 6 / self.zoom)) is not None:
            scene.select((), link_id)
        else:
            scene.select(())
        self.open_menu(event.globalPos())

    def open_menu(self, where: QPoint | None = None) -> None:
        """The menu of what is selected, at a point of the screen or at the selection itself."""
        scene = self.map_scene
        if scene.picture is None:
            return
        menu = menus.menu_for(self)
        if where is None:
            where = self.viewport().mapToGlobal(self.selection_point())
        menu.popup(where)

    def selection_point(self) -> QPoint:
        """Where what is selected stands in the view."""
        scene = self.map_scene
        if scene.current is not None:
            self.reveal(scene.current)
            place = scene.place_of(scene.current)
            return self.mapFromScene(QPointF(place.x + 24, place.y + CARD_HEIGHT / 2))
        if scene.selected_link is not None:
            points = scene.link_item(scene.selected_link).route.points
            middle = QPointF(*points[len(points) // 2])
            self.ensureVisible(QRectF(middle, middle), 16, 16)
            return self.mapFromScene(middle)
        return self.viewport().rect().center()

    def edit_command(self, name: str) -> bool:
        """What the Edit menu asks of the map: whether it does that."""
        return name == "delete" and self._keys.delete()

    def move_by_lane(self, direction: map_moves.Direction) -> None:
        """Send the selected cards one lane further."""
        picture = self.map_scene.picture
        if picture is not None and self.map_actions.writable:
            placements = map_moves.to_next_lane(
                picture.map, picture.layout, self.map_scene.selection, direction
            )
            if placements:
                self.map_actions.move(placements)

    def nudge(self, dx: int, dy: int) -> None:
        """Move the selected cards by steps of the grid."""
        picture = self.map_scene.picture
        if picture is None or not self.map_actions.writable:
            return
        corners = {
            id_: (place.x + dx * GRID, place.y + dy * GRID)
            for id_ in self.map_scene.selection
            for place in (self.map_scene.place_of(id_),)
        }
        if placements := map_moves.moved(picture.map, picture.layout, corners):
            self.map_actions.move(placements)

    # Keeping up.

    def _on_shown(self) -> None:
        # The map has changed under the tool, by an undo or from elsewhere: what it held may be gone.
        if self._tool is not None or self._drop is not None or self._asking is not None:
            menu, self._asking = self._asking, None
            if menu is not None:
                menu.close()
                menu.deleteLater()
            self.cancel_tool()
        self.keep_up()

    def _on_selection(self) -> None:
        self._describe()

    def _on_theme(self) -> None:
        self.map_scene.restyle()
        self.setBackgroundBrush(theme.current().colour("window"))

    def _describe(self) -> None:
        """Tell screen readers what the keyboard is at."""
        card = self.map_scene.card(self.map_scene.current or "")
        self.setAccessibleDescription(in_words(card, language.language()) if card is not None else "")

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            return menus.show_tip(self, event)
        return super().viewportEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            self.map_scene.restyle()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.setAccessibleName(self.tr("Influence map"))
