"""Where cards come to stand when they are dropped, moved or sent to another lane: gestures as Placements.

A card dropped over others goes to the nearest free spot of its lane; the others stay. A lane whose level or
function is unknown gives nothing to a person whose own is known. Used by the map's tools and keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from keyaccount_desktop.exchange.map_layout import (
    CARD_HEIGHT,
    CARD_WIDTH,
    Cell,
    Lanes,
    Layout,
    Point,
    cell_of,
    formation,
    free_spot,
    free_spots,
    snap,
)
from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.workbook.maps import InfluenceMap, MapCard, Placement

Direction = Literal["up", "down", "left", "right"]


def landing(lanes: Lanes, card: MapCard, x: float, y: float) -> Cell:
    """The cell a card would go to with its corner at ``x``, ``y`` of the picture."""
    level, function = lanes.cell_at(x + CARD_WIDTH / 2, y + CARD_HEIGHT / 2)
    own_level, own_function = cell_of(card)
    return level or own_level, function or own_function


def moved(influence_map: InfluenceMap, layout: Layout, corners: Mapping[str, Point]) -> list[Placement]:
    """What it means that these cards were let go with their corners at these points of the picture.

    Empty if everything is where it was.
    """
    cards = {card.person_id: card for card in influence_map.cards}
    if not layout.lanes.rows:
        return _moved_freely(layout, cards, corners)
    wanted: list[tuple[Cell, Point]] = []
    for id_, (x, y) in corners.items():
        card = cards[id_]
        cell = landing(layout.lanes, card, x, y)
        own = cell_of(card)
        origin_x, origin_y = _origin(layout.lanes, cell)
        here = layout.cards.get(id_)
        # Where the drop's lane could not be taken over, the card keeps its place along that axis.
        row, column = layout.lanes.cell_at(x + CARD_WIDTH / 2, y + CARD_HEIGHT / 2)
        if here is not None and row is None and own[0] is not None:
            y = here.y
        if here is not None and column is None and own[1] is not None:
            x = here.x
        wanted.append((cell, (x - origin_x, y - origin_y)))
    spots = formation(wanted, _taken(cards, layout, set(corners)))
    return [
        _placement(cards[id_], cell, spot)
        for id_, (cell, _), spot in zip(corners, wanted, spots, strict=True)
        if cell != cell_of(cards[id_]) or not _stands_at(layout, id_, cell, spot)
    ]


def _stands_at(layout: Layout, person_id: str, cell: Cell, spot: Point) -> bool:
    here, (x, y) = layout.cards.get(person_id), _origin(layout.lanes, cell)
    return here is not None and (x + spot[0], y + spot[1]) == (here.x, here.y)


def snapped(lanes: Lanes, card: MapCard, x: float, y: float) -> Point:
    """The corner on the grid nearest to one of the picture: on that of the cell the card would go to."""
    origin_x, origin_y = _origin(lanes, landing(lanes, card, x, y)) if lanes.rows else (0.0, 0.0)
    return origin_x + snap(x - origin_x), origin_y + snap(y - origin_y)


def dropped(
    influence_map: InfluenceMap, layout: Layout, person_ids: Sequence[str], x: float, y: float
) -> list[Placement]:
    """People let go over a point of the picture: the first one's card under it, the others close by."""
    cards = {card.person_id: card for card in influence_map.cards}
    known = [id_ for id_ in dict.fromkeys(person_ids) if id_ in cards]
    if not layout.lanes.rows:
        others = [(place.x, place.y) for id_, place in layout.cards.items() if id_ not in known]
        spots = free_spots(others, x - CARD_WIDTH / 2, y - CARD_HEIGHT / 2, len(known))
        return [Placement(id_, *spot) for id_, spot in zip(known, spots, strict=True)]
    taken = _taken(cards, layout, set(known))
    placements = []
    for id_ in known:
        card = cards[id_]
        cell = landing(layout.lanes, card, x - CARD_WIDTH / 2, y - CARD_HEIGHT / 2)
        origin_x, origin_y = _origin(layout.lanes, cell)
        wanted = (x - CARD_WIDTH / 2 - origin_x, y - CARD_HEIGHT / 2 - origin_y)
        spot = free_spot(taken.get(cell, ()), *wanted)
        taken.setdefault(cell, []).append(spot)
        placements.append(_placement(card, cell, spot))
    return placements


