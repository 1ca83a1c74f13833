"""Cards carried without the mouse, by arrows and from menus: each is one call of the view's actions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keyaccount_desktop.exchange import map_moves
from keyaccount_desktop.exchange.map_layout import GRID

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView


def move_by_lane(view: MapView, direction: map_moves.Direction) -> None:
    """Send the selected cards one lane further."""
    picture = view.map_scene.picture
    if picture is not None and view.map_scene.selection and view.may_change():
        placements = map_moves.to_next_lane(picture.map, picture.layout, view.map_scene.selection, direction)
        if placements:
            view.map_actions.move(placements)


def nudge(view: MapView, dx: int, dy: int) -> None:
    """Move the selected cards by steps of the grid."""
    picture = view.map_scene.picture
    if picture is None or not view.map_scene.selection or not view.may_change():
        return
    corners = {
        id_: (place.x + dx * GRID, place.y + dy * GRID)
        for id_ in view.map_scene.selection
        for place in (view.map_scene.place_of(id_),)
    }
    if placements := map_moves.moved(picture.map, picture.layout, corners):
        view.map_actions.move(placements)
