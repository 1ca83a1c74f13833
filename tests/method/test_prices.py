"""Prices compared: what goes together, in which order, and how far from ours."""

from __future__ import annotations

from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import given

from keyaccount_desktop.method.prices import OURS, Comparison, Observation, comparisons, observed

DAY = date(2026, 3, 1)


def seen(company: str, price: float, days: int = 0, **more: str) -> Observation:
    return Observation(company, more.pop("product", "X8"), price, DAY + timedelta(days=days), **more)


def only(*observations: Observation) -> Comparison:
    (found,) = comparisons(observations)
    return found


def test_that_a_rivals_product_stands_beside_the_one_of_ours_it_competes_with() -> None:
    found = only(
        seen("Boen", 118, product="B9", against="x8"),
        seen(OURS, 120),
        seen("Boen", 112, 90, product="B9", against="X8 "),
    )
    assert [(series.company, series.product) for series in found.series] == [(OURS, "X8"), ("Boen", "B9")]
    assert [point.price for point in found.series[1].points] == [118, 112]
    assert found.reference is not None and found.reference.price == 120
    assert found.against_ours(found.series[0]) is None
    assert found.against_ours(found.series[1]) == pytest.approx(100 * (112 / 120 - 1))
    assert found.series[1].change == pytest.approx(100 * (112 / 118 - 1))


def test_that_without_a_price_of_ours_nothing_is_said_against_it() -> None:
    found = only(seen("Boen", 118), seen("Herui", 0, 3))
    assert found.reference is None
    assert [found.against_ours(series) for series in found.series] == [None, None]
    assert found.series[1].change is None


def test_that_our_newest_price_is_the_reference() -> None:
    found = only(seen(OURS, 130, 0), seen(OURS, 120, 50, product="X8 plus", against="X8"))
    assert found.reference is not None and found.reference.price == 120


def test_that_prices_in_other_units_are_not_compared() -> None:
    found = comparisons([seen("Boen", 118, unit="set"), seen(OURS, 3, unit="test"), seen("Boen", 5)])
    assert sorted((each.unit, len(each.series)) for each in found) == [("", 1), ("set", 1), ("test", 1)]


def test_that_a_price_without_a_unit_goes_with_the_only_unit_there_is() -> None:
    found = only(seen("Boen", 118, unit="Set"), seen(OURS, 120), seen("Herui", 99, unit="set"))
    assert found.unit == "Set"
    assert len(found.series) == 3


def test_that_clients_are_told_apart_where_they_are_compared() -> None:
    found = only(seen(OURS, 120, client="A"), seen(OURS, 110, client="B"))
    assert [(series.client, series.latest.price) for series in found.series] == [("A", 120), ("B", 110)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-03", date(2026, 11, 3)),
        ("2026-11", date(2026, 11, 1)),
        ("2026", date(2026, 1, 1)),
        (None, DAY),
    ],
)
def test_that_a_price_without_a_day_is_of_the_day_it_became_known(day: str | None, expected: date) -> None:
    record = {"company": "Boen", "product": "B9", "price": 118} | ({"day": day} if day else {})
    assert observed(record, DAY.isoformat()).day == expected


@given(
    st.lists(
        st.builds(
            Observation,
            company=st.sampled_from([OURS, "Boen", "boen ", "Herui"]),
            product=st.sampled_from(["X8", "B9"]),
            price=st.floats(0, 1e6),
            day=st.dates(date(2020, 1, 1), date(2026, 12, 31)),
            unit=st.sampled_from(["", "set", "test"]),
            against=st.sampled_from(["", "X8"]),
        ),
        max_size=30,
    )
)
def test_that_every_price_is_in_one_place_and_in_order_of_days(observations: list[Observation]) -> None:
    found = comparisons(observations)
    points = [point for each in found for series in each.series for point in series.points]
    assert sorted(map(id, points)) == sorted(map(id, observations))
    for each in found:
        for series in each.series:
            assert [point.day for point in series.points] == sorted(point.day for point in series.points)
    sizes = [sum(len(series.points) for series in each.series) for each in found]
    assert sizes == sorted(sizes, reverse=True)
