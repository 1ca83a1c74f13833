"""The automatic order: lanes and pinned cards kept, few crossings, superiors above, and done once for all."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given, settings

from keyaccount_desktop.exchange.map_arrange import auto_arrange, placed_at
from keyaccount_desktop.exchange.map_crossings import crossings
from keyaccount_desktop.exchange.map_layout import GAP, cell_of, lay_out
from keyaccount_desktop.workbook.maps import InfluenceMap
from tests.benchmarks.made_maps import made_map
from tests.exchange.map_samples import card, link, map_of, maps
from tests.exchange.test_map_layout import lie_on_each_other


def arranged(influence_map: InfluenceMap) -> InfluenceMap:
    """The map as it is once it has been arranged."""
    return placed_at(
        influence_map, {each.person_id: (each.x, each.y) for each in auto_arrange(influence_map)}
    )


def tangle(influence_map: InfluenceMap) -> float:
    return crossings(lay_out(influence_map).cards, influence_map.links)


# What always holds.


@settings(max_examples=60)
@given(maps(10))
def test_that_arranging_keeps_lanes_and_pinned_cards(influence_map: InfluenceMap) -> None:
    placements = auto_arrange(influence_map)
    cards = {each.person_id: each for each in influence_map.cards}
    assert all(each.level is None and each.function is None for each in placements)
    assert not any(cards[each.person_id].pinned for each in placements)
    assert all(cards[each.person_id].placed for each in placements)


@settings(max_examples=60)
@given(maps(10))
def test_that_pinned_cards_are_seen_where_they_were(influence_map: InfluenceMap) -> None:
    before, after = lay_out(influence_map), lay_out(arranged(influence_map))
    for each in influence_map.cards:
        if each.pinned and each.placed:
            origins = [
                layout.lanes.origin(cell_of(each)) if layout.lanes.rows else (0.0, 0.0)
                for layout in (before, after)
            ]
            seen = [
                (layout.cards[each.person_id].x - x, layout.cards[each.person_id].y - y)
                for layout, (x, y) in zip((before, after), origins, strict=True)
            ]
            assert seen[0] == pytest.approx(seen[1])


@settings(max_examples=60)
@given(maps(10))
def test_that_arranged_cards_stand_where_they_were_put(influence_map: InfluenceMap) -> None:
    """No arranged card has to be moved aside: the arrangement itself is free of overlaps."""
    after = arranged(influence_map)
    layout = lay_out(after)
    placements = {each.person_id: each for each in auto_arrange(influence_map)}
    for each in after.cards:
        if each.person_id in placements:
            x, y = layout.lanes.origin(cell_of(each)) if layout.lanes.rows else (0.0, 0.0)
            place, wanted = layout.cards[each.person_id], placements[each.person_id]
            assert (place.x - x, place.y - y) == pytest.approx((wanted.x, wanted.y))
    for one, other in combinations(layout.cards.values(), 2):
        assert not lie_on_each_other((one.x, one.y), (other.x, other.y), GAP - 0.01)


@settings(max_examples=60)
@given(maps(10))
def test_that_arranging_never_tangles_a_map(influence_map: InfluenceMap) -> None:
    assert tangle(arranged(influence_map)) <= tangle(influence_map) + 1e-6


@settings(max_examples=60)
@given(maps(10))
def test_that_the_same_map_is_always_arranged_the_same(influence_map: InfluenceMap) -> None:
    assert auto_arrange(influence_map) == auto_arrange(influence_map)
    backwards = replace(influence_map, cards=influence_map.cards[::-1])
    assert {each.person_id for each in auto_arrange(backwards)} <= {
        each.person_id for each in influence_map.cards
    }


@settings(max_examples=120)
@given(maps(10))
def test_that_arranging_an_arranged_map_changes_nothing(influence_map: InfluenceMap) -> None:
    assert auto_arrange(arranged(influence_map)) == []


@pytest.mark.parametrize("people", [5, 14, 30, 60, 120, 300])
@pytest.mark.parametrize("layout", ["lanes", "free"])
def test_that_arranging_an_arranged_map_of_any_size_changes_nothing(people: int, layout: str) -> None:
    assert auto_arrange(arranged(replace(made_map(people), layout=layout))) == []


# What it is for.


@pytest.mark.parametrize("people", [30, 60, 300])
def test_that_it_takes_away_crossings(people: int) -> None:
    loose = made_map(people, arranged=False)
    assert tangle(arranged(loose)) < 0.95 * tangle(loose)


def test_that_two_crossing_links_are_disentangled() -> None:
    upper = [card("a", function="using", x=0), card("b", function="using", x=240)]
    lower = [
        card("c", function="using", level="operation", x=0),
        card("d", function="using", level="operation", x=240),
    ]
    crossed = map_of([*upper, *lower], [link("a", "d"), link("b", "c")])
    assert tangle(crossed) > 0
    assert tangle(arranged(crossed)) == 0


def test_that_a_superior_stands_above_those_who_report_to_them() -> None:
    people = [card("low", x=0, y=0), card("high", x=0, y=104)]
    places = lay_out(arranged(map_of(people, [link("low", "high", "reports_to")]))).cards
    assert places["high"].y < places["low"].y


@pytest.mark.parametrize("layout", ["lanes", "free"])
@pytest.mark.parametrize("reports", [2, 3, 4])
def test_that_a_superior_stands_over_the_middle_of_their_people(layout: str, reports: int) -> None:
    below = [card(f"r{n}", level="operation", x=n * 240.0, y=200) for n in range(reports)]
    other = [card(f"w{n}", level="operation", x=n * 240.0, y=400) for n in range(reports)]
    people = [card("head"), *below, *other]
    links = [link(each.person_id, "head", "reports_to") for each in below]
    places = lay_out(arranged(map_of(people, links, layout=layout))).cards
    lines = {places[each.person_id].y for each in below}
    if len(lines) == 1:
        middle = sum(places[each.person_id].x for each in below) / reports
        assert places["head"].x == pytest.approx(middle)
    assert all(places["head"].y < y for y in lines)


def test_that_a_circle_of_reporting_lines_is_arranged_all_the_same() -> None:
    people = [card(name) for name in "abc"]
    circle = [link("a", "b", "reports_to"), link("b", "c", "reports_to"), link("c", "a", "reports_to")]
    places = lay_out(arranged(map_of(people, circle))).cards
    assert len({(place.x, place.y) for place in places.values()}) == 3


def test_that_linked_people_come_closer() -> None:
    left = [card(f"l{n}", function="using", y=104 * n) for n in range(6)]
    right = [card(f"r{n}", function="technical", y=104 * n) for n in range(6)]
    crossed = map_of([*left, *right], [link(f"l{n}", f"r{5 - n}") for n in range(6)])

    def length(shown: InfluenceMap) -> float:
        places = lay_out(shown).cards
        return sum(
            math.dist(places[each.source_id].centre, places[each.target_id].centre) for each in shown.links
        )

    in_given_order = replace(arranged(replace(crossed, links=())), links=crossed.links)
    assert length(arranged(crossed)) < length(in_given_order)


# The user's order.


def test_that_where_links_say_nothing_the_users_order_stays() -> None:
    people = [card(f"p{n}", x=x, y=y) for n, (x, y) in enumerate([(500, 130), (0, 120), (260, 0), (10, 10)])]
    places = lay_out(arranged(map_of(people))).cards
    order = sorted(places, key=lambda id_: (places[id_].y, places[id_].x))
    assert order == ["p3", "p2", "p1", "p0"]


def test_that_one_card_moved_on_an_arranged_map_moves_little_else() -> None:
    tidy = made_map(60)
    moved = [each for each in tidy.cards if not any(each.person_id in _ends(link) for link in tidy.links)]
    lonely = card("new", level="operation", function="using", x=0, y=9000)
    after = arranged(replace(tidy, cards=(*tidy.cards, lonely)))
    before = {each.person_id: (each.x, each.y) for each in tidy.cards}
    stayed = sum(before.get(each.person_id) == (each.x, each.y) for each in after.cards)
    assert stayed >= 0.7 * len(tidy.cards), moved


def _ends(made: object) -> tuple[str, str]:
    return made.source_id, made.target_id  # type: ignore[attr-defined]


def test_that_others_keep_clear_of_a_pinned_card() -> None:
    pinned = card("pinned", x=100, y=50, pinned=True)
    people = [pinned, *(card(f"p{n}", x=100, y=50) for n in range(7))]
    after = arranged(map_of(people))
    assert [(each.x, each.y) for each in after.cards if each.pinned] == [(100, 50)]
    for one, other in combinations([(each.x, each.y) for each in after.cards], 2):
        assert not lie_on_each_other(one, other, GAP)


# Size.


def test_that_a_large_map_becomes_neither_a_strip_nor_a_tower() -> None:
    for people in (60, 300, 1000):
        area = lay_out(made_map(people)).lanes.rect
        assert 1.0 < area.width / area.height < 2.6


@pytest.mark.parametrize("layout", ["lanes", "free"])
def test_that_three_hundred_people_of_one_lane_stand_in_a_block(layout: str) -> None:
    crowd = [card(f"p{n}", x=0, y=0) for n in range(300)]
    links = [link(f"p{n}", f"p{n // 8}", "reports_to") for n in range(1, 300)]
    after = lay_out(arranged(map_of(crowd, links, layout=layout))).cards.values()
    width = max(place.right for place in after) - min(place.x for place in after)
    height = max(place.bottom for place in after) - min(place.y for place in after)
    assert 1.0 < width / height < 2.6
    assert width * height < 2.5 * 300 * 240 * 104
