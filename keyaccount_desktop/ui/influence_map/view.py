"""The map as the user sees and touches it: zoom, pan, mouse, keyboard, drops.

The view decides which tool a press begins and what a key means; what is then done to the map goes through
``MapActions``. While a tool is at work everything that stands still is one picture of pixels, so that a drag
costs the same on a map of ten people and of a thousand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

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
from keyaccount_desktop.exchange.map_cards import in_words
from keyaccount_desktop.exchange.map_layout import CARD_HEIGHT, Cell, cell_of
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.influence_map import link_words, menus, mime, tools, touch
from keyaccount_desktop.ui.influence_map.actions import MapActions
from keyaccount_desktop.ui.influence_map.aim import What
from keyaccount_desktop.ui.influence_map.drop_tools import BadgeDropTool, DropTool, PeopleDropTool
from keyaccount_desktop.ui.influence_map.keys import KeyMap
from keyaccount_desktop.ui.influence_map.painter import to_qrect
from keyaccount_desktop.ui.influence_map.scene import MapScene
from keyaccount_desktop.ui.influence_map.still import StillPicture
from keyaccount_desktop.ui.influence_map.zoom_view import ZoomView
from keyaccount_desktop.workbook.maps import InfluenceMap

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.new_cards import NewCards

_READABLE_AT_FIRST: Final = 0.75
"""The zoom a large map opens at, for text of 100 %: names are then 10 pixels high."""
_NEAR_EDGE: Final = 24
_MODIFIERS: Final[dict[int, Qt.KeyboardModifier]] = {
    Qt.Key.Key_Alt: Qt.KeyboardModifier.AltModifier,
    Qt.Key.Key_Control: Qt.KeyboardModifier.ControlModifier,
    Qt.Key.Key_Shift: Qt.KeyboardModifier.ShiftModifier,
}
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
    """What the hand or the keyboard is about to do; empty when that is over."""
    remarked = Signal(str)
    """What has just happened, or why it has not."""

    def __init__(self, actions: MapActions, parent: QWidget | None = None) -> None:
        self.map_scene = MapScene()
        super().__init__(self.map_scene, parent)
        self.map_scene.setParent(self)
        self.map_actions = actions
        self.new_cards: NewCards | None = None
        """Where cards are typed; None where none can ever be added."""
        self.menu_at: QPointF | None = None
        """The point of the scene that the open menu was asked for at; None if by key."""
        self.still = StillPicture(self, self.map_scene)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        QPixmapCache.setCacheLimit(max(QPixmapCache.cacheLimit(), _CACHE_KB))
        self.pointer = QPoint()
        """Where the pointer is, in the viewport."""
        self._tool: tools.Tool | None = None
        self._button = Qt.MouseButton.NoButton
        """The button that holds the tool."""
        self._drop: DropTool | None = None
        self._space = False
        self._over: dict[str, Cell] = {}
        self._asking: menus.LinkMenu | None = None
        self._following = self._ending = False
        self._keys = KeyMap(self)
        self._scrolling = QTimer(self)
        self._scrolling.setInterval(30)
        self._scrolling.timeout.connect(self._scroll_on)
        self.resting = QTimer(self)
        """Started by a tool that wants to know whether the pointer rests."""
        self.resting.setSingleShot(True)
        self.resting.timeout.connect(self._on_rest)
        self.shifted.connect(self._on_shifted)
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

    @property
    def busy(self) -> bool:
        """Whether something is in the mouse's hand, or being asked about."""
        return self._tool is not None or self._drop is not None

    @property
    def map_actions(self) -> MapActions:
        return self._actions

    @map_actions.setter
    def map_actions(self, actions: MapActions) -> None:
        self._actions = actions
        self.map_scene.grips = actions.writable

    def may_change(self) -> bool:
        """Whether the map may be changed; if not, the user is told why."""
        if not self.map_actions.writable:
            self.remarked.emit(self.map_actions.why_locked)
        return self.map_actions.writable

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.pointer = event.position().toPoint()
        if self._tool is not None or self.map_scene.picture is None:
            return
        at = self.mapToScene(self.pointer)
        left = event.button() == Qt.MouseButton.LeftButton
        if event.button() == Qt.MouseButton.MiddleButton or (left and self._space):
            tool: tools.Tool | None = tools.PanTool(self)
        elif left and self._keys.aiming:
            self._aim_at(at)
            return
        elif left:
            tool = touch.tool_for(self, touch.touched(self, at))
        else:
            return
        if tool is not None:
            self._button = event.button()
            self._begin(tool, at, event.modifiers())

    def _aim_at(self, at: QPointF) -> None:
        """A click ends what was begun from a menu or by a key: at a card, or nowhere."""
        person_id = self.map_scene.card_at(at)
        if person_id is None:
            self._keys.give_up()
        else:
            self._keys.take(person_id)
        self._hover(at)

    def _begin(self, tool: tools.Tool, at: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        self._tool = tool
        self.gesture_begun.emit()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if tool.cursor is not None:
            self.viewport().setCursor(tool.cursor)
        tool.start(at, modifiers)
        self.repaint_tool()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self.pointer = event.position().toPoint()
        at = self.mapToScene(self.pointer)
        if self._tool is None:
            self._hover(at)
            return
        if self._asking is None:
            self._tool.move(at, event.modifiers())
            self.repaint_tool()
            self._scroll_if_at_edge()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.pointer = event.position().toPoint()
        if self._tool is None or self._asking is not None or event.button() != self._button:
            return
        tool, at = self._tool, self.mapToScene(self.pointer)
        self._ending = True  # what the map shows anew now is the tool's own doing
        tool.end(at, event.modifiers())
        self._ending = False
        if self._asking is None:
            self._finish()
        self._hover(at)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        at = self.mapToScene(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if (person_id := self.map_scene.card_at(at)) is not None:
            self.map_actions.open_person(person_id)
        elif (link_id := touch.link_at(self, at)) is not None:
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
        """Show the dots of the card under the pointer, and by the pointer what a press would do."""
        scene = self.map_scene
        if scene.picture is None:
            return
        near = scene.card_at(at, slack=touch.NEAR_DOT) if self.map_actions.writable else None
        if near is not None:
            place = scene.place_of(near)
            scene.handles.setPos(place.x, place.y)
        scene.handles.setVisible(near is not None and not self._keys.aiming)
        if self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif self._keys.aiming:
            shape = Qt.CursorShape.CrossCursor
        else:
            shape = touch.CURSORS[touch.touched(self, at).kind]
        self.viewport().setCursor(shape)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._tool is None:
            self.map_scene.handles.setVisible(False)

    # Drops.

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self._drop = None
        self._take_drop(event)
        if self._drop is None:
            event.ignore()
        else:
            event.acceptProposedAction()

    def _take_drop(self, event: QDropEvent) -> None:
        """Follow what is carried in, if there is something to be done with it; else say why not."""
        data = event.mimeData()
        if data.hasUrls() or self.map_scene.picture is None or self._tool is not None:
            return  # files are taken by the page around
        drop = (PeopleDropTool if data.hasFormat(mime.PEOPLE) else BadgeDropTool)(self, data)
        refusal = drop.refusal or self.map_actions.why_locked
        self.gesture_begun.emit()
        if refusal:
            self.remarked.emit(refusal)
            return
        self._drop = drop
        self.pointer = event.position().toPoint()
        drop.start(self.mapToScene(self.pointer), event.modifiers())
        self.repaint_tool()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.pointer = event.position().toPoint()
        if self._drop is None:
            event.ignore()
            return
        self._drop.move(self.mapToScene(self.pointer), event.modifiers())
        self.repaint_tool()
        self._scroll_if_at_edge()
        if self._drop.accepts:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        drop, self._drop = self._drop, None
        self._scrolling.stop()
        if drop is not None:
            drop.cancel()

    def dropEvent(self, event: QDropEvent) -> None:
        drop, self._drop = self._drop, None
        self._scrolling.stop()
        if drop is None:
            event.ignore()
            return
        self.pointer = event.position().toPoint()
        drop.end(self.mapToScene(self.pointer), event.modifiers())
        event.acceptProposedAction()
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def apply_badge(
        self, field: str, code: str | None, person_ids: Sequence[str], *, give: bool = False
    ) -> None:
        """What a badge, or its letter, means for these people: one step.

        What all of them have already is taken away, unless it is to be given in any case.
        """
        scene, actions = self.map_scene, self.map_actions
        if not person_ids or not self.may_change():
            return
        cards = [card for id_ in person_ids if (card := scene.card(id_)) is not None]
        if code is None and field in menus.ASKED:
            menus.ask(self, field, cards)
        elif field == "roles" and code is not None:
            held = menus.roles_of(scene, person_ids)
            actions.set_role(held, code, give or not all(code in roles for roles in held.values()))
        elif field == "pinned":
            actions.set_pinned(person_ids, give or not all(card.pinned for card in cards))
        elif field == "key":
            actions.judge(person_ids, field, True if give or not all(card.key for card in cards) else None)
        elif field == "part":
            blocked = all(card.part is not None and card.part.value == code for card in cards)
            actions.judge(person_ids, field, code if give or not blocked else None)
        else:
            actions.judge(person_ids, field, code)

    def hover_lanes(self, cells: Mapping[str, Cell]) -> None:
        """Tell where the people in the hand would go, when that has changed."""
        everyone = self.map_scene.everyone
        over = {
            id_: cell
            for id_, cell in cells.items()
            if (card := everyone.get(id_)) is not None and cell_of(card) != cell
        }
        if over != self._over:
            self._over = over
            self.lane_hovered.emit(over)

    # While a tool is at work.

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.still.held:
            self.still.paint(event, self._tool or self._drop)
        else:
            super().paintEvent(event)

    def repaint_tool(self) -> None:
        """Show what the tool in the hand has changed of what it shows."""
        tool = self._tool or self._drop
        if tool is not None:
            self.still.follow(tool)

    def _scroll_if_at_edge(self) -> None:
        tool = self._tool or self._drop
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
        if by.isNull() or (self._tool is None and self._drop is None):
            self._scrolling.stop()
            return
        before = self.mapToScene(QPoint())
        fitted = self.fits
        self.pan(-QPoint(*(max(min(step, 20), -20) for step in (by.x(), by.y()))))
        if self.mapToScene(QPoint()) == before:
            self._set_fits(fitted)
            self._scrolling.stop()

    def _on_rest(self) -> None:
        if self._tool is not None:
            self._tool.rested()
            self.repaint_tool()

    def _on_shifted(self) -> None:
        """Something else is seen now: what is in the hand is over something else."""
        self.still.renew()
        self.follow_pointer(QApplication.keyboardModifiers())

    def follow_pointer(self, modifiers: Qt.KeyboardModifier) -> None:
        """Let the tool know what is under the pointer now, though the pointer has not moved."""
        tool = self._tool or self._drop
        if tool is not None and tool.scrolls and self._asking is None and not self._following:
            self._following = True
            tool.move(self.mapToScene(self.pointer), modifiers)
            self._following = False
            self.repaint_tool()

    # Links from the keyboard and by drops.

    def ask_for_link(self, source_id: str, target_id: str) -> None:
        """Let the user choose what a drawn link means; nothing happens if they choose nothing."""
        self._asking = menus.LinkMenu(self, source_id, target_id)
        self._asking.decided.connect(self._link_decided)
        self._asking.popup(self._asking.beside(self))

    def begin_aim(self, what: What) -> None:
        """Begin a link, a reporting line or another end of a link at what is selected, from a menu."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keys.begin(what)

    def _link_decided(self, source_id: str, target_id: str, kind: str, strength: int) -> None:
        menu, self._asking = self._asking, None
        note = menu is not None and menu.note_next.isChecked()
        if menu is not None:
            menu.deleteLater()
        self._finish()
        if kind:
            scene = self.map_scene
            there = scene.link(scene.link_between(source_id, target_id, kind) or "")
            self.map_actions.draw_link(source_id, target_id, kind, strength)
            if there is not None:
                self.remarked.emit(
                    self.tr("These two are linked in this way already")
                    if there.strength == strength
                    else self.tr("These two were linked in this way already: the strength is changed")
                )
            if note and (link_id := self.map_scene.link_between(source_id, target_id, kind)) is not None:
                self.map_scene.select((), link_id)
                # Not before the menu has given the keyboard back: the panel would take that for going on.
                QTimer.singleShot(0, self, lambda: self.map_actions.open_link(link_id))

    # Keyboard and menus.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not self.busy:
            self._space = True
            self.viewport().setCursor(Qt.CursorShape.OpenHandCursor)
            return
        if self.busy and (modifier := _MODIFIERS.get(event.key())) is not None:
            self.follow_pointer(event.modifiers() | modifier)  # systems differ in whether it is in already
            return
        if not self._keys.press(event):
            event.ignore()

    def event(self, event: QEvent) -> bool:
        # Keys of the map come before the window's own: Ctrl+0 is its natural size here, and Today elsewhere.
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and self._keys.claims(event)
        ):
            event.accept()
            return True
        return super().event(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.viewport().unsetCursor()
            return
        if self.busy and (modifier := _MODIFIERS.get(event.key())) is not None:
            self.follow_pointer(event.modifiers() & ~modifier)
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
        elif (link_id := touch.link_at(self, at)) is not None:
            scene.select((), link_id)
        else:
            scene.select(())
        self.open_menu(event.globalPos())

    def open_menu(self, where: QPoint | None = None) -> None:
        """The menu of what is selected, at a point of the screen or at the selection itself."""
        scene = self.map_scene
        if scene.picture is None:
            return
        self.menu_at = None if where is None else self.mapToScene(self.viewport().mapFromGlobal(where))
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

    # Keeping up.

    def _on_shown(self) -> None:
        # The map has changed under the tool, by an undo or from elsewhere: what it held may be gone.
        self._keys.check()
        if (self.busy and not self._ending) or self._asking is not None:
            menu, self._asking = self._asking, None
            if menu is not None:
                menu.close()
                menu.deleteLater()
            self.cancel_tool()
            self.remarked.emit(self.tr("The map has changed; the drag was cancelled"))
        self.keep_up()
        if self.map_scene.handles.isVisible() and self._tool is None:
            self._hover(self.mapToScene(self.pointer))  # the card under the pointer may be another now

    def _on_selection(self) -> None:
        self._describe()

    def _on_theme(self) -> None:
        self.map_scene.restyle()
        self.setBackgroundBrush(theme.current().colour("window"))

    def _describe(self) -> None:
        """Tell screen readers what the keyboard is at."""
        scene = self.map_scene
        card, link = scene.card(scene.current or ""), scene.link(scene.selected_link or "")
        said: list[str] = []
        if card is not None:
            said = [in_words(card, language.language()), *link_words.of_person(scene, card.person_id)]
        elif link is not None:
            said = link_words.of_link(scene, link)
        self.setAccessibleDescription("\n".join(said))

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
