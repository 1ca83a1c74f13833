"""What a card that is moved lines up with, and how cards that are moved together keep their order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from keyaccount_desktop.exchange.map_guides import Guide, Guides
from keyaccount_desktop.exchange.map_layout import (
    CARD_HEIGHT,
    CARD_WIDTH,
    GRID,
    Cell,
    Point,
    formation,
    free_spot,
)
from keyaccount_desktop.exchange.map_shapes import Rect


def card(x: float, y: float) -> Rect:
    return Rect(x, y, CARD_WIDTH, CARD_HEIGHT)


def test_that_a_card_is_pulled_to_the_edge_of_another_within_reach_only() -> None:
    guides = Guides([card(0, 0)])
    assert guides.pulled(5, 300, 8) == (0, 300)
    assert guides.pulled(300, -7, 8) == (300, 0)
    assert guides.pulled(9, 9, 8) == (9, 9)


def test_that_a_card_is_pulled_to_where_distances_are_equal() -> None:
    between = Guides([card(0, 0), card(0, 400)])
    assert between.pulled(0, 195, 8) == (0, 200)
    going_on = Guides([card(0, 0), card(0, 120)])
    assert going_on.pulled(3, 237, 8) == (0, 240)
    before = Guides([card(200, 0), card(400, 0)])
    assert before.pulled(4, 0, 8) == (0, 0)


def test_that_both_edges_show_where_cards_are_level() -> None:
    lines = Guides([card(0, 0)]).of(card(0, 200))
    assert lines == [
        Guide((0, 0), (0, 200 + CARD_HEIGHT)),
        Guide((CARD_WIDTH, 0), (CARD_WIDTH, 200 + CARD_HEIGHT)),
    ]
    assert Guides([card(0, 0)]).of(card(8, 200)) == []


def test_that_equal_distances_are_measured_and_unequal_ones_are_not() -> None:
    even = Guides([card(0, 0), card(0, 200)]).of(card(0, 100))
    gaps = [line for line in even if line.gap]
    middle = CARD_WIDTH / 2
    assert gaps == [
        Guide((middle, CARD_HEIGHT), (middle, 100), True),
        Guide((middle, 100 + CARD_HEIGHT), (middle, 200), True),
    ]
    assert not [line for line in Guides([card(0, 0), card(0, 200)]).of(card(0, 108)) if line.gap]


CELLS = st.sampled_from([("decision", "using"), ("management", "using")])
SPOTS = st.tuples(st.integers(-5, 60), st.integers(-5, 40)).map(lambda spot: (spot[0] * GRID, spot[1] * GRID))


def overlap(one: Point, other: Point) -> bool:
    return card(*one).meets(card(*other))


@st.composite
def standing(draw: st.DrawFn) -> tuple[dict[Cell, list[Point]], list[tuple[Cell, Point]]]:
    """Cards that stand still, and others that stand on none of each other, on their way."""
    taken: dict[Cell, list[Point]] = {}
    for cell, spot in draw(st.lists(st.tuples(CELLS, SPOTS), max_size=8)):
        taken.setdefault(cell, []).append(free_spot(taken.get(cell, ()), *spot))
    moving: list[tuple[Cell, Point]] = []
    for cell, spot in draw(st.lists(st.tuples(CELLS, SPOTS), min_size=1, max_size=5)):
        if not any(cell == other and overlap(spot, place) for other, place in moving):
            moving.append((cell, spot))
    return taken, moving


@given(standing())
def test_that_cards_moved_together_lie_on_nobody_and_inside_their_lane(
    given_: tuple[dict[Cell, list[Point]], list[tuple[Cell, Point]]],
) -> None:
    taken, moving = given_
    spots = formation(moving, taken)
    for (cell, _), spot in zip(moving, spots, strict=True):
        assert spot[0] >= 0 and spot[1] >= 0
        assert not any(overlap(spot, other) for other in taken.get(cell, ()))


@given(standing())
def test_that_a_formation_that_finds_room_stays_as_it_is(
    given_: tuple[dict[Cell, list[Point]], list[tuple[Cell, Point]]],
) -> None:
    _, moving = given_
    spots = formation(moving, {})
    if len(moving) > 1 and not _touching(moving):
        shifts = {(x - was[0], y - was[1]) for (_, was), (x, y) in zip(moving, spots, strict=True)}
        assert len(shifts) == 1


def _touching(moving: list[tuple[Cell, Point]]) -> bool:
    """Nearer to each other than the map allows: then they are moved apart one by one."""
    return any(
        cell == other and Rect(*place, CARD_WIDTH, CARD_HEIGHT).grown(GRID - 0.5).meets(card(*spot))
        for number, (cell, place) in enumerate(moving)
        for other, spot in moving[number + 1 :]
    )
