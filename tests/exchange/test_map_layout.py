"""Where cards stand: never on each other, pinned ones where they were put, lanes as the method has them."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keyaccount_desktop.exchange.map_layout import (
    ALWAYS,
    CARD_HEIGHT,
    CARD_WIDTH,
    GAP,
    GRID,
    LEVELS,
    cell_of,
    free_spot,
    free_spots,
    lay_out,
    settle,
)
from keyaccount_desktop.exchange.map_moves import (
    Direction,
    dropped,
    first_free_places,
    moved,
    placed_by_themselves,
    to_next_lane,
)
from keyaccount_desktop.workbook.maps import InfluenceMap, Placement
from tests.exchange.map_samples import card, coordinates, map_of, maps

Point = tuple[float, float]
wanted_places = st.lists(st.tuples(coordinates, coordinates, st.booleans()), max_size=40)


def lie_on_each_other(one: Point, other: Point, gap: float = 0.0) -> bool:
    return abs(one[0] - other[0]) < CARD_WIDTH + gap and abs(one[1] - other[1]) < CARD_HEIGHT + gap


def apply(influence_map: InfluenceMap, placements: list[Placement]) -> InfluenceMap:
    """The map as it is after these placements."""
    places = {each.person_id: each for each in placements}
    cards = []
    for each in influence_map.cards:
        if (place := places.get(each.person_id)) is not None and influence_map.layout == "free":
            x, y = place.in_lanes or (0.0, 0.0) if not each.placed else (each.x, each.y)
            each = replace(each, free_x=place.x, free_y=place.y, x=x, y=y, placed=True)
        elif place is not None:
            each = replace(
                each, x=place.x, y=place.y, placed=True,
                level=place.level or each.level, function=place.function or each.function,
            )  # fmt: skip
        cards.append(each)
    return replace(influence_map, cards=tuple(cards))


# Never on each other.


@given(wanted_places)
def test_that_cards_never_lie_on_each_other_wherever_they_were_put(
    wanted: list[tuple[float, float, bool]],
) -> None:
    places = settle((str(number), x, y, pinned) for number, (x, y, pinned) in enumerate(wanted))
    assert len(places) == len(wanted)
    for one, other in combinations(places.values(), 2):
        assert not lie_on_each_other(one, other, GAP)
    assert all(x >= 0 and y >= 0 and math.isfinite(x + y) for x, y in places.values())


@given(wanted_places)
def test_that_pinned_cards_stay_unless_another_pinned_one_is_in_the_way(
    wanted: list[tuple[float, float, bool]],
) -> None:
    pinned: list[tuple[str, Point]] = []
    for number, (x, y, is_pinned) in enumerate(wanted):
        sane = math.isfinite(x) and math.isfinite(y) and 0 <= x < 9e4 and 0 <= y < 9e4
        if is_pinned and sane and not any(lie_on_each_other((x, y), place, GAP) for _, place in pinned):
            pinned.append((str(number), (x, y)))
    others = [
        (str(number), x, y, False)
        for number, (x, y, _) in enumerate(wanted)
        if str(number) not in dict(pinned)
    ]
    places = settle([*others, *((id_, x, y, True) for id_, (x, y) in pinned)])
    assert {id_: places[id_] for id_, _ in pinned} == dict(pinned)


def test_that_cards_with_room_around_them_stay_where_they_are() -> None:
    spots = [(0.0, 0.0), (192.0, 0.0), (0.0, 96.0), (400.0, 304.0)]
    places = settle((str(number), x, y, False) for number, (x, y) in enumerate(spots))
    assert list(places.values()) == spots


def test_that_three_hundred_cards_at_one_place_all_find_one() -> None:
    places = settle((str(number), 0.0, 0.0, False) for number in range(300))
    assert len(set(places.values())) == 300
    assert max(x for x, _ in places.values()) < 20 * 200
    assert max(y for _, y in places.values()) < 40 * 104


@given(st.lists(st.tuples(coordinates, coordinates), max_size=20), coordinates, coordinates)
def test_that_a_free_spot_is_free_and_on_the_grid(taken: list[Point], x: float, y: float) -> None:
    seated = list(settle((str(n), tx, ty, False) for n, (tx, ty) in enumerate(taken)).values())
    spot = free_spot(seated, x, y)
    assert not any(lie_on_each_other(spot, other, GAP) for other in seated)
    if not seated:
        assert spot[0] % GRID == spot[1] % GRID == 0


def test_that_a_card_dropped_on_another_goes_beside_it() -> None:
    x, y = free_spot([(0.0, 0.0)], 40, 60)
    assert not lie_on_each_other((x, y), (0.0, 0.0), GAP)
    assert math.dist((x, y), (40, 60)) < 120


def test_that_cards_dropped_together_stay_close_to_the_drop() -> None:
    spots = free_spots([(200.0, 100.0)], 200, 100, 5)
    assert len(set(spots)) == 5
    for one, other in combinations([*spots, (200.0, 100.0)], 2):
        assert not lie_on_each_other(one, other, GAP)
    assert all(math.dist(spot, (200, 100)) < 500 for spot in spots)


@settings(max_examples=40)
@given(maps(8))
def test_that_every_placed_card_gets_a_place_inside_its_lane(influence_map: InfluenceMap) -> None:
    layout = lay_out(influence_map, left=70, top=40)
    placed = {each.person_id: each for each in influence_map.cards if each.placed}
    assert layout.cards.keys() == placed.keys()
    for one, other in combinations(layout.cards.values(), 2):
        assert not one.meets(other)
    if influence_map.layout == "lanes":
        for id_, place in layout.cards.items():
            cell = layout.lanes.cell_rect(cell_of(placed[id_]))
            assert cell.x < place.x and place.right < cell.right + 0.01
            assert cell.y < place.y and place.bottom < cell.bottom + 0.01


# Lanes.


def test_that_functions_nobody_is_known_in_get_a_narrow_lane() -> None:
    lanes = lay_out(map_of([card("a", function="using")])).lanes
    assert [lane.code for lane in lanes.columns] == list(ALWAYS)
    widths = {lane.code: (lane.size, lane.empty) for lane in lanes.columns}
    assert widths["using"][0] > CARD_WIDTH
    assert widths["finance"] == (72.0, True)
    assert [lane.code for lane in lanes.rows] == list(LEVELS)


def test_that_other_and_unknown_lanes_are_there_only_when_used() -> None:
    lanes = lay_out(map_of([card("a", function="other"), card("b", function=None, level=None)])).lanes
    assert [lane.code for lane in lanes.columns] == [*ALWAYS, "other", None]
    assert [lane.code for lane in lanes.rows] == [*LEVELS, None]


def test_that_a_lane_grows_to_hold_its_cards_and_shrinks_again() -> None:
    wide = lay_out(map_of([card("a", x=400, y=200)])).lanes
    narrow = lay_out(map_of([card("a")])).lanes
    assert wide.rect.width - narrow.rect.width == 400
    assert wide.rect.height - narrow.rect.height == 200


def test_that_a_free_layout_has_no_lanes_and_keeps_its_own_places() -> None:
    layout = lay_out(map_of([card("a", x=8, y=8, free=(640, 480)), card("b", x=16, y=320)], layout="free"))
    assert layout.lanes.rows == ()
    assert (layout.cards["a"].x, layout.cards["a"].y) == (640, 480)
    assert (layout.cards["b"].x, layout.cards["b"].y) == (16, 320)


def test_that_a_free_layout_reaches_to_every_side() -> None:
    layout = lay_out(map_of([card("a", free=(-320, -160)), card("b", free=(0, 0))], layout="free"))
    assert (layout.cards["a"].x, layout.cards["a"].y) == (-320, -160)
    placements = moved(map_of([card("a", free=(-320, -160))], layout="free"), layout, {"b": (-640, 80)})
    assert placements == []  # nobody of this map
    (placement,) = moved(
        map_of([card("a", free=(-320, -160)), card("b", free=(0, 0))], layout="free"),
        layout,
        {"b": (-640, 80)},
    )
    assert placement == Placement("b", -640, 80)


# Moves.


@settings(max_examples=40)
@given(maps(8), st.data())
def test_that_whatever_is_dropped_lies_on_nothing(influence_map: InfluenceMap, data: st.DataObject) -> None:
    if not influence_map.cards:
        return
    ids = data.draw(st.lists(st.sampled_from([each.person_id for each in influence_map.cards]), unique=True))
    x, y = data.draw(st.floats(-500, 3000)), data.draw(st.floats(-500, 3000))
    placements = dropped(influence_map, lay_out(influence_map), ids, x, y)
    assert sorted(each.person_id for each in placements) == sorted(ids)
    after = lay_out(apply(influence_map, placements)).cards
    for one, other in combinations(after.values(), 2):
        assert not one.meets(other)


def test_that_a_drop_in_another_lane_sets_level_and_function() -> None:
    influence_map = map_of([card("a"), card("b", function="technical", level="operation")])
    layout = lay_out(influence_map)
    target = layout.lanes.cell_rect(("decision", "finance"))
    (placement,) = moved(influence_map, layout, {"a": (target.x - 40, target.y + 20)})
    assert (placement.level, placement.function) == ("decision", "finance")


def test_that_a_move_within_the_lane_leaves_level_and_function_alone() -> None:
    influence_map = map_of([card("a")])
    layout = lay_out(influence_map)
    place = layout.cards["a"]
    (placement,) = moved(influence_map, layout, {"a": (place.x + 16, place.y + 8)})
    assert placement == Placement("a", 16, 8)


def test_that_a_card_put_back_where_it_was_is_no_move() -> None:
    influence_map = map_of([card("a", x=24, y=40)])
    layout = lay_out(influence_map)
    assert moved(influence_map, layout, {"a": (layout.cards["a"].x, layout.cards["a"].y)}) == []


def test_that_an_unknown_lane_takes_nothing_away_from_a_person() -> None:
    influence_map = map_of([card("a"), card("b", function=None, level=None)])
    layout = lay_out(influence_map)
    target = layout.lanes.cell_rect((None, None))
    assert moved(influence_map, layout, {"a": (target.x + 8, target.y + 8)}) == []
    (placement,) = dropped(influence_map, layout, ["a"], target.x + 20, target.y + 20)
    assert (placement.level, placement.function) == (None, None)


def test_that_people_placed_by_key_come_into_their_own_lane() -> None:
    waiting = [card(f"w{n}", placed=False, function="finance", level="operation") for n in range(3)]
    influence_map = map_of([card("a", function="finance", level="operation"), *waiting])
    placements = placed_by_themselves(influence_map, lay_out(influence_map), ["w0", "w1", "w2"])
    assert all(each.level is None and each.function is None for each in placements)
    spots = [(each.x, each.y) for each in placements] + [(0.0, 0.0)]
    for one, other in combinations(spots, 2):
        assert not lie_on_each_other(one, other, GAP)


def test_that_the_next_lane_is_the_next_one_and_the_last_one_ends_it() -> None:
    influence_map = map_of([card("a", level="management", function="using")])
    layout = lay_out(influence_map)
    assert to_next_lane(influence_map, layout, ["a"], "up")[0].level == "decision"
    assert to_next_lane(influence_map, layout, ["a"], "right")[0].function == "technical"
    assert to_next_lane(influence_map, layout, ["a"], "left")[0].function == "executive"
    highest = map_of([card("a", level="decision", function="executive")])
    assert to_next_lane(highest, lay_out(highest), ["a"], "up") == []
    assert to_next_lane(highest, lay_out(highest), ["a"], "left") == []


def test_that_somebody_of_unknown_level_comes_up_into_the_lowest() -> None:
    influence_map = map_of([card("a", level=None)])
    (placement,) = to_next_lane(influence_map, lay_out(influence_map), ["a"], "up")
    assert placement.level == "operation"


# Without lanes.


def free_map(*places: tuple[str, float, float]) -> InfluenceMap:
    return map_of([card(id_, free=(x, y), x=x, y=y) for id_, x, y in places], layout="free")


def test_that_a_move_in_the_free_layout_changes_neither_level_nor_function() -> None:
    influence_map = free_map(("a", 0, 0), ("b", 400, 0))
    (placement,) = moved(influence_map, lay_out(influence_map), {"a": (403, 301)})
    assert placement == Placement("a", 400, 304)


@pytest.mark.parametrize(
    ("direction", "place"), [("up", (0, -104)), ("down", (0, 104)), ("left", (-208, 0)), ("right", (208, 0))]
)
def test_that_without_lanes_the_keys_carry_a_card_one_card_further(
    direction: Direction, place: Point
) -> None:
    influence_map = free_map(("a", 0, 0), ("b", 0, 800))
    placements = to_next_lane(influence_map, lay_out(influence_map), ["a"], direction)
    assert placements == [Placement("a", *place)]


def test_that_whoever_comes_onto_a_free_map_gets_a_place_in_the_lanes_too() -> None:
    there = [card("a", x=0, y=0, free=(80, 80)), card("b", x=0, y=104, free=(-400, 0))]
    influence_map = map_of([*there, card("new", placed=False), card("newer", placed=False)], layout="free")
    layout = lay_out(influence_map)
    for placements in (
        dropped(influence_map, layout, ["new", "newer"], 170, 120),
        placed_by_themselves(influence_map, layout, ["new", "newer"]),
    ):
        after = apply(influence_map, placements)
        in_lanes = lay_out(replace(after, layout="lanes"))
        before = lay_out(replace(influence_map, layout="lanes"))
        for seen in (lay_out(after), in_lanes):
            for one, other in combinations(seen.cards.values(), 2):
                assert not one.meets(other)
        assert {id_: in_lanes.cards[id_] for id_ in "ab"} == before.cards
        assert {id_: lay_out(after).cards[id_] for id_ in "ab"} == layout.cards


@settings(max_examples=40)
@given(maps(8))
def test_that_a_free_layout_begins_with_what_is_seen(influence_map: InfluenceMap) -> None:
    lanes = replace(
        influence_map,
        layout="lanes",
        cards=tuple(replace(each, free_x=None, free_y=None) for each in influence_map.cards),
    )
    before = lay_out(lanes)
    if before.lanes.rect.width > 9e4 or before.lanes.rect.height > 9e4:
        return
    free = replace(lanes, layout="free")
    after = lay_out(apply(free, first_free_places(lanes)))
    for id_, place in before.cards.items():
        assert (after.cards[id_].x, after.cards[id_].y) == pytest.approx((place.x, place.y))


@settings(max_examples=40)
@given(maps(8))
def test_that_those_who_stand_in_the_free_layout_already_stay(influence_map: InfluenceMap) -> None:
    ids = {each.person_id for each in first_free_places(influence_map)}
    assert ids == {each.person_id for each in influence_map.cards if each.placed and each.free_x is None}


@pytest.mark.parametrize("layout", ["lanes", "free"])
def test_that_three_hundred_people_put_onto_the_map_at_once_stand_in_a_block(layout: str) -> None:
    influence_map = map_of([card(f"p{n}", placed=False) for n in range(300)], layout=layout)
    ids = [each.person_id for each in influence_map.cards]
    seen = lay_out(influence_map)
    for placements in (
        placed_by_themselves(influence_map, seen, ids),
        dropped(influence_map, seen, ids, 300, 200),
    ):
        after = lay_out(apply(influence_map, placements)).cards.values()
        width = max(place.right for place in after) - min(place.x for place in after)
        height = max(place.bottom for place in after) - min(place.y for place in after)
        assert len({(place.x, place.y) for place in after}) == 300
        assert 1.0 < width / height < 2.6
