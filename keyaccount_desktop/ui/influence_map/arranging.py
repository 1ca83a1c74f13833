"""Putting the cards of a map in order, and its two layouts: in lanes, or free.

Each is one step of undo, and the cards glide to where they then stand. Called by the Map tab.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from keyaccount_desktop.exchange.map_arrange import auto_arrange
from keyaccount_desktop.exchange.map_moves import first_free_places
from keyaccount_desktop.ui.influence_map.glide import Glide
from keyaccount_desktop.ui.influence_map.stage import MANY
from keyaccount_desktop.ui.operation import Operation, busy
from keyaccount_desktop.workbook import maps

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.stage import MapStage
    from keyaccount_desktop.ui.influence_map.view import MapView
    from keyaccount_desktop.workbook.document import Workbook


class Arranging(QObject):
    """Arranges the map that a view shows."""

    def __init__(
        self, view: MapView, stage: MapStage, workbook: Workbook, say: Callable[[str], None]
    ) -> None:
        """``say``: shows a short remark."""
        super().__init__(view)
        self._view = view
        self._stage = stage
        self._workbook = workbook
        self._say = say
        self.glide = Glide(view)

    def arrange(self) -> None:
        """Put the cards in order, within their lanes if there are any."""
        shown, actions = self._view.map_scene.influence_map, self._view.map_actions
        if shown is None or not self._view.may_change():
            return
        with self.glide.from_here():
            with busy(len(shown.cards) > MANY):
                placements = auto_arrange(shown)
                if placements:
                    actions.move(placements)
            if not placements:
                self._say(self.tr("Everything is in order already"))
            self._view.show_beginning()

    def switch_layout(self) -> None:
        """From the lanes to the free layout, or back; each has places of its own."""
        live = self._stage.live
        if live is None:
            return
        if not self._stage.shows_live:
            self._say(self.tr("The layout is changed on the map itself: go back to it first"))
            return
        if not self._view.may_change():
            return
        free = live.layout != "free"

        def switch() -> None:
            first = first_free_places(live) if free else ()
            maps.set_layout(self._workbook, live.purchase_id, "free" if free else "lanes", first)

        with self.glide.from_here():
            if Operation(self._view, switch, slow=len(live.cards) > MANY).run():
                self._view.show_beginning()
                self._say(
                    self.tr("Free layout: cards stay where you put them; level and function stay as they are")
                    if free
                    else self.tr("In lanes: level and function are where a card stands")
                )
