"""What a press on the map touches: which tool it takes up, and what the pointer looks like over it.

One question, ``touched``, answers both, so that the pointer never promises what a press does not do.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from PySide6.QtCore import QPointF, Qt

from keyaccount_desktop.ui.influence_map import tools
from keyaccount_desktop.ui.influence_map.items import HandlesItem
from keyaccount_desktop.ui.influence_map.link_tools import ENDS, End, LinkTool, RelinkTool
from keyaccount_desktop.ui.influence_map.move_tool import MoveTool

if TYPE_CHECKING:
    from keyaccount_desktop.ui.influence_map.view import MapView

Kind = Literal["ground", "card", "dot", "end", "link"]

CURSORS: Final[dict[Kind, Qt.CursorShape]] = {
    "ground": Qt.CursorShape.ArrowCursor,
    "card": Qt.CursorShape.OpenHandCursor,
    "dot": Qt.CursorShape.CrossCursor,
    "end": Qt.CursorShape.SizeAllCursor,
    "link": Qt.CursorShape.PointingHandCursor,
}
NEAR_DOT: Final = HandlesItem.RADIUS + 3
"""How far from a card its dots still show, in units of the map."""
_NEAR_LINK: Final = 6
_NEAR_END: Final = 9
"""Pixels."""


@dataclass(frozen=True, slots=True)
class Touched:
    """What lies under the pointer. ``id``: of the person or the link."""

    kind: Kind
    id: str = ""
    end: End = "target"


def touched(view: MapView, at: QPointF) -> Touched:
    """What a press at a point of the scene would touch."""
    scene, writable = view.map_scene, view.map_actions.writable
    if writable and scene.selected_link is not None:
        for end, spot in zip(ENDS, scene.link_ends(), strict=False):
            if (at - spot).manhattanLength() * view.zoom <= _NEAR_END:
                return Touched("end", scene.selected_link, end)
    near = scene.card_at(at, slack=NEAR_DOT)
    if writable and near is not None:
        place = scene.place_of(near)
        for x, y in HandlesItem.SPOTS:
            if (at - QPointF(place.x + x, place.y + y)).manhattanLength() <= NEAR_DOT * 1.3:
                return Touched("dot", near)
    if (person_id := scene.card_at(at)) is not None:
        return Touched("card", person_id)
    if (link_id := link_at(view, at)) is not None:
        return Touched("link", link_id)
    return Touched("ground")


def link_at(view: MapView, at: QPointF) -> str | None:
    """The link a press there means."""
    return view.map_scene.link_at(at, _NEAR_LINK / view.zoom)


def tool_for(view: MapView, under: Touched) -> tools.Tool | None:
    """What the left button takes up there; a link is only selected."""
    scene = view.map_scene
    if under.kind == "end" and (link := scene.link(under.id)) is not None:
        return RelinkTool(view, link, under.end)
    if under.kind == "dot":
        return LinkTool(view, under.id)
    if under.kind == "card":
        return MoveTool(view, under.id)
    if under.kind == "link":
        scene.select((), under.id)
        return None
    return tools.SelectTool(view)
