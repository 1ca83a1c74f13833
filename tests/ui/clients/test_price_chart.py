"""The chart of prices: every price a point in its place, named, found under the mouse, in either theme."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from PySide6.QtCore import QPointF

from keyaccount_desktop.method.prices import OURS, Comparison, Observation, comparisons
from keyaccount_desktop.ui import theme
from keyaccount_desktop.ui.clients.price_chart import PriceChart, _apart, _round_steps, looks

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

DAY = date(2026, 3, 1)


def seen(company: str, price: float, days: int) -> Observation:
    return Observation(company, "X8", price, DAY + timedelta(days=days), unit="set", source="Award notice")


@pytest.fixture
def comparison() -> Comparison:
    (found,) = comparisons(
        [seen(OURS, 130, 0), seen("Boen", 120, 10), seen(OURS, 125, 100), seen("Boen", 118, 200)]
    )
    return found


@pytest.fixture
def chart(qtbot: QtBot) -> PriceChart:
    made = PriceChart()
    qtbot.addWidget(made)
    made.resize(560, 220)
    made.show()
    return made


def test_that_every_price_has_its_place_later_to_the_right_and_higher_up(
    chart: PriceChart, comparison: Comparison
) -> None:
    chart.show_comparison(comparison)
    chart.grab()
    places = {(point.company, point.price): at for at, point in chart.points}
    assert len(places) == 4
    assert places[OURS, 130].x() < places["Boen", 120].x() < places[OURS, 125].x() < places["Boen", 118].x()
    assert places[OURS, 130].y() < places[OURS, 125].y() < places["Boen", 120].y() < places["Boen", 118].y()
    assert all(chart.rect().contains(at.toPoint()) for at in places.values())


def test_that_the_price_under_the_mouse_is_said_in_words(chart: PriceChart, comparison: Comparison) -> None:
    chart.show_comparison(comparison)
    chart.grab()
    at, _ = chart.points[0]
    point = chart.point_at(at + QPointF(3, 2))
    assert point is not None
    assert chart.words(point).splitlines()[0].endswith("· X8")
    assert "/ set" in chart.words(point) and "Award notice" in chart.words(point)
    assert chart.point_at(QPointF(2, 2)) is None


def test_that_a_screen_reader_is_told_all_prices(chart: PriceChart, comparison: Comparison) -> None:
    chart.show_comparison(comparison)
    assert "Our company X8: 2026-03-01 130, 2026-06-09 125" in chart.accessibleDescription()


def test_that_the_picture_follows_the_theme(chart: PriceChart, comparison: Comparison) -> None:
    chart.show_comparison(comparison)
    light = chart.grab().toImage()
    theme.current().set_mode("dark")
    assert chart.grab().toImage() != light


def test_that_rivals_are_told_apart_without_colour() -> None:
    (found,) = comparisons([seen(name, 100, 0) for name in (OURS, "A", "B", "C", "D")])
    shapes = [look.shape for look in looks(found)]
    assert len(set(shapes[:4])) == 4 and shapes[0] == "circle"
    assert looks(found)[0].token == "accent"
    assert "accent" not in {look.token for look in looks(found)[1:]}


@pytest.mark.parametrize(
    "prices", [[100.0], [0.0], [5.0, 5.0], [1e9, 1.0], [0.001, 0.0011], [1_160_000, 1_330_000]]
)
def test_that_the_scale_holds_every_price_in_a_few_round_steps(prices: list[float]) -> None:
    steps = _round_steps(prices)
    assert 2 <= len(steps) <= 7
    assert steps[0] <= min(prices) and max(prices) <= steps[-1]
    assert steps == sorted(set(steps))


@given(st.lists(st.floats(0, 200), min_size=1, max_size=10))
def test_that_names_at_the_ends_never_lie_on_one_another(middles: list[float]) -> None:
    placed = _apart(middles, 14, 0, 200)
    ordered = sorted(placed)
    assert all(after - before >= 13.99 for before, after in pairwise(ordered))


@given(
    st.lists(
        st.builds(
            seen,
            st.sampled_from([OURS, "Boen", "Herui"]),
            st.floats(0, 1e9) | st.integers(0, 10**12).map(float),
            st.integers(-20_000, 400),
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_that_any_prices_can_be_painted(chart: PriceChart, observations: list[Observation]) -> None:
    chart.show_comparison(comparisons(observations)[0])
    chart.grab()
    assert chart.points
    assert all(chart.rect().contains(at.toPoint()) for at, _ in chart.points)


def test_that_nothing_to_compare_is_no_picture(chart: PriceChart) -> None:
    chart.show_comparison(None)
    chart.grab()
    assert chart.points == [] and chart.accessibleDescription() == ""
