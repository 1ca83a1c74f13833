"""What keys mean on the map: every gesture of the mouse has one here.

Arrows walk from card to card; with Ctrl they carry the card to the next lane, with Ctrl+Shift they nudge
it. Letters judge, as ``LETTERS`` and the two tables before it say, or add a card (``NEW_KEYS``). L and R
begin a link or a reporting line, Home and End take up an end of the selected link: the arrows aim, Enter
takes the card. While something is in the mouse's hand, only Esc means something.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from keyaccount_desktop.exchange.map_moves import Direction
from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.method.vocabulary import BUYING_ROLE
from keyaccount_desktop.ui.influence_map import commands
from keyaccount_desktop.ui.influence_map.aim import Aim, What
from keyaccount_desktop.ui.influence_map.zoom_view import ZoomView

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.new_cards import New
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
LETTERS: Final[dict[str, tuple[str, str | None]]] = {
    **{key: ("attitude", code) for key, code in ATTITUDE_KEYS.items()},
    **{key: ("roles", code) for key, code in ROLE_KEYS.items()},
    "C": ("closeness", None),
    "W": ("weight", None),
    "B": ("part", "blocks"),
    "K": ("key", "yes"),
    "T": ("coach", None),
    "P": ("pinned", "yes"),
}
"""What a letter does to the selected cards: a field and its value; None is asked for, as with the badges."""
KEY_OF: Final = {meant: key for key, meant in LETTERS.items()}
_ZOOMS: Final[dict[int, Callable[[ZoomView], None]]] = {
    Qt.Key.Key_Plus: ZoomView.zoom_in,
    Qt.Key.Key_Equal: ZoomView.zoom_in,
    Qt.Key.Key_Minus: ZoomView.zoom_out,
    Qt.Key.Key_Underscore: ZoomView.zoom_out,
    Qt.Key.Key_0: ZoomView.reset_zoom,
    Qt.Key.Key_9: ZoomView.fit,
}
"""With Ctrl."""
_AIMS: Final[dict[str, What]] = {"L": "link", "R": "report"}
NEW_KEYS: Final[dict[str, New]] = {"A": "person", "G": "group", "H": "post"}
"""Letters that add a card; on a post whose holder is unknown, H names the holder."""
_PAGES: Final[dict[int, int]] = {Qt.Key.Key_PageUp: 1, Qt.Key.Key_PageDown: -1}

_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


class KeyMap:
    """The keyboard of one view."""

    def __init__(self, view: MapView) -> None:
        self._view = view
        self._scene = view.map_scene
        self._aim: Aim | None = None
        """What was begun by keys or from a menu, and waits for another card."""
        self._around: set[str] = set()
        """Whose links ``[`` and ``]`` walk through."""

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key means; whether it means anything."""
        if self._scene.picture is None:
            return False
        if self._view.busy and event.key() != Qt.Key.Key_Escape:
            return True
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
        if self._zoom(event, modifiers) or self._scroll(event, modifiers):
            return True
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and self._scene.selected_link is not None:
            self.begin("source" if event.key() == Qt.Key.Key_Home else "target")
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self._scene.select(self._scene.picture.cards)
            return True
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            return self.delete()
        if modifiers in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            return self._letter(event.text().upper())
        return False

    def claims(self, event: QKeyEvent) -> bool:
        """Whether a key that the window may have a meaning for too is meant for the map."""
        ctrl = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _CTRL
        return self._scene.picture is not None and ctrl and event.key() in _ZOOMS

    @property
    def aiming(self) -> bool:
        return self._aim is not None

    def begin(self, what: What) -> None:
        """Begin something at the selected cards or link that another card will end."""
        scene = self._scene
        if what in ("source", "target"):
            link = scene.link(scene.selected_link or "")
            if link is None or not self._view.may_change():
                return
            self._aim = Aim(what, link_id=link.id)
            scene.select([link.source_id if what == "source" else link.target_id])
        elif scene.selection and self._view.may_change():
            self._aim = Aim(what, scene.selection[-1:] if what == "link" else scene.selection)
        if self._aim is not None:
            self._view.said.emit(self._aim.beginning(self._view))

    def take(self, person_id: str) -> None:
        """End what was begun at this card."""
        aim, self._aim = self._aim, None
        if aim is not None:
            self._view.said.emit("")
            if aim.alive(self._view):
                aim.take(self._view, person_id)

    def check(self) -> None:
        """The map has changed: forget what can no longer be ended."""
        if self._aim is not None and not self._aim.alive(self._view):
            self._aim = None
            self._view.said.emit("")

    def give_up(self) -> bool:
        """Whether there was anything to give up."""
        aim, self._aim = self._aim, None
        if aim is not None:
            self._view.said.emit("")
            self._scene.select(aim.people, aim.link_id or None)
        return aim is not None

    def first(self) -> tuple[str, ...]:
        """Where the keyboard begins: the card nearest to the upper left corner."""
        picture = self._scene.picture
        if picture is None or not picture.cards:
            return ()
        places = picture.layout.cards
        return (min(places, key=lambda id_: (places[id_].y, places[id_].x)),)

    def _arrow(self, direction: Direction, modifiers: Qt.KeyboardModifier) -> bool:
        if modifiers == _CTRL:
            commands.move_by_lane(self._view, direction)
        elif modifiers == _CTRL | _SHIFT:
            commands.nudge(self._view, *_STEPS[direction])
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
            scene.select((*scene.selection, neighbour) if extend and self._aim is None else found)
        else:
            return
        for id_ in found:
            self._view.reveal(id_)
            if self._aim is not None:
                self._view.said.emit(self._aim.said_of(self._view, id_))

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
        if self.give_up():
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
        if self._aim is not None:
            self.take(current)
        else:
            self._view.map_actions.open_person(current)
        return True

    def _zoom(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        zoom = _ZOOMS.get(event.key())
        if zoom is None or not modifiers & _CTRL:
            return False
        zoom(self._view)
        return True

    def _scroll(self, event: QKeyEvent, modifiers: Qt.KeyboardModifier) -> bool:
        """Page Up and Page Down look further up and down, with Shift to the left and the right."""
        step = _PAGES.get(event.key())
        if step is None or modifiers not in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            return False
        room = self._view.viewport().size()
        aside = modifiers == _SHIFT
        self._view.pan(
            QPoint(step * (room.width() // 2), 0) if aside else QPoint(0, step * (room.height() // 2))
        )
        return True

    def delete(self) -> bool:
        """Remove the selected link, or take the selected people off the map."""
        scene, actions = self._scene, self._view.map_actions
        if not (scene.selected_link or scene.selection) or not self._view.may_change():
            return False
        if scene.selected_link is not None:
            actions.remove_links([scene.selected_link])
        else:
            actions.take_off(scene.selection)
        return True

    def _letter(self, letter: str) -> bool:
        scene = self._scene
        if letter in ("[", "]"):
            return self._next_link(1 if letter == "]" else -1)
        if letter == "I" and scene.selection:
            self._view.introduction_wanted.emit(scene.selection[-1])
            return True
        if letter in NEW_KEYS:
            return self._add(NEW_KEYS[letter])
        if not scene.selection or letter not in {*LETTERS, *_AIMS}:
            return False
        if letter in _AIMS:
            self.begin(_AIMS[letter])
        else:
            self._view.apply_badge(*LETTERS[letter], scene.selection)
        return True

    def _add(self, kind: New) -> bool:
        new, current = self._view.new_cards, self._scene.current
        if new is None:
            return False
        card = self._scene.card(current or "")
        if kind == "post" and card is not None and card.kind == "post":
            new.name_holder(card.person_id)
        else:
            new.add(kind)
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
