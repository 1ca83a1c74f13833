"""Where cards come to stand when they are dropped, moved or sent to another lane: gestures as Placements.

A card dropped over others goes to the nearest free spot of its lane; the others stay. A lane whose level or
function is unknown gives nothing to a person whose own is known. In a free layout a card goes where it is
put, and level and function stay. Used by the map's tools and keys.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from keyaccount_desktop.exchange.map_layout import (
    ASIDE,
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
    lay_out,
    seats,
    settle,
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
        return _dropped_freely(influence_map, layout, known, x - CARD_WIDTH / 2, y - CARD_HEIGHT / 2)
    corner = x - CARD_WIDTH / 2, y - CARD_HEIGHT / 2
    wanted: list[tuple[Cell, Point]] = []
    for id_ in known:
        cell = landing(layout.lanes, cards[id_], *corner)
        origin_x, origin_y = _origin(layout.lanes, cell)
        wanted.append((cell, (corner[0] - origin_x, corner[1] - origin_y)))
    return _seated(cards, layout, known, wanted)


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
    """People put onto the map without pointing anywhere: each at the first free spot of their own lane.

    In a free layout they come below all others.
    """
    cards = {card.person_id: card for card in influence_map.cards}
    known = [id_ for id_ in dict.fromkeys(person_ids) if id_ in cards]
    if not layout.lanes.rows:
        others = [place for id_, place in layout.cards.items() if id_ not in known]
        left = min((place.x for place in others), default=0.0)
        top = max((place.y + ASIDE[1] for place in others), default=0.0)
        columns = max(math.isqrt(len(known)), 4)
        spots = [
            (left + index % columns * ASIDE[0], top + index // columns * ASIDE[1])
            for index in range(len(known))
        ]
        return _new_in_both(influence_map, known, spots)
    return _seated(cards, layout, known, [(cell_of(cards[id_]), (0.0, 0.0)) for id_ in known])


def _seated(
    cards: Mapping[str, MapCard], layout: Layout, ids: Sequence[str], wanted: Sequence[tuple[Cell, Point]]
) -> list[Placement]:
    """Each of these people at the free spot of a cell that is nearest to the wanted one."""
    spots = seats(wanted, _taken(cards, layout, set(ids)))
    return [
        _placement(cards[id_], cell, spot) for id_, (cell, _), spot in zip(ids, wanted, spots, strict=True)
    ]


def to_next_lane(
    influence_map: InfluenceMap, layout: Layout, person_ids: Iterable[str], direction: Direction
) -> list[Placement]:
    """The cards one lane further, as near as possible to where they stood in their own.

    In a free layout by the breadth or height of a card, with room for a link between.
    """
    cards = {card.person_id: card for card in influence_map.cards}
    ids = [id_ for id_ in person_ids if id_ in layout.cards]
    if not layout.lanes.rows:
        across = {"left": -ASIDE[0], "right": ASIDE[0]}.get(direction, 0.0)
        down = {"up": -ASIDE[1], "down": ASIDE[1]}.get(direction, 0.0)
        places = {id_: layout.cards[id_] for id_ in ids}
        corners = {id_: (place.x + across, place.y + down) for id_, place in places.items()}
        return _moved_freely(layout, cards, corners)
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


def first_free_places(influence_map: InfluenceMap) -> list[Placement]:
    """For a map in lanes: where those who never stood in its free layout begin there.

    Where they are seen now, or as near as those who have a place there let them.
    """
    seen = lay_out(replace(influence_map, layout="lanes")).cards
    wanted = []
    new = []
    for card in influence_map.cards:
        if card.placed and card.free_x is not None and card.free_y is not None:
            wanted.append((card.person_id, card.free_x, card.free_y, True))
        elif card.placed:
            new.append(card.person_id)
            wanted.append((card.person_id, seen[card.person_id].x, seen[card.person_id].y, False))
    places = settle(wanted, bounded=False)
    return [Placement(id_, *places[id_]) for id_ in new]


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
    spots = formation([(nowhere, corner) for corner in corners.values()], taken, bounded=False)
    return [
        Placement(id_, *spot)
        for id_, spot in zip(corners, spots, strict=True)
        if id_ in cards and here.get(id_) != spot
    ]


def _dropped_freely(
    influence_map: InfluenceMap, layout: Layout, known: Sequence[str], x: float, y: float
) -> list[Placement]:
    others = [(place.x, place.y) for id_, place in layout.cards.items() if id_ not in known]
    return _new_in_both(influence_map, known, free_spots(others, x, y, len(known), bounded=False))


def _new_in_both(
    influence_map: InfluenceMap, person_ids: Sequence[str], spots: Sequence[Point]
) -> list[Placement]:
    """People at these places of the free layout, with what their places in the lanes will be if they are new."""
    lanes = replace(influence_map, layout="lanes")
    in_lanes = {
        each.person_id: (each.x, each.y) for each in placed_by_themselves(lanes, lay_out(lanes), person_ids)
    }
    return [
        Placement(id_, *spot, in_lanes=in_lanes[id_]) for id_, spot in zip(person_ids, spots, strict=True)
    ]
