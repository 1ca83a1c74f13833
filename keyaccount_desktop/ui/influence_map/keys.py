"""What keys mean on the map: every gesture of the mouse has one here.

Arrows walk from card to card; with Ctrl they carry the card to the next lane, with Ctrl+Shift they nudge
it. S, N, O, U set the attitude, 1 to 5 the roles, L begins a link that the arrows aim and Enter draws.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from keyaccount_desktop.exchange.map_moves import Direction
from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.method.vocabulary import BUYING_ROLE

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView

_ARROWS: Final[dict[int, Direction]] = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Left: "left",
    Qt.Key.Key_Right: "right",
}
_STEPS: Final = {"up": (0, -1), "down": (0, 1), "left": (-1, 0), "right": (1, 0)}
ATTITUDE_KEYS: Final[dict[str, str | None]] = {"S": "supporter", "N": "neutral", "O": "opponent", "U": None}
ROLE_KEYS: Final = {str(place): code for place, code in enumerate(BUYING_ROLE.codes, start=1)}

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class KeyMap:
    """The keyboard of one view."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._scene = view.map_scene
        self._linking: str | None = None
        """The person a link is being drawn from, by keys."""
        self._around: set[str] = set()
        """Whose links ``[`` and ``]`` walk through."""

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything."""
        if self._scene.picture is None:
            return False
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if (direction := _ARROWS.get(event.key())) is not None:
            return self._arrow(direction, modifiers)
        if event.key() == Qt.Key.Key_Escape:
            return self._escape()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self._enter()
        if event.key() == Qt.Key.Key_Menu or (event.key() == Qt.Key.Key_F10 and modifiers == _SHIFT):
            self._view.open_menu()
            return True
        if self._zoom(event, modifiers):
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._scene.select(self._scene.picture.cards)
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self.delete()
        if modifiers in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            return self._letter(event.text().upper())
        return False

    def link_from(self, person_id: str) -> None:
        self._linking = person_id

    def first(self) -> tuple[str, ...]:
        """Where the keyboard begins: the card nearest to the upper left corner."""
        picture = self._scene.picture
        if picture is None or not picture.cards:
            return ()
        places = picture.layout.cards
        return (min(places, key=lambda id_: (places[id_].y, places[id_].x)),)

    def _arrow(self, direction: Direction, modifiers: Qt.KeyboardModifier) -> bool:
        if modifiers == _CTRL:
            self._view.move_by_lane(direction)
        elif modifiers == _CTRL | _SHIFT:
            self._view.nudge(*_STEPS[direction])
        elif modifiers in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            self._walk(direction, extend=modifiers == _SHIFT)
        else:
            return False
        return True

    def _walk(self, direction: Direction, *, extend: bool) -> None:
        scene = self._scene
        current = scene.current
        if current is None:
            found = self.first()
            scene.select(found)
        elif (neighbour := self._neighbour(current, direction)) is not None:
            found = (neighbour,)
            scene.select((*scene.selection, neighbour) if extend else found)
        else:
            return
        for id_ in found:
            self._view.reveal(id_)

    def _neighbour(self, current: str, direction: Direction) -> str | None:
        """The card one would expect in a direction: near, and rather straight ahead than aside."""
        assert self._scene.picture is not None
        places = self._scene.picture.layout.cards
        here = places[current]
        best: tuple[float, str] | None = None
        for id_, place in places.items():
            ahead, aside = _offsets(here, place, direction)
            if id_ != current and ahead > 4 and aside <= 2 * ahead:
                cost = ahead + 2 * aside
                if best is None or cost < best[0]:
                    best = (cost, id_)
        return best[1] if best is not None else None

    def _escape(self) -> bool:
        if self._view.cancel_tool():
            return True
        if self._linking is not None:
            self._linking = None
            self._view.said.emit("")
            return True
        if self._scene.selection or self._scene.selected_link:
            self._scene.select(())
            return True
        return False

    def _enter(self) -> bool:
        current, link_id = self._scene.current, self._scene.selected_link
        if current is None:
            if link_id is not None:
                self._view.map_actions.open_link(link_id)
            return link_id is not None
        source, self._linking = self._linking, None
        if source is not None and source != current and self._scene.card(source) is not None:
            self._view.said.emit("")
            self._view.ask_for_link(source, current)
        else:
            self._view.map_actions.open_person(current)
        return True

    def _zoom(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        if not modifiers & _CTRL:
            return False
        if event.key() in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self._view.zoom_in()
        elif event.key() in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self._view.zoom_out()
        elif event.key() == Qt.Key.Key_0:
            self._view.reset_zoom()
        elif event.key() == Qt.Key.Key_9:
            self._view.fit()
        else:
            return False
        return True

    def delete(self) -> bool:
        """Remove the selected link, or take the selected people off the map."""
        scene, actions = self._scene, self._view.map_actions
        if not actions.writable:
            return False
        if scene.selected_link is not None:
            actions.remove_links([scene.selected_link])
        elif scene.selection:
            actions.take_off(scene.selection)
        else:
            return False
        return True

    def _letter(self, letter: str) -> bool:
        scene = self._scene
        if letter in ("[", "]"):
            return self._next_link(1 if letter == "]" else -1)
        if letter == "I" and scene.selection:
            self._view.introduction_wanted.emit(scene.selection[-1])
            return True
        if not scene.selection or not self._view.map_actions.writable:
            return False
        if letter in ATTITUDE_KEYS:
            self._view.apply_badge("attitude", ATTITUDE_KEYS[letter], scene.selection)
        elif letter in ROLE_KEYS:
            self._view.apply_badge("roles", ROLE_KEYS[letter], scene.selection)
        elif letter == "L":
            self._view.start_link_by_keys(scene.selection[-1])
        elif letter == "P":
            pinned = all(card.pinned for id_ in scene.selection if (card := scene.card(id_)))
            self._view.map_actions.set_pinned(scene.selection, not pinned)
        else:
            return False
        return True

    def _next_link(self, step: int) -> bool:
        """Walk through the links of the selected cards, or through all if none is selected."""
        scene = self._scene
        assert scene.picture is not None
        if scene.selected_link is None:
            self._around = set(scene.selection) or set(scene.picture.cards)
        ids = [link.id for link in scene.picture.links_of(self._around)]
        if not ids:
            return False
        at = ids.index(scene.selected_link) + step if scene.selected_link in ids else (0 if step > 0 else -1)
        scene.select((), ids[at % len(ids)])
        return True


def _offsets(here: Rect, there: Rect, direction: Direction) -> tuple[float, float]:
    dx = there.centre[0] - here.centre[0]
    dy = there.centre[1] - here.centre[1]
    if direction in ("left", "right"):
        return (dx if direction == "right" else -dx), abs(dy)
    return (dy if direction == "down" else -dy), abs(dx) / 2
