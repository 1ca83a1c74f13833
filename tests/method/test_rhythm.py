"""How warm a relation is: effects fade by half, the last peak is what counts, the grade says when it is cold."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import hypothesis.strategies as st
import pytest
from hypothesis import assume, given

from keyaccount_desktop.method.defaults import DEFAULTS
from keyaccount_desktop.method.rhythm import Impression, Warmth, warmth

TODAY = date(2026, 11, 27)


def ago(days: int, effect: int = 0, half_life: int | None = None) -> Impression:
    return Impression(TODAY - timedelta(days=days), effect, half_life)


def warm(*held: Impression, grade: str | None = None) -> Warmth:
    found = warmth(held, TODAY, grade=grade)
    assert found is not None
    return found


impressions = st.lists(
    st.builds(ago, st.integers(0, 700), st.integers(-3, 3), st.none() | st.integers(1, 400)),
    min_size=1,
    max_size=8,
)
helpful = impressions.map(lambda held: [replace(each, effect=abs(each.effect)) for each in held])
grades = st.sampled_from([None, "A", "B", "C", "D", "unheard of"])


def test_that_nobody_met_is_not_cold_but_nothing() -> None:
    assert warmth([], TODAY) is None
    assert warmth([ago(-3, 2)], TODAY) is None, "a contact still to come has no effect yet"


@pytest.mark.parametrize(
    ("days", "half_life", "left"), [(0, 30, 1.0), (30, 30, 0.5), (60, 30, 0.25), (60, 60, 0.5)]
)
def test_that_half_of_an_effect_is_gone_after_its_half_life(days: int, half_life: int, left: float) -> None:
    found = warm(ago(days, 2, half_life))
    assert found.now == pytest.approx(2 * left)
    assert found.share == pytest.approx(left)
    assert found.days_since == days


def test_that_without_a_half_life_the_defaults_hold() -> None:
    assert warm(ago(30, 2)).share == pytest.approx(0.5)
    quick = warmth([ago(30, 2)], TODAY, defaults=replace(DEFAULTS, half_life_days=15))
    assert quick is not None
    assert quick.share == pytest.approx(0.25)


@given(impressions, impressions)
def test_that_warmth_adds_up_in_any_order(first: list[Impression], second: list[Impression]) -> None:
    together = warm(*second, *first)
    assert math.isclose(together.now, warm(*first).now + warm(*second).now, abs_tol=1e-9)
    assert warm(*reversed([*second, *first])).peak == pytest.approx(together.peak)


@given(impressions, grades)
def test_that_a_contact_still_to_come_changes_nothing(held: list[Impression], grade: str | None) -> None:
    assert warm(*held, ago(-1, 3), grade=grade) == warm(*held, grade=grade)


def test_that_the_last_peak_counts_what_was_left_of_earlier_contacts() -> None:
    found = warm(ago(30, 2), ago(0, 1))
    assert found.peak == pytest.approx(2)
    assert found.share == 1
    assert not warm(ago(170, 3), ago(5, 1), grade="D").cold, "not the highest peak there ever was"


def test_that_a_contact_that_went_badly_cools_without_moving_the_peak() -> None:
    found = warm(ago(1, 3, 1000), ago(0, -2))
    assert found.peak == pytest.approx(3)
    assert found.share == pytest.approx(1 / 3, abs=0.01)
    assert warm(ago(1, 3, 1000), ago(0, -3)).cold


@pytest.mark.parametrize(("grade", "days"), [("A", 30), ("B", 45), ("C", 90), ("D", 180), (None, 90)])
@pytest.mark.parametrize("effect", [0, 2])
def test_that_too_long_without_contact_is_cold_by_the_grade(
    grade: str | None, days: int, effect: int
) -> None:
    assert not warm(ago(days, effect, 10_000), grade=grade).cold
    assert warm(ago(days + 1, effect, 10_000), grade=grade).cold


@given(st.integers(1, 3), st.integers(1, 85), st.integers(0, 180))
def test_that_below_a_quarter_of_the_last_peak_is_cold(effect: int, half_life: int, days: int) -> None:
    # A quarter is left after two half-lives.
    assert warm(ago(days, effect, half_life), grade="D").cold == (days > 2 * half_life)


@given(impressions)
def test_that_the_share_is_a_share_whatever_happened(held: list[Impression]) -> None:
    found = warm(*held)
    assert 0 <= found.share <= 1
    assert found.peak >= 0
    assert found.days_since == min((TODAY - each.day).days for each in held)


@given(impressions, grades)
def test_that_a_good_contact_today_warms_everyone_it_outweighs(
    held: list[Impression], grade: str | None
) -> None:
    before = [each for each in held if each.day < TODAY]
    assume(not before or warm(*before).now >= 0)
    assert not warm(*before, ago(0, 1), grade=grade).cold


@given(helpful, grades, st.integers(0, 400))
def test_that_who_is_cold_stays_so_without_another_contact(
    held: list[Impression], grade: str | None, later: int
) -> None:
    if warm(*held, grade=grade).cold:
        then = warmth(held, TODAY + timedelta(days=later), grade=grade)
        assert then is not None
        assert then.cold