def new_card(influence_map: InfluenceMap, layout: Layout, x: float, y: float) -> tuple[Placement, Rect]:
    """Where the card of someone new would go who is put at a point of the picture; the placement names nobody."""
    nobody = MapCard(
        None, "", "person", "", "", None, None, None, None, None, None, None, None,
        key=False, cold=False, placed=False, x=0, y=0, free_x=None, free_y=None, pinned=False,
    )  # fmt: skip
    (placement,) = dropped(replace(influence_map, cards=(*influence_map.cards, nobody)), layout, [""], x, y)
    left, top = _origin(layout.lanes, (placement.level, placement.function))
    return placement, Rect(left + placement.x, top + placement.y, CARD_WIDTH, CARD_HEIGHT)


def placed_by_themselves(
    influence_map: InfluenceMap, layout: Layout, person_ids: Iterable[str]
) -> list[Placement]:
    """People put onto the map without pointing anywhere: each at the first free spot of their own lane."""
    cards = {card.person_id: card for card in influence_map.cards}
    taken = _taken(cards, layout, set(person_ids))
    placements = []
    for id_ in dict.fromkeys(person_ids):
        if id_ in cards:
            cell = cell_of(cards[id_])
            spot = free_spot(taken.get(cell, ()), 0, 0)
            taken.setdefault(cell, []).append(spot)
            placements.append(Placement(id_, *spot))
    return placements


def to_next_lane(
    influence_map: InfluenceMap, layout: Layout, person_ids: Iterable[str], direction: Direction
) -> list[Placement]:
    """The cards one lane further, as near as possible to where they stood in their own."""
    cards = {card.person_id: card for card in influence_map.cards}
    ids = [id_ for id_ in person_ids if id_ in layout.cards]
    taken = _taken(cards, layout, set(ids))
    levels = [lane.code for lane in layout.lanes.rows if lane.code is not None]
    functions = [lane.code for lane in layout.lanes.columns if lane.code is not None]
    step = -1 if direction in ("up", "left") else 1
    placements = []
    for id_ in ids:
        level, function = cell_of(cards[id_])
        if direction in ("up", "down"):
            cell: Cell = (_next(levels, level, step), function)
        else:
            cell = (level, _next(functions, function, step))
        if cell == (level, function):
            continue
        origin_x, origin_y = _origin(layout.lanes, (level, function))
        here = layout.cards[id_]
        wanted_x = here.x - origin_x if direction in ("up", "down") else 0.0
        wanted_y = here.y - origin_y if direction in ("left", "right") else 0.0
        spot = free_spot(taken.get(cell, ()), wanted_x, wanted_y)
        taken.setdefault(cell, []).append(spot)
        placements.append(_placement(cards[id_], cell, spot))
    return placements


def _next(codes: Sequence[str], code: str | None, step: int) -> str | None:
    if code is None:
        return codes[-1] if step < 0 else None
    at = codes.index(code) + step
    return codes[min(max(at, 0), len(codes) - 1)]


def _taken(cards: Mapping[str, MapCard], layout: Layout, without: set[str]) -> dict[Cell, list[Point]]:
    """Where the cards that stay stand, cell by cell."""
    taken: dict[Cell, list[Point]] = {}
    for id_, place in layout.cards.items():
        if id_ not in without:
            cell = cell_of(cards[id_])
            origin_x, origin_y = _origin(layout.lanes, cell)
            taken.setdefault(cell, []).append((place.x - origin_x, place.y - origin_y))
    return taken


def _origin(lanes: Lanes, cell: Cell) -> Point:
    """Where the cell's 0, 0 is; lanes that are not there yet begin where the last one ends."""
    if not lanes.rows:
        return 0.0, 0.0
    level, function = cell
    row = next((lane.start for lane in lanes.rows if lane.code == level), lanes.rows[-1].end)
    column = next((lane.start for lane in lanes.columns if lane.code == function), lanes.columns[-1].end)
    return column + lanes.pad[0], row + lanes.pad[1]


def _placement(card: MapCard, cell: Cell, spot: Point) -> Placement:
    own_level, own_function = cell_of(card)
    level = cell[0] if cell[0] != own_level else None
    function = cell[1] if cell[1] != own_function else None
    return Placement(card.person_id, *spot, level, function)


def _moved_freely(
    layout: Layout, cards: Mapping[str, MapCard], corners: Mapping[str, Point]
) -> list[Placement]:
    here = {id_: (snap(place.x), snap(place.y)) for id_, place in layout.cards.items()}
    nowhere: Cell = (None, None)
    taken = {nowhere: [(place.x, place.y) for id_, place in layout.cards.items() if id_ not in corners]}
    spots = formation([(nowhere, corner) for corner in corners.values()], taken)
    return [
        Placement(id_, *spot)
        for id_, spot in zip(corners, spots, strict=True)
        if id_ in cards and here.get(id_) != spot
    ]
