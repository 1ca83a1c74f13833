"""What lies where is found by looking around a point only, and is what looking at everything would find."""

from __future__ import annotations

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from keyaccount_desktop.exchange.map_picture import MapPicture, PictureStyle
from keyaccount_desktop.exchange.map_shapes import Rect
from keyaccount_desktop.ui.influence_map.painter import screen_ink
from keyaccount_desktop.ui.influence_map.spots import Spots, _distance
from tests.benchmarks.made_maps import made_map


@cache
def picture() -> MapPicture:
    return MapPicture(made_map(60), PictureStyle("zh"), screen_ink().measure)


POINTS = st.tuples(st.floats(-300, 3000), st.floats(-300, 2500))


@settings(max_examples=200)
@given(point=POINTS, slack=st.sampled_from([0.0, 8.0]))
def test_that_a_card_is_found_by_a_point(
    qapp: QApplication, point: tuple[float, float], slack: float
) -> None:
    places = picture().layout.cards
    wanted = [id_ for id_, place in places.items() if place.grown(slack).holds(*point)]
    assert Spots(picture()).card_at(*point, slack) == (wanted[-1] if wanted else None)


@settings(max_examples=100)
@given(corner=POINTS, size=st.tuples(st.floats(0, 3000), st.floats(0, 2500)))
def test_that_cards_are_found_in_an_area(
    qapp: QApplication, corner: tuple[float, float], size: tuple[float, float]
) -> None:
    area = Rect(*corner, *size)
    wanted = [id_ for id_, place in picture().layout.cards.items() if place.meets(area)]
    assert Spots(picture()).cards_in(area) == wanted


def test_that_every_link_is_found_along_its_whole_way(qapp: QApplication) -> None:
    spots = Spots(picture())
    for route in picture().routes:
        for x, y in route.points:
            found = spots.link_at(x, y, 6)
            assert found is not None
            (under,) = [each for each in picture().routes if each.link.id == found]
            on_label = under.label is not None and under.label.holds(x, y)
            assert on_label or _distance(x, y, under.points, 6) < 0.01
    assert spots.link_at(-5000, -5000, 6) is None
